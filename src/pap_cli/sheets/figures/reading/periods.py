"""Periods as people write them in headings and cells: “Apr-16”, “Q1 16/17”, “Year ending 31 March 2016”, “Spring term”.

Nothing is guessed.  A part that needs a year, such as `Q1` under a merged `2016/17`, stays a part until the year is
known; a text that can be two periods, such as `Q1 2016`, keeps both.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from pap_cli.advice.date_words import normal
from pap_cli.model.dates import MONTHS
from pap_cli.sheets.book.cells import Cell

# The years that a book of figures is about; a number outside is no year.
_EARLIEST, _LATEST = 1990, 2059
# Days since 1899 of a date without a format, from 2000 to 2059.
_FIRST_SERIAL, _LAST_SERIAL = 36526, 58439
_APRIL, _SEPTEMBER = 4, 9
_TERMS = {"autumn": (_SEPTEMBER, 0), "spring": (1, 1), "summer": (5, 1)}

_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:'?(\d{4}|\d{2}))(?![\d/%.,])"
_SEP = r"[ ,./'\-]*"
_PAIR = re.compile(r"(?<![\d/.])(?:f/?y ?)?(\d{4}|\d{2})[/\-](\d{4}|\d{2})(?![\d/%.\-])")
_ACADEMIC = re.compile(r"\b(?:ay|a/y|(?:academic|school)(?: years?)?|ac\.? year)\b")
_QUARTER = re.compile(
    r"\bq(?:tr|uarter)?\.? ?([1-4])\b|\b([1-4])(?:st|nd|rd|th) q(?:tr|uarter)\b|\b(first|second|third|fourth) quarter\b"
)
_ORDINALS = ("first", "second", "third", "fourth")
_ENDING = re.compile(
    r"\b(?:year|12 months?|twelve months|(?:r|rolling )12m?|12m|rolling (?:12 months|year)|y/e|ye)"
    r"(?:[ \-]*(?:to|ending|ended|end))?[ :]*(?:(\d{1,2})(?:st|nd|rd|th)? )?"
    rf"{_MONTH}{_SEP}{_YEAR}"
)
_RANGE = re.compile(rf"\b{_MONTH} ?(?:-|/|to|–) ?{_MONTH}(?:{_SEP}{_YEAR})?")
_DAY_SPELT = re.compile(rf"(?<![\w.])(\d{{1,2}})(?:st|nd|rd|th)?[ \-/](?:of )?{_MONTH}[ ,\-/]+{_YEAR}")
_DAY_NUMBERS = re.compile(r"(?<![\d.])(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?![\d/])")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_ISO_MONTH = re.compile(
    r"(?<!\d)(\d{4})[\-/ ]?(?:m ?)?(0[1-9]|1[0-2])(?![\d/\-])|(?<![\d/])(0?[1-9]|1[0-2])[/\-](\d{4})(?!\d)"
)
_MONTH_YEAR = re.compile(rf"\b{_MONTH}{_SEP}{_YEAR}|(?<!\d)(\d{{4}})[ \-/]{_MONTH}")
_LONE_MONTH = re.compile(rf"(?<!\d[\-/])\b{_MONTH}")
_TERM = re.compile(r"\b(autumn|spring|summer)(?: terms?)?\b")
_WEEK = re.compile(r"\bw(?:ee)?k? ?(?:no\.? ?)?(\d{1,2})\b")
_LONE_YEAR = re.compile(r"(?<![\d/.\-])((?:19|20)\d{2})(?![\d/.\-])")


class Span(Struct, frozen=True, kw_only=True):
    """What a cell says of a period."""

    # Every way to read it, in the form in which `pap` writes periods: one if it is clear, none if it needs a year.
    whole: tuple[str, ...] = ()
    # A part that needs a year.
    month: int | None = None
    quarter: int | None = None
    # The month that a quarter begins with, if the text says that too: `Q1 (Apr-Jun)`.
    from_month: int | None = None
    term: str | None = None
    # A year by itself, `2016/17` or `2016`: also the year of the parts below it.
    year: str = ""
    academic: bool = False
    # True for one day, which in a row of first or last days stands for its month.
    day: bool = False

    @property
    def partial(self) -> bool:
        """True if it needs a year."""
        return not self.whole

    @property
    def length(self) -> str:
        """Return the kind of period: day, month, quarter, term, year or week."""
        if self.day:
            return "day"
        for kind, part in (("month", self.month), ("quarter", self.quarter), ("term", self.term), ("year", self.year)):
            if part:
                return kind
        return "week"


def span_of(cell: Cell) -> tuple[Span, str] | None:
    """Return what a cell says of a period, and the rest of its text in lower case; None without a period."""
    value = cell.value
    if isinstance(value, date):
        return (_shown_date(value, cell.format), "")
    if isinstance(value, bool) or cell.error:
        return None
    if isinstance(value, int | float):
        if "%" in cell.format or value != int(value):
            return None
        return _of_number(int(value))
    return span_in(str(value or ""))


@lru_cache(maxsize=1 << 14)  # texts repeat
def span_in(text: str) -> tuple[Span, str] | None:
    """Return what a text says of a period, and the rest of it in lower case; None without a period."""
    plain = normal(text.replace("_", " "))
    if not plain or len(plain) > 120:
        return None
    if plain.isdecimal():
        return _of_number(int(plain)) if len(plain) <= 6 else None
    academic, rest = _taken(_ACADEMIC, plain)
    for read in (_ending, _days, _quarters, _months, _terms, _years):
        if found := read(rest, academic is not None):
            span, left = found
            return None if _LONE_MONTH.search(left) or _PAIR.search(left) else (span, _tidy(left))
    return None


def _of_number(number: int) -> tuple[Span, str] | None:
    if _EARLIEST <= number <= _LATEST:
        return Span(whole=(str(number),), year=str(number)), ""
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return Span(whole=((date(1899, 12, 30) + timedelta(days=number)).isoformat(),), day=True), ""
    year, month = divmod(number, 100)
    if _EARLIEST <= year <= _LATEST and 1 <= month <= 12 and number > 9999:
        both = (year + 1) % 100 == month
        ways = (f"{year}-{month:02d}", f"{year}/{month:02d}") if both else (f"{year}-{month:02d}",)
        return Span(whole=ways, month=month), ""
    if _EARLIEST <= year <= _LATEST and (year + 1) % 100 == month:
        return Span(whole=(f"{year}/{month:02d}",), year=f"{year}/{month:02d}"), ""
    return None


def _shown_date(value: date, format: str) -> Span:
    """Return the period of a real date: its month if only that is shown."""
    shown = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", format.casefold())
    day = date(value.year, value.month, value.day)
    if shown and "d" not in shown:
        if "m" not in shown and "y" in shown:
            return Span(whole=(str(value.year),), year=str(value.year))
        return Span(whole=(f"{day:%Y-%m}",), month=day.month) if "y" in shown else Span(month=day.month)
    if re.fullmatch(r"d{1,2}[^dmy]m{3,4}", shown):
        return Span(month=day.month, day=True)  # “Apr-16” that Excel took for 16 April of this year
    return Span(whole=(day.isoformat(),), day=True)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    """Return a match, and the text without it."""
    found = pattern.search(text)
    return found, f"{text[: found.start()]} {text[found.end() :]}" if found else text


def _tidy(text: str) -> str:
    return re.sub(
        r"\s+", " ", re.sub(r"[\s()\[\],:;'\-–/]*(?=$|\s)|(?<=\s)[\s()\[\],:;'\-–/]+|^[\s()\[\],:;'\-–/]+", " ", text)
    ).strip()


def full_year(text: str) -> int:
    """Return a year of two or four digits."""
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def month_number(word: str) -> int:
    """Return the number of a month's name."""
    return next(nth for nth, name in enumerate(MONTHS, 1) if name.casefold()[:3] == word[:3])


def split_year(first: int) -> str:
    """Return a year that ends in the next one, `2016/17`."""
    return f"{first}/{(first + 1) % 100:02d}"


def _pair(text: str) -> tuple[str, str] | None:
    """Return the first `2016/17` of a text as it is written by `pap`, and the rest of the text."""
    for found in _PAIR.finditer(text):
        first, second = full_year(found[1]), found[2]
        if (first + 1) % 100 == int(second[-2:]) and _EARLIEST <= first <= _LATEST:
            if len(found[1]) == 2 and len(second) == 4:
                continue
            return split_year(first), f"{text[: found.start()]} {text[found.end() :]}"
    return None


def _ending(text: str, academic: bool) -> tuple[Span, str] | None:
    """Read `year ending 31 March 2016`."""
    found, rest = _taken(_ENDING, text)
    if found is None:
        return None
    month, year = month_number(found[2]), full_year(found[3])
    if month == _APRIL - 1:
        return Span(whole=(split_year(year - 1),), year=split_year(year - 1)), rest
    if month == _SEPTEMBER - 1:
        return Span(whole=(f"AY {split_year(year - 1)}",), year=split_year(year - 1), academic=True), rest
    whole = str(year) if month == 12 else f"year to {year}-{month:02d}"
    return Span(whole=(whole,), year=str(year)), rest


def _days(text: str, academic: bool) -> tuple[Span, str] | None:
    """Read a day; `03/04/2016` is two."""
    if (found := _ISO.search(text)) and _is_day(*map(int, found.groups())):
        return Span(whole=(found[0],), day=True), _taken(_ISO, text)[1]
    if found := _DAY_SPELT.search(text):
        parts = full_year(found[3]), month_number(found[2]), int(found[1])
        if _is_day(*parts):
            return Span(whole=(date(*parts).isoformat(),), day=True), _taken(_DAY_SPELT, text)[1]
    if found := _DAY_NUMBERS.search(text):
        one, two, year = int(found[1]), int(found[2]), full_year(found[3])
        ways = [date(year, month, day) for day, month in ((one, two), (two, one)) if _is_day(year, month, day)]
        if ways and _EARLIEST <= year <= _LATEST:
            whole = tuple(dict.fromkeys(way.isoformat() for way in ways))
            return Span(whole=whole, day=True), _taken(_DAY_NUMBERS, text)[1]
    return None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return _EARLIEST <= year <= _LATEST


def _quarters(text: str, academic: bool) -> tuple[Span, str] | None:
    """Read a quarter by its number or its months, with its year if that is there."""
    found, rest = _taken(_QUARTER, text)
    months, rest = _taken(_RANGE, rest)
    start = month_number(months[1]) if months else None
    if months and not (start in (1, 4, 7, 10) and month_number(months[2]) == (start or 0) + 2):
        return None
    if found is None and start is None:
        return None
    number = _quarter_number(found) if found else ((start or 0) - _APRIL) // 3 % 4 + 1
    pair = _pair(rest)
    if pair is not None:
        year, rest = pair
        if start is not None and start != (3 * number + 1 - 1) % 12 + 1:
            return None
        return Span(whole=(f"Q{number} {year}",), quarter=number, from_month=start), rest
    written = full_year(months[3]) if months and months[3] else None
    if written is None:
        alone, rest = _taken(_LONE_YEAR, rest)
        alone = alone or re.search(rf"^\s*{_YEAR}\s*$", rest)
        if alone:
            written = full_year(alone[1])
            rest = "" if alone.re is not _LONE_YEAR else rest
    if written is None:
        return Span(quarter=number, from_month=start), rest
    financial = f"Q{number} {split_year(written)}"
    if start is not None:
        first = written if start >= _APRIL else written - 1
        return Span(
            whole=(f"Q{(start - _APRIL) // 3 % 4 + 1} {split_year(first)}",), quarter=number, from_month=start
        ), rest
    return Span(whole=(financial, f"{written}-Q{number}"), quarter=number), rest


def _quarter_number(found: re.Match[str]) -> int:
    return int(found[1] or found[2] or 0) or _ORDINALS.index(found[3]) + 1


def _months(text: str, academic: bool) -> tuple[Span, str] | None:
    """Read a month with or without its year."""
    found = _MONTH_YEAR.search(text)
    if found and _pair(text) is None:
        year, word = (found[2], found[1]) if found[1] else (found[3], found[4])
        if _EARLIEST <= full_year(year) <= _LATEST:
            month = month_number(word)
            return Span(whole=(f"{full_year(year)}-{month:02d}",), month=month), _taken(_MONTH_YEAR, text)[1]
    found, rest = _taken(_LONE_MONTH, text)
    if found:
        month = month_number(found[1])
        if pair := _pair(rest):
            first = int(pair[0][:4]) + (month < (_SEPTEMBER if academic else _APRIL))
            return Span(whole=(f"{first}-{month:02d}",), month=month), pair[1]
        return Span(month=month), rest
    found = _ISO_MONTH.search(text)
    if found and _pair(text) is None:
        year, word = (found[1], found[2]) if found[1] else (found[4], found[3])
        if _EARLIEST <= int(year) <= _LATEST:
            return Span(whole=(f"{year}-{int(word):02d}",), month=int(word)), _taken(_ISO_MONTH, text)[1]
    return None


def _terms(text: str, academic: bool) -> tuple[Span, str] | None:
    """Read a school term, or a week of a year."""
    found, rest = _taken(_TERM, text)
    if found:
        name = found[1]
        if pair := _pair(rest):
            return Span(whole=(f"{name.capitalize()} {pair[0]}",), term=name.capitalize(), academic=True), pair[1]
        year, rest = _taken(_LONE_YEAR, rest)
        if year:
            first = int(year[1]) - _TERMS[name][1]
            return Span(whole=(f"{name.capitalize()} {split_year(first)}",), term=name.capitalize()), rest
        return Span(term=name.capitalize(), academic=True), rest
    found, rest = _taken(_WEEK, text)
    year, left = _taken(_LONE_YEAR, rest)
    if found and year and 1 <= int(found[1]) <= 53:
        return Span(whole=(f"{year[1]}-W{int(found[1]):02d}",)), left
    return None


def _years(text: str, academic: bool) -> tuple[Span, str] | None:
    """Read a year that ends in the next one, or a calendar year."""
    if pair := _pair(text):
        whole = f"AY {pair[0]}" if academic else pair[0]
        return Span(whole=(whole,), year=pair[0], academic=academic), pair[1]
    found, rest = _taken(_LONE_YEAR, text)
    if found and _EARLIEST <= int(found[1]) <= _LATEST:
        return Span(whole=(found[1],), year=found[1], academic=academic), rest
    return None


def with_year(span: Span, year: str, *, academic: bool = False) -> Span:
    """Return a part with its year, `2016/17` or `2016`; the part itself if they do not fit.

    A quarter of a year that is written as `2016` has two readings.
    """
    if not span.partial or not year:
        return span
    first, split = int(year[:4]), "/" in year
    whole: tuple[str, ...]
    if span.month is not None and not span.day:
        starts = _SEPTEMBER if academic else _APRIL
        whole = (f"{first + (split and span.month < starts)}-{span.month:02d}",)
    elif span.quarter is not None and split:
        whole = (f"Q{span.quarter} {year}",)
    elif span.quarter is not None and span.from_month is not None:
        whole = (f"Q{(span.from_month - _APRIL) // 3 % 4 + 1} {split_year(first - (span.from_month < _APRIL))}",)
    elif span.quarter is not None:
        whole = (f"Q{span.quarter} {split_year(first)}", f"{first}-Q{span.quarter}")
    elif span.term is not None:
        start = first if split else first - _TERMS[span.term.casefold()][1]
        whole = (f"{span.term} {split_year(start)}",)
    else:
        return span
    return Span(whole=whole, month=span.month, quarter=span.quarter, from_month=span.from_month, term=span.term)
