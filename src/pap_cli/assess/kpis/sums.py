"""Sums over time, and the figures of each period out of them: `ytd(x)`, `rolling(x, 12)` and `in-period(x)`.

A sum has a figure only if every period in its window has one: never a smaller sum.  No window goes across a break.  The
sum of percentages, rates and averages is the quotient of the sums of their numerators and denominators, never a mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import isfinite

from msgspec.structs import replace

from pap_cli.assess.charts.signal import same_stretch
from pap_cli.assess.kpis.derived import DUST, NO_FIGURE, Counted, history_of, observation_of
from pap_cli.model.kpi import Kpi, Observation
from pap_cli.model.measure import WINDOWS, Basis, Calendar, Figure, Missing
from pap_cli.model.nodes import Call, Function, Reference
from pap_cli.model.numbers import rounded
from pap_cli.model.periods import Period, PeriodKind
from pap_cli.model.windows import length_of, months_into_year, periods_in, quotient_of

_BASES = {months: basis for basis, months in WINDOWS.items()}
# A kind of period, and the month in which one of it ends, counted from the year 0.
_Key = tuple[PeriodKind, int]
# Figures that are added; and those that are subtracted from them.
_Terms = tuple[list[Observation], list[Observation]]


def sum_of(call: Call, inputs: Mapping[str, Kpi], calendar: Calendar) -> Kpi:
    """Return the KPI in a function, with the figures that the function gives.

    Args:
        call: the function.
        inputs: the KPIs by ID.
        calendar: when the year of a year to date begins.
    """
    kpi = inputs[call.of.id] if isinstance(call.of, Reference) else sum_of(call.of, inputs, calendar)
    if call.function is Function.IN_PERIOD:
        first = inputs[call.first.id] if call.first is not None else None
        return replace(kpi, basis=Basis.IN_PERIOD, observations=tuple(_taken_apart(kpi, first)))
    basis = _BASES[call.months] if call.months else Basis.YEAR_TO_DATE
    return replace(kpi, basis=basis, calendar=calendar, observations=tuple(_summed(kpi, call.months, calendar)))


def _by_month(kpi: Kpi) -> dict[_Key, Observation]:
    """Return the figures for whole months, quarters, terms and years, by the month in which each ends."""
    return {(one.period.kind, _month(one.period.end)): one for one in kpi.observations if length_of(one.period)}


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _summed(kpi: Kpi, months: int, calendar: Calendar) -> Iterator[Observation]:
    """Yield the sums of the last months up to each period; without a number of months, since the year began."""
    known, whole = _by_month(kpi), quotient_of(kpi)
    for (kind, end), last in known.items():
        length = length_of(last.period)
        count = periods_in(last.period, months or months_into_year(last.period.end, calendar.first_month))
        parts = [one for nth in range(count) if (one := known.get((kind, end - nth * length))) is not None]
        if count and len(parts) == count and same_stretch(kpi, parts[-1].period.end, last.period.end):
            yield from _combined(kpi, last.period, (parts, []), whole)


def _taken_apart(kpi: Kpi, first: Kpi | None) -> Iterator[Observation]:
    """Yield the figures of each period out of sums.

    Args:
        kpi: the KPI with the sums.
        first: the KPI with figures of each period, for at least one window of a rolling sum; they are kept.
    """
    known, whole = _by_month(kpi), quotient_of(kpi)
    found: dict[_Key, Observation] = {}
    for key, given in _by_month(first).items() if first is not None else ():
        for kept in _combined(first or kpi, given.period, ([given], []), whole):
            found[key] = kept
    yield from found.values()
    for key in sorted(known.keys() - found.keys(), key=lambda key: key[1]):
        terms = _terms(kpi, known, found, key)
        for apart in _combined(kpi, known[key].period, terms, whole) if terms is not None else ():
            found[key] = apart
            yield apart


def _terms(kpi: Kpi, known: Mapping[_Key, Observation], found: Mapping[_Key, Observation], key: _Key) -> _Terms | None:
    """Return what is added and subtracted for the figure of a period; None if a figure is not there.

    In a year to date: the sum, less the one before.  In a rolling sum, that difference is the figure less the one that
    left the window, so this one is added.
    """
    (kind, end), one = key, known[key]
    length, window = length_of(one.period), kpi.basis.months
    if not window and months_into_year(one.period.end, kpi.calendar.first_month) == length:
        return [one], []
    before = known.get((kind, end - length))
    left = found.get((kind, end - window)) if window else before
    if before is None or left is None or not same_stretch(kpi, left.period.end, one.period.end):
        return None
    return [one, left] if window else [one], [before]


def _combined(kpi: Kpi, period: Period, terms: _Terms, whole: float | None) -> Iterator[Observation]:
    """Yield the figure of some added and others subtracted, if there is one.

    Args:
        kpi: the KPI that they belong to.
        period: the period of the figure.
        terms: the figures.
        whole: what their quotients are multiplied by, if they are quotients.
    """
    added, subtracted = terms
    signs = [1] * len(added) + [-1] * len(subtracted)

    def compute(figures: Mapping[int, Counted]) -> Counted:
        value, above, below = (_total(signs, [one[nth] for one in figures.values()]) for nth in range(3))
        if whole is not None:
            value = whole * above / below if above is not None and below else None
        if value is None or not isfinite(value):
            return NO_FIGURE
        return Counted(rounded(value, DUST), *((above, below) if whole is not None else ()))

    history = history_of(dict(enumerate((kpi, one) for one in (*added, *subtracted))), compute)
    if history:
        yield observation_of(period, history, kpi.place)


def _total(signs: Sequence[int], parts: Sequence[Figure | None]) -> float | None:
    """Return a sum; None if a part is not a figure, or it is too large."""
    total = 0.0
    for sign, part in zip(signs, parts, strict=True):
        if part is None or isinstance(part, Missing):
            return None
        total += sign * part
    return rounded(total, DUST) if isfinite(total) else None
