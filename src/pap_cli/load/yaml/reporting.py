"""The function that the parsers report problems with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from pap_cli.diagnostics import Rule

# Takes a rule, a message, a help text, and the start and end offset.
Report: TypeAlias = Callable[[Rule, str, str, int, int], None]
