"""What is told of a table while it is read: what was not simply taken, and what became of each row."""

from __future__ import annotations

from pap_cli.sheets.book.cells import Cell, letters
from pap_cli.sheets.understood import Became, Outcome, Told

_ORDER: tuple[Became, ...] = ("taken", "split", "kept", "not-understood")


class Telling:
    """The report of one sheet, in the making."""

    def __init__(self, sheet: str | None) -> None:
        self.sheet = sheet
        self.report: list[Told] = []
        self._became: dict[int, tuple[Became, str]] = {}

    def tell(
        self, kind: str, why: str, row: int | None = None, column: int | None = None, cell: str | None = None
    ) -> None:
        """Add a line to the report."""
        letter = letters(column) if column is not None else None
        self.report.append(Told(kind=kind, why=why, sheet=self.sheet, row=row, column=letter, cell=cell))

    def tell_cell(self, kind: str, why: str, row: int, cell: Cell) -> None:
        """Add a line about one cell, which is then kept as text."""
        self.tell(kind, why, row, cell.column, cell.text)
        self.became(row, "kept", why)

    def became(self, row: int, what: Became, why: str = "") -> None:
        """Say what became of a row; the strongest of several holds."""
        before = self._became.get(row)
        if before is None or _ORDER.index(what) > _ORDER.index(before[0]):
            self._became[row] = (what, why)

    def outcomes(self) -> list[Outcome]:
        """Return what became of each row, in order."""
        return [
            Outcome(sheet=self.sheet, row=row, became=what, why=why)
            for row, (what, why) in sorted(self._became.items())
        ]
