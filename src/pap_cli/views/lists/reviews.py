"""The reviews: held, missed, and what falls due next."""

from __future__ import annotations

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.reviews import Occurrence, ReviewState
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Field, Listing
from pap_cli.columns.selection import Selection
from pap_cli.document import Align, Cell, Tone
from pap_cli.wording.cells import date_cell, iso

_TONES = {
    ReviewState.HELD: Tone.GREEN,
    ReviewState.HELD_LATE: Tone.AMBER,
    ReviewState.OVERDUE: Tone.AMBER,
    ReviewState.MISSED: Tone.RED,
    ReviewState.DUE: Tone.GREY,
}


def review_cell(state: ReviewState) -> Cell:
    """What became of a review, as symbol and words."""
    return Cell(state.value.replace("-", " "), _TONES[state], marked=True)


def _late(occurrence: Occurrence) -> Cell:
    return Cell(f"{occurrence.days_late} d") if occurrence.days_late else Cell("")


def review_title(occurrence: Occurrence) -> str:
    """What a review is called."""
    return occurrence.review.title or occurrence.review.id


FIELDS: tuple[Field[Occurrence], ...] = (
    Field("state", lambda one: one.state.value, "State", lambda one: review_cell(one.state)),
    Field("id", lambda one: one.review.id, "Id"),
    Field("title", lambda one: one.review.title, "Review", flexible=True, keep=5),
    Field("plan", lambda one: one.plan, "Plan", shown=False),
    Field("body", lambda one: one.review.body, "Body", keep=3),
    Field("due", lambda one: iso(one.due), "Due", lambda one: date_cell(one.due)),
    Field(
        "held",
        lambda one: iso(one.meeting.on) if one.meeting else None,
        "Held",
        lambda one: date_cell(one.meeting.on if one.meeting else None),
        keep=1,
    ),
    Field("days_late", lambda one: one.days_late, "Late", _late, align=Align.RIGHT, keep=2),
    Field("outcome", lambda one: one.outcome, "Outcome", flexible=True, keep=4),
    Field("reference", lambda one: one.meeting.reference if one.meeting else None, "Reference", shown=False),
    Field("path", lambda one: one.review.place.path, "File", shown=False),
    Field("line", lambda one: one.review.place.line, "Line", align=Align.RIGHT, shown=False),
)


def shown_occurrences(assessment: Assessment) -> list[Occurrence]:
    """What has been due by now, and of each review the next that is."""
    found: list[Occurrence] = []
    for plan in assessment.plans:
        upcoming: set[str] = set()
        for occurrence in plan.reviews:
            if occurrence.state is ReviewState.DUE:
                if occurrence.review.id in upcoming:
                    continue
                upcoming.add(occurrence.review.id)
            found.append(occurrence)
    return found


def build(assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES) -> Listing[Occurrence]:
    """The reviews that a selection takes, the latest due date first; `overdue` asks for what was not held."""

    def taken(occurrence: Occurrence) -> bool:
        if selection.overdue and occurrence.state not in (ReviewState.MISSED, ReviewState.OVERDUE):
            return False
        if selection.due_by is not None and not (
            occurrence.state is ReviewState.DUE and occurrence.due.day <= selection.due_by
        ):
            return False
        if selection.body and occurrence.review.body not in selection.body:
            return False
        return selection.finds(occurrence.review.id, occurrence.review.title, occurrence.outcome)

    chosen = [occurrence for occurrence in shown_occurrences(assessment) if taken(occurrence)]
    return Listing(
        kind="reviews",
        noun="review",
        as_of=assessment.as_of,
        fields=FIELDS,
        items=tuple(sorted(chosen, key=lambda one: (one.due.day, one.review.id), reverse=True)),
        arrangement=arrangement,
    ).arranged()
