"""A table on paper: the columns that fit, and their widths."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, fsum

from msgspec import Struct

from pap_cli.cell import Align, Column, Tone
from pap_cli.render.paper.spark import WIDTH as SPARK_WIDTH
from pap_cli.render.paper.type import text_width

# The size of text in a table, in points.
SIZE = 8.5
# The gap at the right of a column, in points.
GAP = 9.0

# The widths above which a column, and a flexible one, gives up room for others.
_EVEN, _READABLE = 84.0, 125.0
# Below this width a column gives up nothing: a date should be on one line.
_WHOLE = 64.0
_SLACK = 1.5
# How much wider a symbol is than its character in the text font.
_SYMBOL = 6.0
# The greatest share of the room for a word that cannot be broken.
_LONGEST = 0.3
# The number of lines from which a row may be split across two pages.
_TALL = 24


class Words(Struct, frozen=True):
    """Text in one style, or a sparkline instead; `symbol` is for the symbol of a tone.

    `to` is the label of the table or figure that the text refers to.
    """

    text: str
    tone: Tone = Tone.PLAIN
    strong: bool = False
    emphasis: bool = False
    symbol: bool = False
    # The hex colour of a key, for a symbol; empty for that of the tone.
    colour: str = ""
    series: tuple[float | None, ...] = ()
    target: float | None = None
    to: str = ""


CellWords = tuple[Words, ...]


class GridColumn(Struct, frozen=True):
    """A column: its title, whether it is aligned right, and its width in points."""

    title: str
    right: bool
    width: float

    @property
    def room(self) -> float:
        """The width of its text."""
        return self.width - GAP


# How many rows decide how wide the columns are, and by how much they are changed, in points.
_JUDGED, _STEPS = 120, (40.0, 20.0, 10.0, 5.0)
# How much of a line stays empty on average, because words are not broken.
_RAGGED = 10.0
# A table of this many rows is never split.
_SHORT = 4


class Grid(Struct, frozen=True):
    """Rows of cells below columns that fit the paper; the rows numbered in `tall` may be split across two pages."""

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[CellWords, ...], ...]
    tall: frozenset[int]
    caption: str = ""
    label: str = ""

    @property
    def together(self) -> bool:
        """Return True if the table is short enough to stay on one page."""
        return len(self.rows) <= _SHORT and not self.tall


class _Wish(Struct, frozen=True):
    """The widths that a column would take: of its widest cell, one that reads well, and one that breaks no word."""

    natural: float
    even: float
    least: float
    index: int
    column: Column

    @property
    def tight(self) -> float:
        """The width that it needs to read well if room is short."""
        return self.even if self.column.flexible else self.least


def grid(columns: Sequence[Column], rows: Sequence[tuple[CellWords, ...]], room: float, wider: float) -> Grid:
    """Return a table that fits: the least important columns are left out, the others share the room.

    WIDER is how much wider words may be than in the font that is measured.
    """
    sizes = [[_wide(cell) for cell in row] for row in rows]
    room /= wider
    wishes = _kept([_wish(column, index, rows, sizes, room) for index, column in enumerate(columns)], room)
    kept = tuple(
        GridColumn(wish.column.title, wish.column.align is Align.RIGHT, width * wider)
        for wish, width in zip(wishes, _balanced(wishes, _widths(wishes, room), sizes), strict=True)
    )
    indexes = [wish.index for wish in wishes]
    shown = tuple(tuple(row[index] for index in indexes) for row in rows)
    tall = frozenset(
        number
        for number, row in enumerate(sizes)
        if any(row[index] * wider > _TALL * column.room for index, column in zip(indexes, kept, strict=True))
    )
    return Grid(kept, shown, tall)


def _wide(cell: CellWords) -> float:
    """Return the width of a cell's text on one line, in points."""
    return fsum(
        SPARK_WIDTH if words.series else text_width(words.text, SIZE, strong=words.strong) + words.symbol * _SYMBOL
        for words in cell
    )


def _longest(texts: Sequence[str]) -> float:
    """Return the width of the widest word."""
    return max((text_width(word, SIZE, strong=True) for text in texts for word in text.split()), default=0.0)


def _wish(
    column: Column, index: int, rows: Sequence[tuple[CellWords, ...]], sizes: Sequence[Sequence[float]], room: float
) -> _Wish:
    natural = max(text_width(column.title, SIZE, strong=True), *(row[index] for row in sizes)) + GAP + _SLACK
    if natural <= _WHOLE:
        return _Wish(natural, natural, natural, index, column)
    words = (column.title, *(words.text for row in rows for words in row[index]))
    charts = (size[index] for row, size in zip(rows, sizes, strict=True) if row[index][0].series)
    longest = max(_longest(words), 0.0, *charts) + GAP + _SLACK
    least = max(_WHOLE, min(longest, room * _LONGEST))
    return _Wish(natural, max(least, min(natural, _READABLE if column.flexible else _EVEN)), least, index, column)


def _kept(wishes: list[_Wish], room: float) -> list[_Wish]:
    """Return the columns that stay; of two that are equally important, the last goes first."""
    kept = list(wishes)
    while fsum(wish.tight for wish in kept) > room:
        first = max(reversed(kept), key=lambda wish: wish.column.keep)
        if not first.column.keep:
            break
        kept.remove(first)
    return kept


def _widths(wishes: Sequence[_Wish], room: float) -> list[float]:
    """Return the widths: what each column would take if there is room, otherwise shares by need.

    Flexible columns share room that is left; a table without any stays narrow.
    """
    natural = fsum(wish.natural for wish in wishes)
    if natural <= room:
        flexible = fsum(wish.natural for wish in wishes if wish.column.flexible)
        spare = (room - natural) / flexible if flexible else 0.0
        return [wish.natural * (1 + spare * wish.column.flexible) for wish in wishes]
    more = [wish.natural for wish in wishes]
    for less in ([wish.even for wish in wishes], [wish.tight for wish in wishes], [wish.least for wish in wishes]):
        low = fsum(less)
        if low <= room:
            share = (room - low) / (fsum(more) - low)
            return [least + share * (most - least) for least, most in zip(less, more, strict=True)]
        more = less
    return [least * room / fsum(more) for least in more]


def _balanced(wishes: Sequence[_Wish], widths: Sequence[float], sizes: Sequence[Sequence[float]]) -> list[float]:
    """Return widths with the same sum that give fewer lines: room goes from one column to another while that helps."""
    found = list(widths)
    if fsum(wish.natural for wish in wishes) <= fsum(widths) + 1:
        return found
    texts = [[row[wish.index] for row in sizes[:_JUDGED]] for wish in wishes]
    lines = [_lines(column, width) for column, width in zip(texts, found, strict=True)]
    least = sum(map(max, *lines)) if len(lines) > 1 else 0
    for step in _STEPS:
        for giver in range(len(found)):
            for taker in range(len(found)):
                if giver == taker or found[giver] - step < wishes[giver].least or max(lines[taker], default=1) < 2:
                    continue
                changed = list(lines)
                changed[giver] = _lines(texts[giver], found[giver] - step)
                changed[taker] = _lines(texts[taker], found[taker] + step)
                if (total := sum(map(max, *changed))) < least:
                    least, lines = total, changed
                    found[giver] -= step
                    found[taker] += step
    return found


def _lines(texts: Sequence[float], width: float) -> list[int]:
    """Return how many lines texts take in a column, about."""
    room = width - GAP
    return [1 if text <= room else ceil(text / max(1.0, room - _RAGGED)) for text in texts]
