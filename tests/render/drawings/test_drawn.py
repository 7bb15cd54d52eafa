"""What every picture has to be: whole, named, at home under a strict page, and the same everywhere."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.conftest import ROOT

from pap_cli.cell import Cell, Tone
from pap_cli.drawing import (
    Bar,
    BurnUp,
    ChartPoint,
    Drawing,
    Fill,
    FunnelPlot,
    FunnelPoint,
    Mark,
    Matrix,
    MatrixRow,
    SpcChart,
    StackedBars,
    Steps,
    TimeChart,
    TimeRow,
)
from pap_cli.render.drawings import drawn, parts
from pap_cli.render.drawings.canvas import FILLS, STROKES, WIDTH

from .sample import SVG, Picture, drawings

EVERY = pytest.mark.parametrize("name", list(drawings()))
ELEMENTS = {"svg", "title", "desc", "g", "path", "rect", "circle", "text"}
EMPTY: list[Drawing] = [
    SpcChart((), "percent", 3.0),
    TimeChart(date(2016, 1, 1), date(2016, 1, 1), date(2016, 1, 1), (), ()),
    TimeChart(date(2016, 1, 1), date(2016, 1, 1), date(2016, 1, 1), (("A group", ()),), ()),
    StackedBars((), (), ""),
    BurnUp(date(2016, 1, 1), date(2016, 1, 1), date(2016, 1, 1), (), ""),
    BurnUp(date(2016, 1, 1), date(2016, 1, 1), date(2016, 1, 1), (Steps("a", "plan", ()),), ""),
    Matrix((), (), ()),
    Matrix(("A",), (), ()),
    FunnelPlot((), 3.0, "3%", (), "percent", "denominator"),
]


@EVERY
def test_a_picture_has_a_title_and_a_description_that_it_is_named_by(name: str) -> None:
    root = Picture(drawings()[name]).root
    title, description = root[0], root[1]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (title.tag, title.text) == (f"{SVG}title", "A title")
    assert (description.tag, description.text) == (f"{SVG}desc", "What it shows.")


@EVERY
def test_a_picture_needs_nothing_that_a_strict_page_forbids(name: str) -> None:
    picture = Picture(drawings()[name])
    for found in picture.root.iter():
        assert found.tag.removeprefix(SVG) in ELEMENTS
        assert not {key for key in map(str, found.attrib) if key == "style" or key.startswith("on") or "href" in key}
    assert "url(" not in picture.text


@EVERY
def test_no_words_run_into_each_other_or_out_of_the_picture(name: str) -> None:
    _in_order(Picture(drawings()[name]))


def _in_order(picture: Picture) -> None:
    """No words run into each other or out of the picture."""
    assert picture.collisions() == []
    for words in picture.words():
        assert words.left >= -0.01, words
        assert words.right <= WIDTH + 0.01, words
        assert words.top >= 0, words
        assert words.bottom <= picture.height, words


@EVERY
def test_every_colour_has_its_class_and_is_there_without_a_stylesheet(name: str) -> None:
    for found in Picture(drawings()[name]).root.iter():
        classes = (found.get("class") or "").split()
        for attribute, known in (("fill", FILLS), ("stroke", STROKES)):
            colour = found.get(attribute)
            named = [known[one] for one in classes if one in known]
            assert named == ([] if colour in (None, "none") else [colour])


def test_the_same_drawing_is_the_same_picture_in_every_process() -> None:
    program = (
        "from tests.render.drawings.sample import *\nprint(*(drawn(d, n, n, key=n) for n, d in drawings().items()))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale in (("1", "C"), ("2", "de_DE.UTF-8"))
    }
    assert len(texts) == 1
    assert len(texts.pop()) > 10_000


@pytest.mark.parametrize("drawing", EMPTY)
def test_nothing_to_draw_says_so(drawing: Drawing) -> None:
    assert Picture(drawing).said() == ["Nothing to draw."]
    assert parts(drawing) == (drawing,)


def _light(colour: str) -> float:
    """The relative luminance of a colour, as WCAG counts it."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, two: str) -> float:
    lights = sorted((_light(one), _light(two)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_words_and_shapes_stand_out_from_what_is_under_them() -> None:
    for name in ("ink", "muted", "green", "blue"):
        assert _contrast(FILLS[name], FILLS["paper"]) >= 4.5
        assert name == "green" or _contrast(FILLS[name], FILLS["band"]) >= 4.5
    for name, colour in FILLS.items():
        if name.startswith("on-"):
            assert _contrast(colour, FILLS[name.removeprefix("on-")]) >= 4.5, name
    for name, colour in {**FILLS, **STROKES}.items():
        if name not in ("paper", "paper-line", "band", "band-line", "grid") and not name.startswith("on-"):
            assert _contrast(colour, "#ffffff") >= 3, name


def test_the_ratings_are_told_apart_in_a_grey_print() -> None:
    lights = sorted(_light(FILLS[name]) + 0.05 for name in ("red", "amber", "green", "blue"))
    assert all(two / one >= 1.35 for one, two in itertools.pairwise(lights))


HOSTILE = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["<b>&\"'", "]]>", "\x00\x1b[31m", "\u202eevil", "\ud800", "\ufffe", "W" * 300, "&#0;", "a\nb\tc", ""]
    ),
)
FIGURES = st.one_of(st.none(), st.floats(), st.sampled_from([1e308, -1e308, 5e-324, 0.0, -0.0]))
COUNTS = st.one_of(st.integers(0, 40), st.sampled_from([-5, 9999]))
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
TONES = st.sampled_from(list(Tone))
KINDS = st.one_of(st.sampled_from(["first", "due", "forecast", "done", "evidenced", "today", "plan", "scope"]), HOSTILE)
POINTS = st.builds(
    ChartPoint,
    label=HOSTILE,
    value=FIGURES,
    mean=FIGURES,
    lower=FIGURES,
    upper=FIGURES,
    tone=TONES,
    mark=st.one_of(st.sampled_from(["common", "improvement", "concern", "high", "low", "missing"]), HOSTILE),
    breaks=st.one_of(st.just(""), HOSTILE),
    event=st.one_of(st.just(""), HOSTILE),
)
CELLS = st.builds(Cell, HOSTILE, TONES)
STEPS = st.builds(Steps, HOSTILE, KINDS, st.lists(st.tuples(DAYS, COUNTS), max_size=4).map(tuple))


def _tuples(of: st.SearchStrategy[object], most: int = 5) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=most).map(tuple)


ROWS = st.builds(
    TimeRow, CELLS, HOSTILE, _tuples(st.builds(Mark, DAYS, KINDS, TONES)), st.none() | st.tuples(DAYS, DAYS)
)
FIELDS = st.tuples(st.sampled_from(list(Fill)), HOSTILE)
NUMBERS = st.floats(-1e100, 1e100)
LIMITS = st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
AREAS = st.builds(
    FunnelPoint,
    name=HOSTILE,
    size=NUMBERS,
    value=NUMBERS,
    figure=HOSTILE,
    words=HOSTILE,
    limits=st.none() | LIMITS,
    tone=TONES,
    mark=st.sampled_from(["common", "improvement", "concern", "high", "low"]),
    is_ours=st.booleans(),
)
FUNNELS = st.builds(FunnelPlot, _tuples(AREAS), NUMBERS, HOSTILE, _tuples(st.tuples(NUMBERS, LIMITS)), HOSTILE, HOSTILE)
DRAWINGS = st.one_of(
    st.builds(SpcChart, _tuples(POINTS, 12), st.one_of(st.just("percent"), HOSTILE), FIGURES),
    st.builds(
        TimeChart, DAYS, DAYS, DAYS, _tuples(st.tuples(HOSTILE, _tuples(ROWS))), _tuples(st.tuples(KINDS, HOSTILE))
    ),
    st.builds(
        StackedBars,
        _tuples(st.builds(Bar, HOSTILE, _tuples(st.tuples(TONES, COUNTS)))),
        _tuples(st.tuples(TONES, HOSTILE)),
        HOSTILE,
    ),
    st.builds(BurnUp, DAYS, DAYS, DAYS, _tuples(STEPS), HOSTILE),
    st.builds(
        Matrix, _tuples(HOSTILE), _tuples(st.builds(MatrixRow, CELLS, HOSTILE, _tuples(FIELDS))), _tuples(FIELDS)
    ),
    st.builds(
        FunnelPlot, _tuples(AREAS), st.floats(), HOSTILE, _tuples(st.tuples(st.floats(), LIMITS)), HOSTILE, HOSTILE
    ),
)


@settings(max_examples=150)
@given(drawing=DRAWINGS, title=HOSTILE, description=HOSTILE)
def test_any_drawing_is_a_whole_picture(drawing: Drawing, title: str, description: str) -> None:
    for part in parts(drawing):
        text = drawn(part, title, description, key="k")
        assert {found.tag.removeprefix(SVG) for found in etree.fromstring(text.encode()).iter()} <= ELEMENTS
        numbers = re.findall(r' (?:x|y|cx|cy|r|width|height|d|viewBox)="([^"]*)"', text)
        assert not [number for number in numbers if re.search(r"nan|inf|e[+-]", number)]
        places = [float(found) for number in numbers for found in re.findall(r"-?[\d.]+", number)]
        assert all(abs(place) < 5000 for place in places)
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
        _in_order(Picture(part))


@pytest.mark.parametrize("count", [10**9, 10**400])
def test_a_count_without_end_is_drawn_as_a_great_one(count: int) -> None:
    bars = StackedBars((Bar("a", ((Tone.RED, count), (Tone.BLUE, 3))),), ((Tone.RED, "overdue"),), "milestones")
    steps = Steps("all", "scope", ((date(2016, 1, 1), count),))
    for drawing in (bars, BurnUp(date(2016, 1, 1), date(2016, 12, 1), date(2016, 6, 1), (steps,), "milestones")):
        picture = Picture(drawing)
        _in_order(picture)
        assert "1,000,000,000" in picture.said()
