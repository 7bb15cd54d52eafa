"""What a date, a month or a period in another form may mean: the texts that `pap` reads.

Nothing is guessed: no day is given that is not in the text, and `03/04/2027` has two readings.  A reading may be a day
that does not exist, such as 31 September: the parsers in `dates` find that out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEP = r"(?:[ ,./\-]+)"
_M = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_D = r"(\d{1,2})(?:st|nd|rd|th)?"
_Y = r"'?(\d{4}|\d{2})"
_YEARS = r"(?:fy ?|f/y ?)?(\d{4}|\d{2})[/\-](\d{4}|\d{2})"
_TIME = r"[t ]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?(?:z|utc|gmt|bst|am|pm|[+\-]\d{2}:?\d{2}))?$"
_BEFORE = (
    r"^(?:(?:(?:due|by|on|before|until|target|revised|deadline|from|in|w/?[ce]|week (?:commencing|ending)|"
    r"no later than|the|c|circa|approx|approximately|about|early|mid|late|end|start|beginning|middle|close|of|"
    r"mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?)\b|~)[ ,.:\-]*)+"
)
_ENDING = r"(?:(?:year|12 months|twelve months) (?:to|ending|ended)|ye|y/e|ytd)[ :]*"
# Days since 1899 in a spreadsheet: from 1954 to 2119, so that they are no years and no amounts.
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_CENTURY = 70


class Reading(Struct, frozen=True):
    """One way to read a text: what to write, and the condition, if another is as likely."""

    write: str
    condition: str = ""


def normal(text: str) -> str:
    """Return text as it is compared: in lower case, with plain digits, dashes and spaces, without words before it."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub("[\u2010-\u2015\u2212]", "-", plain)
    plain = re.sub(r"\s+", " ", plain).strip(" \"'`,.;:*?!()[]<>")
    return re.sub(r" ?([/.\-]) ?", r"\1", plain)


def readings(text: str) -> list[Reading]:
    """Return every way to read a text as a day, a month, a quarter or a year."""
    plain = normal(text)
    bare = re.sub(_BEFORE, "", re.sub(_TIME, "", plain)) or plain
    for pattern, read in _FORMS:
        if found := re.fullmatch(pattern, bare, re.ASCII):
            return list(dict.fromkeys(read(*found.groups())))
    return []


def without_year(text: str) -> Reading | None:
    """Return a day, a month or a quarter without its year, such as `YYYY-03-31`; None for other text."""
    bare = re.sub(_BEFORE, "", normal(text))
    if found := re.fullmatch(rf"{_D}(?: of)?{_SEP}{_M}", bare, re.ASCII):
        return Reading(f"YYYY-{_month(found[2])}-{int(found[1]):02d}")
    if found := re.fullmatch(rf"{_M}{_SEP}{_D}", bare, re.ASCII):
        return Reading(f"YYYY-{_month(found[1])}-{int(found[2]):02d}")
    if found := re.fullmatch(r"q(?:uarter)? ?([1-4])", bare, re.ASCII):
        return Reading(f"YYYY-Q{found[1]} or Q{found[1]} YYYY/YY")
    found = re.fullmatch(_M, bare, re.ASCII)
    return Reading(f"YYYY-{_month(found[1])}") if found else None


def dates_within(text: str) -> list[str]:
    """Return the parts of a longer text that are dates or months, as they are written in it.

    A number after a word is no day: `Phase 2 Mar 2017` contains a month.
    """
    day = r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})"
    spelt = rf"(?:(?<![a-z] ){_D} (?:of )?|(?<=by ){_D} |(?<=on ){_D} |(?<=to ){_D} |(?<=the ){_D} )?{_M} \d{{4}}"
    return [found[0] for found in re.finditer(rf"(?ai)(?<![\w/.-])(?:{day}|{spelt})(?![\w/-])", text)]


def _year(text: str) -> str:
    if len(text) == 4:
        return text
    return f"{20 if int(text) < _CENTURY else 19}{text}"


def _month(word: str) -> str:
    return f"{_MONTHS.index(word[:3]) + 1:02d}"


def _on(year: str, month: str, day: str) -> Reading:
    return Reading(f"{_year(year)}-{int(month):02d}-{int(day):02d}")


def _day_first(first: str, second: str, year: str) -> Iterator[Reading]:
    british, american = _on(year, second, first), _on(year, first, second)
    if int(first) <= len(_MONTHS) and int(second) <= len(_MONTHS) and first != second:
        yield Reading(british.write, "if the day is first")
        yield Reading(american.write, "if the month is")
    else:
        yield american if int(second) > len(_MONTHS) else british


def _year_first(year: str, second: str, third: str) -> Iterator[Reading]:
    yield _on(year, third, second) if int(second) > len(_MONTHS) >= int(third) else _on(year, second, third)


def _digits(text: str) -> Iterator[Reading]:
    if 1900 <= int(text[:4]) <= 2200 and int(text[4:6]) <= len(_MONTHS):
        yield _on(text[:4], text[4:6], text[6:])
    else:
        yield from _day_first(text[:2], text[2:4], text[4:])


def _serial(text: str) -> Iterator[Reading]:
    if _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        day = date(1899, 12, 30) + timedelta(days=int(text))
        yield Reading(day.isoformat(), f"if {text} is a date from a spreadsheet")


def _in_month(year: str, month: str) -> Iterator[Reading]:
    if 1 <= int(month) <= len(_MONTHS):
        yield Reading(f"{_year(year)}-{int(month):02d}")


def _short_pair(first: str, second: str) -> Iterator[Reading]:
    """Yield the readings of `03/27` and `26/27`."""
    year = (int(first) + 1) % 100 == int(second)
    if int(first) <= len(_MONTHS):
        for reading in _in_month(second, first):
            yield Reading(reading.write, "if it is a month" if year else "")
    if year:
        condition = "if it is a financial year" if int(first) <= len(_MONTHS) else ""
        yield Reading(_financial(first, second), condition)


def _financial(first: str, second: str) -> str:
    return f"{_year(first)}/{_year(second)[2:]}"


def _years(first: str, second: str) -> Iterator[Reading]:
    if int(_year(first)) + 1 == int(_year(second)):
        yield Reading(_financial(first, second))
    elif len(second) == 2 and int(second) <= len(_MONTHS):
        yield from _in_month(first, second)


def _ending(year: str) -> Iterator[Reading]:
    yield Reading(f"{int(_year(year)) - 1}/{_year(year)[2:]}", f"if it ends in March {_year(year)}")


def _quarter(number: str, year: str) -> Iterator[Reading]:
    year, count = _year(year), int(number)
    first = _MONTHS[3 * count - 3].capitalize(), _MONTHS[3 * count - 1].capitalize()
    later = 3 * count % len(_MONTHS)
    second = _MONTHS[later].capitalize(), _MONTHS[later + 2].capitalize()
    yield Reading(f"{year}-Q{count}", f"if it is {first[0]} to {first[1]} {year}")
    ends = int(year) + (count == 4)
    yield Reading(f"Q{count} {year}/{(int(year) + 1) % 100:02d}", f"if it is {second[0]} to {second[1]} {ends}")


def _months(first: str, last: str, year: str) -> Iterator[Reading]:
    start, end = int(_month(first)), int(_month(last))
    if start % 3 == 1 and end == start + 2:
        yield Reading(f"{_year(year)}-Q{(start + 2) // 3}")


def _to(*parts: str) -> Iterator[Reading]:
    *day, month, year = parts
    end = f"-{int(day[0]):02d}" if day and day[0] else ""
    yield Reading(f"year to {_year(year)}-{month if month.isdigit() else _month(month)}{end}")


def _turned(read: Callable[..., Iterator[Reading]], *order: int) -> Callable[..., Iterator[Reading]]:
    return lambda *parts: read(*(parts[index] for index in order))


def _spelt(day: str, month: str, year: str) -> Iterator[Reading]:
    yield _on(year, _month(month), day)


def _named(month: str, year: str) -> Iterator[Reading]:
    yield Reading(f"{_year(year)}-{_month(month)}")


def _of_financial(number: str, first: str, second: str) -> Iterator[Reading]:
    yield Reading(f"Q{number} {_financial(first, second)}")


def _term(name: str, year: str) -> Iterator[Reading]:
    """Yield the reading of `Spring term 2016`, which is in the school year 2015/16."""
    start = int(year) - (name != "autumn")
    yield Reading(f"{name.capitalize()} {start}/{(start + 1) % 100:02d}")


def _term_of(name: str, first: str, second: str) -> Iterator[Reading]:
    yield Reading(f"{name.capitalize()} {_financial(first, second)}")


def _term_number(number: str, first: str, second: str) -> Iterator[Reading]:
    yield Reading(f"T{number} {_financial(first, second)}")


def _academic(first: str, second: str) -> Iterator[Reading]:
    yield Reading(f"AY {_financial(first, second)}")


def _week(number: str, year: str) -> Iterator[Reading]:
    yield Reading(f"{year}-W{int(number):02d}")


# The forms, most specific first, and what reads the parts of each.
_FORMS: Sequence[tuple[str, Callable[..., Iterator[Reading]]]] = (
    (rf"{_D}(?: of)?{_SEP}{_M}{_SEP}{_Y}", _spelt),
    (rf"{_D}{_M}{_Y}", _spelt),
    (rf"{_M}{_SEP}{_D}{_SEP}'?(\d{{4}})", _turned(_spelt, 1, 0, 2)),
    (rf"(\d{{4}}){_SEP}{_M}{_SEP}{_D}", _turned(_spelt, 2, 1, 0)),
    (r"(\d{4})[ ./\-](\d{1,2})[ ./\-](\d{1,2})", _year_first),
    (r"(\d{1,2})[ ./\-](\d{1,2})[ ./\-](\d{4}|\d{2})", _day_first),
    (r"(\d{8})", _digits),
    (r"(\d{5})(?:\.\d+)?", _serial),
    (rf"{_M}{_SEP}?{_Y}", _named),
    (rf"(\d{{4}}){_SEP}{_M}", _turned(_named, 1, 0)),
    (r"(\d{1,2})[ ./\-](\d{4})", _turned(_in_month, 1, 0)),
    (r"(\d{4})[ .]?(\d{2})", _in_month),
    (r"(\d{4})[/.\-](\d)", _in_month),
    (_YEARS.replace(r"(\d{4}|\d{2})[", r"(\d{2})[", 1).replace(r"(\d{4}|\d{2})", r"(\d{2})"), _short_pair),
    (_YEARS, _years),
    (r"(?:fy|f/y|financial year) ?(\d{4}|\d{2})", _ending),
    (rf"q(?:uarter)? ?([1-4]){_SEP}?{_YEARS}", _of_financial),
    (rf"{_YEARS}{_SEP}?q([1-4])", _turned(_of_financial, 2, 0, 1)),
    (rf"q(?:uarter)? ?([1-4]){_SEP}?(?:fy ?)?{_Y}", _quarter),
    (r"([1-4])(?:st|nd|rd|th)? ?q(?:uarter)?(?: of)?[ ,]*(\d{4})", _quarter),
    (rf"(?:fy ?)?(\d{{4}}){_SEP}?q([1-4])", _turned(_quarter, 1, 0)),
    (r"(autumn|spring|summer)(?: term)?,? (\d{4})", _term),
    (rf"(autumn|spring|summer)(?: term)?,? {_YEARS}", _term_of),
    (rf"{_YEARS}{_SEP}?(autumn|spring|summer)(?: term)?", _turned(_term_of, 2, 0, 1)),
    (rf"t(?:erm)? ?([1-3]){_SEP}?{_YEARS}", _term_number),
    (rf"{_YEARS}{_SEP}?t(?:erm)? ?([1-3])", _turned(_term_number, 2, 0, 1)),
    (rf"(?:ay|a/y|(?:academic|school) year) ?{_YEARS}", _academic),
    (rf"w(?:ee)?k? ?(\d{{1,2}}){_SEP}(?:of )?(\d{{4}})", _week),
    (rf"(\d{{4}}){_SEP}?w(?:ee)?k? ?(\d{{1,2}})", _turned(_week, 1, 0)),
    (rf"{_M}(?: to |-|/){_M}{_SEP}?{_Y}", _months),
    (rf"{_ENDING}(?:{_D} )?{_M} {_Y}", _to),
    (
        r"(?:(?:year|12 months|twelve months) (?:to|ending|ended)|ye|y/e|ytd)[ :]*()(\d{4})-(\d{2})",
        _turned(_to, 0, 2, 1),
    ),
    (r"(\d{4})", lambda year: iter([Reading(year)])),
)
