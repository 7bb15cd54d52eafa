"""Find IDs that are easily confused: they differ only in case, width, compatible forms or the script of a letter.

The scripts are Latin, Cyrillic and Greek, with the letters that look the same in most typefaces: a small part of
Unicode's confusables (UTS #39).  0 and O, or 1 and l, are not included, because numbered items would match.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import eq

from pap_cli.diagnostics import Diagnostic, diagnostic_at
from pap_cli.model.dates import quote
from pap_cli.model.kpi import Kpi
from pap_cli.model.place import Named
from pap_cli.model.plan import Portfolio
from pap_cli.problems.ids import LOOK_ALIKE_ID

_ALIKE = str.maketrans(
    dict(zip("АВЕЅІЈКМНОРСТУХԌԚԜаеһіјоԛрѕсԝхуԁ", "ABESIJKMHOPCTYXGQWaehijoqpscwxyd", strict=True))
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳαικνορυχϲ", "ABEZHIKMNOPTYXCjaikvopuxc", strict=True))
)


def skeleton(id: str) -> str:
    """Return an ID without the differences in case, width and script."""
    if id.isascii():
        return id.casefold()
    return unicodedata.normalize("NFKC", id).translate(_ALIKE).casefold()


def twin_of(id: str, known: Iterable[str]) -> str | None:
    """Return the known ID that another looks like; of several, the one with most characters in common."""
    wanted = skeleton(id)
    twins = sorted(one for one in known if skeleton(one) == wanted)
    return max(twins, key=lambda twin: sum(map(eq, id, twin)), default=None)


def look_alikes(portfolio: Portfolio) -> Iterator[Diagnostic]:
    """Yield a finding for each ID that looks like an earlier one of the same kind."""
    yield from _alike((plan.header for plan in portfolio.plans), None)
    for plan in portfolio.plans:
        within = (parent.milestones for parent in plan.parents)
        items: Iterable[Named] = chain(
            plan.recommendations, plan.actions, *within, plan.reviews, plan.concerns, plan.risks
        )
        kinds: tuple[Iterable[Named], ...] = (plan.owners, plan.bodies, plan.themes, items)
        for entries in kinds:
            yield from _alike(entries, plan.id)
    by_plan: dict[str | None, list[Kpi]] = {}
    for kpi in portfolio.kpis:
        by_plan.setdefault(kpi.plan, []).append(kpi)
    for owner, kpis in by_plan.items():
        yield from _alike(kpis, owner)


def _alike(entries: Iterable[Named], plan: str | None) -> Iterator[Diagnostic]:
    """Yield a finding for each entry whose ID looks like an earlier one."""
    first: dict[str, Named] = {}
    for entry in entries:
        other = first.setdefault(skeleton(entry.id), entry)
        if other.id == entry.id:
            continue
        yield diagnostic_at(
            LOOK_ALIKE_ID,
            f"ID {quote(entry.id)} is easily confused with {quote(other.id)} ({other.place.path}:{other.place.line}): "
            f"{difference(entry.id, other.id)}",
            help="change one of them",
            place=entry.place,
            fields=("id",),
            plan=plan,
            item=entry.id,
        )


def difference(id: str, other: str) -> str:
    """Return how two similar IDs differ, in words."""
    if id.casefold() == other.casefold():
        return "they differ in upper and lower case"
    pairs = zip(id, other.ljust(len(id), "\0"), strict=False)
    strange = next((one for one, two in pairs if one != two and not one.isascii()), "")
    if not strange:
        return "they use letters of different scripts"
    name = unicodedata.name(strange, "a character without a name").lower()
    return f"“{strange}” here is U+{ord(strange):04X}, {name}"
