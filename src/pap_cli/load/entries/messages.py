"""What is wrong with an entry in the words of the person who wrote it, and where to point."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pap_cli.diagnostics import Rule
from pap_cli.load.entries.readers import BadIdError, NoValueError, TooManyValuesError
from pap_cli.load.entries.slots import Shape, shape_of
from pap_cli.load.yaml.nodes import At, MapNode, SeqNode, Value
from pap_cli.model.dates import DateFormatError, ImpossibleDateError
from pap_cli.model.kpi import KpiFile
from pap_cli.model.place import Source
from pap_cli.model.plan import PlanFile
from pap_cli.problems.entries import MISSING_KEY, WRONG_SHAPE
from pap_cli.problems.ids import BAD_ID
from pap_cli.problems.values import BAD_VALUE, DATE_FORMAT, IMPOSSIBLE_DATE
from pap_cli.problems.yaml import TOO_MUCH

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_NOUNS = {"Header": "plan", "Kpi": "KPI", "PlanFile": "file", "KpiFile": "file"}
# Where a key belongs that a file of one kind does not know and one of the other kind does.
_SISTERS: dict[type, tuple[type, str]] = {PlanFile: (KpiFile, "kpis/"), KpiFile: (PlanFile, "plans/")}


def noun(cls: type) -> str:
    """What an entry of a class is called in a sentence."""
    return _NOUNS.get(cls.__name__) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()


def no_such_key(shape: Shape, key: str) -> str:
    """What to do about a key that is like none there is."""
    sister, folder = _SISTERS.get(shape.cls, (None, ""))
    if sister is not None and key in shape_of(sister).keys:
        return f"{key} goes into a file in {folder}"
    return f"the keys here are {', '.join(shape.keys)}"


_AMBIGUOUS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"])
_LIKE_NUMBER = (
    r"(?i)(?:[-+]?0[0-9_]+|[-+]?0[xob][0-9a-f_]+|[-+]?[0-9]+(?:_[0-9]+)+"
    r"|[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=e))(?:e[-+]?[0-9]+)?"
    r"|[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)"
)


def is_ambiguous(text: str) -> bool:
    """Whether other YAML readers take plain text for something else: a flag, nothing, a number, a date."""
    return text.lower() in _AMBIGUOUS or (not text[:1].isalpha() and re.fullmatch(_LIKE_NUMBER, text) is not None)


def taken_for(text: str) -> str:
    """What a YAML reader of another kind makes of an id without quotation marks."""
    word = text.casefold()
    if word in ("y", "yes", "on", "true"):
        return "true"
    if word in ("n", "no", "off", "false"):
        return "false"
    if word in ("null", "~"):
        return "nothing"
    return "a date" if re.match(r"\d{4}-", text) else "a number"


def example(shape: Shape, key: str) -> str:
    """What a missing value may look like."""
    slot = shape.keys[key]
    if slot.example:
        return f"…, as in {key}: {slot.example}"
    return f"… ({slot.reader.words})" if slot.reader and slot.reader.words != key else "…"


def line_end(source: Source, start: int) -> int:
    """The offset of the end of the line that an offset stands in."""
    line, column = source.position(start)
    return start - column + 1 + len(source.line(line))


def key_end(source: Source, start: int, filled: Mapping[str, Value]) -> int:
    """The offset after the key that starts at an offset and reads as a value that was filled in from it."""
    key = next((value for value in filled.values() if isinstance(value, str)), "")
    if source.text.startswith(key, start):
        return start + len(key)
    return start + (len(key) + 2 if source.text[start : start + 1] in ('"', "'") else 1)


def first_line(source: Source, node: MapNode, at: At) -> tuple[int, int]:
    """From where an entry starts to the end of that line, or the key of an entry with nothing in it."""
    if node.end <= node.start:
        return at[0], max(at[0] + 1, at[2])
    return node.start, min(node.end, line_end(source, node.start))


def where(source: Source, details: ErrorDetails, node: MapNode, at: At, filled: Mapping[str, Value]) -> tuple[int, int]:
    """The offsets of the value that an error is about; of its key where the value is empty or is the key itself."""
    key = str(details["loc"][0])
    if key not in node:
        return at[0], key_end(source, at[0], filled)
    value = node[key]
    key_start, start, end = node.at(key)
    if len(details["loc"]) > 1 and isinstance(value, SeqNode):
        index = int(details["loc"][1])
        _, start, end = value.places()[index]
    return (start, end) if end > start else (key_start, key_start + len(key))


def words(details: ErrorDetails) -> tuple[Rule, str, str]:
    """The rule, the message and the advice of an error that a reader raised."""
    error = details.get("ctx", {}).get("error")
    message, _, help = str(error or details["msg"]).partition("; ")
    for kind, rule in _RULES:
        if isinstance(error, kind):
            return rule, message, help
    if "belongs here" in message:
        return WRONG_SHAPE, message, help
    return BAD_VALUE, message, help


_RULES: tuple[tuple[type[ValueError], Rule], ...] = (
    (ImpossibleDateError, IMPOSSIBLE_DATE),
    (DateFormatError, DATE_FORMAT),
    (NoValueError, MISSING_KEY),
    (BadIdError, BAD_ID),
    (TooManyValuesError, TOO_MUCH),
)
