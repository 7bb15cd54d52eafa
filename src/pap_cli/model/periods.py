"""Periods counted on from another one, and labels read by the calendar of a KPI."""

from __future__ import annotations

import re
from datetime import timedelta

from pap_cli.model.dates import TERMS, Period, PeriodKind, add_months

_ONE_DAY = timedelta(days=1)
# The first month of the year in which `2016/17` and `Q1 2016/17` are read where no calendar says otherwise.
_APRIL = 4
# A label whose months depend on the calendar.
_SPLIT_YEAR = re.compile(r"(?:Q[1-4] )?\d{4}/\d{2}", re.ASCII)


def has_own_labels(first_month: int) -> bool:
    """Return True if `2016/17` is not the financial year for a KPI whose year starts in this month.

    In a calendar year such a label has no meaning of its own, so it is read as a financial year.
    """
    return first_month not in (1, _APRIL)


def in_calendar(period: Period, first_month: int) -> Period:
    """Return a period with `2016/17` or `Q1 2016/17` read in a year that starts in this month, 1 to 12."""
    if not has_own_labels(first_month) or not _SPLIT_YEAR.fullmatch(period.written):
        return period
    moved = period_after(period, first_month - _APRIL)
    return Period(period.kind, moved.start, moved.end, period.written)


def contradicts(period: Period, first_month: int) -> bool:
    """Return True if a label is of another year than one that starts in this month: `AY 2016/17` in a financial year.

    Months, weeks, days and calendar quarters belong to any.
    """
    text = period.written
    if text.startswith("AY ") or period.kind is PeriodKind.TERM:
        return first_month != 9
    if _SPLIT_YEAR.fullmatch(text):
        return first_month == 1
    return period.kind is PeriodKind.YEAR and text.isdecimal() and first_month != 1


def period_after(period: Period, months: int) -> Period:
    """Return the period of the same kind that many months later; before, for a negative number.

    `Q4 2015/16` is followed by `Q1 2016/17`, `AY 2015/16` by `AY 2016/17`.
    """
    start = add_months(period.start, months)
    if period.kind is PeriodKind.DAY:
        end = start
    elif period.kind is PeriodKind.WEEK:  # the week of the same number, or the last of a shorter year
        start = period.start + timedelta(weeks=round(months * 365.25 / 12 / 7))
        end = start + timedelta(days=6)
    else:
        end = add_months(period.end + _ONE_DAY, months) - _ONE_DAY
    later = Period(period.kind, start, end, "")
    return Period(period.kind, start, end, _written_like(period, later))


def _written_like(other: Period, period: Period) -> str:
    """Return how a period is written, in the style of another one's text."""
    start, end, text = period.start, period.end, other.written
    base = other.start.year * 12 + other.start.month
    if period.kind is PeriodKind.DAY:
        return end.isoformat()
    if period.kind is PeriodKind.WEEK:
        year, week, _ = start.isocalendar()
        return f"{year:04}-W{week:02}"
    if period.kind is PeriodKind.MONTH:
        return f"{start:%Y-%m}"
    if period.kind is PeriodKind.TERM:
        term = (9, 1, 5).index(start.month)
        return f"{f'T{term + 1}' if text[0] == 'T' else TERMS[term]} {_split_year(start.year - (start.month < 9))}"
    if text.startswith("year to"):
        return f"year to {end.isoformat()}" if text.count("-") == 2 else f"year to {end:%Y-%m}"
    if period.kind is PeriodKind.QUARTER and "/" in text:
        # its number and the month in which it starts tell in which month the year starts
        number = (int(text[1]) - 1 + round((start.year * 12 + start.month - base) / 3)) % 4
        first = start.year * 12 + start.month - 1 - 3 * number
        return f"Q{number + 1} {_split_year(first // 12)}"
    if period.kind is PeriodKind.QUARTER:
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    academic = "AY " if text.startswith("AY ") else ""
    return f"{academic}{_split_year(start.year)}" if "/" in text else f"{start.year:04}"


def _split_year(first: int) -> str:
    """Return a year that ends in the next one, `2016/17`."""
    return f"{first:04}/{(first + 1) % 100:02}"
