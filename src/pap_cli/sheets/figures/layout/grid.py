"""A sheet by row and column, with merged cells spread over the block that they cover."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pap_cli.sheets.book.cells import Cell, Sheet

# The most cells of a block of merged cells that are spread.
_MOST_SPREAD = 5000


class Grid(Struct, frozen=True):
    """The cells of a sheet that have a value, by row and column."""

    sheet: Sheet
    rows: tuple[int, ...]
    cells: dict[tuple[int, int], Cell]
    # The first cell of the merged block that a place belongs to.
    spread: dict[tuple[int, int], tuple[int, int]]
    width: int
    hidden: frozenset[int]

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell of a place; None if it is empty."""
        return self.cells.get((row, column))

    def covering(self, row: int, column: int) -> Cell | None:
        """Return the cell of a place, or the one that is merged over it."""
        place = (row, column)
        return self.cells.get(place) or self.cells.get(self.spread.get(place, place))

    def text(self, row: int, column: int) -> str:
        """Return what a person sees in a cell; empty if there is nothing."""
        return shown(self.at(row, column))

    def row(self, number: int) -> Iterator[Cell]:
        """Yield the cells of a row."""
        return (self.cells[number, column] for column in range(1, self.width + 1) if (number, column) in self.cells)


def shown(cell: Cell | None) -> str:
    """Return what a person sees in a cell, on one line."""
    if cell is None:
        return ""
    return " ".join((cell.text or cell.error or str(cell.value if cell.value is not None else "")).split())


def grid_of(sheet: Sheet) -> Grid:
    """Return the cells of a sheet that hold something."""
    cells = {
        (row.number, cell.column): cell
        for row in sheet.rows
        for cell in row.cells
        if cell.error or (cell.value is not None and str(cell.value).strip())
    }
    spread: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged:
        high, wide = area.last_row - area.first_row + 1, area.last_column - area.first_column + 1
        if high * wide > _MOST_SPREAD:
            continue
        for row in range(area.first_row, area.last_row + 1):
            for column in range(area.first_column, area.last_column + 1):
                spread[row, column] = (area.first_row, area.first_column)
    rows = tuple(sorted({row for row, _ in cells}))
    hidden = frozenset(row.number for row in sheet.rows if row.hidden)
    return Grid(sheet, rows, cells, spread, max((column for _, column in cells), default=0), hidden)
