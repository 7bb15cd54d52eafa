"""The keys of entries put in order, each with its value and the comments directly above it.

What stands between two keys (an empty line, a comment with an empty line below it) stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pap_cli.edit.order import key_order
from pap_cli.edit.text.layout import Layout
from pap_cli.edit.text.splice import Splice, spliced
from pap_cli.load.entries.slots import Arity, shape_of
from pap_cli.load.yaml.nodes import MapNode, SeqNode
from pap_cli.load.yaml.nodes import Value as Node

# The line of an entry up to its first key: dash and blanks.
_DASH = re.compile(r"( *)- +")
_BLANK = re.compile(r"\s*")
_LINE_BREAK = re.compile(r"\r\n|\n|\r")


def in_order(layout: Layout, node: Node, cls: type[Any]) -> list[Splice]:
    """Return the replacements that put the keys of an entry, and of those in it, in order."""
    if not isinstance(node, MapNode):
        return []
    inner = [splice for key, value in node.items() for splice in _within(layout, value, cls, key)]
    rank = {key: nth for nth, key in enumerate(key_order(cls))}
    keys = list(node)
    wanted = sorted(keys, key=lambda key: rank.get(key, len(rank)))
    if keys == wanted:
        return inner
    slots = dict(zip(keys, _slots(layout, node), strict=True))
    if not _movable(layout, node, list(slots.values())):
        return inner
    texts = {key: _text(layout, slot, inner) for key, slot in slots.items()}
    above = []
    beside_dash = not layout.in_brackets(node) and _is_beside(layout, next(iter(slots.values()))[0])
    if keys[0] != wanted[0] and beside_dash and texts[wanted[0]].startswith("#"):
        found = _above_dash(layout, node, texts[wanted[0]])
        if found is None:
            return inner
        above, texts[wanted[0]] = [found[0]], found[1]
    moved = [Splice(*slots[key], texts[other]) for key, other in zip(keys, wanted, strict=True) if key != other]
    covered = [(splice.start, splice.end) for splice in moved]
    kept = [one for one in inner if not any(start <= one.start and one.end <= end for start, end in covered)]
    return [*above, *moved, *kept]


def _above_dash(layout: Layout, node: MapNode, text: str) -> tuple[Splice, str] | None:
    """Return the splice that puts the comments above a key above the dash beside which it will stand, and the key.

    None if the entry does not begin with a dash on a line of its own.
    """
    first = next(iter(node.fields().values()))[0]
    start = layout.line_start(first)
    found = _DASH.fullmatch(layout.text, start, first)
    if found is None:
        return None
    lines = text.split(layout.line_break)
    count = next(nth for nth, line in enumerate(lines) if not line.lstrip(" ").startswith("#"))
    comments = "".join(f"{found[1]}{line.lstrip(' ')}{layout.line_break}" for line in lines[:count])
    return Splice(start, start, comments), layout.line_break.join(lines[count:]).lstrip(" ")


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


def _movable(layout: Layout, node: MapNode, slots: list[tuple[int, int]]) -> bool:
    """Return True if the keys can change places, each with its value and its comments."""
    if layout.first_shared(node, node.start) is not None:  # an anchor must stay above its aliases
        return False
    fields = node.fields()
    if layout.in_brackets(node):  # comments there belong to no key; without a blank, `key:,` is read in several ways
        empty = any(start == end and layout.text[start] != " " for _, start, end in fields.values())
        return not empty and not layout.has_comment(node, node.start, node.end)
    if any(layout.key_start(key_start) != key_start for key_start, _, _ in fields.values()):
        return False  # written with a question mark
    values = [(node[key], start) for key, (_, start, _) in fields.items()]
    if slots[-1][1] == len(layout.text) and layout.ends_in_text(*values[-1]):
        return False  # to the text belongs a line break that is missing
    if not any(layout.keeps_lines(*value) for value in values):
        return True
    # an empty line below such a text would become a part of it
    between = [layout.text[one[1] : other[0]] for one, other in pairwise(slots)]
    between.append(next(_BLANK.finditer(layout.text, slots[-1][1])).group())  # there is always one: it may be empty
    return not any(len(_LINE_BREAK.findall(text)) > 1 for text in between)


def _slots(layout: Layout, node: MapNode) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each key with its value.

    In a block, a key has the comments directly above it, those beside it and those below it that are indented more.
    """
    brackets = layout.in_brackets(node)
    for key, (key_start, start, end) in node.fields().items():
        last = layout.content_end(node[key], start, end)
        if brackets:  # an empty value keeps the blank after its colon, without which it is read otherwise
            yield key_start, last + (start == end)
        else:
            yield _first(layout, key_start), _with_comments(layout, layout.line_end(last), layout.column(key_start))


def _first(layout: Layout, key_start: int) -> int:
    """Return the offset of a key, or of the comments directly above it that are not the head of the file."""
    column = layout.column(key_start)
    above = layout.comments_above(key_start)
    return key_start if _is_beside(layout, key_start) or not above else above + column


def _is_beside(layout: Layout, offset: int) -> bool:
    """Return True if something stands before an offset on its line: the dash of the entry."""
    return layout.text[layout.line_start(offset) : offset].strip() != ""


def _with_comments(layout: Layout, end: int, column: int) -> int:
    """Return the end of the last comment that follows a value and is indented more than its key, or else END."""
    at = end
    while at < len(layout.text):
        start = at + (2 if layout.text.startswith("\r\n", at) else 1)
        at = layout.line_end(start)
        line = layout.text[start:at]
        rest = line.lstrip(" ")
        if rest.startswith("#") and len(line) - len(rest) > column:
            end = at
        elif rest.strip():
            break
    return end


def _text(layout: Layout, slot: tuple[int, int], inner: list[Splice]) -> str:
    start, end = slot
    own = [
        Splice(one.start - start, one.end - start, one.text) for one in inner if start <= one.start and one.end <= end
    ]
    return spliced(layout.text[start:end], own)
