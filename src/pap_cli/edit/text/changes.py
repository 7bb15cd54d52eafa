"""Changes to the values of a YAML file: what each one is, and what the file means after it.

A path has the keys and indexes that lead from the root of a file to a value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct

Path: TypeAlias = tuple[str | int, ...]
# Text, or a mapping or a list of such values; a `Word` is written without quotation marks.
Value: TypeAlias = str | Mapping[str, Any] | Sequence[Any]


class SetKey(Struct, frozen=True):
    """Give a key of a mapping a value, whether or not it has one."""

    path: Path
    key: str
    value: Value
    # The keys of the mapping in the order in which they should be written.
    order: Sequence[str] = ()
    # Whether a new mapping has a line for each key, even if all fit on one.
    block: bool = False


class AddEntry(Struct, frozen=True):
    """Add an entry to the list of a key, which may be missing or be a single value."""

    path: Path
    key: str
    value: Value
    order: Sequence[str] = ()
    # True if a first entry is written without a list.
    single: bool = False
    # Entries to add below it, at once.
    more: tuple[Value, ...] = ()

    @property
    def values(self) -> tuple[Value, ...]:
        """All entries that are added."""
        return (self.value, *self.more)


class RenameKey(Struct, frozen=True):
    """Give a key of a mapping another name, in its place."""

    path: Path
    key: str
    new: str


class SetEntry(Struct, frozen=True):
    """Replace the text of an entry of a list."""

    path: Path
    index: int
    value: str


class TakeEntry(Struct, frozen=True):
    """Take an entry out of the list of a key, with the comments above it; without entries the key goes too."""

    path: Path
    key: str
    index: int
    # True if an empty list stays where this was the only entry.
    empty: bool = False


class PutEntry(Struct, frozen=True):
    """Add an entry to the list of a key as it is written elsewhere, with the comments above it."""

    path: Path
    key: str
    entry: Lifted
    order: Sequence[str] = ()


class Lifted(Struct, frozen=True):
    """An entry of a list as it is written: its lines, the column of its dash, and what it means."""

    lines: tuple[str, ...]
    column: int
    value: Any


# A change within one entry.
EntryChange: TypeAlias = SetKey | AddEntry | RenameKey | SetEntry
Change: TypeAlias = EntryChange | TakeEntry | PutEntry


def meaning(root: Any, change: Change) -> Any:
    """Return what a file contains after a change, as mappings, lists and texts; ROOT is left as it is."""
    match change:
        case SetKey(path, key, value):
            return _at(root, path, lambda mapping: {**mapping, key: value})
        case AddEntry(path, key):
            return _at(root, path, lambda mapping: {**mapping, key: _with_entries(mapping.get(key), change)})
        case RenameKey(path, key, new):
            return _at(
                root, path, lambda mapping: {new if one == key else one: inner for one, inner in mapping.items()}
            )
        case SetEntry(path, index, value):
            return _at(root, path, lambda entries: [*entries[:index], value, *entries[index + 1 :]])
        case TakeEntry(path, key, index, empty=empty):
            return _at(root, path, lambda mapping: _without(mapping, key, index, empty=empty))
        case PutEntry(path, key, entry):
            return _at(root, path, lambda mapping: {**mapping, key: [*(mapping.get(key) or ()), entry.value]})


def _with_entries(old: Any, change: AddEntry) -> Any:
    if old is None:
        return change.value if change.single and not change.more else list(change.values)
    return [*old, *change.values] if isinstance(old, list) else [old, *change.values]


def _without(mapping: Mapping[str, Any], key: str, index: int, *, empty: bool) -> dict[str, Any]:
    rest = [one for nth, one in enumerate(mapping[key]) if nth != index]
    return {one: rest if one == key else inner for one, inner in mapping.items() if rest or empty or one != key}


def value_at(root: Any, path: Path) -> Any:
    """Return the value that a path leads to."""
    for step in path:
        root = root[step]
    return root


def _at(root: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """Return a container with the value at a path changed; what does not lead there is shared."""
    if not path:
        return change(root)
    step, rest = path[0], path[1:]
    inner = _at(root[step], rest, change)
    if isinstance(root, Mapping):
        return {key: inner if key == step else one for key, one in root.items()}
    return [inner if index == step else one for index, one in enumerate(root)]
