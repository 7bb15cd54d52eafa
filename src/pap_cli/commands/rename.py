"""`pap rename`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.recording import records
from pap_cli.options.session import Session
from pap_cli.options.shared import completed


@single(example="pap rename A8.3 A8.30")
@records()
def app(
    context: Context,
    session: Session,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The ID.", autocompletion=completed("item"))],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The ID that it has from now on.")],
) -> None:
    """Change an ID and every reference to it; the item keeps the old one in `was`."""
    from pap_cli.edit.facts.structure import rename
    from pap_cli.edit.items.item import Sort
    from pap_cli.output.write import write_error

    sorts = tuple(sort for sort in Sort if sort is not Sort.PLAN)
    (item,) = session.find([old], sorts, "the ID of a plan is not changed by a command")
    edit, files, others = rename(context.workspace, item, new.strip())
    session.record([edit], files=files)
    if others:
        write_error(f"pap: {item.id} is also in {', '.join(others)}\n  change it there by hand\n")
