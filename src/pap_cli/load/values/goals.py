"""Targets and floors from files: a number, a limit, a change from the baseline, a benchmark or a range."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pap_cli.advice.goals import BOUND_FORM, GOAL_FORM, goal_advice, key_advice, limit_advice
from pap_cli.advice.numbers import NUMBER_FORM, not_a_number
from pap_cli.bad_value import BadValueError
from pap_cli.diagnostics import nearest
from pap_cli.load.values.numbers import NUMBER, parse_number
from pap_cli.model.dates import quote
from pap_cli.model.goal import Against, Bound, Change, Goal, Limit, Operator, Range

if TYPE_CHECKING:
    from pydantic_core.core_schema import CoreSchema

_LIMIT = re.compile(r"(>=|<=|>|<)\s*(\S+)")
_CHANGE = re.compile(r"([-+][^%\s]+)(%?)")
_RANGE = re.compile(r"(\S+) to (\S+)")
_OPERATORS = {one.sign: one for one in Operator}
_KEYS = [one.value for one in Operator]


def read_goal(value: object) -> Goal:
    """Read a target.

    A number with a minus is a change from the baseline in quotation marks, `"-10"`, and a number without them; one
    with a plus is always a change.  Plain text is `str`; text in quotation marks has a type of its own.

    Raises:
        BadValueError: if it is none of the forms that a target has.
    """
    return _read(value, "target", GOAL_FORM)


def read_bound(value: object) -> Bound:
    """Read a floor, which has the forms of a target except for a range.

    Raises:
        BadValueError: if it is none of these forms.
    """
    goal = _read(value, "floor", BOUND_FORM)
    if isinstance(goal, Range):
        raise BadValueError(f"{quote(str(value).strip())} is not a floor", BOUND_FORM)
    return goal


def _read(value: object, noun: str, form: str) -> Goal:
    if isinstance(value, Mapping):
        return _against(value, noun)
    if not isinstance(value, str):
        raise BadValueError("expected a single value, not a list", form, "wrong-shape")
    text = value.strip()
    signed = text.startswith("+") or (type(value) is not str and text.startswith("-"))
    if NUMBER.fullmatch(text) and not signed:
        return parse_number(text)
    if (found := _LIMIT.fullmatch(text)) and NUMBER.fullmatch(found[2]):
        return Limit(_OPERATORS[found[1]], parse_number(found[2]))
    if (found := _CHANGE.fullmatch(text)) and NUMBER.fullmatch(found[1]):
        return Change(parse_number(found[1]), percent=bool(found[2]))
    if (found := _RANGE.fullmatch(text)) and NUMBER.fullmatch(found[1]) and NUMBER.fullmatch(found[2]):
        low, high = parse_number(found[1]), parse_number(found[2])
        if low < high:
            return Range(low, high)
        help = f"write {found[2]} to {found[1]}" if low > high else f"write {found[1]}"
        raise BadValueError(f"{quote(text)} is not a range from a number to a larger one", help)
    if help := goal_advice(text):
        raise BadValueError(f"{quote(text)} is not a {noun}", help)
    wrong, help = not_a_number(text)
    raise BadValueError(f"{quote(text)} {wrong}", help if help != NUMBER_FORM else form)


def _against(value: Mapping[str, object], noun: str) -> Against:
    """Read a target that is a benchmark."""
    if len(value) == 1:
        ((key, name),) = value.items()
        if key in _KEYS and isinstance(name, str):
            if NUMBER.fullmatch(name.strip("% ")):
                raise BadValueError(f"{quote(name)} is not the name of a benchmark", limit_advice(key, name))
            return Against(Operator(key), name.strip())
    raise BadValueError(f"{quote(_shown(value))} is not a {noun}", _mapping_advice(value))


def _mapping_advice(value: Mapping[str, object]) -> str:
    """Return what to write for a mapping that is not a benchmark with its operator."""
    named = list(value.items())
    texts = [one for _, one in named if isinstance(one, str)]
    if len(named) == 2 and len(texts) == 2 and all(NUMBER.fullmatch(one) for one in texts):
        low, high = sorted(texts, key=float)
        return f"write {low} to {high}, with polarity: band"
    if len(named) == 1 and texts:
        key, name = named[0][0], texts[0]
        if help := key_advice([key], name):
            return help
        if near := nearest(key.replace(" ", "_"), _KEYS):
            return f"write {{{near}: {name}}}"
    return f"write one of {', '.join(_KEYS)} with the name of a benchmark, as in {{above: neighbours}}"


def _shown(value: Mapping[str, object]) -> str:
    """Return a mapping as it can be quoted."""
    return "{" + ", ".join(f"{key}: {one if isinstance(one, str) else '…'}" for key, one in value.items()) + "}"


_NUMBER_PATTERN = r"-?(\d+(\.\d*)?|\.\d+)"
_BOUND_PATTERN = rf"([<>]=?\s*{_NUMBER_PATTERN}|[-+](\d+(\.\d*)?|\.\d+)%?)"
_BENCHMARKS: list[CoreSchema] = [
    {
        "type": "typed-dict",
        "extra_behavior": "forbid",
        "fields": {key: {"type": "typed-dict-field", "required": True, "schema": {"type": "str", "min_length": 1}}},
    }
    for key in _KEYS
]


def _schema(pattern: str) -> CoreSchema:
    return {"type": "union", "choices": [{"type": "float"}, {"type": "str", "pattern": pattern}, *_BENCHMARKS]}


GOAL_SCHEMA = _schema(rf"^({_BOUND_PATTERN}|{_NUMBER_PATTERN} to {_NUMBER_PATTERN})$")
BOUND_SCHEMA = _schema(rf"^{_BOUND_PATTERN}$")
