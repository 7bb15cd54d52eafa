"""Links to the files that a page offers."""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.render.html.text import escape
from pap_cli.website import DOWNLOADS, Download


def downloads_html(downloads: Sequence[Download], up: str) -> str:
    """Return the links to files that are saved, not opened in place of the page; nothing for none."""
    if not downloads:
        return ""
    items = "".join(
        f'<li><a href="{escape(up + one.path)}" download="{escape(one.name)}" '
        f'type="{DOWNLOADS[one.path.rpartition(".")[2]]}">{escape(one.words)}</a></li>\n'
        for one in downloads
    )
    return f'<nav class="downloads" aria-label="Downloads"><ul>\n{items}</ul></nav>\n'
