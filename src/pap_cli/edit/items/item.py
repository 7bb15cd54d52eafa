"""The items of a workspace that a command can change, found by their IDs, and where they are in the files."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct

from pap_cli.diagnostics import nearest
from pap_cli.edit.order import key_order
from pap_cli.edit.text.changes import Path
from pap_cli.errors import PapError
from pap_cli.load.yaml.nodes import MapNode, SeqNode
from pap_cli.load.yaml.nodes import Value as Node
from pap_cli.model.place import Place
from pap_cli.model.plan import Plan, Portfolio
from pap_cli.model.steps import has_dates


class Sort(StrEnum):
    """The sorts of item that have an ID."""

    PLAN = "plan"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    MILESTONE = "milestone"
    KPI = "KPI"
    REVIEW = "review"
    CONCERN = "concern"
    RISK = "risk"
    CLOCK = "clock"
    OWNER = "owner"
    BODY = "body"
    THEME = "theme"


# What is started and delivered; an action if it has dates of its own.
STEPS = (Sort.MILESTONE, Sort.ACTION)
JUDGED = (*STEPS, Sort.RECOMMENDATION)
OVERRIDDEN = (*STEPS, Sort.KPI)
WITH_NOTES = (*JUDGED, Sort.KPI, Sort.REVIEW, Sort.CONCERN, Sort.RISK, Sort.PLAN)
SUPPRESSED = WITH_NOTES


class Item(Struct, frozen=True):
    """An item and its plan; a KPI of the whole workspace has none."""

    sort: Sort
    id: str
    plan: str | None
    entry: Any

    @property
    def place(self) -> Place:
        """Where it is in the files."""
        place: Place = self.entry.place
        return place

    @property
    def title(self) -> str:
        """Its title, if it has one."""
        return getattr(self.entry, "title", None) or ""

    @property
    def order(self) -> tuple[str, ...]:
        """The keys that its entry can have, in the order in which they are written."""
        return key_order(type(self.entry))


def items_of(portfolio: Portfolio) -> Iterator[Item]:
    """Yield every item of a portfolio that has an ID."""
    for plan in portfolio.plans:
        yield from _of_plan(plan)
    for kpi in portfolio.kpis:
        yield Item(Sort.KPI, kpi.id, kpi.plan, kpi)


def _of_plan(plan: Plan) -> Iterator[Item]:
    name = plan.id
    for recommendation in plan.recommendations:
        yield Item(Sort.RECOMMENDATION, recommendation.id, name, recommendation)
        yield from (Item(Sort.MILESTONE, one.id, name, one) for one in recommendation.milestones)
    for action in plan.actions:
        yield Item(Sort.ACTION, action.id, name, action)
        yield from (Item(Sort.MILESTONE, one.id, name, one) for one in action.milestones)
    yield from (Item(Sort.REVIEW, one.id, name, one) for one in plan.reviews)
    yield from (Item(Sort.CONCERN, one.id, name, one) for one in plan.concerns)
    yield from (Item(Sort.RISK, one.id, name, one) for one in plan.risks)
    yield from (Item(Sort.CLOCK, one.id, name, one) for one in plan.header.statutory)
    yield from (Item(Sort.OWNER, one.id, name, one) for one in plan.owners)
    yield from (Item(Sort.BODY, one.id, name, one) for one in plan.bodies)
    yield from (Item(Sort.THEME, one.id, name, one) for one in plan.themes)
    yield Item(Sort.PLAN, name, name, plan.header)


def find(portfolio: Portfolio, id: str, sorts: Collection[Sort], what: str) -> Item:
    """Return the item with an ID, of one of some sorts; case matters only if two IDs differ by case alone.

    WHAT says what the command does with an item, for the message if it is of another sort.

    Raises:
        PapError: if there is none, or several.
    """
    every = list(items_of(portfolio))
    named = [one for one in every if one.id == id] or [one for one in every if one.id.casefold() == id.casefold()]
    found = [one for one in named if one.sort in sorts]
    if len(found) == 1:
        return found[0]
    if found:
        plans = sorted({one.plan or "no plan" for one in found})
        hint = "choose the plan with --plan ID" if len(plans) > 1 else "give one of them another ID"
        raise PapError(f"“{id}” is the ID of more than one item, in {', '.join(plans)}", hint)
    if named:
        sort = named[0].sort
        raise PapError(f"{id} is {article(sort)} {sort}: {what}", _instead(sorts))
    near = nearest(id, (one.id for one in every if one.sort in sorts))
    raise PapError(f"no item has the ID “{id}”", f"did you mean {near}?" if near else _instead(sorts))


def refuse_group(item: Item) -> None:
    """Refuse an action that is no step itself, but has milestones.

    Raises:
        PapError: if it is one.
    """
    if item.sort is Sort.ACTION and item.entry.milestones and not has_dates(item.entry, date.max):
        ids = ", ".join(one.id for one in item.entry.milestones)
        raise PapError(f"{item.id} has no dates of its own: its milestones have", f"give one of them:  {ids}")


def _instead(sorts: Collection[Sort]) -> str:
    names = [f"{sort}" for sort in Sort if sort in sorts]
    return (
        f"give the ID of {article(names[0])} {' or '.join([', '.join(names[:-1]), names[-1]] if names[1:] else names)}"
    )


def article(word: str) -> str:
    """Return `a` or `an` for a word."""
    return "an" if word[:1] in "aeio" else "a"


def path_of(root: MapNode, place: Place) -> Path | None:
    """Return the path to the entry at a place in a file; None if the file has another text by now."""
    if place.body <= root.start:  # the whole file
        return ()
    path: list[str | int] = []
    node: Node = root
    while not (isinstance(node, MapNode) and node.start == place.body and path):
        found = _towards(node, place.body)
        if found is None:
            return None
        step, node = found
        path.append(step)
    return tuple(path)


def _towards(node: Node, offset: int) -> tuple[str | int, Node] | None:
    """Return the container in a container that begins at or before an offset and ends after it, below its key or index.

    None if there is none.
    """
    if isinstance(node, MapNode):
        places = node.fields().items()
        found = ((key, at) for key, at in places if isinstance(node[key], MapNode | SeqNode))
        return next(((key, node[key]) for key, (_, start, end) in found if start <= offset < end), None)
    if isinstance(node, SeqNode):
        numbered = enumerate(node.places())
        return next(((nth, node[nth]) for nth, (_, start, end) in numbered if start <= offset < end), None)
    return None
