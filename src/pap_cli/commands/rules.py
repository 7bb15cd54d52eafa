"""`pap rules`."""

from __future__ import annotations

import os

from pap_cli.options.app import single
from pap_cli.options.shared import ColourOption, FormatOption, OutputOption


@single(example="pap rules --format markdown")
def app(format: FormatOption = None, output: OutputOption = None, color: ColourOption = "auto") -> None:
    """List every rule that `pap check` asks."""
    from pap_cli.checks.catalogue import all_rules
    from pap_cli.context.context import emit
    from pap_cli.views.reference.rules import RulesView

    emit(RulesView(all_rules()), format, output, color, os.environ)
