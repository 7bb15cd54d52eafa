"""`pap kpis`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pap_cli.context.context import Session
from pap_cli.options.app import single
from pap_cli.options.filters import lists

if TYPE_CHECKING:
    from pap_cli.columns.listing import Arrangement
    from pap_cli.columns.selection import Selection


@single(example="pap kpis --rating red --columns id,value,target,age_days")
@lists("overdue", "due_within", "horizon", "owner", "body", "rating", "state", "variation", "assurance")
def app(session: Session, selection: Selection, arrangement: Arrangement) -> None:
    """List the KPIs with value, target, gap and age."""
    from pap_cli.views.lists.kpis import build

    session.show(build(session.assessment, selection, arrangement))
