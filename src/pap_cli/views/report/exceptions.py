"""The exceptions: what is overdue, and the extensions that are asked for."""

from __future__ import annotations

from pap_cli.document import Block, Cell, Column, Heading, Table
from pap_cli.model.report import Section
from pap_cli.views.cells import date_cell
from pap_cli.views.report import figures, tables, words
from pap_cli.views.report.material import Material, said


def blocks(material: Material) -> list[Block]:
    """What is not as the plan says."""
    movement = material.movement
    overdue = [*movement.still_late, *movement.newly_late]
    if not (overdue or movement.asked):
        return [Heading(Section.EXCEPTIONS.heading), said("Nothing is overdue, and no extension is asked for.")]
    found: list[Block] = [Heading(Section.EXCEPTIONS.heading)]
    if overdue:
        overdue.sort(key=lambda one: (-one.schedule.days_overdue, one.id))
        unforeseen = [one.id for one in overdue if one.schedule.forecast is None]
        moved = sum(1 for one in overdue if one.schedule.extensions)
        found += [
            said(
                f"{words.start(len(overdue), 'milestone')} {words.is_are(len(overdue))} overdue, by up to "
                f"{words.counted(overdue[0].schedule.days_overdue, 'day')}.",
                f"The dates of {words.number(moved)} had been moved before." if moved else "",
                f"No date is forecast for {words.listed(unforeseen)}." if unforeseen else "",
            ),
            tables.late(material, overdue),
        ]
    if movement.asked:
        columns = (
            Column("Id"),
            Column("Milestone", flexible=True),
            Column("Due"),
            Column("Asked for"),
            Column("Reason", flexible=True),
        )
        rows = tuple(
            (
                Cell(one.status.id),
                Cell(one.status.schedule.milestone.title),
                date_cell(one.status.schedule.due),
                date_cell(one.extension.to),
                Cell(material.remark(one.extension.reason)),
            )
            for one in movement.asked
        )
        found += [Heading("Extensions asked for", level=3), Table(columns, rows).filled()]
    return found


def details(material: Material) -> list[Block]:
    """How the dates of what is overdue, or was moved, lie in time."""
    moved = [one for one in material.live if one.schedule.days_overdue or one.schedule.extensions]
    return figures.slippage(material, moved, "Milestones that are overdue, or whose dates were moved")
