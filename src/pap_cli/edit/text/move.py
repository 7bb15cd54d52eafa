"""An entry of a list, with the comments above it, moved to another list as it is written."""

from __future__ import annotations

from pap_cli.edit.text.changes import MoveEntry
from pap_cli.edit.text.layout import Layout
from pap_cli.edit.text.problems import NotCleanError
from pap_cli.edit.text.splice import Splice
from pap_cli.load.yaml.nodes import MapNode, SeqNode


def moved(layout: Layout, source: MapNode, target: MapNode, change: MoveEntry) -> list[Splice]:
    """Return the splices that take an entry out of one list and put it at the end of another.

    Raises:
        NotCleanError: if one of the lists is in brackets, or the lines cannot be indented as the others are.
    """
    entries = source[change.key]
    others = target.get(change.to_key)
    if not isinstance(entries, SeqNode) or layout.in_brackets(entries) or layout.in_brackets(target):
        raise NotCleanError("it is in brackets with others; write it on lines of its own first", source.start)
    _, start, end = entries.places()[change.index]
    if layout.is_alias(start) or layout.is_shared(start):
        raise NotCleanError("it is written with an anchor or an alias", start)
    first = layout.comments_above(start)
    last = layout.line_end(layout.content_end(entries[change.index], start, end))
    lines = layout.text[first:last].splitlines()
    if isinstance(others, SeqNode) and others:
        if layout.in_brackets(others):
            raise NotCleanError("the list that it would join is in brackets", others.start)
        _, other, other_end = others.places()[-1]
        at = layout.line_end(layout.content_end(others[-1], other, other_end))
        above = [""] if layout.blank_between(others) else []
        column = layout.column(others.start)
    else:
        at, above, column = _new_list(layout, target, change)
    by = column - layout.column(entries.start)
    added = [*above, *(_shifted(layout, line, by, start) for line in lines)]
    return [
        Splice(at, at, layout.line_break + layout.line_break.join(added)),
        _taken(layout, source, change, first, last),
    ]


def _new_list(layout: Layout, target: MapNode, change: MoveEntry) -> tuple[int, list[str], int]:
    """Return where to add a list to a mapping, the lines above its entries, and the column of their dashes."""
    fields = target.fields()
    if change.to_key in target:
        key_start, start, _ = fields[change.to_key]
        return layout.line_end(start), [], layout.column(key_start) + layout.dash_indent
    rank = {name: nth for nth, name in enumerate(change.order)}
    earlier = [key for key in target if rank.get(key, len(rank)) < rank[change.to_key]]
    key = max(earlier, key=lambda one: rank[one])
    key_start, start, end = fields[key]
    column = layout.column(next(iter(fields.values()))[0])
    at = layout.line_end(layout.content_end(target[key], start, end))
    return at, [" " * column + f"{change.to_key}:"], column + layout.dash_indent


def _shifted(layout: Layout, line: str, by: int, offset: int) -> str:
    if not line.strip():
        return line
    if by < 0 and line[:-by].strip():
        raise NotCleanError("one of its lines is indented too little", offset)
    return " " * by + line if by > 0 else line[-by:]


def _taken(layout: Layout, source: MapNode, change: MoveEntry, first: int, last: int) -> Splice:
    """Return the splice that deletes the lines of an entry, and those of its list if it is the only one."""
    entries = source[change.key]
    if isinstance(entries, SeqNode) and len(entries) == 1:
        first = layout.comments_above(source.at(change.key)[0])
    if last == len(layout.text):  # without a line break at the end of the file: the one before goes instead
        return Splice(len(layout.text[:first].rstrip("\r\n")), last, "")
    after = last + (2 if layout.text.startswith("\r\n", last) else 1)
    above = layout.line_start(first - 1) if first else 0
    if first and not layout.text[above:first].strip():  # one of two empty lines around it
        following = layout.text[after : layout.line_end(after)]
        if not following.strip() or after == len(layout.text):
            first = above
    return Splice(first, after, "")
