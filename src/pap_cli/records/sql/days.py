"""The days and periods that definitions join: a calendar of working days, and the periods of a series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from pap_cli.model.dates import add_months
from pap_cli.model.measure import Calendar
from pap_cli.model.records import Grain
from pap_cli.model.working_days import WorkingCalendar
from pap_cli.records.sql.language.meaning import SHIFTED

# The calendar begins this many years before the first period, and ends this many after the as-at day.
YEARS_BEFORE, YEARS_AFTER = 20, 2
_ONE_DAY = timedelta(days=1)
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}
_SATURDAY = 5


class PeriodRow(Struct, frozen=True):
    """A period of a series, as `periods` has it."""

    period: str
    grain: Grain
    first_day: date
    last_day: date

    def texts(self) -> tuple[str, ...]:
        """Return it as texts, in the order of its fields."""
        return self.period, self.grain.value, self.first_day.isoformat(), self.last_day.isoformat()


def periods_until(first: date, grains: Iterable[Grain], calendar: Calendar, until: date) -> Iterator[PeriodRow]:
    """Yield the periods of each grain that begin on or after a day and are over on or before another."""
    for grain in grains:
        months = _MONTHS[grain]
        start = first.replace(day=1)
        while (start.month - calendar.first_month) % months:
            start = add_months(start, 1)
        while (end := add_months(start, months) - _ONE_DAY) <= until:
            yield PeriodRow(_label(start, grain, calendar), grain, start, end)
            start = add_months(start, months)


def _label(start: date, grain: Grain, calendar: Calendar) -> str:
    """Return how a period is written in a plan."""
    if grain is Grain.MONTH:
        return f"{start:%Y-%m}"
    year = start.year - (start.month < calendar.first_month)
    quarter = (start.month - calendar.first_month) % 12 // 3 + 1
    if calendar is Calendar.CALENDAR:
        return f"{year}-Q{quarter}" if grain is Grain.QUARTER else str(year)
    whole = f"{year}/{(year + 1) % 100:02d}"
    if grain is Grain.QUARTER:
        return f"Q{quarter} {whole}"
    return f"AY {whole}" if calendar is Calendar.ACADEMIC else whole


def calendar_days(
    columns: Sequence[str], working: WorkingCalendar, first: date, until: date
) -> list[tuple[str | int, ...]]:
    """Return a row for each day: its values in some columns, the day itself first.

    `serial` counts days and `number` working days: the difference of two days' numbers is the number of working days
    after the one, up to and including the other.
    """
    rows: list[tuple[str | int, ...]] = []
    day, number, serial = add_months(first, -12 * YEARS_BEFORE), 0, 0
    end = add_months(until, 12 * YEARS_AFTER)
    makers = [_maker(name) for name in columns]
    while day <= end:
        is_working = day.weekday() < _SATURDAY if not _special(day, working) else working.is_working(day)
        number += is_working
        serial += 1
        rows.append((day.isoformat(), *(make(day, number, serial, int(is_working)) for make in makers)))
        day += _ONE_DAY
    return rows


def _special(day: date, working: WorkingCalendar) -> bool:
    return day in working.open or day in working.closed or day in working.bank_holidays(day.year)


def _maker(name: str) -> Callable[[date, int, int, int], str | int]:
    """Return what makes the value of a column from a day, its two numbers, and 1 for a working day."""
    if name in _PLAIN:
        return _PLAIN[name]
    found = SHIFTED.fullmatch(name)
    if found is None:
        raise KeyError(name)
    count = int(found[2]) * (1 if found[1] == "plus" else -1)
    if found[3] == "days":
        return lambda day, number, serial, working: (day + timedelta(days=count)).isoformat()
    return lambda day, number, serial, working: add_months(day, count).isoformat()


_PLAIN: dict[str, Callable[[date, int, int, int], str | int]] = {
    "number": lambda day, number, serial, working: number,
    "serial": lambda day, number, serial, working: serial,
    "working": lambda day, number, serial, working: working,
}
