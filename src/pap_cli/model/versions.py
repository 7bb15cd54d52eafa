"""The versions of a plan: its commits, and what each entry was in them.  Nothing here knows about git."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.model.dates import Duration
from pap_cli.model.entry import Entry
from pap_cli.model.known_on import SHORT
from pap_cli.model.london import day_in_london

# The plan of an entry, the kind of its ID, and the ID: owners, bodies and themes have IDs of their own.
Key = tuple[str | None, str, str]
_EPOCH, _DAY = date(1970, 1, 1).toordinal(), 24 * 60 * 60
ITEM, HEADER, OWNER, BODY, THEME, CLOCK, KPI = "item", "plan", "owner", "body", "theme", "clock", "kpi"


class Commit(Struct, frozen=True, kw_only=True):
    """One commit; its times are seconds since 1970.  `signed` is None unless it was asked for."""

    id: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored: int
    committed: int
    # The minutes by which the committer's clock was ahead of UTC.
    offset: int = 0
    title: str = ""
    signed: bool | None = None
    # The time from which it counts, if it is dated earlier than the one before it.
    counts: int | None = None

    @property
    def short(self) -> str:
        """The first digits of its ID."""
        return self.id[:SHORT]

    @property
    def day(self) -> date:
        """The day on which it was committed, in London."""
        return day_in_london(self.committed)

    @property
    def counted_day(self) -> date:
        """The day from which it counts, in London: that of the commit before, if it is dated earlier."""
        return self.day if self.counts is None else day_in_london(self.counts)

    @property
    def latest_day(self) -> date:
        """The last day on which it can have been made: in London, where its committer was, or of the one before."""
        return max(self.counted_day, _day_of(self.committed + 60 * self.offset))

    @property
    def authored_day(self) -> date:
        """The day on which its author wrote it, in London."""
        return day_in_london(self.authored)


def _day_of(seconds: int) -> date:
    return date.fromordinal(min(max(_EPOCH + seconds // _DAY, 1), date.max.toordinal()))


def trusted_times(times: Sequence[int]) -> list[bool]:
    """Return for each time whether it is one of the most that can be kept so that no later one is earlier.

    One wrong clock, in the past or in the future, is then the one that is not trusted, and not all that came after.
    The longest non-decreasing subsequence, by patience sorting; of several, the one that keeps the earlier times.
    """
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, time in enumerate(times):
        place = bisect_right(tops, time)
        before.append(at[place - 1] if place else -1)
        if place == len(tops):
            tops.append(time)
            at.append(index)
        else:
            tops[place], at[place] = time, index
    trusted = [False] * len(times)
    index = at[-1] if at else -1
    while index >= 0:
        trusted[index] = True
        index = before[index]
    return trusted


class Version(Struct, frozen=True, kw_only=True):
    """What an entry was from one commit on: None if it was no longer there.

    `id` is the ID that it had then, `path` its file in the workspace, `parent` the action or recommendation that a
    milestone belonged to.
    """

    commit: Commit
    entry: Entry | None
    id: str
    path: str = ""
    parent: str | None = None


class Change(Struct, frozen=True, kw_only=True):
    """A version of an entry, and the one before it; None before the first."""

    commit: Commit
    before: Version | None
    after: Version


class Life(Struct, frozen=True, kw_only=True):
    """All versions of one entry, oldest first, under the plan and the ID that it had last.

    Each differs from the one before in what it says: not only in its place, its layout or its comments.
    """

    plan: str | None
    kind: str
    id: str
    versions: tuple[Version, ...]

    @property
    def key(self) -> Key:
        """Its plan, kind and ID."""
        return (self.plan, self.kind, self.id)

    @property
    def last(self) -> Version:
        """The newest version."""
        return self.versions[-1]

    @property
    def latest(self) -> Entry:
        """What the entry was last: now, or before it was removed."""
        return next(version.entry for version in reversed(self.versions) if version.entry is not None)

    @property
    def changes(self) -> Iterator[Change]:
        """Each version with the one before it."""
        before: Version | None = None
        for version in self.versions:
            yield Change(commit=version.commit, before=before, after=version)
            before = version


class Gap(Struct, frozen=True, kw_only=True):
    """Versions that could not be read: why, from which commit on, and of which file; empty if of all."""

    commit: Commit
    why: str
    help: str = ""
    path: str = ""


class History(Struct, frozen=True, kw_only=True, dict=True):
    """The commits that changed a workspace, oldest first, and the life of every entry that was ever in it."""

    commits: tuple[Commit, ...]
    lives: tuple[Life, ...]
    gaps: tuple[Gap, ...] = ()
    # The IDs of the commits to judge; None for all.
    judged: frozenset[str] | None = None
    # How soon after a fact first appeared a change corrects it; how long after a fact it may be recorded; whether every
    # commit after the first signed one must be signed.
    grace: Duration = Duration(days=7)
    late_after: Duration = Duration(days=31)
    signed: bool = False
    # False if the commits of merged branches are among them.
    first_parent: bool = True

    @cached_property
    def by_key(self) -> Mapping[Key, Life]:
        """The lives by the plan, kind and ID of the entry."""
        return {life.key: life for life in self.lives}

    def only(self, plan: str) -> History:
        """Return the history of one plan and the KPIs that belong to it, or to all plans."""
        return replace(self, lives=tuple(life for life in self.lives if life.plan in (None, plan)))

    def find(self, id: str, plan: str | None = None) -> tuple[Life, ...]:
        """Return the lives of the items, KPIs and statutory clocks that have or had an ID, those that have it first."""
        named = [
            life
            for life in self.lives
            if life.kind in (ITEM, CLOCK, KPI)
            and (plan is None or life.plan in (None, plan))
            and any(version.id == id for version in life.versions)
        ]
        return tuple(sorted(named, key=lambda life: life.id != id))
