"""Findings as lines of text: whole, with the source line and a caret, or on one line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pap_cli.document import Finding
from pap_cli.render._text import printable

_LEFT = 40
_ROOM = 96


@dataclass(frozen=True, slots=True)
class ShownExcerpt:
    """A source line cut to a window around what is pointed at, and the row of carets under it."""

    number: str
    text: str
    pad: int
    carets: int


def where(finding: Finding) -> str:
    """`path:line:column`, as editors and terminals make it a link."""
    diagnostic = finding.diagnostic
    place = f":{diagnostic.span.line}:{diagnostic.span.column}" if diagnostic.span else ""
    return printable(diagnostic.path) + place


def shown_excerpt(finding: Finding) -> ShownExcerpt | None:
    """The line that a finding points at, if there is something to see in it."""
    excerpt = finding.excerpt
    if excerpt is None or not excerpt.text.strip():
        return None
    text = printable(excerpt.text)
    start = min(excerpt.start, len(text) + 1) - 1
    end = max(start + 1, min(excerpt.end - 1, len(text)))
    first = 0 if len(text) <= _ROOM else max(0, min(start - _LEFT, len(text) - _ROOM))
    window = text[first : first + _ROOM]
    if first:
        window = "…" + window[1:]
    if first + _ROOM < len(text):
        window = window[:-1] + "…"
    return ShownExcerpt(str(excerpt.number), window, start - first, max(1, min(end, first + _ROOM) - start))


def full_lines(finding: Finding) -> list[str]:
    """One finding, whole: what and where, the source line, and what to do."""
    diagnostic = finding.diagnostic
    lines = [
        f"{diagnostic.severity}[{diagnostic.rule.code}] {diagnostic.rule.name}: {printable(diagnostic.message)}",
    ]
    place = where(finding)
    excerpt = shown_excerpt(finding)
    margin = " " * (len(excerpt.number) if excerpt else 1)
    if place:
        lines.append(f"{margin}--> {place}")
    if excerpt:
        lines.append(f"{margin} |")
        lines.append(f"{excerpt.number} | {excerpt.text}")
        lines.append(f"{margin} | {' ' * excerpt.pad}{'^' * excerpt.carets}")
    if diagnostic.help:
        lines.append(f"{margin} = {printable(diagnostic.help)}")
    return lines


def full_text(findings: Iterable[Finding]) -> str:
    """Findings, whole, with an empty line between them."""
    return "\n\n".join("\n".join(full_lines(finding)) for finding in findings)
