"""Figures and targets in the units of their KPIs; duplicates, conflicts and what cannot be told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import median

from msgspec.structs import replace

from pap_cli.model.goal import Against, Limit, Range
from pap_cli.sheets.figures.amounts.scale import Scale
from pap_cli.sheets.figures.rows.gathered import DatedAim, Gathered, Point, Sketch
from pap_cli.sheets.understood import DatedNote, FigureFound, KpiFound, TargetFound, Told


def scale_name(gathered: Gathered, key: str) -> str:
    """Return the name of a KPI in the question about its scale."""
    return gathered.kpis[key].ref or re.sub(r"[^a-z0-9]+", "-", key)[:40].strip("-")


def figures_of(
    gathered: Gathered, scales: Mapping[str, Scale], moments: Mapping[str | None, str]
) -> tuple[tuple[FigureFound, ...], list[Told], set[tuple[str | None, str]]]:
    """Return the figures, what to tell of them, and the columns whose scale is not clear.

    MOMENTS are the months in which the figures of sheets were what they are, as far as sheets say so.
    """
    told: list[Told] = []
    doubtful: set[tuple[str | None, str]] = set()
    found: list[FigureFound] = []
    for point in gathered.points:
        scale = scales[point.kpi]
        figure, why = _figure(gathered, point, scale)
        if why:
            kind = "error" if point.value is not None and point.value.error else "figure"
            told.append(_told(kind, why, point))
            if scale.factor is None and point.value is not None and point.value.value is not None:
                doubtful.add((point.sheet, point.column))
        found.append(figure)
    found, twice = _without_twins(found, moments)
    return tuple(found), [*told, *twice], doubtful


def _told(kind: str, why: str, point: Point) -> Told:
    cell = point.value.text if point.value is not None else None
    return Told(kind=kind, why=why, sheet=point.sheet, row=point.row, column=point.column, cell=cell)


def _figure(gathered: Gathered, point: Point, scale: Scale) -> tuple[FigureFound, str]:
    """Return a figure, and what to tell of it."""
    reading = point.value
    value, why = scale.value(reading) if reading is not None else (None, "")
    counts = [point.numerator or None, point.denominator or None]
    numbers = [one.value if one is not None else None for one in counts]
    if reading is not None and reading.numerator is not None:
        numbers = [reading.numerator, reading.denominator]
        if scale.unit != "percent":
            value, why = None, "one number of another: a share, in a KPI that is none"
    if reading is None:
        why = "counts without the figure itself" if None in numbers else ""
        why = "only one of its counts" if any(numbers) and why else why
    if reading is not None and reading.error:
        why = (
            "nothing was due: no rate" if reading.code == "no denominator" else "the formula of this cell has an error"
        )
    counted = next((one for one in (reading, *counts) if one is not None), None)
    figure = FigureFound(
        kpi=gathered.kpis[point.kpi].name,
        key=point.kpi,
        period=point.period,
        value=value,
        sheet=point.sheet,
        row=point.row,
        column=point.column,
        cell=reading.text if reading is not None else counted.text if counted is not None else "",
        numerator=numbers[0],
        denominator=numbers[1],
        missing=reading.code if reading is not None else None,
        area=point.area,
        unit=scale.unit,
        standing=reading.standing if reading is not None else None,
        footnote=reading.footnote if reading is not None else None,
        note=point.note,
        published=point.published,
        later=reading is not None and reading.later,
    )
    return figure, why


def _without_twins(
    figures: Sequence[FigureFound], moments: Mapping[str | None, str]
) -> tuple[list[FigureFound], list[Told]]:
    """Mark figures of a KPI, period and area that are there before, and tell of them."""
    first: dict[tuple[str, str | None, str | None], FigureFound] = {}
    found: list[FigureFound] = []
    told: list[Told] = []
    for figure in figures:
        place = (figure.key, figure.period, figure.area)
        before = first.get(place)
        if before is None or figure.period is None:
            first[place] = figure
            found.append(figure)
            continue
        unread = before.value is None and before.missing is None and before.cell != figure.cell
        same = (before.value, before.missing) == (figure.value, figure.missing) and not unread
        where = f"row {before.row}" if before.sheet == figure.sheet else f"{before.sheet}, row {before.row}"
        why = f"the same figure as in {where}" if same else f"another figure than in {where}: {before.cell}"
        dated = {moments.get(one.sheet, "") for one in (before, figure)}
        kind = "duplicate" if same or before.sheet == figure.sheet else "conflict"
        kind = "vintage" if before.sheet != figure.sheet and len(dated) == 2 and "" not in dated else kind
        told.append(
            Told(kind=kind, why=why, sheet=figure.sheet, row=figure.row, column=figure.column, cell=figure.cell)
        )
        found.append(_revising(figure) if not same else figure)
    return found, told


def _revising(figure: FigureFound) -> FigureFound:
    return replace(figure, revises=True)


def kpis_of(
    gathered: Gathered, scales: Mapping[str, Scale], figures: Sequence[FigureFound]
) -> tuple[tuple[KpiFound, ...], list[Told]]:
    """Return the KPIs with their targets, and what to tell of these."""
    told: list[Told] = []
    values: dict[str, list[float]] = {}
    for figure in figures:
        if figure.value is not None:
            values.setdefault(figure.key, []).append(abs(figure.value))
    found: list[KpiFound] = []
    for key, sketch in gathered.kpis.items():
        typical = median(values[key]) if key in values else None
        targets = _targets(sketch, scales[key], typical, told)
        plain = next((one for one in targets if one.period is None), targets[-1] if targets else None)
        found.append(
            KpiFound(
                kpi=sketch.name,
                key=key,
                ref=sketch.ref,
                unit=scales[key].unit,
                polarity=sketch.polarity or _polarity(sketch),
                target_cell=plain.cell if plain is not None else None,
                target=plain.value if plain is not None else None,
                targets=targets,
                basis=sketch.basis,
                calendar=sketch.calendar,
                section=sketch.section or None,
                sheet=sketch.sheet,
                row=sketch.row,
                notes=tuple(
                    DatedNote(on=None, text=f"{one.label}: {one.text}" if one.label else one.text)
                    for one in sketch.remarks
                ),
            )
        )
    return tuple(found), told


def _polarity(sketch: Sketch) -> str | None:
    """Return the polarity that a target says: no more than 15 % is better low."""
    said = {one.aim.operator.polarity.value for one in sketch.aims if one.aim.operator is not None}
    if any(isinstance(one.aim.goal, Range) for one in sketch.aims):
        said.add("band")
    return said.pop() if len(said) == 1 else None


def _targets(sketch: Sketch, scale: Scale, typical: float | None, told: list[Told]) -> tuple[TargetFound, ...]:
    found: dict[tuple[str | None, str], TargetFound] = {}
    for dated in sketch.aims:
        aim = dated.aim
        value = scale.aim(aim, typical)
        why = aim.why or ("it may be a share or a percentage" if value is None and aim.value is not None else "")
        if why:
            told.append(
                Told(kind="target", why=why, sheet=dated.sheet, row=dated.row, column=dated.column, cell=aim.text)
            )
        goal = _goal(dated, value)
        found.setdefault(
            (dated.period, aim.text),
            TargetFound(cell=aim.text, goal=goal, value=value, period=dated.period, none=aim.none),
        )
    return tuple(found.values())


def _goal(dated: DatedAim, value: float | None) -> str | None:
    """Return a target as `pap` writes it, in the unit of its KPI."""
    match dated.aim.goal:
        case Limit(operator):
            return f"{operator.sign} {plain_number(value)}" if value is not None else None
        case Against(operator, benchmark):
            return f"{operator.words} {benchmark}"
        case Range(low, high):
            return f"{plain_number(low)} to {plain_number(high)}"
        case _:
            return plain_number(value) if value is not None else None


def plain_number(value: float) -> str:
    """Return a number as it is written in a file: without separators, no longer than it must be."""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return text if text != "-0" else "0"
