"""An entry added to a list, which may be missing, empty, or a single value until then."""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.edit.text.changes import AddEntry, Value
from pap_cli.edit.text.layout import Layout
from pap_cli.edit.text.lines import entry_lines, in_brackets
from pap_cli.edit.text.move import below
from pap_cli.edit.text.problems import NotCleanError
from pap_cli.edit.text.splice import Splice
from pap_cli.edit.text.values import filled, refuse_shared
from pap_cli.load.yaml.nodes import MapNode, SeqNode


def add_entry(layout: Layout, mapping: MapNode, change: AddEntry) -> list[Splice]:
    """Return the splices that add an entry to the list of a key, which may be empty or a single value.

    Raises:
        NotCleanError: if its value is repeated by an alias, or cannot be made a list as it is written.
    """
    key = change.key
    old = mapping.get(key)
    if old is None:
        single = change.single and not change.more
        return [filled(layout, mapping, key, change.value if single else list(change.values))]
    at = mapping.at(key)
    refuse_shared(layout, at)
    if not isinstance(old, SeqNode):
        return _made_a_list(layout, mapping, key, change.values)
    if layout.in_brackets(old):
        if not old:
            start = layout.after_anchor(old.start) + 1
            return [Splice(start, start, ", ".join(map(in_brackets, change.values)))]
        _, start, end = old.places()[-1]
        end = layout.content_end(old[-1], start, end)
        return [Splice(end, end, "".join(f", {in_brackets(value)}" for value in change.values))]
    return [added_lines(layout, old, change.values)]


def added_lines(layout: Layout, old: SeqNode, values: Sequence[Value]) -> Splice:
    """Return the splice that adds entries below the last one of a list with dashes."""
    _, start, _ = at = old.places()[-1]
    column = layout.dash_column(old)
    brackets = None
    if isinstance(old[-1], MapNode) and not layout.is_alias(start):
        brackets = layout.in_brackets(old[-1])
    dash = layout.dash(old, len(old) - 1)
    gap = start - dash - 1 if layout.text[dash:start].strip() == "-" else 1
    blank = layout.blank_between(old)
    lines: list[str] = []
    for value in values:
        lines += [""] if blank and lines else []
        lines += entry_lines(value, column, layout.dash_indent, brackets=brackets, gap=gap)
    return below(layout, old[-1], at, lines, blank=blank)


def _made_a_list(layout: Layout, mapping: MapNode, key: str, values: Sequence[Value]) -> list[Splice]:
    """Return the splices that make a single value the first entry of a list, and add another."""
    key_start, start, end = mapping.at(key)
    old = mapping[key]
    text = layout.text
    end = layout.content_end(old, start, end)
    if layout.in_brackets(mapping):
        return [
            Splice(start, start, "["),
            Splice(end, end, "".join(f", {in_brackets(value)}" for value in values) + "]"),
        ]
    column = layout.key_column(key_start) + layout.dash_indent
    lines = [line for value in values for line in entry_lines(value, column, layout.dash_indent, brackets=None)]
    added = below(layout, old, (key_start, start, end), lines)
    if isinstance(old, MapNode) and layout.anchor(start):
        raise NotCleanError(f"{key} has an anchor; make it a list first", start)
    dash = " " * column + "- "
    if isinstance(old, MapNode) and not layout.in_brackets(old):
        first = layout.line_start(start)
        by = len(dash) - layout.column(start)
        return [*_indented(layout, first, end, by, dash), added]
    if layout.keeps_lines(old, start):
        raise NotCleanError(f"{key} is text that keeps the empty lines below it; make it a list first", start)
    colon = start - len(text[key_start:start]) + len(text[key_start:start].rstrip())
    shifted = _shifted(layout, start, end, layout.dash_indent)
    return [Splice(colon, start, layout.line_break + dash), *shifted, added]


def _shifted(layout: Layout, start: int, end: int, by: int) -> list[Splice]:
    """Return the splices that move the lines of a text after its first to the right, but for empty ones."""
    splices: list[Splice] = []
    at = layout.next_line(start)
    while by and at < end:
        if layout.text[at : layout.line_end(at)].strip():
            splices.append(Splice(at, at, " " * by))
        at = layout.next_line(at)
    return splices


def _indented(layout: Layout, start: int, end: int, by: int, dash: str) -> list[Splice]:
    """Return the splices that move the lines of a mapping to the right and put a dash before the first."""
    splices: list[Splice] = []
    at = start
    while at < end:
        line = layout.text[at : layout.line_end(at)]
        indent = len(line) - len(line.lstrip(" "))
        if at == start:
            splices.append(Splice(at, at + indent, dash))
        elif line.strip():
            splices.append(Splice(at, at + max(0, -by) if by < 0 else at, " " * max(0, by)))
        at = layout.next_line(at)
    return splices
