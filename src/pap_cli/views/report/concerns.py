"""The areas of concern that continue, and what answers them."""

from __future__ import annotations

from pap_cli.document import Block, Cell, Column, Heading, Table, Tone
from pap_cli.model.report import Section
from pap_cli.views.report import words
from pap_cli.views.report.material import Material, said
from pap_cli.wording.cells import date_cell


def blocks(material: Material) -> list[Block]:
    """What worries, who said so, and what is done about it."""
    concerns, movement = material.concerns, material.movement
    if not (concerns or movement.closed):
        return []
    told = []
    if concerns:
        new = len(movement.raised)
        raised = f"; {words.number(new)} {words.was_were(new)} raised since {material.since_words}" if new else ""
        verb = "continues" if len(concerns) == 1 else "continue"
        told.append(f"{words.start(len(concerns), 'area')} of concern {verb}{raised}.")
    if movement.closed:
        told.append(f"Closed since {material.since_words}: {words.listed(one.title for one in movement.closed)}.")
    answering = {one.id: material.answering(one) for one in concerns}
    unanswered = [id for id, found in answering.items() if not found]
    if unanswered:
        told.append(f"Nothing in the plan answers {words.listed(unanswered)}.")
    overdue = {one.id: one for one in material.now.milestones if one.schedule.days_overdue}
    columns = (
        Column("Id"),
        Column("Concern", flexible=True),
        Column("Raised"),
        Column("By", flexible=True),
        Column("Answered by"),
        Column("Overdue in it"),
    )
    rows = tuple(
        (
            Cell(one.id),
            Cell(one.title),
            date_cell(one.raised),
            Cell(material.who(one.by)),
            Cell(", ".join(answering[one.id])) if answering[one.id] else Cell("nothing", Tone.RED, marked=True),
            Cell(
                ", ".join(
                    id
                    for id, status in overdue.items()
                    if id in one.answered_by or status.schedule.action.id in one.answered_by
                ),
                Tone.RED,
            ),
        )
        for one in concerns
    )
    table: list[Block] = [Table(columns, rows).filled()] if rows else []
    return [Heading(Section.CONCERNS.heading), said(*told), *table]
