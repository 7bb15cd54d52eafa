"""`pap explain`."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from pap_cli.options.app import single
from pap_cli.options.shared import ColourOption, FormatOption, OutputOption, named_rules


@single(example="pap explain milestone-overdue")
def app(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="A rule's name or code.", autocompletion=named_rules)],
    format: FormatOption = None,
    output: OutputOption = None,
    color: ColourOption = "auto",
) -> None:
    """Tell what a rule finds, and why it matters."""
    from pap_cli.checks.catalogue import find_rule
    from pap_cli.context.context import emit
    from pap_cli.views.reference.rules import RuleView

    emit(RuleView(find_rule(rule)), format, output, color, os.environ)
