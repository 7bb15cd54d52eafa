"""Read a spreadsheet: a regular file, of a kind that its contents show, within limits."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from pap_cli.errors import PapError
from pap_cli.sheets.book.cells import Book
from pap_cli.sheets.book.kinds import KINDS, agree, kind_of
from pap_cli.sheets.book.limits import MAX_FILE, MB, Allowance, refusal
from pap_cli.sheets.book.package import Package

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def read_book(path: Path, name: str | None = None) -> Book:
    """Return what a spreadsheet holds; NAME is the file as the user wrote it, for messages.

    Formulas are not computed, links not followed, macros not run: the values are those that were last saved.

    Raises:
        PapError: if there is no such file, it is not a spreadsheet, is damaged, needs a password or is beyond a limit.
    """
    name = name or str(path)
    data, modified = _bytes(path, name)
    end = path.suffix.casefold()
    allowance = Allowance.of(name, len(data))
    kind = kind_of(data, name, end)
    if kind == "csv":
        from pap_cli.sheets.book.delimited import read_csv

        return _dated(read_csv(data, allowance), modified)
    if kind == "zip":
        package = Package(data, allowance)
        kind = _zipped(package, name, end)
        if kind == "xlsx":
            from pap_cli.sheets.book.xlsx.workbook import read_xlsx

            return _dated(read_xlsx(package, allowance), modified)
        from pap_cli.sheets.book.ods.document import read_ods

        return _dated(read_ods(package, allowance), modified)
    from pap_cli.sheets.book.values_only import read_values

    return _dated(read_values(data, allowance), modified)


def _dated(book: Book, modified: float) -> Book:
    return book if book.saved else replace(book, saved=datetime.fromtimestamp(modified, UTC).date())


def _zipped(package: Package, name: str, end: str) -> str:
    if package.start("mimetype").startswith(_ODS):
        return agree("ods", name, end)
    if package.has("xl/workbook.bin"):
        raise refusal(name, "this is a binary workbook (.xlsb), which is not read", "save it as .xlsx")
    if package.has("word/document.xml"):
        raise refusal(name, "this is a Word document, not a spreadsheet", "copy its table into a spreadsheet")
    if package.has("ppt/presentation.xml"):
        raise refusal(name, "this is a presentation, not a spreadsheet", "copy its table into a spreadsheet")
    if not package.has("[Content_Types].xml") or not package.names("xl/"):
        raise refusal(name, "this is an archive, not a spreadsheet", "unpack it and import the spreadsheet in it")
    return agree("xlsx", name, end)


def _bytes(path: Path, name: str) -> tuple[bytes, float]:
    """Return the contents of a regular file and when it was changed, in seconds since 1970."""
    if KINDS.get(path.suffix.casefold()) is None and path.is_dir():
        raise refusal(name, "this is a folder", "give the spreadsheet in it")
    try:
        # not opened before it is known to be a file: opening a pipe or a device waits, or does something
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            what = "a folder" if stat.S_ISDIR(found.st_mode) else "not a regular file"
            raise refusal(name, f"this is {what}", "give a .xlsx, .xls, .ods or .csv file")
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            opened = os.fstat(file.fileno())
            if not stat.S_ISREG(opened.st_mode):
                raise refusal(name, "this is not a regular file", "give a .xlsx, .xls, .ods or .csv file")
            data = file.read(MAX_FILE + 1)
    except FileNotFoundError:
        raise PapError(f"{name}: there is no such file", "give the path of the spreadsheet") from None
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "it cannot be opened").lower()
        raise PapError(f"{name}: cannot be read: {why}", "check its name and its permissions") from None
    if len(data) > MAX_FILE:
        raise refusal(name, f"larger than {MAX_FILE // MB} MB", "save the sheet that is needed alone, or as CSV")
    return data, opened.st_mtime
