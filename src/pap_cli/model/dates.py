"""Dates, periods and durations, and the strict parsers of their text.

A parser raises `BadValueError`, which states what is wrong and what to write instead.  Nothing is guessed: `31/03/2026`
is an error with the help "write 2026-03-31".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from pap_cli.bad_value import BadValueError

ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
YEAR_AND_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
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


def day_of(text: str, year: int, month: int, day: int) -> date:
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


# The form of a date, as messages and the JSON Schemas give it.
DATE_FORM = "write it as year-month-day, like 2016-10-14"


def unreadable(text: str, what: str, parse: Callable[[str], object], form: str) -> BadValueError:
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
    raise unreadable(text, "date", _read_date, DATE_FORM)


def _read_date(text: str) -> date | None:
    found = ISO.fullmatch(text)
    return day_of(text, *(int(part) for part in found.groups())) if found else None


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

    @property
    def dated(self) -> bool:
        """False if nobody set a date."""
        return self.day != date.max

    def __str__(self) -> str:
        if not self.dated:
            return "no date"
        if self.written == self.day.isoformat():
            return show_date(self.day)
        return show_month(self.day) if YEAR_AND_MONTH.fullmatch(self.written) else self.written


class DueWithin(Due, frozen=True):
    """The due date of something that is due within a window: its last day; written with both ends."""

    first: Due
    last: Due

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class FirstDue(Due, frozen=True):
    """The first due date of a milestone, which may be `unknown`."""


# The due date of what has none: later than every other, so nothing with it is ever late.
UNDATED = FirstDue(date.max, "unknown")


# The due date of an action that has no dates of its own.
NO_DATE = FirstDue(date.max, "")


def exactly(day: date) -> Due:
    """Return a due date that is a day."""
    return Due(day, day.isoformat())
