"""What one version of an entry says otherwise than the one before, key by key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from pap_cli.model.dates import Due
from pap_cli.model.entry import Entry, written_fields
from pap_cli.model.facts import Fact
from pap_cli.model.versions import Change, Life

# A key of an entry, or an entry in a list.
Step: TypeAlias = str | Entry
# The fields by which an entry in a list is known again.
_NAMES = ("period", "id", "name", "kpi", "where")


class Edit(Struct, frozen=True):
    """One value that is another: where it is, from the entry down, and what it was and is; None for nothing."""

    path: tuple[Step, ...]
    before: object
    after: object

    @property
    def key(self) -> str:
        """The key of the entry that it is in."""
        return str(self.path[0])


def entry_before(life: Life, change: Change) -> Entry | None:
    """Return what an entry was last before a change, also if it was out of the plan for a time."""
    earlier = life.versions[: life.versions.index(change.after)]
    return next((version.entry for version in reversed(earlier) if version.entry is not None), None)


def edits(before: Entry, after: Entry) -> Iterator[Edit]:
    """Yield what is written otherwise in two entries of one type, in the order of their keys."""
    yield from _of(before, after, ())


def _of(before: Entry, after: Entry, path: tuple[Step, ...]) -> Iterator[Edit]:
    for field in written_fields(type(after)):
        was, now = getattr(before, field.name, None), getattr(after, field.name)
        if same(was, now):
            continue
        here = (*path, field.about.key or field.name)
        if isinstance(was, tuple) and isinstance(now, tuple):
            yield from _of_lists(was, now, here)
        else:
            yield Edit(here, was, now)


def same(before: object, after: object) -> bool:
    """Return True if two values say the same: a date is the day that it means, however it is written."""
    if isinstance(before, Due) and isinstance(after, Due):
        return before.day == after.day
    return before == after


def _of_lists(before: Sequence[object], after: Sequence[object], path: tuple[Step, ...]) -> Iterator[Edit]:
    gone, come = _without(before, after), _without(after, before)
    if not any(isinstance(one, Entry) for one in (*gone, *come)):
        yield Edit(path, tuple(before), tuple(after))
        return
    for was, now in _paired(gone, come):
        if isinstance(was, Entry) and isinstance(now, Entry) and not isinstance(now, Fact):
            yield from _of(was, now, (*path, now))
        else:
            yield Edit(path, was, now)


def _without(ones: Sequence[object], others: Sequence[object]) -> list[object]:
    """Return what is in one list and not in another, however often it is there."""
    left = list(others)
    found = []
    for one in ones:
        if one in left:
            left.remove(one)
        else:
            found.append(one)
    return found


def _paired(gone: list[object], come: list[object]) -> Iterator[tuple[object, object]]:
    """Yield what is gone with what has come in its place: under the same name, or alone on both sides."""
    names = {_name(one): one for one in come if _name(one) is not None}
    left = list(come)
    for one in gone:
        match = names.get(_name(one)) if _name(one) is not None else None
        if match is None and _name(one) is None and len(gone) == len(come):
            match = left[0] if left else None
        if match is not None and match in left:
            left.remove(match)
            yield one, match
        else:
            yield one, None
    for one in left:
        yield None, one


def _name(one: object) -> object:
    for name in _NAMES:
        value = getattr(one, name, None)
        if value is not None:
            return (name, value.written if hasattr(value, "written") else value)
    return None
