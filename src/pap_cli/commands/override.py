"""`pap override`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.recording import Id, OnDay, Reason, records
from pap_cli.options.session import Session
from pap_cli.options.shared import completed


@single(example="pap override A12.4 amber --by dcs --until 2099-12-30 --reason R")
@records()
def app(
    context: Context,
    session: Session,
    id: Id,
    rating: Annotated[
        str, typer.Argument(metavar="RATING", help="red, amber, green, blue or grey, or its name in the plan's key.")
    ],
    by: Annotated[str | None, option("--by", "WHO", "The body or owner that decided it.", completed("decider"))] = None,
    reason: Reason = None,
    until: Annotated[str | None, option("--until", "DATE", "The last day it counts.")] = None,
    on: OnDay = None,
) -> None:
    """Set the rating of milestones or KPIs for a time, with who decided it and why."""
    from pap_cli.edit.facts.decisions import override, rating_named
    from pap_cli.edit.items.item import OVERRIDDEN

    who = session.needed(by, "--by", "write the body or owner that decided it")
    reason = session.needed(reason, "--reason", "write why the computed rating is wrong")
    last = session.exact_day(session.needed(until, "--until", "write the last day on which it counts"), "--until")
    day = session.day(on, months=False)
    (item,) = session.find([id], OVERRIDDEN, "only milestones, actions with dates, and KPIs have a rating of their own")
    colour = rating_named(session.plan_of(item), rating)
    decider = session.decider(item, who, "--by")
    session.record([override(item, colour, day, by=decider, reason=reason, until=last, force=session.force)])
