"""The value of a cell from what is in the file, and how a person sees it."""

from __future__ import annotations

import datetime as dt
import math

from msgspec import Struct

from pap_cli.sheets.book.shown.codes import Form
from pap_cli.sheets.book.shown.dates import from_serial, time_of
from pap_cli.sheets.book.shown.numbers import show
from pap_cli.sheets.book.xlsx.strings import SharedStrings, plain

# As many digits as a number of a spreadsheet has.
_EXACT = 15


class Value(Struct, frozen=True):
    """What is in a cell."""

    value: str | int | float | bool | dt.date | dt.datetime | dt.time | None = None
    text: str = ""
    error: str | None = None
    struck: bool = False


EMPTY = Value()


def read_value(raw: str, type: str, form: Form, strings: SharedStrings, since_1904: bool) -> Value:
    """Return the value of a cell.

    Raises:
        ValueError: if it is not a value of its type; the message says why.
    """
    if type == "s":
        if not raw.isdigit() or int(raw) >= len(strings.texts):
            raise ValueError(f"there is no shared text {raw[:20]}" if raw else "its shared text is not named")
        text = strings.texts[int(raw)]
        return Value(text, text, struck=int(raw) in strings.struck) if text.strip() else EMPTY
    if type in ("str", "inlineStr"):
        text = plain(raw)
        return Value(text, text) if text.strip() else EMPTY
    raw = raw.strip()
    if not raw:
        return EMPTY
    if type == "b":
        return Value(raw == "1" or raw == "true", "TRUE" if raw in ("1", "true") else "FALSE")
    if type == "e":
        return Value(None, raw, error=raw)
    if type == "d":
        return _moment(dt.datetime.fromisoformat(raw), raw)
    return number(_number(raw), form, since_1904)


def number(value: float, form: Form, since_1904: bool) -> Value:
    """Return a number as a value: a date or a time of day if its format is one."""
    text = show(value, form, since_1904=since_1904)
    if not form.dated:
        return Value(value, text)
    if 0 < value < 1 and (time := time_of(value)) is not None:
        return Value(time, text)
    moment = from_serial(value, since_1904=since_1904)
    return Value(value, text) if moment is None else _moment(moment, text)


def _moment(moment: dt.datetime, text: str) -> Value:
    return Value(moment if moment.time() != dt.time() else moment.date(), text)


def _number(raw: str) -> float:
    if raw.isdigit() and raw.isascii() and len(raw) <= _EXACT:
        return int(raw)
    try:
        value = float(raw) if "_" not in raw else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"“{raw[:40]}” is not a number")
    return int(value) if value.is_integer() and abs(value) < 10**_EXACT else value
