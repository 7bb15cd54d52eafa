"""Periods as people write them: read exactly, kept as parts that need a year, or not read."""

from datetime import date

import pytest

from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.figures.reading.periods import span_in, span_of, with_year

WHOLE = {
    "Apr-16": "2016-04",
    "April 2016": "2016-04",
    "Apr'16": "2016-04",
    "2016 Apr": "2016-04",
    "04/2016": "2016-04",
    "Sep-16*": "2016-09",
    "Q1 16/17": "Q1 2016/17",
    "2016/17 Q1": "Q1 2016/17",
    "Quarter 1 2016-17": "Q1 2016/17",
    "Apr-Jun 2016": "Q1 2016/17",
    "January to March 2017": "Q4 2016/17",
    "2015-16": "2015/16",
    "FY 2015/16": "2015/16",
    "Academic year 2015-16": "AY 2015/16",
    "Year ending 31 March 2016": "2015/16",
    "Spring term 2016": "Spring 2015/16",
    "31/03/2016": "2016-03-31",
    "42461": "2016-04-01",
}
NONE = [
    "Re-referrals within 12 months",
    "12/33",
    "1,310",
    "15.6%",
    "999 calls answered",
    "Apr-16 to Jun-16",
    "16-Apr",
    "",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_period_is_read(text: str) -> None:
    found = span_in(text)
    assert found is not None
    assert found[0].whole == (WHOLE[text],)


@pytest.mark.parametrize("text", NONE)
def test_other_text_is_no_period(text: str) -> None:
    assert span_in(text) is None


def test_what_is_beside_a_period_stays() -> None:
    found = span_in("Target 2016/17")
    assert found is not None
    assert (found[0].whole, found[1]) == (("2016/17",), "target")


def test_a_text_with_two_meanings_keeps_both() -> None:
    quarter, day = span_in("Q2 2016"), span_in("03/04/2016")
    assert quarter is not None
    assert day is not None
    assert quarter[0].whole == ("Q2 2016/17", "2016-Q2")
    assert day[0].whole == ("2016-04-03", "2016-03-04")


@pytest.mark.parametrize(
    ("text", "year", "whole"),
    [
        ("April", "2016/17", "2016-04"),
        ("Jan", "2016/17", "2017-01"),
        ("Q3", "2016/17", "Q3 2016/17"),
        ("Jan", "2016", "2016-01"),
        ("Q4 (Jan-Mar)", "2017", "Q4 2016/17"),
        ("Summer", "2015/16", "Summer 2015/16"),
    ],
)
def test_a_part_gets_its_year(text: str, year: str, whole: str) -> None:
    found = span_in(text)
    assert found is not None
    assert found[0].partial
    assert with_year(found[0], year).whole == (whole,)


def test_a_date_is_a_month_if_only_that_is_shown() -> None:
    shown = span_of(Cell(column=1, value=date(2016, 4, 1), format="mmm-yy"))
    day = span_of(Cell(column=1, value=date(2016, 4, 1), format="dd/mm/yyyy"))
    assert shown is not None
    assert day is not None
    assert (shown[0].whole, shown[0].day) == (("2016-04",), False)
    assert (day[0].whole, day[0].day) == (("2016-04-01",), True)


def test_a_month_that_excel_took_for_a_day_is_not_read() -> None:
    found = span_of(Cell(column=1, value=date(2026, 4, 16), format="d-mmm"))
    assert found is not None
    assert found[0].whole == ()
