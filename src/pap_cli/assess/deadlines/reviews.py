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
from pap_cli.model.dates import UNDATED, Due, Duration, add_months, exactly
from pap_cli.model.decisions import Note, known_notes
from pap_cli.model.facts import Fact, seen
from pap_cli.model.order import natural
from pap_cli.model.oversight import Meeting, Review
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
    # Nobody recorded whether it was held.
    NOT_RECORDED = "not-recorded"


class Occurrence(Struct, frozen=True, kw_only=True):
    """A due date of a review, and the meeting that counted towards it; or a meeting for no due date that is known."""

    review: Review
    plan: str
    # `UNDATED` if nobody knows when it was due.
    due: Due
    meeting: Meeting | None
    state: ReviewState
    # None if it was held on an unknown day, or nobody knows when it was due.
    days_late: int | None
    # The notes on the review known by then, newest first.
    notes: tuple[Note, ...] = ()

    @property
    def day(self) -> date:
        """The day that it is sorted by: when it was due, or else when it was held."""
        if self.due.dated:
            return self.due.day
        return (self.meeting.since if self.meeting is not None else None) or date.min

    @property
    def outcome(self) -> str | None:
        """The outcome."""
        if self.meeting is None:
            return None
        return self.meeting.outcome or (self.review.outcome if self.review.every is None else None)


def due_dates(review: Review) -> tuple[Due, ...]:
    """Yield every due date of a review: one date, or a series."""
    every = review.cadence
    if review.every is None or (every is not None and review.start is None):
        return (review.single_due,) if review.single_due else ()
    if every is None or review.start is None:
        return ()
    last = review.until
    if last is None:
        last = (review.length or Duration(months=24)).after(review.start)
    found: list[Due] = []
    for count in range(MAX_OCCURRENCES):
        # counted from the first date each time, so that the 31st does not stay the 28th after February
        day = add_months(review.start, every.months * count)
        day = Duration(days=every.days * count).after(day)
        if day > last or (found and day <= found[-1].day):
            break
        found.append(exactly(day))
    return tuple(found)


def _assigned(dues: tuple[Due, ...], meetings: Iterable[Meeting]) -> dict[date, Meeting]:
    """Return the meeting for each due date: a meeting counts towards the nearest one, the earlier of two,
    and the first meeting for a due date counts.
    """
    if not dues:
        return {}
    middles = [(later.day - earlier.day) / 2 + earlier.day for earlier, later in pairwise(dues)]
    days = [due.day for due in dues]
    answered: dict[date, Meeting] = {}
    for meeting in sorted(meetings, key=lambda meeting: meeting.day or date.max):
        first, last = meeting.earliest or days[0], meeting.day or days[0]
        within = bisect_left(days, first)  # in a month or a quarter: the first due date in it
        nth = within if within < len(days) and days[within] <= last else bisect_left(middles, last)
        answered.setdefault(days[nth], meeting)
    return answered


def occurrences(plan: Plan, review: Review, as_of: date, policy: Policy) -> tuple[Occurrence, ...]:
    """Return every occurrence of a review, past and future, as of a date.

    Meetings without a due date that they can count towards come last: those on an unknown day in a series, and all
    of them if nobody knows how often the review recurs.
    """
    dues = due_dates(review)
    if not dues and not review.cadence_unknown:
        return ()
    meetings = [meeting for meeting in review.held if seen(meeting, as_of) is not None]
    unrecorded = [meeting for meeting in meetings if meeting.open]
    held = [meeting for meeting in meetings if not meeting.open]
    # which due date of a series a meeting on an unknown day was for, nobody knows
    apart = [meeting for meeting in held if not dues or (meeting.day is None and len(dues) > 1)]
    answered = _assigned(dues, (meeting for meeting in held if meeting.day is not None or len(dues) == 1))
    notes = known_notes(review.notes, as_of)

    def occurrence(due: Due, meeting: Meeting | None, state: ReviewState, late: int | None) -> Occurrence:
        return Occurrence(
            review=review, plan=plan.id, due=due, meeting=meeting, state=state, days_late=late, notes=notes
        )

    found = []
    for due in dues:
        meeting = answered.get(due.day)
        state, late = _state(due.day, meeting, policy.review_grace.after(due.day), as_of)
        past = state in (ReviewState.MISSED, ReviewState.OVERDUE)
        if past and (apart or any(one.until is None or due.day <= one.until for one in unrecorded)):
            state, late = ReviewState.NOT_RECORDED, None
        found.append(occurrence(due, meeting, state, late))
    for meeting in sorted(apart, key=lambda meeting: meeting.since or date.min):
        found.append(occurrence(UNDATED, meeting, ReviewState.HELD, None))
    if review.cadence_unknown and unrecorded and not apart:
        found.append(occurrence(UNDATED, None, ReviewState.NOT_RECORDED, None))
    return tuple(found)


def _state(due: date, meeting: Meeting | None, limit: date, as_of: date) -> tuple[ReviewState, int | None]:
    """Return the state of a review that was due on a day, and how many days late it is or was."""
    if meeting is not None:
        # late only if all of a month or a quarter is
        met = meeting.earliest
        if met is None:
            return ReviewState.HELD, None
        return ReviewState.HELD if met <= limit else ReviewState.HELD_LATE, max(0, (met - due).days)
    if as_of > due:
        return ReviewState.MISSED if as_of > limit else ReviewState.OVERDUE, (as_of - due).days
    return ReviewState.DUE, 0


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
