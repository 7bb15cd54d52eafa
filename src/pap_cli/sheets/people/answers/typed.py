"""What people type into a workbook: days, figures and texts, read exactly or not at all."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from pap_cli.bad_value import BadValueError
from pap_cli.load.entries.readers import reader_of
from pap_cli.model.dates import MONTH_NAMES, day_of, quote
from pap_cli.model.measure import Figure
from pap_cli.model.periods import read_due
from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.workbook.defused import restored

_YEAR = r"(\d{4}|\d{2})"
_MONTH = rf"({'|'.join(name.casefold() for name in MONTH_NAMES)})[a-z]{{0,6}}\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_NUMBERS = re.compile(rf"(\d{{1,2}})[./\- ](\d{{1,2}})[./\- ]{_YEAR}", re.ASCII)
_NAMED = re.compile(rf"{_DAY}[ \-.]*(?:of )?{_MONTH}[ \-,]*{_YEAR}", re.ASCII)
_MONTH_FIRST = re.compile(rf"{_MONTH} *{_DAY}(?:,| |, ){_YEAR}", re.ASCII)
_ONLY_MONTH = re.compile(rf"{_MONTH}[ \-,]*(\d{{4}})", re.ASCII)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00(:00(\.0+)?)?", re.ASCII)
_FORM = "write a day as day/month/year, such as 14/10/2016"
# A format of a cell that shows no day.
_NO_DAY = re.compile(r"d", re.IGNORECASE)
_LONGEST = 4_000


def is_empty(cell: Cell | None) -> bool:
    """Return True if nothing was written in a cell."""
    return cell is None or (
        cell.error is None and cell.formula is None and (cell.value is None or not str(cell.value).strip())
    )


def refuse_computed(cell: Cell) -> None:
    """Refuse a formula and an error: what was typed counts, and nothing that a file computes.

    Raises:
        BadValueError: if it is one.
    """
    if cell.formula is not None:
        raise BadValueError(f"{quote(str(cell.formula))} is a formula", "write the value itself")
    if cell.error is not None:
        raise BadValueError(f"{quote(cell.error)} is an error of the spreadsheet", "write the value itself")


def typed_text(cell: Cell) -> str:
    """Return a text, with line breaks as they are.

    Raises:
        BadValueError: if it is computed or longer than a comment.
    """
    refuse_computed(cell)
    value = cell.value
    if isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, str):
        text = restored(value)
    else:
        text = cell.text or str(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > _LONGEST:
        raise BadValueError(f"a text of {len(text):,} characters is too long", f"write at most {_LONGEST:,}")
    return text


def typed_day(cell: Cell) -> str:
    """Return a day, a month or a quarter as it is written in a plan.

    `3/10/2016` is 3 October, because the workbook asks for day/month/year.

    Raises:
        BadValueError: if it is none of these, or does not exist.
    """
    refuse_computed(cell)
    value = cell.value
    if isinstance(value, datetime):
        if value.time() != time():
            raise BadValueError(f"{quote(cell.text)} has a time of day", _FORM)
        value = value.date()
    if isinstance(value, date):
        day = day_of(value.isoformat(), value.year, value.month, value.day)
        if cell.format and not _NO_DAY.search(cell.format):
            return day.isoformat()[:7]
        return day.isoformat()
    if not isinstance(value, str):
        raise BadValueError(f"{quote(cell.text or str(value))} is not a day", _FORM)
    text = " ".join(restored(value).split())
    found = _MIDNIGHT.fullmatch(text)
    return _day_in(found[1] if found else text)


def _day_in(text: str) -> str:
    plain = text.casefold()
    if found := _NUMBERS.fullmatch(plain):
        return _checked(text, found[3], int(found[2]), int(found[1]))
    if found := _NAMED.fullmatch(plain):
        return _checked(text, found[3], _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(plain):
        return _checked(text, found[3], _month(found[1]), int(found[2]))
    if found := _ONLY_MONTH.fullmatch(plain):
        return _checked(text, found[2], _month(found[1]), 1)[:7]
    if (due := read_due(text)) is not None:
        return due.written
    raise BadValueError(f"{quote(text)} is not a day", _FORM)


def _month(name: str) -> int:
    return MONTH_NAMES.index(name[:3].capitalize()) + 1


def _checked(text: str, year: str, month: int, day: int) -> str:
    try:
        return day_of(text, int(year) + (2000 if len(year) == 2 else 0), month, day).isoformat()
    except BadValueError as error:
        raise BadValueError(error.message, _FORM) from None


def typed_figure(cell: Cell, unit: str) -> str:
    """Return a figure, or the code in its place, as it is written in a plan.

    Raises:
        BadValueError: if it is neither.
    """
    refuse_computed(cell)
    value = cell.value
    if isinstance(value, bool | date | time):
        raise BadValueError(f"{quote(cell.text or str(value))} is not a number", "write a number, such as 83.4")
    if isinstance(value, int | float):
        shown_as_share = "%" in cell.format or cell.text.endswith("%")
        if shown_as_share and unit != "percent":
            raise BadValueError(f"{quote(cell.text)} is a percentage", f"write the figure in its unit, {unit}")
        return _number(value * 100 if shown_as_share else value)
    text = restored(str(value)).strip()
    plain = text.replace(",", "").removesuffix("%").strip() if unit == "percent" else text.replace(",", "")
    reader_of(Figure).parse(plain)
    return plain


def typed_count(cell: Cell) -> str:
    """Return a numerator or a denominator as it is written in a plan.

    Raises:
        BadValueError: if it is not a number.
    """
    refuse_computed(cell)
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return _number(cell.value)
    text = restored(str(cell.value)).replace(",", "").strip()
    reader_of(float).parse(text)
    return text


def _number(value: float) -> str:
    """Return a number without the noise of binary fractions."""
    text = f"{round(float(value), 10):.10f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
