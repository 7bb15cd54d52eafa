"""The basis and calendar of a derived KPI, and the sums that are refused."""

from __future__ import annotations

from typing import Any

import pytest

from assess.making import kpi, observation
from pap_cli.model.formula import parse_formula
from pap_cli.model.measure import Basis, Calendar
from pap_cli.model.nodes import FormulaError
from pap_cli.model.series import Series, derived_series, series_of

MONTHS = {"2016-04": 1.0, "2016-05": 2.0}
KPIS = {
    "x": kpi("x", MONTHS),
    "stock": kpi("stock", MONTHS, basis=Basis.SNAPSHOT),
    "todate": kpi("todate", MONTHS, basis=Basis.YEAR_TO_DATE),
    "year": kpi("year", MONTHS, basis=Basis.ROLLING_12_MONTHS),
    "bare": kpi("bare", MONTHS, unit="percent"),
    "rate": kpi("rate", MONTHS, unit="deaths per 10,000"),
    "share": kpi("share", unit="percent", observations=(observation("2016-04", 50.0, numerator=1, denominator=2),)),
    "school": kpi("school", MONTHS, calendar=Calendar.ACADEMIC),
    "never": kpi("never", unit="percent"),
    "days": kpi("days", {"2016-04-30": 1.0, "2016-05-31": 2.0}),
    "weeks": kpi("weeks", {"2016-W14": 1.0, "2016-W15": 2.0}),
    "years": kpi("years", {"2015/16": 1.0}),
    "terms": kpi("terms", {"Autumn 2015/16": 1.0}),
}


def read(text: str, *written: str, **facts: Any) -> Series:
    formula = parse_formula(text)
    inputs = {id: series_of(KPIS[id]) for id in formula.ids}
    return derived_series(kpi("k", formula=text, **facts), formula, inputs, written)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("x", Basis.IN_PERIOD),
        ("ytd(x)", Basis.YEAR_TO_DATE),
        ("rolling(x, 3)", Basis.ROLLING_3_MONTHS),
        ("rolling(x, 6)", Basis.ROLLING_6_MONTHS),
        ("rolling(x, 12)", Basis.ROLLING_12_MONTHS),
        ("rolling(x, 36)", Basis.ROLLING_3_YEARS),
        ("in-period(todate)", Basis.IN_PERIOD),
        ("in-period(year, x)", Basis.IN_PERIOD),
        ("rolling(in-period(todate), 12)", Basis.ROLLING_12_MONTHS),
        ("ytd(x) / ytd(share)", Basis.YEAR_TO_DATE),
        ("ytd(x) / stock", Basis.YEAR_TO_DATE),
        ("stock / ytd(x)", Basis.YEAR_TO_DATE),
        ("todate / ytd(x)", Basis.YEAR_TO_DATE),
        ("todate * 2", Basis.YEAR_TO_DATE),
        ("stock * 2", Basis.SNAPSHOT),
        ("ytd(never)", Basis.YEAR_TO_DATE),
        # without a function nothing is known better than what is written
        ("todate / x", Basis.IN_PERIOD),
    ],
)
def test_the_basis_follows_from_the_formula(text: str, basis: Basis) -> None:
    assert read(text).basis is basis
    assert read(text, "basis", basis=basis).basis is basis


@pytest.mark.parametrize(
    ("text", "at", "message", "help"),
    [
        ("ytd(stock)", "ytd(stock)", "stock is a snapshot", "write stock"),
        ("ytd(todate)", "ytd(todate)", "todate is year-to-date already", "write todate"),
        ("rolling(todate, 12)", "rolling(todate, 12)", "year-to-date already", "rolling(in-period(todate), 12)"),
        ("rolling(year, 12)", "rolling(year, 12)", "rolling 12 months already", "write year"),
        ("ytd(year)", "ytd(year)", "rolling 12 months already", "ytd(in-period(year, year-first))"),
        ("ytd(bare)", "ytd(bare)", "would add up percentages", "ytd(a) / ytd(b)"),
        ("2 * rolling(rate, 12)", "rolling(rate, 12)", "would add up rates", "rolling(a, 12) / rolling(b, 12)"),
        ("in-period(x)", "in-period(x)", "nothing to take apart", "write x"),
        ("in-period(stock)", "in-period(stock)", "nothing to take apart", "write stock"),
        ("in-period(year)", "in-period(year)", "only the differences", "in-period(year, year-first)"),
        ("in-period(year, todate)", "todate", "todate is year-to-date", "figures of each period"),
        ("in-period(todate, x)", "x", "x is not needed", "write in-period(todate)"),
        ("ytd(x) / x", "x", "x is in-period, but ytd", "write ytd(x)"),
        ("x / rolling(x, 12)", "x", "x is in-period, but rolling", "write rolling(x, 12)"),
        ("ytd(x) + rolling(x, 12)", "rolling(x, 12)", "is rolling 12 months, but", "one basis"),
        ("ytd(x) + ytd(school)", "ytd(x)", "calendar of x financial and school academic", "write calendar"),
        ("ytd(days)", "ytd(days)", "dated by a day", "write months"),
        ("rolling(weeks, 12)", "rolling(weeks, 12)", "dated by a week", "write months"),
        ("rolling(years, 6)", "rolling(years, 6)", "6 months are not a whole number", "rolling(years, 12)"),
        ("ytd(terms)", "ytd(terms)", "in two years of the calendar: financial", "calendar"),
    ],
)
def test_refused(text: str, at: str, message: str, help: str) -> None:
    unit = "percent" if "bare" in text else "number"
    with pytest.raises(FormulaError, match=message) as caught:
        read(text, unit=unit)
    error = caught.value
    assert text[error.start : error.end] == at
    assert help in error.help


@pytest.mark.parametrize("text", ["ytd(x)", "todate", "todate / todate"])
def test_a_written_basis_may_not_contradict_the_formula(text: str) -> None:
    with pytest.raises(FormulaError, match="gives year-to-date, but the KPI's basis is in-period"):
        read(text, "basis")


def test_the_calendar_is_that_of_the_figures_unless_it_is_written() -> None:
    assert read("ytd(school)").calendar is Calendar.ACADEMIC
    assert read("ytd(school)", "calendar").calendar is Calendar.FINANCIAL
    assert read("school / x").calendar is Calendar.FINANCIAL


def test_a_share_of_counts_can_be_added_up() -> None:
    assert read("x / stock", unit="percent").counted
    assert not read("bare / bare", unit="percent").counted
