"""Workbooks of other programs: .ods, read like .xlsx, and .xls, of which values can be seen only."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from pap_cli.sheets.book.cells import Area
from sheets.book.making import cell, packed, read, refused

ODS_STYLES = """
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
<number:date-style style:name="N1"><number:month number:textual="true"/><number:text>-</number:text><number:year/>
</number:date-style>
<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="red" style:family="table-cell"><style:table-cell-properties fo:background-color="#ff0000"/>
<style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="redder" style:family="table-cell" style:parent-style-name="red"/>
"""


def ods(tables: str) -> bytes:
    content = (
        f"<o><office:automatic-styles>{ODS_STYLES}</office:automatic-styles><office:body>{tables}</office:body></o>"
    )
    for prefix in ("style", "table", "office", "text", "number", "fo", "dc", "draw", "calcext"):
        content = content.replace("<o", f'<o xmlns:{prefix}="{prefix}"', 1)
    meta = '<m xmlns:dc="d"><dc:date>2016-11-30T10:00:00</dc:date></m>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": content, "meta.xml": meta})


def one(inside: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{inside}</table:table-cell>"


def table(*rows: str, more: str = "") -> str:
    made = "".join(
        row
        if row.startswith(("<table:table-row", "<table:table-column"))
        else f"<table:table-row>{row}</table:table-row>"
        for row in rows
    )
    return f'<table:table table:name="Plan" {more}>{made}</table:table>'


def words(text: str) -> str:
    return one(f"<text:p>{text}</text:p>", 'office:value-type="string"')


def test_ods_values_texts_and_looks(tmp_path: Path) -> None:
    month = one(
        "<text:p>Mar-12</text:p>",
        'table:style-name="month" office:value-type="date" office:date-value="2012-03-01"',
    )
    share = one("<text:p>83.4%</text:p>", 'office:value-type="percentage" office:value="0.834"')
    struck = one("<text:p>a</text:p><text:p>b<text:s text:c='2'/>c</text:p>", 'table:style-name="redder"')
    error = one("<text:p>#DIV/0!</text:p>", 'calcext:value-type="error" table:formula="of:=1/0"')
    book = read(tmp_path, ods(table(month + share + struck + error)), "t.ods")
    (row,) = book.sheets[0].rows
    assert [(cell.value, cell.text, cell.format, cell.fill, cell.struck, cell.error) for cell in row.cells] == [
        (date(2012, 3, 1), "Mar-12", "mmm-yy", None, False, None),
        (0.834, "83.4%", "", None, False, None),
        ("a\nb  c", "a\nb  c", "", "FF0000", True, None),
        (None, "#DIV/0!", "", None, False, "#DIV/0!"),
    ]
    assert (book.kind, book.formats, book.saved) == ("ods", True, date(2016, 11, 30))


def test_ods_repeated_hidden_and_merged(tmp_path: Path) -> None:
    empty = '<table:table-row table:number-rows-repeated="5"><table:table-cell table:number-columns-repeated="16384"/>'
    many = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:style-name="red"/>'
    hidden = f'<table:table-row table:visibility="filter" table:number-rows-repeated="2">{words("x")}'
    end = "</table:table-row>"
    spanned = one("<text:p>m</text:p>", 'table:number-columns-spanned="2" table:number-rows-spanned="1"')
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    tables = table(columns, empty + end, spanned + words("b") + words("c"), hidden + end, many + end)
    (sheet,) = read(tmp_path, ods(tables), "t.ods").sheets
    assert [(row.number, row.hidden) for row in sheet.rows] == [(6, False), (7, True), (8, True)]
    assert sheet.merged == (Area(6, 1, 6, 2),)
    assert sheet.hidden_columns == {3}


def test_ods_comments_and_drawings_are_told_from_text(tmp_path: Path) -> None:
    comment = "<office:annotation><dc:creator>HB</dc:creator><text:p>why?</text:p></office:annotation>"
    drawing = "<draw:frame><draw:text-box><text:p>logo</text:p></draw:text-box></draw:frame>"
    tables = table(one(comment + drawing + "<text:p>a</text:p>", ""), more='table:style-name="ta2"')
    (sheet,) = read(tmp_path, ods(tables), "t.ods").sheets
    found = cell(sheet, 1, 1)
    assert (found.text, found.comment, sheet.hidden) == ("a", "why?", True)


@pytest.mark.parametrize("many", ['table:number-rows-repeated="1048576"', 'table:number-rows-repeated="9"'])
def test_ods_repeated_without_end(tmp_path: Path, many: str) -> None:
    wide = one("<text:p>x</text:p>", 'table:number-columns-repeated="16384"') * 2
    rows = f"<table:table-row {many}>{wide}</table:table-row>" * 3
    assert "t.ods: sheet “Plan”" in refused(tmp_path, ods(table(rows)), "t.ods").message


def test_ods_with_a_password(tmp_path: Path) -> None:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    data = packed({"mimetype": kind, "content.xml": b"\x8f\x01", "META-INF/manifest.xml": manifest})
    assert refused(tmp_path, data, "t.ods").message == "t.ods: the file needs a password"


def xls(*, far: bool = False) -> bytes:
    xlwt = pytest.importorskip("xlwt")
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Plan")
    for row, (value, code) in enumerate([("Due", ""), (40969, "mmm-yy"), (0.834, "0.0%"), (True, ""), (5, "")]):
        sheet.write(row, 0, value, xlwt.easyxf(num_format_str=code) if code else xlwt.easyxf(""))
    sheet.write_merge(6, 7, 1, 2, "merged")
    if far:
        sheet.write(65535, 255, "far")
    book.save(out)
    return out.getvalue()


def test_xls_has_values_only_and_says_so(tmp_path: Path) -> None:
    book = read(tmp_path, xls(), "t.xls")
    (sheet,) = book.sheets
    assert [(row.number, row.cells[0].value, row.cells[0].text) for row in sheet.rows] == [
        (1, "Due", "Due"),
        (2, date(2012, 3, 1), "01/03/2012"),
        (3, 0.834, "0.834"),
        (4, True, "TRUE"),
        (5, 5, "5"),
        (7, "merged", "merged"),
    ]
    assert sheet.rows[-1].cells[0].column == 2
    assert sheet.merged == (Area(7, 2, 7, 3),)
    assert (book.formats, "save it as .xlsx" in book.remarks[0]) == (False, True)


def test_xls_that_would_fill_the_memory_or_is_cut_short(tmp_path: Path) -> None:
    assert "too far apart" in refused(tmp_path, xls(far=True), "t.xls").message
    assert "damaged" in refused(tmp_path, xls()[:3000], "t.xls").message
