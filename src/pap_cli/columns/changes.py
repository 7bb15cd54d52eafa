"""The columns of what changed between two days."""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.assess.changes.change import ChangeKind, ItemChange, Value
from pap_cli.assess.kpis.targets import Aim
from pap_cli.cell import Cell, Tone
from pap_cli.columns.field import Field, by_name, date_field, place_fields
from pap_cli.columns.people import people_fields
from pap_cli.model.dates import Due
from pap_cli.model.kpi import Observation
from pap_cli.model.measure import Missing
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import figure_words, iso, label_cell

_TONES = {
    ChangeKind.DELIVERED: Tone.BLUE,
    ChangeKind.EVIDENCED: Tone.BLUE,
    ChangeKind.APPROVED: Tone.BLUE,
    ChangeKind.OVERDUE: Tone.RED,
    ChangeKind.MISSED: Tone.RED,
    ChangeKind.UNDELIVERED: Tone.RED,
    ChangeKind.UNEVIDENCED: Tone.RED,
    ChangeKind.MOVED: Tone.AMBER,
    ChangeKind.WORSE: Tone.RED,
    ChangeKind.BETTER: Tone.GREEN,
    ChangeKind.ROSE: Tone.RED,
    ChangeKind.FELL: Tone.GREEN,
}


# The words for people, where they are not those for programs.
_WORDS = {
    ChangeKind.RERATED: "re-rated",
    ChangeKind.RETARGETED: "re-targeted",
    ChangeKind.FIGURE: "new figure",
    ChangeKind.REVISED: "revised figure",
    ChangeKind.WITHDRAWN: "withdrawn figure",
    ChangeKind.MOVED: "date changed",
    ChangeKind.REASSIGNED: "given to",
}


def kind_cell(kind: ChangeKind) -> Cell:
    """Return what happened, in words."""
    return Cell(_WORDS.get(kind, kind.value.replace("-", " ")), _TONES.get(kind, Tone.PLAIN))


def _note(one: ItemChange) -> str:
    """Return the note of a change; not that of a chart, which stands in place of what it is now."""
    return "" if one.kind in (ChangeKind.WORSE, ChangeKind.BETTER) else one.note


def _fact(value: Value) -> object:
    """Return what an item was or is for programs: a date, a rating, a number or a code."""
    if isinstance(value, Due):
        return iso(value)
    if isinstance(value, Observation):
        return value.value.value if isinstance(value.value, Missing) else value.value
    return value.target if isinstance(value, Aim) else value.value if isinstance(value, Rating) else value


def _words(value: Value, one: ItemChange) -> str:
    if isinstance(value, Due):
        return str(value)
    if isinstance(value, Rating):
        return one.key.label(value)
    if isinstance(value, Observation):
        return figure_words(value, one.unit)
    return value.words(one.unit) if isinstance(value, Aim) else "" if value is None else str(value)


def _now(one: ItemChange) -> Cell:
    """Return what an item is now, and in brackets what it was; of a KPI whose chart changed, since when."""
    now, was = _words(one.now, one), _words(one.before, one)
    words = f"{now or 'none'} (was {was})" if was else now or ("" if _note(one) else one.note)
    return label_cell(one.key, one.now, words) if isinstance(one.now, Rating) else Cell(words)


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
    Field("before", lambda one: _fact(one.before), "Before", lambda one: Cell(_words(one.before, one)), shown=False),
    Field("now", lambda one: _fact(one.now), "Now", _now),
    date_field("on", "On", lambda one: one.on, keep=1),
    *people_fields("owner", lambda one: one.owners, keep=2),
    *people_fields("lead", lambda one: one.leads, shown=False),
    Field(
        "note", lambda one: one.note or None, "Note", lambda one: Cell(_note(one), Tone.MUTED), keep=4, flexible=True
    ),
    *place_fields(lambda one: one.place),
)
