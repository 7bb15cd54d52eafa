"""Spreadsheets with a few bytes changed, in a part of a package or in all of it: read, or refused with a sentence."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fuzz.budget import bounded
from pap_cli.errors import PapError
from pap_cli.sheets.book.cells import Sheet
from pap_cli.sheets.book.read import read_book
from sheets.book.making import DAY, MAIN, MONTH, RED, packed, parts, relations, row, text, value

PARTS = parts(
    row(1, text("A1", "Ref"), text("B1", "Due"), text("C1", "RAG"))
    + row(2, "<c r='A2' t='s'><v>0</v></c>")
    + row(3, value("A3", "1.5"), value("B3", "40969", MONTH), f'<c r="C3" s="{RED}"/>', more=' hidden="1"')
    + row(4, "<c r='A4'><f>B3+1</f><v>40970</v></c>", value("B4", "42735", DAY), value("C4", "#N/A", type="e")),
    before='<cols><col min="2" max="3" hidden="1"/></cols>',
    after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    more={
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><r><rPr><strike/></rPr><t>a_x0041_</t></r>'
        "<r><t>b</t></r></si></sst>",
        "xl/comments1.xml": f'<comments xmlns="{MAIN}"><comment ref="B2"><text><t>why?</t></text></comment></comments>',
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("rId1", "comments", "../comments1.xml")),
        "docProps/core.xml": "<c><modified>2016-11-30</modified></c>",
    },
)
CSV = 'Ref;Action;Due\r\n1;"Two\nlines, ""quoted""";31/12/2016\n\n2;£5;\n'
SNIPPETS = (
    *("<", ">", '"', "&", "&lt;", "&#0;", "\0", "-1", "999999999999", "1e999", "NaN", "A0", "ZZZZ1", "<c>", "</row>"),
    *(
        '<row r="5">',
        '<c r="A1"><v>1</v></c>',
        ' t="s"',
        ' s="99"',
        "<!--",
        "<![CDATA[",
        "<!DOCTYPE x>",
        "_xD800_",
        "\u202e",
    ),
)
CHANGES = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 30), st.sampled_from(SNIPPETS) | st.text(max_size=3)),
    min_size=1,
    max_size=6,
)


def changed(data: bytes, changes: list[tuple[int, int, str]]) -> bytes:
    for place, length, new in changes:
        at = place % (len(data) + 1)
        data = data[:at] + new.encode("utf-8", "surrogatepass") + data[at + length :]
    return data


def survives(data: bytes, end: str) -> None:
    sheets: tuple[Sheet, ...] = ()
    refusal = None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"t.{end}")
        path.write_bytes(data)
        try:
            sheets = read_book(path, path.name).sheets
        except PapError as error:
            refusal = error
    if refusal is not None:
        assert refusal.message.startswith(f"t.{end}: ")
        assert refusal.help
    for sheet in sheets:
        numbers = [one.number for one in sheet.rows]
        assert numbers == sorted(set(numbers))
        for one in sheet.rows:
            columns = [cell.column for cell in one.cells]
            assert columns == sorted(set(columns))
            assert all(cell.text.encode("utf-8") is not None for cell in one.cells)


@given(st.sampled_from(sorted(PARTS)), CHANGES)
@bounded(60)
def test_a_part_of_a_workbook(name: str, changes: list[tuple[int, int, str]]) -> None:
    survives(packed({**PARTS, name: changed(PARTS[name].encode(), changes)}), "xlsx")


@given(CHANGES)
@bounded(40)
def test_a_package(changes: list[tuple[int, int, str]]) -> None:
    survives(changed(packed(PARTS), changes), "xlsx")


@given(CHANGES, st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))
@bounded(60)
def test_a_text_file(changes: list[tuple[int, int, str]], encoding: str) -> None:
    survives(changed(CSV.encode(encoding), changes), "csv")
