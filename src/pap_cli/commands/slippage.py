"""`pap slippage`."""

from __future__ import annotations

from typing import Annotated

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.filters import Filters, lists, members
from pap_cli.options.shared import CACHEABLE


@single(example="pap slippage --group-by owner")
@lists(
    "horizon",
    "owner",
    "rating",
    "state",
    "theme",
    ids="Only these milestones, and those of these actions and recommendations.",
    body="Only milestones that this body expects.",
)
def app(
    context: Context,
    filters: Filters,
    group_by: Annotated[
        str | None,
        option("--group-by", "WHAT", "Group the milestones by action, owner, body (that expects them) or horizon."),
        CACHEABLE,
    ] = None,
    against: Annotated[
        str | None,
        option("--against", "NAME", "Compare with the plan as this baseline holds it: pap freeze makes one."),
    ] = None,
    history: Annotated[
        bool,
        option(
            "--history",
            None,
            "Count due dates that were changed in the commits of the repository without an approval too.",
        ),
    ] = False,
) -> None:
    """List the milestones whose dates slipped, worst first, and draw the S-curves of all.

    Shows the original date, the approved date, the forecast or delivery, the days between, and how often the date was
    moved, with an approval and without. The S-curves count the milestones due by each day and those delivered.
    """
    from pap_cli.errors import PapError
    from pap_cli.views.lists.slippage import GroupBy, build

    if against is not None and history:
        raise PapError("--against and --history both say what the dates were at first", "leave one of them out")
    context.open()
    selection = filters.selection(context)
    chosen = members([group_by], GroupBy, "--group-by") if group_by is not None else ()
    baseline = edits = None
    notes: tuple[str, ...] = ()
    if against is not None:
        from pap_cli.options.baselines import baseline_named

        baseline = baseline_named(context, against)
    if history:
        from pap_cli.options.silent_moves import silent_moves

        edits, notes = silent_moves(context)
    view = build(
        context.assess(),
        selection,
        filters.arrangement(),
        by=next(iter(chosen), None),
        against=baseline,
        edits=edits,
        notes=notes,
    )
    context.show(view)
