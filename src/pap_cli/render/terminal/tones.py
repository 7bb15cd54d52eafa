"""The colours of tones, and of a plan's key, on a terminal."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color, ColorSystem
from rich.style import Style

from pap_cli.document import (
    Tone,
)

# Colours of the 256-colour palette that are readable on white and on black.
STYLES = {
    Tone.PLAIN: Style(),
    Tone.STRONG: Style(bold=True),
    Tone.MUTED: Style(color="color(244)"),
    Tone.RED: Style(color="color(196)", bold=True),
    Tone.AMBER: Style(color="color(172)"),
    Tone.GREEN: Style(color="color(35)"),
    Tone.BLUE: Style(color="color(33)"),
    Tone.GREY: Style(color="color(244)"),
}


BOLD = {tone: style + Style(bold=True) for tone, style in STYLES.items()}


def style_of(tone: str) -> Style:
    """Return the style of a tone, or of the hex colour of a key."""
    return STYLES[Tone(tone)] if tone[:1] != "#" else _filled(tone)


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
    return Style(color=f"color({ink})", bgcolor=nearest.name if nearest.name.startswith("color(") else colour)
