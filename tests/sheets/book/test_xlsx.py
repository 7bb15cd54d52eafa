from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from pap_cli.sheets.book.cells import Area, letters
from sheets.book.making import (
    DAY,
    GREEN,
    MAIN,
    MONTH,
    PERCENT,
    RED,
    STRUCK,
    THEMED,
    cell,
    only_sheet,
    packed,
    parts,
    read,
    relations,
    row,
    sheet,
    text,
    value,
)


@pytest.mark.parametrize(
    ("xml", "expected", "shown"),
    [
        (value("A1", "40969", MONTH), date(2012, 3, 1), "Mar-12"),
        (value("A1", "0.834", PERCENT), 0.834, "83.4%"),
        (value("A1", "42735", DAY), date(2016, 12, 31), "31/12/2016"),
        (value("A1", "42735.5", DAY), datetime.fromisoformat("2016-12-31T12:00"), "31/12/2016"),
        (value("A1", "0.25", DAY), time(6), "00/01/1900"),
        (value("A1", "42461"), 42461, "42461"),
        (value("A1", "0.30000000000000004"), 0.30000000000000004, "0.3"),
        (value("A1", "1.0E3"), 1000, "1000"),
        (value("A1", "1", type="b"), True, "TRUE"),
        (value("A1", "2016-12-31", type="d"), date(2016, 12, 31), "2016-12-31"),
        (value("A1", "Done", type="str"), "Done", "Done"),
        (text("A1", "a_x000D_\nb _x0041_"), "a\nb A", "a\nb A"),
        (text("A1", "=1+1"), "=1+1", "=1+1"),
        (value("A1", "59", DAY), date(1900, 2, 28), "28/02/1900"),
        (value("A1", "60", DAY), 60, "60"),
    ],
)
def test_a_value_and_how_it_is_seen(tmp_path: Path, xml: str, expected: object, shown: str) -> None:
    found = cell(only_sheet(tmp_path, row(1, xml)), 1, 1)
    assert (found.value, found.text) == (expected, shown)
    assert type(found.value) is type(expected)


def test_days_of_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    found = only_sheet(tmp_path, row(1, value("A1", "41273", DAY)), properties='date1904="1"')
    assert cell(found, 1, 1).value == date(2016, 12, 31)


def test_an_error_is_no_value(tmp_path: Path) -> None:
    found = cell(only_sheet(tmp_path, row(1, value("A1", "#DIV/0!", type="e"))), 1, 1)
    assert (found.value, found.error, found.text) == (None, "#DIV/0!", "#DIV/0!")


def test_fills_and_strike_through(tmp_path: Path) -> None:
    cells = [text("A1", "a", RED), text("B1", "b", THEMED), text("C1", "c", GREEN), text("D1", "d", STRUCK)]
    found = only_sheet(tmp_path, row(1, *cells, f'<c r="E1" s="{RED}"/>'))
    (only,) = found.rows
    assert [one.fill for one in only.cells] == ["FF0000", "254061", "00FF00", None, "FF0000"]
    assert [one.struck for one in only.cells] == [False, False, False, True, False]
    assert only.cells[4].text == ""


def test_a_row_without_a_text_is_not_there(tmp_path: Path) -> None:
    rows = row(1, text("A1", "a")) + row(2, f'<c r="A2" s="{RED}"/>') + row(3) + row(4, text("A4", " \xa0"))
    assert [one.number for one in only_sheet(tmp_path, rows).rows] == [1]


def test_rows_and_cells_without_numbers_count_on(tmp_path: Path) -> None:
    found = only_sheet(tmp_path, "<row/><row><c><v>1</v></c><c><v>2</v></c></row><row r='7'><c><v>3</v></c></row>")
    assert [(one.number, [(each.column, each.value) for each in one.cells]) for one in found.rows] == [
        (2, [(1, 1), (2, 2)]),
        (7, [(1, 3)]),
    ]


def test_the_size_that_a_sheet_gives_of_itself_is_not_believed(tmp_path: Path) -> None:
    found = only_sheet(tmp_path, row(1, text("A1", "a")) + row(9, text("C9", "b")), before='<dimension ref="A1:A1"/>')
    assert cell(found, 9, 3).text == "b"


def test_formulas_keep_their_last_result(tmp_path: Path) -> None:
    rows = row(
        1,
        '<c r="A1"><f t="shared" si="0" ref="A1:B1">1+1</f><v>2</v></c>',
        '<c r="B1"><f t="shared" si="0"/><v>3</v></c>',
        '<c r="C1"><f>NOW()</f></c>',
        '<c r="D1" t="str"><f>""</f><v></v></c>',
        '<c r="E1"><f>TODAY()</f><v></v></c>',
    )
    book = read(tmp_path, packed(parts(rows)))
    (only,) = book.sheets[0].rows
    assert [(one.value, one.formula) for one in only.cells] == [
        (2, "=1+1"),
        (3, "=1+1"),
        (None, "=NOW()"),
        (None, '=""'),
        (None, "=TODAY()"),
    ]
    assert book.remarks == (
        "formulas without a result, as the file was not saved by a spreadsheet program; their cells are empty: "
        "Plan!C1, Plan!E1",
    )


def test_shared_texts_rich_and_read_aloud(tmp_path: Path) -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><t>one</t></si><si><r><t>t</t></r><r><rPr><b/></rPr><t>wo</t></r>'
        "<rPh><t>tsu</t></rPh></si><si><r><rPr><strike/></rPr><t>2016</t></r><r><t> 2017</t></r></si>"
        "<si><r><rPr><strike/></rPr><t>old</t></r></si></sst>"
    )
    cells = [value(f"{letters(n + 1)}1", str(n), type="s") for n in range(4)]
    book = read(tmp_path, packed(parts(row(1, *cells), more={"xl/sharedStrings.xml": strings})))
    (only,) = book.sheets[0].rows
    assert [(one.text, one.struck) for one in only.cells] == [
        ("one", False),
        ("two", False),
        ("2016 2017", False),
        ("old", True),
    ]
    assert book.remarks == ("a part of the text is struck through; all of it was read: Plan!C1",)


def test_merged_cells_hidden_rows_columns_and_sheets(tmp_path: Path) -> None:
    hidden = '<cols><col min="2" max="16384" hidden="1"/></cols>'
    merged = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B2:XFD1048576"/><mergeCell ref="A9:B9"/></mergeCells>'
    first = sheet(
        row(1, text("A1", "a"), text("B1", "b"), text("C1", "c")) + row(2, text("B2", "d"), more=' hidden="1"'),
        hidden,
        merged,
    )
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="r"><sheets><sheet name="Plan" r:id="rId1"/>'
        '<sheet name="Lists" r:id="rId4" state="veryHidden"/><sheet name="Chart" r:id="rId5"/></sheets></workbook>'
    )
    links = relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId4", "worksheet", "/xl/worksheets/sheet2.xml"),
        ("rId5", "chartsheet", "chartsheets/sheet1.xml"),
    )
    more = {
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": links,
        "xl/worksheets/sheet1.xml": first,
        "xl/worksheets/sheet2.xml": sheet(row(1, text("A1", "x"))),
    }
    plan, lists = read(tmp_path, packed(parts(more=more))).sheets
    assert plan.merged == (Area(1, 1, 2, 1), Area(2, 2, 2, 3))
    assert [one.hidden for one in plan.rows] == [False, True]
    assert plan.hidden_columns == {2, 3}
    assert (lists.name, lists.hidden, plan.hidden) == ("Lists", True, False)


def test_comments_old_and_threaded(tmp_path: Path) -> None:
    comments = (
        f'<comments xmlns="{MAIN}"><commentList><comment ref="A1"><text><r><t>HB: </t></r><r><t>not agreed</t></r>'
        '</text></comment><comment ref="C3"><text><t>[Threaded comment]\n\nYour version of Excel …\n\nComment:\n'
        "    Who pays?\nReply:\n    Nobody</t></text></comment></commentList></comments>"
    )
    more = {
        "xl/comments1.xml": comments,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("rId1", "comments", "../comments1.xml"), ("rId2", "drawing", "../drawings/drawing1.xml")
        ),
    }
    book = read(tmp_path, packed(parts(row(1, text("A1", "a")), more=more)))
    assert cell(book.sheets[0], 1, 1).comment == "HB: not agreed"
    assert cell(book.sheets[0], 3, 3).comment == "Who pays?\nReply:\n    Nobody"
    assert book.remarks == ("pictures and drawings are not read: Plan",)


def test_the_day_on_which_it_was_saved(tmp_path: Path) -> None:
    core = '<c xmlns:dcterms="d"><dcterms:modified>2016-11-30T23:10:00Z</dcterms:modified></c>'
    assert read(tmp_path, packed(parts(more={"docProps/core.xml": core}))).saved == date(2016, 11, 30)


def test_a_format_of_another_program_with_prefixes(tmp_path: Path) -> None:
    xml = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is>'
        "</x:c></x:row></x:sheetData></x:worksheet>"
    )
    (found,) = read(tmp_path, packed(parts(more={"xl/worksheets/sheet1.xml": xml}))).sheets
    assert cell(found, 1, 1).text == "a"


def test_text_that_looks_like_empty_rows_is_kept(tmp_path: Path) -> None:
    words = '<![CDATA[<row r="1" s="1"/><row r="2" s="1"/>]]>'
    found = only_sheet(tmp_path, row(1, text("A1", words)))
    assert cell(found, 1, 1).text == '<row r="1" s="1"/><row r="2" s="1"/>'
