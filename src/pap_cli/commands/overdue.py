"""`pap overdue`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.filters import Filters, lists


@single(example="pap overdue --owner head-permanence")
@lists(
    ids="Only these milestones, reviews and clocks, and the milestones of these actions and recommendations.",
    owner="Only items with this owner or lead, by ID or title; nobody: without an owner; everyone: all. Default: the "
    "variable PAP_ME, or me in the file config.toml in your settings. Can be repeated.",
    theme="Only milestones and actions of this theme: its ID or title; none: what has no theme. Can be repeated.",
    body="Only what this body expects, reviews or requires.",
)
def app(context: Context, filters: Filters) -> None:
    """List what is late and whose: milestones, evidence, reviews, statutory clocks."""
    from pap_cli.options.me import for_me
    from pap_cli.views.lists.due import overdue

    context.open()
    filters, notes = for_me(context, filters)
    selection = filters.selection(context)
    context.show(overdue(context.assess(), selection, filters.arrangement(), notes))
