"""A picture of the terminal: for a page, a slide or a README."""

from __future__ import annotations

from pap_cli.document import View
from pap_cli.render import Format, Screen


def render(view: View, screen: Screen) -> str:
    """The view's document as an SVG that looks like a terminal; the same on every machine."""
    from pap_cli.render._rich import Painter

    return Painter(Screen(screen.width, colour=True)).picture(view.document(), f"pap {view.kind}")


FORMAT = Format("svg", "a picture of the terminal", render)
