"""Figures where there are only characters: a title, and what characters can draw of it, or else its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pap_cli.document import (
    Block,
    Facts,
    Figure,
    Findings,
    Heading,
    Paragraph,
    Prose,
    SpcChart,
    Table,
    TimeChart,
)

# Every block but a figure.
Plain: TypeAlias = Heading | Paragraph | Prose | Facts | Table | TimeChart | SpcChart | Findings

_LEVEL = 4


def in_characters(blocks: Iterable[Block]) -> Iterator[Plain]:
    """The blocks of a document, each figure as a heading and what stands for it; nothing of one that is empty."""
    for block in blocks:
        if not isinstance(block, Figure):
            yield block
            continue
        drawing = block.drawing
        shown = drawing if isinstance(drawing, SpcChart | TimeChart) else block.table
        if not isinstance(shown, Table) or shown.rows:
            yield Heading(block.title, level=_LEVEL)
            yield shown
