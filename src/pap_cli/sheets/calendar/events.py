"""Everything in a plan that has a date, as events: open, done or cancelled.

What is done or cancelled stays an event, with a word before its title: otherwise a calendar that has it from an earlier
file would show it as open for ever.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.deadlines.clocks import ClockState, ClockStatus
from pap_cli.assess.deadlines.reviews import Occurrence, ReviewState
from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.assess.disclosure.audience import A_POST
from pap_cli.assess.due import DueKind
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.model.dates import Due, show_date
from pap_cli.model.order import natural
from pap_cli.model.steps import answered
from pap_cli.sheets.calendar.uids import event_uid, first_ids

WORDS = {
    DueKind.MILESTONE: "milestone",
    DueKind.ACTION: "action",
    DueKind.EVIDENCE: "evidence",
    DueKind.REVIEW: "review",
    DueKind.STATUTORY: "statutory deadline",
}


class Mark(StrEnum):
    """What stands before the title of an event that is no longer open."""

    OPEN = ""
    DELIVERED = "Delivered"
    ACCEPTED = "Accepted"
    HELD = "Held"
    MET = "Met"
    CANCELLED = "Cancelled"
    # No longer in the plan, or no longer for those whom the calendar is for.
    REMOVED = "Removed"

    @property
    def off(self) -> bool:
        """True if the event does not take place."""
        return self in (Mark.CANCELLED, Mark.REMOVED)


class Dated(Struct, frozen=True, kw_only=True):
    """One event: something with a date, and whose it is."""

    uid: str
    kind: DueKind
    title: str
    due: Due
    lines: tuple[str, ...]
    plan: str
    mark: Mark = Mark.OPEN
    # How many of the facts about it change its date or close it: on one day, more of them make a higher SEQUENCE.
    facts: int = 0
    people: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    # What it belongs to: an action or recommendation, and the recommendations that this answers.
    above: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


def events(assessment: Assessment) -> Iterator[Dated]:
    """Yield an event for each date of each plan, the earliest first."""
    for plan in assessment.plans:
        found = (*_of_milestones(plan), *_of_reviews(plan), *_of_clocks(plan))
        yield from sorted(found, key=lambda one: (one.due.day, list(DueKind).index(one.kind), natural(one.title)))


def _of_milestones(plan: PlanStatus) -> Iterator[Dated]:
    firsts = first_ids(status.schedule.milestone for status in plan.milestones)
    for status in plan.milestones:
        schedule, first = status.schedule, firsts[status.id]
        if schedule.due.dated:
            yield _of_milestone(plan, status, first)
        if schedule.evidence_due_as_written is not None:
            yield _of_evidence(plan, status, schedule.evidence_due_as_written, first)


def _of_milestone(plan: PlanStatus, status: MilestoneStatus, first: str) -> Dated:
    schedule = status.schedule
    kind = DueKind.ACTION if schedule.itself else DueKind.MILESTONE
    mark, said = Mark.OPEN, ""
    if schedule.state is State.CANCELLED and schedule.cancelled is not None:
        mark, said = Mark.CANCELLED, f"cancelled on {show_date(schedule.cancelled)}"
    elif schedule.delivered is not None:
        mark, said = Mark.DELIVERED, f"delivered {schedule.delivered.when}"
    elif schedule.days_overdue:
        said = f"late since {show_date(schedule.counted.day)}"
    waits = f"the delivery is {schedule.approval}" if schedule.unapproved and schedule.approval is not None else ""
    return Dated(
        uid=event_uid(plan.plan.id, "due", first),
        kind=kind,
        title=f"{status.id} {schedule.milestone.title}",
        due=schedule.due,
        lines=_lines(plan, kind, schedule.due, (said, waits), schedule),
        plan=plan.plan.id,
        mark=mark,
        facts=len(schedule.extensions) + (mark is not Mark.OPEN),
        people=_people(schedule),
        bodies=schedule.milestone.expected_by,
        above=(schedule.parent.id, *answered(schedule.parent)),
        themes=status.themes,
    )


def _of_evidence(plan: PlanStatus, status: MilestoneStatus, due: Due, first: str) -> Dated:
    schedule = status.schedule
    mark, said = Mark.OPEN, ""
    if schedule.state is State.CANCELLED:
        mark, said = Mark.CANCELLED, "the milestone was cancelled"
    elif schedule.state is State.EVIDENCED:
        mark, said = Mark.ACCEPTED, f"accepted {schedule.evidenced.when}" if schedule.evidenced is not None else ""
    elif schedule.evidenced is not None:
        said = "provided, not yet approved"
    elif schedule.evidence_late(plan.as_of):
        said = f"late since {show_date(due.day)}"
    return Dated(
        uid=event_uid(plan.plan.id, DueKind.EVIDENCE.value, first),
        kind=DueKind.EVIDENCE,
        title=f"{status.id} {WORDS[DueKind.EVIDENCE]}: {schedule.milestone.title}",
        due=due,
        lines=_lines(plan, DueKind.EVIDENCE, due, (said,), schedule),
        plan=plan.plan.id,
        mark=mark,
        facts=int(mark is not Mark.OPEN),
        people=_people(schedule),
        bodies=schedule.milestone.expected_by,
        above=(schedule.parent.id, *answered(schedule.parent)),
        themes=status.themes,
    )


def _of_reviews(plan: PlanStatus) -> Iterator[Dated]:
    """Yield each review with a date; those of a series are told apart by their number, which stays when they move."""
    firsts = first_ids(plan.plan.reviews)
    counts: dict[str, int] = {}
    for one in plan.reviews:
        if not one.due.dated:
            continue
        number = counts[one.review.id] = counts.get(one.review.id, 0) + 1
        first = firsts[one.review.id]
        yield _of_review(plan, one, first if number == 1 else f"{first}/{number}")


def _of_review(plan: PlanStatus, one: Occurrence, name: str) -> Dated:
    mark, said = Mark.OPEN, ""
    if one.state in (ReviewState.HELD, ReviewState.HELD_LATE) and one.meeting is not None:
        mark, said = Mark.HELD, f"held {one.meeting.when}"
    elif one.state is ReviewState.NOT_RECORDED:
        said = "it is not recorded whether it was held"
    elif one.state in (ReviewState.OVERDUE, ReviewState.MISSED):
        said = "not held when it was due"
    return Dated(
        uid=event_uid(plan.plan.id, DueKind.REVIEW.value, name),
        kind=DueKind.REVIEW,
        title=f"{one.review.id} {WORDS[DueKind.REVIEW]}: {one.review.title or one.review.id}",
        due=one.due,
        lines=_lines(plan, DueKind.REVIEW, one.due, (said,), bodies=(one.review.body,)),
        plan=plan.plan.id,
        mark=mark,
        facts=int(mark is not Mark.OPEN),
        bodies=(one.review.body,),
    )


def _of_clocks(plan: PlanStatus) -> Iterator[Dated]:
    firsts = first_ids(plan.plan.header.statutory)
    for one in plan.clocks:
        yield _of_clock(plan, one, firsts[one.id])


def _of_clock(plan: PlanStatus, one: ClockStatus, first: str) -> Dated:
    mark, said = Mark.OPEN, ""
    if one.met is not None:
        mark, said = Mark.MET, f"met on {show_date(one.met)}"
    elif one.state is ClockState.MISSED:
        said = f"late since {show_date(one.due.day)}"
    bodies = (one.clock.to,) if one.clock.to else ()
    return Dated(
        uid=event_uid(plan.plan.id, DueKind.STATUTORY.value, first),
        kind=DueKind.STATUTORY,
        title=f"{one.id} {WORDS[DueKind.STATUTORY]}: {one.clock.title}",
        due=one.due,
        lines=_lines(plan, DueKind.STATUTORY, one.due, (one.counted, said), bodies=bodies),
        plan=plan.plan.id,
        mark=mark,
        facts=int(mark is not Mark.OPEN),
        bodies=bodies,
    )


def _lines(
    plan: PlanStatus,
    kind: DueKind,
    due: Due,
    said: Collection[str],
    schedule: Schedule | None = None,
    bodies: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Return the description of an event.  No line changes from day to day while the facts stay the same."""
    lines = [f"{plan.plan.header.title}: {WORDS[kind]}"]
    if due.written != due.day.isoformat():
        lines.append(f"due {due}, which counts to its last day")
    lines += filter(None, said)
    if schedule is not None:
        bodies = schedule.milestone.expected_by
        if people := _people(schedule):
            lines.append(f"owner: {_titles(people, plan.plan.owner_titles)}")
    if bodies:
        lines.append(f"body: {_titles(bodies, plan.plan.body_titles)}")
    return tuple(lines)


def _people(schedule: Schedule) -> tuple[str, ...]:
    """Return owners and leads, each once, without those that must not be named."""
    return tuple(one for one in dict.fromkeys((*schedule.owners, *schedule.leads)) if one != A_POST)


def _titles(ids: Collection[str], titles: Mapping[str, str]) -> str:
    return "; ".join(titles.get(id, id) for id in ids)
