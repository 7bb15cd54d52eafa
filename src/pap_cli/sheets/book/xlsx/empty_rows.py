"""Leaves out rows that only have a format, before they are parsed: there can be a million of them."""

from __future__ import annotations

import re
from typing import IO

# An empty row that is followed by another; the last one stays, so that rows after it count from there.
_EMPTY = re.compile(rb'(?:<row r="[0-9]+"[^<>]*/>\s*)+(?=<row r="[0-9]+"[^<>]*/>)')
# A comment or literal text starts with this; spreadsheet programs write neither, and text must not be changed.
_NOT_PLAIN = b"<!"


class WithoutEmptyRows:
    """Reads a sheet without its empty rows."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._plain = True
        self._end = b""

    def read(self, size: int, /) -> bytes:
        """Return the next piece, at most SIZE bytes; none only at the end."""
        while chunk := self._source.read(size):
            if self._plain:
                self._plain = _NOT_PLAIN not in self._end + chunk
                self._end = chunk[-1:]
            if not self._plain:
                return chunk
            if kept := _EMPTY.sub(b"", chunk):
                return kept
        return b""
