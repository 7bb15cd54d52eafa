"""Direction of travel, forecasts and the plausibility of a target."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations
from math import inf, nan
from random import Random
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pap_cli.assess.charts.parts import Group
from pap_cli.assess.charts.spc import control_chart
from pap_cli.assess.charts.trend import (
    MOST_FIGURES,
    Direction,
    ForecastMethod,
    Outlook,
    Plausibility,
    Travel,
    direction_of_travel,
    forecast,
    plausibility,
)
from pap_cli.model.measure import Improvement

RISING, FALLING, UNCLEAR = Direction
INCREASE, DECREASE, NEUTRAL = Improvement
NOISE = [3.0, -2, 1, -4, 2, 0, -1, 4, -3, 2, -2, 1, 0, -1, 3, -4]


def travel(values: Sequence[float | None]) -> Travel:
    return direction_of_travel(enumerate(values))


def group(values: Sequence[float | None]) -> Group[int]:
    return control_chart(list(enumerate(values)), improvement=INCREASE).current


def outlook(values: Sequence[float | None], when: float) -> Outlook:
    found = forecast(travel(values), group(values), when)
    assert found is not None
    return found


# --- the slope -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", [0, 0.5, -3])
@pytest.mark.parametrize("step", [1, 2, 1 / 3])
def test_the_slope_is_that_of_all_pairs_wherever_time_begins_and_however_long_its_steps_are(
    start: float, step: float
) -> None:
    values = [5, 9, 4, 8, 12, 7.5, 11]
    points = [(start + step * place, value) for place, value in enumerate(values)]
    slopes = [(later - value) / (end - when) for (when, value), (end, later) in combinations(points, 2)]
    assert direction_of_travel(points).slope == pytest.approx(median(slopes), rel=1e-12)
    del points[2]  # one step is twice as long as the others
    slopes = [(later - value) / (end - when) for (when, value), (end, later) in combinations(points, 2)]
    assert direction_of_travel(points).slope == pytest.approx(median(slopes), rel=1e-12)


def test_sens_own_example() -> None:
    """Sen 1968: the slope is 4, and its 93 % interval goes from 26/7 to 35/8; ours, of 95 %, takes it in."""
    found = direction_of_travel(zip([1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78], strict=True))
    assert (found.slope, found.direction, found.figures) == (4, RISING, 7)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 26 / 7 < 35 / 8 <= found.high
    # N = 21, C = 1.96 * sqrt(44.33) = 13.05, M = 3: the third smallest and the third largest
    pairs = combinations([(1, 9), (2, 15), (3, 19), (4, 20), (10, 45), (12, 55), (18, 78)], 2)
    slopes = sorted((b - a) / (t - s) for (s, a), (t, b) in pairs)
    assert (found.low, found.high) == (slopes[2], slopes[-3])


def ends(values: Sequence[float], correlation: float | None) -> tuple[float | None, float | None]:
    """Sen's interval, reckoned another way."""
    n, distinct = len(values), set(values)
    variance = n * (n - 1) * (2 * n + 5) / 18
    for value in distinct:
        times = values.count(value)
        variance -= times * (times - 1) * (2 * times + 5) / 18
    if correlation is not None and correlation > 0:
        variance *= (1 + correlation) / (1 - correlation)
    slopes = sorted((values[k] - values[j]) / (k - j) for k in range(n) for j in range(k))
    above = (len(slopes) - 1.959963984540054 * variance**0.5) / 2
    if above < 1:
        return None, None
    return slopes[int(above) - 1], slopes[len(slopes) - int(above)]


@settings(derandomize=True, max_examples=300, deadline=None, database=None)
@given(st.lists(st.integers(-4, 4).map(float), min_size=2, max_size=24))
def test_the_interval_is_sens_less_for_ties_and_more_for_autocorrelation(values: list[float]) -> None:
    found = travel(values)
    assert (found.low, found.high) == ends(values, found.autocorrelation)


@pytest.mark.parametrize("count", [6, 7])
def test_of_all_orders_of_the_same_figures_few_seem_to_go_anywhere(count: int) -> None:
    orders = [travel(order).direction for order in permutations(map(float, range(count)))]
    assert 0 < orders.count(RISING) == orders.count(FALLING)
    assert orders.count(UNCLEAR) >= 0.95 * len(orders)


@pytest.mark.parametrize(("count", "direction"), [(0, UNCLEAR), (1, UNCLEAR), (2, UNCLEAR), (5, UNCLEAR), (6, RISING)])
def test_a_direction_needs_six_figures(count: int, direction: Direction) -> None:
    values: list[float | None] = [float(place) for place in range(count)]
    found = travel([None, *values, None])
    assert (found.direction, found.figures) == (direction, count)
    assert (found.slope is None) is (count < 2)
    assert (found.low is None) is (found.high is None) is (count < 6)


def test_noise_goes_nowhere_and_a_clear_slope_goes_its_way() -> None:
    assert travel(NOISE).direction is UNCLEAR
    assert travel([place + error for place, error in enumerate(NOISE)]).direction is RISING
    assert travel([error - place for place, error in enumerate(NOISE)]).direction is FALLING
    assert travel([5.0] * 20).direction is UNCLEAR
    assert travel([0.0] * 10 + [1.0] * 10).direction is UNCLEAR, "a step is no slope"
    assert travel([1.0] * 10 + [0.0] * 10).direction is UNCLEAR


def test_a_change_smaller_than_figures_differ_anyway_is_trivial() -> None:
    values = [(1.0 if place % 2 else -1.0) + 0.02 * place for place in range(80)]
    found = travel(values)
    assert found.low is not None
    assert found.change is not None
    assert found.low > 0, "sure of it"
    assert 0 < found.change < 2, "but two from one figure to the next"
    assert found.direction is UNCLEAR
    assert travel([value + 0.02 * place for place, value in enumerate(values)]).direction is RISING


def wandering(hold: float, seed: int) -> list[float]:
    """Thirty-six figures, each of which keeps so much of the one before; the same for the same seed."""
    drawn, level = Random(seed), 0.0  # noqa: S311
    return [level := hold * level + drawn.gauss(0, 1) for _ in range(36)]


@pytest.mark.parametrize(("hold", "at_most"), [(0.0, 0.05), (0.5, 0.11), (0.8, 0.2)])
def test_figures_that_hang_together_seldom_seem_to_go_somewhere(hold: float, at_most: float) -> None:
    """Without the correction a quarter of the second and half of the third would."""
    found = [travel(wandering(hold, seed)).direction for seed in range(300)]
    assert sum(direction is not UNCLEAR for direction in found) <= at_most * 300


def test_a_bend_is_a_direction_still() -> None:
    assert travel([float(place**2) for place in range(12)]).direction is RISING
    assert travel([2 ** (-place / 3) for place in range(12)]).direction is FALLING


def test_what_is_left_over_by_rounding_alone_hangs_together_with_nothing() -> None:
    found = travel([0.1 * place for place in range(9)])
    assert (found.direction, found.autocorrelation) == (RISING, None)
    assert travel([5.0] * 9).autocorrelation is None


def test_residuals_beside_a_gap_are_not_compared() -> None:
    # about the line: 1, -1, gap, -1, 1, gap, 1, -1 and so on, whose neighbours all differ in sign
    values: list[float | None] = [1, -1, None, -1, 1, None, 1, -1, None, -1, 1, None]
    found = travel(values)
    assert found.slope == 0
    assert found.autocorrelation == -0.5
    assert travel([0, 0, 3, 0, 0, 0, 3, 0]).autocorrelation == -0.375, "about their mean"


def test_the_line_has_as_many_figures_above_it_as_below() -> None:
    found = travel([0.0, 0, 0, 1, 0, 0, 0, 40, 41, 42, 43, 44])
    assert found.level is not None
    assert found.slope is not None
    assert found.centre == 5.5
    left = [
        value - found.level - found.slope * (place - 5.5)
        for place, value in enumerate([0.0, 0, 0, 1, 0, 0, 0, 40, 41, 42, 43, 44])
    ]
    assert sum(over > 1e-9 for over in left) == sum(over < -1e-9 for over in left)


def test_an_outlier_does_not_move_the_slope() -> None:
    values = [2.0 * place for place in range(16)]
    values[9] = 4000.0
    assert travel(values).slope == 2
    assert travel(values).level == 15


def test_a_gap_counts_as_the_periods_it_lasts() -> None:
    values: list[float | None] = [2.0 * place for place in range(16)]
    values[4:7] = [None] * 3
    found = travel(values)
    assert (found.slope, found.figures, found.first, found.last, found.change) == (2, 13, 0, 15, 30)
    without_rows = [(when, value) for when, value in enumerate(values) if value is not None]
    assert direction_of_travel(without_rows).slope == 2


def test_only_so_many_of_the_latest_are_compared() -> None:
    values = [100.0 - place for place in range(60)] + [float(place) for place in range(MOST_FIGURES)]
    found = travel(values)
    assert (found.slope, found.figures, found.first, found.residual_range) == (1, MOST_FIGURES, 60, 0)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(1, 2.0), (2, 3.0), (1, None)], "two figures are for 1"),
        ([(1, nan)], "the figure for 1 is nan"),
        ([(1, -1e100)], "the figure for 1 is -1e"),
        ([(inf, 1.0)], "inf is not a time"),
    ],
)
def test_bad_input_is_refused_in_words(points: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        direction_of_travel(points)


# --- the forecast ----------------------------------------------------------------------------------------------------


def test_without_a_direction_it_is_the_process_as_it_is() -> None:
    found, limits = outlook(NOISE, 18), group(NOISE)
    assert (found.expected, found.lower, found.upper) == (limits.mean, limits.lower, limits.upper)
    assert found.method is ForecastMethod.PROCESS_LIMITS


def test_with_a_direction_it_is_the_line_and_widens_with_the_distance() -> None:
    values = [2 * place + error for place, error in enumerate(NOISE)]
    line = travel(values)
    near, far = outlook(values, 16), outlook(values, 40)
    assert near.method is far.method is ForecastMethod.TREND_LINE
    assert line.slope is not None
    assert line.low is not None
    assert line.high is not None
    assert line.level is not None
    assert line.residual_range is not None
    assert near.expected == line.level + line.slope * 8.5
    assert near.lower == line.level + line.low * 8.5 - 2.66 * line.residual_range
    assert near.upper == line.level + line.high * 8.5 + 2.66 * line.residual_range
    assert width(near) < width(far)
    before = outlook(values, 0)
    assert before.lower == line.level - line.high * 7.5 - 2.66 * line.residual_range
    assert width(before) > 2 * 2.66 * line.residual_range


def width(found: Outlook) -> float:
    assert found.lower is not None
    assert found.upper is not None
    return found.upper - found.lower


def test_a_straight_line_is_forecast_exactly() -> None:
    found = outlook([10.0 + 2 * place for place in range(12)], 15)
    assert (found.expected, found.lower, found.upper) == (40, 40, 40)


def test_far_is_more_than_half_as_long_as_the_figures_reach_back() -> None:
    assert [outlook(NOISE, when).far for when in (14, 22.5, 23)] == [False, False, True]


def test_without_limits_there_is_no_interval_and_without_figures_no_forecast() -> None:
    constant = outlook([5.0] * 13, 14)
    assert (constant.expected, constant.lower, constant.upper) == (5, None, None)
    assert forecast(travel([None] * 3), group([None] * 3), 4) is None


def test_a_direction_without_neighbours_falls_back_on_the_process() -> None:
    values = [None if place % 2 else float(place) for place in range(20)]
    assert travel(values).direction is RISING
    found = outlook(values, 21)
    assert (found.method, found.expected, found.lower) == (ForecastMethod.PROCESS_LIMITS, 9, None)


# --- the target ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "increase", "decrease"),
    [
        (9.9, Plausibility.LIKELY, Plausibility.UNLIKELY),
        (10, Plausibility.POSSIBLE, Plausibility.POSSIBLE),
        (15, Plausibility.POSSIBLE, Plausibility.POSSIBLE),
        (20, Plausibility.POSSIBLE, Plausibility.POSSIBLE),
        (20.1, Plausibility.UNLIKELY, Plausibility.LIKELY),
    ],
)
def test_whether_a_target_is_plausible(target: float, increase: Plausibility, decrease: Plausibility) -> None:
    found = Outlook(when=1, expected=15, lower=10, upper=20, method=ForecastMethod.PROCESS_LIMITS, far=False)
    assert plausibility(found, target, INCREASE) is increase
    assert plausibility(found, target, DECREASE) is decrease
    assert plausibility(found, target, NEUTRAL) is None


def test_an_interval_that_reaches_a_strict_target_at_its_better_end_is_unlikely_to_meet_it() -> None:
    found = Outlook(when=1, expected=15, lower=10, upper=20, method=ForecastMethod.PROCESS_LIMITS, far=False)
    assert plausibility(found, 20, INCREASE, strict=True) is Plausibility.UNLIKELY
    assert plausibility(found, 10, INCREASE, strict=True) is Plausibility.POSSIBLE
    assert plausibility(found, 10, DECREASE, strict=True) is Plausibility.UNLIKELY
    assert plausibility(found, 20, DECREASE) is Plausibility.POSSIBLE


def test_without_an_interval_nobody_can_say() -> None:
    assert plausibility(outlook([5.0] * 13, 14), 5, INCREASE) is None


# --- what holds for any series ---------------------------------------------------------------------------------------

bounded = settings(derandomize=True, max_examples=150, deadline=None, database=None)
figures = st.lists(st.one_of(st.integers(-50, 50).map(float), st.none()), min_size=1, max_size=30)
sloped = st.tuples(figures, st.integers(-5, 5)).map(
    lambda drawn: [None if value is None else value / 4 + drawn[1] * place for place, value in enumerate(drawn[0])]
)
OPPOSITE = {RISING: FALLING, FALLING: RISING, UNCLEAR: UNCLEAR}


def negative(value: float | None) -> float | None:
    return None if value is None else -value


@bounded
@given(sloped)
def test_mirrored_figures_go_the_other_way(values: list[float | None]) -> None:
    found, mirrored = travel(values), travel([negative(value) for value in values])
    assert mirrored.direction is OPPOSITE[found.direction]
    assert (mirrored.slope, mirrored.low, mirrored.high) == (
        negative(found.slope),
        negative(found.high),
        negative(found.low),
    )


@bounded
@given(sloped, st.integers(-1000, 1000), st.integers(-500, 500), st.randoms(use_true_random=False))
def test_neither_level_nor_origin_nor_order_matter(
    values: list[float | None], constant: int, origin: int, random: Any
) -> None:
    found = travel(values)
    points = [(place + origin, None if value is None else value + constant) for place, value in enumerate(values)]
    random.shuffle(points)
    moved = direction_of_travel(points)
    assert (moved.direction, moved.slope, moved.low, moved.high, moved.change) == (
        found.direction,
        found.slope,
        found.low,
        found.high,
        found.change,
    )


@bounded
@given(sloped, st.integers(0, 60))
def test_the_interval_holds_what_is_expected(values: list[float | None], when: int) -> None:
    line = travel(values)
    if line.low is not None:
        assert line.slope is not None
        assert line.high is not None
        assert line.low <= line.slope <= line.high
        if line.direction is not UNCLEAR:
            assert line.low * line.high > 0
    found = forecast(line, group(values), when)
    if found is not None and found.lower is not None:
        assert found.upper is not None
        assert found.lower <= found.expected <= found.upper
