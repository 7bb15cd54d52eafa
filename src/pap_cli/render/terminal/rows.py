"""The widths of a table's columns, and its rows as lines if every cell fits its column.

For thousands of rows, layout by Rich takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from pap_cli.document import Align, Column, Tone

Words = tuple[str, Tone]
Paint = Callable[[str, Tone], str]

# The spaces between two columns.
GAP = 2
_READABLE, _SHORTEST, _SQUEEZED = 28, 8, 12


def fits(columns: Sequence[Column], natural: Sequence[int], widths: Sequence[int]) -> bool:
    """Return True if every shown column that may not be cut is as wide as its longest cell."""
    return all(
        not width or width >= wanted or column.flexible
        for column, wanted, width in zip(columns, natural, widths, strict=True)
    )


def row_lines(
    columns: Sequence[Column], widths: Sequence[int], rows: Sequence[Sequence[Words]], gap: str, paint: Paint, dots: str
) -> Iterator[str]:
    """Yield a line per row; a column of width 0 is left out, and text that is too long ends in DOTS."""
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


def fit(columns: Sequence[Column], natural: Sequence[int], room: int) -> list[int]:
    """Return the width of each column on a screen of WIDTH cells; 0 for a column that is left out.

    Columns with a `keep` above 0 go first, the highest number first, until the flexible ones can be read;
    if that is not enough, the flexible ones are cut shorter, and then the others are made narrower, from the right,
    so that their cells wrap.
    """
    shown = set(range(len(columns)))

    def least(index: int, enough: int) -> int:
        return min(natural[index], enough) if columns[index].flexible else natural[index]

    def needed(enough: int) -> int:
        return sum(least(index, enough) for index in shown) + GAP * (len(shown) - 1)

    while needed(_READABLE) > room:
        droppable = [index for index in shown if columns[index].keep]
        if not droppable:
            break
        shown.remove(max(droppable, key=lambda index: (columns[index].keep, index)))
    enough = _READABLE if needed(_READABLE) <= room else _SHORTEST
    widths = [least(index, enough) if index in shown else 0 for index in range(len(columns))]
    spare = max(0, room - needed(enough))
    wanting = sorted(
        (index for index in shown if widths[index] < natural[index]), key=lambda index: natural[index] - widths[index]
    )
    for position, index in enumerate(wanting):
        more = min(natural[index] - widths[index], spare // (len(wanting) - position))
        widths[index] += more
        spare -= more
    for _ in range(max(0, sum(widths) + GAP * (len(shown) - 1) - room)):
        long = [index for index, width in enumerate(widths) if width > _SQUEEZED]
        widest = long[-1] if long else max(range(len(widths)), key=lambda index: widths[index])
        widths[widest] = max(1, widths[widest] - 1)
    return widths
