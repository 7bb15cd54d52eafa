"""The items that are written in the files, by plan and ID."""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.model.place import Place, gone
from pap_cli.model.plan import Portfolio

# The plan and the ID of an item; a plan itself has no ID.
Key = tuple[str | None, str | None]


def items_of(portfolio: Portfolio) -> Mapping[Key, object]:
    """Return every item of a portfolio by plan and ID; a plan itself has no ID."""
    found: dict[Key, object] = {}
    for plan in portfolio.plans:
        found[(plan.id, None)] = (plan.header, plan.owners, plan.bodies)
        # a theme may have the ID of another item, which is then meant
        found |= {(plan.id, theme.id): theme for theme in plan.themes}
        for entries in (plan.recommendations, plan.reviews, plan.concerns, plan.risks, plan.header.statutory):
            found |= {(plan.id, entry.id): entry for entry in entries}
        found |= {(plan.id, action.id): action for action in plan.actions}
        found |= {(plan.id, step.id): step for parent in plan.parents for step in parent.milestones}
    return found | {(kpi.plan, kpi.id): kpi for kpi in portfolio.kpis}


def place_of(item: object) -> Place:
    """Return the place of an item; of none, that of a file without a name."""
    place = getattr(item, "place", None)
    return place if isinstance(place, Place) else gone("")
