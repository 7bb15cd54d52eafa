"""`pap status`."""

from __future__ import annotations

from pap_cli.context.context import Session
from pap_cli.options.app import single
from pap_cli.options.shared import reads


@single(example="pap status --as-of 2016-10-14")
@reads
def app(session: Session) -> None:
    """Show where the plan stands, on one page, worst first."""
    from pap_cli.model.dates import add_months
    from pap_cli.views.status.view import build

    earlier = add_months(session.as_of, -3)
    session.show(build(session.assessment, lambda: session.assess(earlier), session.faults))
