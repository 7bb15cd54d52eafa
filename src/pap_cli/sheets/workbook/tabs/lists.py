"""The tabs of names, owners and bodies and themes, and of the plans themselves."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.sheets.workbook.tab import Kind, Tab, TabColumn, yes_or_no
from pap_cli.sheets.workbook.tabs.shared import YES_NO, Row, Shown, id_column, plan_column, tab

NAMES, PLANS = "Names", "Plans"
NAME_COLUMNS = (
    id_column(),
    plan_column(),
    TabColumn(
        name="sort",
        heading="What it is",
        about="owner: a post or a person; body: it oversees the plan; theme.",
        width=12,
        choices=("owner", "body", "theme"),
        strict=True,
    ),
    TabColumn(name="title", heading="Title", about="As the other sheets show it.", width=48),
    TabColumn(name="name", heading="Name", about="The person in the post.", width=26),
    TabColumn(name="team", heading="Team", about="The team that it belongs to.", width=26),
    TabColumn(
        name="outside",
        heading="Outside",
        about="yes for a body outside the organisation.",
        width=10,
        choices=YES_NO,
        strict=True,
    ),
)
PLAN_COLUMNS = (
    id_column(),
    TabColumn(name="title", heading="Plan", about="Its title.", width=60),
    TabColumn(name="organisation", heading="Organisation", about="Whose it is.", width=40),
    TabColumn(name="start", heading="Start", about="The day that horizons count from.", kind=Kind.DAY, width=13),
)


def names(shown: Shown) -> Tab:
    """Return the tab of names; addresses are not in it."""
    return tab(NAMES, NAME_COLUMNS, _names(shown), shown)


def _names(shown: Shown) -> Iterator[Row]:
    for status in shown.now.plans:
        plan = status.plan
        for owner in plan.owners:
            yield {
                "id": owner.id,
                "plan": plan.id,
                "sort": "owner",
                "title": owner.title,
                "name": owner.name,
                "team": owner.team,
            }
        for body in plan.bodies:
            outside = yes_or_no(body.outside)
            yield {"id": body.id, "plan": plan.id, "sort": "body", "title": body.title, "outside": outside}
        for theme in plan.themes:
            yield {"id": theme.id, "plan": plan.id, "sort": "theme", "title": theme.title}


def plans(shown: Shown) -> Tab:
    """Return the tab of plans."""
    rows = [
        {
            "id": one.plan.id,
            "title": one.plan.title,
            "organisation": one.plan.header.organisation,
            "start": one.plan.header.start,
        }
        for one in shown.now.plans
    ]
    return tab(PLANS, PLAN_COLUMNS, rows, shown)
