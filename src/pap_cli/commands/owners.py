"""`pap owners`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pap_cli.commands._app import single
from pap_cli.commands._filters import lists
from pap_cli.commands._session import Session

if TYPE_CHECKING:
    from pap_cli.views.listing import Arrangement
    from pap_cli.views.selection import Selection


@single(example="pap owners --overdue")
@lists("overdue", "due_within", "horizon", "owner", "body", "rating", "state")
def app(session: Session, selection: Selection, arrangement: Arrangement) -> None:
    """List the owners and what each answers for."""
    from pap_cli.views.owners import build

    session.show(build(session.assessment, selection, arrangement))
