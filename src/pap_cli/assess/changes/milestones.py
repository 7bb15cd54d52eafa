"""The changes of milestones: what was delivered, what became late, which dates moved, with an approval or without."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pap_cli.assess.changes.change import ChangeKind, ItemChange, Value
from pap_cli.assess.changes.movement import Movement
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.model.facts import Fact


def of_milestone(
    kind: ChangeKind,
    status: MilestoneStatus,
    *,
    on: date | Fact | None = None,
    before: Value = None,
    now: Value = None,
    note: str = "",
) -> ItemChange:
    """Return a change of a milestone, or of an action with dates of its own."""
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


def of_milestones(moved: Movement) -> Iterator[ItemChange]:
    """Yield the changes of milestones; a rating by itself only if nothing else explains it."""
    found = [
        *(
            of_milestone(ChangeKind.DELIVERED, one, on=one.schedule.delivered, note=_lateness(one))
            for one in moved.delivered
        ),
        *(of_milestone(ChangeKind.EVIDENCED, one, on=one.schedule.evidenced) for one in moved.evidenced),
        *(
            of_milestone(ChangeKind.OVERDUE, one, now=one.schedule.due, note=_days_late(one.schedule.days_overdue))
            for one in moved.newly_late
        ),
        *_extended(moved),
        *_moved(moved),
        *(of_milestone(ChangeKind.CANCELLED, one, on=one.schedule.cancelled) for one in moved.cancelled),
        *_undone(moved),
        *(of_milestone(ChangeKind.ADDED, one, now=one.schedule.due) for one in moved.added),
    ]
    yield from found
    explained = {one.id for one in found}
    for was, status in moved.milestones.both:
        before, now = was.schedule.forecast, status.schedule.forecast
        if now is not None and now != before:
            yield of_milestone(ChangeKind.FORECAST, status, before=before, now=now)
        if was.rating is not status.rating and status.id not in explained:
            yield of_milestone(ChangeKind.RERATED, status, before=was.rating, now=status.rating, note=status.reason)
    for gone in moved.removed:
        yield of_milestone(ChangeKind.REMOVED, gone, before=gone.schedule.due)


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
        yield of_milestone(
            ChangeKind.EXTENDED if later else ChangeKind.BROUGHT_FORWARD,
            one.status,
            on=approved if isinstance(approved, Fact) else None,
            before=before,
            now=one.extension.to,
            note="; ".join(filter(None, (one.extension.by, one.extension.reason))),
        )


def _moved(moved: Movement) -> Iterator[ItemChange]:
    """Yield the dates that are different in the files and not by an extension approved since.

    The two ends of an extension are compared by their days: the same day written in another way is no change.
    """
    extended = {one.status.id for one in moved.extended}
    for was, status in moved.milestones.both:
        before, now = was.schedule, status.schedule
        if before.milestone is now.milestone:
            continue
        if before.milestone.due.day != now.milestone.due.day:
            yield of_milestone(
                ChangeKind.MOVED, status, before=before.milestone.due, now=now.milestone.due, note="first due date"
            )
        elif before.due.day != now.due.day and status.id not in extended:
            note = "extension removed" if len(now.extensions) < len(before.extensions) else "extension changed"
            yield of_milestone(ChangeKind.MOVED, status, before=before.due, now=now.due, note=note)


def _undone(moved: Movement) -> Iterator[ItemChange]:
    """Yield what an earlier version of the files knew as done, accepted or cancelled, and this one does not."""
    for was, status in moved.milestones.both:
        before, now = was.schedule.state, status.schedule.state
        if before.done and now.open:
            yield of_milestone(ChangeKind.UNDELIVERED, status)
        elif before is State.EVIDENCED and now is State.DELIVERED:
            yield of_milestone(ChangeKind.UNEVIDENCED, status)
        elif before is State.CANCELLED and now is not State.CANCELLED:
            yield of_milestone(ChangeKind.REINSTATED, status)
