"""Findings on one line each, as compilers write them: `path:line:column: CODE message`."""

from __future__ import annotations

from pap_cli.document import Findings, Paragraph, View
from pap_cli.formats import Format
from pap_cli.render.findings import one_line
from pap_cli.render.screen import Screen
from pap_cli.render.text import ascii_only, printable


def render(view: View, screen: Screen) -> str:
    """Return one line per finding, and the summary."""
    lines: list[str] = []
    for block in view.document().blocks:
        if isinstance(block, Findings):
            lines += [one_line(finding) for finding in block.findings]
        elif isinstance(block, Paragraph):
            lines.append(printable(block.text))
    text = "\n".join(lines) + "\n"
    return text if screen.unicode else ascii_only(text)


FORMAT = Format("concise", "one line per finding", render, kinds=("findings",))
