"""What to write instead of a date, a month or a period that cannot be read: the exact text if it is clear."""

from __future__ import annotations

import re
from collections.abc import Callable

from pap_cli.advice.date_words import Reading, dates_within, normal, readings, without_year
from pap_cli.advice.synonyms import PLACEHOLDERS, plain
from pap_cli.bad_value import BadValueError

_MONTH = r"\d{4}-\d{2}"
_YEARLY = r"\d{4}|(?:AY )?\d{4}/\d{2}"
_SEASON = r"(?:spring|summer|autumn|winter|michaelmas|lent|easter|christmas)(?: term| holidays?)?\b.*"
_HALF = r"h[12]\b.*|.*\bh[12]|(?:first|second|1st|2nd) half\b.*"
_WEEK = r"(?:\d{4}-?)?w(?:ee)?k? ?\d{1,2}\b.*"
_LENGTH = (
    r"(?:within |in )?(?:\d+|a|an|one|two|three|four|five|six|nine|ten|twelve) ?"
    r"(?:days?|weeks?|months?|years?|d|w|m|y)\b.*"
)
_VAGUE = (
    *("asap", "a s a p", "immediate", "immediately", "urgent", "now", "soon", "as soon as possible", "short term"),
    *("medium term", "long term", "shortly", "later", "in due course", "next month", "next year", "this year"),
)
_ENDLESS = (
    *(
        "ongoing",
        "on going",
        "continuous",
        "continual",
        "continuing",
        "in progress",
        "rolling",
        "business as usual",
        "bau",
    ),
    *("monthly", "quarterly", "annually", "annual", "weekly", "daily", "termly", "regularly", "yearly"),
)
_DONE = ("yes", "y", "true", "done", "complete", "completed", "delivered", "achieved", "closed", "✓", "✔", "x", "on")
_NOT = ("no", "n", "false", "not started", "not yet", "open", "overdue", "cancelled", "superseded")
_RELATIVE = ("today", "yesterday", "tomorrow")


def advice(text: str, read: Callable[[str], object], form: str) -> tuple[str, bool]:
    """Return what to write instead of a text, and True if it names a day that does not exist.

    `read` returns None for a text in another form; `form` is the general advice.
    """
    found = readings(text)
    good = [reading for reading in found if _accepted(reading.write, read)]
    if good:
        return _write(good, text), False
    if found:
        return _refused(found[0].write, read) or (_coarse(found[0].write, read) or _words(text, read) or form, False)
    return _words(text, read) or form, False


def _accepted(text: str, read: Callable[[str], object]) -> bool:
    try:
        return read(text) is not None
    except BadValueError:
        return False


def _write(good: list[Reading], text: str) -> str:
    """Return the texts to write, each with its condition if there are several."""
    timed = ": a date has no time of day" if re.search(r"\d[T ]\d{1,2}:\d{2}", text) else ""
    one = len(good) == 1 and not good[0].condition.startswith(("if it", f"if {text.strip()}"))
    several = ", or ".join(f"{reading.write} {'' if one else reading.condition}".rstrip() for reading in good)
    return f"write {several}{timed}"


def _refused(text: str, read: Callable[[str], object]) -> tuple[str, bool] | None:
    """Return why a day does not exist; None if it does."""
    try:
        read(text)
    except BadValueError as error:
        return (error.help, True) if error.rule == "impossible-date" else None
    return None


def _coarse(text: str, read: Callable[[str], object]) -> str:
    """Return what to add to a month, a quarter or a year where something finer is expected."""
    if re.fullmatch(_MONTH, text):
        return f"add the day, as in {text}-DD"
    if not re.fullmatch(_YEARLY, text):
        return "write the day itself, as year-month-day" if not _accepted("2016-10", read) else ""
    last = int(text[-7:-3]) + 1 if "/" in text else int(text)
    month = "08" if text.startswith("AY") else "03" if "/" in text else "12"
    if _accepted("2016-10", read):
        return f"add the month; write {last}-{month} if it is due by the end of {text}"
    return "write the day itself, as year-month-day"


def _words(text: str, read: Callable[[str], object]) -> str:
    """Return what to write instead of words that are no date."""
    period, due = _accepted("2016/17", read), _accepted("2016-10", read)
    written = normal(text)
    finest = "day, month or quarter" if due else "day"
    if partial := without_year(text):
        return f"add the year, as in {partial.write}"
    if re.fullmatch(_WEEK, written):
        return "write the week as 2016-W14" if period else "write the last day of the week"
    if re.fullmatch(_SEASON, written) or re.fullmatch(_HALF, written):
        return (
            "write each month or quarter, or a term as Autumn 2016/17"
            if period
            else f"write the {finest} that is meant, in digits"
        )
    if period:
        return ""
    within = dates_within(text)
    if len(within) > 1:
        return "write one date; a later one is an extension: extensions: [{to: …, approved: …, by: …}]"
    for part in within:
        if near := [one for one in readings(part) or [Reading(part)] if _accepted(one.write, read)]:
            return f"{_write(near, part)}; the rest can be a note"
    return _no_date(plain(text), written, finest)


def _no_date(word: str, written: str, finest: str) -> str:
    """Return what to write instead of a word such as TBC, ongoing or done."""
    if word in _RELATIVE:
        return "write the date itself, like 2016-10-14"
    if word in _DONE and finest == "day":
        return "write the day on which it happened, like 2016-10-14"
    if word in _DONE:
        return f"write the {finest} by which it was due, and the day it was done as completed:"
    if word in PLACEHOLDERS or word in _NOT:
        if finest == "day":
            return "delete the key until the day is known"
        return f"write the {finest} that is aimed at; say so in a note"
    if word in _VAGUE:
        return f"write the {finest} by which it must be done"
    if word in _ENDLESS:
        return f"write the {finest} of its next step; work without an end has one milestone for each step"
    if re.fullmatch(_LENGTH, written):
        return f"write the {finest} in which that time ends"
    return ""
