"""The actions, worst first, with how far each has come."""

from __future__ import annotations

from pap_cli.assess.assessment import ActionStatus, Assessment
from pap_cli.assess.deadlines.rag import ROLL_UP
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Field, Listing
from pap_cli.columns.selection import Selection
from pap_cli.document import Align, Cell, Tone
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import date_cell, iso, rating_cell

_WORST_FIRST = list(Rating)


def _next_due(status: ActionStatus) -> Cell:
    following = status.next_due
    return date_cell(following.schedule.due) if following else Cell("")


def _overdue(status: ActionStatus) -> Cell:
    return Cell(str(status.overdue), Tone.RED) if status.overdue else Cell("")


def kpi_words(status: ActionStatus) -> str:
    """The KPIs of an action that are off target, or how many there are."""
    red = sum(1 for kpi in status.kpis if kpi.rating is Rating.RED)
    if red:
        return f"{red} of {len(status.kpis)} red"
    return str(len(status.kpis)) if status.kpis else "none"


FIELDS: tuple[Field[ActionStatus], ...] = (
    Field(
        "rating",
        lambda status: status.rating.value,
        "Rating",
        lambda status: rating_cell(status.rating),
        order=lambda status: _WORST_FIRST.index(status.rating),
    ),
    Field("id", lambda status: status.id, "Id"),
    Field("title", lambda status: status.action.title, "Action", flexible=True),
    Field("plan", lambda status: status.plan, "Plan", shown=False),
    Field("answers", lambda status: list(status.action.answers), "Answers", keep=6),
    Field("scope", lambda status: status.action.scope.value, "Scope", shown=False),
    Field("milestones", lambda status: len(status.milestones), "Milestones", align=Align.RIGHT, shown=False),
    Field(
        "delivered",
        lambda status: status.delivered,
        "Delivered",
        lambda status: Cell(f"{status.delivered} of {len(status.milestones)}"),
        align=Align.RIGHT,
        keep=2,
    ),
    Field("overdue", lambda status: status.overdue, "Overdue", _overdue, align=Align.RIGHT, keep=1),
    Field(
        "next_due", lambda status: iso(status.next_due.schedule.due) if status.next_due else None, "Next due", _next_due
    ),
    Field(
        "kpis",
        lambda status: [kpi.id for kpi in status.kpis],
        "KPIs",
        lambda status: Cell(kpi_words(status)),
        keep=5,
    ),
    Field("unmoved_kpis", lambda status: [kpi.id for kpi in status.unmoved], "Not moving", shown=False),
    Field("success", lambda status: list(status.action.success), "Success", shown=False),
    Field("owner", lambda status: status.action.owner, "Owner", keep=3),
    Field("lead", lambda status: status.action.lead, "Lead", keep=7),
    Field("cancelled", lambda status: status.cancelled, "Cancelled", shown=False),
    Field("path", lambda status: status.action.place.path, "File", shown=False),
    Field("line", lambda status: status.action.place.line, "Line", align=Align.RIGHT, shown=False),
)


def build(
    assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES
) -> Listing[ActionStatus]:
    """The actions that a selection takes, worst first."""
    chosen = (
        status
        for plan in assessment.plans
        for status in plan.actions
        if selection.takes_action(status, assessment.as_of)
    )
    return Listing(
        kind="actions",
        noun="action",
        as_of=assessment.as_of,
        fields=FIELDS,
        items=tuple(sorted(chosen, key=lambda status: (_WORST_FIRST.index(status.rating), -status.overdue))),
        arrangement=arrangement,
        notes=(ROLL_UP,),
    ).arranged()
