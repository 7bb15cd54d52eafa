"""All-day events for what is due: milestones, their evidence, reviews and statutory clocks."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.disclosure.audience import A_POST
from pap_cli.assess.due import DueItem, DueKind, coming, late
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.errors import PapError
from pap_cli.installed import install_advice
from pap_cli.model.dates import Due, show_date
from pap_cli.model.steps import answered
from pap_cli.render.text import printable

_WORDS = {
    DueKind.MILESTONE: "milestone",
    DueKind.ACTION: "action",
    DueKind.EVIDENCE: "evidence",
    DueKind.REVIEW: "review",
    DueKind.STATUTORY: "statutory deadline",
}


class Dated(Struct, frozen=True, kw_only=True):
    """One event: something with a date, how often that date moved, and whose it is."""

    uid: str
    kind: DueKind
    title: str
    due: Due
    moves: int
    lines: tuple[str, ...]
    plan: str
    people: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    # What it belongs to: an action or recommendation, and the recommendations that this answers.
    above: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    cancelled: bool = False


def calendar(assessment: Assessment, owners: Collection[str] = (), bodies: Collection[str] = ()) -> bytes:
    """Return a calendar (RFC 5545) with an event for each date to come, each that is late, and each that was cancelled.

    With owners or bodies, only what these own or lead, or expect, review and require.  The time stamp of every event is
    the as-of date, so that the same plan gives the same bytes.

    Raises:
        PapError: if the library is not installed.
    """
    titles = "; ".join(printable(plan.plan.header.title) for plan in assessment.plans)
    found = (one for one in events(assessment) if _is_wanted(owners, one.people) and _is_wanted(bodies, one.bodies))
    return calendar_of(titles, [event_of(one, assessment.as_of) for one in found])


def calendar_of(title: str, made: Iterable[bytes]) -> bytes:
    """Return a calendar of events that were made by `event_of`.

    Raises:
        PapError: if the library is not installed.
    """
    try:
        from icalendar import Calendar
    except ImportError:
        raise PapError("a calendar needs icalendar, which is not installed", install_advice("sheets")) from None

    empty = Calendar()
    empty.add("prodid", "-//pap//priority action plans//EN")
    empty.add("version", "2.0")
    empty.add("x-wr-calname", printable(title))
    head, end, rest = empty.to_ical().rpartition(b"END:VCALENDAR")
    return b"".join((head, *made, end, rest))


def event_of(one: Dated, as_of: date) -> bytes:
    """Return an event as lines of a calendar, so that several calendars can have it.

    Raises:
        PapError: if the library is not installed.
    """
    try:
        from icalendar import Event
    except ImportError:
        raise PapError("a calendar needs icalendar, which is not installed", install_advice("sheets")) from None

    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", one.due.day)
    event.add("dtend", one.due.day + timedelta(days=1))  # the day after the last one
    event.add("summary", printable(one.title))
    event.add("description", "\n".join(map(printable, one.lines)))
    event.add("categories", [_WORDS[one.kind]])
    event.add("sequence", one.moves)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    lines: bytes = event.to_ical()
    return lines


def events(assessment: Assessment) -> Iterator[Dated]:
    """Yield what is late, what is to come and what was cancelled, in this order."""
    plans = {plan.plan.id: plan for plan in assessment.plans}
    for item in (*late(assessment), *coming(assessment)):
        yield _event(plans[item.plan], item)
    for plan in assessment.plans:
        for status in plan.milestones:
            if status.schedule.state is State.CANCELLED and status.schedule.due.dated:
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
    people = _named((*item.owners, *item.leads))
    if people:
        lines.append(f"owner: {_titles(people, plan.plan.owner_titles)}")
    if item.bodies:
        lines.append(f"body: {_titles(item.bodies, plan.plan.body_titles)}")
    first, moves = item.id, 0
    if isinstance(item.source, MilestoneStatus):
        first, moves = _first_id(item.source), _moves(item.source)
    elif item.kind is DueKind.REVIEW:
        first = f"{item.id}/{item.due.day}"  # each review of a series is an event of its own
    return Dated(
        uid=_uid(plan, item.kind, first),
        kind=item.kind,
        title=what,
        due=item.due,
        moves=moves,
        lines=tuple(lines),
        plan=item.plan,
        people=people,
        bodies=item.bodies,
        above=item.above,
        themes=item.themes,
    )


def _titles(ids: Collection[str], titles: Mapping[str, str]) -> str:
    return "; ".join(titles.get(id, id) for id in ids)


def _named(people: Collection[str]) -> tuple[str, ...]:
    """Return owners and leads, each once, without those that must not be named."""
    return tuple(one for one in dict.fromkeys(people) if one != A_POST)


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
        plan=schedule.plan,
        people=_named((*schedule.owners, *schedule.leads)),
        bodies=schedule.milestone.expected_by,
        above=(schedule.parent.id, *answered(schedule.parent)),
        themes=status.themes,
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
