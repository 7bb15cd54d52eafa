"""The parts of a control chart of any kind: points, groups with limits, and icons, in the terms of NHSRplotthedots."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from msgspec import Struct

from pap_cli.model.entry import Compared
from pap_cli.model.kpi import ChartKind
from pap_cli.model.measure import Improvement

# Groups with fewer points are short: their limits are not reliable yet.
ENOUGH = 13


class Key(Protocol):
    """The time of a point: a date, or anything else that can be ordered and hashed."""

    def __lt__(self, other: Any, /) -> bool: ...
    def __hash__(self) -> int: ...


K = TypeVar("K", bound=Key)


class SpecialCause(StrEnum):
    """The rule that marks a point, in the package's words; the last two are of the other kinds of chart."""

    COMMON_CAUSE = "common-cause"
    ABOVE_UCL = "above-ucl"
    BELOW_LCL = "below-lcl"
    TREND_INCREASING = "7-point-trend-increasing"
    TREND_DECREASING = "7-point-trend-decreasing"
    TWO_IN_THREE_ABOVE = "2-in-3-above-cl"
    TWO_IN_THREE_BELOW = "2-in-3-below-cl"
    SHIFT_ABOVE = "7-points-above-cl"
    SHIFT_BELOW = "7-points-below-cl"
    LONG_RUN_ABOVE = "long-run-above-cl"
    LONG_RUN_BELOW = "long-run-below-cl"


class PointType(StrEnum):
    """The meaning of a point, given which way is better."""

    COMMON_CAUSE = "common-cause"
    IMPROVEMENT = "special-cause-improvement"
    CONCERN = "special-cause-concern"
    NEUTRAL_HIGH = "special-cause-neutral-high"
    NEUTRAL_LOW = "special-cause-neutral-low"


class Variation(StrEnum):
    """The variation icon, by the package's names: the meaning of the latest point."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """The assurance icon, by the package's names: whether the process will meet the target."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    INCONSISTENT = "inconsistent"


class Runs(Struct, frozen=True):
    """The runs of a series: stretches of figures on one side of the centre line.

    A figure on the centre line, a missing one and an excluded one neither belong to a run nor end one.
    """

    # The number of figures on either side of the centre line.
    useful: int
    # The length of the longest run; None without useful figures, as below.
    longest_run: int | None
    # The longest run that is usual for so many figures: log2(useful) rounded, plus 3.
    longest_run_max: int | None
    # How often the line from figure to figure crosses the centre line.
    crossings: int | None
    # The fewest crossings that are usual: the 5% quantile of the binomial distribution of useful - 1 halves.
    crossings_min: int | None

    @property
    def signal(self) -> bool:
        """Return True if a run is unusually long or the crossings are unusually few."""
        longest, most, crossings, fewest = self.longest_run, self.longest_run_max, self.crossings, self.crossings_min
        if longest is None or most is None or crossings is None or fewest is None:
            return False
        return longest > most or crossings < fewest


class Group(Struct, Generic[K], frozen=True):
    """The points between two rebases, with their own limits.  Levels are in the unit of the figures.

    A level that cannot be computed is None: the mean without figures, the limits without moving ranges.
    """

    # The time of its first point.
    start: K
    # The index of its first point among all points, from 0.
    first: int
    # The number of its points, including missing figures.
    n: int
    # The centre line: on run and G charts the median, otherwise a mean.
    mean: float | None
    # The average of the moving ranges that count, on an XmR chart.
    average_moving_range: float | None
    # The limits; where they differ from point to point, those of its latest figure.
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None
    # The analysis of its runs; None on an XmR chart, which has rules of its own.
    runs: Runs | None = None
    # Whether its runs mark no figure, because less than one case is expected in each.
    rare: bool = False

    @property
    def short(self) -> bool:
        """Return True if it has too few points, fewer than 13, for its limits to be relied on."""
        return self.n < ENOUGH


class Point(Struct, Generic[K], frozen=True):
    """A point of a control chart, every rule that applies to it, and the one that takes precedence."""

    key: K
    value: float | None
    group: Group[K]
    # The distance from the point before; None at a group's start, beside a gap, and after a fixed baseline.
    moving_range: float | None
    # Whether the moving range counts for the limits; None without one.
    kept: bool | None
    # 1 above the mean, -1 below, 0 on it; None for a missing figure.
    relative_to_mean: int | None
    # Whether it is beyond a limit; None without a figure or limits.
    outside: bool | None
    # Whether it is beyond a near limit but not outside; None without a figure or limits.
    close: bool | None
    in_trend: bool
    in_two_in_three: bool
    in_shift: bool
    special_cause: SpecialCause
    point_type: PointType
    # The limits at this point; on an XmR chart those of its group.
    lower: float | None
    upper: float | None
    # Whether it counts for neither lines nor rules.
    excluded: bool = False

    @property
    def mean(self) -> float | None:
        """The centre line of its group."""
        return self.group.mean


class ProcessChart(Compared, Generic[K], frozen=True, dict=True):
    """A control chart: its points in order, its groups, and the two icons for the present.

    The points are computed on first use: most commands only need the latest one.
    """

    NOT_COMPARED: ClassVar[frozenset[str]] = frozenset({"plot"})

    last: Point[K]
    groups: tuple[Group[K], ...]
    improvement: Improvement
    target: float | None
    variation: Variation
    # None without a target or a better direction.
    assurance: Assurance | None
    # Computes the points.
    plot: Callable[[], Iterable[Point[K]]]
    kind: ChartKind = ChartKind.XMR

    @cached_property
    def points(self) -> tuple[Point[K], ...]:
        """Its points in order."""
        return tuple(self.plot())

    @property
    def current(self) -> Group[K]:
        """The last group, which shows the process now."""
        return self.groups[-1]

    @property
    def short(self) -> bool:
        """Return True if the last group has too few points, fewer than 13, for the icons to be relied on."""
        return self.current.short


def assurance_of(group: Group[K], improvement: Improvement, target: float | None, *, strict: bool) -> Assurance | None:
    """Return the assurance: the limits are wholly on one side of the target, or not.

    Limits that only touch a target are not beyond it, except that they never meet a strict one at their better end.
    """
    if target is None or improvement is Improvement.NEUTRAL:
        return None
    if strict and target == (group.upper if improvement is Improvement.INCREASE else group.lower):
        return Assurance.FAIL
    if group.lower is None or group.upper is None or group.lower <= target <= group.upper:
        return Assurance.INCONSISTENT
    above = target < group.lower
    return Assurance.PASS if above is (improvement is Improvement.INCREASE) else Assurance.FAIL


_HIGH = frozenset(cause for cause in SpecialCause if cause.endswith(("above-ucl", "increasing", "above-cl")))
# The meaning of a special cause, and its icon as the latest point: on the high side, and on the low.
_BY_SIDE = {
    Improvement.INCREASE: (
        (PointType.IMPROVEMENT, Variation.IMPROVEMENT_HIGH),
        (PointType.CONCERN, Variation.CONCERN_LOW),
    ),
    Improvement.DECREASE: (
        (PointType.CONCERN, Variation.CONCERN_HIGH),
        (PointType.IMPROVEMENT, Variation.IMPROVEMENT_LOW),
    ),
    Improvement.NEUTRAL: (
        (PointType.NEUTRAL_HIGH, Variation.NEUTRAL_HIGH),
        (PointType.NEUTRAL_LOW, Variation.NEUTRAL_LOW),
    ),
}


def _meaning(improvement: Improvement, cause: SpecialCause) -> tuple[PointType, Variation]:
    if cause is SpecialCause.COMMON_CAUSE:
        return PointType.COMMON_CAUSE, Variation.COMMON_CAUSE
    return _BY_SIDE[improvement][cause not in _HIGH]


MEANING = {improvement: {cause: _meaning(improvement, cause) for cause in SpecialCause} for improvement in Improvement}
