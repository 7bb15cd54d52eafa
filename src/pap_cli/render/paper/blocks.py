"""A document for paper, before Word or PDF: its blocks become pieces, with all text printable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import count, groupby
from typing import assert_never

from msgspec.structs import replace

from pap_cli.cell import Cell, Tone
from pap_cli.document import (
    Block,
    Document,
    Facts,
    Figure,
    Findings,
    Heading,
    Paragraph,
    Passage,
    Prose,
    Table,
    View,
    captioned,
    labels_of,
)
from pap_cli.drawing import Drawing, SpcChart, TimeChart
from pap_cli.model.dates import show_date
from pap_cli.render.findings import full_lines, readable
from pap_cli.render.length import printed
from pap_cli.render.paper.pieces import Contents, Items, Lines, Pairs, PaperSection, Picture, Piece, Sheet
from pap_cli.render.paper.table import CellWords, Words, grid
from pap_cli.render.text import composed, symbol

# The colour of each tone's text; each has a contrast of at least 4.5 with the paper.
INKS = {
    Tone.PLAIN: "1b2430",
    Tone.STRONG: "1b2430",
    Tone.MUTED: "56616b",
    Tone.RED: "a3201d",
    Tone.AMBER: "8a5000",
    Tone.GREEN: "236b31",
    Tone.BLUE: "0b3d7a",
    Tone.GREY: "56616b",
}
# The colours of the line below a table's heading, of those between its rows, and of the background of code.
RULE, HAIRLINE, GROUND = "687580", "dde1e5", "f2f4f6"

_WHOLE = re.compile(r"\d+")
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


# The deepest level of headings in a table of contents.
DEEPEST = 2


def sheet(view: View, room: float, *, wider: float = 1.0) -> Sheet:
    """Return a view's document for paper, with ROOM points between the margins.

    WIDER is how much wider words may be than in our own font.
    """
    document = printed(readable(view.document()))
    heading, blocks = _title(document)
    title = _one_line(heading.text)
    return Sheet(
        title=title or view.kind.replace("-", " ").capitalize(),
        heading=title,
        aside=_one_line(heading.aside),
        author=_one_line(document.author),
        subject=_one_line(document.subject),
        as_of=document.as_of,
        pieces=tuple(_with_contents(_pieces(blocks, room, wider), wanted=document.contents)),
    )


def _with_contents(pieces: Iterable[Piece], *, wanted: bool) -> Iterator[Piece]:
    """Yield pieces with a table of contents, if it is wanted, before the first section."""
    for piece in pieces:
        if wanted and isinstance(piece, PaperSection):
            yield Contents()
            wanted = False
        yield piece


def _title(document: Document) -> tuple[Heading, tuple[Block, ...]]:
    """Return the heading of the document, which may be its only top-level heading, and the blocks below it."""
    first = document.blocks[0] if document.blocks else None
    beside = [block for block in document.blocks[1:] if isinstance(block, Heading)]
    if not document.title and isinstance(first, Heading) and all(block.level > first.level for block in beside):
        return first, document.blocks[1:]
    return Heading(document.title), document.blocks


def cell_words(cell: Cell) -> CellWords:
    """Return the text of a cell, with its tone's symbol before it if it has one."""
    if cell.series:
        return (Words("", series=cell.series, target=cell.target),)
    text = _one_line(cell.text)
    if cell.colour and cell.marked and text:  # a square in the colour of the key; the text is readable whatever it is
        return (Words("■\u00a0", symbol=True, colour=cell.colour), Words(text, strong=True))
    words = Words(text, cell.tone, strong=cell.tone is Tone.STRONG or (cell.marked and bool(text)))
    mark = symbol(cell.tone, unicode=True) if cell.marked and text else ""
    return (Words(f"{mark}\u00a0", cell.tone, symbol=True), words) if mark else (words,)


def _one_line(text: str) -> str:
    return composed(text).strip()


def _pieces(blocks: Sequence[Block], room: float, wider: float) -> Iterator[Piece]:
    """Yield the blocks as pieces, with figures numbered and no heading level skipped."""
    ranks = {level: rank for rank, level in enumerate(sorted({*_levels(blocks)}), start=1)}
    numbers, charts = count(1), count(1)
    labels = labels_of(blocks)
    level = 0
    for block in blocks:
        match block:
            case Heading():
                level = min(ranks[block.level], level + 1)
                words = Words(_one_line(block.text))
                if words.text or block.aside:
                    yield PaperSection(words, _one_line(block.aside), level, block.new_page)
            case Figure():
                number = next(numbers)
                yield from _figure(block, block.label or f"Figure {number}", number)
            case TimeChart() | SpcChart():
                yield from _chart(block, f"chart-{next(charts)}")
            case _:
                yield from _plain(block, room, wider, labels)


def _levels(blocks: Sequence[Block]) -> Iterable[int]:
    return (block.level for block in blocks if isinstance(block, Heading))


def _plain(
    block: Paragraph | Prose | Facts | Table | Findings, room: float, wider: float, labels: Set[str]
) -> Iterator[Piece]:
    """Yield the pieces of a block that is neither a heading nor a picture; none if it is empty."""
    match block:
        case Paragraph():
            lines = block.text.splitlines() if block.code else [block.text]
            found = tuple((Words(composed(line), block.tone, strong=block.tone is Tone.STRONG),) for line in lines)
            if block.text.strip():
                yield Lines(found, code=block.code)
        case Prose():
            yield from _prose(block, labels)
        case Facts():
            yield from _facts(block, wider)
        case Table():
            yield from _table(block, room, wider)
        case Findings():
            yield from _findings(block)
        case _:
            assert_never(block)


def _table(table: Table, room: float, wider: float) -> Iterator[Piece]:
    if table.rows:
        filled = table.filled()
        rows = tuple(tuple(map(cell_words, row)) for row in filled.rows)
        columns = [replace(column, title=_one_line(column.title)) for column in filled.columns]
        found = grid(columns, rows, room, wider)
        yield replace(found, caption=_one_line(table.caption), label=table.label) if table.caption else found
    if table.more:
        yield Lines(((Words(_one_line(table.more), Tone.MUTED),),))


def _findings(block: Findings) -> Iterator[Piece]:
    for finding in block.findings:
        head, *rest = (
            tuple(Words(text, tone, strong=bold) for text, tone, bold in line) for line in full_lines(finding)
        )
        yield Lines((head,))
        if rest:
            yield Lines(tuple(rest), code=True)


def _facts(block: Facts, wider: float) -> Iterator[Piece]:
    """Yield labels with their texts; a text without a label is a paragraph."""
    for labelled, pairs in groupby(block.pairs, key=lambda pair: bool(pair[0].strip())):
        pairs_shown = [(_one_line(label), cell_words(cell)) for label, cell in pairs]
        if labelled:
            yield Pairs(tuple(pairs_shown), wider)
        else:
            yield from (Lines((words,)) for _, words in pairs_shown)


def _prose(prose: Prose, labels: Set[str]) -> Iterator[Piece]:
    """Yield paragraphs and lists; an item that continues the numbering belongs to the same list.

    A reference to a table or a figure that the page does not have, as it is too long, is plain text.
    """
    items: list[CellWords] = []
    first: int | None = None
    for passage in prose.passages:
        number = _number(passage)
        goes_on = passage.marker and items and number == (None if first is None else first + len(items))
        if items and not goes_on:
            yield Items(tuple(items), first)
            items = []
        words = tuple(
            Words(composed(run.text), strong=run.strong, emphasis=run.emphasis, to=run.to if run.to in labels else "")
            for run in passage.runs
            if run.text
        )
        if not passage.marker:
            if words:
                yield Lines((words,))
            continue
        first = first if goes_on else number
        items.append(words)
    if items:
        yield Items(tuple(items), first)


def _number(passage: Passage) -> int | None:
    """Return the number of an item; None if it has a bullet or a number that a list cannot have."""
    found = _WHOLE.match(passage.marker)
    return int(found[0]) if found and len(found[0]) < 5 else None


def _figure(figure: Figure, label: str, number: int) -> Iterator[Piece]:
    """Yield a drawing as one or more pictures, and below them its description."""
    from pap_cli.render.drawings import parts

    title, description = _one_line(figure.title), _one_line(figure.description)
    for part, drawing in enumerate(parts(figure.drawing)):
        picture = _picture(drawing, title, description, f"figure-{number}-{part}")
        caption = captioned(f"{label} (continued)", title) if part else title
        yield replace(picture, caption=caption, label="" if part else label)
    if description and not figure.repeats:
        yield Lines(((Words(description, tone=Tone.MUTED),),))


def _chart(chart: TimeChart | SpcChart, key: str) -> Iterator[Picture]:
    """Yield a chart that has no text of its own."""
    from pap_cli.render.drawings import parts

    if isinstance(chart, SpcChart):
        if not chart.points:
            return
        title = _one_line(chart.title) or "Control chart"
        first, last = (_one_line(point.label) for point in (chart.points[0], chart.points[-1]))
        limits = any(point.lower is not None or point.upper is not None for point in chart.points)
        lines = f"their {chart.centre}{', their limits' if limits else ''} and the target"
        description = f"{len(chart.points):,} periods from {first} to {last}, with {lines}."
    else:
        title = "Time chart"
        rows, day = sum(len(rows) for _, rows in chart.groups), show_date(chart.today)
        stretch = f"from {show_date(chart.start)} to {show_date(chart.end)}"
        description = f"{rows:,} rows {stretch}, with a line at {day}."
    for part, drawing in enumerate(parts(chart)):
        yield _picture(drawing, title, description, f"{key}-{part}")


def _picture(drawing: Drawing, title: str, description: str, key: str) -> Picture:
    from pap_cli.render.drawings import drawn

    svg = drawn(drawing, title, description, key=key)
    size = _SIZE.search(svg)
    if size is None:
        raise ValueError("the drawing has no size")
    return Picture(svg, float(size[1]), float(size[2]), "", title, description)
