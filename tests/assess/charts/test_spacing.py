"""The step between figures, the gaps between them, and their places in time."""

from __future__ import annotations

import pytest

from assess.making import kpi, measured, step
from pap_cli.assess.charts.spacing import Gap, shortest_step, times, unit_of_time
from pap_cli.model.kpi import Kpi
from pap_cli.model.measure import Frequency, Missing
from pap_cli.model.periods import PeriodKind, parse_period


def months(values: dict[str, float], **facts: object) -> Kpi:
    return kpi(figures=values, **facts)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], None),
        (["2016-01"], None),
        (["2016-01", "2016-02"], 1),
        (["2016-01", "2016-03", "2016-05"], 2),
        (["2016-01", "2016-03", "2016-04"], 1),
        (["Q1 2016/17", "Q2 2016/17"], 3),
        (["2016-Q1", "2016-Q3"], 6),
        (["2014/15", "2015/16"], 12),
        (["year to 2016-03", "year to 2016-06"], 3),
        (["2016-01-31", "2016-02-29", "2016-03-31"], 1),
        (["2016-03-31", "2017-03-31"], 12),
        (["2015/16", "2016-04", "2016-05"], 1),  # a year and a month are no pair
    ],
)
def test_the_shortest_step(periods: list[str], expected: int | None) -> None:
    assert shortest_step(months(dict.fromkeys(periods, 1.0)).observations) == expected


def test_the_step_is_the_frequency_where_it_is_written() -> None:
    assert measured(months({"2016-01": 1.0, "2016-03": 3.0})).step == 2
    assert measured(months({"2016-01": 1.0, "2016-03": 3.0}, frequency=Frequency.MONTHLY)).step == 1
    assert measured(months({"2016-01": 1.0})).step == 12


@pytest.mark.parametrize(
    ("periods", "gaps"),
    [
        (["2016-01", "2016-02", "2016-05"], ["2016-03", "2016-04"]),
        (["2015-11", "2015-12", "2016-02"], ["2016-01"]),
        (["Q3 2015/16", "Q4 2015/16", "Q3 2016/17"], ["Q1 2016/17", "Q2 2016/17"]),
        (["2015-Q3", "2015-Q4", "2016-Q2"], ["2016-Q1"]),
        (["2012/13", "2013/14", "2015/16"], ["2014/15"]),
        (["AY 2012/13", "AY 2013/14", "AY 2015/16"], ["AY 2014/15"]),
        (["2012", "2013", "2015"], ["2014"]),
        (["year to 2016-03", "year to 2016-06", "year to 2016-12"], ["year to 2016-09"]),
        (["2016-01", "2016-03", "2016-07"], ["2016-05"]),  # every other month
        (["2016-01", "2016-03"], []),
        (["2016-01-31", "2016-02-29", "2016-05-31"], []),  # days have no gaps
        (["1999/00", "2000/01", "2098/99"], []),  # a mistake in a year, not a hundred gaps
    ],
)
def test_gaps(periods: list[str], gaps: list[str]) -> None:
    status = measured(months(dict.fromkeys(periods, 1.0)), "2100-01-01")
    assert [one.period.written for one in status.series if isinstance(one, Gap)] == gaps
    assert [one.period for one in status.series if isinstance(one, Gap)] == [parse_period(text) for text in gaps]
    assert [one.value for one in status.series] == [
        Missing.MISSING if isinstance(one, Gap) else 1.0 for one in status.series
    ]


def test_a_code_in_the_file_is_no_gap() -> None:
    status = measured(kpi(figures={"2016-01": 1.0, "2016-02": Missing.CONFIDENTIAL, "2016-03": 2.0}))
    assert not any(isinstance(one, Gap) for one in status.series)


def test_gaps_are_those_of_the_figures_known_by_then() -> None:
    measure = months({"2016-01": 1.0, "2016-02": 1.0, "2016-05": 1.0})
    assert len(measured(measure, "2016-04-30").series) == 2
    assert len(measured(measure, "2016-05-31").series) == 5


@pytest.mark.parametrize("frequency", [None, Frequency.MONTHLY])
def test_every_other_month_of_a_series_that_rises_by_1_a_month_rises_by_1(frequency: Frequency | None) -> None:
    every_other = {f"{2014 + month // 12}-{month % 12 + 1:02}": float(month) for month in range(0, 30, 2)}
    signal = measured(months(every_other, frequency=frequency)).signal
    assert signal is not None
    assert signal.travel.slope == pytest.approx(1)


@pytest.mark.parametrize(
    ("periods", "unit"),
    [
        ([f"{2014 + month // 12}-{month % 12 + 1:02}" for month in range(24)], 1),
        ([f"{2010 + quarter // 4}-Q{quarter % 4 + 1}" for quarter in range(24)], 3),
        ([f"{1990 + year}/{(91 + year) % 100:02}" for year in range(24)], 12),
        ([f"{1992 + year}-03-31" for year in range(24)], 12),
    ],
)
def test_the_slope_is_by_the_length_of_a_period(periods: list[str], unit: int) -> None:
    rising = {period: 2.0 * number for number, period in enumerate(periods)}
    signal = measured(months(rising), "2017-01-01").signal
    assert signal is not None
    assert signal.unit == unit
    assert signal.travel.slope == pytest.approx(2, rel=1e-3)


def test_a_gap_counts_as_time_in_the_forecast() -> None:
    rising = {f"{2014 + month // 12}-{month % 12 + 1:02}": float(month) for month in range(30) if month % 5}
    signal = measured(months(rising, trajectory=(step("2016-12-31", 50),)), "2016-10-14").signal
    assert signal is not None
    assert signal.outlook is not None
    assert signal.outlook.expected == pytest.approx(35)  # December 2016 is 35 months after January 2014


def test_days_are_placed_by_date() -> None:
    days = [parse_period(text) for text in ("2016-01-01", "2016-01-31", "2016-12-31")]
    found = times(days, unit_of_time(PeriodKind.DAY, 1))
    assert found == pytest.approx([0, 30 / 30.4375, 365 / 30.4375])
    assert times([], 1) == []
