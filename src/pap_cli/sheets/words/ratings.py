"""Ratings in the words, letters and fills of trackers."""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache

from pap_cli.sheets.words.states import plain_words

COLOURS = ("blue", "green", "amber", "red", "grey")
_WORDS = {
    **dict(zip(COLOURS, COLOURS, strict=True)),
    "yellow": "amber",
    "orange": "amber",
    "gray": "grey",
    "r": "red",
    "a": "amber",
    "g": "green",
    "b": "blue",
}
_CIRCLES = {"🔵": "blue", "🟢": "green", "🟡": "amber", "🟠": "amber", "🔴": "red", "⚪": "grey"}
# “1 - Green” in a list that is sorted by its numbers.
_NUMBERED = re.compile(r"^\s*\d\s*[-–.:)]\s*(?=[A-Za-z])")
# Between two of the four: no rating of pap, kept as it is written.
_BETWEEN = re.compile(r"(?:dark |light )?(?:red|amber|green|r|a|g)(?: |/|-| / )(?:red|amber|green|r|a|g)")
# States that people rate with.
_RATED = {
    "on track": "green", "on target": "green", "on schedule": "green", "at risk": "amber", "some issues": "amber",
    "off track": "red", "off target": "red",
}  # fmt: skip


@lru_cache(maxsize=4096)
def read_rating(text: str) -> tuple[str | None, str]:
    """Return the rating that a cell gives, and why it was not simply taken."""
    plain = plain_words(_NUMBERED.sub("", text))
    if not plain:
        return _CIRCLES.get(text.strip()), ""
    if plain in _WORDS:
        return _WORDS[plain], ""
    bare = re.sub(r"\b(?:rated|rating|rag|brag|status)\b", "", plain).strip()
    if bare in _WORDS:
        return _WORDS[bare], ""
    if plain in _RATED:
        return _RATED[plain], ""
    if _BETWEEN.fullmatch(plain):
        return plain.replace(" ", "/"), "between two of the ratings of pap"
    first = re.match(r"(red|amber|green|blue|grey|yellow)\b", plain)
    if first and len(plain.split()) <= 8:
        between = re.match(r"(?:red|amber|green)\W+(?:red|amber|green)\b", plain)
        if between is None:
            return _WORDS[first[1]], "a rating with other words"
    return None, "not a rating"


def is_rating(text: str) -> bool:
    """Return True if a cell is a rating in a word or a letter."""
    plain = plain_words(_NUMBERED.sub("", text))
    return (
        plain in _WORDS
        or text.strip() in _CIRCLES
        or bool(_BETWEEN.fullmatch(plain))
        or (len(plain) < 40 and read_rating(text)[0] is not None)
    )


def is_rating_word(text: str) -> bool:
    """Return True if a cell names a colour; a letter alone, or a state, is less certain."""
    plain = plain_words(_NUMBERED.sub("", text))
    return (
        text.strip() in _CIRCLES
        or (plain in _WORDS and len(plain) > 1)
        or bool(_BETWEEN.fullmatch(plain) and len(plain) > 3)
    )


def colour_of(fill: str) -> str | None:
    """Return what a fill looks like, RRGGBB: blue, green, amber, red or grey; None if it is none of these clearly.

    White, black and pale fills are decoration; purple, pink and brown are no ratings that `pap` knows.
    """
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    degrees = hue * 360
    if light > 0.97 or light < 0.08:
        return None
    if saturation < 0.12:
        return "grey" if 0.35 < light < 0.85 else None
    for colour, first, last in (
        ("red", 345, 361),
        ("red", 0, 17),
        ("amber", 24, 62),
        ("green", 75, 165),
        ("blue", 180, 245),
    ):
        if first <= degrees <= last:
            return colour
    return None
