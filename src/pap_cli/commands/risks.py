"""`pap risks`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.filters import Filters, lists


@single(example="pap risks --open --rating red")
@lists(
    "owner",
    open="Only open risks.",
    theme="Only risks that threaten or are treated by items of this theme: its ID or title; none: of no theme. Can be "
    "repeated.",
    rating="Rating: red, amber, green or grey (closed or not scored). Can be repeated.",
)
def app(context: Context, filters: Filters) -> None:
    """List the risks: score, direction, owner, treatment."""
    from pap_cli.views.lists.risks import build

    context.open()
    selection = filters.selection(context)
    context.show(build(context.assess(), selection, filters.arrangement()))
