"""`pap milestones`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pap_cli.context.context import Session
from pap_cli.options.app import single
from pap_cli.options.filters import lists

if TYPE_CHECKING:
    from pap_cli.columns.listing import Arrangement
    from pap_cli.columns.selection import Selection


@single(example="pap milestones --overdue --horizon short --sort -days_overdue")
@lists("overdue", "due_within", "horizon", "owner", "body", "rating", "state")
def app(session: Session, selection: Selection, arrangement: Arrangement) -> None:
    """List the milestones, worst first."""
    from pap_cli.views.lists.milestones import build

    session.show(build(session.assessment, selection, arrangement))
