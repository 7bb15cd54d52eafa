"""Where in a longer text there are dates, months or quarters."""

from __future__ import annotations

import re

from msgspec import Struct

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMBERS = r"\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})"
_SPELT = rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ ,.-]*{_MONTH}[ ,.-]*(?:\d{{4}}|'?\d{{2}})"
_AMERICAN = rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
_MONTHS = rf"{_MONTH} ?(?:-|to|/) ?{_MONTH}[ -]*\d{{4}}"
_NAMED = rf"{_MONTH}[ ,.-]*(?:\d{{4}}|'?\d{{2}})"
_QUARTER = (
    r"q(?:uarter|tr)? ?[1-4][ ,]*(?:of )?(?:fy ?)?(?:\d{4}|\d{2})[/-](?:\d{4}|\d{2})|q(?:uarter|tr)? ?[1-4][ ,]*\d{4}"
)
_PAIR = r"(?:0[1-9]|1[0-2])/(?:\d{4}|\d{2})"
_ANY = re.compile(
    rf"(?<![\w/.£])(?<!\w-)(?:{_NUMBERS}|{_AMERICAN}|{_SPELT}|{_QUARTER}|{_MONTHS}|{_NAMED}|{_PAIR})(?![\w/]|\.\d)",
    re.ASCII,
)
_NUMBER_BEFORE = re.compile(r"(?:phase|stage|step|part|item|no|tranche|cohort|wave|year|week|group|round) $")


class Part(Struct, frozen=True):
    """A date within a text, with its place."""

    text: str
    start: int
    end: int
    # True for the months of `jan - mar 2012`, which has one year.
    ranged: bool = False


def parts(plain: str) -> list[Part]:
    """Return the dates within a text that is in lower case.

    The number in `Phase 2 Mar 2017` belongs to the phase and not to the month.
    """
    found: list[Part] = []
    at = 0
    # each search begins anew, so that a dash after a date is none within a word
    while (match := _ANY.search(plain[at:])) is not None:
        start, end, text = at + match.start(), at + match.end(), match[0]
        if _NUMBER_BEFORE.search(plain[:start]) and (number := re.match(r"\d{1,2} ", text)):
            start += number.end()
            text = plain[start:end]
        if (both := _range_of_months(text)) is not None:
            first, last, before, after = both
            found += [Part(first, start, start + before, ranged=True), Part(last, start + after, end, ranged=True)]
        else:
            found.append(Part(text, start, end))
        at = end
    return found


def _range_of_months(text: str) -> tuple[str, str, int, int] | None:
    """Return both months of `jan - mar 2012` with the end of the first and the start of the last; they share a year."""
    match = re.fullmatch(rf"({_MONTH}) ?(?:-|to|/) ?({_MONTH})[ -]*(\d{{4}})", text)
    if match is None:
        return None
    return f"{match[1]} {match[3]}", f"{match[2]} {match[3]}", match.end(1), match.start(2)


def clause_of(plain: str, part: Part) -> str:
    """Return the part of a text between semicolons, line breaks or full stops that a date is in."""
    start = max(plain.rfind(mark, 0, part.start) for mark in (";", "\n", ". ", ","))
    ends = [at for mark in (";", "\n", ". ", ",") if (at := plain.find(mark, part.end)) >= 0]
    return plain[start + 1 : min(ends, default=len(plain))]
