"""Which of the entries that a commit put in are ones that it took out, under another ID or plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from pap_cli.model.entry import Entry
from pap_cli.model.plan import Header
from pap_cli.model.versions import HEADER, KPI, Key


class Renames:
    """Pairs what is gone with what has come, where that is plain; `found` has the new key by the old one."""

    def __init__(self, gone: Mapping[Key, Entry], come: Mapping[Key, Entry]) -> None:
        self.gone = dict(gone)
        self.come = dict(come)
        self.found: dict[Key, Key] = {}
        self.plans: dict[str | None, str | None] = {}
        self._plans()
        self._by_was()
        self._by(_apart_from_id)
        self._by(_title)

    def _pair(self, old: Key, new: Key) -> None:
        self.found[old] = new
        del self.gone[old]
        del self.come[new]

    def _plan(self, key: Key) -> str | None:
        """Return the plan of an entry that is gone, by the name that it has now."""
        return self.plans.get(key[0], key[0])

    def _plans(self) -> None:
        """Pair the plans, with all of their entries, and the KPIs that say to which plan they belong."""
        old = [key for key in self.gone if key[1] == HEADER]
        new = [key for key in self.come if key[1] == HEADER]
        for key in old:
            counts = Counter(
                {
                    other: sum((other[0], *each[1:]) in self.come for each in self.gone if each[0] == key[0])
                    for other in new
                }
            )
            likely = [
                other for other, count in counts.items() if count > 1 or _same_plan(self.gone[key], self.come[other])
            ]
            if len(likely) == 1:
                self.plans[key[0]] = likely[0][0]
        for key in list(self.gone):
            moved = (self._plan(key), *key[1:])
            if moved != key and moved in self.come:
                self._pair(key, moved)
        by_id: dict[str, list[Key]] = {}
        for key in self.come:
            if key[1] == KPI:
                by_id.setdefault(key[2], []).append(key)
        for key in list(self.gone):
            same = by_id.get(key[2], []) if key[1] == KPI else []
            if len(same) == 1 and same[0] in self.come:
                self._pair(key, same[0])

    def _by_was(self) -> None:
        for new, entry in list(self.come.items()):
            for id in getattr(entry, "was", ()):
                old = next(
                    (key for key in self.gone if key[1:] == (new[1], id) and self._plan(key) == new[0]),
                    None,
                )
                if old is not None:
                    self._pair(old, new)
                    break

    def _by(self, trait: Callable[[Entry], Any]) -> None:
        """Pair the entries of one plan and kind of which only one on each side has a trait."""
        for old, new in list(_pairs(self.gone, self.come, trait, self._plan)):
            self._pair(old, new)


def _pairs(
    gone: Mapping[Key, Entry],
    come: Mapping[Key, Entry],
    trait: Callable[[Entry], Any],
    plan: Callable[[Key], str | None],
) -> Iterable[tuple[Key, Key]]:
    for old, entry in gone.items():
        mine = trait(entry)
        if mine is None:
            continue
        like_old = [key for key, one in gone.items() if _comparable(one, entry) and trait(one) == mine]
        like_new = [
            key for key, one in come.items() if _comparable(one, entry) and key[0] == plan(old) and trait(one) == mine
        ]
        if len(like_old) == len(like_new) == 1:
            yield old, like_new[0]


def _comparable(one: Entry, other: Entry) -> bool:
    return type(one) is type(other)


def _apart_from_id(entry: Entry) -> Entry | None:
    """Return an entry with the same ID as every other; None of one that says too little to be known again."""
    if isinstance(entry, Header):
        return None
    changes: dict[str, Any] = {"id": ""}
    if hasattr(entry, "was"):
        changes["was"] = ()
    return replace(entry, **changes)


def _title(entry: Entry) -> str | None:
    if isinstance(entry, Header):
        return None
    title = getattr(entry, "title", None)
    return title if isinstance(title, str) and title else None


def _same_plan(one: Entry, other: Entry) -> bool:
    return isinstance(one, Header) and isinstance(other, Header) and one.title == other.title
