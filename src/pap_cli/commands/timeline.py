"""`pap timeline`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pap_cli.context.context import Session
from pap_cli.options.app import single
from pap_cli.options.filters import lists

if TYPE_CHECKING:
    from pap_cli.columns.listing import Arrangement
    from pap_cli.columns.selection import Selection


@single(example="pap timeline --owner head-permanence")
@lists("overdue", "due_within", "horizon", "owner", "body", "rating", "state", arranged=False)
def app(session: Session, selection: Selection, _: Arrangement) -> None:
    """Draw the milestones on a time axis.

    First date, approved date, forecast, delivery, evidence, and the day of the report.
    """
    from pap_cli.views.lists.timeline import build

    session.show(build(session.assessment, selection))
