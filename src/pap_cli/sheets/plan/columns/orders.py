"""Whether the day or the month comes first in the dates of a column: decided by all of its cells, else asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.words.dates import Order, Years

_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})[./-](\d{1,2})[./-](?:\d{4}|\d{2})(?![\d/])")
_YEAR = re.compile(r"(?<!\d)((?:19|20|21)\d{2})(?!\d)")
# Forms that a spreadsheet shows in the order of whoever opens it.
_LOCAL = ("mm-dd-yy", "m/d/yy", "m/d/yyyy", "mm/dd/yy", "d/m/yyyy;@")


class Evidence(Struct, frozen=True):
    """What the cells of a column show about the order of day and month."""

    day_first: int
    month_first: int
    # Texts that can be read either way.
    either: int
    # Real dates in a form with the day, or the month, first.
    shown_day_first: int
    # Real dates with a day after the twelfth, and others.
    real_late: int
    real: int
    # Texts of which the first number is above twelve.
    text_late: int

    @property
    def swapped(self) -> bool:
        """True if the column looks as if a spreadsheet with American settings opened British dates.

        It makes real dates of 03/04/2017, with day and month swapped, and leaves 13/04/2017 as text.
        """
        return (
            self.real >= 2 and not self.real_late and self.text_late >= 2 and not self.either and not self.month_first
        )


def evidence_of(cells: Sequence[Cell]) -> Evidence:
    """Return what the cells of a column show."""
    counts = dict.fromkeys(("day", "month", "either", "shown", "late", "real", "text"), 0)
    for cell in cells:
        if isinstance(cell.value, (date, datetime)):
            counts["real"] += 1
            counts["late"] += cell.value.day > 12
            form = cell.format.casefold()
            counts["shown"] += bool(re.match(r"\[?[^\]]*\]?(?:dddd?,? ?)?d{1,2}\W", form)) and form not in _LOCAL
            continue
        for found in _NUMBERS.finditer(cell.text):
            first, second = int(found[1]), int(found[2])
            counts["day"] += first > 12 >= second
            counts["text"] += first > 12 >= second
            counts["month"] += second > 12 >= first
            counts["either"] += first <= 12 and second <= 12 and first != second
    return Evidence(
        counts["day"],
        counts["month"],
        counts["either"],
        counts["shown"],
        counts["late"],
        counts["real"],
        counts["text"],
    )


def order_of(own: Evidence, others: Sequence[Evidence]) -> tuple[Order | None, str]:
    """Return the order in a column, and why it is to be asked or told; `others` are the other columns of dates."""
    if own.day_first and own.month_first:
        return None, "some dates begin with the day and some with the month"
    if own.day_first or (not own.either and not own.month_first):
        return Order.DAY_FIRST, ""
    if own.month_first:
        return Order.MONTH_FIRST, ""
    if own.shown_day_first:
        return Order.DAY_FIRST, ""
    day, month = sum(one.day_first for one in others), sum(one.month_first for one in others)
    if day and not month:
        return Order.DAY_FIRST, "read with the day first, as in the other columns"
    if month and not day:
        return Order.MONTH_FIRST, "read with the month first, as in the other columns"
    return None, "no date in the column shows if the day or the month comes first"


def years_of(cells: Sequence[Cell]) -> Years | None:
    """Return the first and last year among dates that have four digits of it; None if there are too few."""
    years = sorted(year for cell in cells if (year := _year_of(cell)) is not None)
    if len(years) < 3:
        return None
    cut = len(years) // 20  # so that a typing error or two do not count
    return years[cut], years[len(years) - 1 - cut]


def _year_of(cell: Cell) -> int | None:
    if isinstance(cell.value, (date, datetime)):
        return cell.value.year
    found = _YEAR.search(cell.text)
    return int(found[1]) if found else None
