"""The shape of each kind of entry: its keys and how to read them, computed once from the annotations of the model.

Each plain value has a reader.  Entries inside an entry (milestones of an action, extensions of a milestone) are its
children, read one by one, so that an error in one does not affect the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields

from pap_cli.bad_value import BadValueError
from pap_cli.load.entries.readers import reader_of
from pap_cli.load.values.scalars import ValueReader, parse_text, scalar
from pap_cli.load.yaml.nodes import SeqNode
from pap_cli.model.dates import quote
from pap_cli.model.entry import Entry, WrittenField, written_fields
from pap_cli.model.measure import Figure


class Arity(Enum):
    """How the values of a field are written."""

    ONE = "one"
    LIST = "list"
    ONE_OR_MANY = "one or many"
    KEYED = "keyed"


class Slot(Struct, frozen=True):
    """A field of an entry, as written in a file."""

    key: str
    name: str
    description: str
    required: bool
    default: Any
    arity: Arity
    keyed_by: str | None
    # The key for a file with more entries, in a mapping.
    table: str | None
    refers: str | None
    example: str | None
    # True if an entry should have it, although it can be without.
    expected: bool
    entry: type[Any] | None
    # The type of its value, or of each of its values.
    kind: Any
    reader: ValueReader | None
    nullable: bool
    # The numerator and denominator that it may be left out beside.
    quotient: tuple[str, str] | None

    @property
    def advice(self) -> str:
        """Help text for the case that the field is missing."""
        if self.example:
            return f"add it, for example {self.key}: {self.example}"
        if self.quotient:
            return f"add {self.key}: …, or {' and '.join(self.quotient)}, whose quotient it is then"
        words = self.reader.words if self.reader and self.reader.words != self.key else ""
        return f"add {self.key}: …{f' ({words})' if words else ''}"


def _unwrap(hint: Any) -> tuple[Any, bool]:
    """Return the type without None, and True if it allows None."""
    if hint == Figure or get_origin(hint) not in (Union, UnionType):
        return hint, False
    parts = [part for part in get_args(hint) if part is not NoneType]
    if len(parts) == 1:
        return parts[0], True
    return Union[tuple(parts)], NoneType in get_args(hint)  # noqa: UP007 - built, not written


def _slot(field: WrittenField) -> Slot:
    about = field.about
    hint, nullable = _unwrap(field.type)
    arity = Arity.ONE
    if get_origin(hint) is tuple:
        hint = get_args(hint)[0]
        arity = Arity.KEYED if about.keyed_by else Arity.ONE_OR_MANY if about.one_or_many else Arity.LIST
    entry = hint if isinstance(hint, type) and issubclass(hint, Entry) else None
    return Slot(
        key=about.key or field.name,
        name=field.name,
        description=about.description,
        required=field.required,
        default=field.default,
        arity=arity,
        keyed_by=about.keyed_by,
        table=about.table,
        refers=about.refers,
        example=about.example,
        expected=about.expected,
        entry=entry,
        kind=hint,
        reader=None if entry else _limited(reader_of(hint), about.minimum),
        nullable=nullable,
        quotient=about.quotient,
    )


def _limited(reader: ValueReader, minimum: int | None) -> ValueReader:
    """Return a reader of whole numbers that refuses any below a minimum."""
    if minimum is None:
        return reader

    def parse(text: str) -> int:
        number: int = reader.parse(text)
        if number < minimum:
            raise BadValueError(f"{quote(text)} is too low", form)
        return number

    form = f"write {minimum} or more"
    return ValueReader(parse, {"type": "int", "ge": minimum}, reader.words, form)


def slots_of(cls: type) -> tuple[Slot, ...]:
    """Return the fields of an entry that can be written in a file, in the order of the model."""
    return tuple(map(_slot, written_fields(cls)))


# Maximum number of values in one field.
MAX_VALUES = 10_000
# Makes the value of a field from a node; raises BadValueError or BadListError.
Converter = Callable[[Any], Any]
# For each key: the name of its field, what makes its value from plain text, and what does from any other node.
#
# Without the first, the text is the value.
Converters = Mapping[str, tuple[str, Converter | None, Converter]]


class BadListError(Exception):
    """Bad values in a list, by their index."""

    def __init__(self, errors: Sequence[tuple[int, BadValueError]]) -> None:
        super().__init__(errors)
        self.errors = errors


class Shape(Struct, frozen=True):
    """Everything needed to read the entries of one class."""

    cls: type
    keys: Mapping[str, Slot]
    # The names of the required fields.
    required: frozenset[str]
    # The field that is the quotient of two others where it is not written.
    quotient: Slot | None
    has_id: bool
    converters: Converters
    # The same for files in ASCII: fewer values need a look.
    converters_ascii: Converters
    # The fields that contain entries, by key.
    children: Mapping[str, tuple[Slot, type[Any]]]
    # Those of them that are read like any other field where they are written in their short form.
    short_forms: frozenset[str]
    shorthand: str | None
    # The fields that can be given by position.
    positional: tuple[str, ...]

    @property
    def noun(self) -> str:
        """Noun for an entry in messages."""
        name = self.cls.__name__
        return _NOUNS.get(name) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


_NOUNS = {
    "Header": "plan",
    "Kpi": "KPI",
    "PlanFile": "file",
    "KpiFile": "file",
    "Cancelled": "cancellation",
    "Frozen": "baseline",
    "Approvable": "dated fact",
    "Evidence": "item of evidence",
    "KeyRating": "rating of a key",
    "KpiKey": "key of KPIs",
}
_SHAPES: dict[type, Shape] = {}


def shape_of(cls: type) -> Shape:
    """Return the shape of a class, computed on first use."""
    shape = _SHAPES.get(cls)
    if shape is None:
        shape = _SHAPES[cls] = _shape(cls)
    return shape


def _shape(cls: type) -> Shape:
    slots = slots_of(cls)
    return Shape(
        cls=cls,
        keys={slot.key: slot for slot in slots},
        required=frozenset(slot.name for slot in slots if slot.required),
        quotient=next((slot for slot in slots if slot.quotient), None),
        has_id=any(slot.key == "id" for slot in slots),
        converters={slot.key: (slot.name, *_converters(slot, ascii=False)) for slot in slots},
        converters_ascii={slot.key: (slot.name, *_converters(slot, ascii=True)) for slot in slots},
        children={slot.key: (slot, slot.entry) for slot in slots if slot.entry},
        short_forms=frozenset(slot.key for slot in slots if slot.entry and _short_reader(slot)),
        shorthand=getattr(cls, "SHORTHAND", None),
        positional=getattr(cls, "__match_args__", ()),
    )


def _converters(slot: Slot, *, ascii: bool) -> tuple[Converter | None, Converter]:
    if slot.reader is None:
        short = _short_form(slot, ascii=ascii)
        return short, _entries if slot.arity is Arity.ONE else _all_short(short)
    read, parse = slot.reader.read, slot.reader.parse
    # plain text in YAML has no blanks around it, except characters beyond ASCII such as a no-break space
    plain = parse if ascii or not slot.reader.strips else read
    as_is = ascii and parse is parse_text
    if slot.arity is Arity.ONE:
        return None if as_is else plain, (lambda node: None if node is None else read(node)) if slot.nullable else read
    listed = _one_or_many if slot.arity is Arity.ONE_OR_MANY else _listed

    def convert(node: object) -> tuple[Any, ...]:
        several = node if type(node) is SeqNode and len(node) <= MAX_VALUES else listed(node)
        values, errors = [], []
        for index, one in enumerate(several):
            try:
                values.append(read(one) if type(one) is not str else one if as_is else plain(one))
            except BadValueError as error:
                errors.append((index, error))
        if errors:
            raise BadListError(errors)
        return tuple(dict.fromkeys(values) if slot.refers and len(values) > 1 else values)  # an ID counts once

    return _alone if as_is and slot.arity is Arity.ONE_OR_MANY else convert, convert


def _alone(text: str) -> tuple[str, ...]:
    """Return plain text in place of a list as a list of one."""
    return (text,)


def _entries(node: object) -> None:
    """Return None for a field that contains entries: they are read after the other fields."""


def _all_short(short: Converter) -> Converter:
    """Return what makes entries from a list in which all have their short form.

    It returns None for anything else: the entries are then read after the other fields.  Listing ten thousand
    milestones with two texts of evidence each takes 0.36 s of CPU so, and 0.43 s with a place for each text.
    """

    def convert(node: object) -> tuple[Any, ...] | None:
        if type(node) is not SeqNode or not all(type(one) is str for one in _listed(node)):
            return None
        try:
            return tuple([one for text in node for one in short(text)])
        except BadValueError:
            return None  # reading them one by one reports it

    return _entries if short is _entries else convert


def _short_reader(slot: Slot) -> tuple[str, ValueReader] | None:
    """Return the field of the short form of an entry and its reader; None if the entry needs a place, or has none."""
    short = getattr(slot.kind, "SHORTHAND", None)
    if slot.arity not in (Arity.ONE, Arity.ONE_OR_MANY) or short is None:
        return None
    if not any(field.name == "place" and not field.required for field in fields(slot.kind)):
        return None
    reader = next(one.reader for one in slots_of(slot.kind) if one.name == short)
    return (short, reader) if reader is not None else None


def _short_form(slot: Slot, *, ascii: bool) -> Converter:
    """Return what makes an entry from its short form alone, without a place: one entry for each text.

    Reading ten thousand milestones takes 0.43 s of CPU so, and 0.54 s with an entry and a place for each date.
    """
    found = _short_reader(slot)
    if found is None:
        return _entries
    short, reader = found
    parse = reader.parse if ascii else reader.read
    make = lru_cache(maxsize=8192)(lambda text: slot.kind(**{short: parse(text)}))
    return make if slot.arity is Arity.ONE else lambda text: (make(text),)


def _listed(node: object) -> Sequence[Any]:
    """Return the values of a list; none for nothing.

    Raises:
        BadValueError: if it is not a list, or has too many values.
    """
    if node is None:
        return ()
    if not isinstance(node, SeqNode):
        raise BadValueError("expected a list", "write it like [one, two]", "wrong-shape")
    if len(node) > MAX_VALUES:
        raise BadValueError(f"more than {MAX_VALUES:,} values", "delete some", "too-much")
    return node


def _one_or_many(node: object) -> Sequence[Any]:
    """Return the values of a list, or a single value."""
    return _listed(node) if node is None or isinstance(node, SeqNode) else (scalar(node),)
