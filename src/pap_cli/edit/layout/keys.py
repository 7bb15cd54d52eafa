"""The keys of entries put in order, each with its value and the comments directly above it.

What stands between two keys (an empty line, a comment with an empty line below it) stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pap_cli.edit.order import key_order
from pap_cli.edit.text.layout import Layout
from pap_cli.edit.text.splice import Splice, spliced
from pap_cli.load.entries.slots import Arity, shape_of
from pap_cli.load.yaml.nodes import MapNode, SeqNode
from pap_cli.load.yaml.nodes import Value as Node


def in_order(layout: Layout, node: Node, cls: type[Any]) -> list[Splice]:
    """Return the replacements that put the keys of an entry, and of those in it, in order."""
    if not isinstance(node, MapNode):
        return []
    inner = [splice for key, value in node.items() for splice in _within(layout, value, cls, key)]
    rank = {key: nth for nth, key in enumerate(key_order(cls))}
    keys = list(node)
    wanted = sorted(keys, key=lambda key: rank.get(key, len(rank)))
    if keys == wanted or not _movable(layout, node):
        return inner
    slots = dict(zip(keys, _slots(layout, node), strict=True))
    if keys[0] != wanted[0] and layout.text[slots[wanted[0]][0]] == "#":
        return inner  # a comment above the key that would stand beside the dash
    texts = {key: _text(layout, slot, inner) for key, slot in slots.items()}
    moved = [Splice(*slots[key], texts[other]) for key, other in zip(keys, wanted, strict=True) if key != other]
    covered = [(splice.start, splice.end) for splice in moved]
    kept = [one for one in inner if not any(start <= one.start and one.end <= end for start, end in covered)]
    return [*moved, *kept]


def _within(layout: Layout, value: Node, cls: type[Any], key: str) -> Iterator[Splice]:
    slot = shape_of(cls).keys.get(key)
    if slot is None or slot.entry is None or not isinstance(value, MapNode | SeqNode):
        return
    if slot.arity is Arity.KEYED and isinstance(value, MapNode):
        entries: list[tuple[Node, int]] = [(value[one], at[1]) for one, at in value.fields().items()]
    elif isinstance(value, SeqNode):
        entries = [(one, at[1]) for one, at in zip(value, value.places(), strict=True)]
    else:
        entries = [(value, value.start)]
    for entry, start in entries:
        if not layout.is_alias(start):
            yield from in_order(layout, entry, slot.entry)


def _movable(layout: Layout, node: MapNode) -> bool:
    """Return True unless the values have anchors or aliases, of which the first must stay above the others."""
    return not any(
        layout.is_alias(start) or layout.anchor(start) for _, start, _ in node.fields().values()
    ) and not any(mark in layout.text[node.start : node.end] for mark in (": &", ": *", "- &", "- *"))


def _slots(layout: Layout, node: MapNode) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each key with its value; in a block, with the comments above and at the end of it."""
    brackets = layout.in_brackets(node)
    for nth, (key, (key_start, start, end)) in enumerate(node.fields().items()):
        last = layout.content_end(node[key], start, end)
        if brackets:
            yield key_start, last
        elif nth == 0:
            yield key_start, layout.line_end(last)
        else:
            yield layout.comments_above(key_start) + layout.column(key_start), layout.line_end(last)


def _text(layout: Layout, slot: tuple[int, int], inner: list[Splice]) -> str:
    start, end = slot
    own = [
        Splice(one.start - start, one.end - start, one.text) for one in inner if start <= one.start and one.end <= end
    ]
    return spliced(layout.text[start:end], own)
