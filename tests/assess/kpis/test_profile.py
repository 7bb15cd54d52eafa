"""The share of an annual target that a figure within the year is compared with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assess.making import SOMEWHERE, baseline, benchmark, kpi, measured, step
from pap_cli.assess.charts.making import target_ahead
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.profile import year_of
from pap_cli.assess.kpis.rated import rated_figures
from pap_cli.model.config import RateAgainst
from pap_cli.model.goal import Against, Change, Limit, Operator
from pap_cli.model.kpi import Break, Kpi
from pap_cli.model.measure import Basis, Calendar, Figure, Missing, Polarity, Profile
from pap_cli.model.numbers import PERCENT
from pap_cli.model.periods import parse_period
from pap_cli.model.rating import Rating
from pap_cli.wording.targets import aim_words

LAST_YEAR: dict[str, Figure] = {"2024-04": 60, "2024-05": 130, "2024-06": 210, "2024-09": 480, "2025-03": 1000}
TO_JUNE: dict[str, Figure] = {"2025-04": 70, "2025-05": 140, "2025-06": 250}


def to_date(profile: Profile = Profile.LINEAR, figures: dict[str, Figure] | None = None, **facts: Any) -> Kpi:
    facts = {"target": 1200, "basis": Basis.YEAR_TO_DATE, **facts}
    return kpi(figures=figures or {**LAST_YEAR, **TO_JUNE}, profile=profile, **facts)


def seen(entry: Kpi, as_of: str = "2025-07-31", **policy: Any) -> KpiStatus:
    return measured(entry, as_of, **policy)


def test_the_worked_case() -> None:
    """That of docs/explanation/method.md."""
    status = seen(to_date())
    assert (status.target, status.gap, status.rating) == (300, -50, Rating.RED)
    assert status.aim.written == "300 of 1,200 by Mar 2026"
    status = seen(to_date(Profile.LAST_YEAR))
    assert (status.target, status.gap, status.rating) == (252, -2, Rating.RED)
    assert status.aim.written == aim_words(status.aim, status.kpi) == "252 of 1,200 by Mar 2026"
    assert status.aim.by == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("period", "calendar", "target"),
    [
        ("2025-04", Calendar.FINANCIAL, 100),
        ("2026-03", Calendar.FINANCIAL, 1200),
        ("Q2 2025/26", Calendar.FINANCIAL, 600),
        ("2025-01", Calendar.CALENDAR, 100),
        ("2025-12", Calendar.CALENDAR, 1200),
        ("2025-09", Calendar.ACADEMIC, 100),
        ("Autumn 2025/26", Calendar.ACADEMIC, 400),
        ("2025-08", Calendar.ACADEMIC, 1200),
        ("2025/26", Calendar.FINANCIAL, 1200),
        ("2025-04-10", Calendar.FINANCIAL, 32.8767123288),  # 10 of 365 days
        ("2027-04-10", Calendar.FINANCIAL, 32.7868852459),  # 10 of 366
    ],
)
def test_a_straight_line_within_the_year(period: str, calendar: Calendar, target: float) -> None:
    status = seen(to_date(figures={period: 1}, calendar=calendar), "2028-12-31")
    assert status.target == pytest.approx(target, abs=1e-9)


@pytest.mark.parametrize(("period", "target"), [("2025-04", 100), ("Q1 2025/26", 300), ("2025/26", 1200)])
def test_a_count_in_a_period_has_its_own_part_of_the_year(period: str, target: float) -> None:
    status = seen(to_date(figures={period: 1}, basis=Basis.IN_PERIOD), "2026-12-31")
    assert status.target == target


def test_every_figure_has_its_own_share() -> None:
    found = {
        one.observation.period.written: (one.aim.target, one.gap, one.rating.value)
        for one in rated_figures(seen(to_date(Profile.LAST_YEAR)))
    }
    assert found["2025-04"] == (72, -2, "red")
    assert found["2025-05"] == (156, -16, "red")
    assert found["2025-06"] == (252, -2, "red")
    assert found["2024-06"] == (None, None, "grey")  # the year before that is not known


def test_the_target_is_the_one_at_the_end_of_the_year() -> None:
    steps = (step("2025-03-31", 900, floor=600), step("2026-03-31", 1200, floor=800), step("2027-03-31", 2400))
    status = seen(to_date(target=None, trajectory=steps))
    assert (status.target, status.floor, status.rating) == (300, 200, Rating.AMBER)
    assert status.next_aim is not None
    assert (status.next_aim.target, aim_words(status.next_aim, status.kpi)) == (2400, "2,400 by 31 Mar 2027")
    assert rated_figures(status)[2].aim.target == 225  # June 2024


def test_a_figure_is_compared_with_its_own_year_also_on_the_day_of_the_report() -> None:
    steps = (step("2026-03-31", 1200), step("2027-03-31", 2400))
    status = seen(to_date(trajectory=steps), "2026-05-31", rate_against=RateAgainst.REPORT_DAY)
    assert status.aim.written == "300 of 1,200 by Mar 2026"


def test_counts_by_the_shape_of_last_year() -> None:
    before = {f"Q{quarter} 2024/25": count for quarter, count in enumerate((100, 200, 300, 400), start=1)}
    entry = to_date(Profile.LAST_YEAR, {**before, "Q1 2025/26": 130, "Q2 2025/26": 200}, basis=Basis.IN_PERIOD)
    assert [one.aim.target for one in rated_figures(seen(entry, "2025-12-31"))][-2:] == [120, 240]


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        ("2024-06", "no figure for Jun 2024, which the profile of last year needs"),
        ("2025-03", "no figure for Mar 2025, which the profile of last year needs"),
    ],
)
def test_without_last_years_figure_there_is_no_share(left_out: str, reason: str) -> None:
    figures = {**LAST_YEAR, **TO_JUNE}
    del figures[left_out]
    status = seen(to_date(Profile.LAST_YEAR, figures))
    assert (status.target, status.gap, status.rating, status.reason) == (None, None, Rating.GREY, reason)
    assert status.aim.written == "1,200 by Mar 2026"
    figures[left_out] = Missing.CONFIDENTIAL
    assert seen(to_date(Profile.LAST_YEAR, figures)).reason == reason


def test_counts_need_every_period_of_last_year() -> None:
    before: dict[str, Figure] = {f"2024-{month:02}": 10 for month in range(4, 13)}
    before |= {"2025-01": 10, "2025-03": 10}
    entry = to_date(Profile.LAST_YEAR, {**before, "2025-04": 13}, basis=Basis.IN_PERIOD)
    assert seen(entry).reason == "no figure for Feb 2025, which the profile of last year needs"
    weeks = to_date(Profile.LAST_YEAR, {"2024-W20": 5, "2025-W20": 5}, basis=Basis.IN_PERIOD)
    assert seen(weeks).reason == "counts for a week do not add up to a year"


def test_a_figure_that_is_published_later_is_not_known_yet() -> None:
    late = to_date(Profile.LAST_YEAR)
    assert seen(late, "2025-06-30").target == 252
    assert seen(late, "2025-03-30").reason == "no figure for Sep 2023, which the profile of last year needs"


@pytest.mark.parametrize(
    "figures",
    [
        {"2024-06": 0, "2025-03": 0, "2025-06": 5},
        {"2024-06": 20, "2025-03": 10, "2025-06": 5},
        {"2024-06": -5, "2025-03": 10, "2025-06": 5},
    ],
)
def test_figures_that_are_no_parts_of_their_total_have_no_shape(figures: dict[str, Figure]) -> None:
    assert seen(to_date(Profile.LAST_YEAR, figures)).reason == "last year's figures are not parts of its total"


def test_a_break_ends_the_shape() -> None:
    changed = Break(period=parse_period("2025-04"), reason="Another definition", place=SOMEWHERE)
    status = seen(to_date(Profile.LAST_YEAR, breaks=(changed,)))
    assert status.reason == "the figures changed their meaning since last year"
    assert seen(to_date(breaks=(changed,))).target == 300  # a straight line needs no last year


def test_the_whole_year_may_be_a_figure_for_a_year() -> None:
    status = seen(to_date(Profile.LAST_YEAR, {"2024-06": 210, "2024/25": 1000, "2025-06": 250}))
    assert status.target == 252


def test_the_other_forms_of_a_target() -> None:
    status = seen(to_date(target=Limit(Operator.BELOW, 1000), polarity=Polarity.LOW))
    assert (status.target, status.rating, status.aim.written) == (250, Rating.RED, "< 250 of 1,000 by Mar 2026")
    status = seen(to_date(target=Change(200), baseline=baseline("2024/25", 1000)))
    assert (status.target, status.aim.written) == (300, "300 of 1,200 (+200 from baseline) by Mar 2026")
    england = benchmark("England", {"2025-06": 260})
    status = seen(to_date(target=Against(Operator.ABOVE, "England"), benchmarks=(england,)))
    assert (status.target, status.aim.written) == (260, "above England")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"basis": Basis.SNAPSHOT}, "a profile does not fit the basis snapshot"),
        ({"basis": Basis.ROLLING_12_MONTHS}, "a profile does not fit the basis rolling 12 months"),
        ({"unit": PERCENT}, "a profile does not fit a rate (percent)"),
        ({"unit": "per 10,000"}, "a profile does not fit a rate (per 10,000)"),
        ({"polarity": Polarity.BAND}, "a profile does not fit a band"),
        ({"target": None}, "no target"),
    ],
)
def test_where_a_profile_makes_no_sense_the_figure_is_not_rated(facts: dict[str, Any], reason: str) -> None:
    status = seen(to_date(**facts))
    assert (status.target, status.rating, status.reason) == (None, Rating.GREY, reason)


def test_without_a_profile_the_whole_target_counts() -> None:
    status = seen(kpi(figures=TO_JUNE, target=1200, basis=Basis.YEAR_TO_DATE))
    assert (status.target, status.aim.written) == (1200, "1,200")


def test_the_forecast_of_counts_is_not_for_their_annual_target() -> None:
    steps = (step("2026-03-31", 1200),)
    assert target_ahead(to_date(trajectory=steps), date(2025, 7, 31)) is not None
    assert target_ahead(to_date(trajectory=steps, basis=Basis.IN_PERIOD), date(2025, 7, 31)) is None


@pytest.mark.parametrize(
    ("calendar", "start", "end"),
    [
        (Calendar.FINANCIAL, date(2025, 4, 1), date(2026, 3, 31)),
        (Calendar.CALENDAR, date(2026, 1, 1), date(2026, 12, 31)),
        (Calendar.ACADEMIC, date(2025, 9, 1), date(2026, 8, 31)),
        (Calendar.FEBRUARY, date(2026, 2, 1), date(2027, 1, 31)),
    ],
)
def test_the_year_of_a_day(calendar: Calendar, start: date, end: date) -> None:
    for day in (start, end, date(2026, 2, 28)):
        assert year_of(kpi(calendar=calendar), day) == (start, end)
