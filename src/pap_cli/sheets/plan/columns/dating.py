"""Dates from the cells of one column, and what is to be told of each."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec.structs import replace

from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.plan.columns.scheme import Scheme
from pap_cli.sheets.understood import ReadDate
from pap_cli.sheets.words.dates import Dated, precision_of, read_date

_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_DAY_ONE = date(1899, 12, 30)


def read_cell(cell: Cell, scheme: Scheme) -> Dated:
    """Return what a cell of a column of dates says."""
    if isinstance(cell.value, (date, datetime)):
        return _real(cell, cell.value, scheme)
    number = cell.value if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool) else None
    if number is not None and _FIRST_SERIAL <= number <= _LAST_SERIAL:
        day = _DAY_ONE + timedelta(days=int(number))
        return Dated(value=day.isoformat(), why="a number that is a date in a spreadsheet")
    if number is not None and 1900 <= number <= 2200:
        return Dated(why="a year only")
    return read_date(cell.text.strip(), scheme.orders.get(cell.column), scheme.years)


def _real(cell: Cell, value: date, scheme: Scheme) -> Dated:
    """Return what a real date says: a month if it is shown as one."""
    if cell.column in scheme.swapped:
        swapped = scheme.swapped[cell.column]
        if swapped is None:
            return Dated(why="day and month may be swapped")
        if swapped:
            value = date(value.year, value.day, value.month)
            return Dated(value=value.isoformat(), why="day and month were swapped")
    form = cell.format.casefold().split(";")[0]
    if form and "d" not in form.replace("red", "") and "m" in form and "y" in form:
        return Dated(value=f"{value:%Y-%m}")
    if form and "y" not in form and "d" in form and "m" in form and "h" not in form:
        return Dated(value=value.isoformat()[:10], why=f"shown as “{cell.text}”, without its year, {value.year}")
    if value.year < 1930:
        return Dated(why="a date that cannot be meant")
    return Dated(value=value.isoformat()[:10])


def as_read(cell_text: str, found: Dated) -> ReadDate:
    """Return a date with its cell."""
    precision = precision_of(found.value) if found.value is not None else None
    return ReadDate(cell=cell_text, value=found.value, precision=precision)


def verbatim(cell: Cell) -> str:
    """Return a cell as it is reported: a real date as its ISO day, others as they are shown."""
    if isinstance(cell.value, (date, datetime)):
        return cell.value.isoformat()[:10]
    return cell.text.strip()


def without_value(found: Dated, why: str) -> Dated:
    """Return a date that cannot be told after all."""
    return replace(found, value=None, why=why)
