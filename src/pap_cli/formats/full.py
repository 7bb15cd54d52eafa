"""Findings in full: the message, the source line with a caret, and what to do; coloured on a terminal."""

from __future__ import annotations

from pap_cli.document import Findings, Paragraph, View
from pap_cli.formats import Format
from pap_cli.render.cells import folded
from pap_cli.render.findings import full_text, readable
from pap_cli.render.screen import Screen
from pap_cli.render.text import on_screen, set_lines_apart


def render(view: View, screen: Screen) -> str:
    """Return the findings painted for a screen, or as plain text, without Rich, where there is no colour."""
    document = readable(view.document())
    if screen.colour or document.title or not all(isinstance(block, Findings | Paragraph) for block in document.blocks):
        from pap_cli.render.terminal.painter import Painter

        return Painter(screen).document(document)
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Findings) and block.findings:
            parts.append(full_text(block.findings, width=screen.width, unicode=screen.unicode) + "\n")
        elif isinstance(block, Paragraph):
            parts += [line.rstrip() for line in folded(on_screen(block.text, unicode=screen.unicode), screen.width)]
    return set_lines_apart("\n".join(parts) + "\n", unicode=screen.unicode)


FORMAT = Format("full", "each finding in full, with its source line", render, controls="\x1b", kinds=("findings",))
