"""PDF: pages to print, to send and to file, tagged for screen readers, the same on every machine."""

from __future__ import annotations

import re

from pap_cli.document import View
from pap_cli.formats import Format
from pap_cli.render.cells import clusters
from pap_cli.render.paper.blocks import sheet
from pap_cli.render.paper.pieces import ROOM
from pap_cli.render.paper.press import UnprintableError, pdf, sheet_template, unprintable
from pap_cli.render.paper.shapes import data
from pap_cli.render.screen import Screen

_MISSING = "\ufffd"
NOTE = f"{_MISSING} replaces a character that the PDF's fonts lack; the report in Word or HTML shows it."
# How many different characters are looked up in the fonts; no report has more.
_PROBED = 400
# The characters that the fonts always have, written as a character class.
CERTAIN = "\x00-\x7e\xa1-\xac\xae-\xff–—‘’“”•…■▲●✔○▁-█\ufffd"


def render(view: View, screen: Screen) -> bytes:
    """Return the view's document as PDF; characters that its fonts lack become U+FFFD, with a note at the end."""
    made = sheet(view, ROOM)
    template = sheet_template()
    timestamp = max(0, int(made.made.timestamp()))
    text = data(made)
    try:
        return pdf(template, text, timestamp=timestamp)
    except UnprintableError:
        text = _without_lacking(data(made, [NOTE]))
    try:
        return pdf(template, text, timestamp=timestamp)
    except UnprintableError:  # the fonts have each character, but not a combination of some of them
        return pdf(template, re.sub(f"[^{CERTAIN}]", _MISSING, text), timestamp=timestamp)


def _without_lacking(text: str) -> str:
    """Return text with U+FFFD for each character that the fonts lack, or whose marks they cannot set on it."""
    seen = list(clusters(text))
    unsure = [*sorted(set(re.sub(f"[{CERTAIN}]", "", text))), *sorted({one for one in seen if len(one) > 1})]
    lacking = {*unprintable(unsure[:_PROBED]), *unsure[_PROBED:]}

    def shown(cluster: str) -> str:
        if cluster[0] in lacking:
            return _MISSING
        return cluster[0] + _MISSING if cluster in lacking else cluster

    return "".join(map(shown, seen))


FORMAT = Format("pdf", "PDF, to print, send and file", render, utf8=True)
