"""Owners, bodies and themes by the titles that people know them by, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from pap_cli.model.plan import Plan

_BETWEEN = "; "


class Names(Struct, frozen=True):
    """What is shown for each ID of each plan: its title, unless another one has the same."""

    shown: dict[tuple[str, str], str]
    ids: dict[tuple[str, str], str]

    def of(self, plan: str | None, found: Iterable[str]) -> str | None:
        """Return the titles of IDs, in one cell; of a KPI of the whole workspace, as any plan has them."""
        return _BETWEEN.join(self._title(plan, id) for id in found) or None

    def one(self, plan: str | None, id: str | None) -> str | None:
        """Return the title of an ID; what is no ID of the plan as it is."""
        return self._title(plan, id) if id else None

    def _title(self, plan: str | None, id: str) -> str:
        if plan is not None:
            return self.shown.get((plan, id), id)
        return next((title for (_, one), title in self.shown.items() if one == id), id)

    def ids_in(self, plan: str | None, text: str) -> list[str]:
        """Return the IDs of the titles in a cell; what is no title of the plan as it is."""
        return [self.id_of(plan, part.strip()) for part in text.split(_BETWEEN.strip()) if part.strip()]

    def id_of(self, plan: str | None, title: str) -> str:
        """Return the ID of a title; what is no title of the plan as it is."""
        if plan is not None:
            return self.ids.get((plan, title), title)
        return next((id for (_, one), id in self.ids.items() if one == title), title)


def names_of(plans: Iterable[Plan]) -> Names:
    """Return the names of some plans."""
    found: list[tuple[str, str, str]] = []
    for plan in plans:
        titles = {**plan.owner_titles, **plan.body_titles, **plan.theme_titles}
        found += [(plan.id, id, title) for id, title in titles.items()]
    return names_from(found)


def names_from(found: Iterable[tuple[str, str, str]]) -> Names:
    """Return the names of plans, IDs and titles."""
    entries = list(found)
    counts = Counter((plan, title) for plan, _, title in entries)
    taken = {(plan, id) for plan, id, _ in entries}
    shown = {}
    for plan, id, title in entries:
        clear = counts[plan, title] == 1 and title.strip() == title != "" and (plan, title) not in taken
        shown[plan, id] = title if clear and ";" not in title and "\n" not in title else id
    return Names(shown, {(plan, title): id for (plan, id), title in shown.items()})
