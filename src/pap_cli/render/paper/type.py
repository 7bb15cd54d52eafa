"""The width of text on paper, in its font, and where a long word breaks."""

from __future__ import annotations

import re
import unicodedata
from math import fsum

from pap_cli.render.cells import is_mark

FONT = "Source Sans Pro"

_STRONG = 1.07
_UNKNOWN = 0.7
_PIECE = 8
_WORD = re.compile(r"\S+")


class _Widths(dict[str, float]):
    """The width of each letter, relative to the font size; those of accented letters are looked up when needed."""

    def __missing__(self, letter: str) -> float:
        base = unicodedata.normalize("NFKD", letter)[0]
        if is_mark(letter):
            width = 0.0
        elif base != letter and base in self:
            width = self[base]
        else:
            width = 1.0 if unicodedata.east_asian_width(letter) in "WF" else _UNKNOWN
        self[letter] = width
        return width


_WIDTHS = _Widths(
    (letter, width)
    for width, letters in (
        (0.2, " "),
        (0.25, "',.:;ij|·‘’"),
        (0.275, "Il"),
        (0.3, "!f"),
        (0.325, "()-[]{}"),
        (0.35, "/\\rt"),
        (0.425, "*?sz“”"),
        (0.45, '"x'),
        (0.475, "cvy"),
        (0.5, "#$+0123456789<=>FJLY^_ek~–£×"),
        (0.525, "VXag"),
        (0.55, "AESTZ`hnou"),
        (0.575, "CPRbdpq"),
        (0.6, "BK"),
        (0.625, "&DG"),
        (0.65, "NU"),
        (0.675, "HOQ"),
        (0.725, "w"),
        (0.75, "M"),
        (0.8, "W"),
        (0.825, "%"),
        (0.85, "@m"),
        (1.0, "—…"),
    )
    for letter in letters
)


def text_width(text: str, size: float, *, strong: bool = False) -> float:
    """Return the width of a text on one line, in points."""
    return fsum(map(_WIDTHS.__getitem__, text)) * size * (_STRONG if strong else 1.0)


def cut(text: str, room: float, size: float) -> str:
    """Return a text that fits on one line, with an ellipsis if it was cut."""
    left = room / size
    if fsum(map(_WIDTHS.__getitem__, text)) <= left:
        return text
    left -= _WIDTHS["…"]
    for end, letter in enumerate(text):
        left -= _WIDTHS[letter]
        if left < 0:
            return f"{text[:end].rstrip()}…"
    return text


def broken(text: str, room: float, size: float) -> list[str]:
    """Return a text in pieces between which a line may break: words wider than the room are split."""
    if text_width(text, size, strong=True) <= room:
        return [text]
    pieces = []
    start = 0
    for word in _WORD.finditer(text):
        if len(word[0]) > _PIECE and text_width(word[0], size, strong=True) > room:
            for end in range(word.start() + _PIECE, word.end(), _PIECE):
                if not is_mark(text[end]):
                    pieces.append(text[start:end])
                    start = end
    return [*pieces, text[start:]]
