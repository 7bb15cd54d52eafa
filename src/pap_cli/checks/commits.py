"""The commits of a history, each as two versions of what it changed, so that rules can compare them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from pap_cli.checks import Found, ItemKey, Versions
from pap_cli.model.entry import Entry
from pap_cli.model.items import Action, Milestone, Recommendation
from pap_cli.model.kpi import Kpi
from pap_cli.model.oversight import Body, Clock, Concern, Owner, Review
from pap_cli.model.place import Place, gone
from pap_cli.model.plan import Header, Plan, Portfolio
from pap_cli.model.risks import Risk
from pap_cli.model.versions import BODY, HEADER, ITEM, KPI, OWNER, Commit, History, Key, Life, Version


class _Event(Struct, frozen=True):
    """What an entry was before a commit, and after it: None if it was not there."""

    life: Life
    before: Version | None
    after: Version


class _Side(Struct):
    """A plan before or after a commit, with the entries that the commit changed."""

    header: Header | None
    owners: tuple[Owner, ...]
    bodies: tuple[Body, ...]
    entries: list[Entry] = field(default_factory=list)
    # The milestones by what they belong to.
    steps: dict[str, list[Milestone]] = field(default_factory=dict)
    clocks: list[Clock] = field(default_factory=list)


def versions_of(history: History) -> Iterator[Versions]:
    """Yield the two versions of what each commit changed, oldest first; without the commits that are not judged."""
    by_commit: dict[str, list[_Event]] = {}
    for life in history.lives:
        for change in life.changes:
            by_commit.setdefault(change.commit.id, []).append(_Event(life, change.before, change.after))
    walk = _Walk(history)
    for commit in history.commits:
        events = by_commit.get(commit.id, ())
        if events:
            versions = walk.step(commit, events)
            if history.judged is None or commit.id in history.judged:
                yield versions


class _Walk:
    """Goes from commit to commit, with the plans as they are after each."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.now: dict[Key, Entry] = {}
        self.people: dict[str | None, tuple[tuple[Owner, ...], tuple[Body, ...]]] = {}
        # The ID that what a milestone belongs to has now, by its plan and the ID that it had.
        self.latest = {
            (life.plan, version.id): life.id for life in history.lives if life.kind == ITEM for version in life.versions
        }

    def step(self, commit: Commit, events: Sequence[_Event]) -> Versions:
        """Return the versions before and after a commit."""
        events = [self._again(event) for event in events]
        plans = dict.fromkeys(event.life.plan for event in events if event.life.kind != KPI)
        kpis = [event for event in events if event.life.kind == KPI]
        of_plan = {plan: [one for one in events if one.life.plan == plan] for plan in plans}
        parents = {plan: self._parents(plan, own) for plan, own in of_plan.items()}
        before = [
            self._plan(plan, [(one.life, one.before) for one in own], parents[plan]) for plan, own in of_plan.items()
        ]
        bare = self._bare(kpis)
        self._apply(events)
        after = [
            self._plan(plan, [(one.life, one.after) for one in own], parents[plan]) for plan, own in of_plan.items()
        ]
        return Versions(
            as_of=commit.counted_day,
            files=_portfolio([*after, *self._bare(kpis)], [_named(one.life, one.after) for one in kpis]),
            files_before=_portfolio([*before, *bare], [_named(one.life, one.before) for one in kpis]),
            commit=commit,
            grace=self.history.grace,
            late_after=self.history.late_after,
            earlier={item_key(one.life): _until(one.life, one.before) for one in events},
        )

    def _again(self, event: _Event) -> _Event:
        """Return the event of an entry that was gone and is there again as a change of what it last was."""
        if event.before is None or event.before.entry is not None or event.after.entry is None:
            return event
        held = (version for version in reversed(_until(event.life, event.before)) if version.entry is not None)
        before = next(held, None)
        entry = _named(event.life, before)
        if entry is not None:
            self.now[event.life.key] = entry
        return replace(event, before=before)

    def _bare(self, kpis: Iterable[_Event]) -> list[Plan | None]:
        """Return the plans of KPIs, without items."""
        return [self._plan(plan) for plan in dict.fromkeys(one.life.plan for one in kpis)]

    def _apply(self, events: Iterable[_Event]) -> None:
        for event in events:
            entry = _named(event.life, event.after)
            if entry is None:
                self.now.pop(event.life.key, None)
            else:
                self.now[event.life.key] = entry
            if event.life.kind in (OWNER, BODY):
                self.people.pop(event.life.plan, None)

    def _parents(self, plan: str | None, events: Iterable[_Event]) -> frozenset[str]:
        """Return the IDs of what the milestones belong to that a commit changed."""
        versions = (version for one in events for version in (one.before, one.after))
        return frozenset(
            self.latest.get((plan, version.parent), "")
            for version in versions
            if version is not None and version.parent is not None
        )

    def _plan(
        self,
        plan: str | None,
        versions: Sequence[tuple[Life, Version | None]] = (),
        parents: frozenset[str] = frozenset(),
    ) -> Plan | None:
        """Return a plan with some versions of its entries, and some actions as they are; None if it is not there."""
        header = self.now.get((plan, HEADER, plan or ""))
        if plan is None or not isinstance(header, Header):
            return None
        owners, bodies = self._people(plan)
        side = _Side(header, owners, bodies)
        for life, version in versions:
            entry = _named(life, version)
            if isinstance(entry, Milestone) and version is not None:
                parent = self.latest.get((plan, version.parent or ""), "")
                side.steps.setdefault(parent, []).append(entry)
            elif isinstance(entry, Clock):
                side.clocks.append(entry)
            elif entry is not None and life.kind == ITEM:
                side.entries.append(entry)
        have = {entry.id for entry in side.entries if isinstance(entry, Action | Recommendation)}
        for parent in sorted(parents - have):
            entry = self.now.get((plan, ITEM, parent))
            if entry is not None:
                side.entries.append(entry)
        return _built(side)

    def _people(self, plan: str | None) -> tuple[tuple[Owner, ...], tuple[Body, ...]]:
        if plan not in self.people:
            entries = [entry for key, entry in self.now.items() if key[0] == plan and key[1] in (OWNER, BODY)]
            owners = tuple(entry for entry in entries if isinstance(entry, Owner))
            self.people[plan] = owners, tuple(entry for entry in entries if isinstance(entry, Body))
        return self.people[plan]


def _built(side: _Side) -> Plan | None:
    if side.header is None:
        return None

    def every(*kinds: type[Any]) -> tuple[Any, ...]:
        return tuple(entry for entry in side.entries if isinstance(entry, kinds))

    def with_steps(*kinds: type[Any]) -> tuple[Any, ...]:
        return tuple(replace(one, milestones=tuple(side.steps.get(one.id, ()))) for one in every(*kinds))

    return Plan(
        header=replace(side.header, statutory=tuple(side.clocks)),
        owners=side.owners,
        bodies=side.bodies,
        recommendations=with_steps(Recommendation),
        actions=with_steps(Action),
        reviews=every(Review),
        concerns=every(Concern),
        risks=every(Risk),
    )


def _portfolio(plans: Iterable[Plan | None], kpis: Iterable[Entry | None]) -> Portfolio:
    found: dict[str, Plan] = {}
    for plan in plans:
        if plan is not None:
            found.setdefault(plan.id, plan)
    return Portfolio(plans=tuple(found.values()), kpis=tuple(kpi for kpi in kpis if isinstance(kpi, Kpi)))


def _named(life: Life, version: Version | None) -> Entry | None:
    """Return an entry under the plan and the ID that it has now."""
    entry = version.entry if version is not None else None
    if isinstance(entry, Kpi):
        return replace(entry, id=life.id, plan=life.plan)
    if entry is None or getattr(entry, "id", life.id) == life.id:
        return entry
    return replace(entry, id=life.id)


def _until(life: Life, before: Version | None) -> tuple[Version, ...]:
    """Return the versions of an entry up to one."""
    if before is None:
        return ()
    return life.versions[: life.versions.index(before) + 1]


def item_key(life: Life) -> ItemKey:
    """Return the plan and the ID by which findings name an entry; a plan itself has no ID."""
    return life.plan, None if life.kind == HEADER else life.id


class Places:
    """Where the items of a history are in the files now."""

    def __init__(self, portfolio: Portfolio, now: Mapping[ItemKey, object]) -> None:
        self.headers = {plan.id: plan.header.place for plan in portfolio.plans}
        self.now = now

    def of(self, found: Found, commit: Commit | None) -> Found:
        """Return a finding at its item, or, if that is no longer there, at the header of its plan."""
        entry = self.now.get((found.plan, found.item)) if found.item is not None else None
        place = getattr(entry, "place", None)
        if isinstance(place, Place):
            # what is wrong with the item now is no reason not to say what was done to it
            return replace(found, place=replace(place, faulty=False), commit=commit)
        header = self.headers.get(found.plan or "") or next(iter(self.headers.values()), None)
        return replace(found, place=header or gone(found.place.path), fields=("id",), commit=commit)
