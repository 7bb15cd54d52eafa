"""Control charts of KPIs other than XmR: run, C, P, P′, U, U′, G and T charts, with special causes and icons.

The lines are computed by `lines`.  Two rules mark a figure, as in qicharts2: it is beyond the limits, or it is in an
unusual run (Anhøj and Olesen 2014).  The analysis of runs is of the whole series; our reading of it for single
figures is that, where it gives a signal, the figures of the longest run show the change.  So an old run that has
ended is marked where it was, and says nothing about the latest figure.  Where fewer than one case is expected in a
figure, runs mark nothing: most figures are 0 and lie below the mean, which is no sign of a change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import fsum
from typing import Generic, TypeAlias

from pap_cli.assess.charts.kinds.lines import QUOTIENTS, SHARES, Figures, Lines, lines_of
from pap_cli.assess.charts.kinds.runs import in_longest_runs
from pap_cli.assess.charts.parts import MEANING, Group, K, Point, ProcessChart, SpecialCause, assurance_of
from pap_cli.model.kpi import ChartKind
from pap_cli.model.measure import Improvement

# With fewer cases expected in a figure than this, runs do not mark it.
FEWEST_CASES = 1.0
# A figure, or a numerator and a denominator, at a time.
Row: TypeAlias = tuple[K, float | None, float | None]


def process_chart(
    rows: Sequence[Row[K]],
    kind: ChartKind,
    *,
    improvement: Improvement,
    scale: float = 1.0,
    target: float | None = None,
    strict: bool = False,
    rebase: Iterable[K] = (),
    baseline_points: int | None = None,
    exclude: Iterable[K] = (),
    screen_outliers: bool = False,
) -> ProcessChart[K]:
    """Return the control chart of figures in order of time.

    Args:
        rows: times, figures and denominators; the figures are numerators for P, P′, U and U′ charts.
        kind: the kind of chart, not XmR.
        improvement: which way is better.
        scale: what figures and levels are multiplied by: 100 for percent.
        target: in the unit of the scaled figures.
        strict: True if a figure equal to the target does not meet it.
        rebase: where a new group starts, with lines and runs of its own.
        baseline_points: fixes the lines of each group on its first so many points.
        exclude: the times of figures that count for neither lines nor rules.
        screen_outliers: leave outlying moving ranges out, where the kind has them.

    Raises:
        ValueError: if there are no rows, or a figure that the kind cannot chart; see `lines.charted_figures`.
    """
    if not rows:
        raise ValueError("a control chart needs at least one point")
    rebased, left_out = frozenset(rebase), frozenset(exclude)
    times = [key for key, _, _ in rows]
    begins = (place for place in range(1, len(rows)) if times[place] in rebased and times[place] != times[place - 1])
    starts = [0, *begins]
    groups: list[_Marked[K]] = []
    for first, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        own = rows[first:end]
        values, sizes = [value for _, value, _ in own], [size for _, _, size in own]
        excluded = [key in left_out for key, _, _ in own]
        base = [baseline_points is None or place < baseline_points for place in range(len(own))]
        lines = lines_of(kind, values, sizes, base, excluded, screen=screen_outliers)
        groups.append(
            _Marked(first, [key for key, _, _ in own], lines, excluded, scale, improvement, rare(kind, lines, sizes))
        )
    current = groups[-1]
    last = current.point(len(current.keys) - 1)
    group = current.group
    assured = None if group.lower is None else assurance_of(group, improvement, target, strict=strict)
    return ProcessChart(
        last,
        tuple(one.group for one in groups),
        improvement,
        target,
        MEANING[improvement][last.special_cause][1],
        assured,
        lambda: [point for one in groups for point in one.points()],
        kind,
    )


def rare(kind: ChartKind, lines: Lines, sizes: Figures) -> bool:
    """Return True if less than one case is expected in a figure of counts or, of a share, less than one other."""
    if lines.centre is None or (kind not in QUOTIENTS and kind is not ChartKind.C):
        return False
    known = [size for size, value in zip(sizes, lines.values, strict=True) if size is not None and value is not None]
    size = fsum(known) / len(known) if known else 1.0
    share = min(lines.centre, 1 - lines.centre) if kind in SHARES else lines.centre
    return share * size < FEWEST_CASES


class _Marked(Generic[K]):
    """The figures of a group, and which rules apply to each."""

    def __init__(
        self,
        first: int,
        keys: Sequence[K],
        lines: Lines,
        excluded: Sequence[bool],
        scale: float,
        improvement: Improvement,
        rare: bool,
    ) -> None:
        self.keys, self.lines, self.excluded, self.scale, self.improvement = keys, lines, excluded, scale, improvement
        counted = [None if out else side for side, out in zip(lines.sides, excluded, strict=True)]
        self.in_run = in_longest_runs(counted) if lines.runs.signal and not rare else [False] * len(keys)
        limited = [place for place, upper in enumerate(lines.upper) if upper is not None]
        at = limited[-1] if limited else None
        self.group = Group(
            keys[0],
            first,
            len(keys),
            self._level([lines.centre], 0),
            None,
            self._level(lines.lower, at),
            self._level(lines.upper, at),
            self._level(lines.near_lower, at),
            self._level(lines.near_upper, at),
            lines.runs,
            rare,
        )

    def _level(self, levels: Figures, place: int | None) -> float | None:
        level = None if place is None else levels[place]
        return None if level is None else level * self.scale

    def cause(self, place: int) -> SpecialCause:
        """Return the rule that marks a point: outside the limits, else an unusual run."""
        if self.excluded[place]:
            return SpecialCause.COMMON_CAUSE
        high = self.lines.sides[place] == 1
        if self.lines.upper[place] is not None and self.lines.beyond[place]:
            return SpecialCause.ABOVE_UCL if high else SpecialCause.BELOW_LCL
        if self.in_run[place]:
            return SpecialCause.LONG_RUN_ABOVE if high else SpecialCause.LONG_RUN_BELOW
        return SpecialCause.COMMON_CAUSE

    def points(self) -> Iterator[Point[K]]:
        """Return every point, in order."""
        return map(self.point, range(len(self.keys)))

    def point(self, place: int) -> Point[K]:
        """Return the point at an index of the group."""
        lines, cause = self.lines, self.cause(place)
        value, low, high = lines.values[place], lines.near_lower[place], lines.near_upper[place]
        outside = None if value is None or lines.upper[place] is None else lines.beyond[place]
        return Point(
            key=self.keys[place],
            value=self._level(lines.values, place),
            group=self.group,
            moving_range=None,
            kept=None,
            relative_to_mean=lines.sides[place],
            outside=outside,
            close=None if value is None or outside is None else not outside and not _within(value, low, high),
            in_trend=False,
            in_two_in_three=False,
            in_shift=False,
            special_cause=cause,
            point_type=MEANING[self.improvement][cause][0],
            lower=self._level(lines.lower, place),
            upper=self._level(lines.upper, place),
            excluded=self.excluded[place],
        )


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
