"""Dates, periods and durations, and the strict parsers of their text.

A parser raises `BadValueError`, which states what is wrong and what to write instead.  Nothing is guessed: `31/03/2026`
is an error with the help "write 2026-03-31".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from pap_cli.bad_value import BadValueError

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_CALENDAR_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)
_FINANCIAL_QUARTER = re.compile(r"Q([1-4]) (\d{4})/(\d{2})", re.ASCII)
_FINANCIAL_YEAR = re.compile(r"(AY )?(\d{4})/(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})", re.ASCII)
_TERM = re.compile(r"(?:(Autumn|Spring|Summer)|T([1-3])) (\d{4})/(\d{2})", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_YEAR_TO = re.compile(r"year to (\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
# A length of time in calendar days, weeks, months or years.
DURATION = re.compile(r"(\d{1,30})\s*(d|days?|w|weeks?|m|months?|y|years?)", re.ASCII)

# Years outside these are typing errors in any plan, and refusing them keeps date arithmetic from overflowing.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
MONTH_NAMES = tuple(name[:3] for name in MONTHS)


def show_date(day: date) -> str:
    """Return a date as it is shown to people, `14 Oct 2016`; the same in every locale."""
    return f"{day.day} {show_month(day)}"


def show_month(day: date) -> str:
    """Return the month of a date as it is shown to people, `Oct 2016`."""
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def full_date(day: date) -> str:
    """Return a date as in a sentence, `14 October 2016`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _day(text: str, year: int, month: int, day: int) -> date:
    """Return the day that a text names.

    Raises:
        BadValueError: if the day does not exist.
    """
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        message, help = "is out of range", f"write a year between {EARLIEST_YEAR} and {LATEST_YEAR}"
    elif not 1 <= month <= len(MONTHS):
        message, help = "does not exist", "months go from 01 to 12"
        if 1 <= day <= len(MONTHS) < month <= calendar.monthrange(year, day)[1]:
            help += f"; write {year}-{day:02d}-{month:02d} if the day is before the month"
    else:
        last = calendar.monthrange(year, month)[1]
        if 1 <= day <= last:
            return date(year, month, day)
        message, help = "does not exist", f"{MONTH_NAMES[month - 1]} {year} has {last} days"
    raise BadValueError(f"{quote(text)} {message}", help, "impossible-date")


# The forms of a date and a due date, as messages and the JSON Schemas give them.
DATE_FORM = "write it as year-month-day, like 2016-10-14"
DUE_FORM = "write a day as 2016-10-14, a month as 2016-10, a quarter as 2016-Q4 or Q3 2016/17"
PERIOD_FORM = (
    "write a month as 2016-04, a quarter as Q1 2016/17 or 2016-Q2, a financial year as 2016/17, a calendar year as "
    "2016, an academic year as AY 2016/17, a term as Autumn 2016/17, a week as 2016-W14, a snapshot as 2016-03-31"
)


def _unreadable(text: str, what: str, parse: Callable[[str], object], form: str) -> BadValueError:
    """Return the error for a text in another form; `parse` is the parser of the right one."""
    from pap_cli.advice.dates import advice

    help, impossible = advice(text, parse, form)
    if impossible:
        return BadValueError(f"{quote(text)} does not exist", help, "impossible-date")
    return BadValueError(f"{quote(text)} is not a {what}", help, "bad-value" if what == "period" else "date-format")


@lru_cache(maxsize=8192)
def parse_date(text: str) -> date:
    """Parse `2016-10-14`.

    Raises:
        BadValueError: if TEXT is not a date in this form, or the day does not exist.
    """
    if (day := _read_date(text)) is not None:
        return day
    raise _unreadable(text, "date", _read_date, DATE_FORM)


def _read_date(text: str) -> date | None:
    found = _ISO.fullmatch(text)
    return _day(text, *(int(part) for part in found.groups())) if found else None


# The longest text that a message quotes whole: enough for any date, number or ID, and for most sentences.
MAX_QUOTED = 200


def quote(text: str) -> str:
    """Return text for use in a message: in quotation marks, cut if it is very long."""
    shown = text if len(text) <= MAX_QUOTED else text[: MAX_QUOTED - 1] + "…"
    return f"“{shown}”"


@lru_cache(maxsize=8192)
def add_months(day: date, months: int) -> date:
    """Return the same day of the month, `months` later; the last day of the month if it is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Duration(Struct, frozen=True, order=True):
    """A length of time in calendar months and days, such as `3 months`, `28 days`, `2 weeks` or `1 year`."""

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """Return the day this long after another."""
        return (add_months(day, self.months) if self.months else day) + timedelta(days=self.days)

    def before(self, day: date) -> date:
        """Return the day this long before another."""
        return add_months(day, -self.months) - timedelta(days=self.days)

    def __str__(self) -> str:
        if self.months and self.months % 12 == 0:
            count, unit = self.months // 12, "year"
        elif self.months:
            count, unit = self.months, "month"
        else:
            count, unit = self.days, "day"
        return f"{count} {unit}{'' if count == 1 else 's'}"


@lru_cache(maxsize=8192)
def parse_duration(text: str) -> Duration:
    """Parse `3 months`, `28 days`, `28d`, `6w` or `2 years`.

    Raises:
        BadValueError: if TEXT is not a length of time, or longer than a hundred years.
    """
    found = DURATION.fullmatch(text.strip())
    if not found:
        working = text.strip().endswith(("wd", "working day", "working days"))
        problem = "is in working days, which are not allowed here" if working else "is not a length of time"
        from pap_cli.advice.numbers import DURATION_FORM, length_advice

        help = "" if working else length_advice(text)
        raise BadValueError(f"{quote(text)} {problem}", help or DURATION_FORM)
    count, unit = int(found[1]), found[2][0]
    duration = {
        "d": Duration(days=count),
        "w": Duration(days=7 * count),
        "m": Duration(months=count),
        "y": Duration(months=12 * count),
    }[unit]
    if duration.months > 1200 or duration.days > 36600:
        raise BadValueError(f"{quote(text)} is longer than a hundred years", "check the number")
    return duration


class Due(Struct, frozen=True):
    """A due date: the day, and the text in the file (`2016-09-30`, `2016-09`, `2016-Q3`, `Q2 2016/17`)."""

    day: date
    written: str

    def __str__(self) -> str:
        if self.written == self.day.isoformat():
            return show_date(self.day)
        return show_month(self.day) if _MONTH.fullmatch(self.written) else self.written


def exactly(day: date) -> Due:
    """Return a due date that is a day."""
    return Due(day, day.isoformat())


@lru_cache(maxsize=8192)
def parse_due(text: str) -> Due:
    """Parse a due date; a month or a quarter is due on its last day.

    Raises:
        BadValueError: if TEXT is not a day, a month or a quarter.
    """
    if (due := _read_due(text)) is not None:
        return due
    raise _unreadable(text, "due date", _read_due, DUE_FORM)


def _read_due(text: str) -> Due | None:
    period = None if _FINANCIAL_YEAR.fullmatch(text) else _read_period(text)
    if period is None or period.kind not in (PeriodKind.DAY, PeriodKind.MONTH, PeriodKind.QUARTER):
        return None
    return Due(period.end, text)


# The terms of a school year, each of four months from September on.
TERMS = ("Autumn", "Spring", "Summer")


class PeriodKind(StrEnum):
    """The kind of period that a figure is for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    YEAR = "year"


class Period(Struct, frozen=True):
    """A period that a figure is for: a snapshot day, a week, month, quarter, term or year, and its text in the file.

    Two periods are equal if their first and last days are.
    """

    kind: PeriodKind
    start: date
    end: date
    written: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Period) and (self.start, self.end) == (other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __str__(self) -> str:
        if self.kind is PeriodKind.DAY:
            return show_date(self.end)
        if self.kind is PeriodKind.MONTH:
            return show_month(self.end)
        if found := _YEAR_TO.fullmatch(self.written):
            return f"year to {show_date(self.end) if found[3] else show_month(self.end)}"
        return self.written


def _span_of_months(kind: PeriodKind, year: int, month: int, months: int, written: str) -> Period:
    start = _day(written, year, month, 1)
    return Period(kind, start, add_months(start, months) - timedelta(days=1), written)


def _week(text: str, year: int, week: int) -> Period:
    """Return an ISO week, from Monday to Sunday."""
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        last = date(year, 12, 28).isocalendar().week if EARLIEST_YEAR <= year <= LATEST_YEAR else 53
        raise BadValueError(f"{quote(text)} does not exist", f"weeks go from 01 to {last}", "impossible-date") from None
    return Period(PeriodKind.WEEK, monday, monday + timedelta(days=6), text)


def _check_ending(text: str, year: int, ending: str) -> None:
    if (year + 1) % 100 != int(ending):
        help = f"write {text[: -len(ending)]}{(year + 1) % 100:02d}"
        if text == f"{year}/{ending}" and 1 <= int(ending) <= len(MONTHS):
            help += f", or {year}-{ending} if it is a month"
        raise BadValueError(f"{quote(text)} does not end a year after it starts", help)


def _looks_financial(year: int, ending: int) -> bool:
    """Return True for `2016-17`, which cannot be a month."""
    return ending > len(MONTHS) and (year + 1) % 100 == ending


@lru_cache(maxsize=8192)
def parse_period(text: str) -> Period:
    """Parse a period.

    `2016-04` is a month, `Q1 2016/17` a financial quarter (April to June), `2016-Q2` a calendar quarter, `2016/17` a
    financial year, `2016` a calendar year, `AY 2016/17` an academic year (from September), `Autumn 2016/17` or
    `T1 2016/17` the term from September to December, `2016-W14` an ISO week, `year to 2016-09-30` the twelve months
    that end then, `2016-03-31` a snapshot.

    Raises:
        BadValueError: if TEXT is not a period.
    """
    if (period := _read_period(text)) is not None:
        return period
    raise _unreadable(text, "period", _read_period, PERIOD_FORM)


def _read_period(text: str) -> Period | None:
    if found := _ISO.fullmatch(text):
        day = _day(text, *(int(part) for part in found.groups()))
        return Period(PeriodKind.DAY, day, day, text)
    if (found := _MONTH.fullmatch(text)) and not _looks_financial(int(found[1]), int(found[2])):
        return _span_of_months(PeriodKind.MONTH, int(found[1]), int(found[2]), 1, text)
    if found := _CALENDAR_QUARTER.fullmatch(text):
        return _span_of_months(PeriodKind.QUARTER, int(found[1]), 3 * int(found[2]) - 2, 3, text)
    if found := _FINANCIAL_QUARTER.fullmatch(text):
        quarter, year = int(found[1]), int(found[2])
        _check_ending(text, year, found[3])
        month = 3 * quarter + 1
        return _span_of_months(PeriodKind.QUARTER, year + (month > 12), (month - 1) % 12 + 1, 3, text)
    if found := _TERM.fullmatch(text):
        term, year = int(found[2] or TERMS.index(found[1]) + 1), int(found[3])
        _check_ending(text, year, found[4])
        return _span_of_months(PeriodKind.TERM, year + (term > 1), (9, 1, 5)[term - 1], 4, text)
    if found := _WEEK.fullmatch(text):
        return _week(text, int(found[1]), int(found[2]))
    if found := _FINANCIAL_YEAR.fullmatch(text):
        year = int(found[2])
        _check_ending(text, year, found[3])
        return _span_of_months(PeriodKind.YEAR, year, 9 if found[1] else 4, 12, text)
    if found := _YEAR.fullmatch(text):
        return _span_of_months(PeriodKind.YEAR, int(found[1]), 1, 12, text)
    if found := _YEAR_TO.fullmatch(text):
        year, month = int(found[1]), int(found[2])
        last = int(found[3]) if found[3] else _span_of_months(PeriodKind.MONTH, year, month, 1, text).end.day
        end = _day(text, year, month, last)
        return Period(PeriodKind.YEAR, add_months(end + timedelta(days=1), -12), end, text)
    return None
