"""Changes since the last report: delivered, evidence accepted, overdue, extended; and new changes on control charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pap_cli.assess.changes.movement import Extended
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.cell import Cell, Column
from pap_cli.columns.field import pick
from pap_cli.document import Block, Heading, Table
from pap_cli.model.order import natural
from pap_cli.views.report import changed, sentences, tables
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned
from pap_cli.views.report.sentences import bullets, id_and_title, paragraph
from pap_cli.wording import spoken
from pap_cli.wording.cells import date_cell, extended_words

# Most titles in a sentence, and most in a list; beyond that there are only IDs.
_FEW, _MANY = 4, 12
# Longest table of everything that changed.
_LONGEST = 200


def blocks(inputs: Inputs) -> list[Block]:
    """Return the section."""
    found: list[Block] = [Heading(f"Since {sentences.day(inputs.since)}"), *_delivered(inputs)]
    for lead, text in (
        *_evidenced(inputs),
        *_overdue(inputs),
        *_extended(inputs),
        *_plan(inputs),
        *changed.told(inputs),
    ):
        found.append(paragraph(text, lead=lead))
    signals = inputs.movement.new_signals
    if signals:
        charts = (
            "control chart of one KPI shows" if len(signals) == 1 else f"control charts of {len(signals)} KPIs show"
        )
        titles = sentences.listed(inputs.kpi(move.now) for move in signals)
        found.append(paragraph(f"The {charts} a new change: {titles}."))
    return found


def _delivered(inputs: Inputs) -> list[Block]:
    """Return the milestones delivered: in a list if their titles are too many for a sentence."""
    movement = inputs.movement
    count, late = len(movement.delivered), len(movement.delivered_late)
    if not count:
        return [paragraph(f"no milestone since {inputs.since_words}.", lead="Delivered:")]
    part = "late" if late == count == 1 else f"{sentences.of_them(late, count)} late" if late else "on time"
    waiting = sum(1 for one in movement.delivered if one.schedule.unapproved)
    approved = f", {sentences.of_them(waiting, count)} not yet approved" if waiting else ""
    text = f"{sentences.counted(count, 'milestone')}, {part}{approved}{inputs.where(movement.delivered)}"
    if _FEW < count <= _MANY:
        lead = paragraph(f"{text}:", lead="Delivered:")
        return [lead, bullets(id_and_title(one) for one in movement.delivered)]
    return [paragraph(f"{text}: {_listed(movement.delivered)}.", lead="Delivered:")]


def _listed(statuses: Sequence[MilestoneStatus]) -> str:
    """Return milestones in a sentence by ID and title; only by ID if there are many."""
    if len(statuses) > _MANY:
        return sentences.listed(one.id for one in statuses)
    return sentences.listed(id_and_title(one) for one in statuses)


def _evidenced(inputs: Inputs) -> Iterator[tuple[str, str]]:
    found = inputs.movement.evidenced
    if found:
        ids = sentences.listed(one.id for one in found)
        yield "Evidence accepted:", f"{sentences.counted(len(found), 'milestone')}: {ids}."


def _overdue(inputs: Inputs) -> Iterator[tuple[str, str]]:
    movement = inputs.movement
    if movement.newly_late:
        count = sentences.counted(len(movement.newly_late), "milestone")
        ids = sentences.listed(one.id for one in movement.newly_late)
        yield "Newly overdue:", f"{count}{inputs.where(movement.newly_late)}: {ids}."
    if movement.no_longer_late:
        text = sentences.listed(f"{id_and_title(one)} ({_became(one)})" for one in movement.no_longer_late)
        yield "No longer overdue:", f"{text}."


def _became(status: MilestoneStatus) -> str:
    """Return why a milestone is no longer overdue."""
    state = status.schedule.state
    return "delivered" if state.done else "cancelled" if state is State.CANCELLED else "extended"


def _extended(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield the due dates that were extended, and those that were brought forward."""
    for lead, later in (("Extended:", True), ("Brought forward:", False)):
        found = [one for one in inputs.movement.extended if (one.status.schedule.slipped_days > 0) is later]
        if not found:
            continue
        text = sentences.listed(_extension(inputs, one) for one in found)
        again = sorted({one.status.id for one in found if len(one.status.schedule.extensions) > 1}, key=natural)
        times = f"{'Extended' if later else 'Changed'} more than once so far"
        more = f" {times}: {sentences.listed(again)}." if again else ""
        yield lead, f"{text}.{more}"


def _extension(inputs: Inputs, one: Extended) -> str:
    by = inputs.body_or_person(one.extension.by)
    return f"{one.status.id} to {spoken.due(one.extension.to)}{f' ({by})' if by else ''}"


def _plan(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield the milestones that were added to the plan, and those that were cancelled."""
    for lead, members in (("Added:", inputs.movement.added), ("Cancelled:", inputs.movement.cancelled)):
        if members:
            yield lead, f"{_listed(members)}."
    if others := changed.added(inputs):
        yield (
            "Also added:",
            f"{sentences.listed(f'{one.sort} {one.id} {sentences.title(one.title)}' for one in others)}.",
        )


def details(inputs: Inputs) -> list[Block]:
    """Return in full what was delivered, accepted and extended, in tables."""
    movement = inputs.movement
    found: list[Block] = []
    if not inputs.has_full_appendix:
        return found
    done = list({one.id: one for one in (*movement.delivered, *movement.evidenced)}.values())
    if done:
        table = tables.milestones(inputs, done, pick("id title due completed evidenced"))
        accepted = ", or evidence accepted," if inputs.policy.require_evidence else ""
        title = f"Delivered{accepted} since the last report"
        found += [Heading(title, level=3), captioned(table, title)]
    if movement.extended:
        title = "Extensions since the last report"
        found += [Heading(title, level=3), captioned(_extensions(inputs), title)]
    every = changed.everything(inputs)
    if every.rows:
        title = "Everything that changed since the last report"
        found += [Heading(title, level=3), captioned(every, title, most=_LONGEST)]
    return found


def _extensions(inputs: Inputs) -> Table:
    columns = (
        Column("ID"),
        Column("Milestone", flexible=True),
        Column("To"),
        Column("Extended in all"),
        Column("Approved"),
        Column("By", flexible=True),
        Column("Reason", flexible=True),
    )
    rows = tuple(
        (
            Cell(one.status.id),
            Cell(one.status.schedule.milestone.title),
            Cell(str(one.extension.to)),
            Cell(extended_words(one.status.schedule.slipped_days, len(one.status.schedule.extensions))),
            date_cell(one.extension.approved),
            Cell(inputs.body_or_person(one.extension.by)),
            Cell(inputs.note(one.extension.reason)),
        )
        for one in inputs.movement.extended
    )
    return Table(columns, rows).filled()
