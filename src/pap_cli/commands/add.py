"""`pap add`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.adding import Keys, adds, complete, interactive, values
from pap_cli.options.app import single
from pap_cli.options.session import Session


@single(example="pap add milestone --under A8 --title Panel --due 2016-12")
@adds()
def app(
    context: Context,
    session: Session,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="recommendation, action, milestone, kpi, review or risk.")
    ],
    keys: Keys,
) -> None:
    """Add an item to the plan.

    What is not given is asked for on a terminal. The next free ID is offered.
    """
    from pap_cli.diagnostics import nearest
    from pap_cli.edit.facts.additions import ADDED, Addition, add, next_id
    from pap_cli.edit.items.item import Sort, find
    from pap_cli.edit.text.scalars import Word

    kind = kind.casefold()
    if kind not in ADDED:
        near = nearest(kind, ADDED)
        raise PapError(
            f"“{kind}” cannot be added", f"did you mean {near}?" if near else f"write one of {', '.join(ADDED)}"
        )
    given = complete(kind, keys, session)
    sort = ADDED[kind][0]
    under = None
    if "under" in given:
        under = find(
            context.portfolio, given["under"], (Sort.ACTION, Sort.RECOMMENDATION), "milestones belong to one of these"
        )
    plan = session.plan_of(under) if under is not None else session.only_plan(needed=sort is not Sort.KPI)
    offered = next_id(context.workspace, sort, plan, under, given.get("title", given.get("body", "")))
    if "id" not in given:
        given["id"] = session.ask("ID", offered) if interactive() else offered
    fields = values(given)
    if sort in (Sort.ACTION, Sort.MILESTONE) and "added" not in fields and plan is not None:
        day = session.day(None, "--added") if context.today() > plan.header.start else None
        fields |= {"added": Word(day)} if day is not None else {}
    if sort is Sort.RISK and "raised" not in fields:
        fields["raised"] = Word(session.day(None, "--raised"))
    addition = Addition(sort=sort, plan=plan, under=under, fields=fields)
    edit, files = add(context.workspace, addition, given.get("file"))
    session.record([edit], files=files)
