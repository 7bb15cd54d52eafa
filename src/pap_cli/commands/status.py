"""`pap status`."""

from __future__ import annotations

from pap_cli.commands._app import single
from pap_cli.commands._options import reads
from pap_cli.commands._session import Session


@single(example="pap status --as-of 2016-10-14")
@reads
def app(session: Session) -> None:
    """Show where the plan stands, on one page, worst first."""
    from pap_cli.model.dates import add_months
    from pap_cli.views.status import build

    earlier = add_months(session.as_of, -3)
    session.show(build(session.assessment, lambda: session.assess(earlier), session.faults))
