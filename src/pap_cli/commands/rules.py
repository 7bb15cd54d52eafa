"""`pap rules`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.shared import VIEW_OPTIONS, with_context


@single(example="pap rules --format markdown")
@with_context(VIEW_OPTIONS)
def app(context: Context) -> None:
    """List every rule that `pap check` applies."""
    from pap_cli.checks.catalogue import all_rules
    from pap_cli.views.reference.rules import RulesView

    context.show(RulesView(all_rules()))
