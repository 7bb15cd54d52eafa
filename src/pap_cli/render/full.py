"""Findings, each whole: the message, the line it points at with a caret, and what to do; coloured on a terminal."""

from __future__ import annotations

from pap_cli.document import View
from pap_cli.render import Format, Screen


def render(view: View, screen: Screen) -> str:
    """The findings painted for a screen, or as plain text where there is no colour to be had."""
    from pap_cli.render._rich import Painter

    return Painter(screen).document(view.document())


FORMAT = Format("full", "each finding whole, with its source line", render, kinds=("findings",))
