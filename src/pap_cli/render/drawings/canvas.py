"""The canvas of a drawing: shapes and text, each with a class and a colour, written as SVG at the end.

A shape has a class for its fill and one for its stroke, and the same colours as attributes: a page with a style sheet
can change them, and programs that ignore style sheets show these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape

from pap_cli.cell import Tone
from pap_cli.render.drawings.type import SMALL
from pap_cli.render.text import composed

# The width of a drawing, in its own units.
WIDTH = 680.0
# Arial before the typeface of the page: word processors only read the first name, and replace a font that they do not
# have with a wider one.
FONTS = "Arial, Source Sans Pro, Helvetica, sans-serif"

# The colour of each fill class.
#
# The ratings differ in brightness, so that a grey print shows them: amber, green, red and blue have contrasts of 3.2,
# 5.3, 7.6 and 10.7 with the paper; grey is an outline. Text has a contrast of at least 4.5 with its background.
FILLS = {
    "ink": "#1b2430",
    "muted": "#56616b",
    "paper": "#ffffff",
    "band": "#f2f4f6",
    "red": "#a3201d",
    "amber": "#d17a00",
    "green": "#2b7a3a",
    "blue": "#0b3d7a",
    "grey": "#687580",
    "on-ink": "#ffffff",
    "on-red": "#ffffff",
    "on-amber": "#1b2430",
    "on-green": "#ffffff",
    "on-blue": "#ffffff",
}
# The colour of each stroke class.
STROKES = {
    "grid": "#dde1e5",
    "axis": "#687580",
    "today": "#1b2430",
    "line-mean": "#1b2430",
    "line-limit": "#687580",
    "line-target": "#2b7a3a",
    "line-data": "#687580",
    **{f"{name}-line": colour for name, colour in FILLS.items() if not name.startswith("on-")},
}

# The fill class of a tone; its stroke class is the same followed by `-line`.
TONES = {
    Tone.PLAIN: "ink",
    Tone.STRONG: "ink",
    Tone.MUTED: "muted",
    Tone.RED: "red",
    Tone.AMBER: "amber",
    Tone.GREEN: "green",
    Tone.BLUE: "blue",
    Tone.GREY: "grey",
}


def clean(text: str) -> str:
    """Return text from a file on one line, without direction controls or characters that XML forbids."""
    return " ".join(composed(text).split())


def units(value: float) -> str:
    """Return a length as text, to two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class Canvas:
    """Shapes and text in drawing order, later ones over earlier ones."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def _shape(self, name: str, attributes: str, fill: str, stroke: str, width: float, dash: str) -> None:
        classes = f"{fill} {stroke}".strip()
        parts = [f'<{name} class="{classes}" {attributes} fill="{FILLS[fill] if fill else "none"}"']
        if stroke:
            parts.append(f'stroke="{STROKES[stroke]}" stroke-width="{units(width)}"')
        if dash:
            parts.append(f'stroke-dasharray="{dash}"')
        self._parts.append(" ".join(parts) + "/>")

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str, *, width: float = 1, dash: str = ""
    ) -> None:
        """Draw a straight line."""
        self._shape("path", f'd="M{units(x1)} {units(y1)}L{units(x2)} {units(y2)}"', "", stroke, width, dash)

    def path(
        self,
        points: Sequence[tuple[float, float]],
        *,
        fill: str = "",
        stroke: str = "",
        width: float = 1,
        dash: str = "",
        closed: bool = False,
    ) -> None:
        """Draw straight lines from point to point."""
        steps = "L".join(f"{units(x)} {units(y)}" for x, y in points)
        self._shape("path", f'd="M{steps}{"Z" if closed or fill else ""}"', fill, stroke, width, dash)

    def lines(self, pairs: Sequence[tuple[float, float, float, float]], stroke: str, *, width: float = 1) -> None:
        """Draw many straight lines as one element."""
        if pairs:
            steps = "".join(f"M{units(a)} {units(b)}L{units(c)} {units(d)}" for a, b, c, d in pairs)
            self._shape("path", f'd="{steps}"', "", stroke, width, "")

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        stroke: str = "",
        line: float = 1,
        corner: float = 0,
    ) -> None:
        """Draw a box."""
        place = f'x="{units(x)}" y="{units(y)}" width="{units(max(0.0, width))}" height="{units(max(0.0, height))}"'
        self._shape("rect", place + (f' rx="{units(corner)}"' if corner else ""), fill, stroke, line, "")

    def circle(self, x: float, y: float, radius: float, *, fill: str = "", stroke: str = "", width: float = 1) -> None:
        """Draw a circle."""
        self._shape("circle", f'cx="{units(x)}" cy="{units(y)}" r="{units(radius)}"', fill, stroke, width, "")

    def half_circle(self, x: float, y: float, radius: float, *, fill: str) -> None:
        """Draw the left half of a disc."""
        top, low, size = units(y - radius), units(y + radius), units(radius)
        self._shape("path", f'd="M{units(x)} {top}A{size} {size} 0 0 0 {units(x)} {low}Z"', fill, "", 1, "")

    def text(
        self,
        x: float,
        y: float,
        words: str,
        fill: str = "ink",
        *,
        size: float = SMALL,
        anchor: str = "start",
        bold: bool = False,
        turned: bool = False,
    ) -> None:
        """Draw text centred vertically on y; if TURNED, it runs upwards."""
        if not words:
            return
        across, down = (x + 0.35 * size, y) if turned else (x, y + 0.35 * size)
        attributes = f'class="{fill}" x="{units(across)}" y="{units(down)}" font-size="{units(size)}"'
        attributes += f' fill="{FILLS[fill]}"'
        if anchor != "start":
            attributes += f' text-anchor="{anchor}"'
        if bold:
            attributes += ' font-weight="bold"'
        if turned:
            attributes += f' transform="rotate(-90 {units(across)} {units(down)})"'
        self._parts.append(f"<text {attributes}>{escape(clean(words))}</text>")

    @contextmanager
    def tooltip(self, words: str) -> Iterator[None]:
        """Show these words when a reader points at what is drawn inside the `with` block."""
        words = clean(words)
        self._parts.append(f"<g><title>{escape(words)}</title>" if words else "<g>")
        yield
        self._parts.append("</g>")

    def nothing(self) -> float:
        """Draw a note that there is nothing to show, and return its height."""
        self.text(0, 12, "Nothing to draw.", "muted")
        return 24.0

    def svg(self, height: float, title: str, description: str, key: str) -> str:
        """Return the drawing as one element, with a title and a description for screen readers."""
        name, size = escape(clean(key).replace(" ", "-")), f"{units(WIDTH)} {units(height)}"
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" role="img" '
            f'aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {size}" '
            f'width="{units(WIDTH)}" height="{units(height)}">'
        )
        words = (
            f'<title id="{name}-title">{escape(clean(title))}</title>'
            f'<desc id="{name}-desc">{escape(clean(description))}</desc>'
        )
        body = "\n".join(self._parts)
        return f'{head}\n{words}\n<g font-family="{FONTS}" stroke-linejoin="round">\n{body}\n</g>\n</svg>\n'
