"""The score interval of a share, against published figures."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pap_cli.assess.charts.wilson import wilson_interval


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_newcombe_1998_table_1_method_3(numerator: int, denominator: int, low: float, high: float) -> None:
    share = wilson_interval(numerator, denominator)
    assert share.value == numerator / denominator
    assert (round(share.low, 4), round(share.high, 4)) == (low, high)


def test_none_and_all_have_an_end_of_their_own() -> None:
    for count in range(1, 300):
        assert (wilson_interval(0, count).low, wilson_interval(count, count).high) == (0, 1)
    assert wilson_interval(3, 3).low > 0.4


def test_a_smaller_deviate_is_a_narrower_interval() -> None:
    wide, narrow = wilson_interval(7, 20), wilson_interval(7, 20, z=1)
    assert wide.low < narrow.low < narrow.value < narrow.high < wide.high


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [
        (1, 0, "the denominator is to be more than 0"),
        (1, -4, "the denominator is to be more than 0"),
        (-1, 4, "the numerator is to be within 0 and that"),
        (5, 4, "5 out of 4 is not a share"),
        (nan, 4, "finite"),
        (1, inf, "finite"),
    ],
)
def test_what_is_no_share_is_refused(numerator: float, denominator: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        wilson_interval(numerator, denominator)


@settings(derandomize=True, max_examples=200, deadline=None, database=None)
@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_its_complement_mirrors_it(counts: tuple[int, int]) -> None:
    numerator, denominator = counts
    share, rest = wilson_interval(numerator, denominator), wilson_interval(denominator - numerator, denominator)
    assert 0 <= share.low <= share.value <= share.high <= 1
    assert (rest.low, rest.high) == pytest.approx((1 - share.high, 1 - share.low), abs=1e-12)
    more = wilson_interval(numerator * 4, denominator * 4)
    assert more.high - more.low < share.high - share.low
