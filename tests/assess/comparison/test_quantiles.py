"""Quantiles of areas, where equal values share one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pap_cli.assess.comparison.quantiles import quantiles

VALUES = st.lists(st.none() | st.sampled_from([10.0, 10.5, 20.0, 33.3, 40.0, 70.0]), max_size=30)


@pytest.mark.parametrize(
    ("values", "count", "invert", "expected"),
    [
        ([48.1, 40, 60.7, 69.3, 45.2], 4, True, [2, 4, 1, 1, 3]),
        ([33.5, 31.8, 50, 40.3, 44, 41.7, 52.8, 42.8], 4, False, [1, 1, 4, 2, 3, 2, 4, 3]),
        ([50, 40, 50, 45, 55, 70, 60, 40, 50, 40], 10, True, [4, 8, 4, 7, 3, 1, 2, 8, 4, 8]),
        ([5, 5, 5, 5], 4, True, [1, 1, 1, 1]),
        ([3, None, 1, 2, 4], 4, False, [3, None, 1, 2, 4]),
        ([3, None, 1, 2], 4, False, [None] * 4),
        ([], 4, False, []),
        # 17 in sevenths: 17/7 is a little less than seven sevenths of 17 in doubles
        (list(range(17)), 7, False, [1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7]),
    ],
)
def test_each_value_has_its_quantile(
    values: list[float | None], count: int, invert: bool, expected: list[int | None]
) -> None:
    assert list(quantiles(values, count, invert=invert)) == expected


def test_no_quantiles_are_refused() -> None:
    with pytest.raises(ValueError, match="0 quantiles"):
        quantiles([1.0], 0)


@settings(derandomize=True, max_examples=200, deadline=None, database=None)
@given(VALUES.flatmap(lambda values: st.tuples(st.just(values), st.permutations(range(len(values))))), st.booleans())
def test_order_does_not_matter_and_equal_values_share_one(
    drawn: tuple[list[float | None], list[int]], invert: bool
) -> None:
    values, order = drawn
    found = quantiles(values, 4, invert=invert)
    assert quantiles([values[index] for index in order], 4, invert=invert) == tuple(found[index] for index in order)
    assert len({(value, quantile) for value, quantile in zip(values, found, strict=True)}) == len(set(values))
