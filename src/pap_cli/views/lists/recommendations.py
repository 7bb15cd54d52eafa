"""The recommendations, and how far the chain of action, milestone, evidence and KPI reaches for each."""

from __future__ import annotations

from pap_cli.assess.assessment import Assessment, RecommendationStatus
from pap_cli.assess.deadlines.rag import ROLL_UP
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Field, Listing
from pap_cli.columns.selection import Selection
from pap_cli.document import Align, Cell, Tone
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import rating_cell

_WORST_FIRST = list(Rating)


def _count(count: int, lacking: str) -> Cell:
    return Cell(str(count)) if count else Cell(lacking, Tone.RED)


FIELDS: tuple[Field[RecommendationStatus], ...] = (
    Field(
        "rating",
        lambda status: status.rating.value,
        "Rating",
        lambda status: rating_cell(status.rating),
        order=lambda status: _WORST_FIRST.index(status.rating),
    ),
    Field("id", lambda status: status.id, "Id"),
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
    Field("evidenced", lambda status: status.coverage.evidenced, "Evidenced", align=Align.RIGHT, keep=5),
    Field("kpis", lambda status: status.coverage.kpis, "KPIs", align=Align.RIGHT, keep=6),
    Field(
        "lacks",
        lambda status: status.coverage.missing or None,
        "Lacks",
        lambda status: Cell(status.coverage.missing, Tone.AMBER if status.coverage.actions else Tone.RED),
    ),
    Field("path", lambda status: status.recommendation.place.path, "File", shown=False),
    Field("line", lambda status: status.recommendation.place.line, "Line", align=Align.RIGHT, shown=False),
)


def _taken(status: RecommendationStatus, selection: Selection, assessment: Assessment) -> bool:
    recommendation = status.recommendation
    if not selection.takes_rating(status.rating) or not selection.finds(status.id, recommendation.title):
        return False
    if selection.body and recommendation.made_by not in selection.body:
        return False
    if selection.owner and not any(
        selection.takes_owner(action.action.owner, action.action.lead) for action in status.actions
    ):
        return False
    return not selection.about_milestones or any(
        selection.takes_schedule(milestone, assessment.as_of)
        for action in status.actions
        for milestone in action.milestones
    )


def _worst_first(status: RecommendationStatus) -> tuple[bool, int, bool]:
    """Those with no action at all come first: nothing can be late where nothing was promised."""
    return (status.coverage.actions > 0, _WORST_FIRST.index(status.rating), not status.recommendation.priority)


def build(
    assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES
) -> Listing[RecommendationStatus]:
    """The recommendations that a selection takes, the uncovered and the worst first."""
    chosen = (
        status for plan in assessment.plans for status in plan.recommendations if _taken(status, selection, assessment)
    )
    return Listing(
        kind="recommendations",
        noun="recommendation",
        as_of=assessment.as_of,
        fields=FIELDS,
        items=tuple(sorted(chosen, key=_worst_first)),
        arrangement=arrangement,
        notes=(ROLL_UP,),
    ).arranged()
