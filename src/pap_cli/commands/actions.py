"""`pap actions`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.filters import Filters, lists


@single(example="pap actions --rating red,amber")
@lists(
    "due_within",
    "horizon",
    "owner",
    "rating",
    "state",
    overdue="Only actions with an overdue milestone.",
    body="Only actions that this body expects.",
)
def app(context: Context, filters: Filters) -> None:
    """List the actions and their progress."""
    from pap_cli.views.lists.actions import build

    context.open()
    selection = filters.selection(context)
    context.show(build(context.assess(), selection, filters.arrangement()))
