"""Captions and figures in plain text: a title, and the drawing in characters or, if there is none, its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pap_cli.cell import Tone
from pap_cli.document import Block, Facts, Figure, Findings, Heading, Paragraph, Prose, Table, captioned
from pap_cli.drawing import BurnUp, FunnelPlot, SpcChart, TimeChart

# Every block except a figure.
Plain: TypeAlias = Heading | Paragraph | Prose | Facts | Table | TimeChart | SpcChart | FunnelPlot | BurnUp | Findings

_LEVEL = 4


def in_characters(blocks: Iterable[Block]) -> Iterator[Plain]:
    """Yield the blocks of a document, each figure as a heading and its drawing or table; skip empty ones.

    A caption of a table becomes a heading too.
    """
    for block in blocks:
        if isinstance(block, Table) and block.caption and block.rows:
            yield Heading(captioned(block.label, block.caption), level=_LEVEL)
        if not isinstance(block, Figure):
            yield block
            continue
        drawing = block.drawing
        shown = drawing if isinstance(drawing, SpcChart | TimeChart | FunnelPlot | BurnUp) else block.table
        if not isinstance(shown, Table) or shown.rows:
            yield Heading(captioned(block.label, block.title), level=_LEVEL)
            yield shown
            if isinstance(shown, FunnelPlot | BurnUp):  # nobody reads these without being told what they say
                yield Paragraph(block.description, Tone.MUTED)
