"""`pap extend`."""

from __future__ import annotations

from typing import Annotated

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.recording import Ids, Reason, records
from pap_cli.options.session import Session
from pap_cli.options.shared import completed


@single(example="pap extend A24.3 --to 2017-10 --asked today --reason 'Readvertised'")
@records()
def app(
    context: Context,
    session: Session,
    ids: Ids,
    to: Annotated[str, option("--to", "DATE", "The new due date: a day, a month or a quarter.")],
    reason: Reason = None,
    by: Annotated[
        str | None, option("--by", "WHO", "The body or owner that approved it.", completed("decider"))
    ] = None,
    approved: Annotated[str | None, option("--approved", "DATE", "When it was approved. It counts from then.")] = None,
    asked: Annotated[str | None, option("--asked", "DATE", "When it was asked for, if that is recorded.")] = None,
) -> None:
    """Record a later due date that a body approved, or that was asked for.

    The first due date is never changed.
    """
    from pap_cli.edit.draft.edits import Edit
    from pap_cli.edit.facts.due_dates import extend
    from pap_cli.edit.items.item import Item

    reason = session.needed(reason, "--reason", "write why the date moves")
    if approved is None and asked is None:
        session.missing("--approved", "write the day of the approval, or  --asked DATE  if it is only asked for")
    who = session.needed(by, "--by", "write the body or owner that approved it") if approved is not None else by
    given = session.day(approved, "--approved") if approved is not None else None
    requested = session.day(asked, "--asked", months=False) if asked is not None else None
    to = session.due(to, "--to")

    def extended(item: Item) -> Edit:
        decider = session.decider(item, who, "--by") if who is not None else None
        return extend(item, to, by=decider, reason=reason, asked=requested, approved=given)

    items = session.steps(ids, "only milestones, and actions with dates, have a due date")
    session.record(session.each(items, extended))
