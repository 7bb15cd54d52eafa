"""Text in every tone can be read on light and on dark (WCAG 2.2: a contrast of 4.5)."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from rich.color import Color

from commands.running import Run
from pap_cli.cell import Tone
from pap_cli.render.screen import EXACT, background_of, decide_screen
from pap_cli.render.terminal.tones import style_of, styles

COLOURED = (Tone.RED, Tone.AMBER, Tone.GREEN, Tone.BLUE, Tone.GREY, Tone.MUTED)
# The usual backgrounds: xterm and macOS Basic, Windows Terminal, VS Code, GNOME, Ubuntu, Solarized and Gruvbox;
# xterm, macOS Basic and GNOME, and Solarized.
USUAL = {
    "dark": ("#000000", "#0c0c0c", "#1e1e1e", "#171421", "#300a24", "#002b36", "#282828"),
    "light": ("#ffffff", "#fdf6e3"),
}


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
        assert contrast(tone, EXACT, paper) >= 4.5


def test_a_terminal_that_shows_rgb_has_exact_colours_unless_its_background_is_known() -> None:
    def background(**environ: str) -> str:
        return decide_screen("auto", environ, terminal=True, columns=80, encoding="utf-8").background

    assert [background(COLORTERM=name) for name in ("truecolor", "24bit", "yes", "")] == [EXACT, EXACT, "", ""]
    assert background(COLORTERM="truecolor", COLORFGBG="15;0") == "dark"


@pytest.mark.parametrize(
    "colour", ["#d4351c", "#f47738", "#00703c", "#1d70b8", "#b1b4b6", "#ffdd00", "#ffffff", "#000000"]
)
def test_text_on_the_colour_of_a_key_can_be_read(colour: str) -> None:
    style = style_of(colour)
    assert style.color is not None
    assert style.bgcolor is not None
    pair = sorted((luminance(style.color), luminance(style.bgcolor)))
    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


@pytest.mark.parametrize("tone", COLOURED)
@pytest.mark.parametrize("background", USUAL)
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


SCHEMES = re.compile(r"--ground: #.*?--grey-tint: #\w+", re.DOTALL)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_of_a_page_in_html_can_be_read_on_every_ground_it_has(scheme: int) -> None:
    sheet = files("pap_cli.render.html").joinpath("page.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#\w+)", SCHEMES.findall(sheet)[scheme]))
    grounds = ("ground", "band")
    pairs = [(ink, ground) for ink in ("ink", "muted", "link", "grey") for ground in grounds]
    pairs += [(tone, f"{tone}-tint") for tone in ("red", "amber", "green", "blue", "grey")]
    pairs += [(tone, "ground") for tone in ("red", "amber", "green", "blue")]
    for ink, ground in pairs:
        pair = sorted(luminance(Color.parse(_whole(colours[name]))) for name in (ink, ground))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, (ink, ground)


def _whole(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
