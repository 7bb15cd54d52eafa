"""The colours of tones, and of a plan's key, on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rich.color import Color, ColorSystem
from rich.style import Style

from pap_cli.cell import Tone
from pap_cli.render.screen import EXACT

# Colours by the background of the terminal: numbers of the 256-colour palette, or RGB.
#
# Text has a contrast of 4.5 or more (WCAG 2.2) on white and on black where the background is not known, which needs a
# luminance between 0.175 and 0.183: only eight colours of the palette come near, and no amber, so that one has 4.46 on
# black.  A terminal that shows RGB has them all.  Where the background is known, text has that contrast on the usual
# ones too: #0c0c0c, #1e1e1e, #171421, #300a24, #002b36 and #282828, or #fdf6e3 and #ffffff.
_COLOURS: Mapping[str, Mapping[Tone, int | str]] = {
    "": {Tone.RED: 131, Tone.AMBER: 130, Tone.GREEN: 29, Tone.BLUE: 63, Tone.GREY: 243},
    EXACT: {
        Tone.RED: "#ec0000",
        Tone.AMBER: "#b06100",
        Tone.GREEN: "#008800",
        Tone.BLUE: "#1a73e0",
        Tone.GREY: "#767676",
    },
    "dark": {Tone.RED: 203, Tone.AMBER: 214, Tone.GREEN: 77, Tone.BLUE: 75, Tone.GREY: 247},
    "light": {Tone.RED: 124, Tone.AMBER: 94, Tone.GREEN: 22, Tone.BLUE: 25, Tone.GREY: 241},
}


@lru_cache(maxsize=8)
def styles(background: str, *, bold: bool = False) -> Mapping[Tone, Style]:
    """Return the style of each tone on a background: dark, light, or `EXACT` or empty if that is not known."""
    named = {tone: one if isinstance(one, str) else f"color({one})" for tone, one in _COLOURS[background].items()}
    found = {tone: Style(color=name, bold=tone is Tone.RED or None) for tone, name in named.items()}
    found |= {Tone.PLAIN: Style(), Tone.STRONG: Style(bold=True), Tone.MUTED: found[Tone.GREY]}
    return {tone: style + Style(bold=True) for tone, style in found.items()} if bold else found


def style_of(tone: str, background: str = "") -> Style:
    """Return the style of a tone on a background, or of the hex colour of a key."""
    return styles(background)[Tone(tone)] if tone[:1] != "#" else _filled(tone)


@lru_cache(maxsize=256)
def _filled(colour: str) -> Style:
    """Return text in black or white on the colour of the palette that is nearest to a hex colour.

    One of the two always has a contrast of 4.5 or more: WCAG 2.2, relative luminance and contrast ratio.
    """
    nearest = Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT)
    levels = (part / 255 for part in nearest.get_truecolor())
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in levels)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    ink = 16 if (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) else 231
    return Style(color=f"color({ink})", bgcolor=f"color({nearest.number})")
