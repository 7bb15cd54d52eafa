"""Readers: one for each type of value, from text in a file to the model, with errors in plain words.

pydantic's conversions are too lenient for a record of facts: it accepts 0 as a date, and `1_000` and `nan` as numbers.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pap_cli.advice.goals import BOUND_FORM, GOAL_FORM
from pap_cli.advice.numbers import DURATION_FORM, NUMBER_FORM, figure_form
from pap_cli.load.values.goals import BOUND_SCHEMA, GOAL_SCHEMA, read_bound, read_goal
from pap_cli.load.values.numbers import (
    CODES,
    MARKED_PATTERN,
    PERCENT_FORM,
    PERCENT_PATTERN,
    parse_figure,
    parse_number,
    parse_percent,
)
from pap_cli.load.values.scalars import (
    COMMIT_FORM,
    EMAIL_FORM,
    FLAG_FORM,
    ID_ADVICE,
    TEXT_FORM,
    WHOLE_FORM,
    ValueReader,
    choice,
    parse_commit,
    parse_email,
    parse_flag,
    parse_id,
    parse_text,
    parse_whole,
)
from pap_cli.model import dates, facts, key, moments, periods, risks, working_days
from pap_cli.model.config import THRESHOLD_FORM, Threshold, parse_threshold
from pap_cli.model.entry import COMMIT_ID, CommitId, Id
from pap_cli.model.goal import Bound, Goal
from pap_cli.model.judgements import Percent
from pap_cli.model.measure import Figure
from pap_cli.model.numbers import Unit, parse_unit
from pap_cli.model.oversight import Cadence, Email, HeldWhen, Unknown, parse_cadence, parse_held

if TYPE_CHECKING:
    pass


_DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
_MOMENT_PATTERN = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$"
_DUE_PATTERN = r"^(\d{4}-\d{2}(-\d{2})?|\d{4}-Q[1-4]|Q[1-4] \d{4}/\d{2})$"
_PERIOD_PATTERN = (
    r"^(\d{4}(-\d{2}(-\d{2})?)?|\d{4}-Q[1-4]|\d{4}-W\d{2}|((Q[1-4]|T[1-3]|Autumn|Spring|Summer|AY) )?\d{4}/\d{2}|"
    r"year to \d{4}-\d{2}(-\d{2})?)$"
)
_UNITS = "d|days?|w|weeks?|m|months?|y|years?"


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


# The reader of each type that a field of the model may have; enumerations have theirs from `choice`.
READERS: dict[Any, ValueReader] = {
    str: ValueReader(parse_text, _LOOSE_TEXT, "text", TEXT_FORM),
    Id: ValueReader(
        parse_id, {"type": "str", "pattern": r"^[^\W_][\w.:/\-]{0,79}$"}, "id", ID_ADVICE, ("A1.1",), strips=False
    ),
    CommitId: ValueReader(
        parse_commit,
        # one of digits alone is a number for other readers
        {"type": "union", "choices": [{"type": "str", "pattern": f"^{COMMIT_ID}$"}, _FLOAT]},
        "commit",
        COMMIT_FORM,
        ("5f2b90c1d4",),
    ),
    Email: ValueReader(
        parse_email,
        {"type": "str", "pattern": r"^[^\s@]+@[^\s@]+\.[^\s@]+$"},
        "e-mail address",
        EMAIL_FORM,
        ("head.of.service@example.gov.uk",),
    ),
    Unit: ValueReader(lambda text: parse_unit(parse_text(text)), _LOOSE_TEXT, "text", TEXT_FORM),
    bool: ValueReader(parse_flag, {"type": "bool"}, "true or false", FLAG_FORM),
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
    int: ValueReader(parse_whole, {"type": "int", "ge": 0}, "whole number", WHOLE_FORM),
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
