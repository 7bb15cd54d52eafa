"""The recent trend of five years, with examples of Fingertips."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pap_cli.assess.comparison.intervals import Interval
from pap_cli.assess.comparison.recent import Direction, trend_of_intervals, trend_of_rates, trend_of_shares

UP, DOWN, NO_CHANGE = Direction
# Counts and 95% intervals of an indicator from 2014 to 2018, with the chi-square that Fingertips finds.
COUNTS = [(994, 40299), (1023, 41527), (1199, 42811), (1332, 44064), (1367, 44701)]
FIGURES = [
    Interval(value=value, lower=lower, upper=upper, method="published")
    for value, lower, upper in [
        (24.67, 23.16, 26.25),
        (24.6, 23.15, 26.19),
        (28, 26.44, 29.64),
        (30.2, 28.63, 31.9),
        (30.6, 28.98, 32.25),
    ]
]


def test_the_published_example() -> None:
    shares, figures = trend_of_shares(COUNTS), trend_of_intervals(FIGURES)
    assert shares is not None
    assert figures is not None
    assert (shares.direction, round(shares.chi_square, 1)) == (UP, 47.9)
    assert (figures.direction, round(figures.chi_square, 2)) == (UP, 46.77)


@pytest.mark.parametrize(
    ("counts", "direction"),
    [
        ([(621, 3454), (599, 3195), (556, 3256), (535, 3227), (447, 3121)], DOWN),
        ([(2157, 3454), (2090, 3195), (2194, 3256), (2134.81, 3152), (2094, 3062)], UP),
        ([(8116, 91530), (8145, 91773), (8222, 92088), (8506, 92238), (8728, 92665.89)], UP),
        ([(209, 1017), (213, 1087), (213, 1119), (239, 1117), (210, 1139)], NO_CHANGE),
        ([(10, 100)] * 5, NO_CHANGE),
        ([(0, 100)] * 5, NO_CHANGE),
        ([(100, 100)] * 5, NO_CHANGE),
        ([(0, 100), (3, 100), (9, 100), (14, 100), (20, 100)], UP),
        # the last year alone: significant, but without it nothing points up
        ([(100, 1000), (99, 1000), (98, 1000), (97, 1000), (190, 1000)], NO_CHANGE),
    ],
)
def test_shares(counts: list[tuple[float, float]], direction: Direction) -> None:
    found = trend_of_shares(counts)
    assert found is not None
    assert found.direction is direction


@pytest.mark.parametrize(
    ("counts", "direction"),
    [
        ([(30, 50000), (42, 50100), (55, 50200), (61, 50300), (80, 50400)], UP),
        ([(3, 50000), (4, 50000), (5, 50000), (6, 50000), (7, 50000)], NO_CHANGE),  # twice as many, of few
        ([(0, 5), (0, 5), (0, 5), (0, 5), (0, 5)], NO_CHANGE),
        ([(30, 10), (21, 10), (15, 10), (9, 10), (4, 10)], DOWN),
    ],
)
def test_rates(counts: list[tuple[float, float]], direction: Direction) -> None:
    found = trend_of_rates(counts)
    assert found is not None
    assert found.direction is direction


def test_only_the_last_five_years_count_and_fewer_are_not_tested() -> None:
    assert trend_of_shares(COUNTS[:4]) is trend_of_rates(COUNTS[:4]) is None
    assert trend_of_shares([(40000, 40299), *COUNTS]) == trend_of_shares(COUNTS)
    assert trend_of_rates([(40000, 40299), *COUNTS]) == trend_of_rates(COUNTS)


@pytest.mark.parametrize("trend", [trend_of_shares, trend_of_rates])
def test_impossible_counts_are_refused(trend: type[trend_of_shares]) -> None:
    with pytest.raises(ValueError, match="denominator"):
        trend([*COUNTS[:4], (1, 0)])
    with pytest.raises(ValueError, match="not a share"):
        trend_of_shares([*COUNTS[:4], (5, 4)])


YEARS = st.lists(
    st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=5, max_size=5
)


@settings(derandomize=True, max_examples=200, deadline=None, database=None)
@given(YEARS)
def test_the_complement_and_the_reverse_point_the_other_way(counts: list[tuple[int, int]]) -> None:
    mirror = {UP: DOWN, DOWN: UP, NO_CHANGE: NO_CHANGE}
    found, reverse = trend_of_shares(counts), trend_of_shares(counts[::-1])
    rest = trend_of_shares([(n - x, n) for x, n in counts])
    assert found is not None
    assert reverse is not None
    assert rest is not None
    assert found.chi_square == pytest.approx(rest.chi_square, rel=1e-6, abs=1e-9)
    assert found.chi_square == pytest.approx(reverse.chi_square, rel=1e-6, abs=1e-9)
    assert mirror[found.direction] is rest.direction is reverse.direction
