"""What kind of file it is, from its contents and not its name, and the sentence for each that is no spreadsheet."""

from __future__ import annotations

from pap_cli.errors import PapError
from pap_cli.sheets.book.limits import refusal

# The kinds that are read, by the end of the name.
KINDS = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods", ".csv": "csv", ".tsv": "csv", ".txt": "csv"}
_ENDS = {"xlsx": ".xlsx", "xls": ".xls", "ods": ".ods", "csv": ".csv"}
_NAMES = {"xlsx": "an .xlsx workbook", "xls": "an old .xls workbook", "ods": "an .ods spreadsheet", "csv": "plain text"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_STARTS = (b"PK\3\4", b"PK\5\6", b"PK\7\10")
# The names of streams in an OLE file are in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK, _BOOK = "Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")
_SAVE_AS = "open it in the program it comes from and save it as .xlsx or CSV"
_UNLOCK = "open it, remove the password (in Excel: File, Info, Protect Workbook), save it and import that"
_OTHERS = (
    (b"%PDF-", "a PDF", "ask for the spreadsheet it was made from"),
    (b"\x89PNG", "a picture", "ask for the spreadsheet itself"),
    (b"\xff\xd8\xff", "a picture", "ask for the spreadsheet itself"),
    (b"GIF8", "a picture", "ask for the spreadsheet itself"),
    (b"{\\rtf", "a rich text document", _SAVE_AS),
    (b"\x1f\x8b", "a compressed file", "unpack it and import the spreadsheet in it"),
    (b"7z\xbc\xaf\x27\x1c", "an archive", "unpack it and import the spreadsheet in it"),
    (b"Rar!", "an archive", "unpack it and import the spreadsheet in it"),
    (b"\x7fELF", "a program", "do not open it; ask who sent it"),
    (b"MZ", "a program", "do not open it; ask who sent it"),
    (b"SQLite format 3\0", "a database", _SAVE_AS),
    (b"\x09\0\4\0", "a workbook of Excel 2 to 4", _SAVE_AS),
    (b"\x09\2\6\0", "a workbook of Excel 2 to 4", _SAVE_AS),
    (b"\x09\4\6\0", "a workbook of Excel 2 to 4", _SAVE_AS),
)
_PEEK = 1024


def kind_of(data: bytes, name: str, end: str) -> str:
    """Return xlsx, xls, ods or csv, from the contents of a file; zipped ones are told apart later.

    Raises:
        PapError: if it is none of these, needs a password, or its name says another kind.
    """
    if not data.strip():
        raise refusal(name, "the file is empty", "save the spreadsheet again")
    for start, what, help in _OTHERS:
        if data.startswith(start):
            raise refusal(name, f"this is {what}, not a spreadsheet", help)
    if data.startswith(OLE):
        return _ole(data, name, end)
    if data.startswith(_ZIP_STARTS):
        return "zip"
    head = data[:_PEEK].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<meta")):
        raise refusal(name, "this is a web page, not a spreadsheet", "open it in Excel and save it as .xlsx")
    if head.startswith((b"<?xml", b"mime-version:")):
        what = "a spreadsheet of Excel 2003 in XML" if b"mso-application" in head else "XML"
        raise refusal(name, f"this is {what}, which is not read", "open it in Excel and save it as .xlsx")
    return agree("csv", name, end)


def agree(kind: str, name: str, end: str) -> str:
    """Return the kind of a file if its name says the same.

    Raises:
        PapError: if not.
    """
    named = KINDS.get(end)
    if named == kind:
        return kind
    if named is None:
        what = (
            f"{end} is not a kind of spreadsheet that is read"
            if end
            else "the name does not say what kind of file it is"
        )
        raise refusal(name, what, "give a .xlsx, .xls, .ods or .csv file")
    if kind == "csv":
        what = f"this is not an {end} file: it is {_NAMES[kind]}, or damaged"
        raise refusal(name, what, "if it is CSV, rename it to end in .csv; otherwise ask for it again")
    raise refusal(name, f"this is {_NAMES[kind]}, but its name ends in {end}", f"rename it to end in {_ENDS[kind]}")


def _ole(data: bytes, name: str, end: str) -> str:
    if _ENCRYPTED in data:
        raise needs_password(name)
    if _WORKBOOK not in data and _BOOK not in data:
        raise refusal(name, "this is an Office document and not a spreadsheet, or it is damaged", _SAVE_AS)
    return agree("xls", name, end)


def needs_password(name: str) -> PapError:
    """Return the error of a file that cannot be read without a password."""
    return refusal(name, "the file needs a password", _UNLOCK)
