"""A value put in the place of another, with its quotation marks, and what may not be replaced."""

from __future__ import annotations

from pap_cli.edit.text.changes import Value
from pap_cli.edit.text.layout import Layout
from pap_cli.edit.text.lines import in_brackets, key_lines
from pap_cli.edit.text.problems import NotCleanError
from pap_cli.edit.text.scalars import as_yaml
from pap_cli.edit.text.splice import Splice
from pap_cli.load.yaml.nodes import At, MapNode, SeqNode
from pap_cli.load.yaml.nodes import Value as Node


def refuse_shared(layout: Layout, at: At) -> None:
    """Refuse to change a value that an alias repeats, or that is one.

    Raises:
        NotCleanError: always, if so.
    """
    start = at[1]
    if layout.is_alias(start):
        name = layout.text[start : start + 40].split()[0]
        raise NotCleanError(
            f"it is written as the alias {name}, so the change would also change what it stands for", start
        )
    if layout.is_shared(start):
        name = layout.anchor(start)
        raise NotCleanError(f"the alias *{name} repeats it elsewhere in the file, so that would change too", start)


def refuse_within(layout: Layout, old: Node, colon: int, start: int, end: int) -> None:
    """Refuse to replace a value with comments or shared anchors in it, or with comments between it and its key.

    Raises:
        NotCleanError: always, if so.
    """
    if not layout.is_alias(start) and (shared := layout.first_shared(old, start)) is not None:
        raise NotCleanError("an alias elsewhere repeats a part of it", shared)
    if "#" in layout.text[colon:start] or layout.has_comment(old, start, end):
        raise NotCleanError("a comment stands within the value that would be replaced", start)


def replaced(layout: Layout, old: Node, at: At, value: Value) -> Splice:
    """Return the splice that puts a value in place of another, with its quotation marks."""
    key_start, start, end = at
    text = layout.text
    if layout.anchor(start):
        refuse_shared(layout, at)
    if isinstance(old, MapNode | SeqNode) and not layout.in_brackets(old) and not layout.is_alias(start):
        colon = text.rfind(":", key_start, start)
        end = layout.content_end(old, start, end)
        refuse_within(layout, old, colon, start, end)
        return Splice(colon + 1, end, " " + _written(layout, value, start))
    if start == end:
        if layout.key_start(key_start) != key_start:
            raise NotCleanError("the key has no value, and is written with a question mark", key_start)
        missing = "" if text[start - 1 : start] == ":" else ":"
        inside = _inside_brackets(layout, key_start)
        end += inside and text.startswith(" ", end)
        return Splice(start, end, f"{missing} {_written(layout, value, key_start)}")
    end = layout.content_end(old, start, end)
    if not isinstance(old, str):
        refuse_within(layout, old, start, start, end)
    return Splice(start, end, _written(layout, value, start, text[start]))


def filled(layout: Layout, mapping: MapNode, key: str, value: Value, *, block: bool = False) -> Splice:
    """Return the splice that gives a value to a key that has none."""
    key_start, start, end = mapping.at(key)
    if layout.in_brackets(mapping) or isinstance(value, str) or start != end:
        return replaced(layout, None, (key_start, start, end), value)
    column = layout.key_column(key_start)
    brackets = False if block else layout.written_in_brackets(key)
    _, *rest = key_lines(key, value, column, layout.dash_indent, brackets=brackets)
    if not rest:
        return replaced(layout, None, (key_start, start, end), value)
    at = layout.line_end(start)
    return Splice(at, at, layout.line_break + layout.line_break.join(rest))


def _written(layout: Layout, value: Value, start: int, marks: str = "") -> str:
    if isinstance(value, str):
        return as_yaml(value, brackets=_inside_brackets(layout, start), marks=marks if marks in "'\"" else "")
    return in_brackets(value)


def _inside_brackets(layout: Layout, offset: int) -> bool:
    """Return True if a value at an offset is in a mapping or a list in brackets."""
    node: Node = layout.root
    while isinstance(node, MapNode | SeqNode):
        if layout.in_brackets(node):
            return True
        inner = node.values() if isinstance(node, MapNode) else node
        places = node.fields().values() if isinstance(node, MapNode) else node.places()
        node = next((one for one, at in zip(inner, places, strict=True) if at[1] <= offset < at[2]), None)
    return False
