"""The headings of a sheet, the rows that each is for, and the titles above it.

A sheet can have one table, several below each other, or none.
"""

from __future__ import annotations

from pap_cli.sheets.figures.layout.grid import Grid, shown
from pap_cli.sheets.figures.layout.marks import Mark, is_bare_number, marks_of
from pap_cli.sheets.figures.layout.parts import Band
from pap_cli.sheets.figures.reading.periods import span_of
from pap_cli.sheets.figures.reading.values import read_value
from pap_cli.sheets.figures.reading.words import folded

# How many rows below a heading are looked at.
_AHEAD = 6
# Most rows of a heading above the last one.
_ABOVE = 2
_FEW = 3


Marks = dict[int, dict[int, Mark]]


def bands_of(grid: Grid) -> list[Band]:
    """Return the tables of a sheet, from the top."""
    marks = {row: marks_of(grid, row) for row in grid.rows}
    heads: list[tuple[tuple[int, ...], bool]] = []
    used = 0
    for nth, row in enumerate(grid.rows):
        if row <= used:
            continue
        kind = _kind(grid, marks, nth)
        if kind is None:
            continue
        header = _whole(grid, marks, nth, used)
        # a long table's heading can be a row lower than its words
        used = header[-1]
        heads.append((header, kind == "long"))
    return _with_bodies(grid, marks, heads)


def _kind(grid: Grid, marks: Marks, nth: int) -> str | None:
    """Return `wide` or `long` if a row begins a heading; None if not."""
    row = marks[grid.rows[nth]]
    if not row or any(mark.number for mark in row.values()):
        return None
    periods = [mark for mark in row.values() if mark.span is not None]
    words = [mark for mark in row.values() if mark.meanings and mark.span is None]
    named = any("kpi" in mark.meanings[:1] for mark in words)
    if _period_column(grid, marks, nth) is not None and len(row) >= 2 and len(periods) <= 1:
        return "long"
    distinct = {(mark.text, mark.role) for mark in periods}
    if len(distinct) >= 2 and len(periods) >= len(row) - len(words) - 2:
        return "wide" if _has_figures(grid, marks, nth, [mark.cell.column for mark in periods]) else None
    columns = [
        mark.cell.column for mark in row.values() if mark.span or mark.role == "value" or "value" in mark.meanings
    ]
    if named and len(words) + len(periods) >= 2 and columns and _has_figures(grid, marks, nth, columns):
        return "wide"
    return None


def _below(grid: Grid, nth: int) -> tuple[int, ...]:
    return grid.rows[nth + 1 : nth + 1 + _AHEAD]


def _has_figures(grid: Grid, marks: Marks, nth: int, columns: list[int]) -> bool:
    """Return True if there is a figure or a code in one of some columns, a few rows below."""
    low, high = min(columns), max(columns)
    for row in _below(grid, nth):
        for column in range(low, high + 3):
            reading = read_value(grid.at(row, column))
            if reading is not None and (reading.value is not None or reading.code is not None):
                return True
    return False


def _period_column(grid: Grid, marks: Marks, nth: int) -> int | None:
    """Return the column in which the rows below have a period each; None if there is none."""
    here = marks[grid.rows[nth]]
    below = [row for row in _below(grid, nth) if len(marks[row]) >= 2]
    if not below:
        return None
    for column in range(1, min(grid.width, 12) + 1):
        said = here.get(column)
        if said is not None and said.span is not None:
            continue
        hinted = said is not None and "period" in said.meanings
        periods = [
            row
            for row in below
            if (cell := grid.at(row, column)) is not None
            and _is_period(cell)
            and (hinted or said is None or not is_bare_number(cell))
        ]
        enough = len(periods) >= (1 if hinted else _FEW) and len(periods) >= 0.6 * len(below)
        near = hinted or ((said is None or column == 1) and below[0] in periods)
        if enough and near and any(_is_figure(grid, row, column) for row in periods):
            return column
    return None


def _is_period(cell: object) -> bool:
    found = span_of(cell)  # type: ignore[arg-type]
    return found is not None and len(found[1]) <= 12


def _is_figure(grid: Grid, row: int, beside: int) -> bool:
    readings = (read_value(cell) for cell in grid.row(row) if cell.column != beside)
    return any(one is not None and (one.value is not None or one.code is not None) for one in readings)


def _whole(grid: Grid, marks: Marks, nth: int, used: int) -> tuple[int, ...]:
    """Return all rows of a heading that begins or ends with a row."""
    rows = [grid.rows[nth]]
    for above in reversed(grid.rows[max(0, nth - _ABOVE) : nth]):
        if above != rows[0] - 1 or above <= used or not _groups(grid, marks, above, rows[0]):
            break
        rows.insert(0, above)
    for below in grid.rows[nth + 1 : nth + 3]:
        if below != rows[-1] + 1 or not _continues(grid, marks, below, rows):
            break
        rows.append(below)
    return tuple(rows)


def _groups(grid: Grid, marks: Marks, row: int, below: int) -> bool:
    """Return True for a row of groups over a heading: not a title, and without figures."""
    here = marks[row]
    if any(mark.number for mark in here.values()) or any(len(mark.text) > 60 for mark in here.values()):
        return False
    first = min(marks[below])
    if min(here) <= first and len(here) == 1:
        return False  # a title
    wide = any(grid.spread.get((row, column + 1)) == (row, column) for column in here)
    return wide or any(mark.span or mark.area or mark.role for column, mark in here.items() if column > first)


def _continues(grid: Grid, marks: Marks, row: int, header: list[int]) -> bool:
    """Return True for a row of second headings: `Num Den %`, or months below a year."""
    here = marks[row]
    if not here or any(mark.number for mark in here.values()):
        return False
    above = marks[header[-1]]
    said = [column for column, mark in here.items() if mark.span or mark.role]
    labels = [mark for column, mark in here.items() if not (mark.span or mark.role)]
    if labels and not all(mark.meanings for mark in labels):
        return False
    spans = [mark for mark in above.values() if mark.span is not None]
    first = min((mark.cell.column for mark in spans), default=1)
    under = [column for column in said if column >= first]
    return len(under) >= 2 or (len(under) == 1 and len(spans) <= 1 and not labels)


def _with_bodies(grid: Grid, marks: Marks, heads: list[tuple[tuple[int, ...], bool]]) -> list[Band]:
    bands: list[Band] = []
    for nth, (header, long) in enumerate(heads):
        end = heads[nth + 1][0][0] if nth + 1 < len(heads) else None
        body = [row for row in grid.rows if row > header[-1] and (end is None or row < end)]
        below = bands[-1].body if bands else grid.rows
        titles = _titles(grid, marks, header[0], [row for row in below if row < header[0]], first=not bands)
        if bands:
            before = bands[-1]
            kept = tuple(row for row in before.body if row not in titles)
            if not titles and _same(marks, before.header, header):
                bands[-1] = Band(
                    header=before.header,
                    long=before.long,
                    titles=before.titles,
                    body=(*kept, *body),
                    repeated=(*before.repeated, *header),
                )
                continue
            bands[-1] = Band(
                header=before.header, long=before.long, body=kept, titles=before.titles, repeated=before.repeated
            )
        bands.append(Band(header=header, long=long, body=tuple(body), titles=tuple(titles)))
    return bands


def _same(marks: Marks, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    texts = [
        [(column, folded(mark.text)) for row in rows for column, mark in marks[row].items()] for rows in (one, other)
    ]
    return texts[0] == texts[1] or (len(one) > len(other) and texts[1] == texts[0][-len(texts[1]) :])


def _titles(grid: Grid, marks: Marks, header: int, above: list[int], *, first: bool) -> list[int]:
    """Return the rows above a heading that are about its table: all above the first, those next to it for others."""
    if first:
        return above
    found: list[int] = []
    last = header
    for row in reversed(above):
        if row < last - 2 or not _is_title(grid, row):
            break
        if row < last - 1 and found:
            break  # a blank row above the title
        found.insert(0, row)
        last = row
    return found


def _is_title(grid: Grid, row: int) -> bool:
    """Return True for a row with one text, or a label with what it stands for."""
    cells = list(grid.row(row))
    if not cells or not isinstance(cells[0].value, str):
        return False
    return len(cells) == 1 or (len(cells) <= _FEW and shown(cells[0]).endswith(":"))
