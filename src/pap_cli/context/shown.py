"""How a view is shown: in which format, and on what screen."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from pap_cli.errors import PapError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pap_cli.document import View
    from pap_cli.formats import Format
    from pap_cli.render.screen import Screen


def format_for(command: str, view: View, name: str) -> Format:
    """Return the format with a name.

    Raises:
        PapError: if there is none, or it is not for a view of this kind.
    """
    from pap_cli.formats import find_format, formats_for

    chosen = find_format(name)
    if not chosen.takes(view.kind):
        raise PapError(f"{command} cannot write {name}", f"use one of: {', '.join(formats_for(view.kind))}")
    return chosen


def screen_for(colour: str, environ: Mapping[str, str], *, terminal: bool, output: str | None) -> Screen:
    """Return what is known of the screen, from --color, the environment and the terminal.

    Raises:
        PapError: if --color or PAP_BACKGROUND has an unknown value.
    """
    from pap_cli.render.screen import background_of, decide_screen

    if colour not in ("auto", "always", "never"):
        raise PapError(f"--color: unknown value “{colour}”", "write one of auto, always, never")
    background = background_of(environ)
    if background not in ("", "dark", "light"):
        raise PapError(f"PAP_BACKGROUND: unknown value “{background}”", "write dark or light")
    encoding = sys.stdout.encoding if output is None and sys.stdout is not None else "utf-8"
    size = shutil.get_terminal_size((100, 24))
    return decide_screen(colour, environ, terminal=terminal, columns=size.columns, lines=size.lines, encoding=encoding)
