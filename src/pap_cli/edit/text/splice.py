"""Replacements in a text, all found in the text as it was."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Splice(Struct, frozen=True, order=True):
    """New text in place of what is between two offsets, which are equal if it is added."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return a text with replacements, none of which may overlap another."""
    parts: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        if splice.start < at:
            raise ValueError("two changes overlap")
        parts += [text[at : splice.start], splice.text]
        at = splice.end
    return "".join([*parts, text[at:]])
