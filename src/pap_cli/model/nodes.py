"""The parts of a formula: numbers, KPIs, functions of them, and chains of these joined by operators."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from pap_cli.bad_value import BadValueError


class FormulaError(BadValueError):
    """A formula that cannot be computed, with the offsets of the error in its text."""

    def __init__(self, message: str, help: str, start: int, end: int) -> None:
        super().__init__(message, help, "bad-formula")
        self.start = start
        self.end = end


class Operator(StrEnum):
    """An operation on two values."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"


class Function(StrEnum):
    """A function of the figures of a KPI."""

    # The sum since the year began.
    YTD = "ytd"
    # The sum of the last months.
    ROLLING = "rolling"
    # The figure of each period, out of a sum of either kind.
    IN_PERIOD = "in-period"


class Number(Struct, frozen=True):
    """A plain number and its offsets."""

    value: float
    start: int
    end: int


class Reference(Struct, frozen=True):
    """The ID of a KPI and its offsets."""

    id: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """Its text."""
        return self.id


class Call(Struct, frozen=True):
    """A function of the figures of a KPI, or of another function of them, and its offsets."""

    function: Function
    of: Reference | Call
    start: int
    end: int
    # The months that a rolling sum covers.
    months: int = 0
    # The KPI with the first figures of a rolling sum that is taken apart.
    first: Reference | None = None

    @property
    def key(self) -> str:
        """Its text, in one form."""
        more = f", {self.months}" if self.months else f", {self.first.id}" if self.first else ""
        return f"{self.function}({self.of.key}{more})"

    @property
    def reference(self) -> Reference:
        """The KPI in it."""
        return self.of if isinstance(self.of, Reference) else self.of.reference


class Chain(Struct, frozen=True):
    """Values joined by operators of equal precedence, from left to right: `a - b + c`, or `a / b * c`."""

    first: Node
    rest: tuple[tuple[Operator, Node], ...]
    start: int
    end: int


Node = Number | Reference | Call | Chain


def leaves(node: Node) -> Iterator[Number | Reference | Call]:
    """Yield the numbers, IDs and functions in a part of a formula, in the order of the text."""
    if isinstance(node, Chain):
        yield from leaves(node.first)
        for _, part in node.rest:
            yield from leaves(part)
    else:
        yield node


def references(node: Node) -> Iterator[Reference]:
    """Yield the IDs in a part of a formula, in the order of the text."""
    for leaf in leaves(node):
        if isinstance(leaf, Reference):
            yield leaf
        elif isinstance(leaf, Call):
            yield from references(leaf.of)
            if leaf.first is not None:
                yield leaf.first


def functions(call: Call) -> list[Function]:
    """Return the function of a call and those within it."""
    return [call.function, *(functions(call.of) if isinstance(call.of, Call) else ())]
