"""All rules for problems in files."""

from __future__ import annotations

from pap_cli.diagnostics import Rule
from pap_cli.problems import entries, files, ids, records, tables, values, yaml

RULES: tuple[Rule, ...] = tuple(
    rule
    for module in (files, yaml, tables, records, entries, values, ids)
    for rule in vars(module).values()
    if isinstance(rule, Rule)
)

BY_NAME = {rule.name: rule for rule in RULES}
