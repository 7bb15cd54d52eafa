"""`pap note`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.recording import Id, OnMonth, records
from pap_cli.options.session import Session
from pap_cli.options.shared import completed


@single(example="pap note A8.3 'Begun early for 19 of 27' --on 2016-09-12")
@records()
def app(
    context: Context,
    session: Session,
    id: Id,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note.")],
    on: OnMonth = None,
    by: Annotated[
        str | None, option("--by", "WHO", "Its author: an owner, a body or any name.", completed("decider"))
    ] = None,
) -> None:
    """Add a dated note to an item."""
    from pap_cli.edit.facts.remarks import note
    from pap_cli.edit.items.item import WITH_NOTES

    day = session.day(on)
    items = session.find([id], WITH_NOTES, "it has no notes")
    session.record(session.each(items, lambda item: note(item, text, day, session.author(item, by))))
