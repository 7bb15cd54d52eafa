"""Text from files made harmless for a terminal or a log, and the symbols that stand beside a tone."""

from __future__ import annotations

import re
import unicodedata

from pap_cli.document import Tone

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_LOG_COMMAND = re.compile(r"##(?=\[)|^(\s*):(?=:)")

_SYMBOLS = {
    Tone.RED: ("■", "x"),
    Tone.AMBER: ("▲", "!"),
    Tone.GREEN: ("●", "o"),
    Tone.BLUE: ("✔", "*"),
    Tone.GREY: ("○", "-"),
}


def printable(text: str) -> str:
    """Text on one line with nothing in it that a terminal or a CI log would obey.

    Line breaks and tabs become spaces; other control characters, and the ones that turn the direction of writing or
    take no room, become U+FFFD; `##[` and a leading `::`, which GitHub's runner takes for commands, are set apart.
    """
    text = _UNSAFE.sub(lambda found: " " if found[0] in "\t\n\r\x0b\x0c\x85\u2028\u2029" else "\ufffd", text)
    return _LOG_COMMAND.sub(lambda found: "## " if found[0] == "##" else f"{found[1]}: ", text)


def code_lines(text: str, indent: int = 2) -> str:
    """Lines that are to stand as they are, each made printable and indented."""
    return "\n".join(" " * indent + printable(line) for line in text.splitlines())


def symbol(tone: Tone, *, unicode: bool) -> str:
    """The shape that goes with a tone, so that colour is never the only carrier of meaning; empty if it has none."""
    shapes = _SYMBOLS.get(tone)
    return (shapes[0] if unicode else shapes[1]) if shapes else ""


_ASCII = str.maketrans(
    {"–": "-", "—": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "·": "-", "→": "->", "×": "x"}
)


def ascii_only(text: str) -> str:
    """Text for a screen that knows nothing but ASCII: what can be spelt otherwise is, the rest becomes `?`."""
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII))
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return kept.encode("ascii", "replace").decode("ascii")


_BARS = "▁▂▃▄▅▆▇█"
_ASCII_BARS = "_.-=+*#@"


def sparkline(series: tuple[float | None, ...], width: int, *, unicode: bool) -> str:
    """The last `width` figures as bars between their least and their greatest, a gap where one is missing."""
    shown = series[-width:]
    figures = [value for value in shown if value is not None]
    if not figures:
        return ""
    low, high = min(figures), max(figures)
    bars = _BARS if unicode else _ASCII_BARS
    top = len(bars) - 1

    def bar(value: float | None) -> str:
        if value is None:
            return " "
        return bars[top // 2 if high == low else round((value - low) / (high - low) * top)]

    return "".join(bar(value) for value in shown)
