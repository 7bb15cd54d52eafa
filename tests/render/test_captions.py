"""Captions, references and the table of contents, in each format that shows a report."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from pap_cli.cell import Cell, Column
from pap_cli.document import Document, Figure, Heading, Paragraph, Passage, Prose, Run, Table
from pap_cli.formats import find_format
from pap_cli.render.paper.blocks import sheet
from pap_cli.render.paper.pieces import ROOM
from pap_cli.render.paper.press import pages, sheet_template
from pap_cli.render.paper.shapes import data
from pap_cli.render.screen import Screen
from render.paper import BARS, DAY, Page

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LATE = Table((Column("ID"),), ((Cell("A1.1"),),), caption="Overdue milestones", label="Table 1")
FIGURE = Figure("Ratings", "What it shows.", BARS, Table((Column("As of"),), ((Cell("June"),),)), label="Figure 1")


def report(*, contents: bool = True) -> Page:
    sentence = Prose(
        (
            Passage((Run("Nine are late ("), Run("Table 1", to="Table 1"), Run(").")), "1."),
            Passage((Run("See "), Run("Figure 1", to="Figure 1"), Run(" and "), Run("Table 9", to="Table 9"))),
        )
    )
    blocks = (
        Heading("A report", level=1),
        Paragraph("Above"),
        Heading("Summary & more"),
        sentence,
        LATE,
        Heading("Appendix", new_page=True),
        Heading("Every KPI", level=3),
        FIGURE,
        Heading("Deeper", level=4),
        Paragraph("Below"),
    )
    return Page(Document("", blocks, as_of=DAY, contents=contents))


def shown(format: str, page: Page | None = None) -> str:
    text = find_format(format).render(page or report(), Screen(width=100))
    assert isinstance(text, str)
    return text


def word_xml(page: Page) -> etree._Element:
    made = find_format("docx").render(page, Screen())
    assert isinstance(made, bytes)
    with ZipFile(BytesIO(made)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def fields(body: etree._Element) -> list[tuple[str, str]]:
    """Each field of a Word file with its result; those within another after it."""
    found: list[tuple[str, str]] = []
    stack: list[list[str]] = []
    for element in body.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if element.tag == f"{W}instrText":
            stack[-1][0] += element.text or ""
        elif element.tag == f"{W}t":
            for one in stack:
                one[1] += element.text or ""
        elif element.get(f"{W}fldCharType") == "begin":
            stack.append(["", ""])
        elif element.get(f"{W}fldCharType") == "end":
            code, result = stack.pop()
            found.append((code.strip(), result))
    assert not stack
    return found


def test_word_numbers_captions_with_fields_and_refers_to_them() -> None:
    body = word_xml(report())
    found = fields(body)
    assert ("SEQ Table \\* ARABIC", "1") in found
    assert ("SEQ Figure \\* ARABIC", "1") in found
    assert ("REF _Ref_Table_1 \\h", "Table 1") in found
    assert ("REF _Ref_Figure_1 \\h", "Figure 1") in found
    captions = [
        "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
        for paragraph in body.iter(f"{W}p")
        if paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Caption"
    ]
    assert captions == ["Table 1: Overdue milestones", "Figure 1: Ratings"]


def test_each_reference_in_word_has_its_bookmark_and_each_bookmark_its_end() -> None:
    body = word_xml(report())
    marks = [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    starts = [one.get(f"{W}id") for one in body.iter(f"{W}bookmarkStart")]
    assert starts == [one.get(f"{W}id") for one in body.iter(f"{W}bookmarkEnd")]
    named = [code.split()[1] for code, _ in fields(body) if code.startswith(("REF ", "PAGEREF "))]
    named += [one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink")]
    assert len(named) == 2 + 3 + 3
    assert set(named) == set(marks)


def test_the_contents_in_word_are_a_field_with_entries_and_their_pages() -> None:
    found = fields(word_xml(report()))
    assert [result for code, result in found if code.startswith("PAGEREF")] == ["1", "2", "2"]
    ((code, result),) = [(code, result) for code, result in found if code.startswith("TOC")]
    assert code == 'TOC \\o "1-2" \\h \\z'
    assert result == "Summary & more1Appendix2Every KPI2"


def test_word_does_not_ask_to_update_fields() -> None:
    made = find_format("docx").render(report(), Screen())
    assert isinstance(made, bytes)
    with ZipFile(BytesIO(made)) as archive:
        assert not any(re.search(rb"updateFields|w:dirty", archive.read(name)) for name in archive.namelist())


def test_a_page_without_contents_has_none() -> None:
    page = report(contents=False)
    assert not [code for code, _ in fields(word_xml(page)) if code.startswith("TOC")]
    assert "(#summary" not in shown("markdown", page)


def test_the_template_reports_the_page_of_each_heading() -> None:
    assert pages(sheet_template(), data(sheet(report(), ROOM))) == [1, 2, 2, 2]


def test_pdf_links_references_and_contents() -> None:
    def links(page: Page) -> int:
        made = find_format("pdf").render(page, Screen())
        assert isinstance(made, bytes)
        return made.count(b"/Subtype/Link")

    assert links(report(contents=False)) == 2
    assert links(report()) == 2 + 3


def test_html_links_references_and_contents() -> None:
    text = shown("html")
    assert '<table id="table-1"><caption>Table 1: Overdue milestones</caption>' in text
    assert '<figure id="figure-1">' in text
    assert 'Nine are late (<a href="#table-1">Table 1</a>).' in text
    assert "Table 9" in text
    assert "#table-9" not in text
    names = re.findall(r'href="#([^"]+)"', text)
    assert {"s-summary-more", "s-appendix", "s-every-kpi"} <= set(names)
    assert all(f'id="{name}"' in text for name in names)


def test_markdown_links_references_and_contents() -> None:
    text = shown("markdown")
    assert '<a id="table-1"></a>**Table 1: Overdue milestones**' in text
    assert "Nine are late ([Table 1](#table-1))." in text
    assert "and Table 9" in text
    contents = "- [Summary &amp; more](#summary--more)\n- [Appendix](#appendix)\n  - [Every KPI](#every-kpi)\n"
    assert contents in text
    assert text.index("Above") < text.index(contents) < text.index("## Summary")


@pytest.mark.parametrize("format", ["plain", "terminal"])
def test_plain_text_shows_captions(format: str) -> None:
    lines = [line.strip() for line in shown(format).splitlines()]
    assert lines.index("Table 1: Overdue milestones") < lines.index("A1.1")
    assert "Figure 1: Ratings" in lines
