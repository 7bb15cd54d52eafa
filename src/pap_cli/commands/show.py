"""`pap show`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Session
from pap_cli.options.app import single
from pap_cli.options.shared import completed, reads


@single(example="pap show A8.3")
@reads
def app(
    session: Session,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="The id of anything in a plan.", autocompletion=completed("item"))
    ],
) -> None:
    """Tell everything about one item.

    Of a recommendation, action, milestone, KPI, review, concern, statutory clock, owner or body, with its place.
    """
    from pap_cli.views.item.view import build

    session.show(build(session.assessment, id))
