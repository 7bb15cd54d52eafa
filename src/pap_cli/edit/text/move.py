"""An entry of a list taken from one place and put in another, as it is written, with the comments above it."""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.edit.text.changes import Lifted, PutEntry, TakeEntry
from pap_cli.edit.text.layout import Layout
from pap_cli.edit.text.problems import NotCleanError
from pap_cli.edit.text.splice import Splice
from pap_cli.load.yaml.nodes import MapNode, SeqNode


def lifted(layout: Layout, mapping: MapNode, key: str, index: int) -> Lifted:
    """Return an entry of a list as it is written; without lines if it has none of its own.

    Raises:
        NotCleanError: if it is shared by an alias.
    """
    entries = _entries(layout, mapping, key, index)
    if layout.in_brackets(entries):
        return Lifted((), 0, entries[index])
    first, last = _lines_of(layout, entries, index)
    return Lifted(tuple(layout.text[first:last].splitlines()), layout.column(entries.start), entries[index])


def _entries(layout: Layout, mapping: MapNode, key: str, index: int) -> SeqNode:
    entries = mapping[key]
    if not isinstance(entries, SeqNode):
        raise NotCleanError("it is not in a list", mapping.start)
    start = entries.places()[index][1]
    if layout.is_alias(start) or layout.is_shared(start):
        raise NotCleanError("it is written with an anchor or an alias", start)
    return entries


def _lines_of(layout: Layout, entries: SeqNode, index: int) -> tuple[int, int]:
    """Return the offsets of the first line of an entry and the comments above, and of the end of the last."""
    _, start, end = entries.places()[index]
    return layout.comments_above(start), layout.line_end(layout.content_end(entries[index], start, end))


def taken(layout: Layout, mapping: MapNode, change: TakeEntry) -> Splice:
    """Return the splice that deletes the lines of an entry; of the only one, with the line of the key of its list."""
    entries = _entries(layout, mapping, change.key, change.index)
    if layout.in_brackets(entries) and len(entries) > 1:
        return _without_one(entries.places(), change.index)
    if layout.in_brackets(mapping):
        places = list(mapping.fields().values())
        if len(places) == 1:
            raise NotCleanError("nothing would be left of what it is in", mapping.start)
        spans = [(key_start, key_start, end) for key_start, _, end in places]
        return _without_one(spans, list(mapping).index(change.key))
    first, last = _lines_of(layout, entries, change.index)
    if len(entries) == 1:
        first = layout.comments_above(mapping.at(change.key)[0])
        last = max(last, layout.line_end(entries.end)) if layout.in_brackets(entries) else last
    if last == len(layout.text):  # without a line break at the end of the file: the one before goes instead
        return Splice(len(layout.text[:first].rstrip("\r\n")), last, "")
    after = last + (2 if layout.text.startswith("\r\n", last) else 1)
    above = layout.line_start(first - 1) if first else 0
    if first and not layout.text[above:first].strip():  # one of two empty lines around it
        following = layout.text[after : layout.line_end(after)]
        if not following.strip() or after == len(layout.text):
            first = above
    return Splice(first, after, "")


def _without_one(places: Sequence[tuple[int, int, int]], index: int) -> Splice:
    """Return the splice that takes one of several out of brackets, with the comma before or after it."""
    if index + 1 < len(places):
        return Splice(places[index][1], places[index + 1][1], "")
    return Splice(places[index - 1][2], places[index][2], "")


def put(layout: Layout, mapping: MapNode, change: PutEntry) -> Splice:
    """Return the splice that adds an entry to a list, indented as the others are.

    Raises:
        NotCleanError: if that cannot be done.
    """
    others = mapping.get(change.key)
    if isinstance(others, SeqNode) and others:
        _, start, end = others.places()[-1]
        at = layout.line_end(layout.content_end(others[-1], start, end))
        above = [""] if layout.blank_between(others) else []
        column = layout.column(others.start)
    else:
        at, above, column = _new_list(layout, mapping, change)
    by = column - change.entry.column
    lines = [*above, *(_shifted(line, by, mapping.start) for line in change.entry.lines)]
    return Splice(at, at, layout.line_break + layout.line_break.join(lines))


def _new_list(layout: Layout, mapping: MapNode, change: PutEntry) -> tuple[int, list[str], int]:
    """Return where to add a list to a mapping, the lines above its entries, and the column of their dashes."""
    fields = mapping.fields()
    if change.key in mapping:
        key_start, start, _ = fields[change.key]
        return layout.line_end(start), [], layout.column(key_start) + layout.dash_indent
    rank = {name: nth for nth, name in enumerate(change.order)}
    earlier = [key for key in mapping if rank.get(key, len(rank)) < rank[change.key]]
    key = max(earlier, key=lambda one: rank[one])
    _, start, end = fields[key]
    column = layout.column(next(iter(fields.values()))[0])
    at = layout.line_end(layout.content_end(mapping[key], start, end))
    return at, [" " * column + f"{change.key}:"], column + layout.dash_indent


def _shifted(line: str, by: int, offset: int) -> str:
    if not line.strip():
        return line
    if by < 0 and line[:-by].strip():
        raise NotCleanError("one of its lines is indented too little", offset)
    return " " * by + line if by > 0 else line[-by:]
