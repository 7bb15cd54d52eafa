"""`pap recommendations`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.filters import Filters, lists


@single(example="pap recommendations --search adoption")
@lists(
    "due_within",
    "horizon",
    "owner",
    "rating",
    "state",
    overdue="Only recommendations with an overdue milestone.",
    body="Only recommendations made by this body.",
)
def app(context: Context, filters: Filters) -> None:
    """List the recommendations and how far they are covered."""
    from pap_cli.views.lists.recommendations import build

    context.open()
    selection = filters.selection(context)
    context.show(build(context.assess(), selection, filters.arrangement()))
