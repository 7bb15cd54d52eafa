"""A KPI compared with benchmarks: who is better, by how much, whether the gap closes, the rank among neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from pap_cli.assess.comparison.intervals import Interval
from pap_cli.assess.comparison.quantiles import quantile_of
from pap_cli.assess.kpis.counted import interval_of
from pap_cli.assess.kpis.figures import known_on
from pap_cli.assess.kpis.kpi import KpiStatus, comparable
from pap_cli.model.kpi import Benchmark, BenchmarkFigure, BenchmarkKind, Kpi
from pap_cli.model.measure import Missing, Polarity
from pap_cli.model.numbers import rounded
from pap_cli.model.periods import Period

# With fewer neighbours, a rank means nothing and is not given.
FEWEST_NEIGHBOURS = 4
_QUARTERS = 4


class Side(StrEnum):
    """Our figure compared with another, by the KPI's polarity."""

    BETTER = "better"
    WORSE = "worse"
    LEVEL = "level"


class Significance(StrEnum):
    """Our figure compared with another, given how uncertain ours is: as Fingertips says it.

    Similar where the 95% confidence interval of our figure contains theirs.  Higher and lower where neither is better.
    """

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"


class GapTrend(StrEnum):
    """How a gap has changed."""

    CLOSING = "closing"
    WIDENING = "widening"
    UNCHANGED = "unchanged"


class GapChange(Struct, frozen=True, kw_only=True):
    """The gap at an earlier period with figures of both, and how it has changed up to the latest one."""

    # The earlier period.
    period: Period
    # The gap then: ours minus theirs, in the KPI's unit.
    gap: float
    trend: GapTrend


class Beside(Struct, frozen=True, kw_only=True):
    """Our latest figure and one benchmark.  Figures are in the KPI's unit; gaps are ours minus theirs."""

    name: str
    kind: BenchmarkKind
    period: Period
    # Theirs: for the period of our latest figure, otherwise their latest one.
    value: float
    # None if theirs is for another period.
    gap: float | None
    # None without a gap, and for a KPI without a better direction.
    side: Side | None
    # None without a gap, where our figure has no counts, and for one neighbour: its figure is as uncertain as ours.
    significance: Significance | None
    # Since the earliest comparable period; None with fewer than two, or without a side.
    since_first: GapChange | None
    # Since the previous period that both have; the same as `since_first` if there are only two.
    since_before: GapChange | None


class Rank(Struct, frozen=True, kw_only=True):
    """Our place among the statistical neighbours that have a figure for the period of our latest one."""

    period: Period
    # 1 for the best; equal figures share the better rank.
    rank: int
    # The number of neighbours with the same figure as ours.
    level: int
    # The number of ranked bodies, including us.
    of: int
    # 1 where fewer than a quarter of those ranked are better than ours, 2 fewer than half, 3 three quarters; or 4: the
    # rule of PHEindicatormethods, by the rank alone, so that neither names nor order matter.
    quartile: int

    @property
    def neighbours(self) -> int:
        """The number of neighbours in the ranking."""
        return self.of - 1


class Standing(Struct, frozen=True, kw_only=True):
    """A KPI and all its benchmarks with a figure by a date, in the order of the file."""

    benchmarks: tuple[Beside, ...]
    # None with fewer than four neighbours with a figure for our period, or without a better direction.
    among_neighbours: Rank | None


def standing(status: KpiStatus, as_of: date) -> Standing:
    """Return a KPI compared with its benchmarks, by the figures known at a date.

    Args:
        status: the KPI at that date.
        as_of: the date; figures published later do not count.
    """
    interval = interval_of(status.kpi, status.latest) if status.latest is not None else None
    compared = tuple(
        beside
        for benchmark in status.kpi.benchmarks
        if (beside := _beside(status, benchmark, _known(status.kpi, benchmark, as_of), interval)) is not None
    )
    return Standing(benchmarks=compared, among_neighbours=_rank(status, compared))


def advantage(polarity: Polarity, gap: float) -> float | None:
    """Return by how much our figure is better (above 0) or worse (below 0); None without a better direction."""
    if polarity is Polarity.HIGH:
        return gap
    return -gap if polarity is Polarity.LOW else None


def side_of(polarity: Polarity, gap: float | None) -> Side | None:
    """Return which figure is better, by the gap; None without a gap or a better direction."""
    ahead = None if gap is None else advantage(polarity, gap)
    if ahead is None:
        return None
    if ahead == 0:
        return Side.LEVEL
    return Side.BETTER if ahead > 0 else Side.WORSE


def significance_of(polarity: Polarity, interval: Interval, theirs: float) -> Significance:
    """Return how our figure compares with another, by the 95% confidence interval of ours."""
    if interval.lower <= theirs <= interval.upper:
        return Significance.SIMILAR
    is_higher = interval.lower > theirs
    if polarity not in (Polarity.HIGH, Polarity.LOW):
        return Significance.HIGHER if is_higher else Significance.LOWER
    return Significance.BETTER if is_higher is (polarity is Polarity.HIGH) else Significance.WORSE


def gap_trend(polarity: Polarity, before: float, now: float) -> GapTrend | None:
    """Return how a gap has changed, by its size before and now; None without a better direction.

    On one side of the other's figure a smaller distance is closing and a greater one widening, also where we are
    ahead: a lead that shrinks is a gap that closes.  Where the side changed, to get ahead from behind is closing and
    to fall behind from ahead is widening, whatever the distances.
    """
    was, is_now = advantage(polarity, before), advantage(polarity, now)
    if was is None or is_now is None:
        return None
    if was * is_now < 0:
        return GapTrend.CLOSING if is_now > 0 else GapTrend.WIDENING
    if abs(was) == abs(is_now):
        return GapTrend.UNCHANGED
    return GapTrend.CLOSING if abs(is_now) < abs(was) else GapTrend.WIDENING


def known_figures_of(kpi: Kpi, benchmark: Benchmark, as_of: date) -> dict[Period, BenchmarkFigure]:
    """Return the figures of a benchmark that were known by a date, by period; codes are not figures."""
    return {
        entry.period: entry
        for entry in benchmark.values
        if not isinstance(entry.value, Missing) and known_on(kpi, entry) <= as_of
    }


def _known(kpi: Kpi, benchmark: Benchmark, as_of: date) -> dict[Period, float]:
    """Return the values of a benchmark that were known by a date, by period."""
    found = known_figures_of(kpi, benchmark, as_of)
    return {period: one.value for period, one in found.items() if not isinstance(one.value, Missing)}


def _beside(
    status: KpiStatus, benchmark: Benchmark, theirs: dict[Period, float], interval: Interval | None
) -> Beside | None:
    """Return our latest figure and one benchmark; None if the benchmark has no figure."""
    if not theirs:
        return None
    ours, latest = status.value, status.latest
    period = max(theirs, key=lambda period: period.end)
    gap = None
    if latest is not None and ours is not None and latest.period in theirs:
        period = latest.period
        gap = _difference(ours, theirs[period])
    side = side_of(status.kpi.polarity, gap)
    gaps = _comparable_gaps(status, theirs) if side is not None else []
    return Beside(
        name=benchmark.name,
        kind=benchmark.kind,
        period=period,
        value=theirs[period],
        gap=gap,
        side=side,
        significance=(
            significance_of(status.kpi.polarity, interval, theirs[period])
            if gap is not None and interval is not None and benchmark.kind is not BenchmarkKind.NEIGHBOUR
            else None
        ),
        since_first=_change(status.kpi, gaps, 0),
        since_before=_change(status.kpi, gaps, -2),
    )


def _comparable_gaps(status: KpiStatus, theirs: dict[Period, float]) -> list[tuple[Period, float]]:
    """Return the gap at each comparable period with figures of both, the latest last."""
    latest = status.latest
    if latest is None:
        return []
    return [
        (one.period, _difference(one.value, theirs[one.period]))
        for one in status.series
        if not isinstance(one.value, Missing)
        and one.period in theirs
        and comparable(status.kpi, one.period, latest.period)
    ]


def _change(kpi: Kpi, gaps: list[tuple[Period, float]], index: int) -> GapChange | None:
    """Return how one of the gaps has changed by the last one; None with fewer than two."""
    if len(gaps) < 2:
        return None
    (period, before), (_, now) = gaps[index], gaps[-1]
    trend = gap_trend(kpi.polarity, before, now)
    return GapChange(period=period, gap=before, trend=trend) if trend is not None else None


def _rank(status: KpiStatus, compared: Iterable[Beside]) -> Rank | None:
    """Return our rank among the neighbours; averages and other benchmarks are not ranked."""
    sides = [one.side for one in compared if one.kind is BenchmarkKind.NEIGHBOUR and one.side is not None]
    if status.latest is None or len(sides) < FEWEST_NEIGHBOURS:
        return None
    better, of = sides.count(Side.WORSE), len(sides) + 1
    return Rank(
        period=status.latest.period,
        rank=better + 1,
        level=sides.count(Side.LEVEL),
        of=of,
        quartile=quantile_of(better, of, _QUARTERS),
    )


def _difference(ours: float, theirs: float) -> float:
    """Return the difference of two figures, without floating-point noise."""
    return rounded(ours - theirs)
