"""The widths of a table's columns on a screen: what each asks for, and what it gets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from pap_cli.document import Column, Tone
from pap_cli.render.cells import cells, folded

# The spaces between two columns.
GAP = 2
READABLE, _SHORTEST, _SQUEEZED = 28, 8, 12
# The least and the greatest width of a flexible column whose cells are folded to two lines.
_NARROW, _FOLDED = 11, 18
# The most rows whose cells are folded to find that out.
_MEASURED = 200
# Text and its tone, or the hex colour of a key.
Words = tuple[str, str]


class Size(Struct, frozen=True):
    """What a column asks for: the width of its widest cell, the least for two lines, and whether it is vital."""

    natural: int
    folded: int
    vital: bool


def sizes_of(
    columns: Sequence[Column], rows: Sequence[Sequence[Words]], measure: Callable[[str], int] = cells
) -> list[Size]:
    """Return the sizes of columns from their cells, headings included; one with something red in it is vital."""
    sizes = []
    for column, found in zip(columns, zip(*rows, strict=True), strict=True):
        natural = max(len(text) if text.isascii() else measure(text) for text, _ in found)
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

    for enough, last in ((READABLE, False), (_FOLDED, True)):
        while needed(enough) > room:
            droppable = [index for index in shown if columns[index].keep and (last or not sizes[index].vital)]
            if not droppable:
                break
            shown.remove(max(droppable, key=lambda index: (columns[index].keep, index)))
    enough = next((enough for enough in (READABLE, _FOLDED) if needed(enough) <= room), _SHORTEST)
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
