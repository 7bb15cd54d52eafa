"""The paper that a drawing is made on: shapes and words with a class and a colour each, and the page of SVG at the end.

A thing has a class for its fill and one for its stroke, and the same colour as an attribute: a page with a stylesheet
may say another, and who knows no stylesheet sees these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape

from pap_cli.document import Tone
from pap_cli.render.drawings.type import SMALL
from pap_cli.render.text import printable

# How wide a drawing is, in its own units.
WIDTH = 680.0
# Arial before the typeface of the page: word processors look at the first name only, and put something wider in place
# of one that they do not have.
FONTS = "Arial, Source Sans Pro, Helvetica, sans-serif"

# The colour of each class of a fill.
#
# The ratings lie far apart in brightness, so that a grey print tells them: amber, green, red and blue are 3.2, 5.3, 7.6
# and 10.7 times darker than the paper; grey is an outline. Words are at least 4.5 times darker than what is under them.
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
# The colour of each class of a stroke.
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

# The class of a tone; its stroke is the same with `-line` after it.
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
    """Text from a file on one line, without what turns its direction or what XML forbids."""
    return " ".join(printable(text).split())


def units(value: float) -> str:
    """A length as it is written, to two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class Canvas:
    """Shapes and words in the order they are drawn, the later over the earlier."""

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
        """A straight line."""
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
        """Straight lines from point to point."""
        steps = "L".join(f"{units(x)} {units(y)}" for x, y in points)
        self._shape("path", f'd="M{steps}{"Z" if closed or fill else ""}"', fill, stroke, width, dash)

    def lines(self, pairs: Sequence[tuple[float, float, float, float]], stroke: str, *, width: float = 1) -> None:
        """Many straight lines as one thing."""
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
        """A box."""
        place = f'x="{units(x)}" y="{units(y)}" width="{units(max(0.0, width))}" height="{units(max(0.0, height))}"'
        self._shape("rect", place + (f' rx="{units(corner)}"' if corner else ""), fill, stroke, line, "")

    def circle(self, x: float, y: float, radius: float, *, fill: str = "", stroke: str = "", width: float = 1) -> None:
        """A circle."""
        self._shape("circle", f'cx="{units(x)}" cy="{units(y)}" r="{units(radius)}"', fill, stroke, width, "")

    def half_circle(self, x: float, y: float, radius: float, *, fill: str) -> None:
        """The left half of a disc."""
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
        """Words whose middle is at the height of y; `turned` by a right angle they run upwards."""
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
    def told(self, words: str) -> Iterator[None]:
        """Whatever is drawn meanwhile says these words to who points at it."""
        words = clean(words)
        self._parts.append(f"<g><title>{escape(words)}</title>" if words else "<g>")
        yield
        self._parts.append("</g>")

    def nothing(self) -> float:
        """Say that there is nothing to draw; returns the height of that."""
        self.text(0, 12, "Nothing to draw.", "muted")
        return 24.0

    def svg(self, height: float, title: str, description: str, key: str) -> str:
        """The drawing as one element, with its title and its description for who cannot see it."""
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
