"""Numbers, dates and lists in sentences in GOV.UK's style, and paragraphs and lists made of sentences.

Numbers are figures, except "one" and a number at the start of a sentence. Dates are `14 October 2016`, without the year
if a date next to them has it. The last item of a list follows "and" without a comma
(https://www.gov.uk/guidance/style-guide).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.document import Passage, Prose, Run
from pap_cli.model.dates import MONTHS, Due, full_date
from pap_cli.model.facts import Fact
from pap_cli.model.periods import Period, PeriodKind
from pap_cli.model.rating import Rating
from pap_cli.wording import spoken
from pap_cli.wording.cells import Rated, is_rated

_SMALL = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# What bodies are called whose names take an article, and what comes after the name itself.
_KINDS = frozenset(
    {
        *("board", "committee", "panel", "group", "forum", "partnership", "alliance"),
        *("commission", "department", "inspectorate", "trust", "authority"),
    }
)
_END_OF_NAME = re.compile(r"\s*[,(:–]")
# Longest list in a sentence.
_MOST = 24


def day(when: date, beside: date | None = None) -> str:
    """Return a date in a sentence; without its year if the date `beside` it has the same."""
    same = beside is not None and beside.year == when.year
    return full_date(when).removesuffix(f" {when.year}") if same else full_date(when)


def fact(when: Fact) -> str:
    """Return when something happened, without `on`: `14 October 2016`, `October 2016`, `on an unknown day`."""
    return spoken.due(Due(when.day, when.on.written)) if when.on is not None and when.day is not None else when.when


def happened(when: Fact) -> str:
    """Return when something happened: `on 14 October 2016`, `in October 2016`, `on an unknown day`."""
    return spoken.due_on(Due(when.day, when.on.written)) if when.on is not None and when.day is not None else when.when


def period(when: Period) -> str:
    """Return a period in a sentence: `in September 2016`, `on 31 March 2016`, `in the year to March 2016`."""
    if when.kind is PeriodKind.DAY:
        return f"on {full_date(when.end)}"
    if when.kind is PeriodKind.MONTH:
        return f"in {MONTHS[when.end.month - 1]} {when.end.year}"
    if when.written.startswith("year to"):
        end = full_date(when.end) if when.written.count("-") > 1 else f"{MONTHS[when.end.month - 1]} {when.end.year}"
        return f"in the year to {end}"
    return f"in {spoken.quarter(when.written).replace('AY ', 'the academic year ')}"


def spelt(count: int) -> str:
    """Return a number in words; in figures if it is 100 or more, or negative."""
    if 0 <= count < len(_SMALL):
        return _SMALL[count]
    if 0 < count < 100:
        tens, ones = divmod(count, 10)
        return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
    return f"{count:,}"


def number(count: int) -> str:
    """Return a number within a sentence: in figures, except `no` and `one`."""
    return spelt(count) if count in (0, 1) else f"{count:,}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a number of things within a sentence: `one milestone`, `12 milestones`, `no milestones`."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def start(count: int, noun: str, plural: str = "") -> str:
    """Return a number of things at the start of a sentence: `Three milestones`."""
    return capital(f"{spelt(count)} {noun if count == 1 else plural or noun + 's'}")


def listed(parts: Iterable[str], most: int = _MOST, last: str = "and") -> str:
    """Return `a, b and c`; with semicolons if a part has a comma; of a long list the first parts and a count.

    `last` is the word before the last part.
    """
    found = list(parts)
    if len(found) > most + 1:
        found = [*found[:most], f"{len(found) - most:,} more"]
    if len(found) < 2:
        return "".join(found)
    if any("," in part for part in found):
        return f"{'; '.join(found[:-1])}; {last} {found[-1]}"
    return f" {last} ".join([", ".join(found[:-1]), found[-1]])


def named(noun: str, ids: Iterable[str], most: int = _MOST, last: str = "and") -> str:
    """Return IDs in a sentence: `R1 and R2`; with their noun if one is a number: `recommendations 1 and 2`."""
    found = list(ids)
    bare, text = all(id[:1].isalpha() for id in found), listed(found, most, last)
    return text if bare else f"{noun}{'s' if len(found) > 1 else ''} {text}"


def the(name: str) -> str:
    """Return a name within a sentence: `the Board` for `The Board`, `the Improvement Board`, `Ofsted`."""
    if name[:4].casefold() == "the ":
        return f"the {name[4:]}"
    words = _END_OF_NAME.split(name, maxsplit=1)[0].casefold().split()
    kinds = words[:1] if words[:1] == ["department"] else words[-1:]
    return f"the {name}" if _KINDS.issuperset(kinds) and kinds else name


def title(text: str) -> str:
    """Return a title within a sentence, without its own full stop."""
    return text if text.endswith("..") else text.removesuffix(".")


def stopped(text: str) -> str:
    """Return a sentence without the full stop that follows another end: `Who?.` is `Who?`."""
    before = text.removesuffix(".")
    return before if before != text and before.endswith((".", "?", "!", "…")) else text


def is_are(count: int) -> str:
    """Return the verb after a number."""
    return "is" if count == 1 else "are"


def was_were(count: int) -> str:
    """Return the verb in the past after a number."""
    return "was" if count == 1 else "were"


def has_have(count: int) -> str:
    """Return the verb "have" after a number."""
    return "has" if count == 1 else "have"


def share(count: int, of: int) -> str:
    """Return a part of a number: `all 9`, `none of the 9`, `5 of the 9`."""
    if count == of:
        return "both" if of == 2 else f"all {of:,}" if of > 1 else "the one"
    return f"{'none' if not count else number(count)} of the {of:,}"


def of_them(count: int, of: int) -> str:
    """Return a part of things just named: `it`, `both`, `all of them`, `none of them`, `one of them`, `5 of them`."""
    if of == 1 and count == 1:
        return "it"
    if count == of:
        return "both" if of == 2 else "all of them"
    return f"{'none' if not count else number(count)} of them"


def of_them_are(count: int, of: int, singular: str = "is", plural: str = "are") -> str:
    """Return a part of things just named with its verb: `it is`, `it is not`, `both are`, `none of them is`."""
    if of == 1 and not count:
        return f"it {singular} not"
    return f"{of_them(count, of)} {singular if count < 2 else plural}"


def capital(text: str) -> str:
    """Return a text as the start of a sentence: with a capital, and a first number in words."""
    first, blank, rest = text.partition(" ")
    if first.isdecimal():
        text = f"{spelt(int(first))}{blank}{rest}"
    return text[:1].upper() + text[1:]


def tally(noun: str, items: Iterable[Rated], lead: str = "") -> str:
    """Return a sentence with the number of things by rating: `Of 31 rated KPIs, 14 are red and 17 are green.`

    `lead` comes before the noun, as in `Of the plan's 36 recommendations`.
    """
    labels = Counter((one.rating, _called(one)) for one in items)
    total = labels.total()
    found = [(name, count) for (_, name), count in sorted(labels.items(), key=lambda pair: pair[0][0].rank)]
    if not found:
        return ""
    if len(found) == 1:
        all_of = "the one" if total == 1 else "both" if total == 2 else f"all {total:,}"
        plural = "" if total == 1 else "s"
        return capital(f"{all_of} {noun}{plural} {is_are(total)} {found[0][0]}.")
    parts = listed(f"{number(count)} {is_are(count)} {name}" for name, count in found)
    return f"Of {lead}{counted(total, noun)}, {parts}."


def _called(one: Rated) -> str:
    """Return what a rating is called in a sentence; grey is `not rated` if it has no label."""
    unnamed = one.rating is Rating.GREY and not one.key.of(Rating.GREY).label
    return "not rated" if unnamed else is_rated(one.key, one.rating)


def clipped(text: str, most: int) -> str:
    """Return a title cut between words to at most this many characters."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"


def id_and_title(status: MilestoneStatus) -> str:
    """Return a milestone in a list: its ID and its title."""
    return f"{status.id} {title(status.schedule.milestone.title)}"


def paragraph(*sentences: str | Run, lead: str = "") -> Prose:
    """Return sentences as one paragraph, after a lead in bold; empty ones are left out.

    A sentence that refers to a table or a figure is a `Run`.
    """
    runs: list[Run] = []
    for one in sentences:
        blank = " " if runs else ""
        if isinstance(one, Run):
            runs.append(replace(one, text=blank + one.text))
        elif one and runs and not runs[-1].to:
            runs[-1] = Run(f"{runs[-1].text} {stopped(one)}")
        elif one:
            runs.append(Run(blank + stopped(one)))
    found = tuple(runs) or (Run(""),)
    return Prose((Passage((Run(f"{lead} ", strong=True), *found) if lead else found),))


def bullets(items: Iterable[str]) -> Prose:
    """Return a list of items."""
    return Prose(tuple(Passage((Run(stopped(item)),), "•") for item in items))


def list_under(lead: str, items: Sequence[str]) -> list[Prose]:
    """Return a list of items with a line above it; nothing if there are no items."""
    return [paragraph(lead), bullets(items)] if items else []


def notes_under(notes: Sequence[str]) -> list[Prose]:
    """Return notes below the items that they are about; nothing if there are none."""
    return list_under("Notes:", notes)


def numbered(items: Iterable[tuple[str, Run | None]]) -> Prose:
    """Return a list whose items have numbers, so that a meeting can refer to them, and may end with a reference."""
    return Prose(
        tuple(
            Passage((Run(item), *((reference,) if reference else ())), f"{number}.")
            for number, (item, reference) in enumerate(items, 1)
        )
    )
