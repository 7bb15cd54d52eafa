"""Targets that milestones set for KPIs, and the KPIs that they name."""

from __future__ import annotations

from typing import Any

import pytest

from assess.making import SOMEWHERE, action, at, cancelled, extension, kpi, milestone, plan, recommendation
from pap_cli.assess.kpis.measures import TargetState, TargetStatus
from pap_cli.model.goal import Against, Change, Goal, Limit, Operator, Range
from pap_cli.model.kpi import Baseline, Kpi
from pap_cli.model.measure import Missing, Polarity
from pap_cli.model.periods import parse_period
from pap_cli.model.targets import KpiTarget

MET, NOT_MET, NOT_DUE, NO_FIGURE, UNKNOWN, CANCELLED = TargetState
QUARTERS = {"Q4 2015/16": 70.0, "Q1 2016/17": 80.0, "Q2 2016/17": 84.0}


def target(goal: Goal, id: str = "K") -> KpiTarget:
    return KpiTarget(kpi=id, target=goal, place=SOMEWHERE)


def found(goal: Goal, measure: Kpi, as_of: str = "2016-10-14", due: str = "2016-09-30", **facts: Any) -> TargetStatus:
    step = milestone("M", due, targets=(target(goal),), **facts)
    (status,) = at(plan(action("A", step)), as_of, measure).milestones
    (one,) = status.targets
    return one


def quarterly(**facts: Any) -> Kpi:
    return kpi("K", QUARTERS, **{"polarity": Polarity.HIGH, **facts})


def baseline(value: float) -> Baseline:
    return Baseline(period=parse_period("Q4 2015/16"), value=value, place=SOMEWHERE)


@pytest.mark.parametrize(
    ("as_of", "due", "state", "value"),
    [
        ("2016-09-30", "2016-09-30", NOT_DUE, 84.0),
        ("2016-08-01", "2016-09-30", NOT_DUE, 80.0),
        ("2016-10-01", "2016-09-30", MET, 84.0),
        ("2016-10-14", "2016-10-07", MET, 84.0),
        ("2016-10-14", "2016-09-29", NOT_MET, 80.0),  # the second quarter had not ended by then
        ("2016-10-14", "2016-06-30", NOT_MET, 80.0),
        ("2016-10-14", "2015-12-31", NO_FIGURE, None),
        ("2017-06-01", "2017-02-28", MET, 84.0),
        ("2017-06-01", "2017-03-01", NO_FIGURE, 84.0),  # by then the KPI was out of date
        ("2016-10-14", "unknown", NOT_DUE, 84.0),
    ],
)
def test_the_latest_figure_for_a_period_that_ends_by_the_due_date_decides(
    as_of: str, due: str, state: TargetState, value: float | None
) -> None:
    one = found(84.0, quarterly(), as_of, due)
    assert (one.state, one.value, one.met) == (state, value, {MET: True, NOT_MET: False}.get(state))


def test_an_approved_extension_moves_the_day_by_which_a_target_is_to_be_met() -> None:
    later = (extension("2016-09-30", "2016-06-01"),)
    assert found(84.0, quarterly(), due="2016-06-30").state is NOT_MET
    assert found(84.0, quarterly(), due="2016-06-30", extensions=later).state is MET


@pytest.mark.parametrize(
    ("goal", "polarity", "state"),
    [
        (84.0, Polarity.HIGH, MET),
        (84.1, Polarity.HIGH, NOT_MET),
        (84.0, Polarity.LOW, MET),
        (83.0, Polarity.LOW, NOT_MET),
        (Limit(Operator.ABOVE, 84), Polarity.HIGH, NOT_MET),
        (Limit(Operator.AT_LEAST, 84), Polarity.HIGH, MET),
        (Limit(Operator.BELOW, 85), Polarity.LOW, MET),
        (Limit(Operator.BELOW, 85), Polarity.HIGH, UNKNOWN),
        (Range(80, 90), Polarity.BAND, MET),
        (Range(70, 80), Polarity.BAND, NOT_MET),
        (Range(70, 80), Polarity.HIGH, UNKNOWN),
        (Change(14), Polarity.HIGH, MET),
        (Change(15), Polarity.HIGH, NOT_MET),
        (Change(20, percent=True), Polarity.HIGH, MET),
        (Against(Operator.ABOVE, "England"), Polarity.HIGH, UNKNOWN),
        (84.0, Polarity.NONE, UNKNOWN),
    ],
)
def test_every_form_of_a_target_is_compared_by_the_polarity(goal: Goal, polarity: Polarity, state: TargetState) -> None:
    assert found(goal, quarterly(polarity=polarity, baseline=baseline(70))).state is state


def test_a_change_without_a_baseline_is_not_known() -> None:
    one = found(Change(14), quarterly())
    assert (one.state, one.reason) == (UNKNOWN, "no baseline for its target")


def test_a_code_in_place_of_a_figure_does_not_decide() -> None:
    measure = kpi("K", {"Q1 2016/17": 80.0, "Q2 2016/17": Missing.MISSING}, polarity=Polarity.HIGH)
    one = found(84.0, measure)
    assert (one.state, one.value) == (NOT_MET, 80.0)


def test_a_figure_published_later_does_not_exist_yet() -> None:
    from assess.making import observation

    figures = (observation("Q1 2016/17", 80.0), observation("Q2 2016/17", 84.0, "2016-11-01"))
    measure = kpi("K", observations=figures, polarity=Polarity.HIGH)
    assert found(84.0, measure, "2016-10-31").state is NOT_MET
    assert found(84.0, measure, "2016-11-01").state is MET


def test_a_cancelled_milestone_has_nothing_to_reach() -> None:
    assert found(84.0, quarterly(), cancelled=cancelled("2016-08-01")).state is CANCELLED


def test_the_kpis_of_milestones_are_those_of_their_action_and_recommendation() -> None:
    steps = (
        milestone("M1", kpis=("K1", "K2")),
        milestone("M2", targets=(target(5, "K3"),)),
        milestone("M3", kpis=("K4",), cancelled=cancelled("2016-08-01")),
    )
    named = action("A", *steps, kpis=("K2",), answers=("R",))
    found = at(plan(named, recommendations=(recommendation("R"),)), "2016-10-14", *map(kpi, ("K1", "K2", "K3", "K4")))
    assert [one.id for one in found.actions[0].kpis] == ["K2", "K1", "K3"]
    assert found.recommendations[0].coverage.kpis == 3
    assert not [gap for gap in found.gaps if "KPI" in gap.lacks]


def test_an_action_with_dates_of_its_own_has_targets_too() -> None:
    line = action("A", due="2016-09-30", targets=(target(90.0),))
    (status,) = at(plan(line), "2016-10-14", quarterly()).actions
    assert status.itself is not None
    assert [one.state for one in status.itself.targets] == [NOT_MET]
    assert [one.id for one in status.kpis] == ["K"]
