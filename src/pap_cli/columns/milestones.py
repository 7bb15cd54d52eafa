"""The columns of milestones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from pap_cli.assess.deadlines.approvals import Agreement
from pap_cli.assess.deadlines.schedule import Schedule
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.cell import Align, Cell, Tone
from pap_cli.columns.field import Field, by_name, date_field, label_field, place_fields, rating_field
from pap_cli.columns.judgements import judged_fields, judgements_field
from pap_cli.columns.notes import evidence_field, notes_field
from pap_cli.columns.people import people_fields
from pap_cli.columns.progress import schedule_words, state_field
from pap_cli.columns.targets import targets_field
from pap_cli.columns.themes import theme_fields
from pap_cli.model.facts import Fact
from pap_cli.model.items import Horizon
from pap_cli.model.order import Order, natural
from pap_cli.wording.cells import EMPTY, count_words, date_cell, extended_words


def late_cell(schedule: Schedule) -> Cell:
    """Return the days a milestone is overdue; with the date they are counted from, if that is not the due date."""
    since = f" since {schedule.counted}" if schedule.counted != schedule.due else ""
    return Cell(count_words(schedule.days_overdue, "day") + since, Tone.RED) if schedule.days_overdue else EMPTY


def delivered_late_words(schedule: Schedule) -> str:
    """Return if a milestone was delivered on time, or how late; empty until it is delivered."""
    if schedule.days_late is None:
        return ""
    return f"{count_words(schedule.days_late, 'day')} late" if schedule.days_late else "on time"


def _first_due_cell(schedule: Schedule) -> Cell:
    """Return the first due date if the due date in force is another."""
    return date_cell(schedule.milestone.due, Tone.MUTED) if schedule.slipped_days else EMPTY


def _evidenced_cell(schedule: Schedule) -> Cell:
    """Return when the evidence was accepted, or that what was provided then still waits for its approval."""
    found, approval = date_cell(schedule.evidenced), schedule.evidence_approval
    waits = approval is not None and approval.pending and found.text
    return Cell(f"{found.text}, not yet approved", Tone.MUTED) if waits else found


def _action(status: MilestoneStatus) -> str | None:
    """Return the ID of its action; None for a milestone directly under a recommendation."""
    action = status.schedule.action
    return action.id if action is not None else None


def _recommendation(status: MilestoneStatus) -> str | None:
    """Return the ID of the recommendation that it is directly under; None for a milestone of an action."""
    return None if status.schedule.action is not None else status.schedule.parent.id


def _precision_field(name: str, of: Callable[[MilestoneStatus], Fact | None]) -> Field[MilestoneStatus]:
    """Return the field of how exactly the day of a fact is known: day, month, quarter or unknown."""

    def precision(status: MilestoneStatus) -> str | None:
        fact = of(status)
        return fact.precision.value if fact is not None else None

    return Field(f"{name}_precision", precision, f"{name.replace('_', ' ').capitalize()}: precision", shown=False)


def _approval_fields(
    name: str, noun: str, of: Callable[[MilestoneStatus], Agreement | None]
) -> tuple[Field[MilestoneStatus], ...]:
    """Return the fields of the approval that a delivery or its evidence needs: given or pending, and when."""

    def given(status: MilestoneStatus) -> Fact | None:
        found = of(status)
        return found.given if found is not None else None

    def decision(status: MilestoneStatus) -> str | None:
        found = of(status)
        return found.decision.value if found is not None else None

    def words(status: MilestoneStatus) -> Cell:
        found = of(status)
        return Cell(str(found)) if found is not None else EMPTY

    return (
        Field(f"{name}_approval", decision, f"{noun}: approval", words, shown=False),
        date_field(f"{name}_approved", f"{noun} approved", given, shown=False),
        _precision_field(f"{name}_approved", given),
    )


FIELDS: Mapping[str, Field[MilestoneStatus]] = by_name(
    rating_field(lambda status: status.rating, lambda status: status.key),
    Field("id", lambda status: status.id, "ID"),
    Field("title", lambda status: status.schedule.milestone.title, "Milestone", flexible=True),
    Field("plan", lambda status: status.schedule.plan, "Plan", shown=False),
    Field("action", _action, "Action", shown=False),
    Field("recommendation", _recommendation, "Recommendation", shown=False),
    Field(
        "horizon",
        lambda status: status.schedule.horizon.value if status.schedule.horizon else None,
        "Horizon",
        keep=6,
        order=lambda status: list(Horizon).index(status.schedule.horizon) if status.schedule.horizon else len(Horizon),
    ),
    date_field("due", "Due", lambda status: status.schedule.due),
    Field("due_written", lambda status: status.schedule.due.written, "Due as written", shown=False),
    Field(
        "days_overdue",
        lambda status: status.schedule.days_overdue,
        "Late",
        lambda status: late_cell(status.schedule),
        align=Align.RIGHT,
        keep=3,
    ),
    date_field("first_due", "First due", lambda status: status.schedule.milestone.due, keep=7).showing(
        lambda status: _first_due_cell(status.schedule)
    ),
    Field(
        "slipped_days",
        lambda status: status.schedule.slipped_days,
        "Extended",
        lambda status: Cell(extended_words(status.schedule.slipped_days, len(status.schedule.extensions)), Tone.MUTED),
        keep=5,
    ),
    Field("extensions", lambda status: len(status.schedule.extensions), "Extensions", align=Align.RIGHT, shown=False),
    date_field("forecast", "Forecast", lambda status: status.schedule.forecast, keep=4),
    state_field(lambda status: status.schedule.state, lambda status: schedule_words(status.schedule), keep=3),
    *judged_fields(lambda status: status.judgements, keep=4),
    date_field("started", "Started", lambda status: status.schedule.started, shown=False),
    _precision_field("started", lambda status: status.schedule.started),
    date_field("completed", "Completed", lambda status: status.schedule.completed, shown=False),
    _precision_field("completed", lambda status: status.schedule.completed),
    *_approval_fields("completed", "Delivery", lambda status: status.schedule.approval),
    Field(
        "days_late",
        lambda status: status.schedule.days_late,
        "Delivered late",
        lambda status: Cell(delivered_late_words(status.schedule) if status.schedule.days_late else "", Tone.MUTED),
        align=Align.RIGHT,
        keep=8,
    ),
    date_field("evidence_due", "Evidence due", lambda status: status.schedule.evidence_due_as_written, shown=False),
    date_field("evidenced", "Evidence accepted", lambda status: status.schedule.evidenced, shown=False).showing(
        lambda status: _evidenced_cell(status.schedule)
    ),
    _precision_field("evidenced", lambda status: status.schedule.evidenced),
    *_approval_fields("evidenced", "Evidence", lambda status: status.schedule.evidence_approval),
    Field("blocked_by", lambda status: list(status.schedule.blocked_by), "Blocked by", keep=9),
    *people_fields("owner", lambda status: status.schedule.owners, keep=1),
    *people_fields("lead", lambda status: status.schedule.leads, keep=10),
    *theme_fields(lambda status: status.themes, keep=11),
    Field("expected_by", lambda status: list(status.schedule.milestone.expected_by), "Expected by", keep=8),
    Field(
        "reason",
        lambda status: status.reason,
        "Why",
        lambda status: Cell(status.reason, Tone.MUTED),
        keep=2,
        flexible=True,
    ),
    evidence_field(lambda status: status.schedule),
    Field("success", lambda status: list(status.schedule.milestone.success), "Success", shown=False),
    Field("kpis", lambda status: list(status.schedule.milestone.kpis), "KPIs", shown=False),
    targets_field(lambda status: status.targets),
    judgements_field(lambda status: status.judgements),
    notes_field(lambda status: status.notes),
    *place_fields(lambda status: status.schedule.milestone.place),
    label_field(lambda status: status.rating, lambda status: status.key),
)


def worst_first(status: MilestoneStatus) -> tuple[int, int, date, Order]:
    """Sort key: by rating, then the longest overdue, then the nearest due date, then by ID."""
    schedule = status.schedule
    return (status.rating.rank, -schedule.days_overdue, schedule.due.day, natural(status.id))
