"""What changed between two assessments, as one list, of milestones, KPIs and what is watched beside them.

Milestones, reviews and concerns are compared by `movement`, which the report uses too, so both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.changes.change import ChangeKind, ItemChange, Value
from pap_cli.assess.changes.decisions import of_decisions
from pap_cli.assess.changes.kpis import of_kpis
from pap_cli.assess.changes.movement import Movement, movement
from pap_cli.assess.changes.watchers import of_watchers
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.model.facts import Fact
from pap_cli.model.order import natural


def changes(before: Assessment, now: Assessment) -> list[ItemChange]:
    """Return what changed between two assessments, by kind, then by day, then by ID.

    Pure: it compares what is in the two, whether they are of the same files at two dates or of two versions of them.

    Raises:
        ValueError: if the first assessment is of a later date.
    """
    found: list[ItemChange] = []
    plans = {plan.plan.id: plan for plan in before.plans}
    for plan in now.plans:
        if plan.plan.id in plans:
            moved = movement(plans[plan.plan.id], plan)
            found += [*_milestones(moved), *_removed(moved), *of_watchers(moved), *of_decisions(moved)]
        else:
            found += [_of_milestone(ChangeKind.ADDED, one) for one in plan.milestones]
    kept = {plan.plan.id for plan in now.plans}
    gone = (status for plan in before.plans if plan.plan.id not in kept for status in plan.milestones)
    found += [_of_milestone(ChangeKind.REMOVED, status) for status in gone]
    found += of_kpis(before.kpis, now.kpis)
    order = list(ChangeKind)
    return sorted(found, key=lambda one: (order.index(one.kind), one.on or date.min, natural(one.id)))


def _of_milestone(
    kind: ChangeKind,
    status: MilestoneStatus,
    *,
    on: date | Fact | None = None,
    before: Value = None,
    now: Value = None,
    note: str = "",
) -> ItemChange:
    schedule = status.schedule
    return ItemChange(
        kind=kind,
        sort="action" if schedule.itself else "milestone",
        id=status.id,
        title=schedule.milestone.title,
        plan=schedule.plan,
        place=schedule.milestone.place,
        on=on.since if isinstance(on, Fact) else on,
        before=before,
        now=now,
        note=note,
        owners=schedule.owners,
        leads=schedule.leads,
        key=status.key,
    )


def _milestones(moved: Movement) -> Iterator[ItemChange]:
    """Yield the changes of milestones; a rating by itself only if nothing else explains it."""
    found = [
        *(
            _of_milestone(ChangeKind.DELIVERED, one, on=one.schedule.delivered, note=_lateness(one))
            for one in moved.delivered
        ),
        *(_of_milestone(ChangeKind.EVIDENCED, one, on=one.schedule.evidenced) for one in moved.evidenced),
        *(
            _of_milestone(ChangeKind.OVERDUE, one, now=one.schedule.due, note=_days_late(one.schedule.days_overdue))
            for one in moved.newly_late
        ),
        *_extended(moved),
        *(_of_milestone(ChangeKind.CANCELLED, one, on=one.schedule.cancelled) for one in moved.cancelled),
        *(_of_milestone(ChangeKind.ADDED, one, now=one.schedule.due) for one in moved.added),
    ]
    yield from found
    explained = {one.id for one in found}
    were = {status.id: status for status in moved.before.milestones}
    for status in moved.now.milestones:
        was = were.get(status.id)
        if was is None:
            continue
        before, now = was.schedule.forecast, status.schedule.forecast
        if now is not None and now != before:
            yield _of_milestone(ChangeKind.FORECAST, status, before=before, now=now)
        if was.rating is not status.rating and status.id not in explained:
            yield _of_milestone(ChangeKind.RERATED, status, before=was.rating, now=status.rating, note=status.reason)


def _lateness(status: MilestoneStatus) -> str:
    late = status.schedule.days_late
    return _days_late(late) if late else "on time" if late == 0 else ""


def _days_late(days: int) -> str:
    return f"{days:,} day{'' if days == 1 else 's'} late"


def _extended(moved: Movement) -> Iterator[ItemChange]:
    """Yield one change for each approved extension, from the due date before it."""
    for one in moved.extended:
        schedule = one.status.schedule
        at = schedule.extensions.index(one.extension) if one.extension in schedule.extensions else 0
        before = schedule.extensions[at - 1].to if at else schedule.milestone.due
        later = one.extension.to.day >= before.day
        approved = one.extension.approved
        yield _of_milestone(
            ChangeKind.EXTENDED if later else ChangeKind.BROUGHT_FORWARD,
            one.status,
            on=approved if isinstance(approved, Fact) else None,
            before=before,
            now=one.extension.to,
            note="; ".join(filter(None, (one.extension.by, one.extension.reason))),
        )


def _removed(moved: Movement) -> Iterator[ItemChange]:
    kept = {status.id for status in moved.now.milestones}
    for status in moved.before.milestones:
        if status.id not in kept:
            yield _of_milestone(ChangeKind.REMOVED, status, before=status.schedule.due)
