"""Places that give way to each other, names that are left out, and days on an axis."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.render.drawings.axes import DayAxis, count_scale, figures, named, spread
from pap_cli.render.drawings.canvas import Canvas
from pap_cli.render.drawings.type import fitted, text_width, wrapped


@given(st.lists(st.floats(0, 300), max_size=12))
def test_spread_places_keep_their_order_their_gap_and_their_bounds(wanted: list[float]) -> None:
    wanted.sort()
    places = spread(wanted, 14, 0, 300)
    assert all(two - one >= 14 - 1e-6 for one, two in pairwise(places))
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in places)


def test_places_that_are_apart_stay_where_they_are() -> None:
    assert spread([10, 40, 80], 14, 0, 100) == [10, 40, 80]
    assert spread([50, 50], 10, 0, 100) == [45, 55]
    assert spread([0, 0, 90], 10, 0, 100) == [0, 10, 90]


@given(st.integers(1, 200), st.floats(5, 120))
def test_the_first_and_the_last_name_always_stand_and_none_runs_into_another(count: int, width: float) -> None:
    places = [20 + 600 * index / max(1, count - 1) for index in range(count)]
    found = named(places, [width] * count, 0, 680)
    assert {0, count - 1} <= set(found)
    assert all(found[two] - found[one] >= width for one, two in pairwise(sorted(found)))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (6, ["14 Mar", "15 Mar"]),
        (40, ["14 Mar", "21 Mar"]),
        (300, ["Apr", "May"]),
        (800, ["Apr", "Jul"]),
        (1800, ["Jul", "Jan"]),
        (5000, ["2018", "2020"]),
        (60000, ["2020", "2040"]),
    ],
)
def test_an_axis_counts_what_its_span_has_room_for(days: int, expected: list[str]) -> None:
    canvas = Canvas()
    start = date(2016, 3, 14)
    DayAxis(start, start + timedelta(days), 300, 680).draw(canvas, 50, 100)
    words = [text.split(">")[1].split("<")[0] for text in canvas.svg(1, "", "", "k").split("<text")[1:]]
    assert [word for word in words if word != "2016"][:2] == expected


@pytest.mark.parametrize(
    ("greatest", "expected"), [(0, ["0", "1"]), (2, ["0", "1", "2"]), (106, ["0", "25", "50", "75", "100", "125"])]
)
def test_counts_stand_at_whole_figures(greatest: int, expected: list[str]) -> None:
    assert figures(count_scale(greatest)) == expected


@given(st.text(max_size=60), st.floats(0, 200))
def test_a_text_is_cut_to_its_room(text: str, room: float) -> None:
    found = fitted(text, room)
    assert text_width(found) <= room
    assert found == text or found == "" or text.startswith(found[:-1].rstrip())


def test_a_text_on_lines_loses_words_only_after_the_last() -> None:
    text = "The front door moved into the hub and the definition of a contact was changed"
    assert " ".join(wrapped(text, 120)) == text
    assert all(text_width(line) <= 120 for line in wrapped(text, 120))
    assert len(wrapped(text, 120, lines=2)) == 2
    assert wrapped(text, 120, lines=2)[1].endswith("…")
