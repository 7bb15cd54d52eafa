"""What the screen can show, decided once from the option, the environment and the stream.

`--color` takes precedence over NO_COLOR, NO_COLOR over FORCE_COLOR and CLICOLOR_FORCE, and these over whether stdout is
a terminal (https://no-color.org, https://force-color.org).  Rich alone gets several of these wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

_LEAST_WIDTH = 40
_PIPE_WIDTH = 120
# The most lines of a page that is to be seen at once, and the lines that stay free for the prompt.
MOST_LINES, _PROMPT = 40, 2
# The background of a terminal that shows any RGB colour, if it is not known.
EXACT = "exact"


class Screen(Struct, frozen=True):
    """The screen that text is for: its columns and lines, and whether it shows colour and Unicode.

    For Word, `template` is the file to take styles from. For CSV, `excel` keeps text as it is in Excel.
    """

    width: int = 100
    colour: bool = False
    unicode: bool = True
    template: bytes | None = None
    excel: bool = False
    # How many lines a page may have that is to be seen at once.
    lines: int = 40
    # The background of the terminal: dark, light, or empty if it is not known.
    background: str = ""


def wants_colour(option: str, environ: Mapping[str, str], *, terminal: bool) -> bool:
    """Return True if colour is to be used; OPTION is auto, always or never."""
    if option != "auto":
        return option == "always"
    if environ.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if environ.get(name) and environ[name] != "0":
            return True
    return terminal and environ.get("TERM") != "dumb"


def decide_screen(
    option: str, environ: Mapping[str, str], *, terminal: bool, columns: int, encoding: str | None, lines: int = 24
) -> Screen:
    """Return the screen; its width is COLUMNS if that is a number, else that of the terminal, else 120.

    A page that is to be seen at once leaves two lines of the terminal, or of LINES, to the prompt; it has at most 40.
    """
    width = _named(environ, "COLUMNS", columns if terminal else _PIPE_WIDTH)
    height = _named(environ, "LINES", lines if terminal else MOST_LINES + _PROMPT)
    unicode = (encoding or "").lower().replace("-", "").startswith("utf")
    return Screen(
        width=max(_LEAST_WIDTH, width),
        lines=min(MOST_LINES, height - _PROMPT),
        colour=wants_colour(option, environ, terminal=terminal),
        unicode=unicode,
        background=background_of(environ) or (EXACT if environ.get("COLORTERM") in ("truecolor", "24bit") else ""),
    )


def background_of(environ: Mapping[str, str]) -> str:
    """Return dark or light if PAP_BACKGROUND says so, or else COLORFGBG, which some terminals set; empty otherwise."""
    if named := environ.get("PAP_BACKGROUND", "").strip().casefold():
        return named
    last = environ.get("COLORFGBG", "").rpartition(";")[2]
    if not last.isdecimal():
        return ""
    return "light" if int(last) in (7, 15) else "dark" if int(last) < 16 else ""


def _named(environ: Mapping[str, str], name: str, otherwise: int) -> int:
    """Return the number in a variable if it can be that of a screen."""
    named = environ.get(name, "")
    return int(named) if named.isdecimal() and 0 < int(named) <= 1000 else otherwise
