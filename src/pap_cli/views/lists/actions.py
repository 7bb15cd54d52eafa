"""The list of actions, worst first."""

from __future__ import annotations

from pap_cli.assess.assessment import ActionStatus, Assessment
from pap_cli.assess.deadlines.rag import ROLL_UP
from pap_cli.columns.actions import FIELDS
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Listing
from pap_cli.columns.selection import Selection
from pap_cli.model.order import natural


def build(
    assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES
) -> Listing[ActionStatus]:
    """Return the selected actions, worst first."""
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
        items=tuple(sorted(chosen, key=lambda status: (status.rating.rank, -status.overdue, natural(status.id)))),
        arrangement=arrangement,
        notes=(ROLL_UP,),
    ).arranged()
