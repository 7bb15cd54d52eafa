"""Changes as replacements in the text of a file: the lines that a change needs, and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pap_cli.edit.text.changes import (
    AddEntry,
    Change,
    Lifted,
    Path,
    PutEntry,
    RenameKey,
    SetEntry,
    SetKey,
    TakeEntry,
    Value,
    meaning,
)
from pap_cli.edit.text.layout import Layout
from pap_cli.edit.text.lines import entry_lines, in_brackets, key_lines
from pap_cli.edit.text.move import lifted, put, taken
from pap_cli.edit.text.problems import NotCleanError, UnexpectedMeaningError
from pap_cli.edit.text.scalars import Word, as_yaml
from pap_cli.edit.text.splice import Splice, spliced
from pap_cli.load.yaml.nodes import At, MapNode, Quoted, SeqNode
from pap_cli.load.yaml.nodes import Value as Node
from pap_cli.load.yaml.read import read_nodes
from pap_cli.model.place import Source


def changed_text(text: str, changes: Sequence[Change]) -> str:
    """Return the text of a file with changes, and with every other character as it was.

    The result is read again, and must mean exactly what the changes say.

    Raises:
        NotCleanError: if a change cannot be made without changing something else.
        UnexpectedMeaningError: if the result means anything else.
    """
    waiting = list(changes)
    while waiting:
        root = _read(text)
        layout = Layout(text, root)
        now, waiting = _apart(waiting)
        splices: list[Splice] = []
        expected = root
        for change in now:
            splices += splices_of(layout, change)
            expected = meaning(expected, change)
        text = spliced(text, splices)
        if _read(text) != expected:
            raise UnexpectedMeaningError
    return text


def lift(text: str, path: Path, key: str, index: int) -> Lifted:
    """Return an entry of a list as it is written, with the comments above it.

    Raises:
        NotCleanError: if it has no lines of its own, or is shared by an alias.
    """
    layout = Layout(text, _read(text))
    return lifted(layout, _mapping(layout, path), key, index)


def _read(text: str) -> MapNode:
    root = read_nodes(Source("", text), lambda *_: None)
    if not isinstance(root, MapNode):
        raise UnexpectedMeaningError
    return root


def _apart(changes: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """Return the changes that can be made at once, and those that must wait for them.

    Two changes of one item, or of one item and another in it, are made one after the other.
    """
    now: list[Change] = []
    later: list[Change] = []
    made: set[Path] = set()
    around: set[Path] = set()
    for change in changes:
        prefixes = {change.path[:length] for length in range(len(change.path) + 1)}
        if change.path in around or not prefixes.isdisjoint(made):
            later.append(change)
        else:
            now.append(change)
        # a list that gets shorter or longer changes the paths into it
        made.add(() if isinstance(change, TakeEntry | PutEntry) else change.path)
        around.update(prefixes)
    return now, later


def splices_of(layout: Layout, change: Change) -> list[Splice]:
    """Return what to replace in a text for one change.

    Raises:
        NotCleanError: if something else would change.
    """
    match change:
        case SetKey():
            return _set_key(layout, _mapping(layout, change.path), change)
        case AddEntry():
            return _add_entry(layout, _mapping(layout, change.path), change)
        case RenameKey():
            mapping = _mapping(layout, change.path)
            key_start, start, _ = mapping.at(change.key)
            return [_key_renamed(layout, key_start, start, change)]
        case SetEntry():
            entries = _container(layout, change.path)
            if not isinstance(entries, SeqNode):
                raise UnexpectedMeaningError
            return [_replaced(layout, entries[change.index], entries.places()[change.index], change.value)]
        case TakeEntry():
            return [taken(layout, _mapping(layout, change.path), change)]
        case PutEntry():
            mapping = _mapping(layout, change.path)
            if (
                change.entry.lines
                and not layout.in_brackets(mapping)
                and not layout.in_brackets(mapping.get(change.key))
            ):
                return [put(layout, mapping, change)]
            if any("#" in line for line in change.entry.lines):
                raise NotCleanError(
                    "the list that it would join is in brackets, which have no room for its comments", 0
                )
            added = AddEntry(change.path, change.key, _as_written(change.entry.value), change.order)
            return _add_entry(layout, mapping, added)


def _container(layout: Layout, path: Path) -> Node:
    """Return the container at a path, none of which may be an alias or be shared by one."""
    node: Node = layout.root
    for step in path:
        if isinstance(node, MapNode) and isinstance(step, str):
            _refuse_shared(layout, node.at(step))
            node = node[step]
        elif isinstance(node, SeqNode) and isinstance(step, int):
            _refuse_shared(layout, node.places()[step])
            node = node[step]
        else:
            raise UnexpectedMeaningError
    return node


def _mapping(layout: Layout, path: Path) -> MapNode:
    node = _container(layout, path)
    if not isinstance(node, MapNode):
        raise UnexpectedMeaningError
    return node


def _refuse_shared(layout: Layout, at: At) -> None:
    start = at[1]
    if layout.is_alias(start):
        name = layout.text[start : start + 40].split()[0]
        raise NotCleanError(
            f"it is written as the alias {name}, so the change would also change what it stands for", start
        )
    if layout.is_shared(start):
        name = layout.anchor(start)
        raise NotCleanError(f"the alias *{name} repeats it elsewhere in the file, so that would change too", start)


def _set_key(layout: Layout, mapping: MapNode, change: SetKey) -> list[Splice]:
    if change.key not in mapping:
        return [_added_key(layout, mapping, change.key, change.value, change.order, block=change.block)]
    old, (key_start, start, end) = mapping[change.key], mapping.at(change.key)
    if not (isinstance(old, str) and isinstance(change.value, Mapping) and not layout.in_brackets(mapping)):
        return [_replaced(layout, old, (key_start, start, end), change.value)]
    _refuse_shared(layout, (key_start, start, end))
    column = layout.column(key_start)
    _, *rest = key_lines(change.key, change.value, column, layout.dash_indent, brackets=None)
    if not rest:
        return [_replaced(layout, old, (key_start, start, end), change.value)]
    # below the key, so that a comment at the end of its line stays there
    end = layout.content_end(old, start, end)
    colon = start - len(layout.text[key_start:start]) + len(layout.text[key_start:start].rstrip())
    at = layout.line_end(end)
    return [Splice(colon, end, ""), Splice(at, at, layout.line_break + layout.line_break.join(rest))]


def _added_key(
    layout: Layout, mapping: MapNode, key: str, value: Value, order: Sequence[str], *, block: bool = False
) -> Splice:
    """Return the splice that adds a key after those that come before it in the order of keys."""
    before = _predecessor(mapping, key, order)
    if layout.in_brackets(mapping):
        written = f"{as_yaml(Word(key), brackets=True)}: {in_brackets(value)}"
        if before is None:
            at = layout.after_anchor(mapping.start) + 1
            return Splice(at, at, written + (", " if mapping else ""))
        _, start, end = mapping.at(before)
        end = layout.content_end(mapping[before], start, end)
        return Splice(end, end, f", {written}")
    fields = mapping.fields()
    first = next(iter(fields.values()))[0]
    column = layout.column(first)
    brackets = False if block else layout.written_in_brackets(key)
    lines = key_lines(key, value, column, layout.dash_indent, brackets=brackets)
    if before is None:
        indent = " " * column
        text = layout.line_break.join(lines) + layout.line_break + indent
        return Splice(first, first, text)
    _, start, end = fields[before]
    at = layout.line_end(layout.content_end(mapping[before], start, end))
    section = layout.line_break if mapping is layout.root and layout.sections_apart else ""
    return Splice(at, at, section + layout.line_break + " " * column + layout.line_break.join(lines))


def _predecessor(mapping: MapNode, key: str, order: Sequence[str]) -> str | None:
    """Return the key of a mapping after which another is written; None if it comes first."""
    keys = list(mapping)
    if key not in order:
        return keys[-1] if keys else None
    rank = {name: nth for nth, name in enumerate(order)}
    earlier = [one for one in keys if rank.get(one, -1) < rank[key] and one in rank]
    return max(earlier, key=lambda one: rank[one]) if earlier else None


def _replaced(layout: Layout, old: Node, at: At, value: Value) -> Splice:
    """Return the splice that puts a value in place of another, with its quotation marks."""
    key_start, start, end = at
    text = layout.text
    if layout.anchor(start):
        _refuse_shared(layout, at)
    if isinstance(old, MapNode | SeqNode) and not layout.in_brackets(old) and not layout.is_alias(start):
        colon = text.rfind(":", key_start, start)
        if "#" in text[colon:start]:
            raise NotCleanError("a comment stands between the key and its value", start)
        end = layout.content_end(old, start, end)
        return Splice(colon + 1, end, " " + _written(layout, value, start))
    if start == end:
        missing = "" if text[start - 1 : start] == ":" else ":"
        return Splice(start, start, f"{missing} {_written(layout, value, start)}")
    end = layout.content_end(old, start, end)
    return Splice(start, end, _written(layout, value, start, text[start]))


def _written(layout: Layout, value: Value, start: int, marks: str = "") -> str:
    if isinstance(value, str):
        return as_yaml(value, brackets=_inside_brackets(layout, start), marks=marks if marks in "'\"" else "")
    return in_brackets(value)


def _as_written(value: Node) -> Value:
    """Return a value so that what has no quotation marks gets none."""
    if isinstance(value, MapNode):
        return {key: _as_written(one) for key, one in value.items()}
    if isinstance(value, SeqNode):
        return [_as_written(one) for one in value]
    return Word("null") if value is None else value if isinstance(value, Quoted) else Word(value)


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


def _key_renamed(layout: Layout, key_start: int, start: int, change: RenameKey) -> Splice:
    text = layout.text
    marks = text[key_start] if text[key_start] in "'\"" else ""
    written = as_yaml(Word(change.key), marks=marks)
    if not text.startswith(written, key_start):
        raise NotCleanError("the key is not written plainly", key_start)
    return Splice(key_start, key_start + len(written), as_yaml(Word(change.new), marks=marks))


def _add_entry(layout: Layout, mapping: MapNode, change: AddEntry) -> list[Splice]:
    key, value = change.key, change.value
    old = mapping.get(key)
    if old is None:
        whole = value if change.single else [value]
        if key not in mapping:
            return [_added_key(layout, mapping, key, whole, change.order)]
        return [_filled(layout, mapping, key, whole)]
    at = mapping.at(key)
    _refuse_shared(layout, at)
    if not isinstance(old, SeqNode):
        return _made_a_list(layout, mapping, key, value)
    if layout.in_brackets(old):
        if not old:
            start = layout.after_anchor(old.start) + 1
            return [Splice(start, start, in_brackets(value))]
        _, start, end = old.places()[-1]
        end = layout.content_end(old[-1], start, end)
        return [Splice(end, end, f", {in_brackets(value)}")]
    return [added_line(layout, old, value)]


def added_line(layout: Layout, old: SeqNode, value: Value) -> Splice:
    """Return the splice that adds an entry below the last one of a list with dashes."""
    _, start, end = old.places()[-1]
    column = layout.column(old.start)
    brackets = None
    if isinstance(old[-1], MapNode) and not layout.is_alias(start):
        brackets = layout.in_brackets(old[-1])
    dash = layout.line_start(start) + column
    gap = start - dash - 1 if layout.text[dash:start].strip() == "-" else 1
    lines = entry_lines(value, column, layout.dash_indent, brackets=brackets, gap=gap)
    if layout.blank_between(old):
        lines.insert(0, "")
    at = layout.line_end(layout.content_end(old[-1], start, end))
    return Splice(at, at, layout.line_break + layout.line_break.join(lines))


def _filled(layout: Layout, mapping: MapNode, key: str, value: Value) -> Splice:
    """Return the splice that gives a value to a key that has none."""
    key_start, start, end = mapping.at(key)
    if layout.in_brackets(mapping) or isinstance(value, str) or start != end:
        return _replaced(layout, None, (key_start, start, end), value)
    column = layout.column(key_start)
    _, *rest = key_lines(key, value, column, layout.dash_indent, brackets=layout.written_in_brackets(key))
    if not rest:
        return _replaced(layout, None, (key_start, start, end), value)
    at = layout.line_end(start)
    return Splice(at, at, layout.line_break + layout.line_break.join(rest))


def _made_a_list(layout: Layout, mapping: MapNode, key: str, value: Value) -> list[Splice]:
    """Return the splices that make a single value the first entry of a list, and add another."""
    key_start, start, end = mapping.at(key)
    old = mapping[key]
    text = layout.text
    end = layout.content_end(old, start, end)
    if layout.in_brackets(mapping):
        return [Splice(start, start, "["), Splice(end, end, f", {in_brackets(value)}]")]
    column = layout.column(key_start) + layout.dash_indent
    lines = entry_lines(value, column, layout.dash_indent, brackets=None)
    added = Splice(layout.line_end(end), layout.line_end(end), layout.line_break + layout.line_break.join(lines))
    dash = " " * column + "- "
    if isinstance(old, MapNode) and not layout.in_brackets(old):
        first = layout.line_start(start)
        by = len(dash) - layout.column(start)
        return [*_indented(layout, first, end, by, dash), added]
    if "\n" in text[start:end] or "\r" in text[start:end]:
        raise NotCleanError(f"{key} is text over several lines; make it a list first", start)
    colon = start - len(text[key_start:start]) + len(text[key_start:start].rstrip())
    return [Splice(colon, start, layout.line_break + dash), added]


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
        following = layout.line_end(at)
        at = following + (2 if layout.text.startswith("\r\n", following) else 1)
    return splices
