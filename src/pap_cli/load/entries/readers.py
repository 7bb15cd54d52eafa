"""How each kind of value is read from text: strictly, and with words of our own where it cannot be.

pydantic's own conversions are too kind for a record of facts: to it 0 is a date, `1_000` and `nan` are numbers.  A
reader takes what stands in a file (text, None, a mapping or a list) and gives the value or raises `ValueError`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pap_cli.diagnostics import nearest
from pap_cli.load.yaml.nodes import MapNode, SeqNode
from pap_cli.model import dates, working_days
from pap_cli.model.config import Threshold, parse_threshold
from pap_cli.model.kpi import Figure, Missing
from pap_cli.model.plan import Id

if TYPE_CHECKING:
    from pydantic_core.core_schema import CoreSchema

_NUMBER = re.compile(r"[-+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,2})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_COMMAS = r"(?a)[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?"
_DECIMAL_COMMA = r"(?a)[-+]?\d{1,30},\d{1,2}"
_ID = re.compile(r"[^\W_][\w.:/\-]{0,79}")

_DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
_DUE_PATTERN = r"^(\d{4}-\d{2}(-\d{2})?|\d{4}-Q[1-4]|Q[1-4] \d{4}/\d{2})$"
_PERIOD_PATTERN = (
    r"^(\d{4}(-\d{2}(-\d{2})?)?|\d{4}-Q[1-4]|Q[1-4] \d{4}/\d{2}|(AY )?\d{4}/\d{2}|year to \d{4}-\d{2}(-\d{2})?)$"
)
_UNITS = "d|days?|w|weeks?|m|months?|y|years?"


class NoValueError(ValueError):
    """A key stands there without a value."""


class TooManyValuesError(ValueError):
    """A list holds more than anybody writes."""


class BadIdError(ValueError):
    """The text cannot be an id."""


class Reader(Struct, frozen=True):
    """How a kind of value is read, and how an editor is told what may be written.

    `plain` reads words without quotation marks, which are never empty and have no blanks around them, as `read` would;
    where it gives nothing, it raises ValueError or KeyError, and what is wrong is for `read` to say.
    """

    read: Callable[[Any], Any]
    plain: Callable[[str], Any]
    schema: CoreSchema
    words: str


def scalar(value: object) -> str:
    """The text of a single value.

    Raises:
        ValueError: there is a mapping, a list or nothing in its place.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, MapNode):
        raise ValueError(
            "a single value belongs here, not a mapping; write one, or put the text between quotation marks"
        )
    if isinstance(value, SeqNode):
        raise ValueError("a single value belongs here, not a list; write one, or put the text between quotation marks")
    raise NoValueError("there is no value here; write one, or delete the line")


def _text(value: object) -> str:
    text = scalar(value).strip()
    if not text:
        raise ValueError("the text is empty; write some, or delete the key")
    return text


def plain_text(text: str) -> str:
    """Plain words as they are; words of nothing but ASCII need no look at all."""
    return text if text.isascii() else _text(text)  # which may have other blanks around it than YAML takes away


def _id(value: object) -> str:
    text = scalar(value)
    if not _ID.fullmatch(text):
        raise BadIdError(f"{dates.quote(text)} cannot be an id; {_ID_ADVICE}")
    return text


_ID_ADVICE = "start with a letter or a digit; then letters, digits and - _ . : / but no spaces, at most 80 characters"


def _flag(value: object) -> bool:
    text = scalar(value)
    if text not in ("true", "false"):
        raise ValueError(f"{dates.quote(text)} is neither true nor false; write true or false")
    return text == "true"


def _number(value: object) -> float:
    return _number_in(scalar(value).strip())


def _number_in(text: str) -> float:
    if _NUMBER.fullmatch(text):
        return float(text)
    if re.fullmatch(_DECIMAL_COMMA, text):
        raise ValueError(f"{dates.quote(text)} has a comma; write {text.replace(',', '.')}")
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1].strip()):
        raise ValueError(f"{dates.quote(text)} has a per cent sign; write {text[:-1].strip()} and unit: percent")
    if re.fullmatch(_COMMAS, text):
        raise ValueError(f"{dates.quote(text)} has a comma; write {text.replace(',', '')}")
    if _NUMBER.fullmatch(plain := text.replace("_", "").removeprefix("£")):
        raise ValueError(f"{dates.quote(text)} is not a plain number; write {plain}")
    raise ValueError(f"{dates.quote(text)} is not a number; {_NUMBER_ADVICE}")


_NUMBER_ADVICE = "write it as in 95 or 83.4"


def _whole(value: object) -> int:
    text = scalar(value).strip()
    if not _WHOLE.fullmatch(text):
        raise ValueError(f"{dates.quote(text)} is not a whole number; write it in digits, as in 12")
    return int(text)


def _figure(value: object) -> float | Missing:
    return _figure_in(scalar(value).strip())


@lru_cache(maxsize=8192)  # figures repeat: most are percentages with a decimal or none
def _figure_in(text: str) -> float | Missing:
    if text in _MISSING:
        return Missing(text)
    try:
        return _number_in(text)
    except ValueError as error:
        if not str(error).endswith(_NUMBER_ADVICE):
            raise
        codes = ", ".join(_MISSING)
        raise ValueError(f"{error}, or where there is no figure one of: {codes}") from None


_MISSING = tuple(code.value for code in Missing)


def _by(parse: Callable[[str], Any]) -> Callable[[object], Any]:
    return lambda value: parse(scalar(value).strip())


def choice(kind: type[StrEnum]) -> Reader:
    """The reader of a value that is one of a few words."""
    words = [member.value for member in kind]

    def read(value: object) -> StrEnum:
        text = scalar(value).strip()
        if text in words:
            return kind(text)
        near = nearest(text, words)
        meant = f"; did you mean {near}?" if near else f"; write one of {', '.join(words)}"
        raise ValueError(f"{dates.quote(text)} is not one of {', '.join(words)}{meant if near else ''}")

    members = {member.value: member for member in kind}
    return Reader(read, members.__getitem__, {"type": "literal", "expected": words}, " | ".join(words))


_TEXT = {"type": "str", "min_length": 1}
_LOOSE_TEXT = {"type": "union", "choices": [_TEXT, {"type": "float"}]}
_FLOAT = {"type": "float"}

# The reader of every kind of value that a field of the model may have, by its type.
READERS: dict[Any, Reader] = {
    str: Reader(_text, plain_text, _LOOSE_TEXT, "text"),
    Id: Reader(_id, _id, {"type": "str", "pattern": r"^[^\W_][\w.:/\-]{0,79}$"}, "id"),
    bool: Reader(_flag, _flag, {"type": "bool"}, "true or false"),
    float: Reader(_number, _number_in, _FLOAT, "number"),
    int: Reader(_whole, _whole, {"type": "int", "ge": 0}, "whole number"),
    Figure: Reader(
        _figure,
        _figure_in,
        {"type": "union", "choices": [_FLOAT, {"type": "literal", "expected": list(_MISSING)}]},
        "number or code",
    ),
    date: Reader(_by(dates.parse_date), dates.parse_date, {"type": "str", "pattern": _DATE_PATTERN}, "date"),
    dates.Due: Reader(
        _by(dates.parse_due), dates.parse_due, {"type": "str", "pattern": _DUE_PATTERN}, "date, month or quarter"
    ),
    dates.Period: Reader(
        _by(dates.parse_period),
        dates.parse_period,
        {
            "type": "union",
            "choices": [{"type": "str", "pattern": _PERIOD_PATTERN}, {"type": "int", "ge": 1900, "le": 2200}],
        },
        "period",
    ),
    dates.Duration: Reader(
        _by(dates.parse_duration),
        dates.parse_duration,
        {"type": "str", "pattern": rf"^\d{{1,5}}\s*({_UNITS})$"},
        "length of time",
    ),
    working_days.TimeLimit: Reader(
        _by(working_days.parse_limit),
        working_days.parse_limit,
        {"type": "str", "pattern": rf"^\d{{1,5}}\s*({_UNITS}|wd|working days?)$"},
        "length of time, or working days",
    ),
    Threshold: Reader(
        _by(parse_threshold),
        parse_threshold,
        {"type": "str", "pattern": r"^[A-Za-z0-9-]+\s*(>=?\s*\d{1,9})?$"},
        "severity, rule or count",
    ),
}


def reader_of(hint: Any) -> Reader:
    """The reader of a type.

    Raises:
        TypeError: the model uses a type that nobody taught `pap` to read: a bug, found by any test that loads.
    """
    if hint in READERS:
        return READERS[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return choice(hint)
    raise TypeError(f"no reader for {hint!r}")
