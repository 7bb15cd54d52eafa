"""`pap show`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.commands._app import single
from pap_cli.commands._options import reads
from pap_cli.commands._session import Session


def _ids(incomplete: str) -> list[str]:
    from pap_cli.commands._completion import ids

    return ids("item", incomplete)


@single(example="pap show A8.3")
@reads
def app(
    session: Session,
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of anything in a plan.", autocompletion=_ids)],
) -> None:
    """Tell everything about one item.

    Of a recommendation, action, milestone, KPI, review, concern, owner or body, with its place in the file.
    """
    from pap_cli.views.item import build

    session.show(build(session.assessment, id))
