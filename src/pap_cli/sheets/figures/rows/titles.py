"""The KPI of a table that has no column for it: in the rows above, or the name of the sheet."""

from __future__ import annotations

import re

from pap_cli.sheets.book.cells import Cell, letters
from pap_cli.sheets.figures.layout.columns import Layout
from pap_cli.sheets.figures.layout.grid import Grid, shown
from pap_cli.sheets.figures.reading.goals import read_aim
from pap_cli.sheets.figures.reading.periods import span_in
from pap_cli.sheets.figures.reading.values import read_text
from pap_cli.sheets.figures.reading.words import basis, folded, meanings
from pap_cli.sheets.figures.rows.gathered import DatedAim, Gathered

_REF = re.compile(r"(?:KPI|PI|SI|LI|NI|Ind|Indicator|Measure)?[ .\-_]*[A-Z]{0,4}[ .\-_]?\d{1,4}[a-z]?", re.IGNORECASE)
_LABELLED = re.compile(r"([^:]{2,40}):\s*(\S.*)")


def kpi_of_titles(grid: Grid, layout: Layout, into: Gathered) -> str:
    """Return the key of the KPI that the rows above a table, or its sheet, are named for; take what they say of it."""
    sheet = grid.sheet.name
    first = layout.band.titles[0] if layout.band.titles else layout.band.header[0]
    pairs = [pair for row in layout.band.titles for pair in _pairs(grid, row)]
    name = next((shown(cell) for label, cell, _ in pairs if label and _says(label, "kpi")), "")
    plain = [shown(cell) for label, cell, _ in pairs if not label]
    if not name:
        titles = [text for text in plain if (found := span_in(text)) is None or len(found[1]) > 8]
        name = (
            (titles[-1] if titles and len(titles) == len(plain) else "")
            or _of_sheet(sheet)
            or (titles[0] if titles else "")
        )
    name = name or sheet or "KPI"
    ref = next((shown(cell) for label, cell, _ in pairs if label and _says(label, "kpi_ref")), None)
    if ref is None and sheet and _REF.fullmatch(sheet) and folded(name) != folded(sheet):
        ref = sheet
    numbered = re.fullmatch(r"((?:KPI|PI)?[ .\-]?[A-Z]{0,4}\d{1,3}(?:\.\d+)?[a-z]?)\s*[:\-–.]\s+(\S.+)", name)
    if numbered:
        ref, name = ref or numbered[1], numbered[2]
    key = into.kpi(name, ref, sheet, first)
    for label, cell, row in pairs:
        if label and shown(cell) != name:
            _take(into, key, label, cell, sheet, row)
    return key


def _of_sheet(sheet: str | None) -> str:
    """Return the name of a sheet if it can be that of a KPI."""
    if (
        sheet is None
        or _REF.fullmatch(sheet)
        or re.match(r"(?:sheet|data|tab|figures|table|feuil)\s*\d*$", folded(sheet))
    ):
        return ""
    return "" if span_in(sheet) else sheet


def _pairs(grid: Grid, row: int) -> list[tuple[str, Cell, int]]:
    """Return the labels of a row with their cells, `Target:` and 0.15; without a label, its text."""
    cells = list(grid.row(row))
    found: list[tuple[str, Cell, int]] = []
    nth = 0
    while nth < len(cells):
        text = shown(cells[nth])
        label = text.endswith(":") or (nth + 1 < len(cells) and bool(meanings(text)))
        if label and nth + 1 < len(cells):
            found.append((text.rstrip(": "), cells[nth + 1], row))
            nth += 2
            continue
        if (both := _LABELLED.fullmatch(text)) and meanings(both[1]):
            inside = Cell(column=cells[nth].column, value=both[2], text=both[2])
            found.append((both[1], inside, row))
        else:
            found.append(("", cells[nth], row))
        nth += 1
    return found


def _says(label: str, means: str) -> bool:
    return means in meanings(label)


def _take(into: Gathered, key: str, label: str, cell: Cell, sheet: str | None, row: int) -> None:
    """Take what a labelled cell above a table says of its KPI."""
    known = meanings(label)
    text = shown(cell)
    if "target" in known and (aim := read_aim(cell)) is not None:
        into.kpis[key].aims.append(DatedAim(aim=aim, period=None, sheet=sheet, row=row, column=letters(cell.column)))
        return
    for means in ("unit", "polarity", "basis", "calendar"):
        if means in known and about_kpi(into, key, means, text, sheet, row):
            return
    if "kpi_ref" not in known:
        into.kpis[key].remark(label, text, sheet, row)


def about_kpi(into: Gathered, key: str, means: str, text: str, sheet: str | None, row: int) -> bool:
    """Take what a text says of a KPI; return False if it is not understood."""
    sketch = into.kpis[key]
    if means == "basis":
        sketch.basis = sketch.basis or basis(text)
        return sketch.basis is not None
    if means == "calendar":
        word = folded(text).split()[0] if text.strip() else ""
        kind = {"school": "academic", "fiscal": "financial"}.get(word, word)
        sketch.calendar = sketch.calendar or (kind if kind in ("financial", "academic", "calendar") else None)
        return sketch.calendar is not None
    return read_text(text).value is None and into.about(key, means, text)
