"""`pap explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.shared import VIEW_OPTIONS, completed_rules, with_context


@single(example="pap explain milestone-overdue")
@with_context(VIEW_OPTIONS)
def app(
    context: Context,
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="Name or code of a rule.", autocompletion=completed_rules)
    ],
) -> None:
    """Explain a rule: what it finds and why it matters."""
    from pap_cli.checks.catalogue import find_rule
    from pap_cli.views.reference.rules import RuleView

    context.show(RuleView(find_rule(rule)))
