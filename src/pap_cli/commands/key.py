"""`pap key`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.shared import with_context


@single(example="pap key")
@with_context(cached=True)
def app(context: Context) -> None:
    """Show what the ratings mean, in the words of the plan's key."""
    from pap_cli.views.reference.key import KeyView

    context.open()
    context.show(KeyView(context.assess()))
