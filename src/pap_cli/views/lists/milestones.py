"""The milestones, worst first."""

from __future__ import annotations

from pap_cli.assess.assessment import Assessment, MilestoneStatus
from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Field, Listing
from pap_cli.columns.selection import Selection
from pap_cli.document import Align, Cell, Tone
from pap_cli.model.dates import Due
from pap_cli.model.plan import Horizon
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import date_cell, iso, rating_cell

_WORST_FIRST = list(Rating)


def late_cell(schedule: Schedule) -> Cell:
    """The days it is overdue."""
    return Cell(f"{schedule.days_overdue} d", Tone.RED) if schedule.days_overdue else Cell("")


def due_cell(schedule: Schedule) -> Cell:
    """The approved date; strong where it was moved."""
    return date_cell(schedule.due)


def state_words(state: State) -> str:
    """A state as people read it."""
    return state.value.replace("-", " ")


def first_due_cell(schedule: Schedule) -> Cell:
    """The first date, where the approved one is another."""
    return date_cell(schedule.milestone.due, Tone.MUTED) if schedule.slipped_days else Cell("")


def moved_cell(schedule: Schedule) -> Cell:
    """How often and how far it was extended: `2 × +91 d`."""
    if not schedule.extensions:
        return Cell("")
    return Cell(f"{len(schedule.extensions)}× {schedule.slipped_days:+d} d", Tone.MUTED)


def _iso_due(due: Due | None) -> str | None:
    return iso(due)


FIELDS: tuple[Field[MilestoneStatus], ...] = (
    Field(
        "rating",
        lambda status: status.rating.value,
        "Rating",
        lambda status: rating_cell(status.rating),
        order=lambda status: _WORST_FIRST.index(status.rating),
    ),
    Field("id", lambda status: status.id, "Id"),
    Field("title", lambda status: status.schedule.milestone.title, "Milestone", flexible=True),
    Field("plan", lambda status: status.schedule.plan, "Plan", shown=False),
    Field("action", lambda status: status.schedule.action.id, "Action", shown=False),
    Field(
        "horizon",
        lambda status: status.schedule.horizon.value,
        "Horizon",
        keep=6,
        order=lambda status: list(Horizon).index(status.schedule.horizon),
    ),
    Field(
        "due",
        lambda status: iso(status.schedule.due),
        "Due",
        lambda status: due_cell(status.schedule),
    ),
    Field(
        "days_overdue",
        lambda status: status.schedule.days_overdue,
        "Late",
        lambda status: late_cell(status.schedule),
        align=Align.RIGHT,
        keep=1,
    ),
    Field(
        "first_due",
        lambda status: iso(status.schedule.milestone.due),
        "First due",
        lambda status: first_due_cell(status.schedule),
        keep=7,
    ),
    Field(
        "slipped_days",
        lambda status: status.schedule.slipped_days,
        "Moved",
        lambda status: moved_cell(status.schedule),
        align=Align.RIGHT,
        keep=5,
    ),
    Field("extensions", lambda status: len(status.schedule.extensions), "Extended", align=Align.RIGHT, shown=False),
    Field(
        "forecast",
        lambda status: iso(status.schedule.forecast),
        "Forecast",
        lambda status: date_cell(status.schedule.forecast),
        keep=4,
    ),
    Field(
        "state",
        lambda status: status.schedule.state.value,
        "State",
        lambda status: Cell(state_words(status.schedule.state)),
        keep=2,
        order=lambda status: list(State).index(status.schedule.state),
    ),
    Field("started", lambda status: iso(status.schedule.started), "Started", shown=False),
    Field("completed", lambda status: iso(status.schedule.completed), "Completed", shown=False),
    Field("evidence_due", lambda status: iso(status.schedule.evidence_due), "Evidence due", shown=False),
    Field("evidenced", lambda status: iso(status.schedule.evidenced), "Evidenced", shown=False),
    Field("blocked_by", lambda status: list(status.schedule.blocked_by), "Blocked by", keep=9),
    Field("owner", lambda status: status.schedule.owner, "Owner", keep=3),
    Field("lead", lambda status: status.schedule.lead, "Lead", shown=False),
    Field("expected_by", lambda status: list(status.schedule.milestone.expected_by), "Expected by", keep=8),
    Field("reason", lambda status: status.reason, "Why", keep=10, flexible=True, shown=False),
    Field("path", lambda status: status.schedule.milestone.place.path, "File", shown=False),
    Field("line", lambda status: status.schedule.milestone.place.line, "Line", align=Align.RIGHT, shown=False),
)


def worst_first(status: MilestoneStatus) -> tuple[int, int, object, str]:
    """Sorts by rating, then the longest overdue, then the nearest date."""
    schedule = status.schedule
    return (_WORST_FIRST.index(status.rating), -schedule.days_overdue, schedule.due.day, status.id)


def build(
    assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES
) -> Listing[MilestoneStatus]:
    """The milestones that a selection takes, worst first."""
    chosen = (status for status in assessment.milestones if selection.takes_milestone(status, assessment.as_of))
    return Listing(
        kind="milestones",
        noun="milestone",
        as_of=assessment.as_of,
        fields=FIELDS,
        items=tuple(sorted(chosen, key=worst_first)),
        arrangement=arrangement,
    ).arranged()
