"""A picture of the terminal: for a page, a slide or a README."""

from __future__ import annotations

import io
import re
import unicodedata

from pap_cli.document import View
from pap_cli.formats import Format
from pap_cli.render.screen import Screen

# Rich's own picture loads its font from a server; a picture in a repository should load nothing.
_FONT_FACE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
# Text between tags, in which an accent and its letter become one character, as fonts have them.
_WORDS = re.compile(r"(?<=>)[^<>]*[^\x00-\x7f][^<>]*(?=<)")
_FONT = "font-family: Fira Code, monospace"
_OWN_FONT = "font-family: ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace"


def render(view: View, screen: Screen) -> str:
    """Return the view's document as an SVG that looks like a terminal and is the same on every machine."""
    from rich.console import Console
    from rich.text import Text

    from pap_cli.render.findings import readable
    from pap_cli.render.length import fitting, printed
    from pap_cli.render.terminal.painter import Painter

    console = Console(
        file=io.StringIO(),
        width=screen.width,
        record=True,
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    coloured = Screen(screen.width, colour=True, background="dark")
    painted = fitting(
        view.document(), screen.lines, lambda document: Painter(coloured).document(printed(readable(document)))
    )
    console.print(Text.from_ansi(painted.rstrip("\n")))
    drawn = console.export_svg(title=f"pap {view.kind}", unique_id="pap")
    picture = _FONT_FACE.sub("", drawn).replace(_FONT, _OWN_FONT)
    picture = _WORDS.sub(lambda found: unicodedata.normalize("NFC", found[0]), picture)
    return "\n".join(line.rstrip() for line in picture.splitlines()) + "\n"


FORMAT = Format("svg", "a picture of the terminal", render, utf8=True)
