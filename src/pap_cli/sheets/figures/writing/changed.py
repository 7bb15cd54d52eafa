"""What a newer version of a book changes in a KPI: new figures, revisions, targets with their day, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct, field

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.facts.figures import Told, in_table, known_figure, revision
from pap_cli.edit.items.item import Item, path_of
from pap_cli.edit.text.changes import AddEntry, EntryChange, SetKey, value_at
from pap_cli.edit.text.scalars import Word
from pap_cli.load.values.goals import read_goal
from pap_cli.load.values.numbers import parse_figure
from pap_cli.load.yaml.nodes import MapNode, Quoted
from pap_cli.load.yaml.read import read_nodes
from pap_cli.model.goal import Against, Change, Goal, Limit, Range
from pap_cli.model.kpi import BenchmarkFigure, Kpi, Observation, Revision
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import signed
from pap_cli.sheets.figures.amounts.figures import plain_number
from pap_cli.sheets.figures.writing.aims import Written
from pap_cli.sheets.figures.writing.new import figure_value, goal_value, note_entry
from pap_cli.sheets.figures.writing.tables import Tables
from pap_cli.sheets.figures.writing.wanted import Figure, WantedKpi
from pap_cli.wording.cells import count_words

# Figures nearer than this are one: what a file keeps has ten decimals.
_EQUAL = 1e-9
_FEW = 3


class _Changes(Struct, kw_only=True):
    """The changes of one KPI."""

    changes: list[EntryChange] = field(default_factory=list)
    did: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def changes_of(item: Item, wanted: WantedKpi, tables: Tables, on: date) -> tuple[Edit | None, list[str]]:
    """Return the edit of a KPI that is in the workspace, and what to tell; ON is the day of the file.

    Figures that belong into a CSV file are kept in TABLES.
    """
    kpi: Kpi = item.entry
    found = _Changes()
    if kpi.formula is not None or kpi.events:
        return None, [f"{item.id} has no figures of its own in the workspace; those of the spreadsheet are left out"]
    _figures(item, wanted, tables, on, found)
    _benchmarks(item, wanted, on, found)
    _target(item, wanted, on, found)
    known = {" ".join(note.text.split()) for note in kpi.notes}
    for text in wanted.notes:
        note = note_entry(text, on)
        if note["text"] not in known and not _is_owner(text, kpi):
            found.changes.append(AddEntry((), "notes", note, item.order))
            found.did.append("a note added")
    for key in ("unit", "polarity"):
        old, new = getattr(kpi, key), getattr(wanted, key)
        if new is not None and str(old) != new:
            found.told.append(
                f"{item.id}: {key} is {old} in the workspace and {new} in the spreadsheet; it stays {old}"
            )
    if not found.did:
        return None, found.told
    return Edit(
        item=item,
        changes=tuple(found.changes),
        did="; ".join(dict.fromkeys(found.did)),
        key="observations",
    ), found.told


def _is_owner(text: str, kpi: Kpi) -> bool:
    """Return True for a note that names the owner, where the KPI has one: it was understood at the first import."""
    label = text.partition(": ")[0].casefold()
    return bool(kpi.owners) and any(word in label for word in ("owner", "lead", "responsible", "accountable"))


def _figures(item: Item, wanted: WantedKpi, tables: Tables, on: date, found: _Changes) -> None:
    new: list[Figure] = []
    revised: list[str] = []
    for figure in wanted.figures:
        old = known_figure(item, figure.period)
        if old is None:
            new.append(figure)
            continue
        fields = figure.revisions[-1] if figure.revisions else figure.fields
        latest: Observation | Revision = old.revisions[-1] if old.revisions else old
        if _same(latest, fields):
            continue
        revised.append(f"{figure.period} revised from {_shown(latest)} to {_said(fields)}")
        _revise(item, old, fields, tables, on, found)
    if new:
        _new_figures(item, new, tables, on, found)
        first, last = new[0].period, new[-1].period
        span = str(first) if first == last else f"{first} to {last}"
        found.did.append(f"{count_words(len(new), 'figure')} added, {span}")
    found.did += revised if len(revised) <= _FEW else [*revised[:_FEW], f"{len(revised) - _FEW} more revised"]


def _same(latest: Observation | Revision | BenchmarkFigure, fields: Mapping[str, str]) -> bool:
    """Return True if a figure is what the workspace has already."""
    if "value" in fields:
        new = parse_figure(fields["value"])
        if isinstance(new, Missing) or isinstance(latest.value, Missing):
            return new == latest.value
        if abs(float(new) - float(latest.value)) > _EQUAL:
            return False
    for key in ("numerator", "denominator"):
        old = getattr(latest, key)
        if key in fields and old is not None and abs(float(fields[key]) - old) > _EQUAL:
            return False
    return True


def _shown(latest: Observation | Revision) -> str:
    return latest.value.value if isinstance(latest.value, Missing) else plain_number(float(latest.value))


def _said(fields: Mapping[str, str]) -> str:
    return fields.get("value") or f"{fields['numerator']} of {fields['denominator']}"


def _revise(item: Item, old: Observation, fields: Mapping[str, str], tables: Tables, on: date, found: _Changes) -> None:
    later = {"published": on.isoformat(), **fields}
    if (name := in_table(item, old)) is not None:
        tables.add(name, item.id, old.period.written, later)
        return
    told = Told(
        period=old.period.written,
        value=later.get("value"),
        numerator=later.get("numerator"),
        denominator=later.get("denominator"),
        published=later["published"],
        note=later.get("note"),
    )
    found.changes += revision(item, old, told).changes


def _new_figures(item: Item, new: Sequence[Figure], tables: Tables, on: date, found: _Changes) -> None:
    if (name := in_table(item, None)) is not None:
        for figure in new:
            tables.add(name, item.id, figure.period.written, figure.fields)
            for later in figure.revisions:
                tables.add(name, item.id, figure.period.written, {"published": on.isoformat(), **later})
        return
    kpi: Kpi = item.entry
    written = {figure.period.written: figure_value(figure, on) for figure in new}
    if not isinstance(_node(item).get("observations"), MapNode):
        found.changes.append(SetKey((), "observations", written, item.order, block=True))
        return
    own = [one.period for one in kpi.observations if one.place.path == item.place.path]
    periods = sorted({*own, *(figure.period for figure in new)}, key=lambda one: (one.end, one.start))
    order = ("csv", *(one.written for one in periods))
    found.changes += [SetKey(("observations",), period, value, order) for period, value in written.items()]


def _node(item: Item) -> MapNode:
    """Return the entry of a KPI as it is in its file."""
    root = read_nodes(item.place.source, lambda *_: None)
    path = path_of(root, item.place) if isinstance(root, MapNode) else None
    node = value_at(root, path) if path is not None else None
    return node if isinstance(node, MapNode) else MapNode(0)


def _benchmarks(item: Item, wanted: WantedKpi, on: date, found: _Changes) -> None:
    kpi: Kpi = item.entry
    node = _node(item).get("benchmarks")
    known = {one.name.casefold(): one for one in kpi.benchmarks}
    whole: dict[str, object] = {}
    for area, figures in wanted.benchmarks.items():
        old = known.get(area.casefold())
        if old is None:
            whole[area] = {one.period.written: figure_value(one, on) for one in figures}
            found.did.append(f"{area} added as a benchmark")
            continue
        inner = node.get(old.name) if isinstance(node, MapNode) else None
        values = isinstance(inner, MapNode) and "values" in inner
        path = ("benchmarks", old.name, *(("values",) if values else ()))
        there = {one.period: one for one in old.values}
        changed = [one for one in figures if one.period not in there or not _same(there[one.period], one.fields)]
        if not changed:
            continue
        found.changes += [SetKey(path, one.period.written, figure_value(one, on)) for one in changed]
        found.did.append(f"{count_words(len(changed), 'figure')} of {area}")
        again = [str(one.period) for one in changed if one.period in there]
        if again:
            found.told.append(
                f"{item.id}: the figures of {area} for {', '.join(again)} are replaced: benchmarks keep no revisions"
            )
    if whole and isinstance(node, MapNode):
        found.changes += [SetKey(("benchmarks",), area, value) for area, value in whole.items()]  # type: ignore[arg-type]
    elif whole:
        found.changes.append(SetKey((), "benchmarks", whole, item.order))


def _target(item: Item, wanted: WantedKpi, on: date, found: _Changes) -> None:
    """Change a target from the day of the file on; the one before it applies until then."""
    kpi: Kpi = item.entry
    known = {one.by.isoformat(): one.target for one in kpi.trajectory}
    dated = [(by, goal) for by, goal in wanted.aims.trajectory if by not in known]
    for by, goal in wanted.aims.trajectory:
        if by in known and known[by] != _goal(goal):
            found.told.append(
                f"{item.id}: the target until {by} is {known[by]} in the workspace and {goal} in the spreadsheet"
            )
    new = wanted.aims.target
    if new is None:
        if kpi.target is not None:
            found.told.append(f"{item.id}: the spreadsheet has no target that pap can read; it stays {kpi.target}")
    elif kpi.target != _goal(new):
        if kpi.target is not None:
            before = as_text(kpi.target)
            if all(_goal(goal) != kpi.target for _, goal in dated):
                last = (on - timedelta(days=1)).isoformat()
                dated = [*(pair for pair in dated if pair[0] < last), (last, before)]
        found.changes.append(SetKey((), "target", goal_value(new), item.order))
        was = f" from {_words(as_text(kpi.target))}" if kpi.target is not None else ""
        found.did.append(f"target changed{was} to {_words(new)}" if was else f"target {_words(new)}")
    for by, goal in sorted(dated, key=lambda pair: pair[0]):
        found.changes.append(AddEntry((), "trajectory", {"by": Word(by), "target": goal_value(goal)}, item.order))
    if dated and (new is None or kpi.target == _goal(new)):
        found.did.append(count_words(len(dated), "dated target"))


def _words(goal: Written) -> str:
    return goal if isinstance(goal, str) else " ".join(f"{key.replace('_', ' ')} {name}" for key, name in goal.items())


def _goal(goal: Written) -> Goal:
    return read_goal(Quoted(goal) if isinstance(goal, str) and goal[:1] in "<>+" else goal)


def as_text(goal: Goal) -> Written:
    """Return a target as it is written in a file."""
    match goal:
        case Limit(operator, value):
            return f"{operator.sign} {plain_number(value)}"
        case Change(by, percent):
            return f"{signed(by)}{'%' if percent else ''}"
        case Against(operator, benchmark):
            return {operator.value: benchmark}
        case Range(low, high):
            return f"{plain_number(low)} to {plain_number(high)}"
        case _:
            return plain_number(goal)
