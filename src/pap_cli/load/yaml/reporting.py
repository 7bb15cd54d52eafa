"""How the readers of a file tell what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from pap_cli.diagnostics import Rule

# Takes a rule, a message, a help text, and the first and last offset of what is wrong.
Report: TypeAlias = Callable[[Rule, str, str, int, int], None]
