"""Text from files made harmless for a terminal or a log, and the symbols that stand beside a tone."""

from __future__ import annotations

import re
import unicodedata

from pap_cli.document import Tone

# Beside those below the space: what steers a terminal, turns the direction of writing, takes no room or is no character
# at all, as it stands between a pattern's brackets.
UNSAFE = (
    "\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f"
)
# How a command to a CI runner begins, anywhere in a line: `##[error]`, `##vso[task…]`.
LOG_MARK = r"##(?=\w*\[)"

_WORD = re.compile(r"\s*\S+\s*")
_UNSAFE = f"[\x00-\x1f{UNSAFE}]"
_BLANKS = "\t\n\r\x0b\x0c\x85\u2028\u2029"
_LOG_START = re.compile(r"^((?:\x1b\[[\d;]*m|[^\S\n])*):(?=:)", re.MULTILINE)
_LOG_COMMAND = re.compile(rf"{LOG_MARK}|^([^\S\n]*):(?=:)", re.MULTILINE)


def printable(text: str) -> str:
    """Text on one line with nothing in it that a terminal or a CI log would obey.

    Line breaks and tabs become spaces; other control characters, and the ones that turn the direction of writing or
    take no room, become U+FFFD; `##[` and a leading `::`, which GitHub's runner takes for commands, are set apart.
    """
    if not (text.isascii() and text.isprintable()):  # as nearly all is
        text = re.sub(_UNSAFE, lambda found: " " if found[0] in _BLANKS else "\ufffd", text)
    return _set_apart(text)


def _set_apart(text: str) -> str:
    if "::" not in text and "##" not in text:
        return text
    return _LOG_COMMAND.sub(lambda found: "## " if found[0] == "##" else f"{found[1]}: ", text)


def set_lines_apart(text: str, *, unicode: bool) -> str:
    """Lines that were broken to fit, none of which starts like a command to a CI runner."""
    return _LOG_START.sub(rf"\1{'∶' if unicode else '.'}", text) if "::" in text else text


def on_screen(text: str, *, unicode: bool) -> str:
    """Text on one line, harmless, in the characters that a screen knows."""
    safe = printable(text)
    return safe if unicode else ascii_only(safe)


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: two for a wide character, none for what stands upon another."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def folded(text: str, width: int) -> list[str]:
    """A line in pieces that fit a width: broken after blanks, and within what is wider than a whole line."""
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
    """As much of the beginning of a text as fits a width; one character at least."""
    end = 1
    while end < len(text) and cells(text[: end + 1]) <= width:
        end += 1
    return text[:end]


def code_lines(text: str, indent: int = 2) -> str:
    """Lines that are to stand as they are, each made printable and indented."""
    return "\n".join(" " * indent + printable(line) for line in text.splitlines())


_SYMBOLS = {
    Tone.RED: ("■", "x"),
    Tone.AMBER: ("▲", "!"),
    Tone.GREEN: ("●", "o"),
    Tone.BLUE: ("✔", "*"),
    Tone.GREY: ("○", "-"),
}


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
    return _set_apart(kept.encode("ascii", "replace").decode("ascii"))


_BARS = "▁▂▃▄▅▆▇█"
_ASCII_BARS = "_.-=+*#@"


def sparkline(series: tuple[float | None, ...], width: int, *, unicode: bool, target: float | None = None) -> str:
    """The last `width` figures as bars between their least and their greatest, a gap where one is missing.

    With a target, a dot and the target's own bar on the same scale follow.
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
