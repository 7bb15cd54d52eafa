"""Rules and diagnostics: what `pap check` looks for and what it reports."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.model.place import Place, Source, Span


class Severity(StrEnum):
    """How serious a diagnostic is, most serious first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Position in order of seriousness: 0 for an error."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Rule(Struct, frozen=True):
    """Something that `pap` looks for: its code, name, default severity, and page in Markdown."""

    code: str
    name: str
    severity: Severity
    page: str
    # Earlier names, which settings, suppressions and baselines may still use.
    former_names: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """First sentence of the page."""
        return self.page.split("\n\n", 1)[0].replace("\n", " ")


def rule_page(docstring: str | None) -> str:
    """Return a docstring as a page, without its common indentation and outer blank lines."""
    return inspect.cleandoc(docstring or "")


class Diagnostic(Struct, frozen=True, kw_only=True):
    """One finding: its rule, message and help, its place in a file, and the item that it is about.

    `path` is relative to the workspace, with `/`, or empty if it is about no file; `span` is None for a whole file.
    """

    rule: Rule
    message: str
    help: str = ""
    path: str = ""
    span: Span | None = None
    plan: str | None = None
    item: str | None = None
    severity: Severity = Severity.ERROR
    # How serious it is compared with others of its rule.
    weight: float = 0
    # Of a finding about a history: the commit and its day.  Of one about a change: the value before and after it.
    commit: str | None = None
    committed: date | None = None
    before: str | None = None
    after: str | None = None

    def at(self, severity: Severity) -> Diagnostic:
        """Return the same diagnostic with another severity."""
        return replace(self, severity=severity)

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: the place in the files."""
        line, column = (self.span.line, self.span.column) if self.span else (0, 0)
        return (self.path, line, column, self.rule.code, self.message)


def diagnostic_at(
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
    """Return a diagnostic at the first of `fields` that an entry contains, otherwise at the entry itself."""
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
    """The line that a diagnostic points at, and the columns in it, from 1, the end exclusive."""

    number: int
    text: str
    start: int
    end: int


def excerpt(diagnostic: Diagnostic, source: Source | None) -> Excerpt | None:
    """Return the line that a diagnostic points at; None if the text of its file is not known."""
    if source is None or diagnostic.span is None:
        return None
    span = diagnostic.span
    text = source.line(span.line)
    end = span.end_column if span.end_line == span.line else len(text) + 1
    return Excerpt(span.line, text, span.column, max(end, span.column + 1))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that another is probably a misspelling of; None if there is none.

    It is the most similar one (difflib's ratio), if no more than a third of its letters differ.
    """
    from difflib import get_close_matches  # needed only where something is misspelt

    candidates = sorted(set(known))
    by_folded = {candidate.casefold(): candidate for candidate in reversed(candidates)}
    folded = word.casefold()[:100]
    matches = get_close_matches(folded, by_folded, n=3)
    return next((by_folded[near] for near in matches if _distance(folded, near) <= max(1, len(near) // 3)), None)


def _distance(one: str, other: str) -> int:
    """Return how many letters to add, remove, replace or swap with the next to get from one word to the other."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        rows.append([i])
        for j, wanted in enumerate(other, 1):
            cost = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, rows[i - 2][j - 2] + 1)
            rows[i].append(cost)
    return rows[-1][-1]
