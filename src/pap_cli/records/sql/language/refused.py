"""What is refused in a definition, and where in its text."""

from __future__ import annotations

from typing import Any

# A part of a syntax tree; sqlglot has no types that hold.
Node = Any


class RefusedError(Exception):
    """Something in a definition that is not allowed, or not understood: line and column count from 1 in its text."""

    def __init__(self, message: str, help: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message, self.help, self.line, self.column = message, help, line, column


def place_of(node: Node) -> tuple[int, int]:
    """Return the line and column at which a part of a definition starts; 1, 1 if it cannot be told."""
    starts = [
        (one.meta["line"], one.meta["col"] - (one.meta["end"] - one.meta["start"]))
        for one in node.walk()
        if "line" in one.meta and "start" in one.meta
    ]
    return min(starts, default=(1, 1))


def refuse(node: Node, message: str, help: str) -> RefusedError:
    """Return the error for a part of a definition, with its place."""
    return RefusedError(message, help, *place_of(node))
