"""What happened since the last report: delivered, evidenced, newly late, extended and by whom, new signals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pap_cli.assess.assessment import MilestoneStatus
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.movement import Extended, KpiMove
from pap_cli.document import Block, Cell, Column, Heading, Passage, Prose, Run, Table
from pap_cli.model.numbers import with_unit
from pap_cli.views.report import words
from pap_cli.views.report.material import Material, bullets, named, said
from pap_cli.wording.cells import date_cell, in_period
from pap_cli.wording.charts import change_sentence

_FEW = 12


def blocks(material: Material) -> list[Block]:
    """The news, a bullet each."""
    news = [
        *_delivered(material),
        *_evidenced(material),
        *_late(material),
        *_extended(material),
        *_plan(material),
    ]
    found: list[Block] = [Heading(f"Since {words.day(material.since)}")]
    found.append(Prose(tuple(Passage((Run(f"{lead} ", strong=True), Run(text)), "•") for lead, text in news)))
    signals = material.movement.new_signals
    if signals:
        found += [
            said(
                f"{words.start(len(signals), 'KPI')} {words.has_have(len(signals))} a new signal on the control chart:"
            ),
            bullets(_signal(move) for move in signals),
        ]
    return found


def _delivered(material: Material) -> Iterator[tuple[str, str]]:
    movement = material.movement
    count = len(movement.delivered)
    if not count:
        yield "Delivered:", f"no milestone since {material.since_words}."
        return
    late = len(movement.delivered_late)
    where = material.where(movement.delivered)
    which = "" if count == 1 else f"{words.of_them(late, count)} "
    behind = f", {which}after the approved date" if late or count > 1 else ", by the approved date"
    yield (
        "Delivered:",
        f"{words.counted(count, 'milestone')}{behind}{f', {where}' if where else ''}. {_told(movement.delivered)}.",
    )


def _told(statuses: Sequence[MilestoneStatus]) -> str:
    """Milestones by id and title, or only by id where there are many."""
    if len(statuses) > _FEW:
        return words.listed(one.id for one in statuses)
    return words.listed(named(one) for one in statuses)


def _evidenced(material: Material) -> Iterator[tuple[str, str]]:
    found = material.movement.evidenced
    if found:
        ids = words.listed(one.id for one in found)
        yield "Evidenced:", f"the evidence for {words.counted(len(found), 'milestone')} was accepted: {ids}."


def _late(material: Material) -> Iterator[tuple[str, str]]:
    movement = material.movement
    if movement.newly_late:
        where = material.where(movement.newly_late)
        ids = words.listed(one.id for one in movement.newly_late)
        yield (
            "Newly late:",
            f"{words.counted(len(movement.newly_late), 'milestone')}{f', {where}' if where else ''}: {ids}.",
        )
    if movement.no_longer_late:
        told = words.listed(f"{named(one)} ({_became(one)})" for one in movement.no_longer_late)
        yield "No longer late:", f"{told}."


def _became(status: MilestoneStatus) -> str:
    """Why something is late no more."""
    state = status.schedule.state
    return "delivered" if state.done else "cancelled" if state is State.CANCELLED else "given more time"


def _extended(material: Material) -> Iterator[tuple[str, str]]:
    """The dates that were moved: later, or brought forward."""
    for lead, later in (("Extended:", True), ("Brought forward:", False)):
        found = [one for one in material.movement.extended if (one.status.schedule.slipped_days > 0) is later]
        if not found:
            continue
        told = words.listed(_extension(material, one) for one in found)
        again = sorted({one.status.id for one in found if len(one.status.schedule.extensions) > 1})
        more = f" Moved more than once by now: {words.listed(again)}." if again else ""
        yield lead, f"{told}.{more}"


def _extension(material: Material, one: Extended) -> str:
    by = material.who(one.extension.by)
    return f"{one.status.id} to {words.day(one.extension.to.day)}{f' ({by})' if by else ''}"


def _plan(material: Material) -> Iterator[tuple[str, str]]:
    """What entered the plan, and what was taken out of it."""
    movement = material.movement
    for lead, members in (("Added:", movement.added), ("Cancelled:", movement.cancelled)):
        if members:
            yield lead, f"{_told(members)}."


def _signal(move: KpiMove) -> str:
    status = move.now
    figure = f", {with_unit(status.value, status.kpi.unit)} {in_period(status.latest.period)}" if status.latest else ""
    return f"{status.kpi.title}{figure}. {change_sentence(status)}"


def details(material: Material) -> list[Block]:
    """What was delivered, evidenced and extended, in tables."""
    movement = material.movement
    found: list[Block] = []
    done = [*movement.delivered, *(one for one in movement.evidenced if one not in movement.delivered)]
    if done:
        found += [Heading("Delivered or evidenced since the last report", level=3), _on_days(done)]
    if movement.extended:
        found += [Heading("Dates moved since the last report", level=3), _extensions(material)]
    return found


def _on_days(statuses: Sequence[MilestoneStatus]) -> Table:
    columns = (
        Column("Id"),
        Column("Milestone", flexible=True),
        Column("Due"),
        Column("Delivered"),
        Column("Evidenced"),
    )
    rows = tuple(
        (
            Cell(one.id),
            Cell(one.schedule.milestone.title),
            Cell(words.due(one.schedule.due)),
            date_cell(one.schedule.completed),
            date_cell(one.schedule.evidenced),
        )
        for one in statuses
    )
    return Table(columns, rows).filled()


def _extensions(material: Material) -> Table:
    columns = (
        Column("Id"),
        Column("Milestone", flexible=True),
        Column("To"),
        Column("Moved in all"),
        Column("Approved"),
        Column("By", flexible=True),
        Column("Reason", flexible=True),
    )
    rows = tuple(
        (
            Cell(one.status.id),
            Cell(one.status.schedule.milestone.title),
            Cell(words.due(one.extension.to)),
            Cell(words.moved(one.status.schedule.slipped_days, len(one.status.schedule.extensions))),
            date_cell(one.extension.approved),
            Cell(material.who(one.extension.by)),
            Cell(material.remark(one.extension.reason)),
        )
        for one in material.movement.extended
    )
    return Table(columns, rows).filled()
