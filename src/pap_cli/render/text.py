"""Escape text from files for terminals and logs; the symbols of tones; sparklines."""

from __future__ import annotations

import re
import unicodedata

from pap_cli.document import Tone

# Besides the control characters below the space: those that control a terminal, change the direction of text, are
# invisible or are not characters; written as a character class.
UNSAFE = (
    "\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f"
)
# The start of a command for a CI runner, anywhere in a line: `##[error]`, `##vso[task…]`.
LOG_MARK = r"##(?=\w*\[)"

_WORD = re.compile(r"\s*\S+\s*")
_UNSAFE = f"[\x00-\x1f{UNSAFE}]"
_BLANKS = "\t\n\r\x0b\x0c\x85\u2028\u2029"
_LOG_START = re.compile(r"^((?:\x1b\[[\d;]*m|[^\S\n])*):(?=:)", re.MULTILINE)
_LOG_COMMAND = re.compile(rf"{LOG_MARK}|^([^\S\n]*):(?=:)", re.MULTILINE)


def printable(text: str) -> str:
    """Return text on one line with nothing in it that a terminal or a CI log would interpret.

    Line breaks and tabs become spaces; other control characters, and those that change the direction of text or are
    invisible, become U+FFFD; a space goes into `##[` and a leading `::`, which CI runners take for commands.
    """
    if not (text.isascii() and text.isprintable()):  # as nearly all is
        text = re.sub(_UNSAFE, lambda found: " " if found[0] in _BLANKS else "\ufffd", text)
    return _set_apart(text)


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


def cells(text: str) -> int:
    """Return the width of a text in terminal cells: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


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
    return [*lines, line]


def _fitting(text: str, width: int) -> str:
    """Return the beginning of a text that fits a width; at least one character."""
    end = 1
    while end < len(text) and cells(text[: end + 1]) <= width:
        end += 1
    return text[:end]


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
    kept = "".join(character for character in plain if not unicodedata.combining(character))
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
