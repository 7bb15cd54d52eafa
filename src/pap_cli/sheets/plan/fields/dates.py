"""The dates of one row."""

from __future__ import annotations

from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.plan.columns.dating import as_read, read_cell, verbatim
from pap_cli.sheets.plan.fields.cells import CellReader
from pap_cli.sheets.plan.fields.said import Fields
from pap_cli.sheets.understood import DatedNote, ReadDate
from pap_cli.sheets.words.dates import Dated
from pap_cli.sheets.words.states import read_state


class DateReader(CellReader):
    """Reads the dates of rows."""

    def _dates(self, fields: Fields, row: int) -> None:
        for means in ("start", "due", "forecast", "completed", "evidence_due", "evidenced"):
            for _, cell in self._cells(means, row)[:1]:
                self._date(fields, means, row, cell)
        for _, cell in self._cells("revised_due", row):
            self._revised(fields, row, cell)

    def date(self, cell: Cell, row: int) -> Dated:
        """Return what a cell of dates says, and tell what was not simply taken."""
        found = read_cell(cell, self.scheme)
        if found.why:
            self.telling.tell("date", found.why, row, cell.column, verbatim(cell))
            self.telling.became(row, "kept", found.why)
        return found

    def _date(self, fields: Fields, means: str, row: int, cell: Cell) -> None:
        found = self.date(cell, row)
        if found.state or found.completed:
            self._state_in_date(fields, means, row, cell, found)
            return
        if found.revised is not None and means == "due":
            fields.revised = [as_read(verbatim(cell), Dated(value=found.revised))]
        if found.start is not None and means == "due" and "start" not in fields.dates:
            fields.dates["start"] = as_read(verbatim(cell), Dated(value=found.start))
        fields.dates[means] = as_read(verbatim(cell), found)

    def _state_in_date(self, fields: Fields, means: str, row: int, cell: Cell, found: Dated) -> None:
        """Take a state in a column of dates as a state, and a date of completion as that."""
        stated = read_state(cell.text, self.scheme.orders.get(cell.column), self.scheme.years)
        fields.state = stated.state
        fields.status_cell = fields.status_cell or cell.text.strip()
        if found.completed is not None and means in ("due", "completed", "revised_due"):
            fields.dates["completed"] = as_read(verbatim(cell), Dated(value=found.completed))
        if means != "completed":
            fields.dates.setdefault(means, ReadDate(cell=verbatim(cell), value=None))
        if stated.rest:
            fields.notes = [*fields.notes, DatedNote(on=found.completed, text=stated.rest)]

    def _revised(self, fields: Fields, row: int, cell: Cell) -> None:
        found = read_cell(cell, self.scheme)
        values = (*found.several,) or tuple(value for value in (found.value, found.revised) if value)
        if found.state or found.completed:
            self.telling.tell_cell("date", found.why, row, cell)
            self._state_in_date(fields, "revised_due", row, cell, found)
            fields.dates.pop("revised_due", None)
            return
        if not values:
            self.telling.tell_cell("date", found.why, row, cell)
            fields.revised = [*fields.revised, ReadDate(cell=verbatim(cell), value=None)]
            return
        if found.why:
            self.telling.tell(
                "date",
                f"{found.why}: the last is in force" if found.several else found.why,
                row,
                cell.column,
                verbatim(cell),
            )
            self.telling.became(row, "split", found.why)
        else:
            why = "a later date: the day on which it was agreed is not known"
            self.telling.tell("date", why, row, cell.column, verbatim(cell))
        fields.revised = [*fields.revised, *(as_read(verbatim(cell), Dated(value=value)) for value in values)]
