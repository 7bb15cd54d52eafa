"""Escape text from files for terminals and logs; the symbols of tones; sparklines."""

from __future__ import annotations

import re
import unicodedata

from pap_cli.cell import Tone
from pap_cli.model.joiners import NEEDED, is_needed

# Besides the control characters below the space: those that control a terminal, change the direction of text, are
# invisible or are not characters; written as a character class.
UNSAFE = (
    "\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f"
)
# The start of a command for a CI runner, anywhere in a line: `##[error]`, `##vso[task…]`.
LOG_MARK = r"##(?=\w*\[)"

_UNSAFE = re.compile(f"{NEEDED}|[\x00-\x1f{UNSAFE}]")
_BLANKS = "\t\n\r\x0b\x0c\x85\u2028\u2029"
_LOG_START = re.compile(r"^((?:\x1b\[[\d;]*m|[^\S\n])*):(?=:)", re.MULTILINE)
_LOG_COMMAND = re.compile(rf"{LOG_MARK}|^([^\S\n]*):(?=:)", re.MULTILINE)


def printable(text: str) -> str:
    """Return text on one line with nothing in it that a terminal or a CI log would interpret.

    Line breaks and tabs become spaces; other control characters, and those that change the direction of text or are
    invisible, become U+FFFD, except joiners in emoji and words that need them; a space goes into `##[` and a leading
    `::`, which CI runners take for commands.
    """
    if not (text.isascii() and text.isprintable()):  # as nearly all is
        text = _UNSAFE.sub(_harmless, text)
    return _set_apart(text)


def composed(text: str) -> str:
    """Return printable text for a font: letters with their accents as one character where there is one."""
    return unicodedata.normalize("NFC", printable(text))


def _harmless(unsafe: re.Match[str]) -> str:
    if unsafe[0] in _BLANKS:
        return " "
    return unsafe[0] if is_needed(unsafe) else "\ufffd"


def _set_apart(text: str) -> str:
    if "::" not in text and "##" not in text:
        return text
    return _LOG_COMMAND.sub(lambda found: "## " if found[0] == "##" else f"{found[1]}: ", text)


def set_lines_apart(text: str, *, unicode: bool) -> str:
    """Return wrapped lines, changed where one would start like a command for a CI runner."""
    return _LOG_START.sub(rf"\1{'∶' if unicode else '.'}", text) if "::" in text else text


def on_screen(text: str, *, unicode: bool) -> str:
    """Return text on one line, escaped, in characters that the screen can show."""
    safe = printable(text)
    return safe if unicode else ascii_only(safe)


def code_lines(text: str, indent: int = 2) -> str:
    """Return lines of code, each made printable and indented."""
    return "\n".join(" " * indent + printable(line) for line in text.splitlines())


_SYMBOLS = {
    Tone.RED: ("■", "x"),
    Tone.AMBER: ("▲", "!"),
    Tone.GREEN: ("●", "o"),
    Tone.BLUE: ("✔", "*"),
    Tone.GREY: ("○", "-"),
}


def symbol(tone: Tone, *, unicode: bool) -> str:
    """Return the symbol of a tone, so that colour is never the only carrier of meaning; empty if it has none."""
    shapes = _SYMBOLS.get(tone)
    return (shapes[0] if unicode else shapes[1]) if shapes else ""


_ASCII = str.maketrans(
    {"–": "-", "—": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'", "·": "-", "→": "->", "×": "x"}
)


def ascii_only(text: str) -> str:
    """Return text in ASCII: characters that have a spelling in ASCII get it, the others become `?`."""
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII))
    kept = "".join(character for character in plain if unicodedata.category(character) not in ("Mn", "Me", "Cf"))
    return _set_apart(kept.encode("ascii", "replace").decode("ascii"))


_BARS = "▁▂▃▄▅▆▇█"
_ASCII_BARS = "_.-=+*#@"


def sparkline(series: tuple[float | None, ...], width: int, *, unicode: bool, target: float | None = None) -> str:
    """Return the last WIDTH figures as bars between their least and their greatest, with a gap for a missing one.

    With a target, a dot and the target's bar on the same scale follow.
    """
    shown = series[-width:]
    figures = [value for value in shown if value is not None]
    if not figures:
        return ""
    scale = figures if target is None else [*figures, target]
    low, high = min(scale), max(scale)
    bars = _BARS if unicode else _ASCII_BARS
    top = len(bars) - 1

    def bar(value: float | None) -> str:
        if value is None:
            return " "
        return bars[top // 2 if high == low else round((value - low) / (high - low) * top)]

    drawn = "".join(bar(value) for value in shown)
    return drawn if target is None else f"{drawn}{'·' if unicode else '|'}{bar(target)}"
