"""The list of milestones, worst first."""

from __future__ import annotations

from pap_cli.assess.assessment import Assessment, MilestoneStatus
from pap_cli.assess.deadlines.schedule import State
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Listing
from pap_cli.columns.milestones import FIELDS, worst_first
from pap_cli.columns.selection import Selection


def build(
    assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES
) -> Listing[MilestoneStatus]:
    """Return the selected milestones, worst first."""
    chosen = (status for status in assessment.milestones if selection.takes_milestone(status, assessment.as_of))
    return Listing(
        kind="milestones",
        noun="milestone",
        as_of=assessment.as_of,
        fields=FIELDS,
        items=tuple(sorted(chosen, key=worst_first)),
        arrangement=arrangement,
        cancelled=lambda status: status.schedule.state is State.CANCELLED,
    ).arranged()
