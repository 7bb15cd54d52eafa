"""All-day events for what is due: milestones, their evidence, reviews and statutory clocks."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, time, timedelta

from msgspec import Struct

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.due import DueItem, DueKind, coming, late
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.errors import PapError
from pap_cli.installed import install_advice
from pap_cli.model.dates import Due, show_date
from pap_cli.render.text import printable

_WORDS = {
    DueKind.MILESTONE: "milestone",
    DueKind.ACTION: "action",
    DueKind.EVIDENCE: "evidence",
    DueKind.REVIEW: "review",
    DueKind.STATUTORY: "statutory deadline",
}


class Dated(Struct, frozen=True, kw_only=True):
    """One event: something with a date, and how often that date moved."""

    uid: str
    kind: DueKind
    title: str
    due: Due
    moves: int
    lines: tuple[str, ...]
    cancelled: bool = False


def calendar(assessment: Assessment, owners: Collection[str] = (), bodies: Collection[str] = ()) -> bytes:
    """Return a calendar (RFC 5545) with an event for each date to come, each that is late, and each that was cancelled.

    With owners or bodies, only what these own or lead, or expect, review and require.  The time stamp of every event is
    the as-of date, so that the same plan gives the same bytes.

    Raises:
        PapError: if the library is not installed.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError:
        raise PapError("a calendar needs icalendar, which is not installed", install_advice("sheets")) from None

    made = Calendar()
    made.add("prodid", "-//pap//priority action plans//EN")
    made.add("version", "2.0")
    titles = "; ".join(printable(plan.plan.header.title) for plan in assessment.plans)
    made.add("x-wr-calname", titles)
    stamp = datetime.combine(assessment.as_of, time(), UTC)
    for one in events(assessment, owners, bodies):
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", stamp)
        event.add("dtstart", one.due.day)
        event.add("dtend", one.due.day + timedelta(days=1))  # the day after the last one
        event.add("summary", printable(one.title))
        event.add("description", "\n".join(map(printable, one.lines)))
        event.add("categories", [_WORDS[one.kind]])
        event.add("sequence", one.moves)
        event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    data: bytes = made.to_ical()
    return data


def events(assessment: Assessment, owners: Collection[str], bodies: Collection[str]) -> Iterator[Dated]:
    """Yield what is late, what is to come and what was cancelled, in this order."""
    plans = {plan.plan.id: plan for plan in assessment.plans}
    for item in (*late(assessment), *coming(assessment)):
        if _is_wanted(owners, (*item.owners, *item.leads)) and _is_wanted(bodies, item.bodies):
            yield _event(plans[item.plan], item)
    for plan in assessment.plans:
        for status in plan.milestones:
            schedule = status.schedule
            people = (*schedule.owners, *schedule.leads)
            wanted = _is_wanted(owners, people) and _is_wanted(bodies, schedule.milestone.expected_by)
            if schedule.state is State.CANCELLED and schedule.due.dated and wanted:
                yield _cancelled(plan, status)


def _is_wanted(wanted: Collection[str], named: Collection[str]) -> bool:
    return not wanted or any(one in wanted for one in named)


def _event(plan: PlanStatus, item: DueItem) -> Dated:
    words = _WORDS[item.kind]
    what = (
        f"{item.id} {item.title}"
        if item.kind in (DueKind.MILESTONE, DueKind.ACTION)
        else f"{item.id} {words}: {item.title}"
    )
    lines = [f"{plan.plan.header.title}: {words}"]
    if item.due.written != item.due.day.isoformat():
        lines.append(f"due {item.due}, which counts to its last day")
    if item.days_overdue:
        lines.append(f"late since {show_date(item.due.day)}")
    if people := (*item.owners, *item.leads):
        lines.append(f"owner: {', '.join(dict.fromkeys(people))}")
    if item.bodies:
        lines.append(f"body: {', '.join(item.bodies)}")
    first, moves = item.id, 0
    if isinstance(item.source, MilestoneStatus):
        first, moves = _first_id(item.source), _moves(item.source)
    elif item.kind is DueKind.REVIEW:
        first = f"{item.id}/{item.due.day}"  # each review of a series is an event of its own
    return Dated(
        uid=_uid(plan, item.kind, first), kind=item.kind, title=what, due=item.due, moves=moves, lines=tuple(lines)
    )


def _cancelled(plan: PlanStatus, status: MilestoneStatus) -> Dated:
    schedule = status.schedule
    kind = DueKind.ACTION if schedule.itself else DueKind.MILESTONE
    return Dated(
        uid=_uid(plan, kind, _first_id(status)),
        kind=kind,
        title=f"{status.id} {schedule.milestone.title}",
        due=schedule.due,
        moves=_moves(status) + 1,
        lines=(f"{plan.plan.header.title}: {_WORDS[kind]}, cancelled",),
        cancelled=True,
    )


def _first_id(status: MilestoneStatus) -> str:
    """Return the ID that an item had first, so that a new one is no other event."""
    was = status.schedule.milestone.was
    return was[0] if was else status.id


def _moves(status: MilestoneStatus) -> int:
    """Return how often the date of a milestone moved, as far as it counts."""
    return len(status.schedule.extensions)


def _uid(plan: PlanStatus, kind: DueKind, id: str) -> str:
    """Return an identifier that no other plan's event has, and that stays the same while the date moves."""
    header = plan.plan.header
    name = f"pap:{header.organisation or ''}/{header.id}/{header.start}/{kind.value}/{id}"
    return f"{uuid.uuid5(uuid.NAMESPACE_URL, name)}@pap"
