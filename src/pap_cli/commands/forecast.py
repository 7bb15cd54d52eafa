"""`pap forecast`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.recording import Id, OnDay, records
from pap_cli.options.session import Session


@single(example="pap forecast A24.3 2017-03-31 --on 2016-10-14")
@records()
def app(
    context: Context,
    session: Session,
    id: Id,
    to: Annotated[str, typer.Argument(metavar="DATE", help="The day, month or quarter that the owner expects.")],
    on: OnDay = None,
) -> None:
    """Record when the owner of a milestone expects to be done."""
    from pap_cli.edit.facts.due_dates import forecast

    day, to = session.day(on, months=False), session.due(to, "DATE")
    items = session.steps([id], "only milestones, and actions with dates, have a forecast")
    session.record(session.each(items, lambda item: forecast(item, to, day)))
