"""The columns of reviews: held, missed, and due next."""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.assess.deadlines.reviews import Occurrence, ReviewState
from pap_cli.columns.field import Field, by_name, date_field, place_fields
from pap_cli.columns.notes import notes_field
from pap_cli.document import Align, Cell, Tone
from pap_cli.wording.cells import EMPTY, count_words

_TONES = {
    ReviewState.HELD: Tone.GREEN,
    ReviewState.HELD_LATE: Tone.AMBER,
    ReviewState.OVERDUE: Tone.AMBER,
    ReviewState.MISSED: Tone.RED,
    ReviewState.DUE: Tone.GREY,
}


def review_cell(state: ReviewState) -> Cell:
    """Return the state of a review as symbol and words."""
    return Cell(state.value.replace("-", " "), _TONES[state], marked=True)


def _late(occurrence: Occurrence) -> Cell:
    return Cell(count_words(occurrence.days_late, "day")) if occurrence.days_late else EMPTY


def review_title(occurrence: Occurrence) -> str:
    """Return the title of a review, or else its ID."""
    return occurrence.review.title or occurrence.review.id


FIELDS: Mapping[str, Field[Occurrence]] = by_name(
    Field("state", lambda one: one.state.value, "State", lambda one: review_cell(one.state)),
    Field("id", lambda one: one.review.id, "ID"),
    Field("title", lambda one: one.review.title, "Review", flexible=True, keep=5),
    Field("plan", lambda one: one.plan, "Plan", shown=False),
    Field("body", lambda one: one.review.body, "Body", keep=3),
    date_field("due", "Due", lambda one: one.due),
    date_field("held", "Held", lambda one: one.meeting.on if one.meeting else None, keep=1),
    Field("days_late", lambda one: one.days_late, "Late", _late, align=Align.RIGHT, keep=2),
    Field("outcome", lambda one: one.outcome, "Outcome", flexible=True, keep=4),
    Field("reference", lambda one: one.meeting.reference if one.meeting else None, "Reference", shown=False),
    notes_field(lambda one: one.notes),
    *place_fields(lambda one: one.review.place),
)
