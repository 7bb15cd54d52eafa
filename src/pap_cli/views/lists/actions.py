"""The list of actions, worst first."""

from __future__ import annotations

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.actions import ActionStatus
from pap_cli.columns.actions import FIELDS
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Listing
from pap_cli.columns.progress import states_words
from pap_cli.columns.selection import Selection
from pap_cli.columns.themes import with_themes
from pap_cli.model.order import Order, natural
from pap_cli.wording.key import key_notes, roll_up_pointer


def _worst_first(status: ActionStatus) -> tuple[int, int, Order]:
    """Sort key: by rating, then the most overdue milestones, then by ID."""
    return (status.rating.rank, -status.progress.overdue, natural(status.id))


def build(
    assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES
) -> Listing[ActionStatus]:
    """Return the selected actions, worst first."""
    chosen = [
        status
        for plan in assessment.plans
        for status in plan.actions
        if selection.takes_action(status, assessment.as_of)
    ]
    return Listing(
        kind="actions",
        noun="action",
        as_of=assessment.as_of,
        fields=with_themes(FIELDS, chosen),
        items=tuple(sorted(chosen, key=_worst_first)),
        arrangement=arrangement,
        cancelled=lambda status: status.state is State.CANCELLED,
        counted=lambda found: states_words(
            (status.state for status in found), sum(1 for status in found if status.unapproved)
        ),
        notes=(*key_notes(assessment), *roll_up_pointer(chosen)),
    ).arranged()
