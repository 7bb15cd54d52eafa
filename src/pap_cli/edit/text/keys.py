"""A key of a mapping: given a value, added where the order of keys puts it, or given another name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pap_cli.edit.text.changes import RenameKey, SetKey, Value
from pap_cli.edit.text.layout import Layout
from pap_cli.edit.text.lines import in_brackets, key_lines
from pap_cli.edit.text.move import below
from pap_cli.edit.text.problems import NotCleanError
from pap_cli.edit.text.scalars import Word, as_yaml, key_as_yaml
from pap_cli.edit.text.splice import Splice
from pap_cli.edit.text.values import filled, refuse_shared, refuse_within, replaced
from pap_cli.load.yaml.nodes import MapNode


def set_key(layout: Layout, mapping: MapNode, change: SetKey) -> list[Splice]:
    """Return the splices that give a key a value.

    Raises:
        NotCleanError: if a comment would be lost, or the value is repeated by an alias.
    """
    if change.key not in mapping:
        return [added_key(layout, mapping, change.key, change.value, change.order, block=change.block)]
    old, (key_start, start, end) = mapping[change.key], mapping.at(change.key)
    if old is None and not isinstance(change.value, str):
        return [filled(layout, mapping, change.key, change.value, block=change.block)]
    if not (isinstance(old, str) and isinstance(change.value, Mapping) and not layout.in_brackets(mapping)):
        return [replaced(layout, old, (key_start, start, end), change.value)]
    refuse_shared(layout, (key_start, start, end))
    column = layout.key_column(key_start)
    _, *rest = key_lines(change.key, change.value, column, layout.dash_indent, brackets=None)
    if not rest:
        return [replaced(layout, old, (key_start, start, end), change.value)]
    # below the key, so that a comment at the end of its line stays there
    end = layout.content_end(old, start, end)
    colon = start - len(layout.text[key_start:start]) + len(layout.text[key_start:start].rstrip())
    refuse_within(layout, old, colon, start, end)
    at = layout.line_end(end)
    return [Splice(colon, end, ""), Splice(at, at, layout.line_break + layout.line_break.join(rest))]


def added_key(
    layout: Layout, mapping: MapNode, key: str, value: Value, order: Sequence[str], *, block: bool = False
) -> Splice:
    """Return the splice that adds a key after those that come before it in the order of keys."""
    before = _predecessor(mapping, key, order)
    if layout.in_brackets(mapping):
        written = f"{key_as_yaml(key, brackets=True)}: {in_brackets(value)}"
        if before is None:
            at = layout.after_anchor(mapping.start) + 1
            return Splice(at, at, written + (", " if mapping else ""))
        _, start, end = mapping.at(before)
        if start == end:  # without a blank, some readers of YAML take the colon and the comma for text
            at = end + layout.text.startswith(" ", end)
            return Splice(at, at, f"{'' if at > end else ' '}, {written}")
        end = layout.content_end(mapping[before], start, end)
        return Splice(end, end, f", {written}")
    fields = mapping.fields()
    first = layout.key_start(next(iter(fields.values()))[0])
    column = layout.column(first)
    brackets = False if block else layout.written_in_brackets(key)
    lines = key_lines(key, value, column, layout.dash_indent, brackets=brackets)
    if before is None:
        indent = " " * column
        text = layout.line_break.join(lines) + layout.line_break + indent
        return Splice(first, first, text)
    lines[0] = " " * column + lines[0]
    return below(layout, mapping[before], fields[before], lines, blank=mapping is layout.root and layout.sections_apart)


def _predecessor(mapping: MapNode, key: str, order: Sequence[str]) -> str | None:
    """Return the key of a mapping after which another is written; None if it comes first."""
    keys = list(mapping)
    if key not in order:
        return keys[-1] if keys else None
    rank = {name: nth for nth, name in enumerate(order)}
    earlier = [one for one in keys if rank.get(one, -1) < rank[key] and one in rank]
    return max(earlier, key=lambda one: rank[one]) if earlier else None


def key_renamed(layout: Layout, key_start: int, change: RenameKey) -> Splice:
    """Return the splice that gives a key another name.

    Raises:
        NotCleanError: if it is written in another form than pap writes it.
    """
    text = layout.text
    marks = text[key_start] if text[key_start] in "'\"" else ""
    written = as_yaml(Word(change.key), marks=marks)
    if not text.startswith(written, key_start):
        raise NotCleanError("the key is not written plainly", key_start)
    return Splice(key_start, key_start + len(written), as_yaml(Word(change.new), marks=marks))
