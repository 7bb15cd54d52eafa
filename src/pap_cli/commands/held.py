"""`pap held`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.recording import OnMonth, records
from pap_cli.options.session import Session
from pap_cli.options.shared import completed


@single(example="pap held ofsted-visit-4 --on 2017-05-23 --outcome 'Better'")
@records()
def app(
    context: Context,
    session: Session,
    id: Annotated[
        str, typer.Argument(metavar="REVIEW", help="The ID of the review.", autocompletion=completed("review"))
    ],
    on: OnMonth = None,
    outcome: Annotated[str | None, option("--outcome", "TEXT", "Its outcome.")] = None,
    reference: Annotated[str | None, option("--reference", "TEXT", "Where the minutes or the letter are.")] = None,
) -> None:
    """Record that a review was held, and its outcome."""
    from pap_cli.edit.facts.reviews import held
    from pap_cli.edit.items.item import Sort

    day = session.day(on)
    items = session.find([id], (Sort.REVIEW,), "only reviews are held")
    session.record(session.each(items, lambda item: held(item, day, outcome=outcome, reference=reference)))
