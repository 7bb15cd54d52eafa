"""Changes as replacements in the text of a file: the lines that a change needs, and no others."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

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
    meaning,
)
from pap_cli.edit.text.entries import add_entry
from pap_cli.edit.text.keys import added_key, key_renamed, set_key
from pap_cli.edit.text.layout import Layout
from pap_cli.edit.text.lines import as_written, says_all
from pap_cli.edit.text.move import is_left_empty, lifted, put, taken
from pap_cli.edit.text.problems import NotCleanError, UnexpectedMeaningError
from pap_cli.edit.text.splice import Splice, spliced
from pap_cli.edit.text.values import refuse_shared, replaced
from pap_cli.load.yaml.nodes import MapNode, SeqNode
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
        now, waiting = _apart([_settled(layout, change) for change in waiting])
        splices: list[Splice] = []
        expected = root
        for change in now:
            splices += splices_of(layout, change)
            expected = meaning(expected, change)
        text = spliced(text, splices)
        if _read(text) != expected:
            raise UnexpectedMeaningError
    return text


def _settled(layout: Layout, change: Change) -> Change:
    """Return a change with what depends on the comments in the file."""
    if isinstance(change, TakeEntry) and is_left_empty(layout, _mapping(layout, change.path), change):
        return replace(change, empty=True)
    return change


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
            return set_key(layout, _mapping(layout, change.path), change)
        case AddEntry():
            return _added(layout, _mapping(layout, change.path), change)
        case RenameKey():
            mapping = _mapping(layout, change.path)
            return [key_renamed(layout, mapping.at(change.key)[0], change)]
        case SetEntry():
            entries = _container(layout, change.path)
            if not isinstance(entries, SeqNode):
                raise UnexpectedMeaningError
            return [replaced(layout, entries[change.index], entries.places()[change.index], change.value)]
        case TakeEntry():
            return taken(layout, _mapping(layout, change.path), change)
        case PutEntry():
            return _put(layout, _mapping(layout, change.path), change)


def _container(layout: Layout, path: Path) -> Node:
    """Return the container at a path, none of which may be an alias or be shared by one."""
    node: Node = layout.root
    for step in path:
        if isinstance(node, MapNode) and isinstance(step, str):
            refuse_shared(layout, node.at(step))
            node = node[step]
        elif isinstance(node, SeqNode) and isinstance(step, int):
            refuse_shared(layout, node.places()[step])
            node = node[step]
        else:
            raise UnexpectedMeaningError
    return node


def _mapping(layout: Layout, path: Path) -> MapNode:
    node = _container(layout, path)
    if not isinstance(node, MapNode):
        raise UnexpectedMeaningError
    return node


def _added(layout: Layout, mapping: MapNode, change: AddEntry) -> list[Splice]:
    if change.key in mapping:
        return add_entry(layout, mapping, change)
    return [added_key(layout, mapping, change.key, change.value if change.single else [change.value], change.order)]


def _put(layout: Layout, mapping: MapNode, change: PutEntry) -> list[Splice]:
    """Return the splices that add an entry to a list: its lines as they are, or in brackets all on one line."""
    if change.entry.lines and not layout.in_brackets(mapping) and not layout.in_brackets(mapping.get(change.key)):
        return [put(layout, mapping, change)]
    value = as_written(change.entry.value)
    if change.entry.lines and not says_all("\n".join(change.entry.lines), value):
        raise NotCleanError(
            "the list that it would join is in brackets, which have no room for its comments and texts", mapping.start
        )
    return _added(layout, mapping, AddEntry(change.path, change.key, value, change.order))
