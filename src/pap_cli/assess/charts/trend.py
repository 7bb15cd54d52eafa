"""The direction of travel of a KPI over a whole chart, a forecast, and whether a target is plausible.

This complements the control chart, whose seven-point trend only compares neighbours.  Pass the points of one group, so
that nothing crosses a rebase.  Time is a number of periods from any origin, so gaps in the figures count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import chain, groupby, pairwise, repeat
from math import floor, isfinite, sqrt
from operator import sub as minus
from operator import truediv
from typing import Any

from msgspec import Struct

from pap_cli.assess.charts.dependence import autocorrelation
from pap_cli.assess.charts.parts import Group
from pap_cli.assess.charts.ranges import LARGEST, LIMIT, exact_mean, moving_ranges
from pap_cli.model.measure import Improvement

# The point of the standard normal distribution with 2.5% above it, as for every 95% interval.
_Z95 = 1.959963984540054

# The most figures for a direction, the latest ones: twenty years of months. All pairs are compared.
MOST_FIGURES = 240

SLOPE_METHOD = "Theil–Sen slope with Sen's 95 % confidence interval, widened for autocorrelation"


class Direction(StrEnum):
    """The direction of the figures, in words."""

    RISING = "rising"
    FALLING = "falling"
    UNCLEAR = "no clear direction"


class ForecastMethod(StrEnum):
    """How a forecast was made, in words."""

    PROCESS_LIMITS = "mean and natural process limits"
    TREND_LINE = "Theil–Sen line, its slope within Sen's 95 % interval, ± 2.66 average moving ranges of the residuals"


class Plausibility(StrEnum):
    """How likely it is that a target will be met, by the forecast."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


class Travel(Struct, frozen=True, kw_only=True):
    """The direction of travel over a group.  Slopes are in the figures' unit per period."""

    direction: Direction
    # The median slope of all pairs of figures; None with fewer than two.
    slope: float | None
    # The lower end of its 95% confidence interval; None, like the upper end, with too few figures.
    low: float | None
    high: float | None
    # By the slope, from the first figure to the last.
    change: float | None
    # The number of figures.
    figures: int
    first: float | None
    # The times of the first and the last figure.
    last: float | None
    centre: float | None
    # A point of the line: the median time, and the line's height there.
    level: float | None
    # The average moving range of the residuals.
    residual_range: float | None
    # The correlation of each residual with the next, -1 to 1: near 1, figures drift and the interval is wide.
    autocorrelation: float | None


class Outlook(Struct, frozen=True, kw_only=True):
    """A forecast if the process does not change.  Levels are in the unit of the figures."""

    when: float
    expected: float
    # None, like the upper end, if the chart has no limits.
    lower: float | None
    upper: float | None
    method: ForecastMethod
    # Whether it is further ahead than half the time that the figures cover: then it is a guess.
    far: bool


def _recent(rows: list[tuple[float, float | None]]) -> list[tuple[float, float | None]]:
    """Return the rows with the latest `MOST_FIGURES` figures."""
    places = [place for place, (_, value) in enumerate(rows) if value is not None]
    return rows[places[-MOST_FIGURES] :] if len(places) > MOST_FIGURES else rows


def direction_of_travel(points: Iterable[tuple[float, float | None]]) -> Travel:
    """Return the direction of travel of a group of points, by a slope that single outliers do not move.

    The slope is the median of the slopes of all pairs (Theil 1950, Sen 1968).  Its 95% interval is Sen's: with N
    slopes in order and C = 1.96 times the root of the variance of Kendall's S, corrected for ties in the figures, it
    goes from the Mth smallest to the Mth largest, M being (N - C) / 2 rounded down.  So it needs six figures at least.
    Correlated figures, such as those of a rolling year, seem to have a direction when they only drift: if residuals
    correlate with the next ones by r above 0, the variance is multiplied by (1 + r) / (1 - r), for the effective number
    of figures (Yue and Wang 2004).  That corrects most of the effect, not all.

    There is a direction only if the interval excludes 0 and the change over the whole group is more than the average
    difference between neighbours: a smaller change is trivial, however certain.

    Args:
        points: the time, in periods from any origin, and the figure, in any order; None is missing.

    Raises:
        ValueError: if two figures are at the same time, or one is not finite or is beyond 1e100.
    """
    rows = sorted(points, key=lambda point: point[0])
    _check(rows)
    rows = _recent(rows)
    known = [(when, value) for when, value in rows if value is not None]
    slopes = _slopes(known)
    slope, centre = _median(slopes), _median([when for when, _ in known])
    if slope is None or centre is None:
        return _nowhere(known)
    level = _median(sorted(value - slope * (when - centre) for when, value in known)) or 0.0
    residuals = [None if value is None else value - level - slope * (when - centre) for when, value in rows]
    figures = [value for _, value in known]
    correlation = autocorrelation(residuals, max(map(abs, figures)))
    low, high = _interval(slopes, figures, correlation)
    change = slope * (known[-1][0] - known[0][0])
    return Travel(
        direction=_direction(low, high, change, _average_range([value for _, value in rows])),
        slope=slope,
        low=low,
        high=high,
        change=change,
        figures=len(known),
        first=known[0][0],
        last=known[-1][0],
        centre=centre,
        level=level,
        residual_range=_average_range(residuals),
        autocorrelation=correlation,
    )


def forecast(travel: Travel, group: Group[Any], when: float) -> Outlook | None:
    """Return the expected figure of a period with its interval; None without figures.

    Without a clear direction, it is the mean of the group with its natural process limits.  With one, it is on the line
    of the slope through the middle of the figures; the interval covers the lines of the slope's own interval, so it
    widens with the distance, plus 2.66 average moving ranges of the residuals on either side.

    Args:
        travel: the direction of travel of the same group.
        group: the group of the control chart, for its mean and its limits.
        when: in periods from the same origin as the points of the direction of travel.
    """
    if travel.last is None or travel.first is None or group.mean is None:
        return None
    far = when > travel.last + (travel.last - travel.first) / 2
    line = _line(travel, when) if travel.direction is not Direction.UNCLEAR else None
    expected, lower, upper = line or (group.mean, group.lower, group.upper)
    return Outlook(
        when=when,
        expected=expected,
        lower=lower,
        upper=upper,
        method=ForecastMethod.TREND_LINE if line else ForecastMethod.PROCESS_LIMITS,
        far=far,
    )


def plausibility(
    outlook: Outlook, target: float, improvement: Improvement, *, strict: bool = False
) -> Plausibility | None:
    """Return how plausible a target is: likely if the whole interval is on its better side, unlikely if none is.

    An interval that touches the target leaves it possible, as with the assurance icon, unless the target is strict
    and its better end is no better.  None without a better direction, or if the forecast has no interval.
    """
    if improvement is Improvement.NEUTRAL or outlook.lower is None or outlook.upper is None:
        return None
    if strict and target == (outlook.upper if improvement is Improvement.INCREASE else outlook.lower):
        return Plausibility.UNLIKELY
    if outlook.lower <= target <= outlook.upper:
        return Plausibility.POSSIBLE
    above = target < outlook.lower
    return Plausibility.LIKELY if above is (improvement is Improvement.INCREASE) else Plausibility.UNLIKELY


def _check(rows: Sequence[tuple[float, float | None]]) -> None:
    for when, value in rows:
        if not isfinite(when):
            raise ValueError(f"{when} is not a time, counted in periods")
        if value is not None and not -LARGEST < value < LARGEST:
            raise ValueError(f"the figure for {when} is {value}, which is not a number that can be compared")
    for (earlier, _), (later, _) in pairwise(rows):
        if earlier == later:
            raise ValueError(f"two figures are for {later}; a direction takes one for each time")


def _slopes(known: Sequence[tuple[float, float]]) -> list[float]:
    """Return the slopes of all pairs in order; by distance, because `map` is twice as fast as a loop over pairs."""
    times, values = [when for when, _ in known], [value for _, value in known]
    # of whole numbers that are evenly apart, all differences over one distance are exactly the same
    whole = all(one % 1 == 0 for one in times) and len(set(map(minus, times[1:], times))) == 1
    by_distance = (
        map(
            truediv,
            map(minus, values[distance:], values),
            repeat(times[distance] - times[0]) if whole else map(minus, times[distance:], times),
        )
        for distance in range(1, len(known))
    )
    return sorted(chain.from_iterable(by_distance))


def _nowhere(known: Sequence[tuple[float, float]]) -> Travel:
    """Return the result for one figure, or none: no direction."""
    when, value = known[0] if known else (None, None)
    return Travel(
        direction=Direction.UNCLEAR,
        slope=None,
        low=None,
        high=None,
        change=None,
        figures=len(known),
        first=when,
        last=when,
        centre=when,
        level=value,
        residual_range=None,
        autocorrelation=None,
    )


def _median(ordered: Sequence[float]) -> float | None:
    """Return the median of sorted numbers; None without numbers."""
    if not ordered:
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _interval(
    slopes: Sequence[float], figures: Sequence[float], correlation: float | None
) -> tuple[float | None, float | None]:
    """Return Sen's 95% interval of the median of sorted slopes; none with too few."""
    n = len(figures)
    ties = (len(list(same)) for _, same in groupby(sorted(figures)))
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    if correlation is not None and 0 < correlation < 1:
        variance *= (1 + correlation) / (1 - correlation)
    rank = floor((len(slopes) - _Z95 * sqrt(variance)) / 2)
    return (slopes[rank - 1], slopes[-rank]) if rank >= 1 else (None, None)


def _average_range(values: Sequence[float | None]) -> float | None:
    return exact_mean([size for size in moving_ranges(values) if size is not None])


def _direction(low: float | None, high: float | None, change: float, usual: float | None) -> Direction:
    """Return a direction if the interval excludes 0 and the change is more than the usual difference of figures."""
    if low is None or high is None or abs(change) <= (usual or 0.0):
        return Direction.UNCLEAR
    if low > 0:
        return Direction.RISING
    return Direction.FALLING if high < 0 else Direction.UNCLEAR


def _line(travel: Travel, when: float) -> tuple[float, float, float] | None:
    """Return the line's value at a time and the interval around it; None without moving ranges of the residuals."""
    slope, low, high, level = travel.slope, travel.low, travel.high, travel.level
    if slope is None or low is None or high is None or level is None:
        return None
    if travel.centre is None or travel.residual_range is None:
        return None
    ahead = when - travel.centre
    spread = LIMIT * travel.residual_range
    ends = (level + low * ahead, level + high * ahead)
    return level + slope * ahead, min(ends) - spread, max(ends) + spread
