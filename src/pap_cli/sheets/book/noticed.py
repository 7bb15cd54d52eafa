"""What is noticed while a file is read and should be told to its user, each kind once with its places."""

from __future__ import annotations

from pap_cli.sheets.book.cells import letters

_NAMED = 5


class Noticed:
    """Collects the places of each kind of remark."""

    def __init__(self) -> None:
        self._places: dict[str, list[str]] = {}
        self._counts: dict[str, int] = {}

    def at(self, remark: str, sheet: str | None = None, row: int = 0, column: int = 0) -> None:
        """Take a place; the remark is a sentence without its end."""
        places = self._places.setdefault(remark, [])
        self._counts[remark] = self._counts.get(remark, 0) + 1
        if sheet is not None and len(places) < _NAMED:
            places.append(f"{sheet}!{letters(column)}{row}" if row else sheet)

    def remarks(self) -> tuple[str, ...]:
        """Return the remarks, each with the first of its places and how many more there are."""
        made = []
        for remark, places in self._places.items():
            more = self._counts[remark] - len(places)
            named = ", ".join(places) + (f" and {more:,} more" if more and places else "")
            made.append(f"{remark}: {named}" if named else remark)
        return tuple(made)
