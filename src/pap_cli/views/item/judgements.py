"""The judgements of an item on its page."""

from __future__ import annotations

from pap_cli.assess.deadlines.judged import Judged, Judgements
from pap_cli.cell import Align, Cell, Column
from pap_cli.columns.judgements import as_written, judged_cell, percent_words, status_cell
from pap_cli.document import Block, Heading, Table
from pap_cli.wording.cells import date_cell

_COLUMNS = (
    Column("Date"),
    Column("Axis", keep=1),
    Column("Status"),
    Column("Complete", Align.RIGHT),
    Column("Confidence", keep=2),
    Column("By", keep=3),
    Column("Note", flexible=True),
)


def judged(judgements: Judgements) -> tuple[tuple[str, Cell], ...]:
    """Return the current judgement of an item, and how much is complete, as facts."""
    return ("Judged", judged_cell(judgements)), ("Complete", Cell(percent_words(judgements.percent)))


def judgements_of(judgements: Judgements) -> list[Block]:
    """Return the judgements known on a day below a heading, newest first; nothing if there are none."""
    if not judgements.known:
        return []
    return [Heading("Judgements", level=3), Table(_COLUMNS, tuple(map(_row, judgements.known))).filled()]


def _row(one: Judged) -> tuple[Cell, ...]:
    judgement = one.judgement
    return (
        date_cell(judgement.on),
        Cell(judgement.axis or ""),
        status_cell(one, as_written(one)),
        Cell(percent_words(judgement.percent)),
        Cell(judgement.confidence or ""),
        Cell(judgement.by or ""),
        Cell(judgement.note or ""),
    )
