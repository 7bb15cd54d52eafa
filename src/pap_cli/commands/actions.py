"""`pap actions`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.filters import Filters, lists


@single(example="pap actions --rating red,amber")
@lists(
    "owner",
    "rating",
    "state",
    "theme",
    ids="Only these actions, those that answer these recommendations, and those of these milestones.",
    due_within="Only actions with a milestone due within TIME, such as 28d, 10wd (working days) or '3 months'.",
    horizon="Only actions with a milestone in this horizon: immediate, short, intermediate or long. Can be repeated.",
    overdue="Only actions with an overdue milestone.",
    body="Only actions that this body expects.",
)
def app(context: Context, filters: Filters) -> None:
    """List the actions and their progress."""
    from pap_cli.views.lists.actions import build

    context.open()
    selection = filters.selection(context)
    context.show(build(context.assess(), selection, filters.arrangement()))
