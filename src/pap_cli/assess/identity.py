"""Which item of one version of a plan is which of another: identity is the plan and the ID, not the file or the line.

A renamed ID is followed where `was:` names the old one, or where it is plain: exactly one item is gone and exactly one
is new that have the same title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Named(Protocol):
    """An entry with an ID."""

    @property
    def id(self) -> str:
        """Its ID."""


class Pairs(Struct, Generic[T], frozen=True):
    """The items of two versions: those that both have, as they were and as they are, and those that only one has."""

    both: tuple[tuple[T, T], ...]
    gone: tuple[T, ...] = ()
    new: tuple[T, ...] = ()


def pair(before: Iterable[T], now: Iterable[T], entry: Callable[[T], Named]) -> Pairs[T]:
    """Return which item of two versions is which, in the order of the second.

    Args:
        before: the items of one sort of a plan, as they were.
        now: the items of the same sort, as they are.
        entry: the entry of an item in the files, with its ID, and its title and earlier IDs if it can have them.
    """
    were, are = ({entry(one).id: one for one in some} for some in (before, now))
    gone = were.keys() - are.keys()
    former = _renamed([entry(were[id]) for id in gone], [entry(are[id]) for id in are.keys() - were.keys()])
    both: list[tuple[T, T]] = []
    new: list[T] = []
    for id, one in are.items():
        was = were.get(former.get(id, id))
        if was is None:
            new.append(one)
        else:
            both.append((was, one))
    followed = set(former.values())
    return Pairs(tuple(both), tuple(one for id, one in were.items() if id in gone and id not in followed), tuple(new))


def _renamed(gone: Iterable[Named], new: Iterable[Named]) -> dict[str, str]:
    """Return the former ID of each new item that is one of those that seem to be gone, by its new ID."""
    left = {one.id: one for one in gone}
    rest, found = [], {}
    for one in new:
        old = next((id for id in getattr(one, "was", ()) if id in left), None)
        if old is None:
            rest.append(one)
        else:
            found[one.id] = old
            del left[old]
    if not left or not rest:
        return found
    titled = {title: one.id for one in left.values() if (title := _title(one))}
    once = Counter(map(_title, left.values())), Counter(map(_title, rest))
    for one in rest:
        title = _title(one)
        if title in titled and once[0][title] == once[1][title] == 1:
            found[one.id] = titled[title]
    return found


def _title(one: Named) -> str:
    """Return the title of an entry without regard to case and spaces; empty for one without a title."""
    return " ".join((getattr(one, "title", None) or "").casefold().split())
