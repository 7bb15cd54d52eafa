"""`pap reviews`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.filters import Filters, lists


@single(example="pap reviews --body cabinet")
@lists(
    due_within="Only reviews due within TIME, such as 28d, 10wd (working days) or '3 months'.",
    overdue="Only overdue or missed reviews.",
    body="Only reviews by this body.",
)
def app(context: Context, filters: Filters) -> None:
    """List the reviews: held, missed, due next."""
    from pap_cli.views.lists.reviews import build

    context.open()
    selection = filters.selection(context)
    context.show(build(context.assess(), selection, filters.arrangement()))
