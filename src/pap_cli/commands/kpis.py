"""`pap kpis`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.filters import Filters, lists


@single(example="pap kpis --rating red --columns id,value,target,age_days")
@lists(
    "due_within",
    "horizon",
    "rating",
    "state",
    "variation",
    "assurance",
    overdue="Only KPIs of actions with an overdue milestone.",
    body="Only KPIs that this body expects.",
    owner="Only KPIs of this owner; nobody: without an owner. Can be repeated.",
)
def app(context: Context, filters: Filters) -> None:
    """List the KPIs with figure, target, gap and age."""
    from pap_cli.views.lists.kpis import build

    context.open()
    selection = filters.selection(context)
    context.show(build(context.assess(), selection, filters.arrangement()))
