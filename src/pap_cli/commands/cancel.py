"""`pap cancel`."""

from __future__ import annotations

from typing import Annotated

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.recording import Ids, OnDay, Reason, records
from pap_cli.options.session import Session
from pap_cli.options.shared import completed


@single(example="pap cancel A12.4 --by cabinet --reason 'Merged with A12.3'")
@records()
def app(
    context: Context,
    session: Session,
    ids: Ids,
    by: Annotated[str | None, option("--by", "WHO", "The body or owner that decided it.", completed("decider"))] = None,
    reason: Reason = None,
    on: OnDay = None,
) -> None:
    """Record that milestones or actions were taken out of the plan, by whom and why."""
    from pap_cli.edit.facts.decisions import cancel
    from pap_cli.edit.items.item import STEPS

    who = session.needed(by, "--by", "write the body or owner that decided it")
    reason = session.needed(reason, "--reason", "write why")
    day = session.day(on, months=False)
    items = session.find(ids, STEPS, "only milestones and actions are cancelled")
    session.record(
        session.each(
            items,
            lambda item: cancel(item, day, by=session.decider(item, who, "--by"), reason=reason, force=session.force),
        )
    )
