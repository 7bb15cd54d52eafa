"""Spreadsheets made by hand, part by part, so that a test can put anything into one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pap_cli.errors import PapError
from pap_cli.sheets.book.cells import Book, Cell, Sheet
from pap_cli.sheets.book.read import read_book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION = '<Relationship Id="{id}" Type="' + _OFFICE + '/{kind}" Target="{target}"/>'
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="mmm-yy"/>'
    '<numFmt numFmtId="165" formatCode="0.0%"/></numFmts>'
    "<fonts><font/><font><strike/></font></fonts>"
    '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFF0000"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor theme="4" tint="-0.5"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor indexed="11"/></patternFill></fill></fills>'
    '<cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="165"/><xf fillId="2"/><xf fillId="3"/><xf fillId="4"/>'
    '<xf fontId="1"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)
"""Cells of style 1 show a month, 2 a percentage, 3 are red, 4 dark blue, 5 green, 6 struck, 7 show a day."""
MONTH, PERCENT, RED, THEMED, GREEN, STRUCK, DAY = range(1, 8)


def relations(*links: tuple[str, str, str]) -> str:
    """Links of a part: ID, kind, target."""
    made = "".join(_RELATION.format(id=id, kind=kind, target=target) for id, kind, target in links)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """A sheet with some rows, in XML."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def text(place: str, words: str, style: int = 0) -> str:
    """A cell with a text of its own."""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def value(place: str, value: str, style: int = 0, type: str = "n") -> str:
    """A cell with a value."""
    return f'<c r="{place}" s="{style}" t="{type}"><v>{value}</v></c>'


def row(number: int, *cells: str, more: str = "") -> str:
    """A row."""
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


def parts(
    rows: str = "", before: str = "", after: str = "", properties: str = "", more: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The parts of a workbook with the sheet Plan; MORE replaces or adds some."""
    made = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><workbookPr {properties}/>'
        '<sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "styles", "styles.xml"),
            ("rId3", "sharedStrings", "sharedStrings.xml"),
        ),
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": sheet(rows, before, after),
    }
    return made | dict(more or {})


def packed(found: Mapping[str, str | bytes]) -> bytes:
    """The bytes of a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, data in found.items():
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def read(folder: Path, data: bytes, name: str = "t.xlsx") -> Book:
    """The book in some bytes."""
    path = folder / name
    path.write_bytes(data)
    return read_book(path, name)


def only_sheet(folder: Path, rows: str, **more: str) -> Sheet:
    """The sheet of a workbook with some rows."""
    (found,) = read(folder, packed(parts(rows, **more))).sheets  # type: ignore[arg-type]
    return found


def cell(sheet: Sheet, row: int, column: int) -> Cell:
    """A cell that must be there."""
    found = next(one for one in sheet.rows if one.number == row).at(column)
    assert found is not None
    return found


def refused(folder: Path, data: bytes, name: str = "t.xlsx") -> PapError:
    """The error of a file that is not read."""
    try:
        read(folder, data, name)
    except PapError as error:
        return error
    raise AssertionError("the file was read")
