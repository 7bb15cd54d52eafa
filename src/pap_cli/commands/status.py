"""`pap status`."""

from __future__ import annotations

from typing import Annotated

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.filters import Filters
from pap_cli.options.shared import CACHEABLE, completed, with_context


@single(example="pap status --as-of 2016-10-14")
@with_context(cached=True)
def app(
    context: Context,
    owner: Annotated[
        list[str] | None,
        option(
            "--owner",
            "ID",
            "Only what this owner owns or leads, by ID or title; nobody: what has no owner. Can be repeated.",
            completed("owner", "nobody"),
        ),
        CACHEABLE,
    ] = None,
    all: Annotated[bool, option("--all", None, "All sections of the page, and the key."), CACHEABLE] = False,
) -> None:
    """Show the state of the plan on one screen, worst first.

    --all shows the whole page.
    """
    from pap_cli.model.dates import add_months
    from pap_cli.options.me import is_named
    from pap_cli.views.status.view import build

    context.open()
    selection = Filters(owner=owner).selection(context)
    earlier = add_months(context.as_of, -3)
    before, personal = lambda: context.assess(earlier), is_named(context)
    context.show(build(context.assess(), before, context.file_errors, selection, whole=all, personal=personal))
