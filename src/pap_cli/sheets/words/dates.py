"""Dates as people write them in a cell: read exactly, or not at all and with the reason.

No day is made up: a month stays a month, and a text that names no day, month or quarter has no value.  Whether
`03/04/2017` begins with the day is a matter of its column, which `order` decides.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.advice.date_words import Reading, normal, readings, without_year
from pap_cli.bad_value import BadValueError
from pap_cli.model.periods import read_due
from pap_cli.sheets.words.date_parts import Part, clause_of, parts


class Order(StrEnum):
    """What comes first in `03/04/2017`."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class Dated(Struct, frozen=True, kw_only=True):
    """What a text says about dates; `why` is empty if it was simply taken."""

    # 2016-12-31, 2016-12 or Q3 2016/17; None if it names none.
    value: str | None = None
    why: str = ""
    # Where the text says so: the first and the later date of a revision, the first of a range, the day it was done.
    revised: str | None = None
    start: str | None = None
    completed: str | None = None
    # All of several dates that are neither of these.
    several: tuple[str, ...] = ()
    # A state in place of a date, such as “Completed”.
    state: bool = False


# What is longer is a note.
_LONGEST = 400
# A year before this is none of a plan.
_EARLIEST = 1950
# Of other words beside a date.
_FEW = 2
# Certain years of the same file; a year of two digits outside them is doubted.
Years = tuple[int, int]

_FORM_OF_VALUE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|Q[1-4] \d{4}/\d{2}|\d{4}-Q[1-4]")
_VAGUE = re.compile(
    r"\b(?:early|mid|middle|late|start|beginning|circa|c|approx|approximately|about|provisional(?:ly)?|tbc)\b|[~?]"
)
_WEEK = re.compile(r"\bw/?[ce]\b|\bweek\b")
_FROM = re.compile(r"\b(?:from|since|starting|started|starts?|commenc\w*|began|begins?|after|onwards?)\b")
_REVIEW = re.compile(r"\b(?:review\w*|ongoing|on-going|was|were|last|previous\w*|not|meeting|budget)\b")
_DONE = re.compile(r"\b(?:completed?|done|achieved|delivered|closed|finished|actioned|implemented|signed off)\b")
_REVISED = re.compile(
    r"\b(?:now|revised|moved|extended|changed|slipped|rescheduled|amended|new date|deferred)\b|->|→|=>"
)
_RANGE = re.compile(r"\s*(?:-|to|until|till|through to|and|&)\s*")
_FILLER = re.compile(
    r"\b(?:by|due|on|before|the|end|of|target|date|deadline|no later than|at the latest|latest|phase \d+|stage \d+|"
    r"completion|complet(?:e|ed)|for|in|final|full|mon|tues|wednes|thurs|fri|satur|sun(?:day)?|day|month end)\b"
)
_SEASON = re.compile(r"\b(?:autumn|winter|spring|summer|term|easter|christmas|half[- ]term)\b")
_CADENCE = re.compile(
    r"\b(?:annual(?:ly)?|monthly|quarterly|weekly|daily|termly|yearly|bi-?monthly|fortnightly|every|rolling|per year)\b"
)
_NOTHING = re.compile(r"(?:n/?a|none|nil|tb[cad]|t\.b\.c|-+|not applicable|not set|not known|unknown|blank|x|\?+)")
_STATE_ONLY = re.compile(
    r"(?:now )?(?:completed?|done|achieved|delivered|closed|actioned|implemented|in place|superseded|cancelled|"
    r"withdrawn|overdue|not started|in progress|on hold|embedded|yes|no)"
)
# Of these words alone a cell says when, though not the day: “By Feb half term”, “Summer 2”, “Within six months”.
_WHEN = re.compile(
    r"by|at|on|in|of|the|end|each|every|per|start|beginning|early|mid|middle|late|later|from|before|after|during"
    r"|until|till|to|and|or|for|within|over|next|this|last|first|second|third|fourth|final|current|following|no"
    r"|than|all|as|autumn|winter|spring|summer|term|terms|termly|half|halfterm|easter|christmas|michaelmas|lent"
    r"|trinity|hilary|january|february|march|april|may|june|july|august|september|october|november|december|jan"
    r"|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|year|years|yearly|month|months|monthly|week|weeks|weekly|day"
    r"|days|daily|quarter|quarters|quarterly|annual|annually|academic|financial|fiscal|school|calendar|working"
    r"|ongoing|throughout|continuous|continuing|immediate|immediately|short|medium|long|longer|one|two|three|four"
    r"|five|six|nine|ten|twelve|eighteen|twice|once|fortnightly|fortnight|rolling|fy|ay|ht|inset|holidays|holiday"
    r"|break|phase|stage|onwards|st|nd|rd|th|approx|circa|c|q|t|h|meeting|visit|required|needed"
)
# Of these, words that by themselves say when.
_TIMES = re.compile(
    r"\b(?:autumn|winter|spring|summer|terms?|half|easter|christmas|michaelmas|lent|trinity|hilary|years?|months?|weeks?"
    r"|days?|quarters?|\w+ly|annual|ongoing|throughout|continuous|continuing|immediate|short|medium|long|rolling"
    r"|fortnight|holidays?|(?:next|first|each|every) (?:meeting|visit)|(?:fy|ay)? ?(?:19|20)\d{2}|[qth]\d)\b"
)
# Words that a column of dates has in place of one: they make it no less a column of dates.
_DATE_WORDS = re.compile(
    r"(?:immediate(?:ly)?|asap|on-?\s?going|continuous|rolling|tb[cad]|to be (?:confirmed|agreed|advised|determined)"
    r"|next meeting|year end|short term|medium term|long term|n/a)\b.*|q(?:uarter|tr)? ?\d"
)


@lru_cache(maxsize=16384)
def read_date(text: str, order: Order | None = None, years: Years | None = None) -> Dated:
    """Return what a text says about dates.

    `order` is None if nothing in its column shows whether the day is first; `years` are certain years of the file.
    """
    if len(text) > _LONGEST:
        return Dated(why="a date within a longer text")
    plain = normal(text)
    if not plain or _NOTHING.fullmatch(plain):
        return Dated(why="no date" if plain else "")
    if _STATE_ONLY.fullmatch(plain):
        return Dated(why="a state in place of a date", state=True)
    whole = _whole(text, plain, order, years)
    return whole if whole is not None else _within(text, spaced(text), order, years)


def spaced(text: str) -> str:
    """Return a text in lower case with plain dashes, and with the spaces around them."""
    plain = re.sub("[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(re.sub(r"\bqtr\.? ?", "q", plain).split())


def is_date(text: str) -> bool:
    """Return True if a text is a date, a month or a quarter, or has one in it with few other words."""
    found = read_date(text, Order.DAY_FIRST)
    return bool(found.value or found.completed or found.several) and other_words(text) <= _FEW


def other_words(text: str) -> int:
    """Return how many words a text has besides dates and words that go with them, such as “by the end of”."""
    rest = plain = spaced(text)
    if readings(text):
        return 0
    for part in parts(plain):
        rest = rest.replace(part.text, " ")
    return len(re.findall(r"[a-z0-9']+", _FILLER.sub(" ", rest)))


def is_date_word(text: str) -> bool:
    """Return True for what people write in place of a date, such as TBC, ongoing or a season."""
    plain = normal(text)
    if not plain or len(plain) > 40:
        return False
    return bool(
        _DATE_WORDS.fullmatch(plain)
        or _CADENCE.search(plain)
        or (_TIMES.search(plain) and all(map(_WHEN.fullmatch, re.findall(r"[a-z]+|[%£$=:]", text.casefold()))))
        or without_year(text)
        or re.fullmatch(r"(?:fy ?)?(?:19|20)\d{2}(?:/\d{2})?", plain)
    )


def value_of_month(value: str) -> str:
    """Return a date to the month or day: a quarter as its last month, others as they are."""
    due = read_due(value)
    return f"{due.day:%Y-%m}" if due is not None and "Q" in value else value


def precision_of(value: str) -> str:
    """Return `day`, `month` or `quarter`."""
    return "quarter" if "Q" in value else "day" if value.count("-") == 2 else "month"


def _whole(text: str, plain: str, order: Order | None, years: Years | None) -> Dated | None:
    """Return the reading of a text that is a date as a whole; None if it is not."""
    found = readings(text)
    if not found:
        return None
    good = [one for one in found if _FORM_OF_VALUE.fullmatch(one.write)]
    if not good:
        return Dated(why=_coarse(found[0].write))
    if _FROM.search(plain):
        return Dated(why="a beginning, not an end")
    if _WEEK.search(plain) and not re.search(r"\bw/?e\b|ending", plain):
        return Dated(why="a week, not a day")
    chosen = _choose(good, found, order)
    if isinstance(chosen, Dated):
        return chosen
    found_date = _existing(chosen, plain, years)
    if found_date.value and not found_date.why and (_VAGUE.search(plain) or _WEEK.search(plain) or "?" in text):
        return replace(found_date, why="an approximate date, read without that")
    return found_date


def _coarse(write: str) -> str:
    if re.fullmatch(r"\d{4}", write) or ("/" in write and write[0].isdigit()):
        return "a year only"
    return "a week, not a day" if "-W" in write else "a season or term is not a month"


def _choose(good: list[Reading], found: list[Reading], order: Order | None) -> str | Dated:
    """Return the text of the reading that fits the order of its column."""
    if len(found) == 1:
        if "spreadsheet" in good[0].condition:
            return Dated(value=good[0].write, why="a number that is a date in a spreadsheet")
        return good[0].write
    if good[0].condition == "if the day is first":
        if order is None:
            return Dated(why="the day or the month may come first")
        return good[0 if order is Order.DAY_FIRST else 1].write
    if len(good) == 1 and good[0].condition == "if it is a month":
        return Dated(value=good[0].write, why="a month, or a financial year")
    return Dated(why="a quarter of the calendar or of the financial year")


def _existing(value: str, plain: str, years: Years | None) -> Dated:
    try:
        due = read_due(value)
    except BadValueError as error:
        return Dated(why="no such year" if "out of range" in error.message else "no such day")
    if due is None:
        return Dated(why="no date can be read")
    if due.day.year < _EARLIEST:
        return Dated(why="no such year: spreadsheets show an empty date so")
    if years is not None and not re.search(r"\d{4}", plain) and not years[0] - 2 <= due.day.year <= years[1] + 3:
        return Dated(why=f"the year may not be {due.day.year}: the other dates are from {years[0]} to {years[1]}")
    return Dated(value=value)


def _within(text: str, plain: str, order: Order | None, years: Years | None) -> Dated:
    """Return what the dates within a longer text say."""
    found = [(part, read) for part in parts(plain) if (read := _whole(part.text, part.text, order, years)) is not None]
    if not found:
        return Dated(why=_no_date(text, plain))
    if len(found) == 1:
        return _single(plain, *found[0])
    if unread := next((read for _, read in found if read.value is None), None):
        return Dated(why=unread.why)
    return _several(plain, [(part, read.value or "") for part, read in found])


def _no_date(text: str, plain: str) -> str:
    if without_year(text) is not None or re.search(r"\byear[- ]end\b|\bq(?:tr|uarter)? ?[1-4]\b", plain):
        return "no year"
    if re.search(r"\bq(?:tr|uarter)? ?[05-9]\b", plain):
        return "no such quarter"
    if _CADENCE.search(plain) or re.fullmatch(r".*\d+[- ]month(?:ly|s)?", plain):
        return "how often, not when"
    if _SEASON.search(plain):
        return "a season or term is not a month"
    return "no date can be read"


def _single(plain: str, part: Part, read: Dated) -> Dated:
    """Return what one date in a longer text says."""
    clause = clause_of(plain, part)
    if read.value is None:
        return read
    before = clause.partition(part.text)[0]
    if _DONE.search(clause) and not re.search(r"\b(?:to be|not)\b|\bby (?:the )?(?:end of )?$", before):
        return Dated(completed=read.value, why="a date of completion")
    rest = clause.replace(part.text, " ")
    if _FROM.search(rest) or _REVIEW.search(plain.replace(part.text, " ")):
        return Dated(why="the date in it may not be the one that is meant")
    words = other_words(plain)
    if words > 2 * _FEW:
        return Dated(why="a date within a longer text")
    if words or _DONE.search(plain) or ";" in plain:
        return replace(read, why=read.why or "a date with other words")
    return read


def _several(plain: str, found: list[tuple[Part, str]]) -> Dated:
    """Return what several dates in one text say: a revision, a range, or neither."""
    values = tuple(value for _, value in found)
    first, last = found[0], found[-1]
    between = plain[first[0].end : last[0].start]
    if len(found) == 2 and (first[0].ranged or _RANGE.fullmatch(between)):
        if "and" in between or "&" in between:
            return Dated(several=values, why="several dates in one cell")
        return Dated(value=values[1], start=values[0], why="a range: read as its end")
    if _REVISED.search(plain[first[0].end :]) or re.search(r"\b(?:was|original\w*)\b", plain[: first[0].start]):
        return Dated(value=values[0], revised=values[-1], why="a first and a later date in one cell")
    return Dated(several=values, why="several dates in one cell")
