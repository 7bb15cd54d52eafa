"""What stands on paper before Word or PDF: levels, figures, columns that fit, and the same bytes on every machine."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pap_cli.cell import Align, Cell, Column
from pap_cli.document import Block, Document, Figure, Heading, Paragraph, Passage, Prose, Run, Table
from pap_cli.errors import PapError
from pap_cli.formats import find_format
from pap_cli.installed import install_advice
from pap_cli.render.paper import press
from pap_cli.render.paper.blocks import sheet
from pap_cli.render.paper.pieces import ROOM, Items, Lines, PaperSection, Picture, Sheet
from pap_cli.render.paper.spark import spark
from pap_cli.render.paper.table import GAP, Grid
from pap_cli.render.paper.type import broken, text_width
from pap_cli.render.screen import Screen
from render.paper import BARS, NONE, Page, page, rows


def made(*blocks: Block, title: str = "A page") -> Sheet:
    return sheet(page(*blocks, title=title), ROOM)


def grid_of(table: Table, room: float = ROOM) -> Grid:
    (found,) = sheet(page(table), room).pieces
    assert isinstance(found, Grid)
    return found


@given(st.lists(st.integers(1, 4), max_size=8))
def test_no_level_of_heading_is_left_out(levels: list[int]) -> None:
    found = [
        piece.level
        for piece in made(*(Heading("h", level) for level in levels)).pieces
        if isinstance(piece, PaperSection)
    ]
    assert len(found) == len(levels)
    assert found[:1] in ([], [1])
    assert all(two <= one + 1 for one, two in pairwise(found))


def test_headings_of_one_level_stay_of_one_level() -> None:
    found = made(Heading("a", 2), Heading("b", 4), Heading("c", 2), Heading("d", 4)).pieces
    assert [piece.level for piece in found if isinstance(piece, PaperSection)] == [1, 2, 1, 2]


def test_a_first_heading_that_stands_over_the_others_is_the_title() -> None:
    found = made(Heading("Progress report", 1, aside="Lambeth"), Heading("Purpose"), title="")
    assert (found.title, found.heading, found.aside) == ("Progress report", "Progress report", "Lambeth")
    assert [piece.words.text for piece in found.pieces if isinstance(piece, PaperSection)] == ["Purpose"]
    assert found.foot == "Progress report · as of 14 October 2016"


def test_of_several_such_headings_none_is_and_the_kind_of_view_names_the_file() -> None:
    found = made(Heading("One", 1), Heading("Two", 1), title="")
    assert (found.title, found.heading) == ("Report", "")
    assert len(found.pieces) == 2


def test_a_title_too_long_for_the_foot_of_a_page_is_cut_there_alone() -> None:
    found = made(title="word " * 100)
    assert found.heading == ("word " * 100).strip()
    assert len(found.foot) < 100
    assert found.foot.endswith("word… · as of 14 October 2016")


def test_figures_are_numbered_through() -> None:
    found = made(Figure("One", "", BARS, NONE), Paragraph("x"), Figure("Two", "", BARS, NONE)).pieces
    pictures = [piece for piece in found if isinstance(piece, Picture)]
    assert [(one.label, one.caption) for one in pictures] == [("Figure 1", "One"), ("Figure 2", "Two")]


def test_items_that_count_on_are_one_list() -> None:
    markers = ("1.", "2.", "•", "•", "1.", "7.")
    (prose,) = [Prose(tuple(Passage((Run(marker),), marker) for marker in markers))]
    found = [(piece.first, len(piece.items)) for piece in made(prose).pieces if isinstance(piece, Items)]
    assert found == [(1, 2), (None, 2), (1, 1), (7, 1)]


def test_what_says_nothing_takes_no_room() -> None:
    nothing = (Paragraph(" "), Table((Column("A"),), ()), Prose(()), Heading(""))
    assert made(*nothing).pieces == ()


def test_a_table_that_is_narrow_stays_so_and_a_flexible_column_takes_what_is_left() -> None:
    assert sum(column.width for column in grid_of(rows("x")).columns) < ROOM / 2
    columns = (Column("Id"), Column("Title", flexible=True), Column("Number", Align.RIGHT))
    found = grid_of(Table(columns, ((Cell("A1"), Cell("Short"), Cell("3")),)))
    assert sum(column.width for column in found.columns) == pytest.approx(ROOM)
    assert [column.right for column in found.columns] == [False, False, True]
    assert found.columns[1].width > found.columns[0].width + found.columns[2].width


def test_what_a_narrow_page_gives_up_first_is_left_out_where_there_is_no_room() -> None:
    columns = (Column("Id"), Column("Title", flexible=True), *(Column(f"C{keep}", keep=keep) for keep in (1, 3, 2, 0)))
    table = Table(columns, ((Cell("A1"), Cell("words " * 20), *(Cell("Immovable/thing") for _ in range(4))),))
    titles = {room: [column.title for column in grid_of(table, room).columns] for room in (600.0, 400.0, 330.0, 100.0)}
    assert titles == {
        600.0: ["Id", "Title", "C1", "C3", "C2", "C0"],
        400.0: ["Id", "Title", "C1", "C2", "C0"],
        330.0: ["Id", "Title", "C1", "C0"],
        100.0: ["Id", "Title", "C0"],
    }


def test_room_goes_to_the_column_that_needs_it_to_have_fewer_lines() -> None:
    columns = (Column("Title", flexible=True), Column("Owner", flexible=True))
    rest = tuple((Cell("word " * 14), Cell("Head of a service")) for _ in range(9))
    title, owner = grid_of(Table(columns, ((Cell("Short"), Cell("name " * 40)), *rest)), 400).columns
    # two lines instead of three in nine rows, for one more line in the first
    assert title.width > 180
    assert title.width + owner.width == pytest.approx(400)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=50)
@given(
    texts=st.lists(st.lists(TEXT, min_size=4, max_size=4), min_size=1, max_size=4),
    room=st.floats(120, 700),
    flexible=st.booleans(),
)
def test_a_table_fits_and_none_of_its_text_is_lost(texts: list[list[str]], room: float, flexible: bool) -> None:
    columns = (Column("a", keep=0), Column("b", flexible=flexible), Column("c"), Column("d"))
    pieces = sheet(page(Table(columns, tuple(tuple(map(Cell, row)) for row in texts))), room).pieces
    for found in pieces:
        assert isinstance(found, Grid)
        assert sum(column.width for column in found.columns) <= room + 1e-6
        assert all(column.width > 0 for column in found.columns)
        assert len(found.rows) == len(texts)


@settings(max_examples=50)
@given(text=st.text("abé–第 ", max_size=200), room=st.floats(80, 300))
def test_what_is_broken_is_whole_and_its_pieces_fit(text: str, room: float) -> None:
    pieces = broken(text, room, 9)
    assert "".join(pieces) == text
    assert all(text_width(word, 9, strong=True) <= room for piece in pieces for word in piece.split())


def test_a_letter_is_not_broken_from_its_accent() -> None:
    assert not any(piece.startswith("\u0301") for piece in broken("e\u0301" * 100 + "f" + "e\u0301" * 100, 50, 9))


def test_a_row_taller_than_a_page_may_be_broken() -> None:
    assert grid_of(rows("short", "long " * 3000)).tall == {1}


def test_a_small_chart_says_in_words_what_it_shows() -> None:
    found = spark((1.0, None, 3.0), 2.0)
    assert found is not None
    assert found.words == "2 figures, from 1 to 3; target 2"
    assert spark((None, None), 2.0) is None
    for series in ((0.0,), (5.0, 5.0), (1e308, -1e308), (float("nan"), 1.0), (float("inf"), 1.0)):
        drawn = spark(series, None)
        assert drawn is not None
        assert "nan" not in drawn.svg
        assert "inf" not in drawn.svg


MAKE = """
import sys
from datetime import date
from pap_cli.document import Document
from pap_cli.formats import find_format
from pap_cli.render.screen import Screen
from render.paper import everything
for name in ("docx", "pdf"):
    sys.stdout.buffer.write(find_format(name).render(everything("Straße ñ"), Screen()))
"""


def test_a_report_made_twice_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    """In another process, with other hashes, another time zone and another language."""
    found = set()
    for seed, zone, language in (("1", "Pacific/Kiritimati", "C"), ("2", "America/Lima", "tr_TR.UTF-8")):
        environ = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language, "LC_ALL": language}
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", MAKE],
            env={**os.environ, **environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        found.add(hashlib.sha256(done.stdout).hexdigest())
    assert len(found) == 1


@pytest.mark.parametrize(
    ("missing", "format", "words"),
    [
        ("docx", "docx", "Word needs python-docx"),
        ("typst", "docx", "Word needs typst"),
        ("typst", "pdf", "PDF needs typst"),
    ],
)
def test_a_library_that_is_missing_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, missing: str, format: str, words: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    press.compiler.cache_clear()
    with pytest.raises(PapError, match=words) as caught:
        find_format(format).render(page(Figure("A figure", "", BARS, NONE)), Screen())
    assert caught.value.help == install_advice("report")


@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_without_the_font_there_are_others(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("pap_cli.render.paper.press.find_spec", lambda _: None)
    press.compiler.cache_clear()
    try:
        assert find_format(name).render(Page(Document("A title ■", (Paragraph("Words"),))), Screen())
    finally:
        press.compiler.cache_clear()


def test_asking_for_the_format_imports_neither_library() -> None:
    ask = "from pap_cli.formats import find_format; find_format('docx'), find_format('pdf')"
    code = f"import sys; {ask}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"docx", "typst", "lxml"} & set(done.stdout.split())


def test_a_column_has_a_gap_at_its_right() -> None:
    (column,) = grid_of(rows("x", columns=1)).columns
    assert column.room == column.width - GAP


def test_a_paragraph_of_code_keeps_its_lines() -> None:
    (found,) = made(Paragraph("a:\n  b: 1\n\nc: 2", code=True)).pieces
    assert isinstance(found, Lines)
    assert ["".join(words.text for words in line) for line in found.lines] == ["a:", "  b: 1", "", "c: 2"]
