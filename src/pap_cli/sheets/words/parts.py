"""Several things in one cell: numbered or in lines of their own."""

from __future__ import annotations

import re

from msgspec import Struct

_NUMBERED = re.compile(r"(?:^|(?<=\s))\(?(\d{1,2}|[a-h]|i{1,3}|iv|vi{0,3})[.):]\)?(?=\s+\S|[A-Z])\s*")
_BULLET = re.compile(r"^\s*(?:[•·▪●○*–—-]|o(?=\s))\s*")


class Piece(Struct, frozen=True):
    """One of several things in a cell, with its number or letter if it has one."""

    number: str | None
    text: str


def pieces(text: str, *, lines: bool) -> tuple[Piece, ...]:
    """Return the numbered parts of a cell; with `lines`, its bullets or lines too; else the text as a whole."""
    numbered = list(_NUMBERED.finditer(text))
    labels = [match[1] for match in numbered]
    if len(labels) > 1 and _counts(labels) and not text[: numbered[0].start()].strip():
        ends = [match.start() for match in numbered[1:]] + [len(text)]
        parts = [
            Piece(match[1], text[match.end() : end].strip(" \n\t;")) for match, end in zip(numbered, ends, strict=True)
        ]
        return tuple(part for part in parts if part.text)
    split = [line for line in text.splitlines() if line.strip()]
    bullets = [line for line in split if _BULLET.match(line)]
    if len(split) > 1 and (lines or len(bullets) == len(split)):
        if bullets and len(bullets) < len(split):
            split = _joined(split)
        return tuple(Piece(None, _BULLET.sub("", line).strip(" ;")) for line in split)
    whole = _NUMBERED.match(text.strip())
    if whole is not None and lines and whole[1] == "1":
        return (Piece(whole[1], text.strip()[whole.end() :]),)
    return (Piece(None, text.strip()),) if text.strip() else ()


def _joined(split: list[str]) -> list[str]:
    """Return lines with those that are not a bullet joined to the one before."""
    found: list[str] = []
    for line in split:
        if _BULLET.match(line) or not found:
            found.append(line)
        else:
            found[-1] += f" {line.strip()}"
    return found


def _counts(labels: list[str]) -> bool:
    """Return True if labels are 1, 2, 3 or a, b, c or i, ii, iii."""
    romans = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
    if labels[0].isdigit():
        return [int(one) if one.isdigit() else 0 for one in labels] == list(range(1, len(labels) + 1))
    if labels[0] == "i":
        return tuple(labels) == romans[: len(labels)]
    return labels == [chr(97 + at) for at in range(len(labels))]
