"""Days, figures and texts as people type them: read exactly, or refused with what to write."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pap_cli.bad_value import BadValueError
from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.people.answers.typed import typed_count, typed_day, typed_figure, typed_text


def cell(value: object, **more: str) -> Cell:
    return Cell(column=1, value=value, text=more.pop("text", str(value)), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2016, 10, 3), "2016-10-03"),
        (datetime(2016, 10, 3), "2016-10-03"),  # noqa: DTZ001
        ("3/10/2016", "2016-10-03"),
        ("03.10.16", "2016-10-03"),
        (" 2016-10-03 00:00:00 ", "2016-10-03"),
        ("3rd October 2016", "2016-10-03"),
        ("3 of Oct, 2016", "2016-10-03"),
        ("October 3, 2016", "2016-10-03"),
        ("Oct 2016", "2016-10"),
        ("2016-10", "2016-10"),
        ("Q3 2016/17", "Q3 2016/17"),
        ("'3/10/2016", "2016-10-03"),
    ],
)
def test_a_day_is_read_as_day_month_year(value: object, day: str) -> None:
    if isinstance(value, str) and value.startswith("'"):
        value = value[1:]
    assert typed_day(cell(value)) == day


def test_a_date_that_shows_no_day_is_a_month() -> None:
    assert typed_day(cell(date(2016, 10, 1), format="mmm-yy")) == "2016-10"


@pytest.mark.parametrize(
    "value",
    ["soon", "10/14/2016", "31/9/2016", "end of March 2017", "before 3/10/2016", "yes", "1/1/1016", 42647, True, ""],
)
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(BadValueError, match=r"is not a day|does not exist|is out of range"):
        typed_day(cell(value))


def test_a_time_of_day_is_refused() -> None:
    with pytest.raises(BadValueError, match="time of day"):
        typed_day(cell(datetime(2016, 10, 3, 9, 30)))  # noqa: DTZ001


@pytest.mark.parametrize("read", [typed_day, typed_text, typed_count, lambda one: typed_figure(one, "percent")])
def test_nothing_that_a_file_computes_is_taken(read: object) -> None:
    for one in (cell("1", formula="A1"), cell(None, error="#REF!")):
        with pytest.raises(BadValueError, match=r"write the value itself|formula|error"):
            read(one)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("value", "more", "figure"),
    [
        (83.4, {}, "83.4"),
        (0.834, {"format": "0.0%", "text": "83.4%"}, "83.4"),
        ("83.4%", {}, "83.4"),
        ("1,234", {}, "1234"),
        (0.1 + 0.2, {}, "0.3"),
        ("c", {}, "c"),
        (0, {}, "0"),
    ],
)
def test_a_figure_is_in_the_unit_of_its_kpi(value: object, more: dict[str, str], figure: str) -> None:
    assert typed_figure(cell(value, **more), "percent") == figure


def test_a_percentage_is_no_figure_of_another_unit() -> None:
    with pytest.raises(BadValueError, match="is a percentage"):
        typed_figure(cell(0.5, text="50%"), "days")


@pytest.mark.parametrize("value", ["about 80", "nan", True, date(2016, 1, 1)])
def test_what_is_no_figure_is_refused(value: object) -> None:
    with pytest.raises(BadValueError):
        typed_figure(cell(value), "percent")


def test_a_text_keeps_its_lines_and_has_an_end() -> None:
    assert typed_text(cell(" one\r\ntwo ")) == "one\ntwo"
    assert typed_text(cell("'=not a formula")) == "=not a formula"
    with pytest.raises(BadValueError, match="5,000 characters is too long"):
        typed_text(cell("x" * 5_000))
