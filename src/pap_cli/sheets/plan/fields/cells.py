"""The cells of one row by what their columns mean."""

from __future__ import annotations

import re

from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.guess.guessed import Guess
from pap_cli.sheets.plan.columns.dating import verbatim
from pap_cli.sheets.plan.columns.scheme import Scheme
from pap_cli.sheets.plan.rows.grid import Grid
from pap_cli.sheets.plan.telling import Telling
from pap_cli.sheets.understood import DatedNote
from pap_cli.sheets.words.dates import Order

_FORMULA = re.compile(r"[=+@](?=\S)|-(?=[A-Za-z(=+@])")


class CellReader:
    """Reads the cells of rows in one table."""

    def __init__(self, scheme: Scheme, grid: Grid, telling: Telling, *, formats: bool) -> None:
        self.scheme = scheme
        self.grid = grid
        self.telling = telling
        self.formats = formats

    def _cells(self, means: str, row: int) -> list[tuple[Guess, Cell]]:
        """Return the cells of a row in the columns of a meaning, with those that are merged from above."""
        found = []
        for guess in self.scheme.columns.get(means, ()):
            cell, _ = self.grid.at(row, guess.column)
            if cell is not None:
                found.append((guess, cell))
        return found

    def _text(self, means: str, row: int) -> str | None:
        """Return the text of a row in the columns of a meaning; of several each behind its heading."""
        cells = self._cells(means, row)
        for _, cell in cells:
            self.formula(cell, row)
        several = len(self.scheme.columns.get(means, ())) > 1
        texts = [f"{guess.heading}: {cell.text.strip()}" if several else cell.text.strip() for guess, cell in cells]
        return "; ".join(texts) or None

    def formula(self, cell: Cell, row: int) -> None:
        """Tell of a text that begins like a formula: it is kept, and never run."""
        text = cell.text.lstrip()
        if cell.formula is None and isinstance(cell.value, str) and _FORMULA.match(text):
            self.telling.tell_cell("formula-text", "begins like a formula; kept as text, never run", row, cell)
        if cell.error is not None:
            self.telling.tell_cell("error", "the formula in it has no result", row, cell)

    def _as_note(self, guess: Guess, cell: Cell) -> DatedNote:
        """Return a cell as a note, with its heading."""
        text = verbatim(cell)
        return DatedNote(on=None, text=f"{guess.heading}: {text}" if guess.heading else text)

    def _order(self) -> Order | None:
        """Return the order in columns of dates, if they agree: a text elsewhere is read the same way."""
        orders = set(self.scheme.orders.values())
        return next(iter(orders)) if len(orders) == 1 else Order.DAY_FIRST if not orders else None
