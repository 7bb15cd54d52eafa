"""The columns of actions: how far each has come."""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.assess.items.actions import ActionStatus
from pap_cli.cell import Cell
from pap_cli.columns import milestones
from pap_cli.columns.field import Field, by_name, date_field, label_field, place_fields, rating_field
from pap_cli.columns.judgements import judged_fields, judgements_field
from pap_cli.columns.notes import notes_field
from pap_cli.columns.people import people_fields
from pap_cli.columns.progress import progress_fields, state_field, state_words
from pap_cli.columns.themes import theme_fields
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import EMPTY, is_rated


def kpi_words(status: ActionStatus) -> str:
    """Return the number of KPIs of an action, or how many of them are red."""
    red = sum(1 for kpi in status.kpis if kpi.rating is Rating.RED)
    if red:
        return f"{red} of {len(status.kpis)} {is_rated(status.kpis[0].key, Rating.RED)}"
    return str(len(status.kpis)) if status.kpis else "none"


# The fields of milestones that an action with dates of its own has too.
_DATES = (
    "due due_written days_overdue first_due slipped_days extensions forecast started started_precision "
    "completed completed_precision completed_approval completed_approved completed_approved_precision days_late "
    "evidence_due evidenced evidenced_precision evidenced_approval evidenced_approved evidenced_approved_precision "
    "blocked_by expected_by evidence targets"
)


def _of_itself(name: str) -> Field[ActionStatus]:
    """Return a field of milestones for an action with dates of its own; without them it has no value."""
    field = milestones.FIELDS[name]

    def fact(status: ActionStatus) -> object:
        return field.fact(status.itself) if status.itself is not None else None

    def cell(status: ActionStatus) -> Cell:
        return field.shown_cell(status.itself) if status.itself is not None else EMPTY

    return Field(name, fact, field.title, cell, field.align, field.keep, shown=False, tabular=field.tabular)


FIELDS: Mapping[str, Field[ActionStatus]] = by_name(
    rating_field(lambda status: status.rating, lambda status: status.key),
    Field("id", lambda status: status.id, "ID"),
    Field("title", lambda status: status.action.title, "Action", flexible=True),
    Field("plan", lambda status: status.plan, "Plan", shown=False),
    Field("answers", lambda status: list(status.action.answers), "Answers", keep=6),
    Field("scope", lambda status: status.action.scope.value, "Scope", shown=False),
    state_field(
        lambda status: status.state, lambda status: state_words(status.state, unapproved=status.unapproved), keep=4
    ),
    *judged_fields(lambda status: status.judgements, keep=4),
    *progress_fields(lambda status: status.progress),
    date_field("next_due", "Next due", lambda status: status.next_due.schedule.due if status.next_due else None),
    Field(
        "kpis",
        lambda status: [kpi.id for kpi in status.kpis],
        "KPIs",
        lambda status: Cell(kpi_words(status)),
        keep=5,
    ),
    Field("unmoved_kpis", lambda status: [kpi.id for kpi in status.unmoved], "Not moving", shown=False),
    Field("success", lambda status: list(status.action.success), "Success", shown=False),
    *people_fields("owner", lambda status: status.action.owners, keep=3),
    *people_fields("lead", lambda status: status.action.leads, keep=7),
    *theme_fields(lambda status: status.themes, keep=8),
    Field("cancelled", lambda status: status.cancelled, "Cancelled", shown=False),
    Field("cancelled_milestones", lambda status: status.progress.cancelled, "Cancelled milestones", shown=False),
    *(_of_itself(name) for name in _DATES.split()),
    Field("reason", lambda status: status.reason or None, "Why", shown=False),
    judgements_field(lambda status: status.judgements),
    notes_field(lambda status: status.notes),
    *place_fields(lambda status: status.action.place),
    label_field(lambda status: status.rating, lambda status: status.key),
)
