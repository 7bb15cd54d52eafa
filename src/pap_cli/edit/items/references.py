"""Where a file refers to an ID: every key whose values are IDs of that kind, as the model declares them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pap_cli.edit.items.item import Item, Sort
from pap_cli.edit.text.changes import Change, Path, RenameKey, SetEntry, SetKey
from pap_cli.edit.text.scalars import Word
from pap_cli.edit.text.splice import Splice, spliced
from pap_cli.load.entries.slots import Arity, Slot, shape_of
from pap_cli.load.yaml.nodes import MapNode, SeqNode
from pap_cli.load.yaml.nodes import Value as Node
from pap_cli.model.formula import parse_formula
from pap_cli.model.nodes import FormulaError

# The kinds of reference that may name an item of each sort.
_KINDS: dict[Sort, frozenset[str]] = {
    Sort.RECOMMENDATION: frozenset({"recommendation", "item"}),
    Sort.ACTION: frozenset({"work", "item"}),
    Sort.MILESTONE: frozenset({"work", "item"}),
    Sort.KPI: frozenset({"kpi", "item"}),
    Sort.OWNER: frozenset({"owner", "decider"}),
    Sort.BODY: frozenset({"body", "decider"}),
    Sort.THEME: frozenset({"theme"}),
}


def renamed(root: Node, cls: type[Any], item: Item, new: str) -> list[Change]:
    """Return the changes that put NEW in place of an item's ID wherever a file with entries of a class refers to it."""
    return list(_entry(root, cls, (), item, _KINDS.get(item.sort, frozenset()), new))


def _entry(node: Node, cls: type[Any], path: Path, item: Item, kinds: frozenset[str], new: str) -> Iterator[Change]:
    if not isinstance(node, MapNode):
        return
    shape = shape_of(cls)
    for key, value in node.items():
        slot = shape.keys.get(key)
        if slot is None:
            continue
        # an author may be any name, so it is no reference to the reader of files; an ID is renamed all the same
        author = key == "by" and slot.refers is None and "decider" in kinds
        if slot.refers in kinds or author:
            yield from _values(value, path, key, item.id, new)
        elif slot.key == "formula" and item.sort is Sort.KPI and isinstance(value, str):
            formula = in_formula(value, item.id, new)
            if formula != value:
                yield SetKey(path, key, formula)
        elif slot.entry is not None:
            yield from _entries(value, slot, (*path, key), item, kinds, new)


def _values(value: Node, path: Path, key: str, old: str, new: str) -> Iterator[Change]:
    if value == old:
        yield SetKey(path, key, Word(new))
    elif isinstance(value, SeqNode):
        yield from (SetEntry((*path, key), nth, Word(new)) for nth, one in enumerate(value) if one == old)


def _entries(value: Node, slot: Slot, path: Path, item: Item, kinds: frozenset[str], new: str) -> Iterator[Change]:
    cls: Any = slot.entry
    if slot.arity is Arity.KEYED and isinstance(value, MapNode):
        by = shape_of(cls).keys.get(slot.keyed_by or "")
        for key, inner in value.items():
            yield from _entry(inner, cls, (*path, key), item, kinds, new)
        if by is not None and by.refers in kinds and item.id in value:
            yield RenameKey(path, item.id, new)
    elif isinstance(value, SeqNode):
        for nth, inner in enumerate(value):
            yield from _entry(inner, cls, (*path, nth), item, kinds, new)
    else:
        yield from _entry(value, cls, path, item, kinds, new)


def in_formula(text: str, old: str, new: str) -> str:
    """Return a formula with one ID in place of another; one that cannot be parsed stays."""
    try:
        found = parse_formula(text).references
    except FormulaError:
        return text
    return spliced(text, [Splice(one.start, one.end, new) for one in found if one.id == old])
