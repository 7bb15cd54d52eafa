"""The exceptions: what is overdue, and the extensions that are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import MilestoneStatus
from pap_cli.assess.deadlines.clocks import ClockState
from pap_cli.assess.deadlines.rag import in_force
from pap_cli.document import Block, Cell, Column, Heading, Table
from pap_cli.model.report import Section
from pap_cli.views.report import figures, tables, words
from pap_cli.views.report.material import Material, bullets, named, said


def blocks(material: Material) -> list[Block]:
    """What is not as the plan says."""
    movement = material.movement
    overdue = sorted((*movement.still_late, *movement.newly_late), key=lambda one: (-one.schedule.days_overdue, one.id))
    found: list[Block] = [Heading(Section.EXCEPTIONS.heading)]
    if overdue:
        found += [said(*_overdue(overdue)), tables.late(material, overdue)]
    elif not movement.asked:
        found.append(said("Nothing is overdue, and no extension is asked for."))
    decided = [one for one in material.now.milestones if in_force(one.schedule.milestone.override, material.as_of)]
    if decided:
        found += [said("Rated by decision, not by the key:"), bullets(_decided(material, one) for one in decided)]
    missed = [one for one in material.now.clocks if one.state is ClockState.MISSED]
    if missed:
        told = []
        for one in missed:
            body = material.body(one.clock.to)
            told.append(f"{one.clock.title}{f', owed to {body}' if body else ''}, due on {words.day(one.due.day)}")
        found += [said("Duties whose day has passed:"), bullets(told)]
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
                Cell(words.due(one.status.schedule.due)),
                Cell(words.due(one.extension.to)),
                Cell(material.remark(one.extension.reason)),
            )
            for one in movement.asked
        )
        found += [Heading("Extensions asked for", level=3), Table(columns, rows).filled()]
    return found


def _overdue(overdue: list[MilestoneStatus]) -> Iterator[str]:
    count, longest = len(overdue), words.counted(overdue[0].schedule.days_overdue, "day")
    by = longest if count == 1 else f"up to {longest}"
    yield f"{words.start(count, 'milestone')} {words.is_are(count)} overdue, by {by}."
    moved = sum(1 for one in overdue if one.schedule.extensions)
    if moved:
        dates = "date" if moved == 1 else "dates"
        yield f"The {dates} of {words.of_them(moved, count)} had been moved before."
    unforeseen = [one.id for one in overdue if one.schedule.forecast is None]
    if unforeseen:
        yield f"No date is forecast for {words.listed(unforeseen)}."


def _decided(material: Material, status: MilestoneStatus) -> str:
    override = status.schedule.milestone.override
    by = material.who(override.by) if override else ""
    reason = material.remark(override.reason) if override else ""
    until = f", until {words.day(override.until)}" if override else ""
    return f"{named(status)}: {status.rating}{f', by {by}' if by else ''}{until}{f': {reason}' if reason else ''}"


def details(material: Material) -> list[Block]:
    """How the dates of what is overdue, or was moved, lie in time."""
    moved = [one for one in material.live if one.schedule.days_overdue or one.schedule.extensions]
    return figures.slippage(material, moved, "Milestones that are overdue, or whose dates were moved")
