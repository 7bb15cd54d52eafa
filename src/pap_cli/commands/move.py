"""`pap move`."""

from __future__ import annotations

from typing import Annotated

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.recording import Id, records
from pap_cli.options.session import Session
from pap_cli.options.shared import completed


@single(example="pap move A8.4 --under A11")
@records()
def app(
    context: Context,
    session: Session,
    id: Id,
    under: Annotated[
        str,
        option("--under", "ID", "The action or recommendation that it belongs to from now on.", completed("action")),
    ],
) -> None:
    """Move a milestone to another action or recommendation, with the comments above it."""
    from pap_cli.edit.facts.structure import move
    from pap_cli.edit.items.item import Sort, find

    (item,) = session.find([id], (Sort.MILESTONE,), "only milestones are moved")
    portfolio = context.workspace.portfolio.only(item.plan) if item.plan else context.portfolio
    parent = find(portfolio, under, (Sort.ACTION, Sort.RECOMMENDATION), "milestones belong to one of these")
    edit, files = move(context.workspace, item, parent)
    session.record([edit], files=files)
