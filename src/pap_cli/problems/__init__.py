"""Rules for problems in files (PAP0, PAP1), found while reading; rules about the plan itself are in `checks/`.

To add one, add it to the module of its topic: `catalogue.RULES` finds it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from pap_cli.diagnostics import Rule, Severity, rule_page

# A rule, a message and a help text, ready to be reported at a place.
Problem: TypeAlias = tuple[Rule, str, str]
# Reports a rule, a message and a help text at a start and end offset.
Report: TypeAlias = Callable[[Rule, str, str, int, int], None]


def problem(code: str, name: str, page: str, severity: Severity = Severity.ERROR) -> Rule:
    """Return the rule for a problem in a file; `page` may be indented like a docstring."""
    return Rule(code, name, severity, rule_page(page))
