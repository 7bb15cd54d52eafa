"""Formulas of derived KPIs, such as `a / b` or `1 - (x + y) / z`: the parser, and the order of computation.

A formula consists of KPI IDs, plain numbers, `+ - * /` and parentheses; `*` and `/` bind tighter than `+` and `-`.  An
ID may contain `-` and `/`, so these two operators need a space on both sides.  Text that looks like a number is a
number, so a KPI with the ID `2016` cannot be used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import quote
from pap_cli.model.kpi import Kpi

# Maximum number of characters in a formula.
MAX_LENGTH = 500
# Maximum number of parentheses open at once.
MAX_DEPTH = 50

# A word, or any other single character except a space.
_TOKEN = re.compile(r"([^\W_][\w.:/\-]*)|\S")
_NUMBER = re.compile(r"[0-9]{1,30}(?:\.[0-9]{1,30})?")
_ADVICE = "a formula consists of KPI IDs, numbers, + - * / and parentheses"
_NO_OPERATOR = ("missing operator", "write + - * or / between two values")
_LOOK_ALIKES = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "—": "-"}


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


class Chain(Struct, frozen=True):
    """Values joined by operators of equal precedence, from left to right: `a - b + c`, or `a / b * c`."""

    first: Node
    rest: tuple[tuple[Operator, Node], ...]
    start: int
    end: int


Node = Number | Reference | Chain


class Formula(Struct, frozen=True):
    """A parsed formula."""

    text: str
    root: Node
    # Every ID in it, in the order of the text.
    references: tuple[Reference, ...]
    # The IDs in it, each once.
    ids: tuple[str, ...]


def leaves(node: Node) -> Iterator[Number | Reference]:
    """Yield the numbers and IDs in a part of a formula, in the order of the text."""
    if isinstance(node, Chain):
        yield from leaves(node.first)
        for _, part in node.rest:
            yield from leaves(part)
    else:
        yield node


def parse_formula(text: str) -> Formula:
    """Parse a formula.

    Raises:
        FormulaError: if TEXT is not a formula, contains no KPI, or is too long or nested too deeply.
    """
    parsed = _parsed(text)
    if isinstance(parsed, FormulaError):
        raise FormulaError(parsed.message, parsed.help, parsed.start, parsed.end)
    return parsed


@lru_cache(maxsize=32_768)  # each is needed twice: to check it and to compute it
def _parsed(text: str) -> Formula | FormulaError:
    try:
        return _parse(text)
    except FormulaError as error:
        return error


def _parse(text: str) -> Formula:
    if len(text) > MAX_LENGTH:
        message, help = f"formula is longer than {MAX_LENGTH} characters", "split it into two KPIs"
        raise FormulaError(message, help, 0, len(text))
    root = _Parser(text).parse()
    references = tuple(node for node in leaves(root) if isinstance(node, Reference))
    if not references:
        raise FormulaError("formula contains no KPI", _ADVICE, 0, len(text))
    return Formula(text, root, references, tuple(dict.fromkeys(reference.id for reference in references)))


class _Token(NamedTuple):
    text: str
    start: int
    word: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the words and operators of a formula, and an empty token at its end.

    Raises:
        FormulaError: if there is any other character, or no space around a minus.
    """
    for found in _TOKEN.finditer(text):
        token = _Token(found[0], found.start(), word=found[1] is not None)
        if not token.word:
            _check_operator(text, token)
        yield token
    yield _Token("", len(text), word=False)


def _check_operator(text: str, token: _Token) -> None:
    if token.text in _LOOK_ALIKES:
        message, help = f"unexpected {quote(token.text)} in the formula", f"write {_LOOK_ALIKES[token.text]}"
        raise FormulaError(message, help, token.start, token.end)
    if token.text not in "+-*/()":
        raise FormulaError(f"unexpected {quote(token.text)} in the formula", _ADVICE, token.start, token.end)
    around = text[max(0, token.start - 1) : token.start] + text[token.end : token.end + 1]
    if token.text == "-" and around.strip():
        raise FormulaError("- needs a space on both sides", "write it like a - b", token.start, token.end)


class _Parser:
    """Recursive descent parser: sums of products of numbers, IDs and formulas in parentheses."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.last = _Token("", 0, word=False)
        self.token = next(self.tokens)
        self.depth = 0

    def parse(self) -> Node:
        node = self.sum()
        if self.token.text == ")":
            raise self.error("this parenthesis is not opened", "delete it, or add ( before it")
        if self.token.text:
            if self.last.text.endswith(("-", "/")):
                sign = self.last.text[-1]
                message, help = f"{sign} needs a space on both sides", f"write it like a {sign} b"
                raise FormulaError(message, help, self.last.end - 1, self.last.end)
            raise self.error(*_NO_OPERATOR)
        return node

    def sum(self) -> Node:
        return self.chain((Operator.PLUS, Operator.MINUS), self.product)

    def product(self) -> Node:
        return self.chain((Operator.TIMES, Operator.OVER), self.value)

    def chain(self, operators: tuple[Operator, ...], part: Callable[[], Node]) -> Node:
        start = self.token.start
        first = part()
        rest: list[tuple[Operator, Node]] = []
        while self.token.text in operators:
            operator = Operator(self.token.text)
            self.advance()
            rest.append((operator, part()))
        return Chain(first, tuple(rest), start, self.last.end) if rest else first

    def value(self) -> Node:
        token = self.token
        if token.word:
            self.advance()
            if _NUMBER.fullmatch(token.text):
                return Number(float(token.text), token.start, token.end)
            return Reference(token.text, token.start, token.end)
        if token.text != "(":
            message = "expected a number or a KPI ID" if token.text else "formula is incomplete"
            raise self.error(message, "add one, or delete the operator" if token.text else "add a number or a KPI ID")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(f"more than {MAX_DEPTH} nested parentheses", "split it into two KPIs")
        self.advance()
        node = self.sum()
        if self.token.text != ")":
            if self.token.text:
                raise self.error(*_NO_OPERATOR)
            raise FormulaError("this parenthesis is not closed", "add ) where it ends", token.start, token.end)
        self.depth -= 1
        self.advance()
        return node

    def advance(self) -> None:
        self.last = self.token
        self.token = next(self.tokens)

    def error(self, message: str, help: str) -> FormulaError:
        """Return an error at the current token; at the one before if the text has ended."""
        at = self.token if self.token.text else self.last
        return FormulaError(message, help, at.start, at.end)


# The plan and ID of a KPI; an ID is unique only within its plan.
Key = tuple[str | None, str]


def by_key(kpis: Iterable[Kpi]) -> dict[Key, Kpi]:
    """Return KPIs by plan and ID, the first of each."""
    found: dict[Key, Kpi] = {}
    for kpi in kpis:
        found.setdefault((kpi.plan, kpi.id), kpi)
    return found


def named_by(kpi: Kpi, id: str, known: Mapping[Key, Kpi]) -> Kpi | None:
    """Return the KPI that an ID in a KPI's formula refers to: one in its plan, otherwise one of the workspace."""
    return known.get((kpi.plan, id)) or known.get((None, id))


def in_dependency_order(inputs: Mapping[Key, Iterable[Key]]) -> Iterator[Key]:
    """Yield derived KPIs in order of computation, except those in or after a cycle.

    Args:
        inputs: the KPIs that each derived KPI is computed from.
    """
    users: dict[Key, list[Key]] = {}
    waiting = {key: sum(1 for one in named if one in inputs) for key, named in inputs.items()}
    for key, named in inputs.items():
        for one in named:
            users.setdefault(one, []).append(key)
    ready = [key for key, count in waiting.items() if not count]
    while ready:
        key = ready.pop()
        yield key
        for user in users.get(key, ()):
            waiting[user] -= 1
            if not waiting[user]:
                ready.append(user)
