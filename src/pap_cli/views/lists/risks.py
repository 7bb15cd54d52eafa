"""The list of risks, worst first."""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.risks import RiskStatus
from pap_cli.assess.themes import themes_by_id
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Listing
from pap_cli.columns.risks import FIELDS, levels_words, worst_first
from pap_cli.columns.selection import Selection


def build(assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES) -> Listing[RiskStatus]:
    """Return the selected risks, the worst first and the closed ones last.

    A risk belongs to the themes of what it threatens and of what treats it.
    """

    themes = {plan.plan.id: themes_by_id(plan) for plan in assessment.plans} if selection.theme else {}

    def taken(one: RiskStatus) -> bool:
        risk = one.risk
        if themes:
            named = [theme for id in (*risk.treated_by, *risk.affects) for theme in themes[one.plan].get(id, ())]
            if not selection.takes_themes(one.plan, named):
                return False
        return (
            (one.open or not selection.open)
            and selection.takes_rating(one.rating, one.label)
            and selection.takes_people(risk.owners, risk.leads)
            and selection.finds(one.id, risk.title, risk.cause, risk.effect, risk.category)
        )

    keys = {levels_words(plan.plan.header.risk_matrix) for plan in assessment.plans if plan.risks}
    return Listing(
        kind="risks",
        noun="risk",
        as_of=assessment.as_of,
        fields=FIELDS,
        items=tuple(sorted((one for plan in assessment.plans for one in plan.risks if taken(one)), key=worst_first)),
        arrangement=arrangement,
        notes=tuple(keys) if len(keys) == 1 else (),
        counted=_closed,
    ).arranged()


def _closed(items: Sequence[RiskStatus]) -> str:
    count = sum(1 for one in items if not one.open)
    return f"{len(items) - count:,} open, {count:,} closed" if count else ""
