"""The columns of recommendations: how far the plan covers each."""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.assess.assessment import RecommendationStatus
from pap_cli.columns.field import Field, by_name, place_fields, rating_field
from pap_cli.document import Align, Cell, Tone


def _count(count: int, lacking: str) -> Cell:
    return Cell(str(count)) if count else Cell(lacking, Tone.RED)


FIELDS: Mapping[str, Field[RecommendationStatus]] = by_name(
    rating_field(lambda status: status.rating),
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
        lambda status: _count(status.coverage.actions, "none"),
        align=Align.RIGHT,
        order=lambda status: status.coverage.actions,
    ),
    Field(
        "milestones",
        lambda status: status.coverage.milestones,
        "Milestones",
        lambda status: _count(status.coverage.milestones, "none") if status.coverage.actions else Cell(""),
        align=Align.RIGHT,
        keep=3,
    ),
    Field("delivered", lambda status: status.coverage.delivered, "Delivered", align=Align.RIGHT, keep=2),
    Field("evidenced", lambda status: status.coverage.evidenced, "Evidence accepted", align=Align.RIGHT, keep=5),
    Field("kpis", lambda status: status.coverage.kpis, "KPIs", align=Align.RIGHT, keep=6),
    Field(
        "lacks",
        lambda status: status.coverage.missing or None,
        "Missing",
        lambda status: Cell(status.coverage.missing, Tone.AMBER if status.coverage.actions else Tone.RED),
    ),
    *place_fields(lambda status: status.recommendation.place),
)
