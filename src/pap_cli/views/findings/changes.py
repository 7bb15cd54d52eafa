"""The facts and ratings of items that a change altered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum

from msgspec import Struct

from pap_cli.assess.assessment import Assessment
from pap_cli.checks.written import items_of
from pap_cli.model.dates import show_date
from pap_cli.model.entry import Entry, written_fields
from pap_cli.model.goal import Form, written
from pap_cli.model.numbers import number
from pap_cli.model.order import Order, natural
from pap_cli.model.plan import Portfolio

# Fields whose change needs a reason, most of all first: a first due date is never edited, a target seldom.
_NEEDS_REASON = (
    "first due date",
    "baseline",
    "target",
    "floor",
    "trajectory",
    "ignore",
    "override",
    "removed",
    "extensions",
)
_NAMES = {"due": "first due date", "made_by": "made by", "owners": "owner", "leads": "lead"}
# The number of changed list entries to show.
_MOST = 6

Items = dict[tuple[str | None, str | None], object]


class Change(Struct, frozen=True):
    """One fact of one item, before and now; `what` is `added` or `removed` if it is the item itself."""

    plan: str
    item: str
    title: str
    what: str
    before: str = ""
    now: str = ""

    @property
    def order(self) -> tuple[int, str, Order]:
        """The sort key: changes that need a reason first."""
        weight = _NEEDS_REASON.index(self.what) if self.what in _NEEDS_REASON else len(_NEEDS_REASON)
        return (weight, self.plan, natural(self.item))


def changes(now: Assessment, before: Assessment) -> list[Change]:
    """Return every change, those that need a reason first."""
    old, new = items_of(_written(before)), items_of(_written(now))
    found = [change for key in {**old, **new} for change in _of_item(key, old.get(key), new.get(key))]
    return sorted([*found, *_ratings(now, before)], key=lambda change: change.order)


def _written(assessment: Assessment) -> Portfolio:
    """Return the portfolio that was assessed, without KPIs computed by a formula."""
    kpis = tuple(status.kpi for status in assessment.kpis if status.kpi.formula is None)
    return Portfolio(plans=tuple(plan.plan for plan in assessment.plans), kpis=kpis)


def _of_item(key: tuple[str | None, str | None], was: object, item: object) -> Iterator[Change]:
    known = was if item is None else item
    parts = known if isinstance(known, tuple) else (known,)
    about = (key[0] or "", key[1] or key[0] or "", str(getattr(parts[0], "title", "")))
    if was is None or item is None:
        yield Change(*about, "added" if was is None else "removed")
    elif isinstance(was, tuple) and isinstance(item, tuple):  # a plan's own header, owners and bodies
        yield from _of_fields(about, was[0], item[0])
        for what, before, after in zip(("owners", "bodies"), was[1:], item[1:], strict=True):
            if before != after:
                yield Change(*about, what, *_differing(before, after))
    else:
        yield from _of_fields(about, was, item)


def _of_fields(about: tuple[str, str, str], was: object, item: object) -> Iterator[Change]:
    """Yield every field of a file that is different now."""
    if not isinstance(item, Entry) or type(was) is not type(item):
        return
    for field in written_fields(type(item)):
        before, after = getattr(was, field.name), getattr(item, field.name)
        if field.name == "milestones" or before == after:  # a milestone is an item of its own
            continue
        what = _NAMES.get(field.name, field.name.replace("_", " "))
        if isinstance(before, tuple) and isinstance(after, tuple) and field.about.refers != "owner":
            yield Change(*about, what, *_differing(before, after))
        else:
            yield Change(*about, what, _text(before), _text(after))


def _ratings(now: Assessment, before: Assessment) -> Iterator[Change]:
    """Yield the milestones and KPIs with a different rating now."""
    old = {(status.schedule.plan, status.id): status.rating for status in before.milestones}
    for status in now.milestones:
        was = old.get((status.schedule.plan, status.id), status.rating)
        if was is not status.rating:
            title = status.schedule.milestone.title
            yield Change(status.schedule.plan, status.id, title, "rating", was.value, status.rating.value)
    known = {(kpi.kpi.plan, kpi.id): kpi.rating for kpi in before.kpis}
    for kpi in now.kpis:
        was = known.get((kpi.kpi.plan, kpi.id), kpi.rating)
        if was is not kpi.rating:
            yield Change(kpi.kpi.plan or "", kpi.id, kpi.kpi.title, "rating", was.value, kpi.rating.value)


def _differing(before: Iterable[object], after: Iterable[object]) -> tuple[str, str]:
    """Return the entries that are in only one of two lists."""
    before, after = list(before), list(after)
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    return _several(gone), _several(come)


def _several(values: list[object]) -> str:
    more = f" and {len(values) - _MOST} more" if len(values) > _MOST else ""
    return "; ".join(_text(value) for value in values[:_MOST]) + more


def _text(fact: object) -> str:
    """Return a fact as people read it; an entry by its fields."""
    if fact is None or fact == ():
        return "none"
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, int | float):
        return number(fact)
    if isinstance(fact, Form):
        return written(fact)
    if isinstance(fact, Enum):
        return str(fact.value)
    if isinstance(fact, date):
        return show_date(fact)
    if isinstance(fact, tuple):
        return _several(list(fact))
    if isinstance(fact, Entry):
        shown = (field for field in written_fields(type(fact)) if not field.about.private)
        fields = ((field.name, field.default, getattr(fact, field.name)) for field in shown)
        return ", ".join(f"{name.replace('_', ' ')} {_text(value)}" for name, usual, value in fields if value != usual)
    return str(fact)
