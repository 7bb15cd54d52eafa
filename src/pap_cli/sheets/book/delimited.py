"""Reading CSV of any kind: its encoding, its delimiter, quotes, and line breaks in cells.

A row is a record, counted from 1, blank ones too.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from pap_cli.sheets.book.cells import Book, Cell, Row, Sheet
from pap_cli.sheets.book.limits import MAX_COLUMN, MAX_ROW, Allowance, damaged, refusal

DELIMITERS = (",", ";", "\t", "|")
# How many records show which delimiter a file has, and how much text that is at most.
_SAMPLE, _SAMPLE_TEXT = 60, 256 * 1024
# A text has more cells than a workbook of its size, whose cells have names and looks too.
_MORE_CELLS = 400_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HINT = "sep="


def read_csv(data: bytes, allowance: Allowance) -> Book:
    """Return the one sheet of a CSV file.

    Raises:
        PapError: if it is not text, a quote is not closed, or it is beyond a limit.
    """
    remarks: list[str] = []
    allowance.cells += _MORE_CELLS
    text, encoding = _decode(data, allowance)
    if encoding == "cp1252":
        remarks.append("the file is not UTF-8: read as Windows-1252, so look at accents and pound signs")
    delimiter, text = _delimiter(text)
    rows: list[Row] = []
    with _any_length(len(text)):
        for number, record in enumerate(_records(text, delimiter, allowance, remarks), 1):
            if number > MAX_ROW:
                raise refusal(allowance.name, f"more than {MAX_ROW:,} records", "split it")
            if len(record) > MAX_COLUMN:
                raise damaged(allowance.name, f"{len(record):,} cells in one record", f"record {number}")
            if cells := _cells(record, number, allowance):
                rows.append(Row(number=number, cells=cells))
    return Book(name=allowance.name, kind="csv", sheets=(Sheet(name=None, rows=tuple(rows)),), remarks=tuple(remarks))


def _cells(record: list[str], number: int, allowance: Allowance) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column, text in enumerate(record, 1):
        if text and not text.isspace():
            allowance.cell(f"record {number}")
            shown = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
            cells.append(Cell(column=column, value=shown, text=shown))
    return tuple(cells)


def _decode(data: bytes, allowance: Allowance) -> tuple[str, str]:
    """Return the text of a file and its encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise damaged(
                    allowance.name, f"byte {error.start + len(mark):,} is not valid {encoding.upper()}"
                ) from None
    if encoding := _wide(data):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            pass
    if b"\0" in data:
        raise refusal(allowance.name, "this is not text, so it is not CSV", "save the sheet as CSV UTF-8 or .xlsx")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # five bytes have no character in Windows-1252; browsers take them for control characters, and so does this
        return "".join(_WINDOWS[byte] for byte in data), "cp1252"


_WINDOWS = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]


def _wide(data: bytes) -> str:
    """Return UTF-16 in the order of its bytes, if every other byte of the start is NUL; empty if not."""
    start = data[:1000]
    half = len(start) // 2
    if half and start[1::2].count(0) > half * 0.8:
        return "utf-16-le"
    return "utf-16-be" if half and start[0::2].count(0) > half * 0.8 else ""


def _delimiter(text: str) -> tuple[str, str]:
    """Return the delimiter, and the text without a first line that only names it, as Excel has."""
    line = text[:20].splitlines()[:1]
    if line and line[0].lower().startswith(_HINT) and len(line[0]) == len(_HINT) + 1:
        return line[0][-1], text[len(line[0]) :].lstrip("\r\n")
    sample = text[:_SAMPLE_TEXT]
    scores = {delimiter: _score(sample, delimiter, whole=len(sample) == len(text)) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter]), text


def _score(sample: str, delimiter: str, *, whole: bool) -> tuple[float, int]:
    """Return how well a delimiter divides records into as many cells each, and into how many."""
    lengths: list[int] = []
    with _any_length(len(sample)):
        try:
            for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                if any(record):
                    lengths.append(len(record))
                if len(lengths) == _SAMPLE:
                    break
        except csv.Error:
            pass
    if len(lengths) > 1 and not whole and len(lengths) < _SAMPLE:
        lengths.pop()  # the last may be cut off
    ((common, count),) = Counter(lengths).most_common(1) or [(1, 0)]
    return (count / len(lengths), common) if common > 1 else (0.0, max(lengths, default=0))


def _records(text: str, delimiter: str, allowance: Allowance, remarks: list[str]) -> Iterator[list[str]]:
    """Yield the records; a quote in the wrong place is read as it is, one that is never closed is an error."""
    strict, number = True, 0
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    try:
        for record in reader:
            number += 1
            yield record
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise damaged(allowance.name, "a quote mark is opened and never closed", f"record {number + 1}") from None
        strict = False
    if not strict:
        remarks.append(f"record {number + 1}: a quote mark in the wrong place; read as it is, so look at its cells")
        for skipped, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            if skipped >= number:
                yield record


@contextmanager
def _any_length(length: int) -> Iterator[None]:
    """Let a cell be as long as the file."""
    before = csv.field_size_limit(max(length + 1, 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)
