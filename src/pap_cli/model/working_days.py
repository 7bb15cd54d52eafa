"""Working days: the calendar, and counting in working days.

Working days are Monday to Friday, except bank holidays and days on which the organisation is closed.  Bank holidays are
passed in as a function of the year, so they are looked up only when needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import ClassVar

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import DURATION, Duration, parse_duration, quote
from pap_cli.model.entry import Compared

_WORKING_DAYS = re.compile(r"(\d{1,30})\s*(?:wd|working days?)", re.ASCII)
# Working days in about a hundred years.
_MOST = 26_000
_SATURDAY = 5
_WEEKEND = {_SATURDAY: "a Saturday", 6: "a Sunday"}


class WorkingDays(Struct, frozen=True):
    """A length of time in working days, such as `70 working days`; its end depends on a calendar."""

    count: int

    def __str__(self) -> str:
        return f"{self.count} working day{'' if self.count == 1 else 's'}"


# A time limit in calendar days and months or in working days.
TimeLimit = Duration | WorkingDays


LIMIT_FORM = "write it like 10 working days, 10wd, 28 days or 3 months"


def parse_limit(text: str) -> TimeLimit:
    """Parse `70 working days`, `10wd`, or anything that `parse_duration` accepts.

    Raises:
        BadValueError: if TEXT is not a length of time, or longer than a hundred years.
    """
    found = _WORKING_DAYS.fullmatch(text.strip().casefold())
    if found is None:
        if DURATION.fullmatch(text.strip()):
            return parse_duration(text)
        from pap_cli.advice.numbers import length_advice

        days = re.fullmatch(r"(\d{1,6})\s*(?:business|work|bank|office|w) ?(?:days?|d)", text.strip().casefold())
        help = f"write {days[1]} working days" if days else length_advice(text)
        raise BadValueError(f"{quote(text)} is not a length of time", help or LIMIT_FORM)
    if int(found[1]) > _MOST:
        raise BadValueError(f"{quote(text)} is longer than a hundred years", "check the number")
    if not int(found[1]):
        raise BadValueError(f"{quote(text)} is not a length of time", "write 1 working day or more")
    return WorkingDays(int(found[1]))


# The bank holidays of a year, with their names.
BankHolidays = Callable[[int], Mapping[date, str]]


def no_bank_holidays(year: int) -> Mapping[date, str]:
    """Return no bank holidays for any year."""
    return {}


class WorkingCalendar(Compared, frozen=True, kw_only=True):
    """A calendar of working days.

    `open` takes precedence: it contains bank holidays and weekend days that count as working days.
    """

    NOT_COMPARED: ClassVar[frozenset[str]] = frozenset({"bank_holidays"})

    bank_holidays: BankHolidays = no_bank_holidays
    closed: frozenset[date] = frozenset()
    open: frozenset[date] = frozenset()

    def day_off(self, day: date) -> str | None:
        """Return why a day is not a working day, such as `a Saturday`; None for a working day."""
        if day in self.open:
            return None
        if name := _WEEKEND.get(day.weekday()):
            return name
        if name := self.bank_holidays(day.year).get(day):
            return f"a bank holiday ({name})"
        return "a day in closed, under [calendar]" if day in self.closed else None

    def is_working(self, day: date) -> bool:
        """Return True if a day is a working day."""
        return self.day_off(day) is None

    def between(self, start: date, end: date) -> int:
        """Return the number of working days after `start`, up to and including `end`; negative if `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        off = {day for year in range(start.year, end.year + 1) for day in self.bank_holidays(year)} | self.closed
        lost = sum(1 for day in off - self.open if start < day <= end and day.weekday() < _SATURDAY)
        gained = sum(1 for day in self.open if start < day <= end and day.weekday() >= _SATURDAY)
        return _weekdays_until(end) - _weekdays_until(start) - lost + gained

    def after(self, day: date, count: int) -> date:
        """Return the working day `count` (0 or more) working days after a day, which is not counted.

        Raises:
            OverflowError: if it is after the year 9999, which no date in a file comes near.
        """
        reached = day
        # as many calendar days hold no more working days than that, so that this never goes too far
        while missing := count - self.between(day, reached):
            reached += timedelta(days=missing)
        return reached

    def previous_working(self, day: date) -> date:
        """Return the last working day before a day."""
        day -= timedelta(days=1)
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def end_of(self, limit: TimeLimit, start: date) -> date:
        """Return the last day of a time limit that starts on a day, which is not counted."""
        return self.after(start, limit.count) if isinstance(limit, WorkingDays) else limit.after(start)

    def without_bank_holidays(self) -> WorkingCalendar:
        """Return a calendar that counts bank holidays as working days, needs no look-up and never gives a later day."""
        return WorkingCalendar(closed=self.closed, open=self.open)


def _weekdays_until(day: date) -> int:
    """Return the number of weekdays from 1 January of the year 1, a Monday, up to and including a day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return 5 * weeks + min(rest, 5)
