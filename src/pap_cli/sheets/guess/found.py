"""The table of a sheet, with what it was taken for."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.sheets.book.cells import Row, Sheet
from pap_cli.sheets.guess.guessed import Guess
from pap_cli.sheets.guess.header import Header


class Table(Struct, frozen=True, kw_only=True):
    """The table of a sheet: its header, its rows below it and what its columns are taken for."""

    sheet: Sheet
    header: Header | None
    rows: tuple[Row, ...] = ()
    guesses: tuple[Guess, ...] = ()
    role: str = "other"
    # Why the sheet is no plan, or what is asked about it.
    why: str = ""
    asked: bool = False

    def guess_of(self, means: str) -> Guess | None:
        """Return the first column with a meaning."""
        return next((guess for guess in self.guesses if guess.means == means), None)
