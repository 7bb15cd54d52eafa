"""The profile of an annual target: the share of it that a figure within the year is to reach.

For `linear` it is the part of the year that has passed by the end of the period, m/12 after m months; for a count in a
period, the part of the year that the period takes.  For `last year` it is what the same period of the year before was
of that whole year: the year-to-date figure of the same day divided by the year-to-date figure of the last day, or the
count divided by the sum of the year's counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from pap_cli.assess.charts.signal import same_stretch
from pap_cli.model.dates import add_months
from pap_cli.model.kpi import Kpi, Observation
from pap_cli.model.measure import Basis, Missing, Polarity, Profile
from pap_cli.model.numbers import SHARES
from pap_cli.model.periods import Period, PeriodKind, period_after

_ONE_DAY = timedelta(days=1)
# The lengths of the periods, in months, whose counts add up to a year.
_LENGTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.TERM: 4, PeriodKind.YEAR: 12}


def year_of(kpi: Kpi, day: date) -> tuple[date, date]:
    """Return the first and the last day of the KPI's year that a day is in."""
    start = add_months(day.replace(day=1), -((day.month - kpi.calendar.first_month) % 12))
    return start, add_months(start, 12) - _ONE_DAY


def misfit(kpi: Kpi) -> str:
    """Return why a KPI cannot have a profile; empty if it can."""
    if kpi.basis not in (Basis.YEAR_TO_DATE, Basis.IN_PERIOD):
        return f"a profile does not fit the basis {kpi.basis.value}"
    if kpi.unit in SHARES or kpi.unit.startswith("per "):
        return f"a profile does not fit a rate ({kpi.unit})"
    return "a profile does not fit a band" if kpi.polarity is Polarity.BAND else ""


class Shares:
    """The shares of an annual target that the periods of a KPI are to reach, by the figures known on a date."""

    def __init__(self, kpi: Kpi, series: Iterable[Observation]) -> None:
        self.kpi = kpi
        self._figures = {one.period: one.value for one in series if not isinstance(one.value, Missing)}
        self._years: dict[tuple[PeriodKind, date], tuple[Period, ...]] = {}
        self._ends = {period.end: period for period in self._figures}

    def of(self, period: Period) -> tuple[float | None, str]:
        """Return the share for a period, or why there is none."""
        if wrong := misfit(self.kpi):
            return None, wrong
        year = year_of(self.kpi, period.end)
        to_date = self.kpi.basis is Basis.YEAR_TO_DATE
        if self.kpi.profile is not Profile.LAST_YEAR:
            return _part(year[0] if to_date else period.start, period.end, year), ""
        before = period_after(period, -12)
        last_year = year_of(self.kpi, year[0] - _ONE_DAY)
        needed = (self._to_the_end(last_year[1], before),) if to_date else self._parts(before, last_year[0])
        if not needed:
            return None, f"counts for a {period.kind} do not add up to a year"
        lacking = next((one for one in (before, *needed) if one not in self._figures), None)
        if lacking is not None:
            return None, f"no figure for {lacking}, which the profile of last year needs"
        if not same_stretch(self.kpi, min(before.end, needed[0].end), period.end):
            return None, "the figures changed their meaning since last year"
        whole = sum(self._figures[one] for one in needed)
        part = self._figures[before]
        if whole <= 0 or not 0 <= part <= whole:
            return None, "last year's figures are not parts of its total"
        return part / whole, ""

    def _parts(self, one: Period, first: date) -> tuple[Period, ...]:
        """Return the periods like one that make up the year from a day on; none for days and weeks, which do not."""
        length = _LENGTHS.get(one.kind)
        if length is None:
            return ()
        key = (one.kind, first)
        if key not in self._years:
            since = (one.start.year - first.year) * 12 + one.start.month - first.month
            self._years[key] = tuple(period_after(one, months) for months in range(-since, 12 - since, length))
        return self._years[key]

    def _to_the_end(self, end: date, like: Period) -> Period:
        """Return the period of last year's last figure: one with a figure, or one like another that should have."""
        months = (end.year - like.end.year) * 12 + end.month - like.end.month
        return self._ends.get(end) or period_after(like, months)


def _part(start: date, end: date, year: tuple[date, date]) -> float:
    """Return the part of a year between two days: in months if they are whole, otherwise in days."""
    after = end + _ONE_DAY
    if start.day == after.day == 1:
        return ((after.year - start.year) * 12 + after.month - start.month) / 12
    return (after - start).days / ((year[1] - year[0]).days + 1)
