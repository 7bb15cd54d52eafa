"""`pap diff`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.filters import Filters, lists
from pap_cli.options.shared import CACHEABLE


@single(example="pap diff --since 2016-07 --as-of 2016-10-14")
@lists(
    ids="Two days, or two revisions, to compare; without the second, the first is compared with the as-of date, or "
    "with the files as they are. An ID: only changes of this item.",
    owner="Only items with this owner or lead, by ID or title; nobody: without an owner. Can be repeated.",
    body="With --since last-review: the last meeting of this body.",
)
def app(
    context: Context,
    filters: Filters,
    since: Annotated[
        str | None,
        option(
            "--since",
            "DATE|last-review",
            "Compare with this date, with the first day of a month such as 2016-07, or with last-review: the last "
            "meeting that reviewed the plan. Default: 3 months before the as-of date.",
        ),
        CACHEABLE,
    ] = None,
    known: Annotated[
        bool,
        option("--known", None, "Compare what the repository held on each of the two days."),
    ] = False,
    exit_code: Annotated[
        bool, option("--exit-code", None, "Exit with code 1 if something changed, otherwise with 0."), CACHEABLE
    ] = False,
) -> None:
    """List what changed between two days, or two revisions: delivered, overdue, moved, figures.

    Compares the files as they are now at the two days: only dated facts count. The later day is --as-of. What looks
    like a date is a day; rev:NAME is always a revision. Two revisions are compared as of one day.
    """
    from msgspec.structs import replace

    from pap_cli.model.dates import add_months
    from pap_cli.options.days import first_day
    from pap_cli.options.points import points_of
    from pap_cli.views.lists.changes import build

    context.open()
    ids, points = points_of(context, filters.ids or [], since, known=known)
    selection = replace(filters, ids=ids or None).selection(context)
    if points is None:
        day = add_months(context.as_of, -3)
        if since is not None:
            day = first_day(context, since, context.portfolio.plans, selection.body or None)
        before, now, words = context.assess(day), context.assess(), ""
        if known:
            from pap_cli.options.points import known_at

            before, now = known_at(context, day), known_at(context, context.as_of)
    else:
        before, now, words = points
    view = build(before, now, selection, filters.arrangement(), words=words)
    context.show(view)
    if exit_code and view.items:
        raise typer.Exit(1)
