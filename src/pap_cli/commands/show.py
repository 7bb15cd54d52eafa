"""`pap show`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.shared import CACHEABLE, completed, with_context


@single(example="pap show A8.3")
@with_context(cached=True)
def app(
    context: Context,
    id: Annotated[
        str,
        typer.Argument(metavar="ID", help="The ID of any item in a plan.", autocompletion=completed("item")),
        CACHEABLE,
    ],
) -> None:
    """Show one item in full.

    It can be a recommendation, action, milestone, KPI, review, concern, risk, statutory clock, owner, body or theme.
    Also shows where it is in the files.
    """
    from pap_cli.views.item.view import build

    context.open()
    context.show(build(context.assess(), id))
