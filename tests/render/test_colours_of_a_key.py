"""The colours of a plan's key where they are printed: beside the label on pages, behind it on a terminal."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color, ColorSystem

from pap_cli.cell import Cell, Column
from pap_cli.document import Document, Facts, Table
from pap_cli.formats import find_format
from pap_cli.model.key import Key, KeyRating, parse_colour
from pap_cli.model.rating import Rating
from pap_cli.render.html.text import cell_words
from pap_cli.render.screen import Screen
from pap_cli.render.terminal.painter import Painter
from pap_cli.render.terminal.tones import style_of
from pap_cli.wording.cells import label_cell
from render.paper import Page

_EIGHT_BIT = ColorSystem.EIGHT_BIT
KEY = Key(amber=KeyRating(label="Some <issues>", colour=parse_colour("#f4b183")))
CELL = label_cell(KEY, Rating.AMBER)
TABLE = Table((Column("Rating"), Column("ID")), ((CELL, Cell("A1")), (label_cell(KEY, Rating.RED), Cell("A2"))))


def test_html_has_a_square_in_the_colour_and_the_label_in_ink() -> None:
    shown = cell_words(CELL)
    assert 'fill="#f4b183"' in shown
    assert shown.endswith(" Some &lt;issues&gt;</span>")
    assert "style=" not in shown
    assert "swatch" not in cell_words(label_cell(KEY, Rating.RED))


def test_word_has_a_square_in_the_colour_and_the_label_in_ink() -> None:
    with ZipFile(BytesIO(find_format("docx").render(Page(Document("Title", (TABLE,))), Screen()))) as file:
        text = file.read("word/document.xml").decode("utf-8")
    runs = re.findall(r"<w:r>.*?</w:r>", text)
    (square,) = (run for run in runs if 'w:val="F4B183"' in run)
    assert "■" in square
    (label,) = (run for run in runs if "Some &lt;issues&gt;" in run)
    assert "w:color" not in label


@pytest.mark.parametrize(
    "block", [TABLE, Facts((("Rating", CELL),)), Facts((("", CELL),))], ids=["table", "facts", "key"]
)
def test_a_terminal_has_the_nearest_colour_behind_the_label(block: Table | Facts) -> None:
    document = Document("", (block,))
    shown = Painter(Screen(width=80, colour=True, unicode=True)).document(document)
    assert f"48;5;{Color.parse('#f4b183').downgrade(_EIGHT_BIT).number}m" in shown
    assert "Some <issues>" in shown


@given(st.integers(0, 0xFFFFFF))
def test_text_on_any_colour_has_a_contrast_of_4_5(colour: int) -> None:
    style = style_of(f"#{colour:06x}")
    assert style.color is not None
    assert style.bgcolor is not None
    ink, paper = (_luminance(one) for one in (style.color, style.bgcolor.downgrade(_EIGHT_BIT)))
    assert (max(ink, paper) + 0.05) / (min(ink, paper) + 0.05) >= 4.5


def _luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.get_truecolor()]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
