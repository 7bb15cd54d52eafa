"""The list of milestones, worst first."""

from __future__ import annotations

from datetime import date

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.cell import Cell, Tone
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Listing
from pap_cli.columns.milestones import FIELDS, worst_first
from pap_cli.columns.selection import Selection
from pap_cli.columns.themes import with_themes
from pap_cli.model.rating import Rating
from pap_cli.wording.key import key_notes
from pap_cli.wording.reasons import why


def build(
    assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES
) -> Listing[MilestoneStatus]:
    """Return the selected milestones, worst first."""
    as_of = assessment.as_of
    # Requested by name, the column has the whole reason of every milestone.
    short = FIELDS["reason"].showing(lambda status: Cell(_short(status, as_of), Tone.MUTED), flexible=False)
    chosen = [status for status in assessment.milestones if selection.takes_milestone(status, as_of)]
    return Listing(
        kind="milestones",
        noun="milestone",
        as_of=as_of,
        fields=with_themes(FIELDS if arrangement.columns else {**FIELDS, "reason": short}, chosen),
        items=tuple(sorted(chosen, key=worst_first)),
        arrangement=arrangement,
        notes=key_notes(assessment),
        cancelled=lambda status: status.schedule.state is State.CANCELLED,
    ).arranged()


def _short(status: MilestoneStatus, as_of: date) -> str:
    """Return why a milestone is red or amber."""
    return why(status, as_of) if status.rating in (Rating.RED, Rating.AMBER) else ""
