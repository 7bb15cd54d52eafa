"""Spreadsheets that strangers send, each made to be of about as many bytes as asked for: packed, where it is packed.

Each is refused with a sentence, or read without harm.  `benchmarks/spreadsheets.py` measures them at a megabyte.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from sheets.book.making import MAIN, packed, parts, row, sheet, text

# How much larger a repeated text is before it is packed: nothing packs better than a thousand to one.
_PACKS = 900
ENTITIES = "".join(f'<!ENTITY l{n} "{"".join([f"&l{n - 1};"] * 10) if n else "ha" * 50}">' for n in range(9))


def doctype(inside: str, body: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE x [{inside}]>{body}'


def strings(inside: str) -> dict[str, str]:
    return {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{inside}</sst>'}


def declared(data: bytes, name: str, size: int) -> bytes:
    """A package that says of a part that it unpacks to SIZE bytes."""
    place = data.rindex(b"PK\1\2", 0, data.rindex(name.encode(), data.index(b"PK\1\2")))
    return data[: place + 24] + struct.pack("<I", size) + data[place + 28 :]


def flagged(data: bytes) -> bytes:
    """A package whose parts say that they are encrypted."""
    place = -1
    made = bytearray(data)
    while (place := data.find(b"PK\1\2", place + 1)) >= 0:
        made[place + 8] |= 1
    return bytes(made)


def doubled() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in parts().items():
            file.writestr(name, data)
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            file.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def with_part(name: str) -> bytes:
    return packed({**parts(row(1, text("A1", "a"))), name: "x"})


def of_sheet(rows: str, **more: str) -> bytes:
    return packed(parts(rows, **more))  # type: ignore[arg-type]


def of_part(name: str, data: str) -> bytes:
    return packed(parts(row(1, text("A1", "a")), more={name: data}))


def ods(content: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    names = "".join(f' xmlns:{one}="{one}"' for one in ("office", "table", "text"))
    return packed({"mimetype": kind, "content.xml": f"<o{names}>{content}</o>"})


def ods_row(more: str, cell: str, inside: str = "<text:p>x</text:p>") -> bytes:
    return ods(
        f'<table:table table:name="Plan"><table:table-row {more}><table:table-cell {cell}>{inside}</table:table-cell>'
        "</table:table-row></table:table>"
    )


# By name: what makes the bytes, given how many; what the sentence says if it is refused, empty if it never is.
BOMBS: Mapping[str, tuple[Callable[[int], bytes], str]] = {
    "zip bomb": (lambda size: of_sheet(" " * (size * _PACKS)), "unpack"),
    "a part that says it is huge": (
        lambda size: declared(of_sheet(row(1, text("A1", "a"))), "xl/worksheets/sheet1.xml", 4_000_000_000),
        "unpacks to",
    ),
    "comments in XML": (lambda size: of_sheet("<!---->" * (size * _PACKS // 7)), "tags|unpack"),
    "entities": (
        lambda size: of_part("xl/sharedStrings.xml", doctype(ENTITIES, "<sst><si><t>&l8;</t></si></sst>")),
        "document type",
    ),
    "an entity from a file": (
        lambda size: of_part(
            "xl/worksheets/sheet1.xml", doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', sheet("&x;"))
        ),
        "document type",
    ),
    "a document type from outside": (
        lambda size: of_part("xl/workbook.xml", '<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd"><workbook/>'),
        "document type",
    ),
    "empty rows": (
        lambda size: of_sheet(
            row(1, text("A1", "a")) + "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(2, size + 2))
        ),
        "",
    ),
    "empty rows without numbers": (lambda size: of_sheet('<row s="1"/>' * (size * 2)), "there is no row|tags|unpack"),
    "empty cells with a fill": (
        lambda size: of_sheet("".join(row(n, *['<c s="3"/>'] * 20) for n in range(1, size // 30 + 2))),
        "tags",
    ),
    "cells": (
        lambda size: of_sheet("".join(row(n, *["<c><v>1</v></c>"] * 50) for n in range(1, size // 20 + 2))),
        "cells|tags|unpack",
    ),
    "deep": (lambda size: of_part("xl/worksheets/sheet1.xml", "<a>" * size * 20), "nested too deeply"),
    "one tag of many attributes": (
        lambda size: of_sheet("<row " + " ".join(f'a{n}=""' for n in range(size * 3)) + "/>"),
        "a tag of more than|unpack|there is no|well-formed",
    ),
    "a long text": (lambda size: of_sheet(row(1, text("A1", "x" * (size * _PACKS)))), "longer than|unpack"),
    "shared texts": (
        lambda size: of_part(
            "xl/sharedStrings.xml", "<sst>" + f"<si><t>{'x' * 30_000}</t></si>" * (size // 30) + "</sst>"
        ),
        "more text|unpack",
    ),
    "a shared text in every cell": (
        lambda size: packed(
            parts(
                "".join(row(n, *['<c t="s"><v>0</v></c>'] * 20) for n in range(1, size // 20 + 2)),
                more=strings(f"<si><t>{'x' * 30_000}</t></si>"),
            )
        ),
        "more text|cells",
    ),
    "styles": (
        lambda size: of_part(
            "xl/styles.xml", "<styleSheet><cellXfs>" + "<xf/>" * (size * 20) + "</cellXfs></styleSheet>"
        ),
        "tags|unpack",
    ),
    "merged cells": (
        lambda size: of_sheet(
            row(1, text("A1", "a")),
            after="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * size + "</mergeCells>",
        ),
        "merged cells",
    ),
    "sheets of one part": (
        lambda size: packed(
            parts(
                "".join(row(n, text(f"A{n}", "abc")) for n in range(1, 500)),
                more={
                    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="r"><sheets>'
                    + "".join(f'<sheet name="S{n}" r:id="rId1"/>' for n in range(min(size // 100, 900)))
                    + "</sheets></workbook>"
                },
            )
        ),
        "are the same part",
    ),
    "many parts": (
        lambda size: packed({**parts(), **{f"x/{n}": "" for n in range(max(10_001, size // 100))}}),
        "parts",
    ),
    "repeated rows in .ods": (
        lambda size: ods_row('table:number-rows-repeated="1048576"', 'table:number-columns-repeated="100"'),
        "more cells",
    ),
    "repeated blanks in .ods": (
        lambda size: ods_row("", "", "<text:p>" + '<text:s text:c="999999999"/>' * 1000 + "</text:p>"),
        "longer than",
    ),
    "CSV of nothing but commas": (lambda size: b"a,b\n" + b"," * size, "cells in one record"),
    "CSV of short cells": (lambda size: b"a,b\n" + b"a,b,c,d,e,f,g,h\n" * (size // 16), "more cells"),
    "CSV of quotes": (lambda size: b'a,b\n"' + b'""' * (size // 2), "never closed"),
    "CSV in one cell": (lambda size: b"a,b\n1," + b"x" * size, ""),
    "CSV of blank lines": (lambda size: b"a,b\n" + b"\n" * size, "more than"),
}
# These are refused however small they are.
ALWAYS = frozenset(
    (
        *("a part that says it is huge", "entities", "an entity from a file", "a document type from outside", "deep"),
        *(
            "a long text",
            "a shared text in every cell",
            "many parts",
            "sheets of one part",
            "repeated rows in .ods",
            "repeated blanks in .ods",
            "CSV of quotes",
        ),
    )
)


def end_of(name: str) -> str:
    """The end of the name of the file of a bomb."""
    return "csv" if name.startswith("CSV") else "ods" if name.endswith(".ods") else "xlsx"
