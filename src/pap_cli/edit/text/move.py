"""An entry of a list taken from one place and put in another, as it is written, with the comments above it."""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.edit.text.changes import Lifted, PutEntry, TakeEntry
from pap_cli.edit.text.layout import Layout
from pap_cli.edit.text.lines import as_written, says_all
from pap_cli.edit.text.problems import NotCleanError
from pap_cli.edit.text.splice import Splice
from pap_cli.load.yaml.nodes import At, MapNode, SeqNode
from pap_cli.load.yaml.nodes import Value as Node


def lifted(layout: Layout, mapping: MapNode, key: str, index: int) -> Lifted:
    """Return an entry of a list as it is written; without lines if it has none of its own.

    Raises:
        NotCleanError: if it has a shared anchor or comments in brackets, or begins on the line of another value.
    """
    entries = _entries(layout, mapping, key, index)
    if layout.in_brackets(entries):
        _, start, end = entries.places()[index]
        if not says_all(layout.text[start:end], as_written(entries[index])):
            raise NotCleanError("it is in brackets with a comment or a long text; write it on lines of its own", start)
        return Lifted((), 0, entries[index])
    return Lifted(layout.lines(*_lines_of(layout, entries, index)), layout.dash_column(entries), entries[index])


def _entries(layout: Layout, mapping: MapNode, key: str, index: int) -> SeqNode:
    entries = mapping[key]
    if not isinstance(entries, SeqNode):
        raise NotCleanError("it is not in a list", mapping.start)
    shared = layout.first_shared(entries[index], entries.places()[index][1])
    if shared is not None:
        raise NotCleanError("it has an alias, or an anchor that one refers to", shared)
    return entries


def _lines_of(layout: Layout, entries: SeqNode, index: int) -> tuple[int, int]:
    """Return the offsets of the first line of an entry and the comments above, and of the end of the last."""
    _, start, end = entries.places()[index]
    dash = layout.dash(entries, index)
    if layout.text[layout.line_start(dash) : dash].strip():
        raise NotCleanError("it begins on the line of another value; write it on lines of its own first", dash)
    last = layout.line_end(layout.content_end(entries[index], start, end))
    if last == len(layout.text) and layout.ends_in_text(entries[index], start):
        raise NotCleanError("the text at the end of the file has no line break after it; add one first", start)
    return layout.comments_above(dash), last


def is_left_empty(layout: Layout, mapping: MapNode, change: TakeEntry) -> bool:
    """Return True if the key of a list must stay when its only entry goes: it has comments, or a mark before it."""
    if layout.in_brackets(mapping):
        return False
    key_start = mapping.at(change.key)[0]
    line = layout.line_start(key_start)
    beside = "#" in layout.text[key_start : layout.line_end(key_start)]
    return beside or layout.text[line:key_start].strip() != "" or layout.comments_above(key_start) < line


def taken(layout: Layout, mapping: MapNode, change: TakeEntry) -> list[Splice]:
    """Return the splices that delete an entry with its lines; of the only one, with the key of its list.

    Raises:
        NotCleanError: if something else would go with it.
    """
    entries = _entries(layout, mapping, change.key, change.index)
    if layout.in_brackets(entries) and len(entries) > 1:
        return [_without_one(layout, entries.places(), change.index)]
    if layout.in_brackets(mapping):
        places = list(mapping.fields().values())
        if len(places) == 1:
            raise NotCleanError("nothing would be left of what it is in", mapping.start)
        spans = [(key_start, key_start, end) for key_start, _, end in places]
        return [_without_one(layout, spans, list(mapping).index(change.key))]
    key_start, _, end = mapping.at(change.key)
    if layout.in_brackets(entries):
        if change.empty:
            return [_emptied(layout, entries)]
        return [_deleted(layout, layout.comments_above(key_start), layout.line_end(end))]
    first, last = _lines_of(layout, entries, change.index)
    if len(entries) == 1 and change.empty:
        colon = layout.text.index(":", key_start) + 1
        return [Splice(colon, colon, " []"), _deleted(layout, first, last)]
    return [_deleted(layout, layout.comments_above(key_start) if len(entries) == 1 else first, last)]


def _emptied(layout: Layout, entries: SeqNode) -> Splice:
    """Return the splice that leaves only the brackets of a list."""
    start, end = layout.after_anchor(entries.start) + 1, entries.end - 1
    if layout.has_comment(entries, start - 1, end + 1):
        raise NotCleanError("a comment stands in the brackets", start)
    return Splice(start, end, "")


def _deleted(layout: Layout, first: int, last: int) -> Splice:
    if last == len(layout.text):  # without a line break at the end of the file: the one before goes instead
        return Splice(len(layout.text[:first].rstrip("\r\n")), last, "")
    after = layout.next_line(last)
    above = layout.line_start(first - 1) if first else 0
    if first and not layout.text[above:first].strip():  # one of two empty lines around it
        following = layout.text[after : layout.line_end(after)]
        if not following.strip() or after == len(layout.text):
            first = above
    return Splice(first, after, "")


def _without_one(layout: Layout, places: Sequence[tuple[int, int, int]], index: int) -> Splice:
    """Return the splice that takes one of several out of brackets, with the comma before or after it."""
    start, end = places[index][1:]
    if index + 1 < len(places):
        following = places[index + 1][1]
        first, last, between = start, following, layout.text[end:following]
    else:
        first, last, between = places[index - 1][2], end, layout.text[places[index - 1][2] : start]
    if "#" in between:
        raise NotCleanError("a comment stands beside it in the brackets; write it on lines of its own first", start)
    return Splice(first, last, "")


def put(layout: Layout, mapping: MapNode, change: PutEntry) -> Splice:
    """Return the splice that adds an entry to a list, indented as the others are.

    Raises:
        NotCleanError: if that cannot be done.
    """
    others = mapping.get(change.key)
    if isinstance(others, SeqNode) and others:
        lines = _shifted(layout, change, layout.dash_column(others), mapping.start)
        return below(layout, others[-1], others.places()[-1], lines, blank=layout.blank_between(others))
    return _in_new_list(layout, mapping, change)


def below(layout: Layout, node: Node, at: At, lines: Sequence[str], *, blank: bool = False) -> Splice:
    """Return the splice that adds lines below a value, after an empty one if `blank`, if that is not text of the value.

    Raises:
        NotCleanError: if the line break at the end of the file, which is missing, would become text of the value.
    """
    _, start, end = at
    place = layout.line_end(layout.content_end(node, start, end))
    if place == len(layout.text) and layout.ends_in_text(node, start):
        raise NotCleanError("the text at the end of the file has no line break after it; add one first", start)
    if blank and not layout.keeps_lines(node, start):
        lines = ["", *lines]
    return Splice(place, place, layout.line_break + layout.line_break.join(lines))


def _in_new_list(layout: Layout, mapping: MapNode, change: PutEntry) -> Splice:
    """Return the splice that adds an entry to a mapping that has no such list, or an empty one."""
    fields = mapping.fields()
    if change.key in mapping:
        key_start, start, _ = fields[change.key]
        lines = _shifted(layout, change, layout.key_column(key_start) + layout.dash_indent, mapping.start)
        at = layout.line_end(start)
        return Splice(at, at, layout.line_break + layout.line_break.join(lines))
    rank = {name: nth for nth, name in enumerate(change.order)}
    earlier = [key for key in mapping if rank.get(key, len(rank)) < rank[change.key]]
    key = max(earlier, key=lambda one: rank[one])
    column = layout.key_column(next(iter(fields.values()))[0])
    lines = _shifted(layout, change, column + layout.dash_indent, mapping.start)
    return below(layout, mapping[key], fields[key], [" " * column + f"{change.key}:", *lines])


def _shifted(layout: Layout, change: PutEntry, column: int, offset: int) -> list[str]:
    return [_moved(line, column - change.entry.column, offset) for line in change.entry.lines]


def _moved(line: str, by: int, offset: int) -> str:
    if not line.strip():
        return line
    if by < 0 and line[:-by].strip():
        raise NotCleanError("one of its lines is indented too little", offset)
    return " " * by + line if by > 0 else line[-by:]
