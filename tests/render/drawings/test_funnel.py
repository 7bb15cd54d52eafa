"""What can be read of a funnel, as a picture and in characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from rich.cells import cell_len

from pap_cli.cell import Tone
from pap_cli.drawing import FunnelPlot
from pap_cli.render.terminal.funnel import funnel_lines

from .sample import Picture, coordinates, funnel
from .test_drawn import FUNNELS


def lines(chart: FunnelPlot, width: int = 100, *, unicode: bool = True) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in funnel_lines(chart, width, unicode=unicode)]


def test_our_name_is_in_bold_beside_a_ring_and_the_average_is_named() -> None:
    picture = Picture(funnel())
    bold = [found.text for found in picture.root.iter("{*}text") if found.get("font-weight") == "bold"]
    assert bold == ["average 54%", "us"]
    rings = [found for found in picture.shapes("ink-line") if found.tag.endswith("circle")]
    assert len(rings) == 2  # our area, and the legend
    assert "Borough of area 1" in picture.said()  # outside
    assert "Borough of area 5" not in picture.said()  # within
    assert "Borough of area 5: 50%, within the limits" in picture.text


def test_the_limits_narrow_from_left_to_right() -> None:
    paths = [found.get("d", "") for found in Picture(funnel()).shapes("line-limit")]
    assert len(paths) == 4
    outer_low, _, _, outer_high = (coordinates(path) for path in paths)
    widths = [low[1] - high[1] for low, high in zip(outer_low[-3:], outer_high[-3:], strict=True)]
    assert widths == sorted(widths, reverse=True)


def test_the_legend_has_each_meaning_once() -> None:
    said = Picture(funnel()).said()
    for words in ("within the limits", "outside, better", "outside, worse", "outside the limits"):
        assert said.count(words) == 1


def test_in_characters_the_largest_area_is_at_the_top_with_the_narrowest_limits() -> None:
    found = lines(funnel())
    assert found[0].startswith("Borough of area 1")
    assert sum("us " in line for line in found[:14]) == 1
    assert "average 54%" in found[-1]
    widths = [sum(line.count(character) for character in "━╌") for line in found[:12]]
    assert widths[0] < widths[-1]
    assert {line.count("━") for line in found[12:14]} == {0}  # no limits


def test_in_ascii_it_says_the_same() -> None:
    found = lines(funnel(), unicode=False)
    assert all(line.isascii() for line in found)
    assert len(found) == len(lines(funnel()))
    assert "= 95% limits" in found[-1]


def test_our_line_is_strong_and_the_others_are_not() -> None:
    tones = {
        line[0][0].split("  ")[0].strip(): line[0][1] for line in funnel_lines(funnel(), 100, unicode=True) if line
    }
    assert tones["us"] is Tone.STRONG
    assert tones["Borough of area 3"] is Tone.PLAIN


@pytest.mark.parametrize("width", [200, 80, 60])
def test_it_fits_the_screen(width: int) -> None:
    assert max(map(cell_len, lines(funnel(), width))) <= width


def test_nothing_to_draw_is_nothing() -> None:
    assert lines(replace(funnel(), points=())) == []


@settings(max_examples=60, derandomize=True, deadline=None)
@given(FUNNELS)
def test_any_funnel_is_drawn_in_characters(chart: FunnelPlot) -> None:
    for unicode in (True, False):
        for line in lines(chart, unicode=unicode):
            assert not {"\n", "\r", "\x1b", "\u202e"} & set(line)
            assert unicode or line.isascii()
