"""The formula of a derived KPI, such as `a / b` or `1 - (x + y) / z`: what is written, and what it names.

It is made of ids of KPIs, plain numbers, `+ - * /` and parentheses, and nothing else; `*` and `/` come before `+` and
`-`.  An id may hold `-` and `/`, so that these two need a space on both sides where they stand for an operation.  What
reads as a number is one, so that a KPI called `2016` cannot be named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from pap_cli.model.dates import quote
from pap_cli.model.kpi import Kpi

# How many characters a formula may have.
MAX_LENGTH = 500
# How many parentheses may be open at once.
MAX_DEPTH = 50

# A word, or any other single character that is no space.
_TOKEN = re.compile(r"([^\W_][\w.:/\-]*)|\S")
_NUMBER = re.compile(r"[0-9]{1,30}(?:\.[0-9]{1,30})?")
_ADVICE = "it is made of ids of KPIs, numbers, + - * / and parentheses"
_LOOK_ALIKES = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "—": "-"}


class FormulaError(ValueError):
    """A formula that cannot be computed: the words for it, and from where to where in its text, as offsets.

    The words are what is wrong and, after a semicolon, what to write instead.
    """

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


class Operator(StrEnum):
    """What is done with two values."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"
    OVER = "/"


class Number(Struct, frozen=True):
    """A plain number, and where it stands."""

    value: float
    start: int
    end: int


class Reference(Struct, frozen=True):
    """The id of a KPI, and where it stands."""

    id: str
    start: int
    end: int


class Chain(Struct, frozen=True):
    """Values joined by operators of one rank, worked from the left: `a - b + c`, or `a / b * c`."""

    first: Node
    rest: tuple[tuple[Operator, Node], ...]
    start: int
    end: int


Node = Number | Reference | Chain


class Formula(Struct, frozen=True):
    """A formula as it was read."""

    text: str
    root: Node
    # Every id in it, in the order of the text.
    references: tuple[Reference, ...]
    # The ids in it, each once.
    ids: tuple[str, ...]


def leaves(node: Node) -> Iterator[Number | Reference]:
    """The numbers and ids in a part of a formula, in the order of the text."""
    if isinstance(node, Chain):
        yield from leaves(node.first)
        for _, part in node.rest:
            yield from leaves(part)
    else:
        yield node


def parse_formula(text: str) -> Formula:
    """Read a formula.

    Raises:
        FormulaError: it is not one, it names no KPI, or it is longer or deeper than any formula need be.
    """
    found = _parsed(text)
    if isinstance(found, FormulaError):
        raise FormulaError(str(found), found.start, found.end)
    return found


@lru_cache(maxsize=32_768)  # each is asked for when it is checked and when it is computed
def _parsed(text: str) -> Formula | FormulaError:
    """A formula, or what is wrong with it."""
    try:
        return _read(text)
    except FormulaError as error:
        return error


def _read(text: str) -> Formula:
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"this formula is longer than {MAX_LENGTH} characters; split it in two KPIs", 0, len(text))
    root = _Parser(text).parse()
    references = tuple(node for node in leaves(root) if isinstance(node, Reference))
    if not references:
        raise FormulaError(f"this formula names no KPI; {_ADVICE}", 0, len(text))
    return Formula(text, root, references, tuple(dict.fromkeys(reference.id for reference in references)))


class _Token(NamedTuple):
    text: str
    start: int
    word: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _tokens(text: str) -> Iterator[_Token]:
    """The words and signs of a formula, and an empty one at its end.

    Raises:
        FormulaError: a character has no business in it, or a minus stands too close.
    """
    for found in _TOKEN.finditer(text):
        token = _Token(found[0], found.start(), word=found[1] is not None)
        if not token.word:
            _check_sign(text, token)
        yield token
    yield _Token("", len(text), word=False)


def _check_sign(text: str, token: _Token) -> None:
    if token.text in _LOOK_ALIKES:
        raise FormulaError(
            f"{quote(token.text)} is no sign of a formula; write {_LOOK_ALIKES[token.text]}", token.start, token.end
        )
    if token.text not in "+-*/()":
        raise FormulaError(f"{quote(token.text)} has no place in a formula; {_ADVICE}", token.start, token.end)
    around = text[max(0, token.start - 1) : token.start] + text[token.end : token.end + 1]
    if token.text == "-" and around.strip():
        raise FormulaError("a minus needs a space on both sides; write it as in a - b", token.start, token.end)


class _Parser:
    """Reads a formula by descent: sums of products of numbers, ids and formulas in parentheses."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.last = _Token("", 0, word=False)
        self.token = next(self.tokens)
        self.depth = 0

    def parse(self) -> Node:
        node = self.sum()
        if self.token.text == ")":
            raise self.error("this parenthesis was never opened; delete it, or open one before it")
        if self.token.text:
            if self.last.text.endswith(("-", "/")):
                sign = self.last.text[-1]
                message = f"{sign} needs a space on both sides; write it as in a {sign} b"
                raise FormulaError(message, self.last.end - 1, self.last.end)
            raise self.error("there is no sign before this; write + - * or / between two values")
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
            raise self.error(
                "a number or the id of a KPI belongs here; there is a sign too many, or a value too few"
                if token.text
                else "the formula ends too soon; a number or the id of a KPI belongs after this"
            )
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(f"more than {MAX_DEPTH} parentheses stand within each other; split it in two KPIs")
        self.advance()
        node = self.sum()
        if self.token.text != ")":
            if self.token.text:
                raise self.error("there is no sign before this; write + - * or / between two values")
            raise FormulaError("this parenthesis is never closed; write ) where it ends", token.start, token.end)
        self.depth -= 1
        self.advance()
        return node

    def advance(self) -> None:
        self.last = self.token
        self.token = next(self.tokens)

    def error(self, message: str) -> FormulaError:
        """A fault at the token in hand; at the one before where the text is at its end."""
        at = self.token if self.token.text else self.last
        return FormulaError(message, at.start, at.end)


# --- which KPIs -----------------------------------------------------------------------------------------------------

# The plan and the id of a KPI, which together are its own.
Key = tuple[str | None, str]


def by_key(kpis: Iterable[Kpi]) -> dict[Key, Kpi]:
    """KPIs by plan and id, the first of each."""
    found: dict[Key, Kpi] = {}
    for kpi in kpis:
        found.setdefault((kpi.plan, kpi.id), kpi)
    return found


def named_by(kpi: Kpi, id: str, known: Mapping[Key, Kpi]) -> Kpi | None:
    """The KPI that an id in the formula of another means: one of its own plan, else one of the whole workspace."""
    return known.get((kpi.plan, id)) or known.get((None, id))


def in_order(inputs: Mapping[Key, Iterable[Key]]) -> Iterator[Key]:
    """Derived KPIs, each after those that it is computed from; those in or behind a circle are left out.

    Args:
        inputs: what each derived KPI is computed from; what is not a derived KPI itself is settled from the start.
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
