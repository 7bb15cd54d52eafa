"""The exception that parsers raise; `errors` stays without it, since the start of every command imports that."""

from __future__ import annotations

from typing import Literal, TypeAlias

# The rules that report a bad value in a file, by name: their pages are in `problems`, which `model` cannot import.
ValueRule: TypeAlias = Literal[
    "bad-value", "impossible-date", "date-format", "wrong-shape", "missing-key", "bad-id", "bad-formula", "too-much"
]


class BadValueError(ValueError):
    """A value that cannot be read: what is wrong with it, what to write instead, and the rule that reports it."""

    def __init__(self, message: str, help: str = "", rule: ValueRule = "bad-value") -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.rule = rule
