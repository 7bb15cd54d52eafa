"""Rows of a table as lines, where every cell fits its column: for thousands of rows, layout by Rich takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from pap_cli.document import Align, Column, Tone

Words = tuple[str, Tone]
Paint = Callable[[str, Tone], str]


def fits(columns: Sequence[Column], natural: Sequence[int], widths: Sequence[int]) -> bool:
    """Whether every column that is shown and may not be cut has the room that its longest cell needs."""
    return all(
        not width or width >= wanted or column.flexible
        for column, wanted, width in zip(columns, natural, widths, strict=True)
    )


def row_lines(
    columns: Sequence[Column], widths: Sequence[int], rows: Sequence[Sequence[Words]], gap: str, paint: Paint, dots: str
) -> Iterator[str]:
    """A line a row; a column of width 0 is left out, and what is too long ends in `dots`."""
    kept = [index for index, width in enumerate(widths) if width]
    right = [column.align is Align.RIGHT for column in columns]
    for row in rows:
        parts = []
        for index in kept:
            text, tone = row[index]
            length = len(text) if text.isascii() else cell_len(text)
            width = widths[index]
            if length > width:
                text, length = set_cell_size(text, width - 1) + dots, width
            pad = " " * (width - length)
            shown = paint(text, tone) if text else ""
            parts.append(pad + shown if right[index] else shown + pad)
        yield gap.join(parts)
