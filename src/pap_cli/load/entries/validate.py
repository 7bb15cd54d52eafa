"""From nodes to the model: every entry read on its own, every fault a finding, every good part kept.

An entry with a fault in a field that it can do without is kept without it, marked as faulty so that nobody rates it;
one that cannot do without is left out, and its id remembered, so that references to it are not faults of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeVar

from pap_cli.diagnostics import Diagnostic, Rule, nearest
from pap_cli.load.entries.messages import (
    example,
    first_line,
    is_ambiguous,
    key_end,
    line_end,
    no_such_key,
    noun,
    taken_for,
    where,
    words,
)
from pap_cli.load.entries.slots import Arity, Shape, Slot, Takes, shape_of
from pap_cli.load.yaml.nodes import At, MapNode, Quoted, SeqNode, Value
from pap_cli.model.dates import quote
from pap_cli.model.place import Place, Source, Span
from pap_cli.problems.entries import MISSING_KEY, UNKNOWN_KEY, WRONG_SHAPE
from pap_cli.problems.ids import AMBIGUOUS_ID
from pap_cli.problems.yaml import TOO_MUCH

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

T = TypeVar("T")
# How long an entry is, in characters, from which on its fields are kept: to find them anew it would be read again.
MAX_REREAD = 50_000
# How many faults of one file are told one by one; beyond that only their number is.
MAX_FAULTS = 500
# After how many more the rest of the file is not read: it is no plan.
MAX_UNTOLD = 10_000
# How many entries of one file are read.
MAX_ENTRIES = 100_000

_NO_KEYS: Mapping[str, Value] = {}


class FileReading:
    """The reading of one file: its source, what was found wrong, and the ids of entries that had to be left out."""

    def __init__(self, source: Source) -> None:
        self.source = source
        # an alias means nothing where it is read alone, nor a column where a lone carriage return ends the lines
        self.keeps_fields = source.fields_between is None or "*" in source.text or "\r" in source.text
        self.ascii = source.text.isascii()
        self.diagnostics: list[Diagnostic] = []
        self.lost_ids: set[str] = set()
        self.untold = 0
        self.entries = 0

    @property
    def hopeless(self) -> bool:
        """Whether there is so much in the file, or wrong with it, that the rest is left unread."""
        return self.untold >= MAX_UNTOLD or self.entries > MAX_ENTRIES

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
        whole_form = type(value) is MapNode and shape.shorthand is None
        node = value if whole_form else self._mapping(shape, value, at, filled, item)
        if type(node) is not MapNode:
            return None
        own_id = (filled if "id" in filled else node).get("id") if shape.has_id else None
        if isinstance(own_id, str):
            item = str(own_id)
            self._judge_id(own_id, node, at)
        values, refused = _values(shape.takes_ascii if self.ascii else shape.takes, node, filled)
        within: dict[str, Any] = {}
        faulty = False
        for key, (slot, kind) in shape.children.items():
            if key in node:
                within[key], whole = self._children(slot, kind, node, item)
                values[slot.name] = within[key]
                faulty = faulty or not whole
        place = self._place(shape, node, value, at, filled, faulty=faulty)
        if not refused and shape.required <= values.keys():
            entry = shape.cls(**values, place=place)
        else:
            entry = self._mended(shape, {**node, **filled, **within}, node, at, filled, place, item)
        if entry is None and isinstance(own_id, str):
            self.lost_ids.add(own_id)
        result: T | None = entry
        return result

    def _place(
        self, shape: Shape, node: MapNode, value: Value, at: At, filled: Mapping[str, Value], *, faulty: bool
    ) -> Place:
        if node is value and not filled and 0 < node.end - node.start <= MAX_REREAD and not self.keeps_fields:
            return Place(self.source, node.start, node.end, node.start, None, faulty)  # as nearly all do
        start, end = (node.start, node.end) if node.end > node.start else at[1:]
        body = start
        if filled and at[0] < start:
            start = at[0]  # the key is a part of such an entry
        keeps = self.keeps_fields or not node or end - start > MAX_REREAD
        fields = node.fields() if keeps else shape.shorthand if node is not value else None
        return Place(self.source, start, end, body, fields, faulty)

    def _mended(
        self,
        shape: Shape,
        given: dict[str, Any],
        node: MapNode,
        at: At,
        filled: Mapping[str, Value],
        place: Place,
        item: str | None,
    ) -> Any:
        """An entry that was refused, without what is wrong with it, all of which is told; None without any it needs.

        pydantic may find nothing wrong: it also reads what the quick readers leave to it.
        """
        from pydantic_core import ValidationError

        validator = shape.validator()
        try:
            return shape.cls(**validator.validate_python(given), place=place)
        except ValidationError as error:
            meant: set[str] = set()
            for details in sorted(error.errors(include_url=False, include_input=False), key=_missing_last):
                key = self._tell(shape, details, node, at, filled, item, meant)
                given.pop(key, None)
        try:
            values = validator.validate_python(given)
        except ValidationError:
            return None
        return shape.cls(**values, place=place.as_faulty())

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
            start, end = (at[0], key_end(self.source, at[0], filled)) if filled else at[1:]
            self.report(MISSING_KEY, "this entry is empty", f"write {needed}, or delete it", start, end, item)
            return None
        start = at[1]
        end = min(at[2], line_end(self.source, start))
        help = f"write {{{needed}}}" if needed else f"the keys here are {', '.join(shape.keys)}"
        if shape.shorthand is not None and shape.keys[shape.shorthand].arity is Arity.KEYED:
            help = "write {2015/16: 83.4, 2016/17: …}"
        self.report(WRONG_SHAPE, "an entry with keys belongs here", help, start, end, item)
        return None

    def _children(self, slot: Slot, cls: type[Any], node: MapNode, item: str | None) -> tuple[Any, bool]:
        """The entries of one field, and whether all of them could be read."""
        value = node[slot.key]
        if slot.arity is Arity.ONE:
            if value is None:
                return slot.default, True
            entry = self.entry(cls, value, node.at(slot.key), item=item)
            return (slot.default if entry is None else entry), entry is not None and not entry.place.faulty
        if slot.arity is Arity.KEYED and type(value) is MapNode and (made := self._short(slot, cls, value)) is not None:
            return made, True
        entries: list[Any] = []
        whole = True
        for child, child_at, filled in self._listed(slot, value, node, item):
            self.entries += 1
            if self.hopeless:
                if self.entries == MAX_ENTRIES + 1:
                    message = f"more than {MAX_ENTRIES:,} entries in one file; the rest of it is not read"
                    self.report(TOO_MUCH, message, "split the file", *child_at[1:], item)
                return tuple(entries), False
            entry = self.entry(cls, child, child_at, filled=filled, item=item)
            if entry is not None:
                entries.append(entry)
            # an item with an id of its own answers for its own faults; a mere part, or one that is lost, for its owner
            if entry is None or (entry.place.faulty and "id" not in shape_of(cls).keys):
                whole = False
        if value is not None and not isinstance(value, MapNode | SeqNode) and slot.arity is not Arity.ONE_OR_MANY:
            whole = False
        return tuple(entries), whole

    def _short(self, slot: Slot, cls: type[Any], node: MapNode) -> tuple[Any, ...] | None:
        """Keyed entries that are all written as one plain value, made at once; None if they cannot be.

        `entry` would make the same of each.  Three entries of five are figures written like this, and cost half here.
        """
        shape, key_name = shape_of(cls), slot.keyed_by or "id"
        if shape.shorthand is None or shape.has_id:
            return None
        (key_field, read_key, _), (field, read, _) = shape.takes[key_name], shape.takes[shape.shorthand]
        if read_key is None or read is None or shape.positional[:3] != (key_field, field, "place"):
            return None
        plain = node.plain_values()
        if plain is None:
            return None
        texts, starts, bodies, ends = plain
        places = map(Place, repeat(self.source), starts, ends, bodies, repeat(shape.shorthand))
        try:
            return tuple(map(cls, map(read_key, node), map(read, texts), places))
        except (KeyError, ValueError):
            return None

    def _listed(
        self, slot: Slot, value: Value, node: MapNode, item: str | None
    ) -> Iterable[tuple[Value, At, Mapping[str, Value]]]:
        """Each entry of a list or of a keyed mapping, where it stands, and what its key fills in."""
        if value is None:
            return ()
        if slot.arity is Arity.KEYED:
            if isinstance(value, MapNode):
                name = slot.keyed_by or "id"
                return [(value[key], at, {name: key}) for key, at in value.fields().items()]
            message = f"{slot.key} is written with each {slot.keyed_by} as a key"
            dashes = isinstance(value, SeqNode)
            help = f"write the {slot.keyed_by} and a colon in place of each dash" if dashes else "write {…: …}"
        elif isinstance(value, SeqNode):
            return zip(value, value.places(), repeat(_NO_KEYS))
        elif slot.arity is Arity.ONE_OR_MANY:
            return [(value, node.at(slot.key), _NO_KEYS)]
        else:
            message, help = f"{slot.key} is a list", "start each entry with “- ”, or write [ … ] around them"
        _, start, end = node.at(slot.key)
        self.report(WRONG_SHAPE, message, help, start, min(end, line_end(self.source, start)), item)
        return ()

    def _judge_id(self, own_id: str, node: MapNode, at: At) -> None:
        if not isinstance(own_id, Quoted) and is_ambiguous(own_id):
            at = node.at("id") if "id" in node else at
            start, end = (at[1], at[2]) if self.source.text[at[1] : at[2]] == own_id else (at[0], at[0] + len(own_id))
            self.report(
                AMBIGUOUS_ID,
                f"other YAML readers take the id {quote(own_id)} for {taken_for(own_id)}",
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
                help = f"add {key}: {example(shape, key)}"
                start, end = first_line(self.source, node, at)
                self.report(MISSING_KEY, f"this {noun(shape.cls)} has no {key}", help, start, end, item)
        elif kind == "extra_forbidden":
            start = node.at(key)[0]
            near = nearest(key, shape.keys)
            meant.add(near or "")
            self.report(
                UNKNOWN_KEY,
                f"there is no key {quote(key)} here",
                f"did you mean {near}?" if near else no_such_key(shape, key),
                start,
                key_end(self.source, start, {"": key}),
                item,
            )
        else:
            rule, message, help = words(details)
            self.report(rule, message, help, *where(self.source, details, node, at, filled), item)
        return key


def _values(takes: Takes, node: MapNode, filled: Mapping[str, Value]) -> tuple[dict[str, Any], bool]:
    """What the fields of an entry hold, by their names, and whether anything is refused or not known.

    Fields that hold entries have their places, and nothing in them yet.
    """
    values: dict[str, Any] = {}
    try:
        for key, written in node.items():
            name, plain, take = takes[key]
            if take is None:
                values[name] = None
            elif type(written) is not str:
                values[name] = take(written)
            else:
                values[name] = written if plain is None else plain(written)
        for key, written in filled.items():
            name, _, take = takes[key]
            if take is not None:
                values[name] = take(written)
    except (KeyError, ValueError):
        return values, True
    return values, False


def _missing_last(details: ErrorDetails) -> bool:
    return details["type"] == "missing"


def _wrapped(key: str, value: Value, at: At) -> MapNode:
    node = MapNode(at[1])
    node.end = at[2]
    node.put(key, value, at)
    return node
