"""The rows of a table as lines, if every cell fits its column.

For thousands of rows, layout by Rich takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from pap_cli.document import Align, Column, Tone
from pap_cli.render.cells import folded
from pap_cli.render.widths import READABLE, Size, Words

Paint = Callable[[str, str], str]


def fits(columns: Sequence[Column], sizes: Sequence[Size], widths: Sequence[int]) -> bool:
    """Return True if every shown column that may not be cut is as wide as its longest cell."""
    return all(
        not width or width >= size.natural or column.flexible
        for column, size, width in zip(columns, sizes, widths, strict=True)
    )


def row_lines(
    columns: Sequence[Column], widths: Sequence[int], rows: Sequence[Sequence[Words]], gap: str, paint: Paint, dots: str
) -> Iterator[str]:
    """Yield each row as a line, or as two if a flexible cell does not fit a narrow column.

    A column of width 0 is left out, and text that is still too long ends in DOTS.
    """
    kept = [index for index, width in enumerate(widths) if width]
    right = [column.align is Align.RIGHT for column in columns]
    two = {index for index in kept if columns[index].flexible and widths[index] < READABLE}
    for row in rows:
        second: dict[int, Words] = {}
        parts = []
        for index in kept:
            text, tone = row[index]
            length = len(text) if text.isascii() else cell_len(text)
            width = widths[index]
            if length > width and index in two:
                text, rest = _halves(text, width)
                length, second[index] = cell_len(text), (rest, tone)
            parts.append(_padded(text, tone, length, width, right=right[index], paint=paint, dots=dots))
        yield gap.join(parts)
        if second:
            cells = [(second.get(index, ("", Tone.PLAIN)), widths[index]) for index in kept]
            parts = [
                _padded(text, tone, cell_len(text), width, right=False, paint=paint, dots=dots)
                for (text, tone), width in cells
            ]
            yield gap.join(parts).rstrip()


def _halves(text: str, width: int) -> tuple[str, str]:
    """Return the first line of a text that is too long for a width, and the rest."""
    first, *others = folded(text, width)
    return first.rstrip(), "".join(others)


def _padded(text: str, tone: str, length: int, width: int, *, right: bool, paint: Paint, dots: str) -> str:
    if length > width:
        text, length = set_cell_size(text, width - 1) + dots, width
    pad = " " * (width - length)
    shown = paint(text, tone) if text else ""
    return pad + shown if right else shown + pad
