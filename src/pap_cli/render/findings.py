"""Findings as text: in full, with the source line and a caret, or on one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.cell import Tone
from pap_cli.diagnostics import Severity
from pap_cli.document import Block, Document, Finding, Findings, Paragraph
from pap_cli.render.cells import cells, folded
from pap_cli.render.text import on_screen, printable

# A text, its tone, and whether it is bold.
Piece = tuple[str, Tone, bool]

_TONES = {Severity.ERROR: Tone.RED, Severity.WARNING: Tone.AMBER, Severity.NOTE: Tone.BLUE}

# Longest part of a source line to show, in characters.
_ROOM = 96
# The most findings that a page for people shows; formats for programs contain all of them.
MOST_SHOWN = 200


def readable(document: Document) -> Document:
    """Return a page with the worst findings, no more than a person reads, and the number of those left out."""
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Findings) and (left := len(block.findings) - MOST_SHOWN) > 0:
            blocks.append(replace(block, findings=block.findings[:MOST_SHOWN]))
            more = "finding is" if left == 1 else "findings are"
            words = f"{left:,} more {more} not shown, none worse than these; see them all with"
            blocks.append(Paragraph(f"{words}  pap check --format concise", Tone.MUTED))
        else:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


class ShownExcerpt(Struct, frozen=True):
    """A source line cut to a window around the position, and the row of carets below it."""

    number: str
    text: str
    pad: int
    carets: int


def where(finding: Finding) -> str:
    """Return `path:line:column`, which editors and terminals turn into a link."""
    diagnostic = finding.diagnostic
    place = f":{diagnostic.span.line}:{diagnostic.span.column}" if diagnostic.span else ""
    return printable(diagnostic.path) + place


def one_line(finding: Finding) -> str:
    """Return `path:line:column: severity CODE message`, as compilers write it."""
    diagnostic = finding.diagnostic
    place = where(finding)
    start = f"{place}: " if place else ""
    return f"{start}{diagnostic.severity} {diagnostic.rule.code} {printable(diagnostic.message)}"


def shown_excerpt(finding: Finding, *, room: int = _ROOM, unicode: bool = True) -> ShownExcerpt | None:
    """Return the source line of a finding, or None if there is nothing to see in it."""
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
    # escape the line as a whole: parts that are harmless alone may not be harmless together
    shown = on_screen(before + pointed + after, unicode=unicode)
    pad = cells(on_screen(before, unicode=unicode))
    return ShownExcerpt(str(excerpt.number), shown, pad, max(1, cells(on_screen(pointed, unicode=unicode))))


def full_lines(finding: Finding, *, width: int | None = None, unicode: bool = True) -> Iterator[list[Piece]]:
    """Return one finding in full: what and where, the source line, and what to do; wrapped if a width is given."""
    diagnostic = finding.diagnostic
    tone = _TONES[diagnostic.severity]
    digits = len(str(finding.excerpt.number)) if finding.excerpt else 1
    excerpt = shown_excerpt(finding, room=_ROOM if width is None else min(_ROOM, width - digits - 4), unicode=unicode)
    margin = " " * (digits if excerpt else 1)
    message: list[Piece] = [
        (f"{diagnostic.severity}[{diagnostic.rule.code}]", tone, True),
        (f" {diagnostic.rule.name}: ", Tone.PLAIN, True),
        (on_screen(diagnostic.message, unicode=unicode), Tone.PLAIN, False),
    ]
    yield from _folded(message, width)
    if place := where(finding):
        yield from _hanging(f"{margin}-->", (on_screen(place, unicode=unicode), Tone.PLAIN, False), width)
    if excerpt:
        number: Piece = (f"{excerpt.number} | ", Tone.MUTED, False)
        yield [(f"{margin} |", Tone.MUTED, False)]
        yield from _folded([number, (excerpt.text, Tone.PLAIN, False)], width)
        carets: Piece = (" " * excerpt.pad + "^" * excerpt.carets, tone, False)
        yield from _folded([(f"{margin} | ", Tone.MUTED, False), carets], width)
    if diagnostic.help:
        yield from _hanging(f"{margin} =", (on_screen(diagnostic.help, unicode=unicode), Tone.STRONG, False), width)


def _hanging(start: str, piece: Piece, width: int | None) -> Iterator[list[Piece]]:
    """Return a wrapped line whose continuation lines are indented to where its text began."""
    words, tone, bold = piece
    first: Piece = (start, Tone.MUTED, False)
    for line in folded(words, width - len(start) - 1) if width is not None else [words]:
        yield [first, (" ", Tone.PLAIN, False), (line.rstrip(), tone, bold)]
        first = (" " * len(start), Tone.PLAIN, False)


def _folded(pieces: list[Piece], width: int | None) -> Iterator[list[Piece]]:
    """Return a line of pieces, wrapped."""
    text = "".join(words for words, _, _ in pieces)
    if width is None or (text.isascii() and len(text) <= width):
        yield pieces
        return
    start = 0
    for line in folded(text, width):
        yield _cut(pieces, start, start + len(line.rstrip()))
        start += len(line)


def _cut(pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The pieces between two places of a line."""
    kept: list[Piece] = []
    at = 0
    for words, tone, bold in pieces:
        if part := words[max(0, start - at) : max(0, end - at)]:
            kept.append((part, tone, bold))
        at += len(words)
    return kept


def full_text(findings: Iterable[Finding], *, width: int | None = None, unicode: bool = True) -> str:
    """Return findings in full, with an empty line between them."""
    return "\n\n".join(
        "\n".join(
            "".join([words for words, _, _ in line]).rstrip()
            for line in full_lines(finding, width=width, unicode=unicode)
        )
        for finding in findings
    )
