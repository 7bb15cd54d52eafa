"""Sums over time and the figures out of them: what is in a window, and when there is no figure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.making import SOMEWHERE, assessed, kpi, observation, revision
from pap_cli.assess.kpis.formula import with_derived
from pap_cli.model.kpi import Break, Kpi
from pap_cli.model.measure import Basis, Calendar, Figure, Missing
from pap_cli.model.periods import parse_period

MONTHS = tuple(f"{2014 + nth // 12}-{nth % 12 + 1:02}" for nth in range(3, 39))  # April 2014 to March 2017
QUARTERS = tuple(f"Q{quarter} {year}/{year % 100 + 1}" for year in (2014, 2015, 2016) for quarter in (1, 2, 3, 4))
TERMS = tuple(
    f"{term} {year}/{year % 100 + 1}" for year in (2014, 2015, 2016) for term in ("Autumn", "Spring", "Summer")
)


def figures(formula: str, *others: Kpi, **facts: Any) -> dict[str, Figure]:
    """The figures of a formula, by period."""
    (*_, found) = with_derived((*others, kpi("k", formula=formula, **facts)))
    return {one.period.written: one.value for one in found.observations}


def counts(values: Mapping[str, tuple[float, float]]) -> Kpi:
    """A percentage with its counts."""
    return kpi(
        "x",
        unit="percent",
        observations=tuple(
            observation(period, round(100 * above / below, 1), numerator=above, denominator=below)
            for period, (above, below) in values.items()
        ),
    )


UP = kpi("x", {month: float(nth) for nth, month in enumerate(MONTHS, 1)})


def test_a_year_to_date_begins_again_in_april() -> None:
    found = figures("ytd(x)", UP)
    assert (found["2014-04"], found["2015-03"], found["2015-04"], found["2015-05"]) == (1, 78, 13, 27)


@pytest.mark.parametrize(
    ("calendar", "period", "value"),
    [
        (Calendar.ACADEMIC, "2014-09", 6.0),
        (Calendar.ACADEMIC, "2015-08", sum(range(6, 18))),
        (Calendar.CALENDAR, "2015-01", 10.0),
        (Calendar.JULY, "2014-08", 4.0 + 5.0),
    ],
)
def test_it_begins_again_by_the_calendar_of_the_kpi(calendar: Calendar, period: str, value: float) -> None:
    assert figures("ytd(x)", UP, calendar=calendar)[period] == value


def test_a_year_to_date_of_half_a_year_has_no_figure() -> None:
    found = figures("ytd(x)", UP, calendar=Calendar.CALENDAR)
    assert set(found).isdisjoint(MONTHS[:9])  # nothing is known of January to March 2014


def test_a_rolling_sum_needs_all_of_its_months() -> None:
    found = figures("rolling(x, 12)", UP)
    assert list(found) == list(MONTHS[11:])
    assert (found["2015-03"], found["2015-04"]) == (78, 90)


@pytest.mark.parametrize(("months", "first"), [(3, "Q1 2014/15"), (6, "Q2 2014/15"), (12, "Q4 2014/15")])
def test_the_window_is_in_months_for_quarters_too(months: int, first: str) -> None:
    found = figures(f"rolling(x, {months})", kpi("x", dict.fromkeys(QUARTERS, 2.0)))
    assert next(iter(found.items())) == (first, 2.0 * months / 3)


def test_terms_make_an_academic_year() -> None:
    terms = kpi("x", {term: float(nth) for nth, term in enumerate(TERMS, 1)}, calendar=Calendar.ACADEMIC)
    assert list(figures("ytd(x)", terms, calendar=Calendar.ACADEMIC).values()) == [1, 3, 6, 4, 9, 15, 7, 15, 24]
    assert list(figures("rolling(x, 12)", terms).values()) == [6, 9, 12, 15, 18, 21, 24]


@pytest.mark.parametrize("hole", [None, *Missing])
def test_a_hole_in_the_window_gives_no_figure(hole: Missing | None) -> None:
    values: dict[str, Figure] = dict.fromkeys(MONTHS[:14], 1.0)
    if hole is None:
        del values["2014-06"]
    else:
        values["2014-06"] = hole
    assert figures("ytd(x)", kpi("x", values)) == {"2014-04": 1, "2014-05": 2, "2015-04": 1, "2015-05": 2}
    assert figures("rolling(x, 12)", kpi("x", values)) == {}
    status = assessed((), "2015-06-30", kpi("x", values), kpi("k", formula="ytd(x)")).kpis[-1]
    assert status.values == (1, 2, *[None] * 10, 1, 2)


def test_no_window_goes_across_a_break() -> None:
    broken = kpi(
        "x",
        dict.fromkeys(MONTHS, 1.0),
        breaks=(Break(period=parse_period("2015-07"), reason="another definition", place=SOMEWHERE),),
    )
    assert list(figures("rolling(x, 12)", broken)) == [*MONTHS[11:15], *MONTHS[26:]]
    assert "2015-06" in figures("ytd(x)", broken)
    assert set(figures("ytd(x)", broken)).isdisjoint(MONTHS[15:24])


def test_percentages_are_the_quotient_of_the_sums() -> None:
    share = counts({"2016-04": (1, 2), "2016-05": (1, 10), "2016-06": (3, 4)})
    status = assessed((), "2016-10-14", share, kpi("k", formula="ytd(x)", unit="percent")).kpis[-1]
    assert status.values == (50.0, 16.6666666667, 31.25)
    assert status.latest is not None
    assert (status.latest.numerator, status.latest.denominator) == (5, 16)


def test_a_rate_and_an_average_are_quotients_of_sums_too() -> None:
    rate = [
        observation("2016-04", 20.0, numerator=2, denominator=1000),
        observation("2016-05", 0.0, numerator=0, denominator=3000),
    ]
    assert figures("ytd(x)", kpi("x", unit="per 10,000", observations=tuple(rate)), unit="per 10,000")["2016-05"] == 5.0
    days = [
        observation("2016-04", 30.0, numerator=60, denominator=2),
        observation("2016-05", 5.0, numerator=90, denominator=18),
    ]
    assert figures("ytd(x)", kpi("x", unit="days", observations=tuple(days)), unit="days")["2016-05"] == 7.5


def test_sums_in_a_formula() -> None:
    a, b = kpi("a", {"2016-04": 1.0, "2016-05": 1.0}), kpi("b", {"2016-04": 2.0, "2016-05": 8.0})
    status = assessed((), "2016-10-14", a, b, kpi("k", formula="ytd(a) / ytd(b)", unit="percent")).kpis[-1]
    assert status.values == (50.0, 20.0)
    assert status.latest is not None
    assert (status.latest.numerator, status.latest.denominator) == (2, 10)


@pytest.mark.parametrize(
    ("as_of", "values"),
    [
        ("2016-05-09", ()),
        ("2016-05-10", (5.0,)),
        ("2016-06-14", (5.0,)),
        ("2016-06-15", (5.0, 12.0)),
        ("2016-07-01", (6.0, 13.0)),
        ("2016-08-01", (None, None)),
    ],
)
def test_a_sum_is_known_with_its_last_figure_and_revised_with_any(as_of: str, values: tuple[float | None, ...]) -> None:
    revised = (revision(6.0, "2016-07-01"), revision(Missing.LOW_RELIABILITY, "2016-08-01"))
    x = kpi(
        "x",
        observations=(
            observation("2016-04", 5.0, "2016-05-10", revisions=revised),
            observation("2016-05", 7.0, "2016-06-15"),
        ),
    )
    status = assessed((), as_of, x, kpi("k", formula="ytd(x)")).kpis[-1]
    assert status.values == values
    if as_of == "2016-07-01":
        assert status.published == date(2016, 7, 1)


def test_a_year_to_date_taken_apart_with_a_hole() -> None:
    sums = kpi("x", {"2016-04": 1.0, "2016-05": 3.0, "2016-07": 9.0, "2016-08": 10.0}, basis=Basis.YEAR_TO_DATE)
    assert figures("in-period(x)", sums) == {"2016-04": 1, "2016-05": 2, "2016-08": 1}


def test_a_rolling_sum_taken_apart_starts_from_the_figures_of_a_year() -> None:
    year = kpi("first", {month: float(nth) for nth, month in enumerate(MONTHS[:12], 1)})
    (_, rolling) = with_derived((UP, kpi("r", formula="rolling(x, 12)")))
    assert rolling.basis is Basis.ROLLING_12_MONTHS
    typed = kpi("r", {one.period.written: one.value for one in rolling.observations}, basis=rolling.basis)
    assert figures("in-period(r, first)", typed, year) == {month: nth for nth, month in enumerate(MONTHS, 1)}


def test_percentages_to_date_are_taken_apart_by_their_counts() -> None:
    sums = counts({"2016-04": (1, 2), "2016-05": (2, 12), "2016-06": (2, 12)})
    to_date = kpi("x", unit="percent", basis=Basis.YEAR_TO_DATE, observations=sums.observations)
    # nothing was counted in June
    assert figures("in-period(x)", to_date, unit="percent") == {"2016-04": 50, "2016-05": 10}


@pytest.mark.parametrize(
    ("formula", "facts"),
    [
        ("ytd(x)", {"basis": Basis.SNAPSHOT}),
        ("ytd(x)", {"basis": Basis.YEAR_TO_DATE}),
        ("rolling(x, 12)", {"basis": Basis.ROLLING_12_MONTHS}),
        ("ytd(x)", {"unit": "percent"}),
        ("in-period(x)", {}),
        ("in-period(x)", {"basis": Basis.ROLLING_12_MONTHS}),
    ],
)
def test_a_sum_that_has_no_sense_has_no_figures(formula: str, facts: dict[str, Any]) -> None:
    assert figures(formula, kpi("x", dict.fromkeys(MONTHS, 1.0), **facts), unit=facts.get("unit", "number")) == {}


kinds = st.sampled_from([(MONTHS, Calendar.FINANCIAL), (QUARTERS, Calendar.FINANCIAL), (TERMS, Calendar.ACADEMIC)])
values = st.integers(0, 10_000).map(lambda whole: whole / 100)


@st.composite
def series(draw: st.DrawFn) -> tuple[dict[str, float], Calendar]:
    periods, calendar = draw(kinds)
    start = draw(st.integers(0, len(periods) - 1))
    return {period: draw(values) for period in periods[start:] if draw(st.integers(0, 9))}, calendar


@given(series())
def test_taking_a_year_to_date_apart_gives_the_figures_that_it_was_made_of(
    given: tuple[dict[str, float], Calendar],
) -> None:
    written, calendar = given
    x = kpi("x", written, calendar=calendar)
    to_date = figures("ytd(x)", x, calendar=calendar)
    apart = figures("in-period(ytd(x))", x, calendar=calendar)
    assert apart == {period: written[period] for period in to_date}


@given(series())
def test_a_year_to_date_is_the_sum_by_hand(given: tuple[dict[str, float], Calendar]) -> None:
    written, calendar = given
    ends = {period: parse_period(period).end for period in written}
    first, length = calendar.first_month, {MONTHS[-1]: 1, QUARTERS[-1]: 3, TERMS[-1]: 4}
    step = next(
        length[last]
        for periods, last in ((MONTHS, MONTHS[-1]), (QUARTERS, QUARTERS[-1]), (TERMS, TERMS[-1]))
        if set(written) <= set(periods)
    )
    expected = {}
    for period, end in ends.items():
        year = end.year - (end.month < first)
        parts = [other for other, when in ends.items() if when <= end and when.year - (when.month < first) == year]
        if len(parts) * step == (end.month - first) % 12 + 1:
            expected[period] = round(sum(written[part] for part in parts), 6)
    assert {
        period: round(float(value), 6)
        for period, value in figures("ytd(x)", kpi("x", written), calendar=calendar).items()
    } == expected
