"""Tables with a row for each KPI, or several for its parts or areas, and columns of periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct, field

from pap_cli.sheets.book.cells import letters
from pap_cli.sheets.figures.layout.columns import Field, Layout
from pap_cli.sheets.figures.layout.grid import Grid, shown
from pap_cli.sheets.figures.reading.goals import read_aim
from pap_cli.sheets.figures.reading.values import Reading, read_value
from pap_cli.sheets.figures.reading.words import basis, folded, is_total, named, role
from pap_cli.sheets.figures.rows.gathered import DatedAim, Gathered, Point
from pap_cli.sheets.figures.rows.titles import about_kpi, kpi_of_titles

_PARTS = ("numerator", "denominator", "value")
# Headings of remarks that need not be repeated before their text.
_PLAIN = frozenset(("notes", "note", "comment", "comments", "commentary", "narrative", "remarks", "remark"))


class _Cursor(Struct):
    """What the rows above have said."""

    kpi: str = ""
    section: str = ""
    # Readings by KPI, period and area, of rows that each hold one part.
    parts: dict[tuple[str, str | None, str | None], dict[str, tuple[Reading, int, str]]] = field(default_factory=dict)


def gather_wide(grid: Grid, layout: Layout, into: Gathered) -> None:
    """Take the KPIs and figures of a table."""
    sheet, cursor = grid.sheet.name, _Cursor()
    names = layout.first("kpi")
    last = max((row for row in layout.band.body if _has_figures(grid, layout, row)), default=0)
    several = _names_twice(grid, layout)
    for row in layout.band.body:
        if row in layout.band.repeated:
            into.tell("repeated-header", "the heading again", sheet, row)
            into.outcome(sheet, row, "kept", "the heading again")
        elif not _has_figures(grid, layout, row) and (_is_alone(grid, row) or row > last):
            _text_row(grid, layout, row, last, cursor, into)
        else:
            _row(grid, layout, row, names, cursor, several, into)
    for (kpi, period, area), found in cursor.parts.items():
        first = found.get("value") or next(iter(found.values()))
        into.points.append(
            Point(
                kpi=kpi,
                period=period,
                area=area,
                sheet=sheet,
                row=first[1],
                column=first[2],
                value=_reading(found, "value"),
                numerator=_reading(found, "numerator"),
                denominator=_reading(found, "denominator"),
            )
        )


def _reading(found: Mapping[str, tuple[Reading, int, str]], part: str) -> Reading | None:
    return found[part][0] if part in found else None


def _has_figures(grid: Grid, layout: Layout, row: int) -> bool:
    return any(grid.at(row, one.index) is not None for one in layout.every("period", *_PARTS, "target", "aggregate"))


def _is_alone(grid: Grid, row: int) -> bool:
    return len({shown(cell) for cell in grid.row(row)}) == 1


def _names_twice(grid: Grid, layout: Layout) -> set[str]:
    """Return the names of KPIs that several rows of a table have, without parts or areas that tell them apart."""
    names = layout.first("kpi")
    if names is None or layout.first("area") or layout.first("measure_type"):
        return set()
    found = Counter(
        folded(named(text).name)
        for row in layout.band.body
        if row not in layout.band.repeated and (text := grid.text(row, names.index))
    )
    return {name for name, count in found.items() if count > 1}


def _text_row(grid: Grid, layout: Layout, row: int, last: int, cursor: _Cursor, into: Gathered) -> None:
    """Take a row without figures: a section, or a footer below the last figure."""
    sheet = grid.sheet.name
    cell = next(grid.row(row))
    text = " ".join(dict.fromkeys(shown(one) for one in grid.row(row)))
    if row > last:
        names = layout.first("kpi")
        if names is not None and not _is_alone(grid, row) and grid.text(row, names.index):
            into.kpi(grid.text(row, names.index), None, sheet, row)
            _about(grid, layout, row, into.kpi(grid.text(row, names.index), None, sheet, row), into)
            into.outcome(sheet, row, "taken", "a KPI without figures")
            return
        into.tell("footer", "below the table, not a KPI", sheet, row, letters(cell.column), text)
        into.outcome(sheet, row, "kept", "a line below the table")
        return
    cursor.section, cursor.kpi = text, ""
    into.tell("section", "a section, not a KPI", sheet, row, letters(cell.column), text)
    into.outcome(sheet, row, "kept", "a section")


def _row(
    grid: Grid, layout: Layout, row: int, names: Field | None, cursor: _Cursor, several: set[str], into: Gathered
) -> None:
    sheet = grid.sheet.name
    name = shown(grid.covering(row, names.index)) if names is not None else ""
    area = _text(grid, layout, row, "area")
    part = _text(grid, layout, row, "measure_type")
    if any(text and is_total(text) for text in (name, area)):
        into.tell("aggregate", "a total of other rows", sheet, row, names.letter if names else None, name or area)
        into.outcome(sheet, row, "not-understood", "a total of other rows")
        return
    if name:
        ref = _text(grid, layout, row, "kpi_ref") or None
        apart = (ref or cursor.section) if folded(named(name).name) in several else ""
        cursor.kpi = into.kpi(name, ref, sheet, row, apart)
        into.kpis[cursor.kpi].section = cursor.section
    elif names is None:
        cursor.kpi = kpi_of_titles(grid, layout, into) if not cursor.kpi else cursor.kpi
    elif not (cursor.kpi and (area or part)):
        into.tell("figure", "the row has figures and no KPI", sheet, row)
        into.outcome(sheet, row, "not-understood", "no KPI")
        return
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
    _about(grid, layout, row, cursor.kpi, into)
    _figures(grid, layout, row, said, area or None, cursor, into)
    if part and "%" in part:
        into.about(cursor.kpi, "unit", "%")
    if row in grid.hidden:
        into.tell("hidden", "the row is hidden; it was taken", sheet, row)
    into.outcome(sheet, row, "taken")


def _text(grid: Grid, layout: Layout, row: int, means: str) -> str:
    column = layout.first(means)
    return shown(grid.covering(row, column.index)) if column is not None else ""


def _about(grid: Grid, layout: Layout, row: int, kpi: str, into: Gathered) -> None:
    """Take what the columns beside the figures say of a KPI."""
    sheet = grid.sheet.name
    for column in layout.fields:
        cell = grid.covering(row, column.index)
        text = shown(cell)
        if not text or column.doubt is not None:
            continue
        if column.means in ("unit", "polarity"):
            if not into.about(kpi, column.means, text):
                into.kpis[kpi].remark(column.heading, text, sheet, row)
        elif column.means == "basis":
            into.kpis[kpi].basis = into.kpis[kpi].basis or basis(text)
        elif column.means == "target" and (aim := read_aim(cell)) is not None:
            into.kpis[kpi].aims.append(
                DatedAim(aim=aim, period=column.period, sheet=sheet, row=row, column=column.letter)
            )
        elif column.means == "notes":
            into.kpis[kpi].remark("" if folded(column.heading) in _PLAIN else column.heading, text, sheet, row)
        elif column.means == "calendar":
            about_kpi(into, kpi, "calendar", text, sheet, row)


def _figures(
    grid: Grid, layout: Layout, row: int, said: str | None, area: str | None, cursor: _Cursor, into: Gathered
) -> None:
    sheet = grid.sheet.name
    for column in layout.every("period", *_PARTS, "aggregate"):
        cell = grid.at(row, column.index)
        reading = read_value(cell)
        if reading is None:
            continue
        if column.means == "aggregate":
            if column.period is not None and column.why:
                into.tell("aggregate", column.why, sheet, row, column.letter, reading.text)
            continue
        if "%" in column.heading.split() and column.means != "target":
            into.about(cursor.kpi, "unit", "%")
        if said == "target":
            if (aim := read_aim(cell)) is not None:
                into.kpis[cursor.kpi].aims.append(
                    DatedAim(aim=aim, period=column.period, sheet=sheet, row=row, column=column.letter)
                )
            continue
        part = said or (column.means if column.means in _PARTS else "value")
        place = (cursor.kpi, column.period, column.area or area)
        known = cursor.parts.setdefault(place, {})
        if part in known:
            into.points.append(
                Point(
                    kpi=cursor.kpi,
                    period=column.period,
                    area=place[2],
                    sheet=sheet,
                    row=row,
                    column=column.letter,
                    value=reading,
                )
            )
        else:
            known[part] = (reading, row, column.letter)
