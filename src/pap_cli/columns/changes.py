"""The columns of what changed between two days."""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.assess.changes.change import ChangeKind, ItemChange, Value
from pap_cli.assess.kpis.targets import Aim
from pap_cli.columns.field import Field, by_name, date_field, place_fields
from pap_cli.columns.people import people_fields
from pap_cli.document import Cell, Tone
from pap_cli.model.kpi import Observation
from pap_cli.model.measure import Missing
from pap_cli.model.periods import Due
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import EMPTY, date_cell, figure_words, iso, rating_cell

_TONES = {
    ChangeKind.DELIVERED: Tone.BLUE,
    ChangeKind.EVIDENCED: Tone.BLUE,
    ChangeKind.OVERDUE: Tone.RED,
    ChangeKind.MISSED: Tone.RED,
    ChangeKind.WORSE: Tone.RED,
    ChangeKind.BETTER: Tone.GREEN,
    ChangeKind.ROSE: Tone.RED,
    ChangeKind.FELL: Tone.GREEN,
}


def kind_cell(kind: ChangeKind) -> Cell:
    """Return what happened, in words."""
    words = kind.value if kind in (ChangeKind.RERATED, ChangeKind.RETARGETED) else kind.value.replace("-", " ")
    return Cell(words, _TONES.get(kind, Tone.PLAIN))


def _fact(value: Value) -> object:
    """Return what an item was or is for programs: a date, a rating, a number or a code."""
    if isinstance(value, Due):
        return iso(value)
    if isinstance(value, Observation):
        return value.value.value if isinstance(value.value, Missing) else value.value
    return value.target if isinstance(value, Aim) else value.value if isinstance(value, Rating) else value


def _cell(value: Value, one: ItemChange) -> Cell:
    if isinstance(value, Due):
        return date_cell(value)
    if isinstance(value, Rating):
        return rating_cell(value)
    if isinstance(value, Observation):
        return Cell(figure_words(value, one.unit))
    if isinstance(value, Aim):
        return Cell(value.words(one.unit))
    return EMPTY if value is None else Cell(str(value))


FIELDS: Mapping[str, Field[ItemChange]] = by_name(
    Field(
        "change",
        lambda one: one.kind.value,
        "Change",
        lambda one: kind_cell(one.kind),
        order=lambda one: list(ChangeKind).index(one.kind),
    ),
    Field("kind", lambda one: one.sort, "What", keep=6),
    Field("id", lambda one: one.id, "ID"),
    Field("title", lambda one: one.title, "Title", flexible=True),
    Field("plan", lambda one: one.plan, "Plan", shown=False),
    Field("before", lambda one: _fact(one.before), "Before", lambda one: _cell(one.before, one), keep=1),
    Field("now", lambda one: _fact(one.now), "Now", lambda one: _cell(one.now, one)),
    date_field("on", "On", lambda one: one.on, keep=2),
    *people_fields("owner", lambda one: one.owners, keep=3),
    *people_fields("lead", lambda one: one.leads, shown=False),
    Field("note", lambda one: one.note or None, "Note", lambda one: Cell(one.note, Tone.MUTED), keep=4, flexible=True),
    *place_fields(lambda one: one.place),
)
