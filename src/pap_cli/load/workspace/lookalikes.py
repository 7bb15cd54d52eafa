"""Ids that a reader would take for each other: the same but for case, width, compatible forms, or a letter's script.

The scripts are Latin, Cyrillic and Greek, the letters those that most typefaces draw alike; it is a small part of
Unicode's confusables (UTS #39), and 0 and O, or 1 and l, are not in it: plans number their items, and have them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import eq

from pap_cli.diagnostics import Diagnostic, finding
from pap_cli.model.dates import quote
from pap_cli.model.kpi import Kpi
from pap_cli.model.place import Named
from pap_cli.model.portfolio import Portfolio
from pap_cli.problems.ids import LOOK_ALIKE_ID

_ALIKE = str.maketrans(
    dict(zip("АВЕЅІЈКМНОРСТУХԌԚԜаеһіјоԛрѕсԝхуԁ", "ABESIJKMHOPCTYXGQWaehijoqpscwxyd", strict=True))
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳαικνορυχϲ", "ABEZHIKMNOPTYXCjaikvopuxc", strict=True))
)


def skeleton(id: str) -> str:
    """What is left of an id when its case, its width and the script of its letters are forgotten."""
    if id.isascii():
        return id.casefold()
    return unicodedata.normalize("NFKC", id).translate(_ALIKE).casefold()


def twin_of(id: str, known: Iterable[str]) -> str | None:
    """The known id that another looks like; of several the one that has most characters in common with it."""
    wanted = skeleton(id)
    twins = sorted(one for one in known if skeleton(one) == wanted)
    return max(twins, key=lambda twin: sum(map(eq, id, twin)), default=None)


def look_alikes(portfolio: Portfolio) -> Iterator[Diagnostic]:
    """The ids of a portfolio that look like one of the same kind before them."""
    yield from _alike((plan.header for plan in portfolio.plans), None)
    for plan in portfolio.plans:
        within = (action.milestones for action in plan.actions)
        items: Iterable[Named] = chain(plan.recommendations, plan.actions, *within, plan.reviews, plan.concerns)
        kinds: tuple[Iterable[Named], ...] = (plan.owners, plan.bodies, items)
        for entries in kinds:
            yield from _alike(entries, plan.id)
    by_plan: dict[str | None, list[Kpi]] = {}
    for kpi in portfolio.kpis:
        by_plan.setdefault(kpi.plan, []).append(kpi)
    for owner, kpis in by_plan.items():
        yield from _alike(kpis, owner)


def _alike(entries: Iterable[Named], plan: str | None) -> Iterator[Diagnostic]:
    """The entries whose ids look like that of one before them."""
    first: dict[str, Named] = {}
    for entry in entries:
        other = first.setdefault(skeleton(entry.id), entry)
        if other.id == entry.id:
            continue
        yield finding(
            LOOK_ALIKE_ID,
            f"the id {quote(entry.id)} looks like {quote(other.id)}, {other.place.path}:{other.place.line}, and is "
            f"another: {difference(entry.id, other.id)}",
            help="give it an id that nobody takes for the other",
            place=entry.place,
            fields=("id",),
            plan=plan,
            item=entry.id,
        )


def difference(id: str, other: str) -> str:
    """In what two ids differ that look alike, in words."""
    if id.casefold() == other.casefold():
        return "they differ in upper and lower case"
    pairs = zip(id, other.ljust(len(id), "\0"), strict=False)
    strange = next((one for one, two in pairs if one != two and not one.isascii()), "")
    if not strange:
        return "the letters of the other are not of the same kind"
    name = unicodedata.name(strange, "a character without a name").lower()
    return f"“{strange}” here is U+{ord(strange):04X}, {name}"
