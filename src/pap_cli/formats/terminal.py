"""The terminal: Rich tables that fit its width; words and shapes repeat what colours show."""

from __future__ import annotations

from pap_cli.document import View
from pap_cli.formats import Format
from pap_cli.render.screen import Screen


def render(view: View, screen: Screen) -> str:
    """Return the view's document, painted for a screen."""
    from pap_cli.render.findings import readable
    from pap_cli.render.length import fitting
    from pap_cli.render.terminal.painter import Painter

    return fitting(view.document(), screen.lines, lambda document: Painter(screen).document(readable(document)))


FORMAT = Format("terminal", "tables for a terminal (the default there)", render, controls="\x1b")
