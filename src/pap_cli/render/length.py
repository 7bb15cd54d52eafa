"""How much of a page is printed: paper and pictures take much memory for each cell of a table."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from pap_cli.cell import Tone
from pap_cli.document import Block, Document, Figure, Heading, Paragraph, Table
from pap_cli.drawing import TimeChart
from pap_cli.wording.cells import count_words

# The most cells of tables in one file, some 1,200 rows: 250 MB and a second and a half as PDF.
MOST_CELLS = 10_000
# The cells whose memory a picture takes, and each row of a time chart.
_PICTURE, _MARKS = 100, 8


def fitting(document: Document, lines: int, render: Callable[[Document], str]) -> str:
    """Return a page, or the longest shorter form of it that has at most so many lines; the shortest if none has."""
    text = render(document)
    for shorter in document.shorter:
        if text.count("\n") <= lines:
            break
        text = render(shorter)
    return text


def printed(document: Document) -> Document:
    """Return a page up to the row where it gets too long to print, with the number of rows that it leaves out."""
    room = MOST_CELLS
    blocks: list[Block] = []
    left = 0
    for block in document.blocks:
        room_before, room = room, room - _cells(block)
        if room >= 0:
            blocks.append(block)
        elif room_before >= 0 and isinstance(block, Table):  # the table in which the page ends
            rows = room_before // max(1, len(block.columns))
            blocks += [replace(block, rows=block.rows[:rows], more="")] if rows else []
            left += len(block.rows) - rows
        else:
            left += _rows(block)
    if room >= 0:
        return document
    while blocks and isinstance(blocks[-1], Heading):
        blocks.pop()
    words = f"This file ends here, with {count_words(left, 'row')} left out: HTML, Markdown and CSV have them all."
    return replace(document, blocks=(*blocks, Paragraph(words, Tone.STRONG)))


def _cells(block: Block) -> int:
    """Return how many cells of a table take as much memory as a block; words on their own take hardly any."""
    if isinstance(block, Table):
        return len(block.rows) * len(block.columns)
    return _PICTURE + _MARKS * _rows(block) if isinstance(block, Figure | TimeChart) else 0


def _rows(block: Block) -> int:
    chart = block.drawing if isinstance(block, Figure) else block
    if isinstance(chart, TimeChart):
        return sum(len(rows) for _, rows in chart.groups)
    return len(chart.rows) if isinstance(chart, Table) else 0
