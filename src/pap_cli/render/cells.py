"""The width of text in the cells of a terminal; padding and wrapping by it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pap_cli.model.joiners import EMOJI

_WORD = re.compile(r"\s*\S+\s*")
_JOINER = "\u200d"
_AS_EMOJI = "\ufe0f"
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_EMOJI = re.compile(f"[{EMOJI}]")


def cells(text: str) -> int:
    """Return the width of a text: two for a wide character or an emoji of several, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(size for _, size in _measured(text))


def clusters(text: str) -> Iterator[str]:
    """Yield each character with its marks, and each emoji of several, which a reader sees as one."""
    start = 0
    for end, _ in _measured(text):
        yield text[start:end]
        start = end


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return a text with spaces after it, or before it if it belongs to the right, so that it fills a width."""
    spaces = " " * (width - cells(text))
    return spaces + text if right else text + spaces


def folded(text: str, width: int) -> list[str]:
    """Return a line wrapped to a width: broken after spaces, and inside words that are wider than a line."""
    if cells(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for found in _WORD.finditer(text):
        word = found[0]
        if cells(line) + cells(word.rstrip()) > width and line:
            lines.append(line)
            line = ""
        while cells(word.rstrip()) > width:
            head = _fitting(word, width)
            lines.append(head)
            word = word[len(head) :]
        line += word
    return [*lines, line] if line or not lines else lines


def shortened(text: str, width: int, dots: str) -> str:
    """Return a text that fits a width; if it is cut, it ends in DOTS."""
    return text if cells(text) <= width else _fitting(text, width - cells(dots)).rstrip() + dots


def _fitting(text: str, width: int) -> str:
    """Return the beginning of a text that fits a width; at least one character with all that belongs to it."""
    fitting = taken = 0
    for end, size in _measured(text):
        taken += size
        if fitting and taken > width:
            break
        fitting = end
    return text[:fitting]


def _measured(text: str) -> Iterator[tuple[int, int]]:
    """Yield the end and the width of each character with its marks, and of each emoji of several."""
    base = ""
    size = 0
    for at, character in enumerate(text):
        if size and (character in _SKIN_TONES or (text[at - 1] == _JOINER and _EMOJI.match(character))):
            continue
        if own := _size(character):
            if size:
                yield at, size
            base, size = character, own
        elif character == _AS_EMOJI and size == 1 and (base in "#*0123456789" or _EMOJI.match(base)):
            size = 2
    yield len(text), size


def is_mark(character: str) -> bool:
    """Return True if a character takes no room of its own: an accent, a joiner, half of an emoji."""
    return _size(character) == 0


@lru_cache(maxsize=1 << 12)
def _size(character: str) -> int:
    kind = unicodedata.category(character)
    if kind in ("Mn", "Me") or (kind == "Cf" and character >= "\u2000") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
