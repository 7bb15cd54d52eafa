"""`pap status`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.shared import with_context


@single(example="pap status --as-of 2016-10-14")
@with_context(cached=True)
def app(context: Context) -> None:
    """Show the state of the plan on one page, worst first."""
    from pap_cli.model.dates import add_months
    from pap_cli.views.status.view import build

    context.open()
    earlier = add_months(context.as_of, -3)
    context.show(build(context.assess(), lambda: context.assess(earlier), context.file_errors))
