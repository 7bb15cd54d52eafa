"""`pap next`."""

from __future__ import annotations

from typing import Annotated

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.filters import Filters, lists
from pap_cli.options.shared import CACHEABLE


@single(example="pap next --owner head-permanence --by 2026-12")
@lists(
    ids="Only these milestones, reviews and clocks, and the milestones of these actions and recommendations.",
    owner="Only items with this owner or lead, by ID or title; nobody: without an owner; everyone: all. Default: the "
    "variable PAP_ME, or me in the file config.toml in your settings. Can be repeated.",
    theme="Only milestones and actions of this theme: its ID or title; none: what has no theme. Can be repeated.",
    body="Only what this body expects, reviews or requires.",
)
def app(
    context: Context,
    filters: Filters,
    by: Annotated[
        str | None,
        option(
            "--by",
            "DATE|TIME",
            "Only items due by DATE, such as 2016-11-30 or 2016-11, or within TIME, such as 28d, 10wd (working days) "
            "or '3 months'. Default: due-soon in pap.toml, otherwise 28 days.",
        ),
        CACHEABLE,
    ] = None,
) -> None:
    """List what is due next: milestones, evidence, reviews, statutory clocks."""
    from pap_cli.options.days import last_day
    from pap_cli.options.me import for_me
    from pap_cli.views.lists.due import next_up

    context.open()
    filters, notes = for_me(context, filters)
    selection = filters.selection(context)
    until = last_day(context, by, "--by") if by is not None else context.policy.soon(context.as_of)
    context.show(next_up(context.assess(), selection, until, filters.arrangement(), notes))
