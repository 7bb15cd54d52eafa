"""The columns of reviews: held, missed, and due next."""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.assess.deadlines.reviews import Occurrence, ReviewState
from pap_cli.cell import Align, Cell, Tone
from pap_cli.columns.field import Field, by_name, date_field, place_fields
from pap_cli.columns.notes import notes_field
from pap_cli.model.oversight import Review
from pap_cli.model.periods import parse_period
from pap_cli.wording.cells import EMPTY, count_words

_TONES = {
    ReviewState.HELD: Tone.GREEN,
    ReviewState.HELD_LATE: Tone.AMBER,
    ReviewState.OVERDUE: Tone.AMBER,
    ReviewState.MISSED: Tone.RED,
    ReviewState.DUE: Tone.GREY,
    ReviewState.NOT_RECORDED: Tone.GREY,
}


def review_cell(state: ReviewState) -> Cell:
    """Return the state of a review as symbol and words."""
    return Cell(state.value.replace("-", " "), _TONES[state], marked=True)


def _late(occurrence: Occurrence) -> Cell:
    return Cell(count_words(occurrence.days_late, "day")) if occurrence.days_late else EMPTY


def review_title(occurrence: Occurrence) -> str:
    """Return the title of a review, or else its ID."""
    return occurrence.review.title or occurrence.review.id


def window_facts(review: Review) -> dict[str, str] | None:
    """Return the first and the last day of the window within which a review is due; None without one."""
    if review.window is None:
        return None
    first = parse_period(review.window.start.written).start
    return {"from": first.isoformat(), "to": review.window.to.day.isoformat()}


def every_words(review: Review) -> str | None:
    """Return how often a review recurs; None for a single one, and if nobody knows."""
    return str(review.cadence) if review.cadence is not None else None


def every_written(review: Review) -> str | None:
    """Return how often a review recurs, or `unknown`; None for a single one."""
    return str(review.every) if review.every is not None else None


FIELDS: Mapping[str, Field[Occurrence]] = by_name(
    Field("state", lambda one: one.state.value, "State", lambda one: review_cell(one.state)),
    Field("id", lambda one: one.review.id, "ID"),
    Field("title", lambda one: one.review.title, "Review", flexible=True, keep=5),
    Field("plan", lambda one: one.plan, "Plan", shown=False),
    Field("body", lambda one: one.review.body, "Body", keep=3),
    date_field("due", "Due", lambda one: one.due),
    Field("due_written", lambda one: one.due.written, "Due as written", shown=False),
    Field("window", lambda one: window_facts(one.review), "Window", shown=False, tabular=False),
    Field("every", lambda one: every_words(one.review), "Every", shown=False),
    Field("every_written", lambda one: every_written(one.review), "Every, as written", shown=False),
    date_field("held", "Held", lambda one: one.meeting, keep=1),
    Field(
        "held_precision",
        lambda one: one.meeting.precision.value if one.meeting else None,
        "Held: precision",
        shown=False,
    ),
    Field("days_late", lambda one: one.days_late, "Late", _late, align=Align.RIGHT, keep=2),
    Field("outcome", lambda one: one.outcome, "Outcome", flexible=True, keep=4),
    Field("reference", lambda one: one.meeting.reference if one.meeting else None, "Reference", shown=False),
    notes_field(lambda one: one.notes),
    *place_fields(lambda one: one.review.place),
)
