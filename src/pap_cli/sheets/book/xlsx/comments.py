"""Comments on cells, old (called notes now) and threaded."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pap_cli.sheets.book.limits import MAX_TEXT
from pap_cli.sheets.book.xlsx.strings import Runs, plain

# What Excel writes before the text of a comment that it keeps elsewhere as a thread too.
_THREAD = re.compile(r"\A\[Threaded comment\].*?(?:\n|\A)Comment:\s*", re.DOTALL)


class Comments:
    """Listens to a part with comments."""

    def __init__(self) -> None:
        self.by_cell: dict[str, str] = {}
        self._cell = ""
        self._runs = Runs()
        self._length = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if name == "comment":
            self._cell, self._runs, self._length = attributes.get("ref", ""), Runs(), 0
        self._runs.start(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._runs.end(name)
        if name == "comment" and self._cell:
            text = _THREAD.sub("", plain(self._runs.whole())).strip()
            if text:
                self.by_cell[self._cell] = "\n".join(filter(None, (self.by_cell.get(self._cell), text)))

    def text(self, text: str) -> None:
        """Take some text.

        Raises:
            ValueError: if a comment is longer than any cell.
        """
        if self._runs.wanted:
            self._length += len(text)
            if self._length > 2 * MAX_TEXT:
                raise ValueError(f"the comment on {self._cell} is longer than the {MAX_TEXT:,} characters of a cell")
            self._runs.text(text)
