"""Targets that are more than a number: strict limits, changes from the baseline, benchmarks and ranges."""

from __future__ import annotations

from typing import Any

import pytest

from assess.making import baseline, benchmark, kpi, measured, step
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.rated import rated_figures
from pap_cli.model.config import RateAgainst
from pap_cli.model.goal import Against, Change, Goal, Limit, Operator, Range
from pap_cli.model.kpi import BenchmarkKind
from pap_cli.model.measure import Figure, Missing, Polarity
from pap_cli.model.numbers import PERCENT
from pap_cli.model.rating import Rating

ABOVE, AT_LEAST, BELOW, AT_MOST = Operator.ABOVE, Operator.AT_LEAST, Operator.BELOW, Operator.AT_MOST
RED, AMBER, GREEN, GREY = Rating.RED, Rating.AMBER, Rating.GREEN, Rating.GREY


def rated(value: float, goal: Goal, polarity: Polarity = Polarity.HIGH, **facts: Any) -> KpiStatus:
    return measured(kpi(figures={"2016-03": value}, target=goal, polarity=polarity, **facts), "2016-04-30")


@pytest.mark.parametrize(
    ("goal", "polarity", "value", "rating"),
    [
        (Limit(BELOW, 85), Polarity.LOW, 84.9, GREEN),
        (Limit(BELOW, 85), Polarity.LOW, 85, RED),
        (Limit(AT_MOST, 85), Polarity.LOW, 85, GREEN),
        (Limit(AT_MOST, 85), Polarity.LOW, 85.1, RED),
        (Limit(ABOVE, 90), Polarity.HIGH, 90, RED),
        (Limit(ABOVE, 90), Polarity.HIGH, 90.1, GREEN),
        (Limit(AT_LEAST, 90), Polarity.HIGH, 90, GREEN),
        (Limit(ABOVE, 0), Polarity.HIGH, 0, RED),
        (Range(18, 22), Polarity.BAND, 18, GREEN),
        (Range(18, 22), Polarity.BAND, 22, GREEN),
        (Range(18.1, 22.4), Polarity.BAND, 18.1, GREEN),
        (Range(18, 22), Polarity.BAND, 22.1, RED),
        (Range(-5, 5), Polarity.BAND, -5, GREEN),
    ],
)
def test_a_strict_limit_is_not_met_by_an_equal_figure(
    goal: Goal, polarity: Polarity, value: float, rating: Rating
) -> None:
    assert rated(value, goal, polarity).rating is rating


def test_a_figure_equal_to_a_strict_target_is_not_on_target() -> None:
    status = rated(85, Limit(BELOW, 85), Polarity.LOW)
    assert (status.target, status.gap, status.reason) == (85, 0, "equal to the target, not below it")


def test_between_a_strict_target_and_the_floor_is_amber() -> None:
    assert rated(85, Limit(BELOW, 85), Polarity.LOW, floor=95).rating is AMBER
    assert rated(95, Limit(BELOW, 85), Polarity.LOW, floor=95).rating is AMBER
    assert rated(95, Limit(BELOW, 85), Polarity.LOW, floor=Limit(BELOW, 95)).rating is RED
    assert rated(25, Range(18, 22), Polarity.BAND, floor=5).rating is AMBER
    assert rated(25.1, Range(18, 22), Polarity.BAND, floor=5).rating is RED


@pytest.mark.parametrize(
    ("goal", "base", "unit", "target"),
    [
        (Change(800), 400, "number", 1200),
        (Change(-10), 40, "number", 30),
        (Change(0.1), 0.2, "ratio", 0.3),
        (Change(5), 62.5, PERCENT, 67.5),
        (Change(-10, percent=True), 250, "number", 225),
        (Change(10, percent=True), -50, "number", -45),
    ],
)
def test_a_change_counts_from_the_baseline(goal: Goal, base: float, unit: str, target: float) -> None:
    status = rated(1, goal, unit=unit, baseline=baseline("2015-03", base))
    assert status.target == target
    assert status.gap == pytest.approx(1 - target)


def test_a_change_without_a_baseline_is_not_rated() -> None:
    status = rated(1200, Change(800))
    assert (status.rating, status.target, status.reason) == (GREY, None, "no baseline for its target")
    assert status.aim.written == "+800 from baseline"


def test_ten_percent_of_a_percentage_is_unclear() -> None:
    status = rated(70, Change(10, percent=True), unit=PERCENT, baseline=baseline("2015-03", 60))
    assert (status.rating, status.reason) == (GREY, "unclear target: +10% from baseline")


@pytest.mark.parametrize(
    ("goal", "polarity", "reason"),
    [
        (Limit(BELOW, 85), Polarity.HIGH, "its target is < 85, but higher is better"),
        (Limit(AT_LEAST, 85), Polarity.LOW, "its target is >= 85, but lower is better"),
        (Limit(BELOW, 85), Polarity.BAND, "its target is < 85, but a band has no better side"),
        (Range(18, 22), Polarity.LOW, "its target is 18 to 22, but lower is better"),
        (Against(BELOW, "England"), Polarity.HIGH, "its target is below England, but higher is better"),
    ],
)
def test_a_target_that_contradicts_the_polarity_is_not_rated(goal: Goal, polarity: Polarity, reason: str) -> None:
    status = rated(80, goal, polarity)
    assert (status.rating, status.target, status.gap, status.reason) == (GREY, None, None, reason)


ENGLAND = {"2016-01": 80, "2016-02": 81, "2016-03": 82}


def beside_england(goal: Goal, as_of: str = "2016-06-30", **facts: Any) -> KpiStatus:
    england = benchmark("England", ENGLAND, published=facts.pop("published", {}))
    figures = facts.pop("figures", {"2016-01": 80, "2016-02": 82, "2016-03": 81})
    return measured(kpi(figures=figures, target=goal, benchmarks=(england,), **facts), as_of)


def test_a_benchmark_is_that_of_the_period_of_the_figure() -> None:
    status = beside_england(Against(ABOVE, "England"))
    assert (status.target, status.gap, status.rating) == (82, -1, RED)
    found = [(one.aim.target, one.gap, one.rating) for one in rated_figures(status)]
    assert found == [(80, 0, RED), (81, 1, GREEN), (82, -1, RED)]
    found = [one.rating for one in rated_figures(beside_england(Against(AT_LEAST, "England")))]
    assert found == [GREEN, GREEN, RED]


def test_the_benchmark_of_another_period_is_never_used() -> None:
    status = beside_england(Against(ABOVE, "England"), figures={"2016-03": 81, "2016-04": 99})
    assert (status.target, status.rating) == (None, GREY)
    assert status.reason == "no figure of England for Apr 2016 by 30 Jun 2016"
    assert status.aim.written == "above England"


def test_a_benchmark_that_is_published_later_is_not_known_yet() -> None:
    late = {"2016-03": "2016-05-10"}
    before = beside_england(Against(ABOVE, "England"), "2016-05-09", published=late)
    assert (before.rating, before.reason) == (GREY, "no figure of England for Mar 2016 by 9 May 2016")
    assert [one.aim.target for one in rated_figures(before)] == [80, 81, None]
    assert beside_england(Against(ABOVE, "England"), "2016-05-10", published=late).rating is RED


def test_the_benchmark_is_that_of_the_figure_also_on_the_day_of_the_report() -> None:
    entry = kpi(figures={"2016-03": 81}, target=Against(ABOVE, "England"), benchmarks=(benchmark("England", ENGLAND),))
    assert measured(entry, "2016-06-30", rate_against=RateAgainst.REPORT_DAY).target == 82


def test_a_code_in_place_of_a_benchmark_is_not_a_target() -> None:
    values: dict[str, Figure] = {"2016-03": Missing.CONFIDENTIAL}
    entry = kpi(figures={"2016-03": 81}, target=Against(ABOVE, "E"), benchmarks=(benchmark("E", values),))
    assert measured(entry, "2016-06-30").reason == "no figure of E for Mar 2016 by 30 Jun 2016"


def test_a_benchmark_is_found_by_its_name_or_its_kind() -> None:
    two = (
        benchmark("Averages", {"2016-03": 70}, kind=BenchmarkKind.NEIGHBOURS),
        benchmark("neighbour", {"2016-03": 60}, kind=BenchmarkKind.REGION),
    )
    for name, target in (("neighbours", 70), ("Averages", 70), ("region", 60), ("neighbour", 60)):
        entry = kpi(figures={"2016-03": 81}, target=Against(ABOVE, name), benchmarks=two)
        assert measured(entry, "2016-06-30").target == target


def test_one_of_several_benchmarks_of_a_kind_is_not_chosen() -> None:
    two = (
        benchmark("A", {"2016-03": 70}, kind=BenchmarkKind.NEIGHBOUR),
        benchmark("B", {"2016-03": 60}, kind=BenchmarkKind.NEIGHBOUR),
    )
    entry = kpi(figures={"2016-03": 81}, target=Against(ABOVE, "neighbour"), benchmarks=two)
    assert measured(entry, "2016-06-30").reason == "several benchmarks are “neighbour”"
    entry = kpi(figures={"2016-03": 81}, target=Against(ABOVE, "England"), benchmarks=two)
    assert measured(entry, "2016-06-30").reason == "no benchmark is “England”"


def test_an_unknown_floor_leaves_a_missed_target_unrated() -> None:
    floor = Against(AT_LEAST, "England")
    assert beside_england(90, floor=floor).rating is RED
    assert beside_england(90, floor=floor, figures={"2016-03": 82}).rating is AMBER
    unknown = beside_england(90, floor=floor, figures={"2016-04": 82})
    assert (unknown.rating, unknown.reason) == (GREY, "no figure of England for Apr 2016 by 30 Jun 2016")
    assert beside_england(90, floor=floor, figures={"2016-04": 90}).rating is GREEN


def test_dated_targets_of_several_forms() -> None:
    steps = (step("2016-01-31", Limit(ABOVE, 75)), step("2016-02-29", Against(ABOVE, "England")))
    status = beside_england(Change(20), trajectory=steps, baseline=baseline("2015-03", 60))
    assert [(one.aim.written, one.aim.target) for one in rated_figures(status)] == [
        ("> 75", 75),
        ("above England", 81),
        ("+20 from baseline", 80),
    ]


def test_the_next_target_may_have_no_number_yet() -> None:
    steps = (step("2016-03-31", 75), step("2017-03-31", Against(ABOVE, "England")))
    status = beside_england(90, trajectory=steps)
    assert status.next_aim is not None
    assert (status.next_aim.target, status.next_aim.written) == (None, "above England")


def test_without_a_figure_a_benchmark_has_no_number() -> None:
    status = beside_england(Against(ABOVE, "England"), figures={})
    assert (status.target, status.aim.written, status.reason) == (None, "above England", "no figure yet")


def test_a_kpi_for_information_has_no_target() -> None:
    status = rated(80, Limit(BELOW, 85), Polarity.NONE)
    assert (status.aim.written, status.reason) == (None, "for information")
