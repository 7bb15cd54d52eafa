"""Readers: one for each type of value, from text in a file to the model, with errors in plain words.

pydantic's conversions are too lenient for a record of facts: it accepts 0 as a date, and `1_000` and `nan` as numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pap_cli.advice.goals import BOUND_FORM, GOAL_FORM
from pap_cli.advice.numbers import DURATION_FORM, NUMBER_FORM, figure_form
from pap_cli.advice.synonyms import spelt_differently, synonyms
from pap_cli.bad_value import BadValueError
from pap_cli.diagnostics import nearest
from pap_cli.load.goals import BOUND_SCHEMA, GOAL_SCHEMA, read_bound, read_goal
from pap_cli.load.numbers import (
    CODES,
    MARKED_PATTERN,
    PERCENT_FORM,
    PERCENT_PATTERN,
    parse_figure,
    parse_number,
    parse_percent,
)
from pap_cli.load.yaml.nodes import MapNode
from pap_cli.model import dates, facts, key, moments, periods, risks, working_days
from pap_cli.model.config import THRESHOLD_FORM, Threshold, parse_threshold
from pap_cli.model.decisions import Id
from pap_cli.model.goal import Bound, Goal
from pap_cli.model.judgements import Percent
from pap_cli.model.measure import Figure
from pap_cli.model.numbers import Unit, parse_unit
from pap_cli.model.oversight import Cadence, Email, HeldWhen, Unknown, parse_cadence, parse_held

if TYPE_CHECKING:
    from pydantic_core.core_schema import CoreSchema

_WHOLE = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
_ID = re.compile(r"[^\W_][\w.:/\-]{0,79}")

_DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
_MOMENT_PATTERN = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$"
_DUE_PATTERN = r"^(\d{4}-\d{2}(-\d{2})?|\d{4}-Q[1-4]|Q[1-4] \d{4}/\d{2})$"
_PERIOD_PATTERN = (
    r"^(\d{4}(-\d{2}(-\d{2})?)?|\d{4}-Q[1-4]|\d{4}-W\d{2}|((Q[1-4]|T[1-3]|Autumn|Spring|Summer|AY) )?\d{4}/\d{2}|"
    r"year to \d{4}-\d{2}(-\d{2})?)$"
)
_UNITS = "d|days?|w|weeks?|m|months?|y|years?"


class ValueReader(Struct, frozen=True):
    """The parser of one type of value, and what an editor needs to know about it.

    `parse` raises `BadValueError`; it takes text without blanks around it if `strips`.  `words` is for people, and so
    is `form`: the help of that error where it has none that is more exact.  `node` reads a value that is not plain
    text, if it may be something else, and `missing` is the help where there is none.
    """

    parse: Callable[[str], Any]
    schema: CoreSchema
    words: str
    form: str
    examples: tuple[str, ...] = ()
    strips: bool = True
    node: Callable[[object], Any] | None = None
    missing: str = ""

    def read(self, value: object) -> Any:
        """Read any node.

        Raises:
            BadValueError: if it is not text, or not a value of this type.
        """
        if self.node is not None and value is not None:
            return self.node(value)
        if value is None and self.missing:
            raise BadValueError("missing value", self.missing, "missing-key")
        text = scalar(value)
        return self.parse(text.strip() if self.strips else text)


def scalar(value: object) -> str:
    """Return the text of a single value.

    Raises:
        BadValueError: if it is a mapping, a list or nothing.
    """
    if isinstance(value, str):
        return value
    if value is None:
        raise BadValueError("missing value", "add one or delete the line", "missing-key")
    kind = "mapping" if isinstance(value, MapNode) else "list"
    raise BadValueError(f"expected a single value, not a {kind}", "put the text in quotation marks", "wrong-shape")


_TEXT_FORM = "write some text or delete the key"


def parse_text(text: str) -> str:
    """Return text as it is.

    Raises:
        BadValueError: if TEXT is empty.
    """
    if not text:
        raise BadValueError("empty text", _TEXT_FORM)
    return text


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        shorter = re.sub(r"[^\w.:/-]+", "-", text.strip()).strip("-_.:/")
        write = f"write {shorter}. " if _ID.fullmatch(shorter) else ""
        raise BadValueError(f"invalid ID {dates.quote(text)}", write + (_ID_FORM if write else _ID_ADVICE), "bad-id")
    return text


_ID_FORM = "An ID has letters, digits and - _ . : /, and no spaces"
_ID_ADVICE = "use up to 80 letters, digits and - _ . : /, starting with a letter or digit, without spaces"


_FLAG_FORM = "write true or false"
_YES = ("yes", "y", "true", "t", "on", "1", "x", "✓", "✔", "checked", "enabled")
_NO = ("no", "n", "false", "f", "off", "0", "✗", "✘", "none", "unchecked", "disabled")


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        word = text.casefold().strip(".! ")
        help = "write true" if word in _YES else "write false" if word in _NO else _FLAG_FORM
        raise BadValueError(f"{dates.quote(text)} is not true or false", help)
    return text == "true"


_WHOLE_FORM = "write it in digits, like 12"


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        meant = re.fullmatch(r"(?a)\+?(\d{1,9})(?:\.0*| [a-z]+)?", text.strip().replace(",", ""))
        help = f"write {int(meant[1])}" if meant else _WHOLE_FORM
        raise BadValueError(f"{dates.quote(text)} is not a whole number", help)
    return int(text)


class _Choices(dict[str, StrEnum]):
    """The members of an enumeration by value; a lookup of any other text raises `BadValueError`."""

    def __missing__(self, text: str) -> StrEnum:
        same = spelt_differently(text, self) or next(iter(synonyms(text, self)), None)
        if same:
            raise BadValueError(f"unknown value {dates.quote(text)}", f"write {same}")
        near = nearest(text, self)
        help = f"did you mean {near}? The values are {', '.join(self)}" if near else self.form
        raise BadValueError(f"unknown value {dates.quote(text)}", help)

    @property
    def form(self) -> str:
        """The form of a value: one of those that there are."""
        return f"write one of {', '.join(self)}"


def choice(kind: type[StrEnum]) -> ValueReader:
    """Return the reader of an enumeration."""
    choices = _Choices({member.value: member for member in kind})
    schema: CoreSchema = {"type": "literal", "expected": list(choices)}
    return ValueReader(choices.__getitem__, schema, " | ".join(choices), choices.form)


_TEXT = {"type": "str", "min_length": 1}
_LOOSE_TEXT = {"type": "union", "choices": [_TEXT, {"type": "float"}]}
_FLOAT = {"type": "float"}
_WHEN = {
    "type": "union",
    "choices": [
        {"type": "str", "pattern": _DUE_PATTERN},
        {"type": "bool"},
        {"type": "literal", "expected": [facts.NOT_KNOWN]},
    ],
}
_WHEN_EXAMPLES = ("2016-10-14", "2016-10", "Q3 2016/17")

_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()./]+(\.[^\s@<>,;:\"()./]+)+")
_EMAIL_FORM = "write an e-mail address, like head.of.service@example.gov.uk"


def _email(text: str) -> str:
    if len(text) > _EMAIL_LENGTH or not _EMAIL.fullmatch(text):
        within = _EMAIL.search(text) if len(text) <= _EMAIL_LENGTH else None
        help = f"write {within[0]}" if within else _EMAIL_FORM
        raise BadValueError(f"{dates.quote(text)} is not an e-mail address", help)
    return text


# The longest address that mail servers accept (RFC 5321, 4.5.3.1.3, without the brackets).
_EMAIL_LENGTH = 254


# The reader of each type that a field of the model may have; enumerations have theirs from `choice`.
READERS: dict[Any, ValueReader] = {
    str: ValueReader(parse_text, _LOOSE_TEXT, "text", _TEXT_FORM),
    Id: ValueReader(
        _id, {"type": "str", "pattern": r"^[^\W_][\w.:/\-]{0,79}$"}, "id", _ID_ADVICE, ("A1.1",), strips=False
    ),
    Email: ValueReader(
        _email,
        {"type": "str", "pattern": r"^[^\s@]+@[^\s@]+\.[^\s@]+$"},
        "e-mail address",
        _EMAIL_FORM,
        ("head.of.service@example.gov.uk",),
    ),
    Unit: ValueReader(lambda text: parse_unit(parse_text(text)), _LOOSE_TEXT, "text", _TEXT_FORM),
    bool: ValueReader(_flag, {"type": "bool"}, "true or false", _FLAG_FORM),
    float: ValueReader(parse_number, _FLOAT, "number", NUMBER_FORM),
    Percent: ValueReader(
        parse_percent,
        {
            "type": "union",
            "choices": [{"type": "float", "ge": 0, "le": 100}, {"type": "str", "pattern": PERCENT_PATTERN}],
        },
        "percent from 0 to 100",
        PERCENT_FORM,
        ("60%",),
    ),
    int: ValueReader(_whole, {"type": "int", "ge": 0}, "whole number", _WHOLE_FORM),
    Figure: ValueReader(
        parse_figure,
        {
            "type": "union",
            "choices": [
                _FLOAT,
                {"type": "literal", "expected": list(CODES)},
                {"type": "str", "pattern": MARKED_PATTERN},
            ],
        },
        "number or code",
        figure_form(CODES),
        ("83.4 [p]", "[c]"),
    ),
    Goal: ValueReader(
        read_goal,
        GOAL_SCHEMA,
        "number, limit, benchmark or change",
        GOAL_FORM,
        ("< 85", "+800", "18 to 22"),
        node=read_goal,
    ),
    Bound: ValueReader(
        read_bound, BOUND_SCHEMA, "number, limit, benchmark or change", BOUND_FORM, ("< 90", "+400"), node=read_bound
    ),
    date: ValueReader(
        dates.parse_date, {"type": "str", "pattern": _DATE_PATTERN}, "date", dates.DATE_FORM, ("2016-10-14",)
    ),
    dates.FirstDue: ValueReader(
        periods.parse_first_due,
        {
            "type": "union",
            "choices": [{"type": "str", "pattern": _DUE_PATTERN}, {"type": "literal", "expected": ["unknown"]}],
        },
        "date, month, quarter or unknown",
        periods.DUE_FORM,
        ("2016-10-14", "2016-10", "2016-Q4", "Q3 2016/17"),
    ),
    dates.Due: ValueReader(
        periods.parse_due,
        {"type": "str", "pattern": _DUE_PATTERN},
        "date, month or quarter",
        periods.DUE_FORM,
        ("2016-10-14", "2016-10", "2016-Q4", "Q3 2016/17"),
    ),
    facts.When: ValueReader(facts.parse_when, _WHEN, "date, month, quarter or true", facts.WHEN_FORM, _WHEN_EXAMPLES),
    facts.StartWhen: ValueReader(
        facts.parse_start, _WHEN, "date, month, quarter, true or unknown", facts.WHEN_FORM, _WHEN_EXAMPLES
    ),
    risks.Raised: ValueReader(
        risks.parse_raised,
        {
            "type": "union",
            "choices": [
                {"type": "str", "pattern": _DUE_PATTERN},
                {"type": "bool"},
                {"type": "literal", "expected": ["unknown"]},
            ],
        },
        "date, month, quarter or unknown",
        risks.RAISED_FORM,
        _WHEN_EXAMPLES,
    ),
    risks.Closed: ValueReader(
        risks.parse_closed,
        {"type": "union", "choices": [{"type": "str", "pattern": _DUE_PATTERN}, {"type": "bool"}]},
        "date, month, quarter or true",
        risks.CLOSED_FORM,
        _WHEN_EXAMPLES,
    ),
    risks.Points: ValueReader(
        risks.parse_points,
        {
            "type": "union",
            "choices": [
                {"type": "int", "ge": 1},
                {"type": "str", "pattern": r"^[1-9]\d{0,2}\s*[xX×*]\s*[1-9]\d{0,2}$"},
                {"type": "literal", "expected": ["unknown"]},
            ],
        },
        "score",
        risks.SCORE_FORM,
        ("4 x 5", "3 x 4"),
    ),
    HeldWhen: ValueReader(parse_held, _WHEN, "date, month, quarter, true or unknown", facts.WHEN_FORM, _WHEN_EXAMPLES),
    periods.Period: ValueReader(
        periods.parse_period,
        {
            "type": "union",
            "choices": [{"type": "str", "pattern": _PERIOD_PATTERN}, {"type": "int", "ge": 1900, "le": 2200}],
        },
        "period",
        periods.PERIOD_FORM,
        ("2016-04", "Q1 2016/17", "2016/17"),
    ),
    moments.Moment: ValueReader(
        moments.parse_moment,
        {"type": "str", "pattern": _MOMENT_PATTERN},
        "date, or date and time",
        moments.MOMENT_FORM,
        ("2016-10-14", "2016-10-14T14:30"),
    ),
    dates.Duration: ValueReader(
        dates.parse_duration,
        {"type": "str", "pattern": rf"^\d{{1,5}}\s*({_UNITS})$"},
        "length of time",
        DURATION_FORM,
        ("3 months", "28 days"),
    ),
    Cadence: ValueReader(
        parse_cadence,
        {
            "type": "union",
            "choices": [
                {"type": "str", "pattern": rf"^\d{{1,5}}\s*({_UNITS})$"},
                {"type": "literal", "expected": [Unknown.UNKNOWN.value]},
            ],
        },
        "length of time, or unknown",
        DURATION_FORM,
        ("3 months", "6 weeks"),
    ),
    working_days.TimeLimit: ValueReader(
        working_days.parse_limit,
        {"type": "str", "pattern": rf"^\d{{1,5}}\s*({_UNITS}|wd|working days?)$"},
        "length of time, or working days",
        working_days.LIMIT_FORM,
        ("10 working days", "28 days"),
    ),
    key.Colour: ValueReader(
        key.parse_colour,
        {
            "type": "union",
            "choices": [
                {"type": "str", "pattern": r"^#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"},
                {"type": "literal", "expected": list(key.COLOURS)},
            ],
        },
        "colour",
        key.COLOUR_FORM,
        ("#f4b183", "#fb8"),
        missing='put a hex colour in quotation marks, like "#f4b183": without them # begins a comment',
    ),
    Threshold: ValueReader(
        parse_threshold,
        {"type": "str", "pattern": r"^[A-Za-z0-9-]+\s*(>=?\s*\d{1,9})?$"},
        "severity, rule or count",
        THRESHOLD_FORM,
        ("error", "overdue>3"),
    ),
}


def reader_of(hint: Any) -> ValueReader:
    """Return the reader of a type.

    Raises:
        TypeError: if the model uses a type that has no reader: a bug, found by any test that loads.
    """
    if hint in READERS:
        return READERS[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return choice(hint)
    raise TypeError(f"no reader for {hint!r}")
