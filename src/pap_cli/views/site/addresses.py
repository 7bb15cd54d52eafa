"""Where the pages of a site are: from ids, which may hold anything, to paths that any disk and any server can hold.

An address is made from the id alone where that can be, so that it stays the same from day to day.  It never differs
from another by case only, is no name that Windows keeps for itself, and goes up nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

from msgspec import Struct

from pap_cli.model.kpi import Kpi
from pap_cli.model.plan import Plan

_ILL = re.compile(r"[^A-Za-z0-9._-]+")
_KEPT_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_LONGEST = 60
# How many letters of a hash tell apart what could not be told by its name.
_MARK = 8


class Names:
    """Names of files, none of which is another's, whatever their case; what comes first keeps the plainer name."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, id: str) -> str:
        """A name for an id that was not asked for before."""
        plain = _ILL.sub("-", id)[:_LONGEST].strip(".-") or "x"
        mark = sha256(id.encode("utf-8", "surrogatepass")).hexdigest()
        name, length = plain, _MARK
        if plain != id or _KEPT_BY_WINDOWS.fullmatch(plain):
            name = f"{plain.partition('.')[0] if _KEPT_BY_WINDOWS.fullmatch(plain) else plain}-{mark[:length]}"
        while name.casefold() in self._taken:
            name, length = f"{plain}-{mark[:length]}", length + 1
        self._taken.add(name.casefold())
        return name


class Address(Struct, frozen=True):
    """Where an item is told of: a path below the folder of a day, and the name of the place in that page, if any."""

    path: str
    anchor: str = ""

    def __str__(self) -> str:
        return f"{self.path}#{self.anchor}" if self.anchor else self.path


# A plan's id (empty for what belongs to none), a sort of item, and its id.
Key = tuple[str, str, str]


def addresses(plans: Iterable[Plan], kpis: Iterable[Kpi]) -> dict[Key, Address]:
    """Where everything in a portfolio is told of, whatever day it is looked at."""
    folders = Names()
    found: dict[Key, Address] = {}
    names: dict[str, Names] = {}
    by_id = {plan.id: plan for plan in plans}
    for id, plan in by_id.items():
        folder = f"plans/{folders.name(id)}"
        found[id, "plan", id] = Address(f"{folder}/index.html")
        for sort, folder_of_sort, ids in _sorts(plan):
            taken = Names()
            for own in dict.fromkeys(ids):
                found[id, sort, own] = Address(f"{folder}/{folder_of_sort}/{taken.name(own)}.html")
        for action in plan.actions:
            where = found[id, "action", action.id].path
            anchors = Names()
            for milestone in action.milestones:
                found[id, "milestone", milestone.id] = Address(where, f"m-{anchors.name(milestone.id)}")
    for kpi in kpis:
        of = kpi.plan or ""
        above = found[of, "plan", of].path.removesuffix("index.html") if of in by_id else ""
        name = names.setdefault(above, Names()).name(kpi.id)
        found[of, "KPI", kpi.id] = Address(f"{above}kpis/{name}.html")
    return found


def _sorts(plan: Plan) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Each sort of item that has pages of its own: the sort, its folder, and the ids."""
    yield "action", "actions", (action.id for action in plan.actions)
    yield "recommendation", "recommendations", (one.id for one in plan.recommendations)
    yield "owner", "owners", (owner.id for owner in plan.owners)
    yield "body", "bodies", (body.id for body in plan.bodies)
