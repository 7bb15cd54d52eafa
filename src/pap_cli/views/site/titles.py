"""The titles of the items that a site has pages of."""

from __future__ import annotations

from pap_cli.assess.assessment import Assessment
from pap_cli.views.site.addresses import Key


def titles_of(now: Assessment) -> dict[Key, str]:
    """Return the title of every item with an address of its own."""
    titles: dict[Key, str] = {
        ("" if one.kpi.plan is None else one.kpi.plan, "KPI", one.id): one.kpi.title for one in now.kpis
    }
    for plan in now.plans:
        id = plan.plan.id
        titles |= {(id, "action", one.id): one.action.title for one in plan.actions}
        titles |= {(id, "milestone", one.id): one.schedule.milestone.title for one in plan.milestones}
        titles |= {(id, "recommendation", one.id): one.recommendation.title for one in plan.recommendations}
        titles |= {(id, "risk", one.id): one.risk.title for one in plan.risks}
        titles |= {(id, "owner", own): title for own, title in plan.plan.owner_titles.items()}
        titles |= {(id, "body", own): title for own, title in plan.plan.body_titles.items()}
        titles |= {(id, "theme", own): title for own, title in plan.plan.theme_titles.items()}
    return titles
