"""The columns of recommendations: how far the plan covers each."""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.assess.coverage import Coverage
from pap_cli.assess.items.recommendations import RecommendationStatus
from pap_cli.cell import Align, Cell, Tone
from pap_cli.columns.field import Field, by_name, label_field, place_fields, rating_field
from pap_cli.columns.judgements import judged_fields, judgements_field
from pap_cli.columns.notes import notes_field
from pap_cli.columns.people import people_fields
from pap_cli.columns.progress import progress_fields
from pap_cli.columns.themes import theme_fields
from pap_cli.wording.cells import EMPTY

_MISSING = {
    "action": "no action",
    "milestone": "no milestone",
    "delivery": "delivery overdue",
    "evidence": "evidence late",
    "KPI": "no KPI",
}


def missing_cell(coverage: Coverage) -> Cell:
    """Return the missing link of a recommendation's coverage in words; empty if none is missing."""
    tone = Tone.AMBER if coverage.missing in ("evidence", "KPI") else Tone.RED
    return Cell(_MISSING[coverage.missing], tone) if coverage.missing else EMPTY


def actions_cell(coverage: Coverage) -> Cell:
    """Return the number of actions of a recommendation; `none` is a gap if it has no milestones of its own either."""
    return Cell(str(coverage.actions)) if coverage.actions or coverage.own else Cell("none", Tone.RED)


FIELDS: Mapping[str, Field[RecommendationStatus]] = by_name(
    rating_field(lambda status: status.rating, lambda status: status.key),
    Field("id", lambda status: status.id, "ID"),
    Field("title", lambda status: status.recommendation.title, "Recommendation", flexible=True),
    Field("plan", lambda status: status.plan, "Plan", shown=False),
    Field(
        "priority",
        lambda status: status.recommendation.priority,
        "Priority",
        lambda status: Cell("priority" if status.recommendation.priority else "", Tone.STRONG),
        keep=4,
    ),
    Field("made_by", lambda status: status.recommendation.made_by, "Made by", keep=8),
    Field("to", lambda status: status.recommendation.to, "To", keep=7),
    Field("reference", lambda status: status.recommendation.reference, "Reference", shown=False),
    Field(
        "actions",
        lambda status: [action.id for action in status.actions],
        "Actions",
        lambda status: actions_cell(status.coverage),
        align=Align.RIGHT,
        order=lambda status: status.coverage.actions,
    ),
    Field("milestone_ids", lambda status: [one.id for one in status.milestones], "Own milestones", shown=False),
    *judged_fields(lambda status: status.judgements, keep=4),
    *progress_fields(lambda status: status.coverage.progress),
    Field("cancelled", lambda status: status.coverage.progress.cancelled, "Cancelled", shown=False),
    Field("evidenced", lambda status: status.coverage.evidenced, "Evidence accepted", align=Align.RIGHT, keep=5),
    Field("kpis", lambda status: status.coverage.kpis, "KPIs", align=Align.RIGHT, keep=6),
    Field(
        "lacks",
        lambda status: status.coverage.missing or None,
        "Gap",
        lambda status: missing_cell(status.coverage),
    ),
    *people_fields("owner", lambda status: status.recommendation.owners, shown=False),
    *people_fields("lead", lambda status: status.recommendation.leads, shown=False),
    Field("reason", lambda status: status.reason or None, "Why", shown=False),
    judgements_field(lambda status: status.judgements),
    *theme_fields(lambda status: status.recommendation.themes, keep=3),
    notes_field(lambda status: status.notes),
    *place_fields(lambda status: status.recommendation.place),
    label_field(lambda status: status.rating, lambda status: status.key),
)

# The same if no evidence is required.
WITHOUT_EVIDENCE: Mapping[str, Field[RecommendationStatus]] = {
    **FIELDS,
    "evidenced": Field("evidenced", lambda status: None, "Evidence accepted", shown=False),
}
