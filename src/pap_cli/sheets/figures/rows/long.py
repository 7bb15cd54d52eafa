"""Tables with a row for each period: of one KPI, of several, or with a column for each."""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.sheets.book.cells import letters
from pap_cli.sheets.figures.layout.columns import Field, Layout
from pap_cli.sheets.figures.layout.grid import Grid, shown
from pap_cli.sheets.figures.reading.context import Doubt
from pap_cli.sheets.figures.reading.goals import read_aim
from pap_cli.sheets.figures.reading.periods import Span, span_of, with_year
from pap_cli.sheets.figures.reading.settle import Settled, settle
from pap_cli.sheets.figures.reading.values import Reading, read_value
from pap_cli.sheets.figures.reading.words import folded, is_total, role, says_published
from pap_cli.sheets.figures.rows.gathered import DatedAim, Gathered, Point
from pap_cli.sheets.figures.rows.titles import about_kpi, kpi_of_titles

_PARTS = ("numerator", "denominator", "value")
_TOTALS = ("aggregate", "year")


def periods_of(grid: Grid, layout: Layout) -> dict[int, Settled]:
    """Return the period of each row of a table: of one column, or of a year and a part of it in two."""
    columns = layout.every("period")
    if layout.band.long is False or not columns:
        return {}
    rows = [row for row in layout.band.body if row not in layout.band.repeated]
    spans = [_span(grid, layout, row, columns) for row in rows]
    return dict(zip(rows, settle(spans, layout.context), strict=True))


def _span(grid: Grid, layout: Layout, row: int, columns: list[Field]) -> Span | None:
    found = [
        one[0]
        for column in columns
        if (cell := grid.covering(row, column.index)) and (one := span_of(cell)) and len(one[1]) <= 12
    ]
    part = next((one for one in found if one.partial), None)
    year = next((one for one in found if one.year), None)
    academic = layout.context.academic or any(one.academic for one in found)
    if part is not None:
        return with_year(part, year.year if year else layout.context.year, academic=academic)
    fine = [one for one in found if not one.year]
    return next(iter(fine or found), None)


def doubt_of(periods: Mapping[int, Settled]) -> Doubt | None:
    """Return what must be asked about the periods of a table, once for all its rows."""
    return next((one.doubt for one in periods.values() if one.doubt is not None), None)


def gather_long(grid: Grid, layout: Layout, periods: Mapping[int, Settled], into: Gathered) -> None:
    """Take the KPIs and figures of a table."""
    sheet = grid.sheet.name
    kpi = ""
    figures = layout.every(*_PARTS)
    last = max((row for row in layout.band.body if any(grid.at(row, one.index) for one in figures)), default=0)
    for row in layout.band.body:
        if row in layout.band.repeated:
            into.tell("repeated-header", "the heading again", sheet, row)
            into.outcome(sheet, row, "kept", "the heading again")
            continue
        cells = list(grid.row(row))
        name = _name(grid, layout, row)
        if not any(grid.at(row, one.index) for one in figures):
            _without_figures(grid, layout, row, periods, last, into)
            continue
        if (settled := periods.get(row)) is None or (settled.period is None and settled.doubt is None):
            _no_period(grid, layout, row, into)
            continue
        if layout.first("kpi") is None:
            kpi = kpi or (kpi_of_titles(grid, layout, into) if any(one.kpi is None for one in figures) else "")
        elif name:
            kpi = into.kpi(name, _text(grid, layout, row, "kpi_ref") or None, sheet, row)
        if not kpi and all(one.kpi is None for one in figures):
            into.tell("figure", "the row has figures and no KPI", sheet, row)
            into.outcome(sheet, row, "not-understood", "no KPI")
            continue
        if is_total(_text(grid, layout, row, "area")) or is_total(name):
            into.tell("aggregate", "a total of other rows", sheet, row, letters(cells[0].column), shown(cells[0]))
            into.outcome(sheet, row, "not-understood", "a total of other rows")
            continue
        _row(grid, layout, row, settled.period, kpi, into)


def _name(grid: Grid, layout: Layout, row: int) -> str:
    return _text(grid, layout, row, "kpi")


def _text(grid: Grid, layout: Layout, row: int, means: str) -> str:
    column = layout.first(means)
    return shown(grid.covering(row, column.index)) if column is not None else ""


def _without_figures(
    grid: Grid, layout: Layout, row: int, periods: Mapping[int, Settled], last: int, into: Gathered
) -> None:
    sheet = grid.sheet.name
    cell = next(grid.row(row))
    settled = periods.get(row)
    if settled is not None and settled.period is not None:
        into.outcome(sheet, row, "taken", "a period without a figure")
        return
    kind = "footer" if row > last else "section"
    into.tell(kind, f"a {kind}, not a figure", sheet, row, letters(cell.column), shown(cell))
    into.outcome(sheet, row, "kept", f"a {kind}")


def _no_period(grid: Grid, layout: Layout, row: int, into: Gathered) -> None:
    sheet, text = grid.sheet.name, _text(grid, layout, row, "period")
    column = layout.first("period")
    total = is_total(text) or role(text) in _TOTALS
    why = "a total of other rows" if total else "the period cannot be told"
    into.tell("aggregate" if total else "period", why, sheet, row, column.letter if column else None, text)
    into.outcome(sheet, row, "not-understood", why)


def _row(grid: Grid, layout: Layout, row: int, period: str | None, kpi: str, into: Gathered) -> None:
    sheet = grid.sheet.name
    part = _text(grid, layout, row, "measure_type")
    said = role(part) if part else None
    if part and said not in (*_PARTS, "target"):
        into.tell(
            "aggregate" if said == "aggregate" else "figure",
            f"“{part}” is not a part of a figure that pap has",
            sheet,
            row,
        )
        into.outcome(sheet, row, "not-understood", f"“{part}”")
        return
    parts: dict[str, dict[str, tuple[Reading, str]]] = {}
    for column in layout.every(*_PARTS):
        cell = grid.at(row, column.index)
        own = into.kpi(column.kpi, None, sheet, row) if column.kpi else kpi
        if said == "target":
            if (aim := read_aim(cell)) is not None:
                into.kpis[own].aims.append(DatedAim(aim=aim, period=period, sheet=sheet, row=row, column=column.letter))
        elif (reading := read_value(cell)) is not None:
            found = parts.setdefault(own, {})
            found.setdefault(said or column.means, (reading, column.letter))
            if "%" in column.heading.split():
                into.about(own, "unit", "%")
    area = _text(grid, layout, row, "area") or None
    note = _about(grid, layout, row, period, kpi or next(iter(parts), ""), into)
    published = _published(grid, layout, row)
    for own, found in parts.items():
        first = found.get("value") or next(iter(found.values()))
        into.points.append(
            Point(
                kpi=own,
                period=period,
                area=area,
                sheet=sheet,
                row=row,
                column=first[1],
                note=note,
                published=published,
                value=_reading(found, "value"),
                numerator=_reading(found, "numerator"),
                denominator=_reading(found, "denominator"),
            )
        )
    if row in grid.hidden:
        into.tell("hidden", "the row is hidden; it was taken", sheet, row)
    into.outcome(sheet, row, "taken")


def _reading(found: Mapping[str, tuple[Reading, str]], part: str) -> Reading | None:
    return found[part][0] if part in found else None


def _published(grid: Grid, layout: Layout, row: int) -> str | None:
    """Return the day on which a figure was published, if a column says it and every cell of that is one day."""
    column = next((one for one in layout.fields if one.means == "notes" and says_published(one.heading)), None)
    found = span_of(cell) if column is not None and (cell := grid.at(row, column.index)) is not None else None
    return found[0].whole[0] if found is not None and found[0].day and len(found[0].whole) == 1 else None


def _about(grid: Grid, layout: Layout, row: int, period: str | None, kpi: str, into: Gathered) -> str | None:
    """Take what the other columns say of the KPI; return the note of the figure."""
    sheet, notes = grid.sheet.name, []
    for column in layout.fields:
        cell = grid.covering(row, column.index)
        text = shown(cell)
        if not text or column.doubt is not None or not kpi:
            continue
        if column.means in ("unit", "polarity"):
            into.about(kpi, column.means, text)
        elif column.means in ("basis", "calendar"):
            about_kpi(into, kpi, column.means, text, sheet, row)
        elif column.means == "target" and (aim := read_aim(cell)) is not None:
            into.kpis[kpi].aims.append(DatedAim(aim=aim, period=period, sheet=sheet, row=row, column=column.letter))
        elif column.means == "notes" and not (says_published(column.heading) and _published(grid, layout, row)):
            plain = folded(column.heading) in (
                "notes",
                "note",
                "comment",
                "comments",
                "commentary",
                "data note",
                "footnote",
            )
            notes.append(text if plain else f"{column.heading}: {text}")
    return "; ".join(notes) or None
