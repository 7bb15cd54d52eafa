"""Files that are not what they seem: each is refused with a sentence, or read without harm."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

import pytest

from pap_cli.errors import PapError
from pap_cli.sheets.book.kinds import OLE
from pap_cli.sheets.book.read import read_book
from sheets.book import bombs
from sheets.book.making import MAIN, packed, parts, read, refused, relations, row, sheet, text, value

GOOD = packed(parts(row(1, text("A1", "a"))))


@pytest.mark.parametrize("name", bombs.BOMBS)
def test_a_bomb_is_refused_or_read_without_harm(tmp_path: Path, name: str) -> None:
    make, said = bombs.BOMBS[name]
    path = tmp_path / f"t.{bombs.end_of(name)}"
    path.write_bytes(make(2_000))
    error = None
    try:
        book = read_book(path, path.name)
        assert sum(len(one.rows) for one in book.sheets) <= 10_000
    except PapError as found:
        error = found
    assert (error is not None) == (name in bombs.ALWAYS)
    if error is not None:
        assert re.search(said, error.message)
        assert error.message.startswith("t.")
        assert error.help


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "t.xlsx", "t.xlsx: the file is empty"),
        (b"%PDF-1.7\n", "t.xlsx", "t.xlsx: this is a PDF, not a spreadsheet"),
        (b"\x89PNG\r\n", "t.csv", "t.csv: this is a picture, not a spreadsheet"),
        (b"\x7fELF" + bytes(50), "t.xls", "t.xls: this is a program, not a spreadsheet"),
        (b"<html><table>", "t.xls", "t.xls: this is a web page, not a spreadsheet"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>',
            "t.xls",
            "a spreadsheet of Excel 2003 in XML",
        ),
        (b"a,b\n1,2\n", "t.xlsx", "t.xlsx: this is not an .xlsx file: it is plain text, or damaged"),
        (b"a,b\n1,2\n", "t.doc", "t.doc: .doc is not a kind of spreadsheet that is read"),
        (b"a,b\n1,2\n", "t", "t: the name does not say what kind of file it is"),
        (GOOD, "t.csv", "t.csv: this is an .xlsx workbook, but its name ends in .csv"),
        (GOOD, "t.ods", "t.ods: this is an .xlsx workbook, but its name ends in .ods"),
        (GOOD[:-30], "t.xlsx", "t.xlsx: the file is damaged or was cut short"),
        (GOOD[: len(GOOD) // 2], "t.xlsx", "t.xlsx: the file is damaged or was cut short"),
        (b"PK\3\4" + bytes(200), "t.xlsx", "t.xlsx: the file is damaged or was cut short"),
        (packed({"a.txt": "x"}), "t.xlsx", "t.xlsx: this is an archive, not a spreadsheet"),
        (packed({"word/document.xml": "x"}), "t.xlsx", "t.xlsx: this is a Word document, not a spreadsheet"),
        (packed({"xl/workbook.bin": "x"}), "t.xlsx", "t.xlsx: this is a binary workbook (.xlsb), which is not read"),
        (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "t.xlsx", "t.xlsx: the file needs a password"),
        (OLE + bytes(500) + "WordDocument".encode("utf-16-le"), "t.xls", "this is an Office document"),
        (OLE + bytes(500) + "Workbook".encode("utf-16-le"), "t.xlsx", "this is an old .xls workbook, but its name"),
        (OLE + bytes(500) + "Workbook".encode("utf-16-le"), "t.xls", "t.xls: the file is damaged"),
        (bombs.flagged(GOOD), "t.xlsx", "t.xlsx: the file needs a password"),
        (bombs.doubled(), "t.xlsx", "t.xlsx: it has two parts named xl/workbook.xml"),
        (bombs.with_part("../../etc/passwd"), "t.xlsx", "which leads out of the file"),
        (bombs.with_part("/etc/passwd"), "t.xlsx", "which leads out of the file"),
        (b"a\0b\n\0\1", "t.csv", "t.csv: this is not text, so it is not CSV"),
    ],
)
def test_a_file_that_is_something_else(tmp_path: Path, data: bytes, name: str, said: str) -> None:
    error = refused(tmp_path, data, name)
    assert said in error.message
    assert error.help


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('<row r="1048577"/>', "sheet “Plan”: there is no row 1048577"),
        (row(5) + row(5), "sheet “Plan”: row 5 comes after row 5"),
        (row(5) + row(2), "sheet “Plan”: row 2 comes after row 5"),
        (row(1, text("B1", "a"), text("A1", "b")), "sheet “Plan”, cell B1: cell A1 comes after B1"),
        (row(1, text("A9", "a")), "cell A9 is in row 1"),
        (row(1, text("ZZZ1", "a")), "there is no column “ZZZ”"),
        (row(1, value("B1", "7", type="s")), "sheet “Plan”, cell B1: there is no shared text 7"),
        (row(1, value("B1", "x")), "sheet “Plan”, cell B1: “x” is not a number"),
        (row(1, value("B1", "1e999")), "sheet “Plan”, cell B1: “1e999” is not a number"),
        (row(1, value("B1", "31/12/2016", type="d")), "sheet “Plan”, cell B1"),
        (row(1, text("C1", "x" * 60_000)), "sheet “Plan”, cell C1: longer than the 32,767 characters of a cell"),
        ("<row r='x'/>", "xl/worksheets/sheet1.xml cannot be read"),
        ("<row r='1'>", "xl/worksheets/sheet1.xml is damaged in line 1"),
    ],
)
def test_a_sheet_that_no_program_writes(tmp_path: Path, rows: str, said: str) -> None:
    assert said in refused(tmp_path, packed(parts(rows))).message


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets/></workbook>'}, "it has no sheets"),
        (
            {"xl/workbook.xml": '<x xmlns:r="r"><sheet name="A" r:id="rId1"/><sheet name="a" r:id="rId1"/></x>'},
            "it has two sheets named “a”",
        ),
        (
            {"xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "../../../etc/passwd"))},
            "sheet “Plan”: the part with its cells is missing",
        ),
        ({"_rels/.rels": relations(("rId1", "officeDocument", "x.xml"))}, "its part x.xml is missing"),
        ({"xl/worksheets/sheet1.xml": sheet("", after='<mergeCells><mergeCell ref="A0:B2"/></mergeCells>')}, "“A0”"),
    ],
)
def test_a_workbook_that_no_program_writes(tmp_path: Path, more: dict[str, str], said: str) -> None:
    assert said in refused(tmp_path, packed(parts(more=more))).message


def test_what_reaches_out_of_the_file_is_told_with_its_cell_and_not_followed(tmp_path: Path) -> None:
    formulas = ("cmd|'/c calc'!A0", "[1]Sheet1!$A$1", 'WEBSERVICE("http://localhost:9")', "SUM(A1:A2)", "Table[2016]")
    cells = [
        f'<c r="{letter}2"><f>{one}</f><v>{n}</v></c>'
        for n, (letter, one) in enumerate(zip("ABCDE", formulas, strict=True))
    ]
    links = relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "externalLink", "externalLinks/externalLink1.xml"),
        ("rId3", "vbaProject", "vbaProject.bin"),
    )
    dde = '<x><ddeLink ddeService="cmd"/></x>'
    more = {"xl/_rels/workbook.xml.rels": links, "xl/externalLinks/externalLink1.xml": dde}
    book = read(tmp_path, packed(parts(row(2, *cells), more=more)), "t.xlsm")
    assert [cell.value for cell in book.sheets[0].rows[0].cells] == [0, 1, 2, 3, 4]
    assert book.remarks == (
        "the file has macros, which were not run; only values were read",
        "the file has a link that would start a program (DDE), which was not run",
        "formulas that would start a program (DDE) were not run: Plan!A2",
        "formulas refer to other files, which were not opened; the last results were read: Plan!B2",
        "formulas would fetch something from outside; they were not run: Plan!C2",
    )


@pytest.mark.skipif(os.name != "posix", reason="named pipes and /dev are a matter of POSIX")
def test_devices_pipes_and_folders_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zero.xlsx").symlink_to("/dev/zero")
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "loop.xlsx").symlink_to("loop.xlsx")
    said = {}

    def look() -> None:
        for name in ("pipe.csv", "zero.xlsx", "folder.xlsx", "loop.xlsx", "missing.xlsx", "a\0b.xlsx"):
            try:
                read_book(tmp_path / name, name)
            except PapError as error:
                said[name] = error.message

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()
    assert said["pipe.csv"] == "pipe.csv: this is not a regular file"
    assert said["zero.xlsx"] == "zero.xlsx: this is not a regular file"
    assert said["folder.xlsx"] == "folder.xlsx: this is a folder"
    assert said["missing.xlsx"] == "missing.xlsx: there is no such file"
    assert set(said) == {"pipe.csv", "zero.xlsx", "folder.xlsx", "loop.xlsx", "missing.xlsx", "a\0b.xlsx"}
