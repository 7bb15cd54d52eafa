"""The figures of a KPI: a new one, or a revision of one that was published."""

from __future__ import annotations

import posixpath

from msgspec import Struct

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.facts.writing import Writing, entry, read
from pap_cli.edit.items.item import Item, path_of
from pap_cli.edit.order import key_order
from pap_cli.edit.text.changes import AddEntry, SetKey, Value, value_at
from pap_cli.edit.text.scalars import Word
from pap_cli.errors import PapError
from pap_cli.load.entries.readers import reader_of
from pap_cli.load.yaml.nodes import MapNode
from pap_cli.load.yaml.nodes import Value as Node
from pap_cli.load.yaml.read import read_nodes
from pap_cli.model.kpi import Kpi, Observation
from pap_cli.model.measure import Figure
from pap_cli.model.periods import Period, parse_period

# What a figure may not be: impossible for its unit, for another kind of period than the others, of another calendar.
IMPOSSIBLE = frozenset({"PAP407", "PAP431", "PAP432", "PAP437", "PAP439", "PAP440", "PAP441"})


class Told(Struct, frozen=True, kw_only=True):
    """A figure as it was typed."""

    period: str
    value: str | None
    numerator: str | None = None
    denominator: str | None = None
    published: str | None = None
    note: str | None = None

    def fields(self, note_key: str) -> dict[str, str]:
        """Return the fields of an entry for it; the note is its reason if it is a revision."""
        words = {key: getattr(self, key) for key in ("value", "numerator", "denominator", "published")}
        written = {key: Word(text) for key, text in words.items() if text}
        return {**written, **entry(**{note_key: self.note})}


def figure_of(item: Item, told: Told, *, force: bool) -> Period:
    """Return the period of a figure, once every text of it could be read.

    Raises:
        PapError: if one cannot be read, the KPI takes no figures, or has those of another kind of period.
    """
    kpi: Kpi = item.entry
    if kpi.formula is not None:
        raise PapError(
            f"{item.id} is computed: {kpi.formula}", "record the figures of the KPIs that it is computed from"
        )
    if kpi.events:
        raise PapError(
            f"{item.id} has events, and no figures of its own", f"add the event in the file:  pap edit {item.id}"
        )
    if told.value is None and not (told.numerator and told.denominator):
        raise PapError("VALUE is missing", "write the figure, or --numerator and --denominator")
    for option, text in (("VALUE", told.value), ("--numerator", told.numerator), ("--denominator", told.denominator)):
        if text is not None:
            read(reader_of(Figure if option == "VALUE" else float).parse, text, option)
    period = read(parse_period, told.period, "PERIOD")
    kinds = {one.period.kind for one in kpi.observations}
    if kinds and period.kind not in kinds and not force:
        last = kpi.observations[-1].period
        raise PapError(
            f"PERIOD {told.period} is a {period.kind.value}, and the figures of {item.id} are by {last.kind.value}",
            f"write it like {last.written}; --force writes it all the same",
        )
    return period


def known_figure(item: Item, period: Period) -> Observation | None:
    """Return the figure that a KPI has for a period; None if it has none."""
    kpi: Kpi = item.entry
    return next((one for one in kpi.observations if one.period == period), None)


def in_table(item: Item, old: Observation | None) -> str | None:
    """Return the path of the CSV file that a figure is in, or belongs into; None if that is the YAML file."""
    kpi: Kpi = item.entry
    if kpi.csv is None or (old is not None and old.place.path == item.place.path):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(kpi.csv.place.path), kpi.csv.path))


def words(told: Told, *, revised: bool) -> str:
    """Return what is recorded, for the line that says what the command did."""
    figure = told.value or f"{told.numerator} of {told.denominator}"
    return f"{parse_period(told.period)}: {f'revised to {figure}' if revised else figure}"


def figure(item: Item, told: Told) -> Edit:
    """Record a figure in the YAML file of its KPI."""
    kpi: Kpi = item.entry
    fields = told.fields("note")
    value: Value = fields["value"] if set(fields) == {"value"} else fields
    writing = Writing.of(item)
    if not isinstance(_written(item), MapNode):
        writing.changes.append(SetKey((), "observations", {told.period: value}, item.order, block=True))
    else:
        own = [one.period for one in kpi.observations if one.place.path == item.place.path]
        periods = sorted({*own, parse_period(told.period)}, key=lambda one: (one.end, one.start))
        order = ("csv", *(one.written for one in periods))
        writing.changes.append(SetKey(("observations",), told.period, value, order))
    return writing.edit(words(told, revised=False), "observations")


def _written(item: Item) -> Node:
    """Return the figures of a KPI as they are in its file."""
    root = read_nodes(item.place.source, lambda *_: None)
    path = path_of(root, item.place) if isinstance(root, MapNode) else None
    kpi = value_at(root, path) if path is not None else None
    return kpi.get("observations") if isinstance(kpi, MapNode) else None


def revision(item: Item, old: Observation, told: Told) -> Edit:
    """Record a later value of a figure that is in the YAML file of its KPI; the first one stays."""
    added = told.fields("reason")
    writing = Writing.of(item)
    key = old.period.written
    figures = _written(item)
    alone = figures.get(key) if isinstance(figures, MapNode) else None
    if isinstance(alone, str):
        whole = {"value": Word(alone), "revisions": [added]}
        writing.changes.append(SetKey(("observations",), key, whole))
    else:
        order = key_order(Observation)
        writing.changes.append(AddEntry(("observations", key), "revisions", added, order))
    return writing.edit(words(told, revised=True), "observations")
