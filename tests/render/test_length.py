"""A file that is printed is no longer than its reader and the computer can take."""

from __future__ import annotations

from datetime import date

from pap_cli.cell import Cell, Tone
from pap_cli.document import Document, Figure, Heading, Paragraph, Table
from pap_cli.drawing import Mark, TimeChart, TimeRow
from pap_cli.render.length import MOST_CELLS, printed
from render.paper import rows

DAY = date(2016, 10, 14)


def table(count: int, columns: int = 4) -> Table:
    return rows(*(f"row {number}" for number in range(count)), columns=columns)


def chart(count: int) -> TimeChart:
    row = TimeRow(Cell("A1.1"), "A title", (Mark(DAY, "due"),))
    return TimeChart(DAY, DAY, DAY, (("A1", (row,) * count),), ())


def test_a_page_of_ordinary_length_is_left_alone() -> None:
    page = Document("x", (Heading("One"), table(MOST_CELLS // 8), Paragraph("words"), table(MOST_CELLS // 8)))
    assert printed(page) is page


def test_a_long_page_ends_with_the_number_of_rows_left_out() -> None:
    first, second = table(2_000), table(1_000)
    page = Document("x", (Heading("One"), first, Heading("Two"), second, Heading("Three"), Paragraph("more")))
    heading, one, two, cut, end = printed(page).blocks
    assert (heading, one, two) == page.blocks[:3]
    assert isinstance(cut, Table)
    assert cut.rows == second.rows[:500]
    words = "This file ends here, with 500 rows left out: HTML, Markdown and CSV have them all."
    assert end == Paragraph(words, Tone.STRONG)


def test_headings_of_what_is_left_out_are_left_out() -> None:
    page = Document("x", (table(2_500), Heading("Two"), Heading("Three", 3), table(10), Heading("Four"), table(1)))
    first, end = printed(page).blocks
    assert first == page.blocks[0]
    assert isinstance(end, Paragraph)
    assert "11 rows left out" in end.text


def test_pictures_count() -> None:
    figures = tuple(Figure("t", "d", chart(100), table(1)) for _ in range(20))
    blocks = printed(Document("x", figures)).blocks
    assert len(blocks) == 12
    assert isinstance(blocks[-1], Paragraph)
    assert "900 rows left out" in blocks[-1].text
    assert len(printed(Document("x", (chart(5_000),))).blocks) == 1
