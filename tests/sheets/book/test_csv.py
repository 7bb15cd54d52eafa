from __future__ import annotations

from pathlib import Path

import pytest

from sheets.book.making import read, refused


def rows(folder: Path, data: bytes) -> list[tuple[int, list[tuple[int, str]]]]:
    (sheet,) = read(folder, data, "t.csv").sheets
    return [(row.number, [(cell.column, cell.text) for cell in row.cells]) for row in sheet.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    assert rows(tmp_path, "Fee,Note\n£5,“naïve” – yes\n".encode(encoding)) == [
        (1, [(1, "Fee"), (2, "Note")]),
        (2, [(1, "£5"), (2, "“naïve” – yes")]),
    ]


def test_a_file_that_is_not_utf_8_says_so(tmp_path: Path) -> None:
    (remark,) = read(tmp_path, b"Fee,a\n\xa35,b\n", "t.csv").remarks
    assert "Windows-1252" in remark


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    lines = [
        ["Ref", "Action, in full; with all", "Due"],
        ["1", "a, b; c", "May"],
        ["2", "d, e, f; g", "June"],
        ["3", "", ""],
    ]
    data = "\r\n".join(delimiter.join(f'"{one}"' if delimiter in one else one for one in line) for line in lines)
    found = rows(tmp_path, data.encode())
    assert [len(cells) for _, cells in found] == [3, 3, 3, 1]
    assert found[2] == (3, [(1, "2"), (2, "d, e, f; g"), (3, "June")])


def test_rows_are_records_and_blank_ones_count(tmp_path: Path) -> None:
    data = b'Title\n\n"Ref","Note"\r\n1,"two\r\nlines, ""quoted"""\n,\n2,x\n'
    assert rows(tmp_path, data) == [
        (1, [(1, "Title")]),
        (3, [(1, "Ref"), (2, "Note")]),
        (4, [(1, "1"), (2, 'two\nlines, "quoted"')]),
        (6, [(1, "2"), (2, "x")]),
    ]


def test_a_first_line_that_names_the_delimiter_is_not_a_row(tmp_path: Path) -> None:
    assert rows(tmp_path, b"sep=;\r\na;b\r\n") == [(1, [(1, "a"), (2, "b")])]


def test_one_column_is_one_column(tmp_path: Path) -> None:
    assert rows(tmp_path, b"Action\nVisit, weekly\nCall\n")[0] == (1, [(1, "Action")])


def test_a_quote_in_the_wrong_place_is_read_and_told(tmp_path: Path) -> None:
    book = read(tmp_path, b'a,b\n"x"y,2\n3,4\n', "t.csv")
    assert [[cell.text for cell in row.cells] for row in book.sheets[0].rows] == [["a", "b"], ["xy", "2"], ["3", "4"]]
    assert "record 2" in book.remarks[0]


def test_a_quote_that_is_never_closed(tmp_path: Path) -> None:
    assert refused(tmp_path, b'a,b\n1,2\n3,"four\n5,6\n', "t.csv").message == (
        "t.csv: record 3: a quote mark is opened and never closed"
    )


def test_a_cell_longer_than_the_module_allows(tmp_path: Path) -> None:
    assert rows(tmp_path, b"a," + b"x" * 300_000 + b"\n")[0][1][1] == (2, "x" * 300_000)
