"""Numbers, dates and lists in sentences, as GOV.UK's style guide has them.

Numbers are figures, but for "one", and but for one that a sentence begins with; dates are `14 October 2016`, without
the year where another date beside them has it; the last of a list follows "and" without a comma
(https://www.gov.uk/guidance/style-guide).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from pap_cli.model.dates import Due, full_date

_SMALL = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def day(when: date, beside: date | None = None) -> str:
    """A date in a sentence; without its year where one `beside` it tells the same."""
    same = beside is not None and beside.year == when.year
    return full_date(when).removesuffix(f" {when.year}") if same else full_date(when)


def spelt(count: int) -> str:
    """A number in words, as a sentence begins with it; in figures from 100 on, and below none."""
    if 0 <= count < len(_SMALL):
        return _SMALL[count]
    if 0 < count < 100:
        tens, ones = divmod(count, 10)
        return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
    return f"{count:,}"


def number(count: int) -> str:
    """A number within a sentence: figures, but for none and one."""
    return spelt(count) if count in (0, 1) else f"{count:,}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """A number of things within a sentence: `one milestone`, `12 milestones`, `no milestones`."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def start(count: int, noun: str, plural: str = "") -> str:
    """A number of things that a sentence begins with: `Three milestones`."""
    words = f"{spelt(count)} {noun if count == 1 else plural or noun + 's'}"
    return words[:1].upper() + words[1:]


# How many parts of a list somebody reads in a sentence.
MANY = 24


def listed(parts: Iterable[str], most: int = MANY) -> str:
    """`a`, `a and b`, `a, b and c`; semicolons where parts hold commas; of a long list the first, and how many more."""
    found = list(parts)
    if len(found) > most + 1:
        found = [*found[:most], f"{len(found) - most:,} more"]
    if len(found) < 2:
        return "".join(found)
    if any("," in part for part in found):
        return f"{'; '.join(found[:-1])}; and {found[-1]}"
    return " and ".join([", ".join(found[:-1]), found[-1]])


def sentence(*clauses: str) -> str:
    """Clauses that say something, joined by semicolons into a sentence."""
    said = "; ".join(clause for clause in clauses if clause)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def is_are(count: int) -> str:
    """The verb after a number."""
    return "is" if count == 1 else "are"


def was_were(count: int) -> str:
    """The verb after a number, of what is past."""
    return "was" if count == 1 else "were"


def has_have(count: int) -> str:
    """The verb after a number, of what it has."""
    return "has" if count == 1 else "have"


def share(count: int, of: int) -> str:
    """A count among so many: `all 9`, `none of the 9`, `5 of the 9`."""
    if count == of:
        return "both" if of == 2 else f"all {of:,}" if of > 1 else "the one"
    return f"{'none' if not count else number(count)} of the {of:,}"


def of_them(count: int, of: int) -> str:
    """Some of those that were just named: `it`, `both`, `all of them`, `none of them`, `one of them`, `5 of them`."""
    if of == 1 and count == 1:
        return "it"
    if count == of:
        return "both" if of == 2 else "all of them"
    return f"{'none' if not count else number(count)} of them"


def of_them_are(count: int, of: int, singular: str = "is", plural: str = "are") -> str:
    """The same with its verb: `it is`, `both are`, `none of them is`."""
    return f"{of_them(count, of)} {singular if count < 2 else plural}"


def capital(text: str) -> str:
    """A sentence's first letter made a capital; a number it begins with written out."""
    first, blank, rest = text.partition(" ")
    if first.isdecimal():
        text = f"{spelt(int(first))}{blank}{rest}"
    return text[:1].upper() + text[1:]


def due(when: Due) -> str:
    """A due date in a table: a month as `Jul 2016`, anything else as it was written."""
    return str(when)


def moved(days: int, count: int) -> str:
    """How often and how far a date was moved: `once, by 140 days`, `twice, brought forward by 5 days`."""
    if not count:
        return ""
    if not days:
        return f"{times(count)}, to the same day"
    return f"{times(count)}, {'by' if days > 0 else 'brought forward by'} {counted(abs(days), 'day')}"


def tally(noun: str, counts: Mapping[str, int], lead: str = "") -> str:
    """How many are what, in a sentence: `Of 31 rated KPIs, 14 are red and 17 are green.`, `Both rated KPIs are red.`

    `lead` stands before the noun where there are several, as in `Of the plan's 36 recommendations`.
    """
    total = sum(counts.values())
    found = [(what, count) for what, count in counts.items() if count]
    if not found:
        return ""
    if len(found) == 1:
        share = "the one" if total == 1 else "both" if total == 2 else f"all {total:,}"
        plural = "" if total == 1 else "s"
        return sentence(f"{share} {noun}{plural} {is_are(total)} {found[0][0]}")
    told = listed(f"{number(count)} {is_are(count)} {what}" for what, count in found)
    return f"Of {lead}{counted(total, noun)}, {told}."


def times(count: int) -> str:
    """How often: `once`, `twice`, `3 times`."""
    return ("never", "once", "twice")[count] if count < 3 else f"{count:,} times"


def clipped(text: str, most: int) -> str:
    """A title of at most so many characters, cut between words."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
