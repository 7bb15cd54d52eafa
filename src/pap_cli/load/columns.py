"""Entries as columns of plain JSON values, and back: one list a field, not one mapping an entry.

Whole columns are judged and filled in at once, at a fraction of the price of entry by entry.  The way back is strict:
what a class has no field for, a value that its field's own reader does not take, and an offset outside the text are
refused, and nothing but the classes of the model is ever made.  A column of nothing but defaults is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from itertools import accumulate, chain, islice, pairwise, repeat
from math import isfinite
from operator import add, attrgetter, sub
from types import NoneType
from typing import Any

from msgspec import Struct

from pap_cli.load.shapes import Arity, Slot, slots_of
from pap_cli.model.dates import Due, Period
from pap_cli.model.kpi import Figure
from pap_cli.model.place import Fields, Place, Source

Columns = dict[str, Any]
"""A column for each field that says something, by its name; `place` among them."""


class NotColumnsError(ValueError):
    """The data is not what entries of this class are written as."""


def columns_of(cls: type[Any], entries: Sequence[Any]) -> Columns:
    """Entries of one class, with all that is in them."""
    columns: Columns = {"place": _columns_of_places([entry.place for entry in entries])}
    for slot in _layout(cls).slots.values():
        values = list(map(attrgetter(slot.name), entries))
        if not _all_default(slot, values):
            columns[slot.name] = _column_of(slot, values)
    return columns


def entries_in(cls: type[Any], columns: object, source: Source) -> list[Any]:
    """The entries that columns hold, in a text.

    Raises:
        NotColumnsError: it is something else; so may any ValueError or TypeError say.
    """
    layout = _layout(cls)
    told = dict(_mapping(columns))
    places = _places_in(told.pop("place", None), source, layout.shorthand)
    if not layout.required <= told.keys() <= layout.slots.keys():
        raise NotColumnsError
    values = [_values_in(layout.slots[name], column, len(places), source) for name, column in told.items()]
    names = ("place", *told)
    return [cls(**dict(zip(names, row, strict=True))) for row in zip(places, *values, strict=True)]


class _Layout(Struct, frozen=True):
    """What is needed to fill the entries of one class."""

    slots: Mapping[str, Slot]
    required: frozenset[str]
    shorthand: str | None


_LAYOUTS: dict[type, _Layout] = {}


def _layout(cls: type[Any]) -> _Layout:
    """The layout of a class, worked out on first use."""
    if cls not in _LAYOUTS:
        slots = slots_of(cls)
        _LAYOUTS[cls] = _Layout(
            slots={slot.name: slot for slot in slots},
            required=frozenset(slot.name for slot in slots if slot.required),
            shorthand=getattr(cls, "SHORTHAND", None),
        )
    return _LAYOUTS[cls]


def _all_default(slot: Slot, values: list[Any]) -> bool:
    if slot.required:
        return False
    if slot.entry and slot.arity is Arity.ONE:  # entries are equal wherever they stand: only the default itself is it
        return all(value is slot.default for value in values)
    return values.count(slot.default) == len(values)


def _column_of(slot: Slot, values: list[Any]) -> list[Any]:
    """A value for each entry; where it is a list or an entry, how many each has, and all of them together."""
    if slot.arity is Arity.ONE:
        if slot.entry is None:
            return list(map(_plain, values))
        values = [() if value is slot.default else (value,) for value in values]
    flat = list(chain.from_iterable(values))
    within = columns_of(slot.entry, flat) if slot.entry else list(map(_plain, flat))
    return [list(map(len, values)), within]


_PLAIN = frozenset({str, bool, int, float, NoneType})


def _plain(value: Any) -> object:
    """A value as JSON has it: what is no number, flag or nothing is the text that its reader takes."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Due | Period):
        return value.written
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else str(value)


def _values_in(slot: Slot, column: object, count: int, source: Source) -> list[Any]:
    if slot.arity is Arity.ONE and slot.entry is None:
        return _checked(slot, _listed(column, count))
    counts, within = _listed(column, 2)
    lengths = _whole_numbers(counts, count)
    if min(lengths, default=0) < 0:
        raise NotColumnsError
    flat = entries_in(slot.entry, within, source) if slot.entry else _checked(slot, _listed(within))
    if len(flat) != sum(lengths):
        raise NotColumnsError
    if slot.arity is Arity.ONE:
        if max(lengths, default=0) > 1:
            raise NotColumnsError
        each = iter(flat)
        return [next(each) if length else slot.default for length in lengths]
    each = iter(flat)
    return [tuple(islice(each, length)) if length else () for length in lengths]


_JSON_TYPES: Mapping[Any, frozenset[type]] = {
    bool: frozenset({bool}),
    int: frozenset({int}),
    float: frozenset({float}),
    Figure: frozenset({float, str}),
}
_TEXT = frozenset({str})


def _checked(slot: Slot, column: list[Any]) -> list[Any]:
    """Values from their plain form, each judged by its field's own reader."""
    types = set(map(type, column))
    if slot.nullable and slot.arity is Arity.ONE:
        types.discard(NoneType)
    if slot.reader is None or not types <= _JSON_TYPES.get(slot.kind, _TEXT):
        raise NotColumnsError
    if float in types and not all(map(isfinite, (value for value in column if type(value) is float))):
        raise NotColumnsError
    if types <= {bool, float}:
        return column
    read = slot.reader.read
    made = {value: read(str(value)) for value in set(column) if value is not None and type(value) is not float}
    if float in types:
        return [made[value] if type(value) is str else value for value in column]
    made[None] = None
    return list(map(made.__getitem__, column))


def _columns_of_places(places: Sequence[Place]) -> Columns:
    """Offsets as steps: from entry to entry, and from an entry's start to its end and its body."""
    columns: Columns = {
        "start": _steps(place.start for place in places),
        "length": [place.end - place.start for place in places],
    }
    if any(place.body != place.start for place in places):
        columns["body"] = [place.body - place.start for place in places]
    if any(place.faulty for place in places):
        columns["faulty"] = [place.faulty for place in places]
    kept = [place.kept for place in places]
    if any(known is not None for known in kept):
        names = [known if known is None or isinstance(known, str) else tuple(known) for known in kept]
        kinds = list(dict.fromkeys(names))
        columns["names"] = kinds
        if len(kinds) > 1:
            number = {kind: index for index, kind in enumerate(kinds)}
            columns["kind"] = [number[name] for name in names]
        maps = (known for known in kept if known is not None and not isinstance(known, str))
        columns["fields"] = _steps(offset for known in maps for at in known.values() for offset in at)
    return columns


def _steps(offsets: Iterable[int]) -> list[int]:
    return [after - before for before, after in pairwise(chain((0,), offsets))]


def _places_in(columns: object, source: Source, shorthand: str | None) -> list[Place]:
    told = _mapping(columns)
    if not {"start", "length"} <= told.keys() <= {"start", "length", "body", "faulty", "names", "kind", "fields"}:
        raise NotColumnsError
    starts = list(accumulate(_whole_numbers(told["start"])))
    count = len(starts)
    ends = list(map(add, starts, _whole_numbers(told["length"], count)))
    bodies = list(map(add, starts, _whole_numbers(told["body"], count))) if "body" in told else starts
    faulty = _listed(told["faulty"], count) if "faulty" in told else [False] * count
    if not set(map(type, faulty)) <= {bool}:
        raise NotColumnsError
    for offsets in (starts, ends, bodies):
        _within(source, offsets)
    if min(map(sub, ends, starts), default=0) < 0:
        raise NotColumnsError
    known = _fields_in(told, count, source, shorthand) if "names" in told else [None] * count
    return list(map(Place, repeat(source), starts, ends, bodies, known, faulty))


def _fields_in(told: Columns, count: int, source: Source, shorthand: str | None) -> Sequence[Fields | str | None]:
    """What each place keeps of its entry's fields."""
    kinds = _listed(told["names"])
    for kind in kinds:
        if not (kind is None or kind == shorthand or (type(kind) is list and set(map(type, kind)) <= _TEXT)):
            raise NotColumnsError
    numbers = _whole_numbers(told["kind"], count) if "kind" in told else [0] * count
    if min(numbers, default=0) < 0 or max(numbers, default=0) >= len(kinds):
        raise NotColumnsError
    names = [kinds[number] for number in numbers]
    offsets = list(accumulate(_whole_numbers(told.get("fields"))))
    _within(source, offsets)
    if len(offsets) != 3 * sum(len(name) for name in names if type(name) is list):
        raise NotColumnsError
    each = iter(offsets)
    spans = zip(each, each, each, strict=True)
    return [dict(zip(name, spans, strict=False)) if type(name) is list else name for name in names]


def _within(source: Source, offsets: Sequence[int]) -> None:
    if min(offsets, default=0) < 0 or max(offsets, default=0) > len(source.text):
        raise NotColumnsError


def _whole_numbers(column: object, count: int | None = None) -> list[int]:
    numbers = _listed(column, count)
    if not set(map(type, numbers)) <= {int}:
        raise NotColumnsError
    return numbers


def _listed(column: object, count: int | None = None) -> list[Any]:
    if type(column) is not list or (count is not None and len(column) != count):
        raise NotColumnsError
    return column


def _mapping(columns: object) -> Columns:
    if type(columns) is not dict:
        raise NotColumnsError
    return columns
