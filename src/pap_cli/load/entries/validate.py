"""Entries from nodes: each is read on its own, every problem is reported, and everything valid is kept.

An entry with a problem in an optional field is kept without that field, and marked as faulty so that it is not rated.
An entry with a problem in a required field is left out; its ID is remembered, so that references to it are not reported
as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import Any, TypeVar

from pap_cli.bad_value import BadValueError
from pap_cli.diagnostics import Diagnostic, Rule
from pap_cli.load.entries.forms import (
    NO_KEYS,
    all_of,
    as_key,
    dated,
    form,
    ids_within,
    listed,
    single,
    table_at,
    without,
)
from pap_cli.load.entries.offsets import first_line, key_end, line_end, value_offsets
from pap_cli.load.entries.quotients import advice, lacking, take_quotient
from pap_cli.load.entries.slots import Arity, BadListError, Converters, Shape, Slot, shape_of
from pap_cli.load.entries.unknown import unknown
from pap_cli.load.values.scalars import parse_text, scalar
from pap_cli.load.yaml.nodes import At, MapNode, Quoted, SeqNode, Value
from pap_cli.model.kpi import FiguresFile
from pap_cli.model.place import Place, Source, Span
from pap_cli.problems.catalogue import BY_NAME
from pap_cli.problems.entries import MISSING_KEY, WRONG_SHAPE, empty_entry, not_an_entry
from pap_cli.problems.ids import BAD_ID, ambiguity, ambiguous_id
from pap_cli.problems.yaml import TOO_MUCH

T = TypeVar("T")
# Length of an entry, in characters, above which the offsets of its fields are kept: parsing it again would be slow.
MAX_REREAD = 50_000
# Maximum number of problems shown for one file; the others are only counted.
MAX_SHOWN = 500
# Number of problems not shown after which the rest of the file is not read.
MAX_NOT_SHOWN = 10_000
# Maximum number of entries in one file.
MAX_ENTRIES = 100_000

# A key, the index of a value in its list, and its error: None if the key is unknown.
_Bad = tuple[str, int | None, BadValueError | None]


class FileReading:
    """The reading of one file: its source, the problems in it, and the IDs of entries that were left out."""

    def __init__(self, source: Source) -> None:
        self.source = source
        # part of a file cannot be parsed alone if it contains an alias, or a carriage return ends a line on its own
        self.keeps_fields = source.fields_between is None or "*" in source.text or "\r" in source.text
        self.ascii = source.text.isascii()
        self.diagnostics: list[Diagnostic] = []
        self.lost_ids: set[str] = set()
        self.not_shown = 0
        self.entries = 0

    @property
    def gave_up(self) -> bool:
        """True if the file contains so many entries or problems that the rest of it is not read."""
        return self.not_shown >= MAX_NOT_SHOWN or self.entries > MAX_ENTRIES

    def report(self, rule: Rule, message: str, help: str, start: int, end: int, item: str | None = None) -> None:
        """Report a problem between two offsets."""
        if len(self.diagnostics) >= MAX_SHOWN:
            self.not_shown += 1
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
        self, cls: type[T], value: Value, at: At, *, filled: Mapping[str, str] = NO_KEYS, item: str | None = None
    ) -> T | None:
        """Read one entry; return None if it is left out.

        `filled` contains fields given elsewhere in the file, such as the key of a keyed entry.
        """
        shape = shape_of(cls)
        whole_form = type(value) is MapNode and shape.shorthand is None
        node = value if whole_form else self._mapping(shape, value, at, filled, item)
        if type(node) is not MapNode:
            return None
        own_id = (filled if "id" in filled else node).get("id") if shape.has_id else None
        if isinstance(own_id, str):
            item = str(own_id)
            self._check_id(own_id, node, at)
        values, bad = _values(shape.converters_ascii if self.ascii else shape.converters, node, filled)
        faulty = bool(bad)
        for key, (slot, kind) in shape.children.items():
            if key in node and (key not in shape.short_forms or values.get(slot.name, ()) is None):
                values[slot.name], whole = self._children(slot, kind, node, item)
                faulty = faulty or not whole
                if slot.table and (file_at := table_at(node[key], slot.table)):
                    values[slot.table] = self._file(slot.table, node[key], file_at, item)
                    faulty = faulty or values[slot.table] is None
        if shape.quotient is not None and shape.quotient.key not in node:
            take_quotient(shape.quotient, values)
        complete = shape.required <= values.keys()
        if bad or not complete:
            self._report_bad(shape, bad, node, at, filled, item)
        if not complete:
            if isinstance(own_id, str):
                self.lost_ids.add(own_id)
            return None
        entry: T = shape.cls(**values, place=self._place(shape, node, value, at, filled, faulty=faulty))
        return entry

    def _place(
        self, shape: Shape, node: MapNode, value: Value, at: At, filled: Mapping[str, str], *, faulty: bool
    ) -> Place:
        if node is value and not filled and 0 < node.end - node.start <= MAX_REREAD and not self.keeps_fields:
            return Place(self.source, node.start, node.end, node.start, None, faulty)  # the usual case
        start, end = (node.start, node.end) if node.end > node.start else at[1:]
        body = start
        if filled and at[0] < start:
            start = at[0]  # a keyed entry begins with its key
        keeps = self.keeps_fields or not node or end - start > MAX_REREAD
        fields = node.fields() if keeps else shape.shorthand if node is not value else None
        return Place(self.source, start, end, body, fields, faulty)

    def _report_bad(
        self, shape: Shape, bad: Sequence[_Bad], node: MapNode, at: At, filled: Mapping[str, str], item: str | None
    ) -> None:
        """Report unknown keys, bad values and missing keys of an entry.

        A missing key is not reported if an unknown key is probably a misspelling of it.
        """
        meant: set[str] = set()
        for key, index, error in bad:
            if len(self.diagnostics) >= MAX_SHOWN:  # a suggestion for a key is slow to find
                self.not_shown += 1
            elif error is None:
                start = node.at(key)[0]
                end = key_end(self.source, start, key)
                rest = node[key] is None and self.source.text[end : end + 1] in (",", "}")
                problem, stands_for = unknown(shape, node, key, rest=rest)
                meant.update(stands_for)
                self.report(*problem, start, end, item)
            else:
                offsets = value_offsets(self.source, key, index, node, at, filled)
                help = None
                if error.rule == WRONG_SHAPE.name and key in node:
                    help = single(shape.keys[key], _at(node[key], index))
                elif error.rule == BAD_ID.name:
                    help = as_key(shape, filled, node.get("title"))
                self.report(BY_NAME[error.rule], error.message, help or error.help, *offsets, item)
        for key, slot in shape.keys.items():
            if slot.required and key not in node and key not in filled and key not in meant:
                lacks = lacking(slot, node, meant)
                if slot.quotient and not lacks:
                    continue  # it is their quotient, or the problem is in one of them
                offsets = first_line(self.source, node, at)
                self.report(MISSING_KEY, f"this {shape.noun} has no {key}", advice(slot, lacks), *offsets, item)

    def _mapping(
        self, shape: Shape, value: Value, at: At, filled: Mapping[str, str], item: str | None
    ) -> MapNode | None:
        """Return the mapping of an entry, expanded from its short form; None, with a problem, if there is none."""
        short = shape.keys[shape.shorthand] if shape.shorthand is not None else None
        if short is not None and _is_short(shape, short, value):
            return _wrapped(short.key, value, at)
        if isinstance(value, MapNode):
            if (written := dated(shape, value)) is None:
                return value
            self.report(*not_an_entry(f"write {written}"), *first_line(self.source, value, at), item)
            return None
        required = ", ".join(f"{key}: …" for key, slot in shape.keys.items() if slot.required and key not in filled)
        if value is None and not required:
            return MapNode(at[1])
        start, end = at[1:]
        if value is not None:
            help = f"write {form(shape, value, filled)}" if required else f"valid keys: {', '.join(shape.keys)}"
            if short is not None and short.arity is Arity.KEYED:
                help = "write {2015/16: 83.4, 2016/17: …}"
            self.report(*not_an_entry(help), start, min(end, line_end(self.source, start)), item)
        else:
            if filled:
                start, end = at[0], key_end(self.source, at[0], next(iter(filled.values())))
            self.report(*empty_entry(as_key(shape, filled) or f"write {required}"), start, end, item)
        return None

    def _children(self, slot: Slot, cls: type[Any], node: MapNode, item: str | None) -> tuple[Any, bool]:
        """Return the entries of a field, and True if none of them has a problem."""
        value = node[slot.key]
        if slot.arity is not Arity.ONE:
            return self._several(slot, cls, value, node, item)
        if value is None:
            return slot.default, True
        entry = self.entry(cls, value, node.at(slot.key), item=item)
        return (slot.default, False) if entry is None else (entry, not entry.place.faulty)

    def _several(
        self, slot: Slot, cls: type[Any], value: Value, node: MapNode, item: str | None
    ) -> tuple[tuple[Any, ...], bool]:
        if slot.table and table_at(value, slot.table):
            value = without(value, slot.table)
        if slot.arity is Arity.KEYED and type(value) is MapNode and (made := self._short(slot, cls, value)) is not None:
            return made, True
        before = len(self.diagnostics) + self.not_shown
        report = partial(self.report, item=item)
        children = listed(slot, shape_of(cls), value, node.at(slot.key), self.source, report)
        entries: list[Any] = []
        whole = len(self.diagnostics) + self.not_shown == before
        if not whole:
            self.lost_ids |= {*ids_within(value), all_of(slot.key)}
        # an item with its own ID is marked itself; a bad part, or an item left out, marks its owner
        owned = "id" not in shape_of(cls).keys
        for child, child_at, filled in children or ():
            self.entries += 1
            if self.gave_up:
                if self.entries == MAX_ENTRIES + 1:
                    message = f"more than {MAX_ENTRIES:,} entries; the rest of the file is not read"
                    self.report(TOO_MUCH, message, "split the file", *child_at[1:], item)
                return tuple(entries), False
            entry = self.entry(cls, child, child_at, filled=filled, item=item)
            if entry is not None:
                entries.append(entry)
            whole = whole and entry is not None and not (owned and entry.place.faulty)
        return tuple(entries), whole

    def _short(self, slot: Slot, cls: type[Any], node: MapNode) -> tuple[Any, ...] | None:
        """Make keyed entries that are all in their short form at once; return None if they are not.

        `entry` would return the same.  Three of five entries are figures written like this, and take half the time.
        """
        shape, key_name = shape_of(cls), slot.keyed_by or "id"
        if shape.shorthand is None or shape.shorthand in shape.children or shape.has_id:
            return None
        converters = shape.converters_ascii if self.ascii else shape.converters
        (key_field, read_key, _), (field, read, _) = converters[key_name], converters[shape.shorthand]
        if read_key is None or read is None or shape.positional[:3] != (key_field, field, "place"):
            return None
        plain = node.plain_values()
        if plain is None:
            return None
        texts, starts, bodies, ends = plain
        places = map(Place, repeat(self.source), starts, ends, bodies, repeat(shape.shorthand))
        try:
            return tuple(map(cls, map(read_key, node), map(read, texts), places))
        except (BadValueError, BadListError):
            return None

    def _file(self, key: str, value: Value, at: At, item: str | None) -> FiguresFile | None:
        """Return the file that a mapping names for more of its entries; None if it is not a path."""
        try:
            path = parse_text(scalar(value[key] if type(value) is MapNode else None))
        except BadValueError as error:
            help = f"write {key}: and the path of a file, such as {key}: figures.csv"
            self.report(
                BY_NAME[error.rule], error.message, help, *(at[1:] if at[2] > at[1] else (at[0], at[0] + 3)), item
            )
            return None
        return FiguresFile(path=path, place=Place(self.source, at[1], at[2], at[1], {"path": at}))

    def _check_id(self, own_id: str, node: MapNode, at: At) -> None:
        if isinstance(own_id, Quoted) or (taken_as := ambiguity(own_id)) is None:
            return
        at = node.at("id") if "id" in node else at
        start, end = (at[1], at[2]) if self.source.text[at[1] : at[2]] == own_id else (at[0], at[0] + len(own_id))
        self.report(*ambiguous_id(own_id, taken_as), start, end, str(own_id))


def _values(converters: Converters, node: MapNode, filled: Mapping[str, str]) -> tuple[dict[str, Any], list[_Bad]]:
    """Return the values of an entry by the names of their fields, and everything bad in it.

    Fields that contain entries are present, but empty.
    """
    values: dict[str, Any] = {}
    bad: list[_Bad] = []
    given: Mapping[str, Value] = {**node, **filled} if filled else node
    for key, written in given.items():
        field = converters.get(key)
        if field is None:
            bad.append((key, None, None))
            continue
        name, parse, convert = field
        try:
            if type(written) is str:
                values[name] = written if parse is None else parse(written)
            else:
                values[name] = convert(written)
        except BadValueError as error:
            bad.append((key, None, error))
        except BadListError as errors:
            bad += [(key, index, error) for index, error in errors.errors]
    return values, bad


def _at(value: Value, index: int | None) -> Value:
    """Return the value in a list with an index; the value itself without one."""
    return value if index is None or not isinstance(value, SeqNode) else value[index]


def _is_short(shape: Shape, short: Slot, value: Value) -> bool:
    """Return True if a value is the short form of an entry: the value of one of its fields alone."""
    if isinstance(value, MapNode):
        keyed = short.arity is Arity.KEYED or (short.reader is not None and short.reader.node is not None)
        return keyed and bool(value) and shape.keys.keys().isdisjoint(value)
    return isinstance(value, str) and short.reader is not None


def _wrapped(key: str, value: Value, at: At) -> MapNode:
    node = MapNode(at[1])
    node.end = at[2]
    node.put(key, value, at)
    return node
