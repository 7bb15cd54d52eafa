"""Text in every tone can be read on light and on dark (WCAG 2.2: a contrast of 4.5)."""

from __future__ import annotations

import pytest
from rich.color import Color

from commands.running import Run
from pap_cli.document import Tone
from pap_cli.render.screen import background_of
from pap_cli.render.terminal.tones import BACKGROUNDS, styles

COLOURED = (Tone.RED, Tone.AMBER, Tone.GREEN, Tone.BLUE, Tone.GREY, Tone.MUTED)
# The usual backgrounds: black, Windows Terminal, VS Code and Solarized; white and Solarized.
USUAL = {"dark": ("#000000", "#0c0c0c", "#1e1e1e", "#002b36"), "light": ("#ffffff", "#fdf6e3")}


def luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.get_truecolor()]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(tone: Tone, background: str, paper: str) -> float:
    ink = styles(background)[tone].color
    assert ink is not None
    pair = sorted((luminance(ink), luminance(Color.parse(paper))))
    return (pair[1] + 0.05) / (pair[0] + 0.05)


@pytest.mark.parametrize("tone", COLOURED)
def test_on_white_and_on_black_where_the_background_is_not_known(tone: Tone) -> None:
    for paper in ("#ffffff", "#000000"):
        least = 4.45 if tone is Tone.AMBER else 4.5  # no amber of the 256 colours has more on both
        assert contrast(tone, "", paper) >= least


@pytest.mark.parametrize("tone", COLOURED)
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_on_the_usual_backgrounds_where_it_is(background: str, tone: Tone) -> None:
    for paper in USUAL[background]:
        assert contrast(tone, background, paper) >= 4.5


@pytest.mark.parametrize(
    ("environ", "background"),
    [
        ({}, ""),
        ({"PAP_BACKGROUND": "Dark"}, "dark"),
        ({"PAP_BACKGROUND": "light", "COLORFGBG": "15;0"}, "light"),
        ({"COLORFGBG": "15;0"}, "dark"),
        ({"COLORFGBG": "0;default;15"}, "light"),
        ({"COLORFGBG": "default;default"}, ""),
    ],
)
def test_the_background_is_what_the_environment_says(environ: dict[str, str], background: str) -> None:
    assert background_of(environ) == background


@pytest.mark.usefixtures("workspace")
def test_an_unknown_background_is_refused(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAP_BACKGROUND", "pink")
    ran = pap("status", "--color", "always")
    assert (ran.code, "write dark or light" in ran.err) == (2, True)
