"""`pap judge`."""

from __future__ import annotations

from typing import Annotated

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.recording import Ids, NoteText, OnMonth, records
from pap_cli.options.session import Session
from pap_cli.options.shared import completed


@single(example="pap judge A24.3 --status at-risk --percent 60 --by director-csc")
@records()
def app(
    context: Context,
    session: Session,
    ids: Ids,
    status: Annotated[
        str | None, option("--status", "WORD", "on-track, at-risk, off-track, complete, or words of your own.")
    ] = None,
    percent: Annotated[str | None, option("--percent", "NUMBER", "How much of it is complete, from 0 to 100.")] = None,
    on: OnMonth = None,
    by: Annotated[
        str | None, option("--by", "WHO", "Who judges: an owner, a body or any name.", completed("decider"))
    ] = None,
    note: NoteText = None,
) -> None:
    """Record what somebody judges of an item: its status, how much of it is complete."""
    from pap_cli.edit.facts.remarks import judge, share
    from pap_cli.edit.items.item import JUDGED

    if status is None and percent is None:
        session.missing("--status", "write a status, such as  --status at-risk, or  --percent 60")
    part, day = share(percent, "--percent") if percent is not None else None, session.day(on)
    items = session.find(ids, JUDGED, "only recommendations, actions and milestones are judged")
    session.record(
        session.each(
            items, lambda item: judge(item, day, status=status, percent=part, by=session.author(item, by), said=note)
        )
    )
