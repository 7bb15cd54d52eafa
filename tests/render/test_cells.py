"""The width of text in cells: tables are aligned for a reader who sees emoji, accents and wide characters."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from pap_cli.cell import Align, Cell, Column
from pap_cli.document import Facts, Table
from pap_cli.formats import find_format
from pap_cli.render.cells import cells, clusters, folded, padded
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable
from render.paper import everything, page

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
# A text, its width, and how many characters a reader sees.
TEXTS = [
    ("", 0, 1),
    ("abc", 3, 3),
    ("第一", 4, 2),
    ("Ａ", 2, 1),
    ("e\u0301", 1, 1),
    ("é\u0302\u0303", 1, 1),
    ("\u0301e", 1, 1),
    ("→", 1, 1),
    (FAMILY, 2, 1),
    (f"a{FAMILY}b", 4, 3),
    ("👩\u200d⚕\ufe0f", 2, 1),
    ("❤\ufe0f\u200d🔥", 2, 1),
    ("👁\ufe0f\u200d🗨\ufe0f", 2, 1),
    ("👍🏽", 2, 1),
    ("👩🏽\u200d🚒", 2, 1),
    ("🇬🇧", 2, 2),
    (ENGLAND, 2, 1),
    ("☺\ufe0f", 2, 1),
    ("☺", 1, 1),
    ("1\ufe0f\u20e3", 2, 1),
    ("1\u20e3", 1, 1),
    ("a\ufe0f", 1, 1),
    ("می\u200cخواهم", 7, 7),
    ("한", 2, 1),
    ("\u1112\u1161\u11ab", 2, 1),
]


@pytest.mark.parametrize(("text", "width", "seen"), TEXTS)
def test_cells(text: str, width: int, seen: int) -> None:
    assert cells(text) == width
    assert len(list(clusters(text))) == seen
    assert "".join(clusters(text)) == text


@pytest.mark.parametrize("text", [text for text, *_ in TEXTS if text != "a\ufe0f"])
def test_tables_on_a_terminal_and_in_a_pipe_have_one_measure(text: str) -> None:
    assert cells(text) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("ab cd", 3, ["ab ", "cd"]),
        ("e\u0301" * 3, 2, ["e\u0301e\u0301", "e\u0301"]),
        (FAMILY * 2, 3, [FAMILY, FAMILY]),
        (FAMILY, 1, [FAMILY]),
        ("🇬🇧", 2, ["🇬🇧"]),
        ("第一百", 5, ["第一", "百"]),
    ],
)
def test_a_line_never_breaks_within_a_character(text: str, width: int, lines: list[str]) -> None:
    assert folded(text, width) == lines


@given(text=st.text(), width=st.integers(2, 30))
def test_folding_keeps_the_text_and_the_width(text: str, width: int) -> None:
    lines = folded(text, width)
    assert "".join(lines) == text
    assert all(cells(line.rstrip()) <= width for line in lines)


def test_padded() -> None:
    assert padded("第", 4) == "第  "
    assert padded("第", 4, right=True) == "  第"
    assert padded("too long", 4) == "too long"


WIDE = Table(
    (Column("Title", flexible=True), Column("Late", Align.RIGHT), Column("End")),
    tuple((Cell(text), Cell("9"), Cell("x")) for text, *_ in TEXTS if "\u0301e" not in text),
)


@pytest.mark.parametrize("name", ["plain", "markdown"])
def test_columns_are_aligned_whatever_is_in_them(name: str) -> None:
    out = find_format(name).render(page(WIDE), Screen())
    assert isinstance(out, str)
    rows = [line for line in out.splitlines() if " 9" in line]
    assert len(rows) == len(WIDE.rows)
    assert len({cells(row[: row.rindex(" 9") + 2]) for row in rows}) == 1
    assert len({cells(row) for row in rows}) == 1


def test_labels_are_aligned() -> None:
    facts = Facts((("第一", Cell("x")), ("abcde", Cell("x")), (FAMILY, Cell("x"))))
    lines = str(find_format("plain").render(page(facts), Screen())).splitlines()[-3:]
    assert [line[-3:] for line in lines] == ["  x"] * 3
    assert {cells(line) for line in lines} == {8}


def test_a_markdown_table_is_aligned_only_while_a_line_of_it_can_be_read() -> None:
    def lines(longest: int) -> list[str]:
        table = Table(
            (Column("Title"), Column("Late", Align.RIGHT)), ((Cell("x" * longest), Cell("1")), (Cell("a"), Cell("2")))
        )
        return str(find_format("markdown").render(page(table), Screen())).splitlines()

    short, long = lines(20)[-4:], lines(200)[-4:]
    assert short[1:] == [f"| {'-' * 20} | ---: |", f"| {'x' * 20} |    1 |", f"| a{' ' * 19} |    2 |"]
    assert long[1:] == ["| --- | ---: |", f"| {'x' * 200} | 1 |", "| a | 2 |"]


@pytest.mark.parametrize("text", [text for text, *_ in TEXTS] + ["क्\u200dष", "ක්\u200dෂ"])
def test_what_a_text_needs_is_printed(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u200db", "a\ufffdb"),
        ("👩\u200d", "👩\ufffd"),
        ("\u200d👩", "\ufffd👩"),
        ("👩\u200dx", "👩\ufffdx"),
        ("👩\u200d\u200d👩", "👩\ufffd\ufffd👩"),
        ("👩\u200c👩", "👩\ufffd👩"),
        ("é\u200cé", "é\ufffdé"),
        ("م\u202eم", "م\ufffdم"),
        ("\u061c\u200cم", "\ufffd\ufffdم"),
        ("x\U000e0067\U000e0062\U000e0065\U000e007f", "x\ufffd\ufffd\ufffd\ufffd"),
        (ENGLAND[:-1], f"\U0001f3f4{chr(0xFFFD) * 5}"),
        (f"\U0001f3f4{ENGLAND[1:6] * 3}\U000e007f", f"\U0001f3f4{chr(0xFFFD) * 16}"),
    ],
)
def test_what_only_hides_is_not(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("name", ["plain", "terminal", "markdown", "html", "svg", "docx"])
def test_emoji_of_several_characters_are_whole_in_every_format(name: str) -> None:
    view = everything(f"One {FAMILY} of {ENGLAND}")
    made = find_format(name).render(view, Screen(200))
    if isinstance(made, bytes):
        made = ZipFile(BytesIO(made)).read("word/document.xml").decode()
    assert FAMILY in made
    assert ENGLAND in made
    assert "\ufffd" not in made
