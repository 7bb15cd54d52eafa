"""`pap recommendations`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.filters import Filters, lists


@single(example="pap recommendations --search adoption")
@lists(
    "owner",
    "rating",
    "theme",
    ids="Only these recommendations, and those that these actions and milestones answer.",
    due_within="Only recommendations with a milestone due within TIME, such as 28d, 10wd (working days) or '3 months'.",
    horizon="Only recommendations with a milestone in this horizon: immediate, short, intermediate or long. "
    "Can be repeated.",
    overdue="Only recommendations with an overdue milestone.",
    body="Only recommendations made by this body.",
)
def app(context: Context, filters: Filters) -> None:
    """List the recommendations and how far they are covered."""
    from pap_cli.views.lists.recommendations import build

    context.open()
    selection = filters.selection(context)
    context.show(build(context.assess(), selection, filters.arrangement()))
