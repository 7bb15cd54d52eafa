"""Spreadsheets of a few rows, made in the test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pap_cli.sheets.book.cells import Area, Book, Cell, Row, Sheet

Value = str | int | float | date | Cell | None


def real(day: date, form: str = "dd/mm/yyyy") -> Cell:
    """Return a real date in a number format."""
    shown = {"mmm-yy": "%b-%y", "d-mmm": "%d-%b"}.get(form, "%d/%m/%Y")
    return Cell(column=1, value=day, text=day.strftime(shown), format=form)


def filled(colour: str, text: str = "") -> Cell:
    """Return a cell with a fill."""
    return Cell(column=1, value=text or None, text=text, fill=colour)


def sheet(
    rows: Sequence[Sequence[Value]],
    name: str | None = "Plan",
    *,
    merged: Sequence[tuple[int, int, int, int]] = (),
    hidden: Sequence[int] = (),
    unseen: bool = False,
) -> Sheet:
    """Return a sheet of rows, the first of which is row 1; None is an empty cell."""
    found = []
    for number, row in enumerate(rows, 1):
        cells = [_cell(column, value) for column, value in enumerate(row, 1) if value not in (None, "")]
        if cells:
            found.append(Row(number=number, cells=tuple(cells), hidden=number in hidden))
    areas = tuple(Area(*numbers) for numbers in merged)
    return Sheet(name=name, rows=tuple(found), merged=areas, hidden=unseen)


def _cell(column: int, value: Value) -> Cell:
    if isinstance(value, Cell):
        return Cell(
            column=column,
            value=value.value,
            text=value.text,
            format=value.format,
            fill=value.fill,
            comment=value.comment,
        )
    if isinstance(value, date):
        return Cell(column=column, value=value, text=f"{value:%d/%m/%Y}", format="dd/mm/yyyy")
    return Cell(column=column, value=value, text=str(value))


def book(*sheets: Sheet, kind: str = "xlsx") -> Book:
    """Return a spreadsheet of sheets."""
    return Book(name=f"tracker.{kind}", kind=kind, sheets=sheets, formats=kind == "xlsx")
