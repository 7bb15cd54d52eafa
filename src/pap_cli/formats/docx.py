"""Word: a document that people can edit, in a council's own styles if it gives a template."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import assert_never

from msgspec import Struct

from pap_cli.document import View
from pap_cli.formats import Format
from pap_cli.render.paper.blocks import DEEPEST, sheet
from pap_cli.render.paper.fields import Element, add, begin_field, end_field, field
from pap_cli.render.paper.pieces import Contents, Items, Lines, Pairs, PaperSection, Picture, Piece, Sheet
from pap_cli.render.paper.press import pages, sheet_template
from pap_cli.render.paper.shapes import data
from pap_cli.render.paper.table import Grid, GridColumn, Words
from pap_cli.render.paper.word import opened, saved
from pap_cli.render.paper.writer import Writer
from pap_cli.render.screen import Screen

_BODY = 10.0
# The gap between a label and its text, in points.
_BESIDE = 10.0
# How much wider words may be in a template's font than in ours; nothing is known of it but its name.
_WIDER = 1.2
# How many rows of a long table stay with the next one, as does the last but one: none is alone on its page.
_FIRST_ROWS = 1
# The height of a picture's caption, in points.
_CAPTION = 40.0


class Entry(Struct, frozen=True):
    """An entry of the table of contents: a heading, its page, and the bookmark around it."""

    mark: str
    text: str
    level: int
    page: int


def _section(writer: Writer, piece: PaperSection, mark: str) -> None:
    """Write a heading, within a bookmark of the name MARK if it has one."""
    paragraph = writer.paragraph(
        f"heading {piece.level}", kept=True, page=piece.new_page, before=0.0 if piece.new_page else None
    )
    with writer.bookmark(paragraph, mark):
        writer.words(paragraph, (piece.words,))
    if piece.aside:
        writer.words(paragraph, (Words(f"{' ' * 3 if piece.words.text else ''}{piece.aside}"),), style="report aside")


def _lines(writer: Writer, piece: Lines, *, close: bool) -> None:
    """Write a paragraph, with space before it if it follows a table."""
    style = "report code" if piece.code else "normal"
    paragraph = writer.paragraph(style, kept=piece.leads, before=6.0 if close else None)
    for number, line in enumerate(piece.lines):
        if number:
            add(add(paragraph, "r"), "br")
        writer.words(paragraph, line)


def _items(writer: Writer, piece: Items) -> None:
    number = writer.list_number(piece.first)
    for item in piece.items:
        writer.words(writer.paragraph("list bullet" if piece.first is None else "list number", number=number), item)


def _pairs(writer: Writer, piece: Pairs) -> None:
    """Write labels and texts, aligned by a tab: a screen reader would announce a table."""
    indent = piece.label_room(_BODY, writer.room) + _BESIDE
    for label, said in piece.pairs:
        paragraph = writer.paragraph("report facts", hanging=indent)
        writer.words(paragraph, (Words(label),), style="report aside")
        add(add(paragraph, "r"), "tab")
        writer.words(paragraph, said)


def _contents(writer: Writer, entries: list[Entry]) -> None:
    """Write the table of contents as Word does: a field whose result is links with page numbers."""
    writer.words(writer.paragraph("toc heading", kept=True), (Words("Contents"),))
    paragraph = None
    for entry in entries:
        first = paragraph is None
        paragraph = writer.paragraph(f"toc {entry.level}", right_tab=True)
        if first:
            begin_field(paragraph, f'TOC \\o "1-{DEEPEST}" \\h \\z')
        link = add(paragraph, "hyperlink", anchor=entry.mark, history=1)
        writer.words(link, (Words(entry.text),))
        add(add(link, "r"), "tab")
        with field(link, f"PAGEREF {entry.mark} \\h"):
            writer.words(link, (Words(str(entry.page)),))
    if paragraph is not None:
        end_field(paragraph)


def _entries(made: Sheet) -> list[Entry]:
    """Return the headings for the table of contents; none without one.

    The page numbers are those of the PDF of the same sheet: Word computes its own when its fields are updated.
    """
    if Contents() not in made.pieces:
        return []
    sections = [piece for piece in made.pieces if isinstance(piece, PaperSection)]
    found = zip(sections, pages(sheet_template(), data(made)), strict=True)
    return [
        Entry(f"_Toc{number:08}", piece.words.text, piece.level, page)
        for number, (piece, page) in enumerate(found, start=1)
        if piece.level <= DEEPEST
    ]


def _grid(writer: Writer, piece: Grid) -> None:
    if piece.caption:
        writer.caption(piece.label, piece.caption)
    table = writer.table([column.width for column in piece.columns])
    header = _row(table, header=True, whole=True)
    for column in piece.columns:
        _cell(writer, header, column, (Words(column.title),), "report table heading", kept=True)
    for number, row in enumerate(piece.rows):
        line = _row(table, header=False, whole=number not in piece.tall)
        last = len(piece.rows) - 1
        kept = number < last and (piece.together or number < _FIRST_ROWS or number == last - 1)
        for column, cell in zip(piece.columns, row, strict=True):
            _cell(writer, line, column, cell, "report table text", kept=kept)


def _row(table: Element, *, header: bool, whole: bool) -> Element:
    row = add(table, "tr")
    if header or whole:
        properties = add(row, "trPr")
        if whole:
            add(properties, "cantSplit")
        if header:
            add(properties, "tblHeader")
    return row


def _cell(writer: Writer, row: Element, column: GridColumn, said: tuple[Words, ...], style: str, *, kept: bool) -> None:
    cell = add(row, "tc")
    add(add(cell, "tcPr"), "tcW", w=round(column.width * 20), type="dxa")
    writer.words(writer.paragraph(style, within=cell, right=column.right, kept=kept), said)


def _picture(writer: Writer, piece: Picture) -> None:
    scale = min(writer.room / piece.width, (writer.height - _CAPTION) / piece.height)
    if piece.caption:
        writer.caption(piece.label, piece.caption)
    paragraph = writer.paragraph("report picture", kept=bool(piece.caption))
    writer.picture(
        paragraph, piece.svg, piece.width * scale, piece.height * scale, piece.title, piece.description or piece.title
    )


def _write(writer: Writer, piece: Piece, before: Piece | None, entries: list[Entry], marks: Iterator[str]) -> None:
    """Write a piece; ENTRIES are those of the table of contents, and MARKS their bookmarks for the headings."""
    match piece:
        case PaperSection():
            _section(writer, piece, next(marks, "") if piece.level <= DEEPEST else "")
        case Contents():
            _contents(writer, entries)
        case Lines():
            _lines(writer, piece, close=isinstance(before, Grid | Pairs))
        case Items():
            _items(writer, piece)
        case Pairs():
            _pairs(writer, piece)
        case Grid():
            if isinstance(before, Grid | Pairs) and not piece.caption:
                writer.paragraph("report table text")  # Word joins two tables that have nothing between them
            _grid(writer, piece)
        case Picture():
            _picture(writer, piece)
        case _:
            assert_never(piece)


def _footer(writer: Writer, made: Sheet) -> None:
    """Write the title and the page number at the foot of each page, unless the template has a footer."""
    if writer.has_footer():
        return
    paragraph = writer.footer()
    writer.words(paragraph, (Words(made.foot),))
    add(add(paragraph, "r"), "tab")
    for word, code in (("page ", "PAGE"), (" of ", "NUMPAGES")):
        writer.words(paragraph, (Words(word),))
        writer.words(add(paragraph, "fldSimple", instr=code), (Words("1"),))


def render(view: View, screen: Screen) -> bytes:
    """Return the view's document as a Word file, in the styles of the screen's template if there is one.

    Raises:
        PapError: if a library is not installed, or the template is not a Word document.
    """
    writer = Writer(opened(screen.template))
    made = sheet(view, writer.room, wider=1.0 if screen.template is None else _WIDER)
    if made.heading:
        writer.words(writer.paragraph("title", kept=True), (Words(made.heading),))
    if made.aside:
        writer.words(writer.paragraph("subtitle", kept=True), (Words(made.aside),))
    entries = _entries(made)
    marks = iter([entry.mark for entry in entries])
    for before, piece in pairwise((None, *made.pieces)):
        if piece is not None:
            _write(writer, piece, before, entries, marks)
    if made.pieces and isinstance(made.pieces[-1], Grid):
        writer.paragraph("report table text")  # a page must not end with a table
    _footer(writer, made)
    return saved(writer.document, made, writer.pictures())


FORMAT = Format("docx", "Word, to edit, in a council's own styles", render, utf8=True)
