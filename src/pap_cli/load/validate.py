"""From nodes to the model: every entry read on its own, every fault a finding, every good part kept.

An entry with a fault in a field that it can do without is kept without it, marked as faulty so that nobody rates it;
one that cannot do without is left out, and its id remembered, so that references to it are not faults of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic_core import ErrorDetails, ValidationError

from pap_cli import faults
from pap_cli.diagnostics import Diagnostic, Rule, nearest
from pap_cli.load.nodes import MapNode, Quoted, SeqNode, Value
from pap_cli.load.readers import BadIdError, NoValueError
from pap_cli.load.shapes import Arity, Shape, Slot, shape_of
from pap_cli.model.dates import DateFormatError, ImpossibleDateError, quote
from pap_cli.model.kpi import KpiFile
from pap_cli.model.place import Place, Source, Span
from pap_cli.model.plan import PlanFile

T = TypeVar("T")
At = tuple[int, int, int]
"""The offset of a key (or of a list's entry), and the first and last offset of its value."""

MAX_FAULTS = 500
"""How many faults of one file are told one by one; beyond that only their number is."""

_PLACE = "\0place"
_NO_KEYS: Mapping[str, Value] = {}
_AMBIGUOUS = re.compile(
    r"(?:y|n|yes|no|on|off|true|false|null|~"
    r"|[-+]?0[0-9_]+|[-+]?0[xob][0-9a-f_]+|[-+]?[0-9]+(?:_[0-9]+)+"
    r"|[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=e))(?:e[-+]?[0-9]+)?"
    r"|[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)",
    re.IGNORECASE,
)


_NOUNS = {"Header": "plan", "Kpi": "KPI", "PlanFile": "file", "KpiFile": "file"}
_SISTERS: dict[type, tuple[type, str]] = {PlanFile: (KpiFile, "kpis/"), KpiFile: (PlanFile, "plans/")}
"""Where a key belongs that a file of one kind does not know and one of the other kind does."""


class FileReading:
    """The reading of one file: its source, what was found wrong, and the ids of entries that had to be left out."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self.lost_ids: set[str] = set()
        self.untold = 0

    def report(self, rule: Rule, message: str, help: str, start: int, end: int, item: str | None = None) -> None:
        """Note a fault between two offsets."""
        if len(self.diagnostics) >= MAX_FAULTS:
            self.untold += 1
            return
        span: Span = self.source.span(start, end)
        self.diagnostics.append(
            Diagnostic(
                rule=rule,
                message=message,
                help=help,
                path=self.source.path,
                span=span,
                item=item,
                severity=rule.severity,
            )
        )

    def entry(
        self,
        cls: type[T],
        value: Value,
        at: At,
        *,
        filled: Mapping[str, Value] = _NO_KEYS,
        item: str | None = None,
    ) -> T | None:
        """Read one entry; None if it cannot be kept.

        `filled` holds what the file says elsewhere, such as the key under which a keyed entry stands.
        """
        shape = shape_of(cls)
        node = self._mapping(shape, value, at, filled, item)
        if node is None:
            return None
        given: dict[str, Any] = {**node, **filled}
        own_id = given.get("id") if "id" in shape.keys else None
        if isinstance(own_id, str):
            item = str(own_id)
            self._judge_id(own_id, node.at.get("id") or at)
        faulty = False
        for slot, part in shape.children:
            if slot.key in node:
                given[slot.key], whole = self._children(slot, part, node[slot.key], node.at[slot.key], item)
                faulty = faulty or not whole
        entry = self._validated(shape, given, node, at, filled, faulty, item)
        if entry is None and isinstance(own_id, str):
            self.lost_ids.add(own_id)
        result: T | None = entry
        return result

    def _validated(
        self,
        shape: Shape,
        given: dict[str, Any],
        node: MapNode,
        at: At,
        filled: Mapping[str, Value],
        faulty: bool,
        item: str | None,
    ) -> Any:
        start, end = (node.start, node.end) if node.end > node.start else at[1:]
        if filled and at[0] < start:
            start = at[0]  # the key is a part of such an entry
        given[_PLACE] = Place(source=self.source, start=start, end=end, fields=node.at, faulty=faulty)
        try:
            return shape.validator.validate_python(given)
        except ValidationError as error:
            meant: set[str] = set()
            for details in sorted(error.errors(include_url=False, include_input=False), key=_missing_last):
                key = self._tell(shape, details, node, at, filled, item, meant)
                given.pop(key, None)
        given[_PLACE] = Place(source=self.source, start=start, end=end, fields=node.at, faulty=True)
        try:
            return shape.validator.validate_python(given)
        except ValidationError:
            return None

    def _mapping(
        self, shape: Shape, value: Value, at: At, filled: Mapping[str, Value], item: str | None
    ) -> MapNode | None:
        """The entry as a mapping, its short form written out."""
        if isinstance(value, MapNode):
            if shape.shorthand is None or not value or not shape.keys.keys().isdisjoint(value):
                return value
            if shape.keys[shape.shorthand].arity is Arity.KEYED:
                return _wrapped(shape.shorthand, value, at)
            return value
        if isinstance(value, str) and shape.shorthand is not None and shape.keys[shape.shorthand].reader:
            return _wrapped(shape.shorthand, value, at)
        needed = ", ".join(f"{key}: …" for key, slot in shape.keys.items() if slot.required and key not in filled)
        if value is None:
            if not needed:
                return MapNode(at[1])
            start, end = (at[0], _key_end(self.source, at[0], filled)) if filled else at[1:]
            self.report(faults.MISSING_KEY, "this entry is empty", f"write {needed}, or delete it", start, end, item)
            return None
        start = at[1]
        end = min(at[2], _line_end(self.source, start))
        help = f"write {{{needed}}}" if needed else f"the keys here are {', '.join(shape.keys)}"
        if shape.shorthand is not None and shape.keys[shape.shorthand].arity is Arity.KEYED:
            help = "write {2015/16: 83.4, 2016/17: …}"
        self.report(faults.WRONG_SHAPE, "an entry with keys belongs here", help, start, end, item)
        return None

    def _children(self, slot: Slot, cls: type[Any], value: Value, at: At, item: str | None) -> tuple[Any, bool]:
        """The entries of one field, and whether all of them could be read."""
        if slot.arity is Arity.ONE:
            if value is None:
                return slot.default, True
            entry = self.entry(cls, value, at, item=item)
            return (slot.default if entry is None else entry), entry is not None and not entry.place.faulty
        entries: list[Any] = []
        whole = True
        for child, child_at, filled in self._listed(slot, value, at, item):
            entry = self.entry(cls, child, child_at, filled=filled, item=item)
            if entry is not None:
                entries.append(entry)
            # an item with an id of its own answers for its own faults; a mere part, or one that is lost, for its owner
            if entry is None or (entry.place.faulty and "id" not in shape_of(cls).keys):
                whole = False
        if value is not None and not isinstance(value, MapNode | SeqNode) and slot.arity is not Arity.ONE_OR_MANY:
            whole = False
        return tuple(entries), whole

    def _listed(
        self, slot: Slot, value: Value, at: At, item: str | None
    ) -> Iterator[tuple[Value, At, Mapping[str, Value]]]:
        """Each entry of a list or of a keyed mapping, where it stands, and what its key fills in."""
        if value is None:
            return
        if slot.arity is Arity.KEYED:
            if isinstance(value, MapNode):
                for key, child in value.items():
                    yield child, value.at[key], {slot.keyed_by or "id": key}
                return
            message = f"{slot.key} is written with each {slot.keyed_by} as a key"
            dashes = isinstance(value, SeqNode)
            help = f"write the {slot.keyed_by} and a colon in place of each dash" if dashes else "write {…: …}"
        elif isinstance(value, SeqNode):
            for child, child_at in zip(value, value.at, strict=True):
                yield child, child_at, _NO_KEYS
            return
        elif slot.arity is Arity.ONE_OR_MANY:
            yield value, at, _NO_KEYS
            return
        else:
            message, help = f"{slot.key} is a list", "start each entry with “- ”, or write [ … ] around them"
        self.report(faults.WRONG_SHAPE, message, help, at[1], min(at[2], _line_end(self.source, at[1])), item)

    def _judge_id(self, own_id: str, at: At) -> None:
        if not isinstance(own_id, Quoted) and _AMBIGUOUS.fullmatch(own_id):
            start, end = (at[1], at[2]) if self.source.text[at[1] : at[2]] == own_id else (at[0], at[0] + len(own_id))
            self.report(
                faults.AMBIGUOUS_ID,
                f"other YAML readers take the id {quote(own_id)} for {_taken_for(own_id)}",
                f'write "{own_id}", between quotation marks',
                start,
                end,
                str(own_id),
            )

    def _tell(
        self,
        shape: Shape,
        details: ErrorDetails,
        node: MapNode,
        at: At,
        filled: Mapping[str, Value],
        item: str | None,
        meant: set[str],
    ) -> str:
        """Report one of pydantic's errors in the user's words; gives the key it was about.

        `meant` gathers the known keys that unknown ones were most like: those are not missing as well.
        """
        key = str(details["loc"][0])
        kind = details["type"]
        if len(self.diagnostics) >= MAX_FAULTS:
            self.untold += 1
        elif kind == "missing":
            if key not in meant:
                help = f"add {key}: {_example(shape, key)}"
                start, end = _first_line(self.source, node, at)
                self.report(faults.MISSING_KEY, f"this {_noun(shape.cls)} has no {key}", help, start, end, item)
        elif kind == "unexpected_keyword_argument":
            start = node.at[key][0]
            near = nearest(key, shape.keys)
            meant.add(near or "")
            self.report(
                faults.UNKNOWN_KEY,
                f"there is no key {quote(key)} here",
                f"did you mean {near}?" if near else _no_such_key(shape, key),
                start,
                _key_end(self.source, start, {"": key}),
                item,
            )
        else:
            rule, message, help = _words(details)
            self.report(rule, message, help, *_where(self.source, details, node, at, filled), item)
        return key


def _missing_last(details: ErrorDetails) -> bool:
    return details["type"] == "missing"


def _noun(cls: type) -> str:
    """What an entry of a class is called in a sentence."""
    return _NOUNS.get(cls.__name__) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()


def _no_such_key(shape: Shape, key: str) -> str:
    """What to do about a key that is like none there is."""
    sister, folder = _SISTERS.get(shape.cls, (None, ""))
    if sister is not None and key in shape_of(sister).keys:
        return f"{key} goes into a file in {folder}"
    return f"the keys here are {', '.join(shape.keys)}"


def _taken_for(text: str) -> str:
    """What a YAML reader of another kind makes of an id without quotation marks."""
    word = text.casefold()
    if word in ("y", "yes", "on", "true"):
        return "true"
    if word in ("n", "no", "off", "false"):
        return "false"
    if word in ("null", "~"):
        return "nothing"
    return "a date" if re.match(r"\d{4}-", text) else "a number"


def _wrapped(key: str, value: Value, at: At) -> MapNode:
    node = MapNode(at[1])
    node.end = at[2]
    node[key] = value
    node.at[key] = at
    return node


def _example(shape: Shape, key: str) -> str:
    slot = shape.keys[key]
    if slot.example:
        return f"…, as in {key}: {slot.example}"
    return f"… ({slot.reader.words})" if slot.reader and slot.reader.words != key else "…"


def _line_end(source: Source, start: int) -> int:
    """The offset of the end of the line that an offset stands in."""
    line, column = source.position(start)
    return start - column + 1 + len(source.line(line))


def _key_end(source: Source, start: int, filled: Mapping[str, Value]) -> int:
    """The offset after the key that starts at an offset and reads as a value that was filled in from it."""
    key = next((value for value in filled.values() if isinstance(value, str)), "")
    if source.text.startswith(key, start):
        return start + len(key)
    return start + (len(key) + 2 if source.text[start : start + 1] in ('"', "'") else 1)


def _first_line(source: Source, node: MapNode, at: At) -> tuple[int, int]:
    """From where an entry starts to the end of that line, or the key of an entry with nothing in it."""
    if node.end <= node.start:
        return at[0], max(at[0] + 1, at[2])
    return node.start, min(node.end, _line_end(source, node.start))


def _where(
    source: Source, details: ErrorDetails, node: MapNode, at: At, filled: Mapping[str, Value]
) -> tuple[int, int]:
    """The offsets of the value that an error is about; of its key where the value is empty or is the key itself."""
    key = str(details["loc"][0])
    if key not in node.at:
        return at[0], _key_end(source, at[0], filled)
    value = node[key]
    key_start, start, end = node.at[key]
    if len(details["loc"]) > 1 and isinstance(value, SeqNode):
        index = int(details["loc"][1])
        _, start, end = value.at[index]
    return (start, end) if end > start else (key_start, key_start + len(key))


def _words(details: ErrorDetails) -> tuple[Rule, str, str]:
    """The rule, the message and the advice of an error that a reader raised."""
    error = details.get("ctx", {}).get("error")
    message, _, help = str(error or details["msg"]).partition("; ")
    for kind, rule in _RULES:
        if isinstance(error, kind):
            return rule, message, help
    if "belongs here" in message:
        return faults.WRONG_SHAPE, message, help
    return faults.BAD_VALUE, message, help


_RULES: tuple[tuple[type[ValueError], Rule], ...] = (
    (ImpossibleDateError, faults.IMPOSSIBLE_DATE),
    (DateFormatError, faults.DATE_FORMAT),
    (NoValueError, faults.MISSING_KEY),
    (BadIdError, faults.BAD_ID),
)
