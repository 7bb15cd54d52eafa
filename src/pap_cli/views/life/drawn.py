"""The moves of an item's dates on one line of time: each move a row, and last the item as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pap_cli.assess.lives.moves import Move, MoveKind, in_force
from pap_cli.cell import Cell, Tone
from pap_cli.document import Block
from pap_cli.drawing import Mark, TimeChart, TimeRow
from pap_cli.model.dates import Due, show_date
from pap_cli.model.items import Dated
from pap_cli.model.versions import Life
from pap_cli.wording.moves import KINDS, TONES

_LEGEND = (
    ("first", "date before"),
    ("due", "due date"),
    ("forecast", "forecast"),
    ("done", "delivered"),
    ("evidenced", "evidence accepted"),
    ("today", "as-of date"),
)
_MARGIN = timedelta(days=14)


def drawn(life: Life, moves: Sequence[Move], as_of: date) -> list[Block]:
    """Return the chart of the moves of a date; nothing for an entry without dates."""
    entry = life.latest
    if not isinstance(entry, Dated) or not entry.due.dated:
        return []
    rows = [*(_move(one) for one in moves), _item(life.id, getattr(entry, "title", ""), entry)]
    days = [mark.day for row in rows for mark in row.marks] + [as_of]
    kinds = {mark.kind for row in rows for mark in row.marks} | {"today"}
    legend = tuple(one for one in _LEGEND if one[0] in kinds)
    start, end = min(days) - _MARGIN, max(days) + _MARGIN
    return [TimeChart(start, end, as_of, (("Its dates", tuple(rows)),), legend)]


def _move(one: Move) -> TimeRow:
    tone = TONES.get(one.kind, Tone.MUTED)
    after = "forecast" if one.kind is MoveKind.FORECAST else "due"
    dates = [(due, kind) for due, kind in ((one.before, "first"), (one.after, after)) if due is not None and due.dated]
    marks = tuple(_mark(due, kind, Tone.MUTED if kind == "first" else tone) for due, kind in dates)
    ends = [due.day for due, _ in dates]
    stretch = (min(ends), max(ends)) if len(set(ends)) > 1 else None
    by = f" by {one.by}" if one.by else ""
    what = "expected" if one.kind is MoveKind.FORECAST else KINDS[one.kind]
    return TimeRow(Cell(show_date(one.commit.day)), f"{what}{by}", marks, stretch)


def _item(id: str, title: str, entry: Dated) -> TimeRow:
    return TimeRow(Cell(id, Tone.STRONG), title, tuple(_marks(entry)))


def _marks(entry: Dated) -> Iterator[Mark]:
    due = in_force(entry)
    if due.dated:
        yield _mark(due, "due", Tone.PLAIN)
    for fact, kind in ((entry.completed, "done"), (entry.evidenced, "evidenced")):
        if fact is not None and fact.since is not None:
            yield Mark(fact.since, kind, Tone.BLUE, str(fact))


def _mark(due: Due, kind: str, tone: Tone) -> Mark:
    return Mark(due.day, kind, tone, str(due))
