"""Lists and mappings of entries: their entries, or one problem with the form that they should have."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from itertools import repeat
from typing import TypeAlias

from pap_cli.advice.titles import id_and_title, in_yaml, keyed
from pap_cli.load.entries.offsets import line_end
from pap_cli.load.entries.slots import Arity, Shape, Slot
from pap_cli.load.entries.unknown import meant
from pap_cli.load.yaml.nodes import At, MapNode, SeqNode, Value
from pap_cli.model.place import Source
from pap_cli.problems import Report
from pap_cli.problems.entries import not_a_list, not_entries, not_ids, not_keyed, not_single

# An entry, its offsets, and the fields that are given elsewhere, such as the key of a keyed entry.
Child: TypeAlias = tuple[Value, At, Mapping[str, str]]
NO_KEYS: Mapping[str, str] = {}
# The longest text that an example repeats.
_MAX_EXAMPLE = 60
# Values that are no example of a date or a title.
_FLAGS = ("", "yes", "no", "y", "n", "true", "false", "x")


def listed(slot: Slot, shape: Shape, value: Value, at: At, source: Source, report: Report) -> Iterable[Child] | None:
    """Return the entries of a field; None, with a problem, if it has none in the right form."""
    if value is None:
        return ()
    if slot.arity is Arity.KEYED:
        if isinstance(value, MapNode):
            name = slot.keyed_by or "id"
            return [(value[key], place, {name: key}) for key, place in value.fields().items()]
        problem = not_keyed(
            slot.key, slot.keyed_by or "id", _keyed(slot, shape, value), dashes=isinstance(value, SeqNode)
        )
    elif isinstance(value, SeqNode):
        return _with_keys(slot, shape, value, source, report)
    elif slot.arity is Arity.ONE_OR_MANY:
        return [(value, at, NO_KEYS)]
    else:
        entry = isinstance(value, MapNode) and not shape.keys.keys().isdisjoint(value)
        problem = not_a_list(slot.key, "" if entry else form(shape, value))
    _, start, end = at
    report(*problem, start, min(end, line_end(source, start)))
    return None


def _with_keys(slot: Slot, shape: Shape, value: SeqNode, source: Source, report: Report) -> Iterable[Child]:
    """Return the entries of a list; report those without keys all at once."""
    if shape.shorthand is not None or all(type(one) is MapNode and len(one) > 1 for one in value):
        return zip(value, value.places(), repeat(NO_KEYS))
    wrong = [index for index, one in enumerate(value) if _without_keys(shape, one)]
    if not wrong:
        return zip(value, value.places(), repeat(NO_KEYS))
    _, start, end = value.places()[wrong[0]]
    problem = not_entries(slot.key, len(wrong), form(shape, value[wrong[0]]))
    report(*problem, start, min(end, line_end(source, start)))
    left_out = set(wrong)
    right = (index for index in range(len(value)) if index not in left_out)
    return [(value[index], value.places()[index], NO_KEYS) for index in right]


def _without_keys(shape: Shape, value: Value) -> bool:
    """Return True if a value is certainly not an entry: text, a list, or one pair such as `R1: a title`."""
    if isinstance(value, MapNode):
        if len(value) != 1 or not shape.has_id or len(shape.required) == 1:
            return False
        only = next(iter(value))
        return only not in shape.keys and not isinstance(value[only], SeqNode) and not meant(shape, value, only)
    return value is not None


def form(shape: Shape, value: Value, filled: Container[str] = ()) -> str:
    """Return the form of an entry, with what is written in place of it: as its ID and title, or as its only field.

    The keys of `filled` are given elsewhere.
    """
    required = [key for key, slot in shape.keys.items() if (slot.required or slot.expected) and key not in filled]
    sentence = isinstance(value, str) and " " in value  # a single word may be an ID
    written = {required[0]: value} if len(required) == 1 else {"title": value} if sentence else {}
    if isinstance(value, MapNode) and value and shape.has_id:
        id, title = next(iter(value.items()))
        written = {"id": id, "title": title}
    return "{" + ", ".join(f"{key}: {_example(written.get(key))}" for key in required) + "}"


def dated(shape: Shape, value: MapNode) -> str | None:
    """Return the form of an entry that is written as its date and its text, `2016-05-01: a text`; None for others."""
    if "on" not in shape.keys or not value or not shape.keys.keys().isdisjoint(value):
        return None
    day, text = next(iter(value.items()))
    if shape.shorthand in (None, "on") or meant(shape, value, day):
        return None
    return f"{{{shape.shorthand}: {_example(text)}, on: {_example(day)}}}"


def _keyed(slot: Slot, shape: Shape, value: Value) -> str:
    """Return the form of a mapping of entries, with the first thing that is written in place of it as its key."""
    first = value[0] if isinstance(value, SeqNode) and value else value
    name, title = first, None
    if isinstance(first, MapNode):
        name, title = first.get(slot.keyed_by or "id"), first.get(shape.shorthand or "title")
        if len(first) == 1:
            ((name, title),) = first.items()
    if isinstance(name, str) and title is None and " " in name and shape.shorthand == "title":
        return f"{slot.key}: {{{keyed(name)}}}"
    inside = "{…: …}" if shape.shorthand in shape.children else _example(title)
    return f"{slot.key}: {{{_example(name)}: {inside}}}"


def as_key(shape: Shape, filled: Mapping[str, str], title: Value = None) -> str | None:
    """Return what to write for a keyed entry whose key is its title; None if the key is no title."""
    text = filled.get("id", "")
    if " " not in text or shape.shorthand != "title":
        return None
    id, own = id_and_title(text)
    return f"write {id}: {in_yaml(title if isinstance(title, str) else own)}"


def _example(value: Value) -> str:
    """Return text as it can stand in an example of one line; `…` for anything else."""
    plain = isinstance(value, str) and len(value) <= _MAX_EXAMPLE and not set(value) & set(",:#{}[]\"'\n")
    return value if plain and isinstance(value, str) and value.casefold() not in _FLAGS else "…"


def single(slot: Slot, value: Value) -> str | None:
    """Return what to write for a list or a mapping in place of one value; None if the value is neither."""
    if not isinstance(value, SeqNode | MapNode) or slot.entry is not None:
        return None
    if slot.reader is not None and slot.reader.node is not None and isinstance(value, MapNode):
        return None
    if slot.arity is not Arity.ONE:
        return not_ids(slot.key) if slot.refers else None
    only = value[0] if isinstance(value, SeqNode) and len(value) == 1 and isinstance(value[0], str) else None
    return not_single(slot.key, slot.refers, only, text=slot.kind is str and slot.refers is None)


def all_of(key: str) -> str:
    """Return what stands for every ID of a section in a set of lost IDs; no ID has a space."""
    return f"all of {key}"


def ids_within(value: Value) -> set[str]:
    """Return everything below a value that may be the ID of an entry, so that references to it are not reported."""
    found = {value} if isinstance(value, str) else set()
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, MapNode):
            found.update(one)
            found.update(id for id in (one.get("id"),) if isinstance(id, str))
        elif isinstance(one, SeqNode):
            found.update(inner for inner in one if isinstance(inner, str) and len(inner) <= _MAX_EXAMPLE)
        if isinstance(one, MapNode | SeqNode):
            waiting += [
                inner for inner in (one.values() if isinstance(one, MapNode) else one) if type(inner) is not str
            ]
    return found


def table_at(value: Value, key: str) -> At | None:
    """Return the offsets of a key that names a file, in a mapping of entries; None if it is not there."""
    return value.at(key) if type(value) is MapNode and key in value else None


def without(value: Value, key: str) -> Value:
    """Return a mapping without one key."""
    if type(value) is not MapNode:
        return value
    rest = MapNode(value.start)
    rest.end = value.end
    for other, at in value.fields().items():
        if other != key:
            rest.put(other, value[other], at)
    return rest
