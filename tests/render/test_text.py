"""What stands below every format: harmless text, the screen, the time chart, and how a table fits."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from pap_cli.cell import Cell, Tone
from pap_cli.drawing import Mark, TimeChart, TimeRow
from pap_cli.render.cells import cells, folded
from pap_cli.render.screen import Screen, decide_screen, wants_colour
from pap_cli.render.terminal.time_chart import GLYPHS, chart_lines
from pap_cli.render.text import ascii_only, printable, sparkline, symbol


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one\ntwo\tthree\r\nfour", "one two three  four"),
        ("\x1b[31m", "\ufffd[31m"),
        ("\x9b31m", "\ufffd31m"),
        ("a\u202eb\u200bc", "a\ufffdb\ufffdc"),
        ("##[error]x ##vso[a]b", "## [error]x ## vso[a]b"),
        ("::error::x", ": :error::x"),
        ("  ::x", "  : :x"),
        ("a::b # [x]", "a::b # [x]"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@settings(deadline=None)
@given(st.text())
def test_printable_text_stays_as_it_is(text: str) -> None:
    once = printable(text)
    assert printable(once) == once


@pytest.mark.parametrize(
    ("text", "shown"),
    [("café – “x”…", 'cafe - "x"...'), ("第一", "??"), ("＃＃［x", "## [x"), ("：：x", ": :x"), ("→", "->")],
)
def test_ascii_only(text: str, shown: str) -> None:
    assert ascii_only(text) == shown


def test_every_tone_with_a_symbol_has_one_of_its_own() -> None:
    for unicode in (True, False):
        shapes = [shape for tone in Tone if (shape := symbol(tone, unicode=unicode))]
        assert len(set(shapes)) == len(shapes) == 5


def test_sparkline() -> None:
    assert sparkline((1, None, 3, 2), 10, unicode=True)[:3] == "▁ █"
    assert sparkline((1, 2, 3), 2, unicode=True) == "▁█"
    assert sparkline((None, None), 5, unicode=True) == ""
    assert len(set(sparkline((2, 2, 2), 5, unicode=False))) == 1
    assert sparkline((1, 9), 5, unicode=False).isascii()


@pytest.mark.parametrize(
    ("option", "environ", "terminal", "wanted"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "0"}, False, False),
        ("auto", {"FORCE_COLOR": ""}, False, False),
        ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour(option: str, environ: dict[str, str], terminal: bool, wanted: bool) -> None:
    assert wants_colour(option, environ, terminal=terminal) is wanted


@pytest.mark.parametrize(
    ("environ", "terminal", "columns", "width"),
    [
        ({}, True, 87, 87),
        ({}, False, 87, 120),
        ({"COLUMNS": "133"}, True, 87, 133),
        ({"COLUMNS": "133"}, False, 87, 133),
        ({"COLUMNS": "wide"}, True, 87, 87),
        ({"COLUMNS": "0"}, True, 87, 87),
        ({"COLUMNS": "99999999"}, True, 87, 87),
        ({"COLUMNS": "-5"}, True, 87, 87),
        ({}, True, 3, 40),
    ],
)
def test_width(environ: dict[str, str], terminal: bool, columns: int, width: int) -> None:
    assert decide_screen("auto", environ, terminal=terminal, columns=columns, encoding="utf-8").width == width


@pytest.mark.parametrize(
    ("encoding", "unicode"), [("utf-8", True), ("UTF8", True), ("cp1252", False), ("ascii", False), (None, False)]
)
def test_encoding(encoding: str | None, unicode: bool) -> None:
    assert decide_screen("auto", {}, terminal=True, columns=80, encoding=encoding).unicode is unicode


DAY = date(2016, 10, 14)
LEGEND = tuple((kind, f"means {kind}") for kind in GLYPHS)


def chart(*rows: TimeRow, start: date = date(2016, 1, 1), end: date = date(2016, 12, 31)) -> TimeChart:
    return TimeChart(start, end, DAY, (("A1 A group", rows),), LEGEND)


def row(*marks: Mark, id: str = "A1.1", title: str = "A title", stretch: tuple[date, date] | None = None) -> TimeRow:
    return TimeRow(Cell(id), title, marks, stretch)


def drawn(chart: TimeChart, width: int = 100, *, unicode: bool = True) -> list[str]:
    return ["".join(words for words, _ in line) for line in chart_lines(chart, width, unicode=unicode)]


def test_today_stands_at_one_place_in_every_row() -> None:
    lines = drawn(chart(row(), row(id="A1.2"), row(Mark(date(2016, 3, 1), "due"))))[2:5]
    places = {line.index("│") for line in lines}
    assert len(places) == 1
    assert places.pop() == pytest.approx(26 + 74 * 287 / 365, abs=20)


def test_marks_stand_in_the_order_of_their_days() -> None:
    marks = [Mark(date(2016, 2, 1), "first"), Mark(date(2016, 5, 1), "due"), Mark(date(2016, 12, 1), "forecast")]
    line = drawn(chart(row(*marks, stretch=(marks[0].day, marks[1].day))))[2]
    assert [character for character in line if character in "◇◆▷│"] == ["◇", "◆", "│", "▷"]
    between = line[line.index("◇") + 1 : line.index("◆")]
    assert set(between) == {"─"}


def test_a_mark_on_the_day_of_the_report_is_drawn_over_its_line() -> None:
    line = drawn(chart(row(Mark(DAY, "done"))))[2]
    assert "●" in line
    assert "│" not in line


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2100, 1, 1)])
def test_what_lies_outside_is_drawn_at_the_edge(day: date) -> None:
    line = drawn(chart(row(Mark(day, "due"))), 100)[2]
    assert line.count("◆") == 1
    assert cells(line) == 100


def test_a_chart_of_one_day() -> None:
    lines = drawn(chart(row(Mark(DAY, "due")), start=DAY, end=DAY))
    assert "◆" in lines[2]


@settings(deadline=None)
@given(
    id=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=90),
    title=st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
    width=st.integers(38, 200),
    unicode=st.booleans(),
)
def test_no_line_of_a_chart_is_too_wide_and_no_id_is_cut(id: str, title: str, width: int, unicode: bool) -> None:
    shown = printable(id) if unicode else ascii_only(printable(id))
    lines = drawn(chart(row(Mark(DAY, "due"), id=id, title=title)), width, unicode=unicode)
    assert any(line.startswith(shown) for line in lines[2:])
    for line in lines:
        assert cell_len(line) <= max(width, cell_len(shown))


def test_month_names_never_run_into_each_other() -> None:
    for width in (40, 60, 100, 200):
        for end in (date(2016, 3, 1), date(2017, 12, 1), date(2030, 1, 1)):
            names = drawn(chart(row(), end=end), width)[0].split()
            assert len(names) % 2 == 0
            assert all(len(month) == 3 and len(year) == 4 for month, year in zip(names[::2], names[1::2], strict=True))


def test_a_screen_is_wide_and_without_colour_unless_it_is_told() -> None:
    assert Screen() == Screen(100, False, True)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("fits", 4, ["fits"]),
        ("two words", 8, ["two ", "words"]),
        ("one two three", 8, ["one two ", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("a bcdefgh i", 4, ["a ", "bcde", "fgh ", "i"]),
        ("日本語 語", 4, ["日本", "語 ", "語"]),
        ("", 4, [""]),
    ],
)
def test_a_line_is_broken_after_blanks_or_where_it_must_be(text: str, width: int, lines: list[str]) -> None:
    assert folded(text, width) == lines


@given(st.text(alphabet="ab é日 ", max_size=60), st.integers(2, 20))
def test_a_broken_line_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = folded(text, width)
    assert "".join(lines) == text
    assert all(cells(line.rstrip()) <= width for line in lines)
