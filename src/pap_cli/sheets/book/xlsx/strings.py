"""The texts that cells share, and their escapes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pap_cli.sheets.book.limits import MAX_TEXT, Allowance, damaged

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def plain(text: str) -> str:
    """Return the text of a cell without the escapes of the format, and with one kind of line break."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        # a pair of surrogates is one character; half of one is none
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


class SharedStrings:
    """Listens to sharedStrings.xml."""

    def __init__(self, allowance: Allowance) -> None:
        self.texts: list[str] = []
        # The numbers of texts of which all, and of which only a part, is struck through.
        self.struck: set[int] = set()
        self.partly_struck: set[int] = set()
        self._allowance = allowance
        self._runs = Runs()
        self._length = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if name == "si":
            self._runs, self._length = Runs(), 0
        self._runs.start(name, attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._runs.end(name)
        if name == "si":
            text = plain(self._runs.whole())
            self._allowance.text(len(text), "shared texts")
            if self._runs.struck():
                self.struck.add(len(self.texts))
            elif self._runs.partly_struck():
                self.partly_struck.add(len(self.texts))
            self.texts.append(text)

    def text(self, text: str) -> None:
        """Take some text."""
        if self._runs.wanted:
            self._length += len(text)
            if self._length > 2 * MAX_TEXT:
                where = f"text {len(self.texts) + 1} of the shared texts"
                raise damaged(self._allowance.name, f"longer than the {MAX_TEXT:,} characters of a cell", where)
            self._runs.text(text)


class Runs:
    """The text of a cell, of which each run can look otherwise."""

    def __init__(self) -> None:
        self.wanted = False
        self._texts: list[str] = []
        self._reading = 0
        self._struck = False
        self._plain_run = False
        self._struck_run = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element of a text."""
        if name == "t":
            self.wanted = not self._reading
        elif name == "rPh":  # how a Japanese text is read aloud
            self._reading += 1
        elif name == "r":
            self._struck = False
        elif name == "strike":
            self._struck = attributes.get("val", "1") not in ("0", "false")

    def end(self, name: str) -> None:
        """Take the end of an element of a text."""
        if name == "t":
            self.wanted = False
        elif name == "rPh":
            self._reading -= 1
        elif name == "r":
            self._struck = False

    def text(self, text: str) -> None:
        """Take some text; only what is `wanted` belongs to the cell."""
        self._texts.append(text)
        if text.strip():
            self._struck_run |= self._struck
            self._plain_run |= not self._struck

    def whole(self) -> str:
        """Return the text of all runs."""
        return "".join(self._texts)

    def struck(self) -> bool:
        """Return True if all of the text is struck through."""
        return self._struck_run and not self._plain_run

    def partly_struck(self) -> bool:
        """Return True if some of the text is struck through, and some is not."""
        return self._struck_run and self._plain_run
