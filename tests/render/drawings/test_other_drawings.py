"""What can be read of stacked bars, a burn-up and a matrix."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from lxml import etree
from msgspec.structs import replace

from pap_cli.cell import Tone
from pap_cli.drawing import Bar, Fill, Matrix, StackedBars
from pap_cli.render.drawings import parts
from pap_cli.render.drawings.canvas import Canvas
from pap_cli.render.drawings.marks import RATED, hatched, rating
from pap_cli.render.drawings.rows import PAGE

from .sample import TONES, Picture, burn_up, coordinates, form, matrix, stacked_bars


def _forms(draw: Callable[[Canvas], None]) -> tuple[object, ...]:
    canvas = Canvas()
    draw(canvas)
    root = etree.fromstring(canvas.svg(1, "", "", "k").encode())
    return tuple(form(found) for found in root[2])


def test_each_tone_has_a_hatching_and_each_rating_a_shape_of_its_own() -> None:
    hatchings = {_forms(lambda canvas, tone=tone: hatched(canvas, 0, 0, 40, 40, tone)) for tone in Tone}  # type: ignore[misc]
    assert len(hatchings) == len(Tone)
    shapes = {_forms(lambda canvas, tone=tone: rating(canvas, 5, 5, tone)) for tone in RATED}  # type: ignore[misc]
    assert len(shapes) == len(RATED)


def test_every_bar_has_its_total_and_every_segment_its_number() -> None:
    said = Picture(stacked_bars()).said()
    for bar in stacked_bars().bars:
        assert f"{sum(count for _, count in bar.parts)}" in said
        for _, count in bar.parts:
            assert not count or f"{count}" in said


def test_the_segments_are_as_high_as_their_counts_and_stand_on_each_other() -> None:
    chart = StackedBars((Bar("a", ((Tone.BLUE, 30), (Tone.RED, 60), (Tone.GREEN, 10))),), (), "milestones")
    picture = Picture(chart)
    boxes = {
        name: next(found for found in picture.shapes(name) if found.tag.endswith("rect"))
        for name in ("blue", "red", "green")
    }
    heights = {name: float(found.get("height", "")) + 1 for name, found in boxes.items()}
    tops = {name: float(found.get("y", "")) for name, found in boxes.items()}
    assert heights["red"] == pytest.approx(2 * heights["blue"])
    assert tops["blue"] == pytest.approx(tops["red"] + heights["red"])
    assert tops["red"] == pytest.approx(tops["green"] + heights["green"])


def test_the_last_bar_is_in_bold_and_its_segments_are_named() -> None:
    picture = Picture(stacked_bars())
    bold = [found.text for found in picture.root.iter("{*}text") if found.get("font-weight") == "bold"]
    assert "106" in bold
    assert "30" not in bold
    for _, meaning in TONES:
        assert picture.said().count(meaning) == 2  # at the bar, and in the legend


def test_the_names_of_many_bars_are_thinned_but_for_the_first_and_the_last() -> None:
    bars = tuple(Bar(f"30 September {1980 + index}", ((Tone.RED, 1),)) for index in range(40))
    said = Picture(StackedBars(bars, TONES, "milestones")).said()
    assert {bars[0].label, bars[-1].label} <= set(said)
    assert bars[1].label not in said


def test_each_line_of_a_burn_up_has_a_dash_and_a_name_of_its_own() -> None:
    picture = Picture(burn_up())
    lines = [group[1] for group in picture.root.iter("{*}g") if group.find("{*}title") is not None]
    assert len({found.get("stroke-dasharray") for found in lines}) == len(burn_up().series)
    assert {steps.name for steps in burn_up().series} <= set(picture.said())


def test_what_was_delivered_ends_today() -> None:
    picture = Picture(burn_up())
    (today,) = picture.shapes("today")
    done = next(found for found in picture.shapes("blue-line") if "L" in found.get("d", ""))
    assert coordinates(done.get("d", ""))[-1][0] == coordinates(today.get("d", ""))[0][0]


def test_a_line_is_level_between_its_steps() -> None:
    picture = Picture(burn_up())
    done = coordinates(next(found for found in picture.shapes("blue-line")).get("d", ""))
    assert all(one[0] == two[0] or one[1] == two[1] for one, two in itertools.pairwise(done))


def test_each_filling_of_a_field_has_a_shape_of_its_own() -> None:
    legend = tuple((fill, fill.value) for fill in Fill)
    shapes = set()
    for fill in Fill:
        row = replace(matrix(1, 1).rows[0], fields=((fill, "words"),))
        groups = list(Picture(Matrix(("A",), (row,), legend)).root.iter("{*}g"))
        shapes.add(tuple(form(found) for found in groups[-1][1:]))
    assert len(shapes) == len(Fill)


def test_a_field_says_its_words_and_its_column() -> None:
    told = [found.text for found in Picture(matrix(3, 5)).root.iter("{*}title")]
    assert "KPI: 4 of 2" in told


@pytest.mark.parametrize(("rows", "columns"), [(36, 5), (60, 5), (200, 5), (10, 60), (120, 60)])
def test_parts_of_a_matrix_fit_a_page_and_lose_no_field(rows: int, columns: int) -> None:
    chart = matrix(rows, columns)
    fields: dict[str, list[object]] = {row.label.text: [] for row in chart.rows}
    heads: list[str] = []
    for part in parts(chart):
        assert isinstance(part, Matrix)
        picture = Picture(part)
        assert picture.height <= PAGE
        assert picture.collisions() == []
        assert set(part.columns) <= set(picture.said())
        if part.rows[0].label.text == "R0":
            heads += part.columns
        for row in part.rows:
            fields[row.label.text] += row.fields
    assert tuple(heads) == chart.columns
    assert {row.label.text: list(row.fields) for row in chart.rows} == fields


def test_a_matrix_that_fits_is_its_own_part() -> None:
    assert parts(matrix()) == (matrix(),)
