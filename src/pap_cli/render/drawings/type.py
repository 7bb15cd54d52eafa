"""Estimate the width of text, and cut or wrap it.

No font is read: a reader may have any of the named ones.  Each character counts as wide as in the wider of Source Sans
and Arial, so that text fits in both.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from math import fsum

from pap_cli.render.cells import is_mark

# The size of most text, in units of the drawing: 8.5 points if 680 units are 17 cm.
SIZE = 12.0
# The size of numbers on axes, of legends and of notes.
SMALL = 11.0
# The width of bold letters, relative to normal ones.
BOLD = 1.08

_BY_WIDTH = {
    0.25: "'’ijl",
    0.3: " !,.:;I[]|f·",
    0.35: "/\\(){}-rt",
    0.43: '*"',
    0.5: "Jcksvxyz^",
    0.56: "#$0123456789?L_abdeghnopqu–£`",
    0.59: "+<=>~",
    0.62: "FTZ",
    0.67: "&ABEKPSVXY",
    0.73: "CDHNRUw",
    0.78: "GOQ",
    0.84: "Mm",
    0.89: "%",
    0.95: "W",
    1.02: "@—…",
}
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_UNKNOWN = 0.8


def _letter_width(letter: str) -> float:
    if is_mark(letter):
        return 0.0
    if width := _WIDTHS.get(letter):
        return width
    base = unicodedata.normalize("NFKD", letter)[0]
    return _WIDTHS.get(base) or (1.05 if unicodedata.east_asian_width(letter) in "WF" else _UNKNOWN)


@lru_cache(maxsize=1 << 12)
def text_width(text: str, size: float = SMALL, *, bold: bool = False) -> float:
    """Return the greatest width of a text, in units of the drawing."""
    return fsum(map(_letter_width, text)) * size * (BOLD if bold else 1.0)


def fitted(text: str, room: float, size: float = SMALL, *, bold: bool = False) -> str:
    """Return a text that fits, cut with an ellipsis if necessary; empty if not even that fits."""
    if text_width(text, size, bold=bold) <= room:
        return text
    left = room / size / (BOLD if bold else 1.0) - _WIDTHS["…"]
    if left < 0:
        return ""
    end = 0
    for letter in text:
        left -= _letter_width(letter)
        if left < 0:
            break
        end += 1
    return f"{text[:end].rstrip()}…"


def wrapped(text: str, room: float, size: float = SMALL, *, lines: int = 0, bold: bool = False) -> list[str]:
    """Return a text wrapped between words on at most LINES lines; if cut, the last ends with an ellipsis."""
    found: list[str] = []
    words = text.split()
    while words and not (lines and len(found) == lines - 1):
        count = 1
        while count < len(words) and text_width(" ".join(words[: count + 1]), size, bold=bold) <= room:
            count += 1
        found.append(fitted(" ".join(words[:count]), room, size, bold=bold))
        words = words[count:]
    return [*found, fitted(" ".join(words), room, size, bold=bold)] if words else found
