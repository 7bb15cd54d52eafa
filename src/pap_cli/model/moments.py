"""The moment of an event: a day, or a day and a time."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import ISO, day_of, quote, show_date, unreadable

MOMENT_FORM = "write a day as 2016-10-14, or a day and a time as 2016-10-14T14:30"
_MOMENT = re.compile(rf"{ISO.pattern}(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?)?", re.ASCII)
_DAY = 24 * 60 * 60


class Moment(Struct, frozen=True):
    """The moment of an event: its day, the seconds since midnight, and the text in the file.

    A day without a time begins at midnight.
    """

    day: date
    seconds: int
    written: str

    def __str__(self) -> str:
        return f"{show_date(self.day)}{self.written[len('2016-10-14') :].replace('T', ' ')}"

    @property
    def order(self) -> int:
        """The seconds since the year 1, without time zones: the order in time."""
        return self.day.toordinal() * _DAY + self.seconds

    @property
    def timed(self) -> bool:
        """True if it is written with a time."""
        return ":" in self.written


def days_between(earlier: Moment, later: Moment) -> float:
    """Return the days from one moment to another, with a fraction if a time is written."""
    return (later.order - earlier.order) / _DAY


@lru_cache(maxsize=8192)
def parse_moment(text: str) -> Moment:
    """Parse `2016-10-14`, `2016-10-14T14:30` or `2016-10-14 14:30`, with or without seconds.

    Raises:
        BadValueError: if TEXT is not in one of these forms, or the day does not exist.
    """
    if (moment := _read_moment(text)) is not None:
        return moment
    if ISO.match(text):
        raise BadValueError(f"{quote(text)} is not a date or a date and a time", MOMENT_FORM, "date-format")
    raise unreadable(text, "date or a date and a time", _read_moment, MOMENT_FORM)


def _read_moment(text: str) -> Moment | None:
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    day = day_of(text, *(int(part) for part in found.groups()[:3]))
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[3:])
    return Moment(day, hours * 3600 + minutes * 60 + seconds, text)
