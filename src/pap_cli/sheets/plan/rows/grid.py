"""The cells of a table by row and column, with those that are merged from above."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pap_cli.sheets.book.cells import Area, Cell, Row, Sheet


class Grid:
    """Cells by row and column; a cell that is merged over rows is in each of them."""

    def __init__(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        self._cells = {row.number: {cell.column: cell for cell in row.cells} for row in rows}
        self._above: dict[tuple[int, int], int] = {}
        self._wide: dict[int, int] = {}
        for area in sheet.merged:
            self._merge(area)

    def _merge(self, area: Area) -> None:
        self._wide[area.first_row] = max(self._wide.get(area.first_row, 0), area.last_column - area.first_column + 1)
        for row in range(area.first_row + 1, min(area.last_row, area.first_row + 5000) + 1):
            self._above[row, area.first_column] = area.first_row

    def own(self, row: int, column: int) -> Cell | None:
        """Return the cell itself, if something is in it."""
        cell = self._cells.get(row, {}).get(column)
        return cell if cell is not None and (cell.text.strip() or cell.fill or cell.comment or cell.error) else None

    def at(self, row: int, column: int) -> tuple[Cell | None, bool]:
        """Return a cell with text, its own or the one merged from above; True if it is from above."""
        cell = self._cells.get(row, {}).get(column)
        if cell is not None and cell.text.strip():
            return cell, False
        above = self._above.get((row, column))
        if above is None:
            return None, False
        cell = self._cells.get(above, {}).get(column)
        return (cell, True) if cell is not None and cell.text.strip() else (None, False)

    def row(self, row: int) -> Collection[Cell]:
        """Return the cells of a row."""
        return self._cells.get(row, {}).values()

    def width_merged(self, row: int) -> int:
        """Return how many columns the widest merged cell that begins in a row covers."""
        return self._wide.get(row, 1)
