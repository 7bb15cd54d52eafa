"""The list of recommendations, the uncovered and the worst first."""

from __future__ import annotations

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.items.recommendations import RecommendationStatus
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Listing
from pap_cli.columns.recommendations import FIELDS, WITHOUT_EVIDENCE
from pap_cli.columns.selection import Selection
from pap_cli.columns.themes import with_themes
from pap_cli.model.order import Order, natural
from pap_cli.wording.cells import label_of
from pap_cli.wording.key import key_notes, roll_up_pointer


def _taken(status: RecommendationStatus, selection: Selection, assessment: Assessment) -> bool:
    recommendation = status.recommendation
    if not selection.takes_id(status.id, *(one.id for one in status.actions), *(one.id for one in status.everything)):
        return False
    if not selection.takes_rating(status.rating, label_of(status)):
        return False
    if not selection.finds(status.id, recommendation.title):
        return False
    if not selection.takes_themes(status.plan, recommendation.themes):
        return False
    if selection.body and recommendation.made_by not in selection.body:
        return False
    people = [(recommendation.owners, recommendation.leads)] if recommendation.owners or recommendation.leads else []
    people += [(one.schedule.owners, one.schedule.leads) for one in status.milestones]
    people += [(action.action.owners, action.action.leads) for action in status.actions]
    if selection.owner and not any(selection.takes_people(owners, leads) for owners, leads in people):
        return False
    return not selection.about_milestones or any(
        selection.takes_dates(milestone, assessment.as_of) for milestone in status.everything
    )


def _worst_first(status: RecommendationStatus) -> tuple[bool, int, bool, Order]:
    """Sort key: those that nothing answers first, then by rating, then priority, then by ID."""
    return (
        status.coverage.actions + status.coverage.own > 0,
        status.rating.rank,
        not status.recommendation.priority,
        natural(status.id),
    )


def build(
    assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES
) -> Listing[RecommendationStatus]:
    """Return the selected recommendations, the uncovered and the worst first."""
    chosen = [
        status for plan in assessment.plans for status in plan.recommendations if _taken(status, selection, assessment)
    ]
    return Listing(
        kind="recommendations",
        noun="recommendation",
        as_of=assessment.as_of,
        fields=with_themes(FIELDS if assessment.policy.require_evidence else WITHOUT_EVIDENCE, chosen),
        items=tuple(sorted(chosen, key=_worst_first)),
        arrangement=arrangement,
        notes=(*key_notes(assessment), *roll_up_pointer(chosen)),
    ).arranged()
