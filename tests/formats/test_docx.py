"""Word: what is read back is what was said, in real styles; a council's template is used, what is none refused."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import chain
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Twips
from hypothesis import given, settings
from lxml import etree

from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.document import Facts, Figure, Heading, Paragraph, Passage, Prose, Run, Table
from pap_cli.errors import PapError
from pap_cli.formats import find_format
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable
from render.paper import BARS, NONE, Page, everything, page, rows
from render.test_escaping import TEXT

MARGIN = Twips(2268)


def written(view: Page, template: bytes | None = None) -> bytes:
    made = find_format("docx").render(view, Screen(template=template))
    assert isinstance(made, bytes)
    return made


def read(made: bytes) -> Word:
    return docx.Document(BytesIO(made))


def parts(made: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(word: Word) -> list[str]:
    """What every paragraph says, those in tables too."""
    return [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in word.element.body.iter(qn("w:p"))
    ]


@settings(max_examples=12)
@given(text=TEXT)
def test_a_text_stands_as_it_is_and_means_nothing(text: str) -> None:
    made = written(page(Paragraph(text), rows(text), Facts((("label", Cell(text)),)), Paragraph("last")))
    shown = printable(text).strip()
    said = [line.strip() for line in body(read(made))]
    table = read(made).tables
    if shown:
        assert said[1] == shown
        assert [cell.text.strip() for cell in table[0].rows[1].cells] == [shown, shown]
    assert f"label{shown}" in said
    assert said[-1] == "last"


SORTS = ("\x1b[31mred", "\u202egnp.exe", "a\x00b", "one\ntwo", "<b>&lt;</b>", "\ufffe\uffff", "]]>", " ")


@pytest.mark.parametrize("text", SORTS, ids=ascii)
def test_a_hostile_text_survives_every_kind_of_block(text: str) -> None:
    made = written(everything(text))
    for name, content in parts(made).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    shown = printable(text).strip()
    said = body(read(made))
    assert said.count(shown) >= (5 if shown else 1)
    assert read(made).core_properties.author == shown


def test_every_piece_has_its_style() -> None:
    blocks = (
        Heading("One", aside="beside"),
        Heading("Two", level=3, new_page=True),
        Paragraph("Words"),
        Paragraph("a: 1\nb: 2", code=True),
        Prose((Passage((Run("bullet"),), "•"), Passage((Run("three"),), "3."))),
        Facts((("Label", Cell("said")),)),
        Figure("A figure", "What it shows.", BARS, NONE),
        rows("x"),
    )
    word = read(written(page(*blocks)))
    styles = [paragraph.style.name for paragraph in word.paragraphs if paragraph.style]
    assert styles == [
        *("Title", "Heading 1", "Heading 2", "Normal", "Report Code", "List Bullet", "List Number", "Report Facts"),
        *("Caption", "Report Picture", "Normal", "Report Table Text"),
    ]
    assert [paragraph.paragraph_format.page_break_before for paragraph in word.paragraphs[1:3]] == [None, True]
    kept = (*word.paragraphs[:3], *word.paragraphs[8:10])
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in kept)
    assert (word.paragraphs[8].text, word.paragraphs[10].text) == ("Figure 1: A figure", "What it shows.")
    assert word.paragraphs[7].text == "Label\tsaid"
    assert word.tables[0].style is not None
    assert word.tables[0].style.name == "Report Table"


def test_a_short_table_stays_on_one_page_and_no_row_of_a_long_one_is_alone() -> None:
    def kept(count: int) -> list[bool]:
        (table,) = read(written(page(rows(*map(str, range(count)))))).tables
        return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]

    assert kept(3) == [True, True, True, False]
    assert kept(40) == [True, True, *[False] * 37, True, False]


def test_a_paragraph_that_ends_with_a_colon_stays_with_what_it_introduces() -> None:
    word = read(written(page(Paragraph("Two are late:"), Paragraph("A1."), Paragraph("code:", code=True))))
    assert [one.paragraph_format.keep_with_next for one in word.paragraphs[1:] if one.text] == [True, None, None]


def test_lists_are_lists_and_each_that_is_numbered_counts_for_itself() -> None:
    markers = ("•", "1.", "2.", "5.")
    word = read(written(page(Prose(tuple(Passage((Run("x"),), marker) for marker in markers)))))
    numbers = [one.get(qn("w:val")) for one in word.element.body.iter(qn("w:numId"))]
    numbering = word.part.numbering_part.element
    starts = {
        one.get(qn("w:numId")): [start.get(qn("w:val")) for start in one.iter(qn("w:startOverride"))]
        for one in numbering.iter(qn("w:num"))
    }
    assert [starts[number] for number in numbers] == [[], ["1"], ["1"], ["5"]]
    forms = [one.tag for one in numbering]
    assert forms == sorted(forms, key=lambda tag: tag != qn("w:abstractNum"))


def test_a_table_repeats_its_head_splits_no_row_and_lines_figures_up() -> None:
    columns = (Column("Title", flexible=True), Column("Number", Align.RIGHT))
    table = Table(columns, ((Cell("a"), Cell("1")), (Cell("long " * 4000), Cell("2"))))
    (found,) = read(written(page(table))).tables
    kept = [
        [one.tag.rpartition("}")[2] for one in row._tr.iter(qn("w:cantSplit"), qn("w:tblHeader"))] for row in found.rows
    ]
    assert kept == [["cantSplit", "tblHeader"], ["cantSplit"], []]
    sides = [[str(cell.paragraphs[0].alignment) for cell in row.cells] for row in found.rows]
    assert sides == [["None", "RIGHT (2)"]] * 3
    assert sum(int(one.get(qn("w:w"))) for one in found._tbl.iter(qn("w:gridCol"))) == pytest.approx(
        170 / 25.4 * 1440, abs=3
    )


def test_a_rating_is_a_symbol_and_a_word_in_its_colour() -> None:
    word = read(written(page(Table((Column("R"),), ((Cell("red", Tone.RED, marked=True),),)))))
    runs = word.tables[0].rows[1].cells[0].paragraphs[0].runs
    assert [run.text for run in runs] == ["■\u00a0", "red"]
    assert {str(run.font.color.rgb) for run in runs} == {"A3201D"}
    assert runs[1].bold


def test_a_picture_is_there_as_lines_and_as_dots_and_says_what_it_shows() -> None:
    made = written(page(Figure("Bars & all", 'What it "shows".', BARS, NONE), rows("x")))
    files = parts(made)
    assert files["word/media/report1.png"].startswith(b"\x89PNG")
    assert etree.fromstring(files["word/media/report1.svg"]).tag.endswith("svg")
    told = etree.fromstring(files["word/document.xml"])
    (told_of,) = told.iter("{*}docPr")
    assert (told_of.get("title"), told_of.get("descr")) == ("Bars & all", 'What it "shows".')
    links = {link.get("Id"): link.get("Target") for link in etree.fromstring(files["word/_rels/document.xml.rels"])}
    named = [next(iter(one.attrib.values())) for one in (next(told.iter("{*}blip")), next(told.iter("{*}svgBlip")))]
    assert [links[name] for name in named] == ["media/report1.png", "media/report1.svg"]


def test_a_small_chart_is_kept_once() -> None:
    chart = Cell("", series=(1.0, 2.0, 4.0), target=3.0)
    made = written(page(Table((Column("Trend"),), ((chart,), (chart,)))))
    assert [name for name in parts(made) if "media" in name] == ["word/media/report1.png", "word/media/report1.svg"]
    told = etree.fromstring(parts(made)["word/document.xml"])
    assert [one.get("descr") for one in told.iter("{*}docPr")] == ["3 figures, from 1 to 4; target 3"] * 2


def test_the_file_says_whose_it_is_and_of_which_day_and_no_more() -> None:
    told = read(written(page(Paragraph("x"), title="T" * 300, author="Lambeth"))).core_properties
    day = datetime(2016, 10, 14, tzinfo=UTC)
    assert (told.author, told.last_modified_by, told.language, told.revision) == ("Lambeth", "Lambeth", "en-GB", 1)
    assert (told.created, told.modified) == (day, day)
    assert told.title == f"{'T' * 254}…"
    with ZipFile(BytesIO(written(page(Paragraph("x"))))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]


@pytest.mark.parametrize(("as_of", "words"), [(date(2016, 10, 14), "A page · as of 14 October 2016"), (None, "A page")])
def test_every_page_says_at_its_foot_what_it_is_of(as_of: date | None, words: str) -> None:
    (foot,) = read(written(page(Paragraph("x"), as_of=as_of))).sections[0].footer.paragraphs
    assert "".join(text.text or "" for text in foot._p.iter(qn("w:t"))) == f"{words}page 1 of 1"
    assert [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_the_font_is_in_the_file_as_word_keeps_it() -> None:
    font = parts(written(page(Paragraph("x"))))["word/fonts/font1.odttf"]
    key = bytes.fromhex("7A2B5C1D0E3F4A698B7C5D4E3F2A1B0C")[::-1]
    assert bytes(one ^ two for one, two in zip(font[:16], key, strict=True))[:4] == b"\x00\x01\x00\x00"


def council() -> Word:
    """A council's template: its own font and margins, a header, a footer, and words that only show where to write."""
    word = docx.Document()
    word.styles["Normal"].font.name = "Georgia"
    word.add_heading("Type your title here", 0)
    word.add_paragraph("Placeholder")
    word.add_table(2, 2)
    word.add_section()
    section = word.sections[-1]
    section.left_margin = section.right_margin = MARGIN
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    section.header.paragraphs[0].text = "A council"
    section.footer.paragraphs[0].text = "Its address"
    return word


def saved(word: Word) -> bytes:
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def changed(template: bytes, *pairs: tuple[str, str], **files: bytes) -> bytes:
    """A template with words replaced in all of its XML, and files added."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in chain(parts(template).items(), files.items()):
            for before, after in pairs if name.endswith((".xml", ".rels")) else ():
                content = content.replace(before.encode(), after.encode())  # noqa: PLW2901 (one after the other)
            archive.writestr(name, content)
    return stream.getvalue()


FULL = page(
    Heading("One"), Paragraph("Words"), Prose((Passage((Run("x"),), "1."),)), rows("x"), Figure("F", "", BARS, NONE)
)


def test_a_template_gives_its_styles_its_page_and_what_stands_on_all_of_them() -> None:
    word = read(written(FULL, saved(council())))
    assert word.styles["Normal"].font.name == "Georgia"
    (section,) = word.sections
    assert section.left_margin == MARGIN
    assert [part.paragraphs[0].text for part in (section.header, section.footer)] == ["A council", "Its address"]
    assert "Placeholder" not in "".join(body(word))
    assert len(word.tables) == 1
    assert [paragraph.style.name for paragraph in word.paragraphs[:3] if paragraph.style] == [
        "Title",
        "Heading 1",
        "Normal",
    ]
    width = int(word.tables[0]._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")))
    assert width <= 12240 - 2 * 2268
    assert written(FULL, saved(council())) == written(FULL, saved(council()))


def test_styles_that_a_template_lacks_are_added() -> None:
    word = council()
    for style in list(word.styles.element):
        if style.find(qn("w:name")) is not None and style.find(qn("w:name")).get(qn("w:val")) not in (
            "Normal",
            "Title",
        ):
            word.styles.element.remove(style)
    found = read(written(FULL, saved(word)))
    assert found.paragraphs[1].style is not None
    assert found.paragraphs[1].style.name == "Heading 1"
    ids = [style.get(qn("w:styleId")) for style in found.styles.element.iter(qn("w:style"))]
    assert len(ids) == len(set(ids))
    based = {
        style.find(qn("w:basedOn")).get(qn("w:val"))
        for style in found.styles.element.iter(qn("w:style"))
        if style.find(qn("w:basedOn")) is not None
    }
    assert based <= set(ids)


def test_the_style_of_another_name_keeps_its_id() -> None:
    word = council()
    word.styles["Heading 1"].element.find(qn("w:name")).set(qn("w:val"), "Council Heading")
    found = read(written(FULL, saved(word)))
    assert found.styles["Council Heading"].style_id == "Heading1"
    assert found.paragraphs[1].style is not None
    assert found.paragraphs[1].style.style_id == "Heading12"


def test_a_template_without_a_foot_gets_ours() -> None:
    word = council()
    word.sections[-1].footer.is_linked_to_previous = True
    assert "A page" in read(written(FULL, saved(word))).sections[0].footer.paragraphs[0].text


DOCUMENT = "wordprocessingml.document.main+xml"


def test_what_word_calls_a_template_becomes_a_document() -> None:
    made = written(FULL, changed(saved(council()), (DOCUMENT, "wordprocessingml.template.main+xml")))
    assert DOCUMENT.encode() in parts(made)["[Content_Types].xml"]
    assert read(made).sections[0].left_margin == MARGIN


def test_nobody_is_sent_to_where_the_template_was_made() -> None:
    word = council()
    settings_part = word.settings.element
    relation = word.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings"
    ).rels.get_or_add_ext_rel(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", "file://server/x.dotx"
    )
    told = settings_part.makeelement(qn("w:attachedTemplate"), {qn("r:id"): relation})
    settings_part.insert(0, told)
    files = parts(written(FULL, saved(word)))
    assert not [name for name, content in files.items() if b"attachedTemplate" in content or b"server" in content]


BOMB = BytesIO()
with ZipFile(BOMB, "w", ZIP_DEFLATED) as _archive:
    _archive.writestr("word/document.xml", b" " * 70_000_000)


def refused() -> dict[str, tuple[bytes, str]]:
    good = saved(council())
    entity = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:styles'
    return {
        "garbage": (b"not a zip file", "not a Word document"),
        "empty": (b"", "not a Word document"),
        "cut": (good[: len(good) // 2], "not a Word document"),
        "damaged": (good[:2000] + bytes(200) + good[2200:], "not a Word document"),
        "a-spreadsheet": (changed(good, (DOCUMENT, "spreadsheetml.sheet.main+xml")), "not a Word document"),
        "no-xml": (changed(good, ("<w:body", "<w:bod")), "not a Word document"),
        "bomb": (BOMB.getvalue(), "too large: it unpacks to 70 MB"),
        "docm": (
            changed(
                good,
                (
                    f"application/vnd.openxmlformats-officedocument.{DOCUMENT}",
                    "application/vnd.ms-word.document.macroEnabled.main+xml",
                ),
            ),
            "contains macros",
        ),
        "vba": (changed(good, **{"word/vbaProject.bin": b"x"}), "contains macros"),
        "entities": (changed(good, ("<w:styles", entity)), "declares XML entities"),
    }


@pytest.mark.parametrize(("template", "words"), refused().values(), ids=refused())
def test_what_is_no_template_is_refused_in_plain_words(template: bytes, words: str) -> None:
    with pytest.raises(PapError, match=words) as caught:
        written(page(Paragraph("x")), template)
    assert caught.value.help


def test_five_thousand_rows_take_no_time_worth_speaking_of() -> None:
    """Each is written once: nothing is looked for among those that are there."""
    made = parts(written(page(rows(*(f"row {number}" for number in range(5000))))))["word/document.xml"]
    assert len(re.findall(rb"<w:tr>", made)) == 5001
