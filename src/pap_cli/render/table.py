"""A table in characters: which columns have room, and each row as lines.

What a narrow screen does, in this order: it leaves out the columns that matter least, folds cells to two lines, gives
titles a line of their own below each row, and goes on with the other columns below.  So what a reader needs to act on
a row is never left out, and an ID is whole and on the first line of its row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.document import Table
from pap_cli.render.cells import cells, folded, shortened

# Text and its tone, or the hex colour of a key.
Words = tuple[str, str]
Paint = Callable[[str, str], str]

# The spaces between two columns.
GAP = 2
# The width that a flexible column gets before others are left out, and the least at which it stays in its row.
_READABLE, _LEAST = 36, 24
# Cells up to this width are not folded: the longest date has 11.
_SHORT = 12
# The furthest that the lines below the first of a row are indented, to be under the second column; else by a GAP.
_NEAR = 10
# The most lines of a flexible cell, and the cells that are lost where it breaks between words.
_LINES, _LOST = 2, 4


class Size(Struct, frozen=True):
    """What a column asks for: the width of its widest cell, and the least at which it has two lines of whole words.

    One that has something `red` in it is vital, as others are by their meaning.
    """

    natural: int
    folded: int
    vital: bool
    red: bool = False


class Layout(Struct, frozen=True):
    """The width of each column, 0 for one that is left out, and the columns on each line of a row."""

    widths: tuple[int, ...]
    lines: tuple[tuple[int, ...], ...]

    @property
    def indent(self) -> int:
        """The spaces before every line of a row but the first."""
        return _indent(self.widths, self.lines)

    def without_title(self, columns: Sequence[Column]) -> Layout:
        """Return the layout of the heading: a title that is alone below its row needs no heading."""
        alone = len(self.lines) == 2 and len(self.lines[-1]) == 1 and columns[self.lines[-1][0]].flexible
        return replace(self, lines=self.lines[:-1]) if alone else self


def drawn(
    table: Table, width: int, words: Callable[[Cell], Words], paint: Paint, paint_head: Paint, dots: str
) -> tuple[list[str], list[str]]:
    """Return a table as lines of at most WIDTH cells, and the titles of the columns that are left out.

    Args:
        table: at least one row.
        width: the room, in cells.
        words: returns the text of a cell, which is safe to print, and its tone.
        paint: colours text of the rows.
        paint_head: colours the titles of the columns.
        dots: the end of a text that is cut.
    """
    table = table.filled()
    columns = table.columns
    found = [[words(Cell(column.title, Tone.MUTED)) for column in columns]]
    found += [[words(cell) for cell in row] for row in table.rows]
    layout = fit(columns, sizes_of(columns, found), width)
    lines = [*row_lines(columns, layout.without_title(columns), found[:1], paint_head, dots)]
    lines += row_lines(columns, layout, found[1:], paint, dots)
    if table.more:
        text, tone = words(Cell(table.more, Tone.MUTED))
        lines += [paint(line.rstrip(), tone) for line in folded(text, width)]
    return lines, [column.title for column, size in zip(columns, layout.widths, strict=True) if not size]


def no_room(width: int, titles: Iterable[str]) -> str:
    """Return the sentence below a page on the columns that had no room."""
    return f"No room at {width} columns for {', '.join(title for title in titles if title)}."


def row_lines(
    columns: Sequence[Column], layout: Layout, rows: Iterable[Sequence[Words]], paint: Paint, dots: str
) -> Iterator[str]:
    """Yield each row as lines without spaces at their ends; a text that is still too long ends in DOTS."""
    widths, gap = layout.widths, " " * GAP
    right = [column.align is Align.RIGHT for column in columns]
    for row in rows:
        for number, line in enumerate(layout.lines):
            start = " " * layout.indent if number else ""
            parts = [
                _parts(row[index][0], widths[index], dots, flexible=column.flexible and not column.whole)
                for index in line
                for column in columns[index : index + 1]
            ]
            height = max(map(len, parts), default=0)
            if number and not any(row[index][0] for index in line):
                continue
            for level in range(height):
                shown = (
                    (index, part[level] if level < len(part) else "") for index, part in zip(line, parts, strict=True)
                )
                yield (
                    start
                    + gap.join(
                        [
                            _padded(text, row[index][1], widths[index], paint, right=right[index])
                            for index, text in shown
                        ]
                    )
                ).rstrip()


def _parts(text: str, width: int, dots: str, *, flexible: bool) -> Sequence[str]:
    """Return a cell as lines: two at most, if it may be cut."""
    if (len(text) if text.isascii() else cells(text)) <= width:
        return (text,)
    lines = [line.rstrip() for line in folded(text, width)]
    if not flexible or len(lines) <= _LINES:
        return lines
    return [*lines[: _LINES - 1], shortened(" ".join(lines[_LINES - 1 :]), width, dots)]


def _padded(text: str, tone: str, width: int, paint: Paint, *, right: bool) -> str:
    pad = " " * (width - (len(text) if text.isascii() else cells(text)))
    shown = paint(text, tone) if text else ""
    return pad + shown if right else shown + pad


def sizes_of(columns: Sequence[Column], rows: Sequence[Sequence[Words]]) -> list[Size]:
    """Return the sizes of columns from their cells, headings included; one with something red in it is vital."""
    sizes = []
    for column, found in zip(columns, zip(*rows, strict=True), strict=True):
        texts = {text for text, _ in found}
        natural = max(len(text) if text.isascii() else cells(text) for text in texts)
        red = any(tone is Tone.RED for _, tone in found)
        least = natural if column.flexible or natural <= _SHORT else max(map(_on_two_lines, texts))
        sizes.append(Size(natural, least, column.vital or red, red))
    return sizes


def _on_two_lines(text: str) -> int:
    """Return the least width, not below that of a short cell, at which a text has two lines of whole words."""
    whole = cells(text)
    if whole <= _SHORT or " " not in text:
        return whole
    words = [cells(word) + 1 for word in text.split(" ")]
    best = min(max(first, whole + 1 - first) for first in [*accumulate(words)][:-1]) - 1
    return max(_SHORT, best)


def fit(columns: Sequence[Column], sizes: Sequence[Size], room: int) -> Layout:
    """Return the layout of a table in ROOM cells.

    Columns with a `keep` above 0 that are not vital are left out, the highest number first, until the flexible ones
    can be read.  If that is not enough, cells are folded to two lines; then the first flexible one, the title, goes
    below each row, and then the others do.  A vital column is left out only if it is vital for being red, and another
    red one is left.
    """
    every = range(len(columns))
    whole, narrow = (
        [min(width, most) if column.flexible else width for column, width in zip(columns, widths, strict=True)]
        for widths, most in (([size.natural for size in sizes], _READABLE), ([size.folded for size in sizes], _LEAST))
    )
    shown = _kept(columns, sizes, whole, every, room)
    titles = [index for index in shown if columns[index].flexible]
    for widths in (whole, narrow):
        if _taken(widths, shown) <= room:
            spread = _spread(sizes, widths, shown, room)
            if not titles or not _is_cut(sizes[titles[0]].natural, spread[titles[0]]):
                return Layout(spread, (tuple(shown),))
    below = titles[:1]
    beside = _kept(columns, sizes, whole, [index for index in every if index not in below], room)
    if _taken(narrow, beside) > room:
        below = titles
        beside = _kept(columns, sizes, whole, [index for index in every if not columns[index].flexible], room)
    if _taken(whole, beside) <= room:
        return _stacked(sizes, whole, beside, below, room)
    return _stacked(sizes, narrow, _without_red(columns, sizes, narrow, beside, room), below, room)


def _is_cut(natural: int, width: int) -> bool:
    """Return True if the longest title may need more than two lines of a narrow column."""
    return width < _READABLE and natural > _LINES * width - _LOST


def _taken(widths: Sequence[int], shown: Collection[int]) -> int:
    return sum(widths[index] for index in shown) + GAP * (len(shown) - 1)


def _kept(
    columns: Sequence[Column], sizes: Sequence[Size], widths: Sequence[int], shown: Iterable[int], room: int
) -> list[int]:
    """Return the columns that stay in ROOM cells, or those that may not be left out if they need more."""
    kept = list(shown)
    droppable = [index for index in kept if columns[index].keep and not sizes[index].vital]
    droppable.sort(key=lambda index: (columns[index].keep, index))
    while droppable and _taken(widths, kept) > room:
        kept.remove(droppable.pop())
    return kept


def _without_red(
    columns: Sequence[Column], sizes: Sequence[Size], widths: Sequence[int], shown: list[int], room: int
) -> list[int]:
    """Return the columns without those that are vital only for being red, as long as another red one stays."""
    for index in sorted(shown, key=lambda index: -columns[index].keep):
        red = [one for one in shown if sizes[one].red]
        if _taken(widths, shown) > room and columns[index].keep and not columns[index].vital and len(red) > 1:
            shown = [one for one in shown if one != index]
    return shown


def _spread(sizes: Sequence[Size], least: Sequence[int], shown: Sequence[int], room: int) -> tuple[int, ...]:
    """Return the widths of columns side by side: the spare room goes to those that want it, the smallest wish first."""
    widths = [least[index] if index in shown else 0 for index in range(len(sizes))]
    spare = max(0, room - _taken(widths, shown))
    wanting = sorted(
        (index for index in shown if widths[index] < sizes[index].natural),
        key=lambda index: sizes[index].natural - widths[index],
    )
    for position, index in enumerate(wanting):
        size = sizes[index]
        more = min(size.natural - widths[index], spare // (len(wanting) - position))
        if size.folded < size.natural != widths[index] + more:
            continue  # a cell of two lines gains nothing by a few more cells
        widths[index] += more
        spare -= more
    return tuple(widths)


def _stacked(
    sizes: Sequence[Size], widths: Sequence[int], beside: Sequence[int], below: Sequence[int], room: int
) -> Layout:
    """Return the layout of rows with lines below them, for the columns that do not fit and those of BELOW."""
    lines: list[list[int]] = []
    for index in beside:
        indent = _indent(widths, lines) if len(lines) > 1 else 0
        if lines and _taken(widths, [*lines[-1], index]) <= room - indent:
            lines[-1].append(index)
        else:
            lines.append([index])
    least = [min(size.natural, _LEAST) if index in below else widths[index] for index, size in enumerate(sizes)]
    for index in below:
        if len(lines) > 1 and _taken(least, [*lines[-1], index]) <= room - _indent(least, lines):
            lines[-1] = sorted([*lines[-1], index])
        else:
            lines.append([index])
    spread = [0] * len(sizes)
    for number, line in enumerate(lines):
        most = room - _indent(least, lines) if number else room
        for index, width in enumerate(_spread(sizes, [min(width, most) for width in least], line, most)):
            spread[index] += width
    return Layout(tuple(spread), (*map(tuple, lines),))


def _indent(widths: Sequence[int], lines: Sequence[Sequence[int]]) -> int:
    """Return the indent of lines below the first: up to the second column, if that is near."""
    second = widths[lines[0][0]] + GAP if lines else 0
    return second if len(lines) > 1 and second <= _NEAR else GAP
