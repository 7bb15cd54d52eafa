"""The life of every entry, from what each commit took out of files and put into them.

An entry is known by its plan, its kind and its ID, not by its file.  A commit that takes an entry out of one file and
puts it into another changes nothing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from msgspec import NODEFAULT
from msgspec.structs import fields, replace

from pap_cli.load.entries.forms import all_of
from pap_cli.load.tables.figures import UNNAMED, with_revisions
from pap_cli.load.versions.files import Delta, Logged
from pap_cli.load.versions.pieces import STEPS, Found, Placed
from pap_cli.load.versions.renames import Renames
from pap_cli.load.workspace.figures import in_unit, with_calendar
from pap_cli.load.workspace.locate import TABLE
from pap_cli.model.entry import Entry
from pap_cli.model.kpi import Kpi, Observation
from pap_cli.model.place import Place
from pap_cli.model.plan import Header
from pap_cli.model.versions import HEADER, KPI, Commit, Key, Life, Version

_SECTIONS = frozenset(
    map(all_of, ("recommendations", "actions", STEPS, "reviews", "concerns", "risks", "kpis", "statutory"))
)
# The entry of a key in each file that has it: the first file counts, as when a workspace is read.
_Holders = dict[str, Found]


class _Files:
    """What is in the files after each commit: entries by key, and the figures of tables."""

    def __init__(self) -> None:
        self.plan_of_unit: dict[str, str | None] = {}
        self.in_unit: dict[str, dict[tuple[str, str, str], Found]] = {}
        self.entries: dict[Key, _Holders] = {}
        self.tables: dict[str, dict[int, tuple[Found, ...]]] = {}
        self.from_table: dict[str, dict[Key, None]] = {}
        self.touched: dict[Key, None] = {}
        self.lost: set[str] = set()

    def apply(self, deltas: Iterable[Delta]) -> None:
        """Take out and put in what one commit changed; `touched` are then the keys of all entries concerned."""
        self.touched = {}
        deltas = tuple(deltas)
        self.lost = {id for one in deltas for placed in one.come for id in placed.piece.lost}
        for one in deltas:
            if one.path.endswith(TABLE):
                self._rows(one)
        files = [one for one in deltas if not one.path.endswith(TABLE)]
        for one in files:
            for found in (each for placed in one.gone for each in placed.found):
                self._take(unit_of(one.path), one.path, found)
        self._plans(files)
        for one in files:
            for found in (each for placed in one.come for each in placed.found):
                self._put(unit_of(one.path), one.path, found)

    def now(self, key: Key) -> tuple[str, Found] | None:
        """Return the file and the entry of a key, with the figures that it takes from a table; None if it is gone."""
        holders = self.entries.get(key)
        if not holders:
            return None
        path = min(holders)
        found = holders[path]
        if isinstance(found.entry, Kpi):
            found = replace(found, entry=self._with_figures(found.entry, path))
        return path, found

    def is_lost(self, key: Key) -> bool:
        """Return True if an entry that is not there may be one that cannot be read."""
        return key[2] in self.lost or not _SECTIONS.isdisjoint(self.lost)

    def _take(self, unit: str, path: str, found: Found) -> None:
        self.in_unit.get(unit, {}).pop((*found.name, path), None)
        key = (self._plan(unit), *found.name)
        self.touched[key] = None
        holders = self.entries.get(key, {})
        holders.pop(path, None)
        if not holders:
            self.entries.pop(key, None)

    def _put(self, unit: str, path: str, found: Found) -> None:
        self.in_unit.setdefault(unit, {})[(*found.name, path)] = found
        key = (self._plan(unit), *found.name)
        self.touched[key] = None
        self.entries.setdefault(key, {})[path] = found
        if isinstance(found.entry, Kpi) and found.entry.csv is not None:
            self.from_table.setdefault(_table(path, found.entry.csv.path), {})[key] = None

    def _plan(self, unit: str) -> str | None:
        return self.plan_of_unit.get(unit)

    def _plans(self, files: Iterable[Delta]) -> None:
        """Note the plan of each file or folder whose header changed, and move its other entries to it."""
        come: dict[str, list[str]] = {}
        gone: dict[str, list[str]] = {}
        for one in files:
            come.setdefault(unit_of(one.path), []).extend(_named(one.come))
            gone.setdefault(unit_of(one.path), []).extend(_named(one.gone))
        for unit, names in come.items():
            was = self._plan(unit)
            now = names[0] if names else None
            held = self.in_unit.get(unit, {})
            if now is None and (not gone[unit] or any(found.name == (HEADER, "") for found in held.values())):
                continue  # the header is another file's, or a second one was taken out
            if now != was:
                entries = list(held.items())
                for (_, _, path), found in entries:
                    self._take(unit, path, found)
                self.plan_of_unit[unit] = now
                for (_, _, path), found in entries:
                    self._put(unit, path, found)

    def _rows(self, one: Delta) -> None:
        rows = self.tables.setdefault(one.path, {})
        concerned: set[str] = set()
        for placed in one.gone:
            concerned.update(found.id for found in rows.pop(id(placed.piece), ()))
        for placed in one.come:
            rows[id(placed.piece)] = placed.piece.found
            concerned.update(found.id for found in placed.piece.found)
        for key in self.from_table.get(one.path, {}):
            if key[2] in concerned or UNNAMED in concerned:
                self.touched[key] = None

    def _with_figures(self, kpi: Kpi, path: str) -> Kpi:
        figures = list(kpi.observations)
        if kpi.csv is not None:
            rows = self.tables.get(_table(path, kpi.csv.path), {})
            own = (found.entry for row in rows.values() for found in row if found.id in (kpi.id, UNNAMED))
            figures += with_revisions(cast(Iterable[Observation], own))
        figures.sort(key=lambda figure: (figure.period.end, figure.period.start))
        return with_calendar(in_unit(replace(kpi, observations=tuple(figures), csv=None)))


def unit_of(path: str) -> str:
    """Return what has one plan: a file or a folder in `plans/`, or a file of KPIs."""
    parts = path.split("/")
    return path if parts[0] == "kpis" else "/".join(parts[:2])


def _table(path: str, named: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), named))


def _named(pieces: Iterable[Placed]) -> Iterator[str]:
    """Yield the plan that a piece says the others belong to."""
    for placed in pieces:
        if placed.piece.plan is not None:
            yield placed.piece.plan
        for found in placed.piece.found:
            if isinstance(found.entry, Header):
                yield found.entry.id


def _with_unread(entry: Entry, before: Entry) -> Entry:
    """Return an entry of which something could not be read with what it had before in its place."""
    place = getattr(entry, "place", None)
    if not isinstance(place, Place) or not place.faulty or type(entry) is not type(before):
        return entry
    had = {
        one.name: getattr(before, one.name)
        for one in fields(entry)
        if one.name != "place" and one.default is not NODEFAULT and getattr(entry, one.name) == one.default
    }
    return replace(entry, **had)


class Lives:
    """Follows every entry from commit to commit."""

    def __init__(self) -> None:
        self.files = _Files()
        self.versions: dict[Key, list[Version]] = {}
        # The key that the versions so far are under, if the entry has another now.
        self.ended: list[tuple[Key, list[Version]]] = []

    def follow(self, logged: Iterable[Logged]) -> tuple[Life, ...]:
        """Return the life of every entry, after some commits."""
        for one in logged:
            if one.deltas:
                self._commit(one)
        return self._lives()

    def _commit(self, one: Logged) -> None:
        files = self.files
        files.apply(one.deltas)
        now = {key: files.now(key) for key in files.touched}
        # what cannot be read in this version is taken to be as it was
        now = {key: found for key, found in now.items() if found is not None or not files.is_lost(key)}
        was = {key: self._last(key) for key in now}
        gone = {key: entry for key in now if (entry := was[key]) is not None and now[key] is None}
        come = {key: found[1].entry for key, found in now.items() if found is not None and was[key] is None}
        for old, new in Renames(gone, come).found.items() if gone and come else ():
            self._rename(old, new)
            del now[old]
        for key, found in now.items():
            self._note(key, found, one.commit)

    def _last(self, key: Key) -> Entry | None:
        versions = self.versions.get(key)
        return versions[-1].entry if versions else None

    def _rename(self, old: Key, new: Key) -> None:
        earlier = self.versions.pop(new, None)
        if earlier is not None:  # an entry of this name that was removed before
            self.ended.append((new, earlier))
        self.versions[new] = self.versions.pop(old)

    def _note(self, key: Key, now: tuple[str, Found] | None, commit: Commit) -> None:
        versions = self.versions.setdefault(key, [])
        last = versions[-1] if versions else None
        entry = now[1].entry if now is not None else None
        if last is not None and last.entry is not None and entry is not None:
            entry = _with_unread(entry, last.entry)
        if last is None and entry is None:
            del self.versions[key]
            return
        id = key[2] if key[1] != HEADER else key[0] or ""
        if last is None or last.entry != entry or last.id != id:
            path, parent = (now[0], now[1].parent) if now is not None else ("", None)
            if now is None and last is not None:
                parent = last.parent
            versions.append(Version(commit=commit, entry=entry, id=id, path=path, parent=parent))

    def _lives(self) -> tuple[Life, ...]:
        self._join_later()
        plans = [key[0] for key, versions in self.versions.items() if key[1] == HEADER and versions[-1].entry]
        only = plans[0] if len(plans) == 1 else None
        found: list[Life] = []
        for (plan, kind, id), versions in (*self.versions.items(), *self.ended):
            shown = only if kind == KPI and plan is None else plan
            found.append(Life(plan=shown, kind=kind, id=plan or "" if kind == HEADER else id, versions=tuple(versions)))
        return tuple(found)

    def _join_later(self) -> None:
        """Join the entries that say which ID they had before with what had it, if that was removed by then."""
        for key in list(self.versions):
            entry = self._last(key)
            for id in getattr(entry, "was", ()):
                old = (key[0], key[1], id)
                earlier = self.versions.get(old)
                own = self.versions[key]
                if earlier and earlier[-1].entry is None and _order(earlier[-1]) <= _order(own[0]):
                    self.versions[key] = [*self.versions.pop(old)[:-1], *own]

    def by_key(self) -> Mapping[Key, list[Version]]:
        """Return the versions by key."""
        return self.versions


def _order(version: Version) -> int:
    return version.commit.committed
