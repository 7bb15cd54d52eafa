"""Formulas of derived KPIs, such as `a / b`, `1 - (x + y) / z` or `ytd(a) / ytd(b)`: the parser.

A formula consists of KPI IDs, plain numbers, functions of a KPI, `+ - * /` and parentheses; `*` and `/` bind tighter
than `+` and `-`.  An ID may contain `-` and `/`, so these two operators need a space on both sides.  Text that looks
like a number is a number, so a KPI with the ID `2016` cannot be used.  A function's name is followed by a parenthesis,
so a KPI may have the ID `ytd`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from pap_cli.advice.functions import function_for
from pap_cli.model.calls import CALLS, called, function_named
from pap_cli.model.dates import quote
from pap_cli.model.nodes import (
    Call,
    Chain,
    FormulaError,
    Function,
    Node,
    Number,
    Operator,
    Reference,
    functions,
    leaves,
    references,
)

# Maximum number of characters in a formula.
MAX_LENGTH = 500
# Maximum number of parentheses open at once.
MAX_DEPTH = 50

# A word, or any other single character except a space.
_TOKEN = re.compile(r"([^\W_][\w.:/\-]*)|\S")
_NUMBER = re.compile(r"[0-9]{1,30}(?:\.[0-9]{1,30})?")
_ADVICE = "a formula consists of KPI IDs, numbers, + - * /, parentheses, and ytd(x), rolling(x, 12) or in-period(x)"
_NO_OPERATOR = ("missing operator", "write + - * or / between two values")
_LOOK_ALIKES = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "—": "-", ";": ","}


class Formula(Struct, frozen=True):
    """A parsed formula."""

    text: str
    root: Node
    # Every ID in it, in the order of the text.
    references: tuple[Reference, ...]
    # The IDs in it, each once.
    ids: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How many figures are used for one of its own; a function counts as a KPI."""
        return len(self.references) + sum(len(functions(leaf)) for leaf in leaves(self.root) if isinstance(leaf, Call))


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
    named = tuple(references(root))
    if not named:
        raise FormulaError("formula contains no KPI", _ADVICE, 0, len(text))
    return Formula(text, root, named, tuple(dict.fromkeys(reference.id for reference in named)))


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
    if token.text not in "+-*/(),":
        raise FormulaError(f"unexpected {quote(token.text)} in the formula", _ADVICE, token.start, token.end)
    around = text[max(0, token.start - 1) : token.start] + text[token.end : token.end + 1]
    if token.text == "-" and around.strip():
        raise FormulaError("- needs a space on both sides", "write it like a - b", token.start, token.end)


class _Parser:
    """Recursive descent parser: sums of products of numbers, IDs, functions and formulas in parentheses."""

    def __init__(self, text: str) -> None:
        self.text = text
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
            raise self.unexpected()
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
            if self.token.text == "(" and (self.token.start == token.end or function_named(token.text)):
                return self.call(token)
            return Reference(token.text, token.start, token.end)
        if token.text != "(":
            message = "expected a number or a KPI ID" if token.text else "formula is incomplete"
            raise self.error(message, "add one, or delete the operator" if token.text else "add a number or a KPI ID")
        self.open()
        node = self.sum()
        self.close(token)
        return node

    def call(self, name: _Token) -> Call:
        """Parse the parentheses after the name of a function."""
        function, opening = function_named(name.text), self.token
        if function is None:
            instead = function_for(name.text)
            help = f"write {instead}" if instead else f"write {CALLS}; to multiply, write {name.text} * (…)"
            raise FormulaError(f"unknown function {quote(name.text)}", help, name.start, name.end)
        self.open()
        arguments: list[Node] = []
        while self.token.text != ")" or arguments:
            arguments.append(self.sum())
            if self.token.text != ",":
                break
            self.advance()
        if function is Function.ROLLING and self.token.word and isinstance(arguments[-1], Number):
            raise self.error("the window of rolling is a number", "write the months only, as in rolling(x, 12)")
        self.close(opening)
        return called(self.text, function, arguments, name.start, self.last.end)

    def open(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(f"more than {MAX_DEPTH} nested parentheses", "split it into two KPIs")
        self.advance()

    def close(self, opening: _Token) -> None:
        if self.token.text != ")":
            if self.token.text:
                raise self.unexpected()
            raise FormulaError("this parenthesis is not closed", "add ) where it ends", opening.start, opening.end)
        self.depth -= 1
        self.advance()

    def unexpected(self) -> FormulaError:
        """Return an error at a token that does not continue the formula."""
        if self.token.text == ",":
            return self.error("unexpected “,” in the formula", "write a decimal as 0.5 and a thousand as 1000")
        return self.error(*_NO_OPERATOR)

    def advance(self) -> None:
        self.last = self.token
        self.token = next(self.tokens)

    def error(self, message: str, help: str) -> FormulaError:
        """Return an error at the current token; at the one before if the text has ended."""
        at = self.token if self.token.text else self.last
        return FormulaError(message, help, at.start, at.end)
