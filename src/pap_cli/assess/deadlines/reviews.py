"""Reviews and expectations: whether each review was held, and what each body expects by when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from pap_cli.assess.deadlines.schedule import Schedule, approved_extensions
from pap_cli.model.config import Policy
from pap_cli.model.dates import Duration, add_months
from pap_cli.model.decisions import Note, known_notes
from pap_cli.model.facts import Fact
from pap_cli.model.order import natural
from pap_cli.model.oversight import Meeting, Review
from pap_cli.model.periods import Due, exactly
from pap_cli.model.place import Place
from pap_cli.model.plan import Plan
from pap_cli.model.rating import Rating

MAX_OCCURRENCES = 1000


class ReviewState(StrEnum):
    """The state of a review."""

    HELD = "held"
    HELD_LATE = "held-late"
    MISSED = "missed"
    OVERDUE = "overdue"
    DUE = "due"


class Occurrence(Struct, frozen=True, kw_only=True):
    """A due date of a review, and the meeting that counted towards it."""

    review: Review
    plan: str
    due: Due
    meeting: Meeting | None
    state: ReviewState
    days_late: int
    # The notes on the review known by then, newest first.
    notes: tuple[Note, ...] = ()

    @property
    def outcome(self) -> str | None:
        """The outcome."""
        if self.meeting is None:
            return None
        return self.meeting.outcome or (self.review.outcome if self.review.every is None else None)


def due_dates(review: Review) -> tuple[Due, ...]:
    """Yield every due date of a review: one date, or a series."""
    if review.every is None or review.start is None:
        return (review.due,) if review.due else ()
    last = review.until
    if last is None:
        last = (review.length or Duration(months=24)).after(review.start)
    found: list[Due] = []
    for count in range(MAX_OCCURRENCES):
        # counted from the first date each time, so that the 31st does not stay the 28th after February
        day = add_months(review.start, review.every.months * count)
        day = Duration(days=review.every.days * count).after(day)
        if day > last or (found and day <= found[-1].day):
            break
        found.append(exactly(day))
    return tuple(found)


def _assigned(dues: tuple[Due, ...], meetings: Iterable[Meeting]) -> dict[date, Meeting]:
    """Return the meeting for each due date: a meeting counts towards the nearest one, the earlier of two,
    and the first meeting for a due date counts.
    """
    middles = [(later.day - earlier.day) / 2 + earlier.day for earlier, later in pairwise(dues)]
    answered: dict[date, Meeting] = {}
    for meeting in sorted(meetings, key=lambda meeting: meeting.on):
        answered.setdefault(dues[bisect_left(middles, meeting.on)].day, meeting)
    return answered


def occurrences(plan: Plan, review: Review, as_of: date, policy: Policy) -> tuple[Occurrence, ...]:
    """Return every occurrence of a review, past and future, as of a date."""
    dues = due_dates(review)
    if not dues:
        return ()
    answered = _assigned(dues, (meeting for meeting in review.held if meeting.on <= as_of))
    notes = known_notes(review.notes, as_of)
    found = []
    for due in dues:
        meeting = answered.get(due.day)
        limit = policy.review_grace.after(due.day)
        if meeting is not None:
            state = ReviewState.HELD if meeting.on <= limit else ReviewState.HELD_LATE
            late = max(0, (meeting.on - due.day).days)
        elif as_of > limit:
            state, late = ReviewState.MISSED, (as_of - due.day).days
        elif as_of > due.day:
            state, late = ReviewState.OVERDUE, (as_of - due.day).days
        else:
            state, late = ReviewState.DUE, 0
        found.append(
            Occurrence(review=review, plan=plan.id, due=due, meeting=meeting, state=state, days_late=late, notes=notes)
        )
    return tuple(found)


class ExpectationState(StrEnum):
    """The state of an expectation: met, on track, at risk or missed."""

    MET = "met"
    MET_LATE = "met-late"
    MISSED = "missed"
    AT_RISK = "at-risk"
    OPEN = "open"


class Expectation(Struct, frozen=True, kw_only=True):
    """A milestone that a body expects by a date.

    An extension of the milestone does not move the expectation unless the body itself approved it.
    """

    body: str
    plan: str
    item: str
    title: str
    by: Due
    met: Fact | None
    state: ExpectationState
    place: Place


def _expectation_state(by: date, met: Fact | None, *, at_risk: bool, as_of: date) -> ExpectationState:
    if met is not None:
        return ExpectationState.MET_LATE if met.day is not None and met.day > by else ExpectationState.MET
    if as_of > by:
        return ExpectationState.MISSED
    return ExpectationState.AT_RISK if at_risk else ExpectationState.OPEN


def expectations(plan: Plan, rated: Iterable[tuple[Schedule, Rating]], as_of: date) -> tuple[Expectation, ...]:
    """Return what every body expects of a plan, in order of date."""
    found = []
    for schedule, rating in rated:
        milestone = schedule.milestone
        met = schedule.completed or schedule.evidenced
        if schedule.state.value == "cancelled":
            continue
        for body in milestone.expected_by:
            agreed = [extension for extension in approved_extensions(milestone, as_of) if extension.by == body]
            by = agreed[-1].to if agreed else milestone.due
            at_risk = by.dated and (rating in (Rating.RED, Rating.AMBER) or schedule.expected > by.day)
            found.append(
                Expectation(
                    body=body,
                    plan=plan.id,
                    item=milestone.id,
                    title=milestone.title,
                    by=by,
                    met=met,
                    state=_expectation_state(by.day, met, at_risk=at_risk, as_of=as_of),
                    place=milestone.place,
                )
            )
    return tuple(sorted(found, key=lambda expectation: (expectation.by.day, natural(expectation.item))))
