"""`pap owners`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.filters import Filters, lists


@single(example="pap owners --overdue")
@lists(
    "owner",
    "rating",
    due_within="Only owners with a milestone due within TIME, such as 28d, 10wd (working days) or '3 months'.",
    overdue="Only owners with an overdue milestone.",
    body="Only owners of items that this body expects.",
    theme="Only owners of items of this theme: its ID or title; none: without a theme. Can be repeated.",
)
def app(context: Context, filters: Filters) -> None:
    """List the owners and leads, and how much of what each owns or leads is late."""
    from pap_cli.views.lists.owners import build

    context.open()
    selection = filters.selection(context)
    context.show(build(context.assess(), selection, filters.arrangement()))
