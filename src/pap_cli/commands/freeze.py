"""`pap freeze`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.recording import OnDay, records
from pap_cli.options.session import Session
from pap_cli.options.shared import completed


@single(example="pap freeze approved-2016 --by improvement-board --on 2016-10-14")
@records()
def app(
    context: Context,
    session: Session,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the baseline is called, without spaces.")],
    by: Annotated[
        str | None, option("--by", "BODY", "The body or owner that approved it.", completed("decider"))
    ] = None,
    on: OnDay = None,
) -> None:
    """Make the plan, as the last commit holds it, a baseline to compare with.

    The name, the day, who approved it and the ID of the commit are written into the plan's header. `pap slippage
    --against NAME` compares with it. Changes of the files that are not committed are not in it.
    """
    from pap_cli.edit.facts.baselines import freeze, uncommitted
    from pap_cli.output.write import write_error

    approver = session.needed(by, "--by", "write which body or owner approved the plan")
    day = session.day(on, months=False)
    item = session.only_plan_item()
    edit = freeze(item, name, day, by=session.decider(item, approver, "--by"), workspace=context.workspace)
    if left_out := uncommitted(context.workspace.root):
        write_error(f"pap: changes in {' and '.join(left_out)} are not committed, and the baseline is without them\n")
    session.record([edit])
