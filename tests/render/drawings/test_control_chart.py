"""What can be read of a control chart."""

from __future__ import annotations

from math import inf, nan

import pytest
from msgspec.structs import replace

from pap_cli.drawing import ChartPoint, SpcChart

from .sample import Picture, control_chart, coordinates, point


def _dashes(picture: Picture, name: str) -> set[str | None]:
    return {found.get("stroke-dasharray") for found in picture.shapes(name)}


def _tooltips(picture: Picture) -> set[str | None]:
    return {found.text for found in picture.root.iter("{*}title")}


def test_the_lines_are_named_at_their_end_with_their_level() -> None:
    said = Picture(control_chart()).said()
    assert {"mean 71%", "upper limit 83%", "lower limit 59%", "target 71.5%"} <= set(said)
    assert f"latest {control_chart().points[-1].value:g}%" in said


def test_a_target_that_is_a_limit_is_named_with_its_sign() -> None:
    assert "target < 71.5%" in Picture(replace(control_chart(), sign="<")).said()


def test_each_line_has_a_dash_of_its_own() -> None:
    picture = Picture(control_chart())
    dashes = [_dashes(picture, name) for name in ("line-mean", "line-limit", "line-target")]
    assert [len(found) for found in dashes] == [1, 1, 1]
    assert len(set.union(*dashes)) == 3


def test_each_kind_of_point_has_a_shape_of_its_own() -> None:
    shapes = {}
    for mark in ("common", "improvement", "concern", "high"):
        picture = Picture(SpcChart((point(0, 50.0, mark=mark),), "percent", None))
        found = next(group for group in picture.root.iter("{*}g") if group.find("{*}title") is not None)[1]
        shapes[mark] = (found.tag, len(coordinates(found.get("d") or "")), found.get("fill"))
    assert len(set(shapes.values())) == 4
    assert shapes["common"][0].endswith("circle")
    assert shapes["improvement"][1] == 4
    assert shapes["concern"][1] == 3


def test_points_are_joined_neither_over_a_gap_nor_into_a_new_group() -> None:
    picture = Picture(control_chart())
    joined = [len(coordinates(found.get("d", ""))) for found in picture.shapes("line-data")]
    assert joined == [3, 6, 8]


def test_a_missing_figure_is_told() -> None:
    said = Picture(control_chart()).said()
    assert said.count("no figure") == 1


def test_a_new_group_has_a_number_and_its_reason_below_and_levels_of_its_own() -> None:
    picture = Picture(control_chart())
    assert [words.text for words in picture.words() if words.text == "1"] == ["1", "1"]
    assert "Jul 2014: A new recording system" in picture.said()
    assert len(picture.shapes("line-mean")) == 2
    assert len(picture.shapes("line-limit")) == 4


def test_the_first_and_the_last_period_are_named() -> None:
    for count in (1, 2, 3, 50, 400):
        points = tuple(point(index, 50.0) for index in range(count))
        assert {points[0].label, points[-1].label} <= set(Picture(SpcChart(points, "percent", None)).said())


def test_more_points_than_can_be_told_apart_leave_the_first_out_and_say_so() -> None:
    points = tuple(point(index, 50.0) for index in range(1000))
    said = Picture(SpcChart(points, "percent", None)).said()
    assert "the last 400 of 1,000 periods" in said
    assert points[0].label not in said


def test_a_target_far_away_is_named_at_the_edge_and_does_not_flatten_the_points() -> None:
    near = SpcChart(tuple(point(index, 50.0 + index) for index in range(6)), "percent", 55.0)
    far = replace(near, target=900.0)
    assert Picture(near).shapes("line-target")
    picture = Picture(far)
    assert not picture.shapes("line-target")
    assert picture.at("target 900%").top < picture.at("mean 50%").top
    assert Picture(replace(near, target=-900.0)).at("target -900%").top > picture.at("mean 50%").top


def test_a_unit_other_than_percent_stands_above_the_axis() -> None:
    chart = SpcChart((point(0, 33.0), point(1, 36.0)), "days", 35.0)
    said = Picture(chart).said()
    assert said[0] == "days"
    assert not any("%" in words for words in said)


@pytest.mark.parametrize("value", [inf, -inf, nan, 1e308, -1e308, 5e-324, 0.0])
def test_a_figure_out_of_all_bounds_is_drawn_within_the_picture(value: float) -> None:
    one = ChartPoint("Q1", value, value, -value, value, point(0, 1.0).tone, "common")
    for chart in (
        SpcChart((one,), "percent", value),
        SpcChart((one, point(1, 5.0), one), "percent", value),
    ):
        picture = Picture(chart)
        assert picture.collisions() == []
        for found in picture.root.iter("{*}circle"):
            assert 0 <= float(found.get("cx", "")) <= 680
            assert 0 <= float(found.get("cy", "")) <= picture.height


def test_limits_that_vary_are_drawn_as_steps_of_one_line() -> None:
    levels = [(40.0, 60.0), (45.0, 55.0), (40.0, 60.0), (None, None), (42.0, 58.0)]
    points = tuple(
        replace(point(index, 50.0 if low else None), mean=50.0, lower=low, upper=high)
        for index, (low, high) in enumerate(levels)
    )
    limits = [
        coordinates(found.get("d") or "") for found in Picture(SpcChart(points, "percent", None)).shapes("line-limit")
    ]
    assert [len(found) for found in limits] == [6, 2, 6, 2], "two ends for each level, broken where there is none"
    for found in limits:
        for (_, y), (x, next_y), (next_x, _) in zip(found[::2], found[1::2], found[2::2], strict=False):
            assert (y, x) == (next_y, next_x), "level, then straight up or down"


def test_an_excluded_figure_is_hollow_and_has_its_reason_below() -> None:
    one = replace(point(1, 90.0, mark="excluded"), excluded="schools were closed")
    picture = Picture(SpcChart((point(0, 50.0), one, point(2, 51.0)), "percent", None))
    said = picture.said()
    assert f"{one.label}: schools were closed" in said
    assert "left out of the lines" in said
    assert f"{one.label}: 90%, left out of the lines: schools were closed" in _tooltips(picture)


def test_the_centre_line_has_its_own_name() -> None:
    said = Picture(SpcChart((point(0, 50.0), point(1, 51.0)), "percent", None, centre="median")).said()
    assert any(words.startswith("median ") for words in said)
    assert not any(words.startswith("mean ") for words in said)


def test_the_levels_named_are_those_of_the_last_figure_if_a_later_one_is_missing() -> None:
    points = (point(0, 50.0), replace(point(1, None), mean=50.0, lower=None, upper=None))
    said = Picture(SpcChart(points, "percent", None)).said()
    assert any(words.startswith("upper limit ") for words in said)


def test_a_point_shows_its_figure_as_published() -> None:
    one = replace(point(0, 100 / 3), published=33.3)
    assert f"{one.label}: 33.3%, no clear change" in _tooltips(Picture(SpcChart((one,), "percent", None)))
