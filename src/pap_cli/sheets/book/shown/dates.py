"""Days and times of spreadsheets: from the numbers that files have to dates, and from dates to what is seen."""

from __future__ import annotations

import datetime as dt

from pap_cli.sheets.book.shown.codes import Section

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# The day that is 0 in a workbook of the 1900 date system, once past the 29 February 1900 that it believes in.
_EPOCH_1900 = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - Excel has no time zones
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - Excel has no time zones
# The number of 31 December 9999.
_LAST = 2_958_466
_LEAP_BUG = 60
_NOON = 12
_DAY = 86_400


def from_serial(serial: float, *, since_1904: bool) -> dt.datetime | None:
    """Return the moment that a number of days stands for, to the second; None if it stands for none.

    In the 1900 date system 60 is 29 February 1900, a day that never was, and 0 is not a day either.
    """
    if not (0 if since_1904 else 1) <= serial < _LAST or (not since_1904 and int(serial) == _LEAP_BUG):
        return None
    if not since_1904 and serial < _LEAP_BUG:
        serial += 1
    seconds = round(serial * _DAY)
    try:
        return (_EPOCH_1904 if since_1904 else _EPOCH_1900) + dt.timedelta(seconds=seconds)
    except OverflowError:
        return None


def time_of(serial: float) -> dt.time | None:
    """Return the time of day that a part of a day stands for."""
    seconds = round(serial * _DAY)
    return dt.time(seconds // 3600, seconds // 60 % 60, seconds % 60) if 0 <= seconds < _DAY else None


def show_moment(moment: dt.datetime, section: Section) -> str:
    """Return a moment as a section of a format shows it."""
    halves = any(token.kind == "noon" for token in section.tokens)
    return "".join(_part(moment, token.kind, token.text, halves) for token in section.tokens).strip()


def show_elapsed(serial: float, section: Section) -> str:
    """Return a number of days as hours, minutes or seconds since a start."""
    seconds = round(abs(serial) * _DAY)
    sizes = {"h": 3600, "m": 60, "s": 1}
    shown = "-" if serial < 0 else ""
    for token in section.tokens:
        if token.kind in ("elapsed", "minute", "date") and token.text[0] in sizes:
            size = sizes[token.text[0]]
            shown += f"{seconds // size:0{len(token.text)}}"
            seconds %= size
        else:
            shown += token.text
    return shown.strip()


def _part(moment: dt.datetime, kind: str, text: str, halves: bool) -> str:
    if kind == "noon":
        half = "AM" if moment.hour < _NOON else "PM"
        return half if "M" in text.upper() else half[0]
    if kind == "minute":
        return f"{moment.minute:0{len(text)}}"
    if kind != "date":
        return "0" if kind == "digit" else text
    return _date_part(moment, text, halves)


def _date_part(moment: dt.datetime, text: str, halves: bool) -> str:
    letter, length = text[0], len(text)
    if letter in "ye":
        return f"{moment.year:04}" if length > 2 or letter == "e" else f"{moment.year % 100:02}"
    if letter == "m":
        name = _MONTHS[moment.month - 1]
        return {1: str(moment.month), 2: f"{moment.month:02}", 3: name[:3], 5: name[0]}.get(length, name)
    if letter == "d":
        name = _DAYS[moment.weekday()]
        return {1: str(moment.day), 2: f"{moment.day:02}", 3: name[:3]}.get(length, name)
    if letter == "h":
        hour = (moment.hour % _NOON or _NOON) if halves else moment.hour
        return f"{hour:0{min(length, 2)}}"
    return f"{moment.second:0{min(length, 2)}}"
