"""How far apart the figures of a KPI are: the step between them, the missing periods, and their places in time.

A month, quarter or year between two figures that is not in the file is a gap: charts draw it, and trends know how much
time it took.  Figures dated by a day have no gaps, because nobody can tell which days were meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pap_cli.model.kpi import Kpi, Observation
from pap_cli.model.measure import Frequency, Missing
from pap_cli.model.periods import LENGTHS, Period, PeriodKind, period_after
from pap_cli.model.place import Place

# The kinds of period that are placed in time by the day, and have no gaps.
BY_DAY = (PeriodKind.DAY, PeriodKind.WEEK)
# More periods in a row without a figure than this are a mistake in a date, which other rules report.
MOST_MISSING = 60
_DAYS_A_MONTH = 365.25 / 12


class Gap(Observation, frozen=True):
    """A period between two figures that is not in the file; its value is `missing`."""


def _month(day: date) -> int:
    return day.year * 12 + day.month


def step_of(kpi: Kpi, series: Iterable[Observation]) -> int:
    """Return the months from one figure of a KPI to the next.

    That is its frequency where it is written; otherwise the shortest step between two figures, and a year for fewer
    than two.
    """
    return kpi.frequency.months if kpi.frequency is not None else shortest_step(series) or Frequency.ANNUAL.months


def shortest_step(series: Iterable[Observation]) -> int | None:
    """Return the fewest months between two neighbours of the same kind of period; None without such a pair."""
    return min(steps(series), default=None)


def steps(series: Iterable[Observation]) -> list[int]:
    """Return the months between neighbours of the same kind of period, at least one each."""
    last: dict[PeriodKind, int] = {}
    found = []
    for one in series:
        period = one.period
        by_day = period.kind in BY_DAY
        end = period.end.toordinal() if by_day else _month(period.end)
        if (before := last.get(period.kind)) is not None:
            found.append(max(1, round((end - before) / _DAYS_A_MONTH) if by_day else end - before))
        last[period.kind] = end
    return found


def with_gaps(series: tuple[Observation, ...], step: int, place: Place) -> tuple[Observation, ...]:
    """Return the figures of a KPI, in order, with a gap for each period between two of them that is not there.

    Args:
        series: the figures, in order.
        step: the months from one figure to the next.
        place: where the KPI is, for the gaps.
    """
    last: dict[PeriodKind, tuple[Period, int]] = {}
    gaps: list[Observation] = []
    for one in series:
        period = one.period
        if period.kind in BY_DAY:
            continue
        end = _month(period.end)
        before, ended = last.get(period.kind, (period, end))
        last[period.kind] = period, end
        missing = (end - ended - 1) // step
        if not 0 < missing <= MOST_MISSING:
            continue
        for count in range(1, missing + 1):
            absent = period_after(before, count * step)
            gaps.append(Gap(period=absent, value=Missing.MISSING, place=place))
    if not gaps:
        return series
    return tuple(sorted((*series, *gaps), key=lambda one: (one.period.end, one.period.start)))


def unit_of_time(kind: PeriodKind, step: int) -> float:
    """Return the months in which the time of a chart is counted: those of a period, or the step between snapshots."""
    return 7 / _DAYS_A_MONTH if kind is PeriodKind.WEEK else LENGTHS.get(kind, step)


def times(periods: Sequence[Period], unit: float) -> list[float]:
    """Return how long after the first period each one ends, in units of so many months."""
    if not periods:
        return []
    if periods[0].kind in BY_DAY:
        first = periods[0].end
        return [(one.end - first).days / (_DAYS_A_MONTH * unit) for one in periods]
    start = _month(periods[0].end)
    return [(_month(one.end) - start) / unit for one in periods]


def time_of(day: date, periods: Sequence[Period], unit: float) -> float:
    """Return how long after the end of the first period a day is, in units of so many months."""
    if periods[0].kind in BY_DAY:
        return (day - periods[0].end).days / (_DAYS_A_MONTH * unit)
    return (_month(day) - _month(periods[0].end)) / unit
