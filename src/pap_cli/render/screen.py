"""Deciding once what the screen can show, from the option, the environment and the stream.

`--color` comes before NO_COLOR, that before FORCE_COLOR and CLICOLOR_FORCE, that before whether it is a terminal
(https://no-color.org, https://force-color.org).  Rich gets several of these wrong when it is left to decide.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

_LEAST_WIDTH = 40
_PIPE_WIDTH = 120


class Screen(Struct, frozen=True):
    """Where text is going: how many columns, whether it may hold colour, and whether more than ASCII.

    Where it goes to paper, `template` is the file that the paper's styles come from, for a format that takes one.
    """

    width: int = 100
    colour: bool = False
    unicode: bool = True
    template: bytes | None = None


def wants_colour(option: str, environ: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether to use colour; `option` is auto, always or never."""
    if option != "auto":
        return option == "always"
    if environ.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if environ.get(name) and environ[name] != "0":
            return True
    return terminal and environ.get("TERM") != "dumb"


def decide_screen(
    option: str, environ: Mapping[str, str], *, terminal: bool, columns: int, encoding: str | None
) -> Screen:
    """The screen, with its width from COLUMNS where that is a number, else from the terminal, else wide enough."""
    named = environ.get("COLUMNS", "")
    width = int(named) if named.isdecimal() and 0 < int(named) <= 1000 else (columns if terminal else _PIPE_WIDTH)
    unicode = (encoding or "").lower().replace("-", "").startswith("utf")
    return Screen(max(_LEAST_WIDTH, width), wants_colour(option, environ, terminal=terminal), unicode)
