"""PDF: tagged and bookmarked; text from a file is data and never markup; nothing is read and nothing fetched."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from conftest import ROOT
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.document import Facts, Figure, Heading, Paragraph, Passage, Prose, Run, Table
from pap_cli.formats import find_format, pdf
from pap_cli.render.paper import press
from pap_cli.render.paper.blocks import sheet
from pap_cli.render.paper.pieces import ROOM
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable
from render.paper import BARS, NONE, Page, everything, page, rows
from render.test_escaping import TEXT

TEMPLATE = (ROOT / "src/pap_cli/render/paper/sheet.typ").read_text(encoding="utf-8")
MARKUP = (
    '#read("/etc/passwd") #panic() *b* _e_ `c` $x$ <a> @b = h\n- i \\ // c " \\u{41} #{1+1} #"x" https://example.org'
)


def written(view: Page) -> bytes:
    made = find_format("pdf").render(view, Screen())
    assert isinstance(made, bytes)
    return made


def elements(made: bytes, sort: str) -> list[bytes]:
    """What a screen reader is told of each element of a sort."""
    return re.findall(rb"<</Type/StructElem/S/%s/.*?>>\n" % sort.encode(), made)


def texts(told: object) -> list[str]:
    """Every text in what the template is given, those in pieces put together."""
    if isinstance(told, str):
        return [told]
    if isinstance(told, dict):
        return [text for value in told.values() for text in texts(value)]
    if isinstance(told, list):
        whole = ["".join(told)] if told and all(isinstance(one, str) for one in told) else []
        return whole + [text for value in told for text in texts(value)]
    return []


@settings(max_examples=100)
@given(text=TEXT)
def test_every_text_reaches_the_template_as_it_is(text: str) -> None:
    found = texts(json.loads(pdf.data(sheet(everything(text), ROOM))))
    assert {printable(text), printable(text).strip()} & set(found)
    assert not {character for one in found for character in one} & set("\x00\x1b\x7f\u202e\u200b\ud800\ufffe")


def test_the_template_takes_nothing_for_markup_and_nothing_from_elsewhere() -> None:
    code = "\n".join(line for line in TEMPLATE.splitlines() if not line.startswith("//"))
    assert not re.search(
        r"\beval\b|\bread\(|\binclude\b|\bimport\b|\bplugin\b|\bmarkup\b|\blink\((?!label\()|\bcbor\(|\byaml\(", code
    )
    assert re.findall(r"sys\.inputs\.\w+", code) == ["sys.inputs.sheet"]
    assert re.findall(r"\bimage\((\w+)", code) == ["bytes", "bytes"]


def printed(tmp_path: Path, view: Page) -> str:
    """The text of a page's PDF."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not installed")
    (tmp_path / "made.pdf").write_bytes(written(view))
    return subprocess.run([reader, "-raw", tmp_path / "made.pdf", "-"], capture_output=True, check=True).stdout.decode()


def test_a_mark_that_cannot_be_set_spoils_only_itself(tmp_path: Path) -> None:
    said = printed(tmp_path, page(rows("key 1\u20e3 and x\u20e3", "Ελλάδα 10 €", columns=1)))
    assert "key 1\ufffd and x\ufffd" in said.replace("\n", " ")
    assert "Ελλάδα 10 €" in said
    assert pdf.NOTE in said.replace("\n", " ")


def test_an_emoji_of_several_characters_is_one_that_is_lacking(tmp_path: Path) -> None:
    said = printed(tmp_path, page(rows("a 👨\u200d👩\u200d👧 b", columns=1)))
    assert "a \ufffd b" in said


def test_an_accent_and_its_letter_are_one_character(tmp_path: Path) -> None:
    assert "re\u0301union" not in pdf.data(sheet(page(rows("re\u0301union", columns=1)), ROOM))
    said = printed(tmp_path, page(rows("re\u0301union", columns=1)))
    assert "réunion" in said
    assert "\ufffd" not in said


@settings(max_examples=15)
@given(text=TEXT)
def test_any_text_can_be_printed(text: str) -> None:
    assert written(everything(text)).startswith(b"%PDF-")


def test_what_looks_like_markup_is_printed(tmp_path: Path) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not installed")
    made = written(
        page(Paragraph(MARKUP), rows(MARKUP, columns=1), Prose((Passage((Run(MARKUP),), "1."),)), title=MARKUP)
    )
    (tmp_path / "made.pdf").write_bytes(made)
    done = subprocess.run([reader, "-raw", tmp_path / "made.pdf", "-"], capture_output=True, check=True)
    said = "".join(done.stdout.decode().split())
    assert said.count("".join(printable(MARKUP).split())) >= 4


def test_a_picture_can_name_no_file() -> None:
    image = '<image href="/etc/hostname.png" width="9" height="9"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{image}</svg>'
    with pytest.raises(RuntimeError, match="failed to load linked image"):
        press.pngs([(svg, 9)])


REPORT = page(
    Heading("Where it stands", 2, aside="beside"),
    Facts((("Label", Cell("said")),)),
    rows(*(f"row {number}" for number in range(90))),
    Heading("Deep", 4),
    Prose((Passage((Run("b"),), "•"), Passage((Run("n"),), "4."))),
    Figure("A figure", "What it shows.", BARS, NONE),
    Table((Column("Trend", Align.RIGHT),), ((Cell("", series=(1.0, 2.0)),), (Cell("red", Tone.RED, marked=True),))),
    title="A report",
    author="Lambeth",
)


def test_a_screen_reader_is_told_everything() -> None:
    made = written(REPORT)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/Lang(en-GB)" in made
    assert b"/MarkInfo<</Marked true" in made
    assert [len(elements(made, sort)) for sort in ("H1", "H2", "H3", "L", "Table", "Caption")] == [1, 1, 0, 2, 2, 1]
    assert len(elements(made, "TH")) == 3
    assert [re.findall(rb"/Alt\(([^)]*)\)", one) for one in elements(made, "Figure")] == [
        [b"A figure. What it shows."],
        [b"2 figures, from 1 to 2"],
    ]


def test_the_headings_are_its_bookmarks_and_it_says_of_which_day_it_is() -> None:
    made = written(REPORT)
    assert set(re.findall(rb"/Title\(([^)]*)\)/Dest", made)) == {b"Where it stands", b"Deep"}
    assert b"<dc:title>" in made
    assert b"A report" in made
    assert b"<rdf:li>Lambeth</rdf:li>" in made
    assert b"2016-10-14T00:00:00" in made
    assert str(date.today().year).encode() not in re.findall(rb"<xmp:(?:Create|Modify)Date>(\d+)", made)  # noqa: DTZ011


def test_a_page_of_no_day_names_none() -> None:
    assert b"2016" not in b"".join(re.findall(rb"<xmp:\w+Date>[^<]*", written(page(Paragraph("x"), as_of=None))))


def test_a_character_that_no_font_has_is_told_of(tmp_path: Path) -> None:
    letters = "第 ■ ✔ e\u0301 😀"
    assert press.unprintable(sorted(set(letters))) == {"第", "😀"}
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not installed")
    (tmp_path / "made.pdf").write_bytes(written(page(Paragraph(letters))))
    done = subprocess.run([reader, "-raw", tmp_path / "made.pdf", "-"], capture_output=True, check=True)
    said = done.stdout.decode()
    assert "\ufffd ■ ✔" in said
    assert "replaces a character that the PDF" in said


@pytest.mark.parametrize("font", [True, False])
def test_the_characters_that_are_certain_are_in_the_fonts(monkeypatch: pytest.MonkeyPatch, *, font: bool) -> None:
    if not font:
        monkeypatch.setattr(press, "find_spec", lambda _: None)
    press.compiler.cache_clear()
    try:
        letters = re.findall(f"[{pdf.CERTAIN}]", "".join(map(chr, range(0x20, 0x10000))))
        assert len(letters) > 190
        assert press.unprintable(letters) == set()
    finally:
        press.compiler.cache_clear()
