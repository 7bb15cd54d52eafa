"""The addresses of a site's pages: paths that are valid on any disk and server, made from IDs with any characters.

An address is made from the ID alone if possible, so that it stays the same from date to date.  No two differ by case
alone, none is a name reserved by Windows, and none leads out of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

from msgspec import Struct

from pap_cli.model.items import Action
from pap_cli.model.kpi import Kpi
from pap_cli.model.plan import Plan

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_LONGEST = 60
# The number of letters of the hash that makes a name unique.
_MARK = 8


class Names:
    """Unique file names, in any case; of two alike, the first gets the plain name."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, id: str) -> str:
        """Return a new name for an ID."""
        plain = _UNSAFE.sub("-", id)[:_LONGEST].strip(".-") or "x"
        mark = sha256(id.encode("utf-8", "surrogatepass")).hexdigest()
        name, length = plain, _MARK
        if plain != id or _RESERVED.fullmatch(plain):
            name = f"{plain.partition('.')[0] if _RESERVED.fullmatch(plain) else plain}-{mark[:length]}"
        while name.casefold() in self._taken:
            name, length = f"{plain}-{mark[:length]}", length + 1
        self._taken.add(name.casefold())
        return name


class Address(Struct, frozen=True):
    """The address of an item: a path below the folder of a date, and an anchor in that page, if any."""

    path: str
    anchor: str = ""

    def __str__(self) -> str:
        return f"{self.path}#{self.anchor}" if self.anchor else self.path


# A plan's ID (empty for items of the workspace), a sort of item, and its ID.
Key = tuple[str, str, str]


def addresses(plans: Iterable[Plan], kpis: Iterable[Kpi]) -> dict[Key, Address]:
    """Return the address of every item of a portfolio, the same for every date."""
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
        for parent in plan.parents:
            sort = "action" if isinstance(parent, Action) else "recommendation"
            where = found[id, sort, parent.id].path
            anchors = Names()
            for milestone in parent.milestones:
                found[id, "milestone", milestone.id] = Address(where, f"m-{anchors.name(milestone.id)}")
    for kpi in kpis:
        of = kpi.plan or ""
        above = found[of, "plan", of].path.removesuffix("index.html") if of in by_id else ""
        name = names.setdefault(above, Names()).name(kpi.id)
        found[of, "KPI", kpi.id] = Address(f"{above}kpis/{name}.html")
    return found


def _sorts(plan: Plan) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Yield each sort of item with pages of its own: the sort, its folder, and the IDs."""
    yield "action", "actions", (action.id for action in plan.actions)
    yield "recommendation", "recommendations", (one.id for one in plan.recommendations)
    yield "risk", "risks", (risk.id for risk in plan.risks)
    yield "owner", "owners", (owner.id for owner in plan.owners)
    yield "body", "bodies", (body.id for body in plan.bodies)
    yield "theme", "themes", (theme.id for theme in plan.themes)
