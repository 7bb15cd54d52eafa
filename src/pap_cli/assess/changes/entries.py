"""The entries that only one of two versions has, and what is written otherwise in those that both have.

Of the same files at two days there is nothing to compare: their entries are the same objects, and only what begins to
count on a day, such as an action with `added:`, is new.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import cast

from msgspec import Struct

from pap_cli.assess.changes.change import ChangeKind, ItemChange
from pap_cli.assess.changes.kpis import paired_kpis
from pap_cli.assess.changes.milestones import of_milestone
from pap_cli.assess.changes.movement import Movement
from pap_cli.assess.identity import Named, Pairs, pair
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.model.dates import Due
from pap_cli.model.entry import Entry, written_fields

# The fields with a change of their own, and those whose entries are items.
_OWN = frozenset({"id", "was", "title", "owners", "leads", "milestones", "due", "statutory", "frozen"})
# What a kind of change shows of an item: the fields that need no more mention.
_SHOWN_BY = {
    ChangeKind.DELIVERED: {"completed", "evidenced", "evidence", "started"},
    ChangeKind.EVIDENCED: {"completed", "evidenced", "evidence", "started"},
    ChangeKind.APPROVED: {"completed", "evidenced"},
    ChangeKind.UNDELIVERED: {"completed", "evidenced"},
    ChangeKind.UNEVIDENCED: {"evidenced"},
    ChangeKind.EXTENDED: {"extensions"},
    ChangeKind.BROUGHT_FORWARD: {"extensions"},
    ChangeKind.MOVED: {"extensions"},
    ChangeKind.FORECAST: {"forecast"},
    ChangeKind.CANCELLED: {"cancelled"},
    ChangeKind.REINSTATED: {"cancelled"},
    ChangeKind.JUDGED: {"judgements"},
    ChangeKind.HELD: {"held"},
    ChangeKind.MET: {"met"},
    ChangeKind.CLOSED: {"closed"},
    ChangeKind.ROSE: {"changes", "initial", "residual"},
    ChangeKind.FELL: {"changes", "initial", "residual"},
    ChangeKind.RETARGETED: {"target", "floor", "trajectory"},
    ChangeKind.FIGURE: {"observations", "data"},
    ChangeKind.REVISED: {"observations", "data"},
    ChangeKind.WITHDRAWN: {"observations", "data"},
}


class _Comparing(Struct, frozen=True):
    """What entries of two versions of a plan are compared with: what is listed already, and which IDs are others."""

    plan: str | None
    # The fields that a change of an item shows, by its ID.
    shown: Mapping[str, Collection[str]]
    # The former ID of each item that was renamed.
    former: Mapping[str, str]

    def both(self, sort: str, pairs: Iterable[tuple[Entry, Entry]]) -> Iterator[ItemChange]:
        """Yield what is written otherwise in entries that both versions have."""
        for was, now in pairs:
            if was is not now:
                yield from self._of(sort, was, now)

    def each(self, sort: str, found: Pairs[Entry]) -> Iterator[ItemChange]:
        """Yield the entries that only one version has, and what is written otherwise in the others."""
        yield from (self._change(ChangeKind.ADDED, sort, one) for one in found.new)
        yield from (self._change(ChangeKind.REMOVED, sort, one) for one in found.gone)
        yield from self.both(sort, found.both)

    def _of(self, sort: str, was: Entry, now: Entry) -> Iterator[ItemChange]:
        if _id(was) != _id(now):
            yield self._change(ChangeKind.RENAMED, sort, now, before=_id(was), now=_id(now))
        if _title(was) != _title(now):
            yield self._change(ChangeKind.RETITLED, sort, now, before=_title(was), now=_title(now))
        for name, role in (("owners", ""), ("leads", "lead")):
            before, after = getattr(was, name, ()), getattr(now, name, ())
            if not self._same(before, after):
                yield self._change(
                    ChangeKind.REASSIGNED,
                    sort,
                    now,
                    before=", ".join(before) or "nobody",
                    now=", ".join(after) or "nobody",
                    note=role,
                )
        due = getattr(was, "due", None), getattr(now, "due", None)
        if sort in ("review", "statutory") and due[0] is not None and _day(due[0]) != _day(due[1]):
            yield self._change(ChangeKind.MOVED, sort, now, before=due[0], now=due[1])
        names = list(self._edited(was, now))
        if names:
            yield self._change(ChangeKind.EDITED, sort, now, note=", ".join(names))

    def _edited(self, was: Entry, now: Entry) -> Iterator[str]:
        """Yield the keys that have other values and that no other change shows."""
        shown = self.shown.get(_id(now), ())
        for field in written_fields(type(now)):
            if field.name in _OWN or field.name in shown:
                continue
            if not self._same(getattr(was, field.name, None), getattr(now, field.name)):
                yield (field.about.key or field.name).replace("_", " ")

    def _same(self, before: object, after: object) -> bool:
        """Return True if two values are the same, also if they name items by their former IDs."""
        if before is after or before == after:
            return True
        if isinstance(before, Due) and isinstance(after, Due):
            return before.day == after.day
        if isinstance(before, str) and isinstance(after, str):
            return before == self.former.get(after)
        if isinstance(before, Entry) and type(before) is type(after):
            names = (field.name for field in written_fields(type(before)))
            return all(self._same(getattr(before, name), getattr(after, name)) for name in names)
        if isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
            return all(self._same(one, other) for one, other in zip(before, after, strict=True))
        return False

    def _change(
        self,
        kind: ChangeKind,
        sort: str,
        entry: Entry,
        *,
        before: Due | str | None = None,
        now: Due | str | None = None,
        note: str = "",
    ) -> ItemChange:
        return ItemChange(
            kind=kind,
            sort=sort,
            id=_id(entry),
            title=_title(entry),
            plan=self.plan,
            place=entry.place,  # type: ignore[attr-defined]  # every entry with an ID has one
            before=before,
            now=now,
            note=note,
            owners=getattr(entry, "owners", ()),
            leads=getattr(entry, "leads", ()),
        )


def of_entries(moved: Movement, found: Iterable[ItemChange]) -> Iterator[ItemChange]:
    """Yield the entries of a plan that only one of two versions has, and those that are written otherwise.

    `found` are the changes of the plan that are known already.
    """
    before, now = moved.before.plan, moved.now.plan
    alone = {one.id for one in chain(moved.before.milestones, moved.now.milestones) if one.schedule.itself}
    actions = Pairs[Entry](
        tuple((one.action, two.action) for one, two in moved.actions.both),
        tuple(one.action for one in moved.actions.gone if one.id not in alone),
        tuple(one.action for one in moved.actions.new if one.id not in alone),
    )
    if before is now:
        yield from _Comparing(now.id, {}, {}).each("action", actions)
        return
    steps = ((one, two) for one, two in moved.milestones.both if not two.schedule.itself)
    sorts: dict[str, Pairs[Entry]] = {
        "milestone": Pairs(tuple((one.schedule.milestone, two.schedule.milestone) for one, two in steps)),
        "action": actions,
        "recommendation": _paired(before.recommendations, now.recommendations),
        "review": _paired(before.reviews, now.reviews),
        "concern": _paired(before.concerns, now.concerns, listed=True),
        "risk": _paired(before.risks, now.risks, listed=True),
        "statutory": _paired(before.header.statutory, now.header.statutory),
        "theme": _paired(before.themes, now.themes),
        "owner": _paired(before.owners, now.owners),
        "body": _paired(before.bodies, now.bodies),
        "plan": Pairs(((before.header, now.header),)),
    }
    former = {_id(two): _id(one) for some in sorts.values() for one, two in some.both if _id(one) != _id(two)}
    comparing = _Comparing(now.id, _shown(found), former)
    for sort, pairs in sorts.items():
        yield from comparing.each(sort, pairs)
    for was, status in moved.milestones.both:
        parent = was.schedule.parent.id, status.schedule.parent.id
        if parent[0] != former.get(parent[1], parent[1]) and not status.schedule.itself:
            yield of_milestone(ChangeKind.EDITED, status, before=parent[0], now=parent[1], note="what it belongs to")


def of_kpi_entries(
    before: Iterable[KpiStatus], now: Iterable[KpiStatus], found: Iterable[ItemChange]
) -> Iterator[ItemChange]:
    """Yield what is written otherwise in the KPIs that both versions have."""
    pairs = [(was.kpi, one.kpi) for was, one in paired_kpis(before, now).both if was.kpi is not one.kpi]
    pairs = [(was, one) for was, one in pairs if one.formula is None]
    if not pairs:
        return
    former = {str(one.id): str(was.id) for was, one in pairs if one.id != was.id}
    by_plan: dict[str | None, list[tuple[Entry, Entry]]] = {}
    for was, one in pairs:
        by_plan.setdefault(one.plan, []).append((was, one))
    shown = _shown(one for one in found if one.sort == "KPI")
    for plan, some in by_plan.items():
        yield from _Comparing(plan, shown, former).both("KPI", some)


def _paired(before: Iterable[Entry], now: Iterable[Entry], *, listed: bool = False) -> Pairs[Entry]:
    """Return which entry is which; without the new ones if they are `listed` already."""
    found = pair(before, now, lambda one: cast(Named, one))
    return Pairs(found.both, found.gone) if listed else found


def _shown(found: Iterable[ItemChange]) -> dict[str, set[str]]:
    """Return the fields that the changes of each item show, by its ID."""
    shown: dict[str, set[str]] = {}
    for one in found:
        shown.setdefault(one.id, set()).update(_SHOWN_BY.get(one.kind, ()))
    return shown


def _id(entry: Entry) -> str:
    return str(getattr(entry, "id", ""))


def _title(entry: Entry) -> str:
    return str(getattr(entry, "title", None) or _id(entry))


def _day(due: object) -> object:
    return due.day if isinstance(due, Due) else due
