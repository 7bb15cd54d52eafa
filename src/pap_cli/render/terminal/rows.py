"""The widths of a table's columns, and its rows as lines if every cell fits its column.

For thousands of rows, layout by Rich takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from pap_cli.document import Align, Column, Tone
from pap_cli.render.cells import folded

# Text and its tone, or the hex colour of a key.
Words = tuple[str, str]
Paint = Callable[[str, str], str]

# The spaces between two columns.
GAP = 2
_READABLE, _SHORTEST, _SQUEEZED = 28, 8, 12
# The least and the greatest width of a flexible column whose cells are folded to two lines.
_NARROW, _FOLDED = 11, 18
# The most rows whose cells are folded to find that out.
_MEASURED = 200


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
    two = {index for index in kept if columns[index].flexible and widths[index] < _READABLE}
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


class Size(Struct, frozen=True):
    """What a column asks for: the width of its widest cell, the least for two lines, and whether it is vital."""

    natural: int
    folded: int
    vital: bool


def sizes_of(columns: Sequence[Column], rows: Sequence[Sequence[Words]]) -> list[Size]:
    """Return the sizes of columns from their cells, headings included; one with something red in it is vital."""
    sizes = []
    for column, found in zip(columns, zip(*rows, strict=True), strict=True):
        natural = max(len(text) if text.isascii() else cell_len(text) for text, _ in found)
        least = _folded_width([text for text, _ in found]) if column.flexible and natural > _NARROW else natural
        sizes.append(Size(natural, least, column.vital or any(tone is Tone.RED for _, tone in found)))
    return sizes


def _folded_width(texts: Sequence[str]) -> int:
    """Return the least width at which texts have at most two lines, as far as it can be read."""
    if len(texts) > _MEASURED:
        return _FOLDED
    return next((width for width in range(_NARROW, _FOLDED) if _two_lines(texts, width)), _FOLDED)


def _two_lines(texts: Sequence[str], width: int) -> bool:
    return all(len(folded(text, width)) <= 2 for text in texts)


def fit(columns: Sequence[Column], sizes: Sequence[Size], room: int) -> list[int]:
    """Return the width of each column on a screen of WIDTH cells; 0 for a column that is left out.

    Columns with a `keep` above 0 go first, the highest number first, until the flexible ones can be read; those that
    are vital only when the flexible ones cannot be read on two lines either.
    If that is not enough, the flexible ones are cut shorter, and then the others are made narrower, from the right,
    so that their cells wrap.
    """
    shown = set(range(len(columns)))
    natural = [size.natural for size in sizes]

    def least(index: int, enough: int) -> int:
        if not columns[index].flexible:
            return natural[index]
        return min(natural[index], sizes[index].folded if enough == _FOLDED else enough)

    def needed(enough: int) -> int:
        return sum(least(index, enough) for index in shown) + GAP * (len(shown) - 1)

    for enough, last in ((_READABLE, False), (_FOLDED, True)):
        while needed(enough) > room:
            droppable = [index for index in shown if columns[index].keep and (last or not sizes[index].vital)]
            if not droppable:
                break
            shown.remove(max(droppable, key=lambda index: (columns[index].keep, index)))
    enough = next((enough for enough in (_READABLE, _FOLDED) if needed(enough) <= room), _SHORTEST)
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
