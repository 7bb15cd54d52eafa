"""The open areas of concern, and the actions that address them."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.cell import Cell, Column, Tone
from pap_cli.document import Block, Heading, Table
from pap_cli.model.oversight import Concern
from pap_cli.model.report import Section
from pap_cli.views.report import sentences
from pap_cli.views.report.inputs import Inputs
from pap_cli.views.report.references import captioned
from pap_cli.views.report.sentences import notes_under, paragraph
from pap_cli.wording.cells import date_cell

# Longest table.
_MOST = 20


def blocks(inputs: Inputs) -> list[Block]:
    """Return the section."""
    if not (inputs.concerns or inputs.movement.closed):
        return []
    table: list[Block] = (
        [captioned(_table(inputs), "Open areas of concern", "concerns", _MOST)] if inputs.concerns else []
    )
    notes = inputs.remarks_on("concern", ((one.id, one.notes) for one in inputs.concerns))
    return [Heading(Section.CONCERNS.heading), paragraph(*_sentences(inputs)), *table, *notes_under(notes)]


def _sentences(inputs: Inputs) -> Iterator[str]:
    count, movement = len(inputs.concerns), inputs.movement
    if count:
        new = len(movement.raised)
        part = f"; {sentences.of_them(new, count)} {sentences.was_were(new)} raised since {inputs.since_words}"
        areas = sentences.counted(count, "open area")
        yield f"There {sentences.is_are(count)} {areas} of concern{part if new else ''}."
    if movement.closed:
        titles = sentences.listed(sentences.title(one.title) for one in movement.closed)
        yield f"Closed since {inputs.since_words}: {titles}."


def _table(inputs: Inputs) -> Table:
    columns = (
        Column("ID"),
        Column("Concern", flexible=True),
        Column("Raised"),
        Column("By", flexible=True),
        Column("Addressed by"),
        Column("Overdue milestones"),
    )
    rows = tuple(
        (
            Cell(one.id),
            Cell(one.title),
            date_cell(one.raised),
            Cell(inputs.body_or_person(one.by)),
            Cell(", ".join(ids)) if (ids := inputs.answering(one)) else Cell("nothing", Tone.RED, marked=True),
            Cell(", ".join(_overdue(inputs, one)), Tone.RED),
        )
        for one in inputs.concerns
    )
    return Table(columns, rows).filled()


def _overdue(inputs: Inputs, concern: Concern) -> Iterator[str]:
    """Yield the IDs of overdue milestones that address a concern, by themselves or through their action."""
    for one in inputs.now.milestones:
        if one.schedule.days_overdue and {one.id, one.schedule.parent.id} & set(concern.answered_by):
            yield one.id
