"""What is due, and what is late: milestones, their evidence, reviews and statutory clocks, in one order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.deadlines.clocks import ClockState, ClockStatus
from pap_cli.assess.deadlines.reviews import Occurrence, ReviewState
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.model.dates import Due
from pap_cli.model.order import natural
from pap_cli.model.steps import answered


class DueKind(StrEnum):
    """What is due."""

    MILESTONE = "milestone"
    ACTION = "action"
    EVIDENCE = "evidence"
    REVIEW = "review"
    STATUTORY = "statutory"


Source: TypeAlias = MilestoneStatus | Occurrence | ClockStatus


class DueItem(Struct, frozen=True, kw_only=True):
    """Something that is due, or late, at a date.  Days are calendar days."""

    kind: DueKind
    id: str
    title: str
    plan: str
    due: Due
    # The days from the as-of date to the due date, and the days that it is late; one of the two is 0.
    days_left: int
    days_overdue: int
    source: Source
    owners: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    # Those who expect it, review it or require it.
    bodies: tuple[str, ...] = ()
    # What it belongs to: an action or recommendation, and the recommendations that this answers.
    above: tuple[str, ...] = ()
    # The themes of a milestone or an action.
    themes: tuple[str, ...] = ()

    @property
    def owned(self) -> bool:
        """False for reviews and statutory clocks, which nobody in the plan is named for."""
        return self.kind not in (DueKind.REVIEW, DueKind.STATUTORY)


def coming(now: Assessment) -> list[DueItem]:
    """Return everything that is due on the as-of date or later, the nearest first."""
    found = [item for plan in now.plans for item in _items(plan, now.as_of) if not item.days_overdue]
    return sorted(found, key=lambda item: (item.due.day, list(DueKind).index(item.kind), natural(item.id)))


def late(now: Assessment) -> list[DueItem]:
    """Return everything that is late, the longest late first."""
    found = [item for plan in now.plans for item in _items(plan, now.as_of) if item.days_overdue]
    return sorted(found, key=lambda item: (-item.days_overdue, list(DueKind).index(item.kind), natural(item.id)))


def _items(plan: PlanStatus, as_of: date) -> Iterator[DueItem]:
    """Yield what is open in a plan: due or late."""
    for status in plan.milestones:
        yield from _of_milestone(status, as_of)
    yield from _of_reviews(plan, as_of)
    for clock in plan.clocks:
        if clock.state.open:
            missed = clock.state is ClockState.MISSED
            yield DueItem(
                kind=DueKind.STATUTORY,
                id=clock.id,
                title=clock.clock.title,
                plan=clock.plan,
                due=clock.due,
                days_left=0 if missed else (clock.due.day - as_of).days,
                days_overdue=(as_of - clock.due.day).days if missed else 0,
                source=clock,
                bodies=(clock.clock.to,) if clock.clock.to else (),
            )


def _of_milestone(status: MilestoneStatus, as_of: date) -> Iterator[DueItem]:
    """Yield a milestone that is open, or the evidence of one that is delivered; nothing without a date."""
    schedule = status.schedule
    kind = DueKind.ACTION if schedule.itself else DueKind.MILESTONE
    due, days_overdue = schedule.due, schedule.days_overdue
    if schedule.awaits_evidence and schedule.evidence_due_as_written is not None:
        kind, due = DueKind.EVIDENCE, schedule.evidence_due_as_written
        days_overdue = (as_of - due.day).days if schedule.evidence_late(as_of) else 0
    elif not schedule.state.open:
        return
    if not due.dated or (due.day < as_of and not days_overdue):
        return  # an entry with an error is never late
    yield DueItem(
        kind=kind,
        id=status.id,
        title=schedule.milestone.title,
        plan=schedule.plan,
        due=due,
        days_left=0 if days_overdue else (due.day - as_of).days,
        days_overdue=days_overdue,
        source=status,
        owners=schedule.owners,
        leads=schedule.leads,
        bodies=schedule.milestone.expected_by,
        above=(schedule.parent.id, *answered(schedule.parent)),
        themes=status.themes,
    )


def _of_reviews(plan: PlanStatus, as_of: date) -> Iterator[DueItem]:
    """Yield each review to come, and the last one of each series that should have been held if it was not."""
    last: dict[str, Occurrence] = {}
    for occurrence in plan.reviews:
        if occurrence.state is ReviewState.DUE:
            yield _of_review(occurrence, as_of)
        else:
            last[occurrence.review.id] = occurrence
    for occurrence in last.values():
        if occurrence.state in (ReviewState.OVERDUE, ReviewState.MISSED):
            yield _of_review(occurrence, as_of)


def _of_review(occurrence: Occurrence, as_of: date) -> DueItem:
    is_due = occurrence.state is ReviewState.DUE
    return DueItem(
        kind=DueKind.REVIEW,
        id=occurrence.review.id,
        title=occurrence.review.title or occurrence.review.id,
        plan=occurrence.plan,
        due=occurrence.due,
        days_left=(occurrence.due.day - as_of).days if is_due else 0,
        days_overdue=0 if is_due else occurrence.days_late or 0,
        source=occurrence,
        bodies=(occurrence.review.body,),
    )
