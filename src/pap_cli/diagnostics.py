"""An error is a value: what is wrong, where, how bad it is, and what to write instead."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.model.place import Place, Source, Span


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Rule(Struct, frozen=True):
    """Something `pap` looks for: a code, a name, its usual severity, and its page in Markdown."""

    code: str
    name: str
    severity: Severity
    page: str

    @property
    def summary(self) -> str:
        """The first sentence of the page."""
        return self.page.split("\n\n", 1)[0].replace("\n", " ")


def rule_page(docstring: str | None) -> str:
    """A docstring as a page: its common indentation and outer blank lines removed."""
    return inspect.cleandoc(docstring or "")


class Diagnostic(Struct, frozen=True, kw_only=True):
    """One finding: a rule, the words for this case, the place in a file, and the item it speaks of.

    `path` is relative to the workspace, with `/`, and empty where no file is meant; `span` is None where all of it is.
    """

    rule: Rule
    message: str
    help: str = ""
    path: str = ""
    span: Span | None = None
    plan: str | None = None
    item: str | None = None
    severity: Severity = Severity.ERROR
    # How bad it is beside others of its rule.
    weight: float = 0

    def at(self, severity: Severity) -> Diagnostic:
        """The same finding, taken more or less seriously."""
        return replace(self, severity=severity)

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sorts findings by where they stand."""
        line, column = (self.span.line, self.span.column) if self.span else (0, 0)
        return (self.path, line, column, self.rule.code, self.message)


def finding(
    rule: Rule,
    message: str,
    *,
    help: str = "",
    place: Place | None = None,
    fields: tuple[str, ...] = (),
    plan: str | None = None,
    item: str | None = None,
    weight: float = 0,
) -> Diagnostic:
    """A finding at the value of the first of `fields` that is written in an entry, or at the entry itself."""
    return Diagnostic(
        rule=rule,
        message=message,
        help=help,
        path=place.path if place else "",
        span=place.span(*fields) if place else None,
        plan=plan,
        item=item,
        severity=rule.severity,
        weight=weight,
    )


class Excerpt(Struct, frozen=True):
    """The line a finding points at, and which columns of it (from 1, the end exclusive)."""

    number: int
    text: str
    start: int
    end: int


def excerpt(diagnostic: Diagnostic, source: Source | None) -> Excerpt | None:
    """The line that a finding points at, if the text of its file is known."""
    if source is None or diagnostic.span is None:
        return None
    span = diagnostic.span
    text = source.line(span.line)
    end = span.end_column if span.end_line == span.line else len(text) + 1
    return Excerpt(span.line, text, span.column, max(end, span.column + 1))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like another, or None if nothing is near (difflib's ratio, 0.6 or more)."""
    candidates = sorted(set(known))
    by_folded = {candidate.casefold(): candidate for candidate in reversed(candidates)}
    found = get_close_matches(word.casefold()[:100], by_folded, n=1)
    return by_folded[found[0]] if found else None
