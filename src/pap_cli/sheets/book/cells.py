"""What a spreadsheet holds, of whatever kind its file is: sheets, rows and cells, with what can be seen of each."""

from __future__ import annotations

from datetime import date, datetime, time

from msgspec import Struct


class Cell(Struct, frozen=True, kw_only=True):
    """One cell that is not empty, or has a fill or a comment."""

    # Counted from 1: A is 1.
    column: int
    # A real date of the file is a date; one with a time of day other than midnight, a datetime.
    value: str | int | float | bool | date | datetime | time | None = None
    # As a person sees it: 0.834 in the format 0.0% is “83.4%”, 1 March 2012 in the format mmm-yy is “Mar-12”.
    text: str = ""
    # The number format of the file, such as `mmm-yy`; empty for General, or if the file does not tell.
    format: str = ""
    # The colour behind the text, RRGGBB in capitals; None if there is none, or the file does not tell.
    fill: str | None = None
    comment: str | None = None
    struck: bool = False
    # `#DIV/0!` and the like; the value is then None.
    error: str | None = None
    # The formula as it is in the file; the value is what the file last computed.
    formula: str | None = None


class Row(Struct, frozen=True, kw_only=True):
    """One row that has a cell, counted from 1 as Excel does; in CSV, the number of the record."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False

    def at(self, column: int) -> Cell | None:
        """Return the cell in a column; None if it is empty."""
        return next((cell for cell in self.cells if cell.column == column), None)


class Area(Struct, frozen=True):
    """A block of merged cells; its value is in its first cell."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Sheet(Struct, frozen=True, kw_only=True):
    """One sheet: its rows in order, without those that are empty."""

    # None in CSV, which has but one and no name for it.
    name: str | None
    rows: tuple[Row, ...]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()


class Book(Struct, frozen=True, kw_only=True):
    """A spreadsheet as it was read."""

    # As the user wrote it, for messages.
    name: str
    kind: str  # xlsx, xls, ods or csv
    sheets: tuple[Sheet, ...]
    # True if formats, fills, comments and hidden rows can be seen; not in xls, ods and CSV.
    formats: bool = False
    # What a user should be told of the file as a whole, such as that colours of an .xls cannot be seen.
    remarks: tuple[str, ...] = ()
    # The day on which it was last saved: as the file says, otherwise as the file system does.
    saved: date | None = None


def letters(column: int) -> str:
    """Return the name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
