"""The running example, Lambeth 2015 to 2017, as it stands in the repository: facts that the tutorial tells."""

from __future__ import annotations

from functools import cache

import pytest

from assess.making import day
from conftest import ROOT
from pap_cli.assess.assessment import PlanStatus, assess
from pap_cli.assess.charts.parts import Assurance
from pap_cli.assess.charts.signal import Signal
from pap_cli.assess.charts.trend import Plausibility
from pap_cli.assess.deadlines.reviews import ExpectationState, ReviewState
from pap_cli.assess.deadlines.schedule import State
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.model.config import Policy
from pap_cli.model.items import Horizon
from pap_cli.model.measure import Frequency
from pap_cli.model.rating import Rating

DATES = ("2015-09-14", "2016-06-30", "2016-10-14", "2017-06-12")


@cache
def workspace() -> Workspace:
    return open_workspace(ROOT)


@cache
def lambeth(as_of: str) -> PlanStatus:
    (status,) = assess(workspace().portfolio, day(as_of), Policy()).plans
    return status


def overdue(as_of: str) -> list[str]:
    return [status.id for status in lambeth(as_of).milestones if status.schedule.days_overdue]


def test_it_can_be_read_without_a_fault() -> None:
    assert workspace().diagnostics == ()


def test_it_is_as_large_as_the_case() -> None:
    (plan,) = workspace().portfolio.plans
    assert len(plan.recommendations) == 36
    to_the_authority = [entry for entry in plan.recommendations if entry.to == "authority"]
    assert (len(to_the_authority), sum(1 for entry in to_the_authority if entry.priority)) == (22, 5)
    assert len(plan.actions) >= 25
    status = lambeth("2017-06-12")
    assert len(status.milestones) >= 80
    assert {entry.schedule.horizon for entry in status.milestones} == set(Horizon)
    kpis = workspace().portfolio.kpis
    assert sum(1 for kpi in kpis if kpi.frequency is Frequency.MONTHLY) >= 10
    assert sum(1 for kpi in kpis if kpi.place.path.startswith("kpis/published-")) >= 25


def test_what_was_overdue_on_14_october_2016() -> None:
    assert sorted(overdue("2016-10-14")) == sorted(
        ["A8.3", "A10.3", "A11.2", "A12.3", "A15.3", "A19.3", "A24.2", "A24.3", "A30.2"]
    )


@pytest.mark.parametrize("as_of", DATES)
def test_each_date_has_something_to_say(as_of: str) -> None:
    status = lambeth(as_of)
    assert overdue(as_of)
    assert any(entry.schedule.state is State.EVIDENCED for entry in status.milestones)
    assert any(entry.schedule.extensions for entry in status.milestones)
    assert status.gaps
    assert any(not entry.actions for entry in status.recommendations)
    assert status.rating is Rating.RED
    assert status.cycles == ()
    ratings = {entry.rating for entry in status.milestones}
    assert {Rating.RED, Rating.GREEN, Rating.BLUE} <= ratings


@pytest.mark.parametrize("as_of", DATES[1:])
def test_figures_are_known_by_then(as_of: str) -> None:
    known = [kpi for kpi in lambeth(as_of).kpis if kpi.latest is not None]
    assert len(known) >= 20
    assert all(kpi.published is not None and kpi.published <= day(as_of) for kpi in known)
    assert {kpi.rating for kpi in known} >= {Rating.RED, Rating.AMBER, Rating.GREEN}


def test_the_plan_moves_on_from_date_to_date() -> None:
    done = [sum(1 for entry in lambeth(day).milestones if entry.schedule.state.done) for day in DATES]
    assert done == sorted(set(done)), "more is delivered at each date"


def test_the_dfe_reviewed_it_on_30_june_2016() -> None:
    (review,) = [
        found
        for found in lambeth("2016-06-30").reviews
        if found.review.body == "dfe" and found.due.day == day("2016-06-30")
    ]
    assert review.state is ReviewState.HELD


def test_what_ofsted_and_the_dfe_expect_next_is_told_on_14_october_2016() -> None:
    ahead = {
        (expected.body, expected.by.day.strftime("%Y-%m"))
        for expected in lambeth("2016-10-14").expectations
        if expected.state in (ExpectationState.OPEN, ExpectationState.AT_RISK)
    }
    assert ("ofsted", "2016-11") in ahead
    assert ("dfe", "2017-01") in ahead


def test_concerns_that_continue_are_there_on_14_october_2016() -> None:
    assert len(lambeth("2016-10-14").concerns) >= 3


def chart(as_of: str, id: str) -> Signal:
    signal = next(status.signal for status in lambeth(as_of).kpis if status.id == id)
    assert signal is not None
    return signal


def test_the_charts_tell_the_story_of_october_2016() -> None:
    conferences = chart("2016-10-14", "board-icpc-15-days")
    assert conferences.withheld is None
    assert conferences.concern
    agency = chart("2016-10-14", "board-agency")
    assert agency.concern
    assert agency.assurance is Assurance.FAIL
    assert agency.plausible is Plausibility.UNLIKELY
    assert chart("2016-10-14", "board-re-referrals").noise
    caseload = chart("2016-10-14", "board-caseload").chart.points[-1]
    assert caseload.value == 7.6
    assert caseload.outside


@pytest.mark.parametrize(
    ("as_of", "concern", "withheld"),
    [("2016-02-20", False, True), ("2016-07-20", False, True), ("2016-10-14", False, True)],
)
def test_nothing_is_claimed_about_assessments_in_time_which_drift(as_of: str, concern: bool, withheld: bool) -> None:
    signal = chart(as_of, "board-assessments-45-days")
    assert signal.concern is concern
    assert (signal.withheld is not None) is withheld
    assert not signal.noise
