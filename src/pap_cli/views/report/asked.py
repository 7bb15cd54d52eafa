"""What the bodies that the report is for asked: their recommendations, what they expect by when, what worries them."""

from __future__ import annotations

from pap_cli.assess.assessment import MilestoneStatus
from pap_cli.assess.deadlines.clocks import ClockStatus
from pap_cli.assess.deadlines.reviews import ReviewState
from pap_cli.columns.clocks import state_cell
from pap_cli.columns.expectations import expectation_cell
from pap_cli.document import Block, Cell, Column, Facts, Heading, Table
from pap_cli.model.rating import Rating
from pap_cli.views.report import progress, words
from pap_cli.views.report.material import Material, bullets, said
from pap_cli.wording.cells import date_cell


def blocks(material: Material) -> list[Block]:
    """What they asked for, and where it stands; nothing for a report that is for no body of the plan."""
    if not material.own:
        return []
    found = [
        *_words(material),
        *_recommendations(material),
        *_expectations(material),
        *_concerns(material),
        *_clocks(material),
    ]
    if not found:
        return []
    names = words.listed(material.body(id) for id in material.audience.bodies if id in material.own)
    return [Heading(f"{names}: what was asked for"), *found]


def _words(material: Material) -> list[Block]:
    """What they said about the plan as a whole."""
    notes = [
        note
        for note in material.now.plan.header.notes
        if note.by in material.own and note.on is not None and note.on <= material.as_of
    ]
    told = [f"{words.day(note.on)}: {text}" for note in notes if note.on and (text := material.remark(note.text))]
    return [bullets(told)] if told else []


def _recommendations(material: Material) -> list[Block]:
    own = [one for one in material.recommendations if one.recommendation.made_by in material.own]
    if not own:
        return []
    done = [one.id for one in own if one.rating is Rating.BLUE]
    return [
        said(
            words.tally("recommendation", progress.by_rating(own)),
            f"Delivered and evidenced in full: {words.listed(done)}." if done else "",
        ),
        progress.table(material, own),
    ]


def _expectations(material: Material) -> list[Block]:
    own = [one for one in material.expectations if one.body in material.own]
    if not own:
        return []
    by_id: dict[str, MilestoneStatus] = {one.id: one for one in material.now.milestones}
    columns = (
        Column("State"),
        Column("Id"),
        Column("What is expected", flexible=True),
        Column("By"),
        Column("Met"),
        Column("Forecast"),
        Column("Owner", flexible=True, keep=1),
    )
    rows = tuple(
        (
            expectation_cell(one.state),
            Cell(one.item),
            Cell(one.title),
            Cell(words.due(one.by)),
            date_cell(one.met),
            date_cell(None if one.met else by_id[one.item].schedule.forecast),
            Cell(material.person(by_id[one.item].schedule.owner)),
        )
        for one in own
    )
    return [Heading("Expected", level=3), Table(columns, rows).filled()]


def _concerns(material: Material) -> list[Block]:
    own = [one for one in material.concerns if one.by in material.own]
    reviews, met = material.reviews_of(material.own), material.last_met(material.own)
    found: list[Block] = []
    if own:
        found += [
            Heading("Concerns raised", level=3),
            bullets(
                f"{one.id} {one.title}, raised on {words.day(one.raised)}: " + _answer(material.answering(one))
                if one.raised
                else f"{one.id} {one.title}: " + _answer(material.answering(one))
                for one in own
            ),
        ]
    coming = [one for one in reviews if one.state is ReviewState.DUE]
    missed = [one for one in reviews if one.state is ReviewState.MISSED]
    told = [
        f"Last met on {words.day(met)}." if met is not None else "",
        f"Next due on {words.day(coming[0].due.day)}." if coming else "",
        f"{words.start(len(missed), 'meeting')} {words.has_have(len(missed))} been missed." if missed else "",
    ]
    return [*found, said(*told)] if any(told) else found


def _answer(ids: tuple[str, ...]) -> str:
    return f"answered by {words.listed(ids)}" if ids else "nothing in the plan answers it"


def _clocks(material: Material) -> list[Block]:
    own = [one for one in material.now.clocks if one.clock.to in material.own]
    pairs = tuple((one.clock.title, _clock(one)) for one in own)
    return [Heading("Statutory clocks", level=3), Facts(pairs)] if pairs else []


def _clock(status: ClockStatus) -> Cell:
    """A duty as its state and its day; what was met long in time is told by the day it was met."""
    cell = state_cell(status.state)
    day = f"on {words.day(status.met)}" if status.met is not None else f"due {status.due}"
    return Cell(f"{cell.text} {day}", cell.tone, marked=True)
