"""What changed between two assessments of the same day: dates, owners and figures, and what came and went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pap_cli.assess.assessment import Assessment
from pap_cli.model.dates import show_date
from pap_cli.views import actions, kpis, milestones, recommendations
from pap_cli.views.cells import natural, number
from pap_cli.views.listing import Field

T = TypeVar("T")

_OF_MILESTONES = {
    "first_due": "first date",
    "due": "approved date",
    "forecast": "forecast",
    "state": "state",
    "owner": "owner",
    "rating": "rating",
}
_OF_KPIS = {
    "baseline": "baseline",
    "target": "target",
    "floor": "floor",
    "period": "latest period",
    "value": "value",
    "owner": "owner",
    "rating": "rating",
}
_OF_ACTIONS = {"owner": "owner", "answers": "answers", "cancelled": "cancelled"}
_OF_RECOMMENDATIONS = {"priority": "priority", "made_by": "made by"}
_ASKED_ABOUT = ("first date", "baseline", "target", "floor", "approved date", "removed")
"""What asks for a reason, the most first: a first date is never edited, a yardstick seldom."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of one item before and now; `what` is `added` or `removed` where it is the item itself."""

    plan: str
    item: str
    title: str
    what: str
    before: str = ""
    now: str = ""

    @property
    def order(self) -> tuple[int, str, tuple[tuple[int, int, str], ...]]:
        """Sorts what asks for a reason first."""
        weight = _ASKED_ABOUT.index(self.what) if self.what in _ASKED_ABOUT else len(_ASKED_ABOUT)
        return (weight, self.plan, natural(self.item))


def changes(now: Assessment, before: Assessment) -> list[Change]:
    """Every change, what asks for a reason first."""
    found = [
        *_between(before.milestones, now.milestones, milestones.FIELDS, _OF_MILESTONES),
        *_between(before.kpis, now.kpis, kpis.FIELDS, _OF_KPIS),
        *_between(
            (status for plan in before.plans for status in plan.actions),
            (status for plan in now.plans for status in plan.actions),
            actions.FIELDS,
            _OF_ACTIONS,
        ),
        *_between(
            (status for plan in before.plans for status in plan.recommendations),
            (status for plan in now.plans for status in plan.recommendations),
            recommendations.FIELDS,
            _OF_RECOMMENDATIONS,
        ),
    ]
    return sorted(found, key=lambda change: change.order)


def _between(
    before: Iterable[T], now: Iterable[T], fields: tuple[Field[T], ...], asked: dict[str, str]
) -> Iterator[Change]:
    facts = {field.name: field.fact for field in fields}

    def by_id(items: Iterable[T]) -> dict[tuple[object, object], T]:
        return {(facts["plan"](item), facts["id"](item)): item for item in items}

    old, new = by_id(before), by_id(now)
    for key in {**old, **new}:
        was, item = old.get(key), new.get(key)
        known = was if item is None else item
        if known is None:
            continue
        about = (str(key[0] or ""), str(key[1]), str(facts["title"](known)))
        if was is None or item is None:
            yield Change(*about, "added" if was is None else "removed")
            continue
        for name, what in asked.items():
            if facts[name](was) != facts[name](item):
                yield Change(*about, what, _text(facts[name](was)), _text(facts[name](item)))


def _text(fact: object) -> str:
    """A fact as people read it."""
    if fact is None or fact == []:
        return "none"
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, int | float):
        return number(fact)
    if isinstance(fact, list):
        return ", ".join(str(part) for part in fact)
    text = str(fact)
    return show_date(date.fromisoformat(text)) if _ISO.fullmatch(text) else text
