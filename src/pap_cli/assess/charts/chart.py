"""What a control chart is made of: points, groups with their limits, and the icons, in the words of NHSRplotthedots."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from msgspec import Struct

from pap_cli.model.entry import Compared
from pap_cli.model.kpi import Improvement

# Groups of fewer points are short: their limits are not to be relied on yet.
ENOUGH = 13


class Key(Protocol):
    """What says when a point was: a date, or anything else that can be put in order and looked up."""

    def __lt__(self, other: Any, /) -> bool: ...
    def __hash__(self) -> int: ...


K = TypeVar("K", bound=Key)


class SpecialCause(StrEnum):
    """Which rule marks a point, in the package's own words."""

    COMMON_CAUSE = "common-cause"
    ABOVE_UCL = "above-ucl"
    BELOW_LCL = "below-lcl"
    TREND_INCREASING = "7-point-trend-increasing"
    TREND_DECREASING = "7-point-trend-decreasing"
    TWO_IN_THREE_ABOVE = "2-in-3-above-cl"
    TWO_IN_THREE_BELOW = "2-in-3-below-cl"
    SHIFT_ABOVE = "7-points-above-cl"
    SHIFT_BELOW = "7-points-below-cl"


class PointType(StrEnum):
    """What a point means, given which way is better."""

    COMMON_CAUSE = "common-cause"
    IMPROVEMENT = "special-cause-improvement"
    CONCERN = "special-cause-concern"
    NEUTRAL_HIGH = "special-cause-neutral-high"
    NEUTRAL_LOW = "special-cause-neutral-low"


class Variation(StrEnum):
    """The variation icon, by the package's names: what the last point says."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """The assurance icon, by the package's names: what the process as it is will do about the target."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    INCONSISTENT = "inconsistent"


class Group(Struct, Generic[K], frozen=True):
    """The points between two rebases, with limits of their own.  Levels are in the unit of the figures.

    A level that cannot be computed is None: the mean without any figure, the limits without a moving range to average.
    """

    # When its first point was.
    start: K
    # The place of its first point among all points, from 0.
    first: int
    # How many points it has, missing figures among them.
    n: int
    mean: float | None
    # Of the moving ranges that were kept.
    average_moving_range: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None

    @property
    def short(self) -> bool:
        """Return True if it has too few points, fewer than 13, for its limits to be relied on."""
        return self.n < ENOUGH


class Point(Struct, Generic[K], frozen=True):
    """One point of a control chart, every rule that holds for it, and the one that takes precedence."""

    key: K
    value: float | None
    group: Group[K]
    # The distance from the point before; None at a group's start, beside a gap, and after a fixed baseline.
    moving_range: float | None
    # Whether the moving range counts for the limits; None where there is none.
    kept: bool | None
    # 1 above the mean, -1 below, 0 on it; None for a missing figure.
    relative_to_mean: int | None
    # Whether it is beyond a limit; None without a figure or limits.
    outside: bool | None
    # Whether it is beyond a near limit and not outside; None without a figure or limits.
    close: bool | None
    in_trend: bool
    in_two_in_three: bool
    in_shift: bool
    special_cause: SpecialCause
    point_type: PointType

    @property
    def mean(self) -> float | None:
        """The mean of its group."""
        return self.group.mean

    @property
    def lower(self) -> float | None:
        """The lower natural process limit of its group."""
        return self.group.lower

    @property
    def upper(self) -> float | None:
        """The upper natural process limit of its group."""
        return self.group.upper


class ProcessChart(Compared, Generic[K], frozen=True, dict=True):
    """A control chart: its points in order, its groups, and the two icons of how things stand now.

    All of its points are made when they are first asked for: most charts are only asked how they end.
    """

    NOT_COMPARED: ClassVar[frozenset[str]] = frozenset({"plot"})

    last: Point[K]
    groups: tuple[Group[K], ...]
    improvement: Improvement
    target: float | None
    variation: Variation
    # None without a target, and where neither way is better.
    assurance: Assurance | None
    # Makes the points.
    plot: Callable[[], Iterable[Point[K]]]

    @cached_property
    def points(self) -> tuple[Point[K], ...]:
        """Its points in order."""
        return tuple(self.plot())

    @property
    def current(self) -> Group[K]:
        """The last group, which says how the process is now."""
        return self.groups[-1]

    @property
    def short(self) -> bool:
        """Return True if the last group has too few points, fewer than 13, for the icons to be relied on."""
        return self.current.short
