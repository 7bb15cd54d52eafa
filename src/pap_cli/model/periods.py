"""Periods that figures are for, and due dates of a month or a quarter: their strict parsers, labels and order."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import (
    EARLIEST_YEAR,
    ISO,
    LATEST_YEAR,
    MONTHS,
    UNDATED,
    YEAR_AND_MONTH,
    Due,
    FirstDue,
    add_months,
    day_of,
    quote,
    show_date,
    show_month,
    unreadable,
)

_CALENDAR_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)
_FINANCIAL_QUARTER = re.compile(r"Q([1-4]) (\d{4})/(\d{2})", re.ASCII)
_FINANCIAL_YEAR = re.compile(r"(AY )?(\d{4})/(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})", re.ASCII)
_TERM = re.compile(r"(?:(Autumn|Spring|Summer)|T([1-3])) (\d{4})/(\d{2})", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_YEAR_TO = re.compile(r"year to (\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
_ONE_DAY = timedelta(days=1)
# The forms of a due date and a period, as messages and the JSON Schemas give them.
DUE_FORM = "write a day as 2016-10-14, a month as 2016-10, a quarter as 2016-Q4 or Q3 2016/17"
PERIOD_FORM = (
    "write a month as 2016-04, a quarter as Q1 2016/17 or 2016-Q2, a financial year as 2016/17, a calendar year as "
    "2016, an academic year as AY 2016/17, a term as Autumn 2016/17, a week as 2016-W14, a snapshot as 2016-03-31"
)
# The terms of a school year, each of four months from September on.
TERMS = ("Autumn", "Spring", "Summer")
# The first month of the year in which `2016/17` and `Q1 2016/17` are read where no calendar says otherwise.
_APRIL = 4
# A label whose months depend on the calendar.
_SPLIT_YEAR = re.compile(r"(?:Q[1-4] )?\d{4}/\d{2}", re.ASCII)


# What people write where there is no date.
_PLACEHOLDERS = (*"?-–", "", "none", "n/a", "na", "no date", "not set", "not known", "tbc", "tbd", "tba", "ongoing")


@lru_cache(maxsize=8192)
def parse_due(text: str) -> Due:
    """Parse a due date; a month or a quarter is due on its last day.

    Raises:
        BadValueError: if TEXT is not a day, a month or a quarter.
    """
    if (due := read_due(text)) is not None:
        return due
    raise unreadable(text, "due date", read_due, DUE_FORM)


@lru_cache(maxsize=8192)
def parse_first_due(text: str) -> FirstDue:
    """Parse the first due date of a milestone: as `parse_due`, or `unknown`.

    Raises:
        BadValueError: if TEXT is not a day, a month, a quarter or `unknown`.
    """
    if text == UNDATED.written:
        return UNDATED
    if text.casefold().strip() in (*_PLACEHOLDERS, "unknown"):
        raise BadValueError(f"{quote(text)} is not a due date", "write unknown if nobody set one", "date-format")
    due = parse_due(text)
    return FirstDue(due.day, due.written)


def read_due(text: str) -> Due | None:
    """Return a due date; None if TEXT is not a day, a month or a quarter."""
    period = None if _FINANCIAL_YEAR.fullmatch(text) else _read_period(text)
    if period is None or period.kind not in (PeriodKind.DAY, PeriodKind.MONTH, PeriodKind.QUARTER):
        return None
    return Due(period.end, text)


class PeriodKind(StrEnum):
    """The kind of period that a figure is for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    YEAR = "year"


# The length of the periods of a kind, in months; days and weeks have none.
LENGTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.TERM: 4, PeriodKind.YEAR: 12}


class Period(Struct, frozen=True):
    """A period that a figure is for: a snapshot day, a week, month, quarter, term or year, and its text in the file.

    Two periods are equal if their first and last days are.
    """

    kind: PeriodKind
    start: date
    end: date
    written: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Period) and (self.start, self.end) == (other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __str__(self) -> str:
        if self.kind is PeriodKind.DAY:
            return f"{show_date(self.end)}{self.written[len('2016-10-14') :].replace('T', ' ')}"
        if self.kind is PeriodKind.MONTH:
            return show_month(self.end)
        if found := _YEAR_TO.fullmatch(self.written):
            return f"year to {show_date(self.end) if found[3] else show_month(self.end)}"
        return self.written


def _span_of_months(kind: PeriodKind, year: int, month: int, months: int, written: str) -> Period:
    start = day_of(written, year, month, 1)
    return Period(kind, start, add_months(start, months) - timedelta(days=1), written)


def _week(text: str, year: int, week: int) -> Period:
    """Return an ISO week, from Monday to Sunday."""
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        last = date(year, 12, 28).isocalendar().week if EARLIEST_YEAR <= year <= LATEST_YEAR else 53
        raise BadValueError(f"{quote(text)} does not exist", f"weeks go from 01 to {last}", "impossible-date") from None
    return Period(PeriodKind.WEEK, monday, monday + timedelta(days=6), text)


def _check_ending(text: str, year: int, ending: str) -> None:
    if (year + 1) % 100 != int(ending):
        help = f"write {text[: -len(ending)]}{(year + 1) % 100:02d}"
        if text == f"{year}/{ending}" and 1 <= int(ending) <= len(MONTHS):
            help += f", or {year}-{ending} if it is a month"
        raise BadValueError(f"{quote(text)} does not end a year after it starts", help)


def _looks_financial(year: int, ending: int) -> bool:
    """Return True for `2016-17`, which cannot be a month."""
    return ending > len(MONTHS) and (year + 1) % 100 == ending


@lru_cache(maxsize=8192)
def parse_period(text: str) -> Period:
    """Parse a period.

    `2016-04` is a month, `Q1 2016/17` a financial quarter (April to June), `2016-Q2` a calendar quarter, `2016/17` a
    financial year, `2016` a calendar year, `AY 2016/17` an academic year (from September), `Autumn 2016/17` or
    `T1 2016/17` the term from September to December, `2016-W14` an ISO week, `year to 2016-09-30` the twelve months
    that end then, `2016-03-31` a snapshot.

    Raises:
        BadValueError: if TEXT is not a period.
    """
    if (period := _read_period(text)) is not None:
        return period
    raise unreadable(text, "period", _read_period, PERIOD_FORM)


def _read_period(text: str) -> Period | None:
    if found := ISO.fullmatch(text):
        day = day_of(text, *(int(part) for part in found.groups()))
        return Period(PeriodKind.DAY, day, day, text)
    if (found := YEAR_AND_MONTH.fullmatch(text)) and not _looks_financial(int(found[1]), int(found[2])):
        return _span_of_months(PeriodKind.MONTH, int(found[1]), int(found[2]), 1, text)
    if found := _CALENDAR_QUARTER.fullmatch(text):
        return _span_of_months(PeriodKind.QUARTER, int(found[1]), 3 * int(found[2]) - 2, 3, text)
    if found := _FINANCIAL_QUARTER.fullmatch(text):
        quarter, year = int(found[1]), int(found[2])
        _check_ending(text, year, found[3])
        month = 3 * quarter + 1
        return _span_of_months(PeriodKind.QUARTER, year + (month > 12), (month - 1) % 12 + 1, 3, text)
    if found := _TERM.fullmatch(text):
        term, year = int(found[2] or TERMS.index(found[1]) + 1), int(found[3])
        _check_ending(text, year, found[4])
        return _span_of_months(PeriodKind.TERM, year + (term > 1), (9, 1, 5)[term - 1], 4, text)
    if found := _WEEK.fullmatch(text):
        return _week(text, int(found[1]), int(found[2]))
    if found := _FINANCIAL_YEAR.fullmatch(text):
        year = int(found[2])
        _check_ending(text, year, found[3])
        return _span_of_months(PeriodKind.YEAR, year, 9 if found[1] else 4, 12, text)
    if found := _YEAR.fullmatch(text):
        return _span_of_months(PeriodKind.YEAR, int(found[1]), 1, 12, text)
    if found := _YEAR_TO.fullmatch(text):
        year, month = int(found[1]), int(found[2])
        last = int(found[3]) if found[3] else _span_of_months(PeriodKind.MONTH, year, month, 1, text).end.day
        end = day_of(text, year, month, last)
        return Period(PeriodKind.YEAR, add_months(end + timedelta(days=1), -12), end, text)
    return None


def has_own_labels(first_month: int) -> bool:
    """Return True if `2016/17` is not the financial year for a KPI whose year starts in this month.

    In a calendar year such a label has no meaning of its own, so it is read as a financial year.
    """
    return first_month not in (1, _APRIL)


_OF_ANY_YEAR = (PeriodKind.MONTH, PeriodKind.WEEK, PeriodKind.DAY)


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
    if period.kind in _OF_ANY_YEAR:
        return False
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
    start, end = span_after(period.kind, period.start, period.end, months)
    later = Period(period.kind, start, end, "")
    return Period(period.kind, start, end, _written_like(period, later))


@lru_cache(maxsize=4096)  # every KPI has figures for the same periods
def span_after(kind: PeriodKind, start: date, end: date, months: int) -> tuple[date, date]:
    """Return the first and the last day of the period of the same kind that many months later."""
    if kind is PeriodKind.DAY:
        day = add_months(start, months)
        return day, day
    if kind is PeriodKind.WEEK:  # the week of the same number, or the last of a shorter year
        monday = start + timedelta(weeks=round(months * 365.25 / 12 / 7))
        return monday, monday + timedelta(days=6)
    return add_months(start, months), add_months(end + _ONE_DAY, months) - _ONE_DAY


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
