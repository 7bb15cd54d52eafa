"""A figure beside the target of its own period, and the next target."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from assess.making import day, kpi, measured, observation, step
from pap_cli.assess.kpis.rated import a_year_before, rated_figures
from pap_cli.assess.kpis.targets import Aim, Targets
from pap_cli.model.config import RateAgainst
from pap_cli.model.dates import Duration
from pap_cli.model.kpi import Break, Kpi
from pap_cli.model.measure import Figure, Missing, Polarity
from pap_cli.model.periods import parse_period
from pap_cli.model.rating import Rating

STEPS = (step("2024-03-31", 25), step("2024-07-31", 30, floor=35))


def termly(**facts: object) -> Kpi:
    return kpi(
        figures={"2024-03": 29.15},
        published_after=Duration(months=1),
        trajectory=STEPS,
        polarity=Polarity.LOW,
        **facts,
    )


def test_a_figure_is_rated_by_the_target_at_the_end_of_its_period() -> None:
    status = measured(termly(), "2024-05-01")
    assert (status.target, status.gap, status.rating) == (25, 4.15, Rating.RED)
    assert status.next_aim == Aim(30, 35, date(2024, 7, 31))


def test_or_by_the_target_on_the_day_of_the_report() -> None:
    status = measured(termly(), "2024-05-01", rate_against=RateAgainst.REPORT_DAY)
    assert (status.target, status.floor, status.gap, status.rating) == (30, 35, -0.85, Rating.GREEN)
    assert status.next_aim is None
    assert [one.rating for one in rated_figures(status)] == [Rating.RED]  # each figure by its own period


def test_without_a_figure_the_target_is_that_of_the_report_day() -> None:
    assert measured(termly(), "2024-04-29").target == 30


@pytest.mark.parametrize(
    ("on", "target", "floor", "by"),
    [
        ("2024-03-31", 25, None, "2024-03-31"),
        ("2024-04-01", 30, 35, "2024-07-31"),
        ("2024-08-01", 30, 35, "2024-07-31"),  # the last one stays where there is no target of the KPI's own
    ],
)
def test_the_target_in_force(on: str, target: float, floor: float | None, by: str) -> None:
    assert Targets(termly(), day(on)).on(day(on)) == Aim(target, floor, day(by))


def test_after_the_last_dated_target_the_kpis_own_is_in_force() -> None:
    assert Targets(termly(target=40), day("2024-08-01")).on(day("2024-08-01")) == Aim(40, None, None)


def test_a_kpi_for_information_has_no_target() -> None:
    assert Targets(replace(termly(target=40), polarity=Polarity.NONE), day("2024-03-31")).on(day("2024-03-31")) == Aim()


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2024-02-01", 25), ("2024-03-31", 25), ("2024-04-01", 30), ("2024-07-31", 30), ("2024-08-01", None)],
)
def test_the_next_target_is_the_first_that_is_not_past(as_of: str, expected: float | None) -> None:
    found = Targets(termly(), day(as_of)).after(Aim(20))
    assert (found.target if found else None) == expected


def test_each_figure_has_its_own_target_gap_and_rating() -> None:
    measure = kpi(
        figures={
            "2024-02": 26.0,
            "2024-03": 25.0,
            "2024-04": 29.0,
            "2024-05": Missing.CONFIDENTIAL,
            "2024-08-31": 41.0,
        },
        trajectory=STEPS,
        target=40,
        polarity=Polarity.LOW,
    )
    assert [
        (one.value, one.aim.target, one.gap, one.rating) for one in rated_figures(measured(measure, "2024-09-01"))
    ] == [
        (26, 25, 1, Rating.RED),
        (25, 25, 0, Rating.GREEN),
        (29, 30, -1, Rating.GREEN),
        (None, 30, None, Rating.GREY),
        (41, 40, 1, Rating.RED),
    ]


# Two bulletins of one KPI each, made for this test: milestone beside actual, published a month late.
QUARTERS = (
    ("2023-Q2", 70.0, None, 68.5, "red"),
    ("2023-Q3", 74.0, None, 74.0, "green"),
    ("2023-Q4", 78.0, None, 79.2, "green"),
    ("2024-Q1", 82.0, 80.0, 80.9, "amber"),
    ("2024-Q2", 86.0, None, 84.9, "red"),
)
TERMS = (
    ("Autumn 2022/23", 31.0, 33.0, 32.4, "amber"),
    ("Spring 2022/23", 30.0, 33.0, 33.1, "red"),
    ("Summer 2022/23", 29.0, None, 28.95, "green"),
    ("Autumn 2023/24", 27.0, None, 27.0, "green"),
    ("Spring 2023/24", 25.0, None, 29.15, "red"),
)


@pytest.mark.parametrize(("table", "polarity"), [(QUARTERS, Polarity.HIGH), (TERMS, Polarity.LOW)])
def test_a_published_monitoring_table_comes_out_as_printed_on_every_day(
    table: tuple[tuple[str, float, float | None, float, str], ...], polarity: Polarity
) -> None:
    ends = {period: parse_period(period).end for period, *_ in table}
    measure = kpi(
        figures={period: actual for period, _, _, actual, _ in table},
        trajectory=tuple(step(ends[period].isoformat(), target, floor) for period, target, floor, *_ in table),
        published_after=Duration(months=1),
        polarity=polarity,
    )
    first, last = min(ends.values()), max(ends.values())
    for ordinal in range(first.toordinal(), last.toordinal() + 90):
        today = date.fromordinal(ordinal)
        known = [row for row in table if Duration(months=1).after(ends[row[0]]) <= today]
        status = measured(measure, today.isoformat())
        found = [
            (one.observation.period.written, one.aim.target, one.aim.floor, one.value, one.rating)
            for one in rated_figures(status)
        ]
        assert found == known
        if known:
            assert (status.target, status.floor, status.value, status.rating) == known[-1][1:]
            coming = [row[1] for row in table if ends[row[0]] >= today and row not in known]
            assert (status.next_aim.target if status.next_aim else None) == next(iter(coming), None)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"2015-09": 10.0, "2016-08": 1.0, "2016-09": 12.0}, 10.0),
        ({"2015-08": 10.0, "2016-09": 12.0}, None),
        ({"2015-09": Missing.CONFIDENTIAL, "2016-09": 12.0}, None),
        ({"Q2 2015/16": 10.0, "Q2 2016/17": 12.0}, 10.0),
        ({"2014/15": 10.0, "2015/16": 12.0}, 10.0),
        ({"2015-03-31": 10.0, "2016-03-31": 12.0}, 10.0),
        ({"2015-Q3": 10.0, "2016-09": 12.0}, None),  # a quarter is not a month
        ({}, None),
    ],
)
def test_the_same_period_last_year(figures: dict[str, Figure], expected: float | None) -> None:
    status = measured(kpi(figures=figures), "2016-12-31")
    assert a_year_before(status) == expected
    assert [one.same_period_last_year for one in rated_figures(status)][-1:] == ([expected] if figures else [])


def test_not_across_a_break() -> None:
    broken = Break(period=parse_period("2016-04"), reason="counted otherwise", place=observation("2016-04", 1.0).place)
    status = measured(kpi(figures={"2015-09": 10.0, "2016-09": 12.0}, breaks=(broken,)), "2016-12-31")
    assert a_year_before(status) is None
