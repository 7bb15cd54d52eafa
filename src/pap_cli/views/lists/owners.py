"""The list of owners, worst first."""

from __future__ import annotations

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.people import NO_OWNER
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Listing
from pap_cli.columns.owners import OwnerLine, fields_of, line_of
from pap_cli.columns.selection import Selection
from pap_cli.model.order import Order, natural
from pap_cli.wording.cells import label_of
from pap_cli.wording.key import key_notes, roll_up_pointer


def _worst_first(line: OwnerLine) -> tuple[int, int, Order]:
    """Sort key: by rating, then the most overdue milestones, then by ID."""
    return (line.group.rating.rank, -line.group.progress.overdue, natural(line.group.id))


def build(assessment: Assessment, selection: Selection, arrangement: Arrangement = AS_IT_COMES) -> Listing[OwnerLine]:
    """Return the owners and leads of a selected item, worst first."""
    lines = []
    for plan in assessment.plans:
        for group in plan.by_owner:
            line = line_of(plan, group)
            wanted = any(selection.takes_step(status, assessment.as_of) for status in group.milestones)
            if (
                (wanted or not (selection.about_milestones or selection.body or selection.theme))
                and (group.milestones or line.actions or line.recommendations or line.kpis or line.risks or line.themes)
                and selection.takes_rating(group.rating, label_of(group))
                and selection.takes_people((group.id,) if group.id else ())
                and selection.finds(group.id, group.title, *line.names)
            ):
                lines.append(line)
    return Listing(
        kind="owners",
        noun="owner",
        as_of=assessment.as_of,
        fields=fields_of(lines),
        items=tuple(sorted(lines, key=_worst_first)),
        arrangement=arrangement,
        uncounted=lambda line: line.group.id == NO_OWNER,
        notes=(*key_notes(assessment), *roll_up_pointer(lines)),
    ).arranged()
