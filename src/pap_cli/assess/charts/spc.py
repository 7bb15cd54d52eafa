"""Control charts that separate signal from noise: XmR limits, special causes, variation and assurance icons.

The method is NHS England's *Making Data Count*, point for point as the R package NHSRplotthedots 0.2.2 (NHS-R
Community, MIT licence) applies it; the rules are documented at the functions that apply them.  Two things differ:

- A run of seven with a missing figure is not a trend; the package raises an error there.
- A point between a rise and a tie that is followed by another trend keeps the direction of its own trend; the package
  always calls it decreasing, as this module does with `compat`.

Limits are not rounded and never cut off at 0% or 100%.  Comparisons have no tolerance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf
from operator import lt
from typing import Generic, TypeAlias

from msgspec.structs import replace

from pap_cli.assess.charts.parts import MEANING, Group, K, Point, ProcessChart, SpecialCause, assurance_of
from pap_cli.assess.charts.ranges import LARGEST, LIMIT, SCREEN, exact_mean, moving_ranges
from pap_cli.model.measure import Improvement

# The same for the near limits, two thirds of the way.
NEAR_LIMIT = 2 * (LIMIT / 3)
# The number of points in a row that make a shift or a trend.
RUN = 7
# The least number of points to fix limits on.
FEWEST_BASELINE_POINTS = 12


def control_chart(
    points: Iterable[tuple[K, float | None]],
    *,
    improvement: Improvement,
    target: float | None = None,
    strict: bool = False,
    rebase: Iterable[K] = (),
    baseline_points: int | None = None,
    screen_outliers: bool = True,
    exclude: Iterable[K] = (),
    compat: bool = False,
) -> ProcessChart[K]:
    """Return the control chart of a series of figures.

    Args:
        points: times and figures, in any order; None is a missing figure, which keeps its place.  The distance in time
            between points does not count.
        improvement: which way is better.
        target: in the unit of the figures; a target equal to a limit is not beyond it.
        strict: True if a figure equal to the target does not meet it.
        rebase: where a new group starts; rules apply within a group.  Times without a point are ignored.
        baseline_points: fixes the limits of each group on its first so many points; 12 or more.
        screen_outliers: leave outlying moving ranges out, once, as the package does; the Excel tools of Making
            Data Count do not.
        exclude: the times of figures that count as missing, and are shown.  The package has no such option.
        compat: label the point between a rise and a tie as the package does.

    Raises:
        ValueError: if there are no points, two at the same time, a figure or target that is not finite or is
            beyond 1e100, or too few baseline points.
    """
    rows = in_order(points)
    left_out = frozenset(exclude)
    hidden = {key: value for key, value in rows if key in left_out} if left_out else {}
    if hidden:
        rows = [(key, None if key in hidden else value) for key, value in rows]
    if target is not None and not -LARGEST < target < LARGEST:
        raise ValueError(f"the target is {target}, which is not a number that can be charted")
    if baseline_points is not None and baseline_points < FEWEST_BASELINE_POINTS:
        raise ValueError(f"limits are fixed on {FEWEST_BASELINE_POINTS} points or more, not on {baseline_points}")
    rebased = frozenset(rebase)
    starts = [0, *(place for place in range(1, len(rows)) if rows[place][0] in rebased)] if rebased else [0]
    groups: list[_Limited[K]] = []
    for first, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        own = rows[first:end]
        groups.append((own, *_limits(first, own, baseline_points, screen_outliers)))
    own, group, ranges, kept = groups[-1]
    # no rule looks further back, and most commands only need the latest point
    latest = _Marked(own[-RUN:], group, ranges[-RUN:], kept[-RUN:], improvement, compat)
    last = _excluded(latest.point(len(latest.rows) - 1), hidden)
    return ProcessChart(
        last,
        tuple(group for _, group, _, _ in groups),
        improvement,
        target,
        MEANING[improvement][last.special_cause][1],
        assurance_of(last.group, improvement, target, strict=strict),
        lambda: [_excluded(point, hidden) for one in groups for point in _Marked(*one, improvement, compat).points()],
    )


def in_order(points: Iterable[tuple[K, float | None]]) -> list[tuple[K, float | None]]:
    """Return the points in order of time, checked."""
    rows = list(points)
    if not rows:
        raise ValueError("a control chart needs at least one point")
    times = [time for time, _ in rows]
    if not all(map(lt, times, times[1:])):  # nearly all are in order
        rows.sort(key=lambda point: point[0])
        for (earlier, _), (later, _) in pairwise(rows):
            if earlier == later:
                raise ValueError(f"two figures are for {later}; a control chart takes one for each time")
    for key, value in rows:
        if value is not None and not -LARGEST < value < LARGEST:
            raise ValueError(f"the figure for {key} is {value}, which is not a number that can be charted")
    return rows


def _limits(
    first: int, rows: Sequence[tuple[K, float | None]], baseline_points: int | None, screen_outliers: bool
) -> tuple[Group[K], list[float | None], list[bool | None]]:
    """Return a group's mean and limits, with the moving ranges, and whether each counts.

    The average is that of all moving ranges or, with screening, of those strictly below 3.267 times that average; this
    is done once, and the figures stay in the mean.  In a constant series none is below, so there are no limits.
    """
    base = [value for _, value in rows[:baseline_points]]
    mean = exact_mean([value for value in base if value is not None])
    ranges = moving_ranges(base)
    found = [size for size in ranges if size is not None]
    average = exact_mean(found)
    bound = SCREEN * average if screen_outliers and average is not None else inf
    kept = [None if size is None else size < bound for size in ranges]
    if False in kept:
        average = exact_mean([size for size in found if size < bound])
    after: list[None] = [None] * (len(rows) - len(base))
    if mean is None or average is None:
        group = Group(rows[0][0], first, len(rows), mean, None, None, None, None, None)
    else:
        far, near = LIMIT * average, NEAR_LIMIT * average
        group = Group(rows[0][0], first, len(rows), mean, average, mean - far, mean + far, mean - near, mean + near)
    return group, ranges + after, kept + after


# A group's figures, its limits, and its moving ranges with whether each counts.
_Limited: TypeAlias = tuple[list[tuple[K, float | None]], Group[K], Sequence[float | None], Sequence[bool | None]]


class _Marked(Generic[K]):
    """The figures of a group, and which rules apply to each."""

    def __init__(
        self,
        rows: Sequence[tuple[K, float | None]],
        group: Group[K],
        ranges: Sequence[float | None],
        kept: Sequence[bool | None],
        improvement: Improvement,
        compat: bool,
    ) -> None:
        self.rows, self.group, self.ranges, self.kept = rows, group, ranges, kept
        self.improvement, self.compat = improvement, compat
        values = [value for _, value in rows]
        self.sides = _signs([group.mean] * len(values), values)
        self.outside, self.close = _beyond(values, group)
        self.steps = [None, *_signs(values, values[1:])]
        self.in_trend = _trends(self.steps)
        self.in_two_in_three = _two_in_three(self.sides, self.close)
        self.in_shift = _runs(self.sides, RUN)

    def cause(self, place: int) -> SpecialCause:
        """Return the rule that marks a point: outside the limits, else a trend, else two in three, else a shift."""
        high = self.sides[place] == 1
        if self.outside[place]:
            return SpecialCause.ABOVE_UCL if high else SpecialCause.BELOW_LCL
        if self.in_trend[place]:
            rising = _rising(place, self.steps, self.in_trend, self.compat)
            return SpecialCause.TREND_INCREASING if rising else SpecialCause.TREND_DECREASING
        if self.in_two_in_three[place]:
            return SpecialCause.TWO_IN_THREE_ABOVE if high else SpecialCause.TWO_IN_THREE_BELOW
        if self.in_shift[place]:
            return SpecialCause.SHIFT_ABOVE if high else SpecialCause.SHIFT_BELOW
        return SpecialCause.COMMON_CAUSE

    def points(self) -> Iterator[Point[K]]:
        """Return every point, in order."""
        return map(self.point, range(len(self.rows)))

    def point(self, place: int) -> Point[K]:
        """Return the point at an index of the group."""
        cause = self.cause(place)
        return Point(
            *self.rows[place],
            self.group,
            self.ranges[place],
            self.kept[place],
            self.sides[place],
            self.outside[place],
            self.close[place],
            self.in_trend[place],
            self.in_two_in_three[place],
            self.in_shift[place],
            cause,
            MEANING[self.improvement][cause][0],
            self.group.lower,
            self.group.upper,
        )


def _excluded(point: Point[K], hidden: Mapping[K, float | None]) -> Point[K]:
    """Return a point; one that was charted as missing because it is excluded, with its figure and where that lies."""
    value = hidden.get(point.key)
    if value is None:
        return point
    ((side,), (outside,), (close,)) = (_signs([point.mean], [value]), *_beyond([value], point.group))
    return replace(point, value=value, relative_to_mean=side, outside=outside, close=close, excluded=True)


def _signs(before: Sequence[float | None], values: Sequence[float | None]) -> list[int | None]:
    """Return 1 for each pair whose second is above the first, -1 if below, 0 if equal; None if one is missing."""
    return [
        None if first is None or second is None else (second > first) - (second < first)
        for first, second in zip(before, values, strict=False)
    ]


def _beyond(values: Sequence[float | None], group: Group[K]) -> tuple[list[bool | None], list[bool | None]]:
    """Return which figures are strictly beyond a limit, and which are strictly beyond a near limit only."""
    lower, upper, near_lower, near_upper = group.lower, group.upper, group.near_lower, group.near_upper
    if lower is None or upper is None or near_lower is None or near_upper is None:
        return [None] * len(values), [None] * len(values)
    outside = [None if value is None else not lower <= value <= upper for value in values]
    close = [
        None if value is None else not out and not near_lower <= value <= near_upper
        for value, out in zip(values, outside, strict=True)
    ]
    return outside, close


def _runs(signs: Sequence[int | None], length: int) -> list[bool]:
    """Return which signs are part of a run of at least so many equal ones; 0 and None break a run.

    Seven on one side of the mean are a shift.
    """
    flags = [False] * len(signs)
    start = 0
    for place in range(1, len(signs) + 1):
        if place == len(signs) or signs[place] != signs[start]:
            if place - start >= length and signs[start]:
                flags[start:place] = [True] * (place - start)
            start = place
    return flags


def _trends(steps: Sequence[int | None]) -> list[bool]:
    """Return the points of trends: seven in a row, each strictly above (or each below) the one before."""
    climbing = [*_runs(steps, RUN - 1), False]
    return [to_it or from_it for to_it, from_it in pairwise(climbing)]


def _rising(place: int, steps: Sequence[int | None], in_trend: Sequence[bool], compat: bool) -> bool:
    """Return True if a point's trend rises: by the step to the next point of a trend, otherwise by the step to it.

    So a peak between a rise and a fall belongs to the fall.
    """
    followed = place + 1 < len(steps) and in_trend[place + 1]
    step = steps[place + 1] if followed else steps[place]
    if step == 0 and not compat:
        step = steps[place]
    return step == 1


def _two_in_three(sides: Sequence[int | None], close: Sequence[bool | None]) -> list[bool]:
    """Return the points of two in three: those near a limit if they are two or more of three in a row on one side."""
    flags = [False] * len(sides)
    if close.count(True) < 2:
        return flags
    for first in range(len(sides) - 2):
        window = slice(first, first + 3)
        if close[window].count(True) >= 2 and sides[window] in ([1, 1, 1], [-1, -1, -1]):
            flags[window] = [near is True for near in close[window]]
    return flags
