"""`pap themes`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.filters import Filters, lists


@single(example="pap themes --rating red")
@lists(
    "due_within",
    "horizon",
    "rating",
    "state",
    overdue="Only themes with an overdue milestone.",
    owner="Only themes with this owner or lead; nobody: without an owner. Can be repeated.",
    body="Only themes with a milestone that this body expects.",
    theme="Only this theme: its ID or title; none: what has no theme. Can be repeated.",
)
def app(context: Context, filters: Filters) -> None:
    """List the themes of the plan and how far the items of each have come."""
    from pap_cli.views.lists.themes import build

    context.open()
    selection = filters.selection(context)
    context.show(build(context.assess(), selection, filters.arrangement()))
