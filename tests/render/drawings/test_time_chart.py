"""What can be read of a time chart, and how it is cut into pages."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from pap_cli.cell import Cell, Tone
from pap_cli.drawing import Mark, TimeChart, TimeRow
from pap_cli.render.drawings import parts
from pap_cli.render.drawings.rows import PAGE

from .sample import LEGEND, TODAY, Picture, coordinates, form, row, time_chart

PLAIN = TimeChart(date(2016, 1, 1), date(2016, 12, 31), TODAY, (), LEGEND)


def _one(*marks: Mark, stretch: tuple[date, date] | None = None) -> Picture:
    return Picture(replace(PLAIN, groups=(("A1", (TimeRow(Cell("A1.1"), "A title", marks, stretch),)),)))


def test_today_is_named_with_its_date() -> None:
    picture = Picture(time_chart(3))
    assert picture.said().count("14 Oct 2016") == 1
    assert len(picture.shapes("today")) == 2  # the line, and its example in the legend


def test_a_day_that_is_not_on_the_axis_has_no_line() -> None:
    assert "14 Oct 2030" not in Picture(replace(time_chart(3), today=date(2030, 10, 14))).said()


def test_each_kind_of_mark_has_a_shape_of_its_own() -> None:
    shapes = set()
    for kind in ("first", "due", "forecast", "done", "evidenced", "something new"):
        (group,) = [
            found for found in _one(Mark(date(2016, 6, 1), kind)).root.iter("{*}g") if found.get("font-family") is None
        ]
        shapes.add(tuple(form(found) for found in group if "ink" in (found.get("class") or "") and found.text is None))
    assert () not in shapes
    assert len(shapes) == 6


def test_a_row_tells_all_of_its_title_and_its_days() -> None:
    title = "A very long title that " * 12
    picture = Picture(replace(PLAIN, groups=(("", (row(0, title.strip()),)),)))
    told = [found.text for found in picture.root.iter("{*}title")]
    assert f"A0.1 {title.strip()}: first due date 3 Jul 2015, approved due date 1 Sep 2015, forecast 1 Dec 2016" in told
    assert any(words.endswith("…") for words in picture.said())


def test_what_is_overdue_is_a_hatched_bar_from_the_approved_date_to_today() -> None:
    due = date(2016, 6, 1)
    picture = _one(Mark(due, "due", Tone.RED), stretch=(due, TODAY))
    assert "overdue" in picture.said()
    (bar, _) = [found for found in picture.shapes("red") if found.tag.endswith("rect")]
    (today, _) = [coordinates(found.get("d", ""))[0][0] for found in picture.shapes("today")]
    assert float(bar.get("x", "")) + float(bar.get("width", "")) == pytest.approx(today, abs=0.02)
    assert float(bar.get("width", "")) > 50
    assert len(picture.shapes("paper-line")) > 2


@pytest.mark.parametrize(
    ("marks", "stretch"),
    [
        ((Mark(date(2016, 6, 1), "due"), Mark(date(2016, 7, 1), "done")), None),
        ((Mark(date(2016, 12, 1), "due"), Mark(date(2016, 6, 1), "first")), (date(2016, 6, 1), date(2016, 12, 1))),
        ((Mark(date(2016, 6, 1), "due"),), None),
        ((Mark(date(2016, 6, 1), "due"), Mark(date(2016, 8, 1), "first")), (date(2016, 6, 1), date(2016, 8, 1))),
    ],
)
def test_what_is_not_overdue_has_no_bar(marks: tuple[Mark, ...], stretch: tuple[date, date] | None) -> None:
    picture = _one(*marks, stretch=stretch)
    assert "overdue" not in picture.said()
    assert not [found for found in picture.shapes("red") if found.tag.endswith("rect")]


def test_a_date_that_was_moved_has_an_arrow_that_the_legend_explains() -> None:
    first, due = date(2016, 2, 1), date(2016, 8, 1)
    assert "date moved" in _one(Mark(due, "due"), Mark(first, "first"), stretch=(first, due)).said()
    assert "date moved" not in _one(Mark(due, "due")).said()


@pytest.mark.parametrize(
    "sizes",
    [
        (5, 3),
        (100,),
        (1,) * 60,
        (20, 20, 20),
        (43, 2, 2),
        (44, 1),
        (46,),
        (47,),
        (48,),
        (50, 47),
        *((size, 5) for size in range(38, 46)),
        (2, 90, 1, 1, 1),
    ],
)
def test_parts_fit_a_page_lose_no_row_and_leave_no_heading_alone(sizes: tuple[int, ...]) -> None:
    chart = time_chart(*sizes)
    found = parts(chart)
    assert [one for part in found for _, rows in part.groups for one in rows] == [
        one for _, rows in chart.groups for one in rows
    ]
    whole = {heading: len(rows) for heading, rows in chart.groups}
    for part in found:
        assert isinstance(part, TimeChart)
        assert Picture(part).height <= PAGE
        assert (part.start, part.end, part.legend) == (chart.start, chart.end, chart.legend)
        for heading, rows in part.groups:
            assert len(rows) >= min(2, whole[heading.removesuffix(" (continued)")])
    assert (len(found) == 1) == (Picture(chart).height <= PAGE)


def test_a_group_that_goes_on_says_so() -> None:
    _, second, *_ = parts(time_chart(100))
    assert isinstance(second, TimeChart)
    assert second.groups[0][0] == "A0 Do the work of group 0 (continued)"


def test_a_chart_that_fits_is_its_own_part() -> None:
    chart = time_chart(5, 3)
    assert parts(chart) == (chart,)
