"""Findings as lines of text: whole, with the source line and a caret, or on one line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pap_cli.document import Finding
from pap_cli.render._text import cells, on_screen, printable

_ROOM = 96
"""How much of a long source line is shown."""


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


def one_line(finding: Finding) -> str:
    """`path:line:column: severity CODE message`, as compilers write it."""
    diagnostic = finding.diagnostic
    place = where(finding)
    start = f"{place}: " if place else ""
    return f"{start}{diagnostic.severity} {diagnostic.rule.code} {printable(diagnostic.message)}"


def shown_excerpt(finding: Finding, *, room: int = _ROOM, unicode: bool = True) -> ShownExcerpt | None:
    """The line that a finding points at, if there is something to see in it."""
    excerpt = finding.excerpt
    if excerpt is None or not excerpt.text.strip():
        return None
    text = excerpt.text
    start = min(excerpt.start, len(text) + 1) - 1
    end = max(start + 1, min(excerpt.end - 1, len(text)))
    first = 0 if len(text) <= room else max(0, min(start - room * 2 // 5, len(text) - room))
    last = min(first + room, len(text))
    dots = "…" if unicode else "~"
    before, pointed, after = text[first:start], text[start : min(end, last)], text[end:last]
    if first:
        before = dots + before[1:]
    if last < len(text):
        after, pointed = (after[:-1] + dots, pointed) if after else ("", pointed[:-1] + dots)
    # the line is made harmless whole: its parts could be harmless each, and not together
    shown = on_screen(before + pointed + after, unicode=unicode)
    pad = cells(on_screen(before, unicode=unicode))
    return ShownExcerpt(str(excerpt.number), shown, pad, max(1, cells(on_screen(pointed, unicode=unicode))))


def full_lines(finding: Finding, *, unicode: bool = True) -> list[str]:
    """One finding, whole: what and where, the source line, and what to do."""
    diagnostic = finding.diagnostic
    message = on_screen(diagnostic.message, unicode=unicode)
    lines = [f"{diagnostic.severity}[{diagnostic.rule.code}] {diagnostic.rule.name}: {message}"]
    place = where(finding)
    excerpt = shown_excerpt(finding, unicode=unicode)
    margin = " " * (len(excerpt.number) if excerpt else 1)
    if place:
        lines.append(f"{margin}--> {on_screen(place, unicode=unicode)}")
    if excerpt:
        lines.append(f"{margin} |")
        lines.append(f"{excerpt.number} | {excerpt.text}".rstrip())
        lines.append(f"{margin} | {' ' * excerpt.pad}{'^' * excerpt.carets}")
    if diagnostic.help:
        lines.append(f"{margin} = {on_screen(diagnostic.help, unicode=unicode)}")
    return lines


def full_text(findings: Iterable[Finding], *, unicode: bool = True) -> str:
    """Findings, whole, with an empty line between them."""
    return "\n\n".join("\n".join(full_lines(finding, unicode=unicode)) for finding in findings)
