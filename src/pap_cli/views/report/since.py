"""What happened since the last report: delivered, evidenced, newly late, extended and by whom, new signals."""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.assess.assessment import MilestoneStatus
from pap_cli.assess.movement import KpiMove
from pap_cli.assess.schedule import State
from pap_cli.document import Align, Block, Cell, Column, Heading, Paragraph, Table
from pap_cli.views.cells import date_cell, in_period, with_unit
from pap_cli.views.report import words
from pap_cli.views.report.material import Material, bullets, named, said
from pap_cli.views.signal_words import change_sentence


def blocks(material: Material) -> list[Block]:
    """The news."""
    found = [
        *_delivered(material),
        *_evidenced(material),
        *_late(material),
        *_extended(material),
        *_plan(material),
        *_signals(material),
    ]
    heading = Heading(f"Since {words.day(material.since)}")
    return [
        heading,
        *(found or [said("Nothing was delivered, fell late or was extended, and no chart shows a new signal.")]),
    ]


def _delivered(material: Material) -> list[Block]:
    movement = material.movement
    if not movement.delivered:
        return [said(f"No milestone was delivered since {material.since_words}.")]
    late = movement.delivered_late
    where = material.where(movement.delivered)
    behind = (
        f" {words.start_share(len(late), len(movement.delivered))} came after the approved date."
        if late
        else " Nothing came after its approved date."
    )
    count = len(movement.delivered)
    sentence = (
        f"{words.start(count, 'milestone')} {words.was_were(count)} delivered{f', {where}' if where else ''}.{behind}"
    )
    return [Heading("Delivered", level=3), said(sentence), _on_days(movement.delivered)]


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
            date_cell(one.schedule.due),
            date_cell(one.schedule.completed),
            date_cell(one.schedule.evidenced),
        )
        for one in statuses
    )
    return Table(columns, rows)


def _evidenced(material: Material) -> list[Block]:
    earlier = [one for one in material.movement.evidenced if one not in material.movement.delivered]
    if not earlier:
        return []
    lead = f"The evidence for {words.counted(len(earlier), 'milestone')} delivered before was accepted:"
    return [Heading("Evidenced", level=3), Paragraph(lead), bullets(named(one) for one in earlier)]


def _late(material: Material) -> list[Block]:
    movement = material.movement
    found: list[Block] = []
    if movement.newly_late:
        where = material.where(movement.newly_late)
        count = len(movement.newly_late)
        found += [
            Heading("Newly late", level=3),
            said(f"{words.start(count, 'milestone')} fell late{f', {where}' if where else ''}."),
            bullets(f"{named(one)}, due {one.schedule.due}" for one in movement.newly_late),
        ]
    if movement.no_longer_late:
        count = len(movement.no_longer_late)
        told = words.listed(f"{named(one)} ({_became(one)})" for one in movement.no_longer_late)
        late = f"{words.start(count, 'milestone')} {words.was_were(count)} late and no longer {words.is_are(count)}"
        found.append(said(f"{late}: {told}."))
    return found


def _became(status: MilestoneStatus) -> str:
    """Why something is late no more."""
    state = status.schedule.state
    return "delivered" if state.done else "cancelled" if state is State.CANCELLED else "given more time"


def _extended(material: Material) -> list[Block]:
    extended = material.movement.extended
    if not extended:
        return []
    columns = (
        Column("Id"),
        Column("Milestone", flexible=True),
        Column("To"),
        Column("Moved in all", Align.RIGHT),
        Column("Approved"),
        Column("By", flexible=True),
        Column("Reason", flexible=True),
    )
    rows = tuple(
        (
            Cell(one.status.id),
            Cell(one.status.schedule.milestone.title),
            date_cell(one.extension.to),
            Cell(words.counted(one.status.schedule.slipped_days, "day")),
            date_cell(one.extension.approved),
            Cell(material.who(one.extension.by)),
            Cell(material.remark(one.extension.reason)),
        )
        for one in extended
    )
    count = len({one.status.id for one in extended})
    again = len({one.status.id for one in extended if len(one.status.schedule.extensions) > 1})
    more = f" {words.start_share(again, count)} had been given more time before." if again else ""
    return [
        Heading("Extended", level=3),
        said(f"{words.start(count, 'milestone')} {words.was_were(count)} given more time.{more}"),
        Table(columns, rows).filled(),
    ]


def _plan(material: Material) -> list[Block]:
    """What entered the plan, and what was taken out of it."""
    movement = material.movement
    told = []
    for members, verb in ((movement.added, "added to the plan"), (movement.cancelled, "cancelled")):
        if members:
            ids = words.listed(named(one) for one in members)
            told.append(f"{words.start(len(members), 'milestone')} {words.was_were(len(members))} {verb}: {ids}.")
    return [Heading("In and out of the plan", level=3), said(*told)] if told else []


def _signals(material: Material) -> list[Block]:
    signals = material.movement.new_signals
    if not signals:
        return []
    return [Heading("New signals in the KPIs", level=3), bullets(_signal(move) for move in signals)]


def _signal(move: KpiMove) -> str:
    status = move.now
    figure = f", {with_unit(status.kpi, status.value)} {in_period(status.latest.period)}" if status.latest else ""
    change = change_sentence(status)
    return f"{status.kpi.title}{figure}. {change}"
