"""Intervals of shares and rates, against published figures."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pap_cli.assess.comparison.intervals import Interval, event_limits, proportion, rate

ALWAYS = settings(derandomize=True, max_examples=200, deadline=None, database=None)


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_newcombe_1998_table_1_method_3(x: int, n: int, lower: float, upper: float) -> None:
    share = proportion(x, n)
    assert (share.value, share.method) == (x / n, "Wilson")
    assert (round(share.lower, 4), round(share.upper, 4)) == (lower, upper)


@pytest.mark.parametrize(
    ("x", "lower", "upper", "method"),
    [
        # exact: as in tables of the limits of a Poisson count
        (0, 0, 3.6889, "Exact"),
        (1, 0.0253, 5.5716, "Exact"),
        (5, 1.6235, 11.6683, "Exact"),
        (9, 4.1154, 17.0848, "Exact"),
        # Byar's: the exact limits are 4.7954 and 18.3904, 81.3640 and 121.6271
        (10, 4.7874, 18.3915, "Byars"),
        (100, 81.3621, 121.6279, "Byars"),
    ],
)
def test_the_limits_of_a_count_change_their_method_at_ten(x: int, lower: float, upper: float, method: str) -> None:
    of_a_thousand = rate(x, 1000, multiplier=1000)
    assert (of_a_thousand.lower, of_a_thousand.upper) == pytest.approx((lower, upper), abs=1e-4)
    assert (of_a_thousand.value, of_a_thousand.method) == (x, method)


def test_none_and_all_have_an_end_of_their_own() -> None:
    for count in range(1, 300):
        assert (proportion(0, count).lower, proportion(count, count).upper) == (0, 1)
    assert proportion(3, 3).lower > 0.4


def test_the_unit_is_the_callers() -> None:
    one, hundred = proportion(7, 12), proportion(7, 12, multiplier=100)
    assert hundred == Interval(value=100 * one.value, lower=100 * one.lower, upper=100 * one.upper, method="Wilson")


@pytest.mark.parametrize("interval", [proportion, rate])
def test_confidence_is_a_share_or_in_per_cent(interval: type[proportion]) -> None:
    assert interval(7, 12, confidence=0.95) == interval(7, 12, confidence=95) == interval(7, 12)
    assert interval(7, 12, confidence=0.998) == interval(7, 12, confidence=99.8)
    wide, narrow = interval(7, 20), interval(7, 20, confidence=0.9)
    assert wide.lower < narrow.lower < narrow.value < narrow.upper < wide.upper
    for level in (0.8, 0.5, 20, 1.5, 89.9, 101, -1, nan):
        with pytest.raises(ValueError, match="confidence"):
            interval(1, 4, confidence=level)


def test_with_certainty_everything_is_possible() -> None:
    for level in (1, 100):
        share, of_time = proportion(7, 12, confidence=level), rate(64, 100, confidence=level)
        assert (share.lower, share.upper) == (0, 1)
        assert (of_time.lower, of_time.upper) == (0, inf)


@pytest.mark.parametrize("interval", [proportion, rate])
def test_a_missing_count_has_no_interval(interval: type[proportion]) -> None:
    assert interval(None, 4) is None
    assert interval(4, None) is None
    with pytest.raises(ValueError, match="confidence"):
        interval(None, 4, confidence=2)


@pytest.mark.parametrize("interval", [proportion, rate])
@pytest.mark.parametrize(
    ("x", "n", "words"),
    [
        (1, 0, "the denominator must be more than 0"),
        (0, 0, "0 out of 0: the denominator must be more than 0"),
        (1, -4, "the denominator must be more than 0"),
        (-1, 4, "the numerator must be 0 or more"),
        (nan, 4, "finite"),
        (1, inf, "finite"),
        (1e200, 1e201, "finite numbers below 1e100"),
    ],
)
def test_impossible_counts_are_refused(interval: type[proportion], x: float, n: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        interval(x, n)


def test_a_rate_may_be_above_one_and_a_share_may_not() -> None:
    assert rate(12, 10).value == 1.2
    with pytest.raises(ValueError, match="5 out of 4 is not a share"):
        proportion(5, 4)


@ALWAYS
@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_contains_the_share_and_its_complement_mirrors_it(counts: tuple[int, int]) -> None:
    x, n = counts
    share, rest = proportion(x, n), proportion(n - x, n)
    assert 0 <= share.lower <= share.value <= share.upper <= 1
    assert (rest.lower, rest.upper) == pytest.approx((1 - share.upper, 1 - share.lower), abs=1e-12)
    more = proportion(x * 4, n * 4)
    assert more.upper - more.lower < share.upper - share.lower


@ALWAYS
@given(st.floats(0, 1e12), st.sampled_from([0.025, 0.001, 1e-9]))
def test_the_limits_of_a_count_contain_it(events: float, tail: float) -> None:
    lower, upper = event_limits(events, tail)
    assert 0 <= lower <= events < upper
