"""`pap digest`."""

from __future__ import annotations

from typing import Annotated

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.asking import DueWithin, days_of, people
from pap_cli.options.shared import CACHEABLE, completed, with_context


@single(example="pap digest --owner head-permanence --since 2016-09")
@with_context()
def app(
    context: Context,
    owner: Annotated[
        list[str] | None,
        option(
            "--owner",
            "ID",
            "Whose it is: an owner or lead, by ID or title. Default: the variable PAP_ME, or me in the file "
            "config.toml in your settings. Can be repeated.",
            completed("owner"),
        ),
        CACHEABLE,
    ] = None,
    since: Annotated[
        str | None,
        option("--since", "DATE", "Leave out what was so on this day already."),
        CACHEABLE,
    ] = None,
    due_within: DueWithin = None,
) -> None:
    """Print what is asked of an owner: what is late or due, evidence and figures that are missing.

    It is what pap chase sends, for whoever sends mail in another way.
    """
    from pap_cli.assess.asked import questions
    from pap_cli.options.days import first_day
    from pap_cli.views.digest import Digest

    context.open()
    who = people(context, owner)
    until, everything = days_of(context, due_within, context.as_of)
    asked = questions(context.assess(), until, everything=everything).of(one.key for one in who)
    day = None
    if since is not None:
        day = first_day(context, since, context.portfolio.plans, None)
        then, all_then = days_of(context, due_within, day)
        asked = asked.since(questions(context.assess(day), then, everything=all_then).of(one.key for one in who))
    titles = {plan.id: plan.title for plan in context.portfolio.plans}
    context.show(
        Digest(
            asked=asked,
            owners=tuple(dict.fromkeys((one.owner.id, one.owner.title) for one in who)),
            plans=tuple(dict.fromkeys(titles[one.plan] for one in who)),
            since=day,
        )
    )
