"""`pap kpis`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.filters import Filters, lists


@single(example="pap kpis --rating red --columns id,value,target,age_days")
@lists(
    "rating",
    "variation",
    "assurance",
    ids="Only these KPIs, and those that these actions, recommendations and milestones should change.",
    theme="Only KPIs of actions of this theme: its ID or title; none: those of no theme. Can be repeated.",
    body="Only KPIs of actions with a milestone that this body expects.",
    owner="Only KPIs of this owner, by ID or title; nobody: without an owner. Can be repeated.",
)
def app(context: Context, filters: Filters) -> None:
    """List the KPIs with figure, target, gap and age."""
    from pap_cli.views.lists.kpis import build

    context.open()
    selection = filters.selection(context)
    context.show(build(context.assess(), selection, filters.arrangement()))
