"""How much of a spreadsheet is read, and the errors of a file that is larger or not what it seems."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.errors import PapError

MB = 1024 * 1024
# A larger file is not opened.
MAX_FILE = 32 * MB
# What all parts of a package may have together, by what it says of itself.
_MAX_DECLARED = 1024 * MB
MAX_PARTS = 10_000
MAX_SHEETS = 1_000
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
# What Excel keeps of the text of a cell; a file with more was not made by a spreadsheet.
MAX_TEXT = 32_767
MAX_FORMULA = 16_384
# Elements inside each other; no part of a spreadsheet needs a quarter of it.
MAX_DEPTH = 100
# One tag with its attributes.
MAX_TAG = MB
_SMALLER = "split it, or save the sheet that is needed alone as .xlsx or CSV"
_AGAIN = "open it in Excel or LibreOffice, save it again as .xlsx, and import that"


class Allowance(Struct):
    """What may still be read of one file; it grows with its size, so that a small file never takes long."""

    name: str
    bytes: int
    tags: int
    cells: int
    characters: int

    @classmethod
    def of(cls, name: str, size: int) -> Allowance:
        """Return the allowance of a file of SIZE bytes."""
        more = max(0, size - MB)
        return cls(
            name=name,
            bytes=96 * MB + 40 * more,
            tags=800_000 + 2 * more,
            cells=200_000 + more // 8,
            characters=16 * MB + 4 * size,
        )

    def unpack(self, size: int, part: str) -> None:
        """Take SIZE bytes of a part, before they are unpacked.

        Raises:
            PapError: if that is more than a spreadsheet of this size has.
        """
        self.bytes -= size
        if self.bytes < 0:
            raise self.bomb(f"{part} unpacks to too much")

    def declare(self, size: int) -> None:
        """Look at what all parts are to unpack to.

        Raises:
            PapError: if it is more than any spreadsheet has.
        """
        if size > _MAX_DECLARED:
            raise self.bomb(f"it unpacks to {size // MB:,} MB")

    def tag(self, count: int, part: str) -> None:
        """Take COUNT tags.

        Raises:
            PapError: if there are more than a spreadsheet of this size has.
        """
        self.tags -= count
        if self.tags < 0:
            raise self.bomb(f"{part} has more tags than a spreadsheet of this size")

    def cell(self, where: str) -> None:
        """Take a cell.

        Raises:
            PapError: if there are more than can be read.
        """
        self.cells -= 1
        if self.cells < 0:
            raise refusal(self.name, "more cells than can be read", _SMALLER, where)

    def text(self, length: int, where: str) -> None:
        """Take the text of a cell.

        Raises:
            PapError: if all text together is more than can be read.
        """
        self.characters -= length
        if self.characters < 0:
            raise refusal(self.name, "more text than can be read", _SMALLER, where)

    def bomb(self, what: str) -> PapError:
        """Return the error of a file that is made to fill the memory."""
        return refusal(
            self.name, f"{what}: not unpacked, as it would fill the memory", "do not open it; ask who sent it"
        )


def refusal(name: str, what: str, help: str, where: str = "") -> PapError:
    """Return the error of a file that is not read, with the sheet and cell if there is one."""
    return PapError(f"{name}: {where}: {what}" if where else f"{name}: {what}", help)


def damaged(name: str, what: str, where: str = "") -> PapError:
    """Return the error of a file of which something is not as a spreadsheet program writes it."""
    return refusal(name, what, _AGAIN, where)


def at(sheet: str | None, cell: str = "", *, row: int = 0) -> str:
    """Return the place in a file, for messages: sheet “Plan”, cell D7."""
    places = [f"sheet “{sheet}”"] if sheet is not None else []
    if cell or row:
        places.append(f"cell {cell}" if cell else f"row {row}")
    return ", ".join(places)
