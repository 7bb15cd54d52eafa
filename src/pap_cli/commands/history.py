"""`pap history`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.shared import completed, names_without, with_context


@single(example="pap history A8.3")
@with_context(names_without("suppress"))
def app(
    context: Context,
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The ID of an item or a KPI, now or before.", autocompletion=completed("item")
        ),
    ],
) -> None:
    """Show the life of an item or a KPI: every version in the repository, and what each commit changed.

    Shows the moves of its dates, approved and not, and the figures of a KPI as they were first known and since. Reads
    only commits: what is not committed is no part of it.
    """
    from pap_cli.load.versions.read import read_history
    from pap_cli.model.config import HistorySettings
    from pap_cli.views.life.view import build

    workspace = context.open(empty=True)
    history = read_history(
        workspace.root,
        settings=HistorySettings(grace=workspace.config.history.grace),
        head=context.known_on.commit if context.known_on is not None else None,
        store=context.store(),
    )
    context.show(build(history, id, context.options.plan, context.as_of))
