"""`pap timeline`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.filters import Filters, lists


@single(example="pap timeline --owner head-permanence")
@lists(
    "horizon",
    "owner",
    "rating",
    "state",
    "theme",
    arranged=False,
    ids="Only these milestones, and those of these actions and recommendations.",
    due_within="Only open milestones due within TIME, such as 28d, 10wd (working days) or '3 months'.",
    overdue="Only overdue milestones.",
    body="Only milestones that this body expects.",
)
def app(context: Context, filters: Filters) -> None:
    """Draw the milestones on a time axis.

    Shows the first due date, approved due date, forecast, delivery and accepted evidence of each milestone, and the
    as-of date.
    """
    from pap_cli.views.lists.timeline import build

    context.open()
    selection = filters.selection(context)
    context.show(build(context.assess(), selection))
