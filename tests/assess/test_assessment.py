"""The whole of a portfolio at a date: roll-ups, groups, disagreement, concerns."""

from __future__ import annotations

import pytest

from assess.making import (
    SOMEWHERE,
    action,
    assessed,
    at,
    baseline,
    body,
    cancelled,
    day,
    header,
    kpi,
    milestone,
    owner,
    plan,
    recommendation,
)
from pap_cli.assess.items.groups import GroupStatus
from pap_cli.assess.items.milestones import count_ratings
from pap_cli.model.entry import Id
from pap_cli.model.measure import Polarity
from pap_cli.model.oversight import Concern
from pap_cli.model.rating import Rating

RED, AMBER, GREEN, BLUE, GREY = Rating
LATE = {"due": "2016-09-30", "started": "2016-09-01"}
DONE = {"completed": "2016-09-30", "evidenced": "2016-10-01"}


def test_actions_and_recommendations_take_the_worst_of_their_milestones() -> None:
    status = at(
        plan(
            action("A", milestone("a1", **LATE), milestone("a2"), answers=("R", "S")),
            action("B", milestone("b1", **DONE), milestone("b2", cancelled=cancelled("2016-10-01")), answers=("S",)),
            action("C", milestone("c1", **DONE), milestone("c2"), answers=("T",)),
            action("D"),
            recommendations=tuple(recommendation(id) for id in "RSTU"),
        )
    )
    assert {entry.id: entry.rating for entry in status.actions} == {"A": RED, "B": BLUE, "C": GREEN, "D": GREY}
    assert {entry.id: entry.rating for entry in status.recommendations} == {"R": RED, "S": RED, "T": GREEN, "U": GREY}
    assert status.rating is RED


def test_a_cancelled_action_is_grey_whatever_was_done_before() -> None:
    dropped = action(
        "A", milestone("late", **LATE), milestone("done", **DONE), answers=("R",), cancelled=cancelled("2016-10-14")
    )
    (status,) = at(plan(dropped)).actions
    assert (status.rating, status.cancelled, status.progress.overdue) == (GREY, True, 0)
    (before,) = at(plan(dropped), "2016-10-13").actions
    assert (before.rating, before.cancelled, before.progress.overdue) == (RED, False, 1)


def test_a_cancelled_action_answers_nothing() -> None:
    status = at(
        plan(
            action("A", milestone("a", **LATE), answers=("R",), cancelled=cancelled("2016-10-14")),
            action("B", milestone("b"), answers=("R",)),
            recommendations=(recommendation(),),
        )
    )
    (answered,) = status.recommendations
    assert [entry.id for entry in answered.actions] == ["B"]
    assert answered.rating is GREEN


def test_how_far_an_action_has_come() -> None:
    steps = (
        milestone("done", **DONE),
        milestone("delivered", completed="2016-10-01"),
        milestone("late", **LATE),
        milestone("later", due="2016-12-31"),
        milestone("sooner", due="2016-11-30"),
        milestone("dropped", due="2016-09-01", cancelled=cancelled("2016-10-01")),
    )
    (status,) = at(plan(action("A", *steps))).actions
    assert (status.progress.delivered, status.progress.overdue) == (2, 1)
    assert status.next_due is not None
    assert status.next_due.id == "late"
    (finished,) = at(plan(action("A", milestone("done", **DONE)))).actions
    assert finished.next_due is None


def groups(found: tuple[GroupStatus, ...]) -> dict[str, tuple[list[str], Rating]]:
    return {group.id: ([status.id for status in group.milestones], group.rating) for group in found}


def test_milestones_by_horizon_owner_and_body() -> None:
    status = at(
        plan(
            action("A", milestone("a1", **LATE, owner="dcs"), milestone("a2", expected_by=("dfe",)), owner="head"),
            action("B", milestone("b1", **DONE, expected_by=("dfe", "ofsted"))),
            owners=(owner("head"), owner("dcs"), owner("idle")),
            bodies=(body("dfe"), body("ofsted"), body("board")),
        )
    )
    assert groups(status.by_horizon) == {
        "immediate": ([], GREY),
        "short": ([], GREY),
        "intermediate": (["a1", "a2", "b1"], RED),
        "long": ([], GREY),
    }
    assert groups(status.by_owner) == {
        "head": (["a2"], GREEN),
        "dcs": (["a1"], RED),
        "idle": ([], GREY),
        "": (["b1"], BLUE),
    }
    assert [group.id for group in status.by_owner][-1] == "", "nobody's come last"
    assert groups(status.by_body) == {
        "dfe": (["a2", "b1"], GREEN),
        "ofsted": (["b1"], BLUE),
        "board": ([], GREY),
    }
    assert [group.title for group in status.by_body] == ["DFE", "OFSTED", "BOARD"]


def test_ratings_are_counted_each_named() -> None:
    status = at(plan(action("A", milestone("a", **LATE), milestone("b"), milestone("c"))))
    assert count_ratings(status.milestones) == {RED: 1, AMBER: 0, GREEN: 2, BLUE: 0, GREY: 0}
    assert sum(count_ratings([]).values()) == 0


# --- disagreement ---------------------------------------------------------------------------------------------------


def unmoved(*facts: dict[str, object], **kpi_facts: object) -> list[str]:
    """The KPIs that do not move, for an action with these milestones and a KPI with these facts."""
    steps = [milestone(f"m{number}", **fact) for number, fact in enumerate(facts)]
    measure = kpi("K", **{"figures": {"2015/16": 80.0}, "target": 95.0, **kpi_facts})
    (status,) = at(plan(action("A", *steps, kpis=("K",))), "2016-10-14", measure).actions
    return [entry.id for entry in status.unmoved]


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([{}], True),
        ([DONE], True),
        ([DONE, {}], True),
        ([DONE, {"cancelled": cancelled("2016-10-01")}], True),
        ([{}, LATE], False),
        ([{"due": "2016-10-31"}], False),
        ([{"cancelled": cancelled("2016-10-01")}], False),
        ([], False),
    ],
)
def test_all_blue_or_green_and_the_kpi_red(steps: list[dict[str, object]], told: bool) -> None:
    assert unmoved(*steps) == (["K"] if told else [])


def test_all_green_and_the_kpi_worse_than_it_was() -> None:
    assert unmoved({}, target=75.0, baseline=baseline("2014/15", 85.0)) == ["K"]
    assert unmoved({}, target=75.0, baseline=baseline("2014/15", 75.0)) == []
    assert unmoved({}, target=85.0, polarity=Polarity.LOW, baseline=baseline("2014/15", 75.0)) == ["K"]
    assert unmoved({}, target=95.0, floor=75.0) == [], "amber is no disagreement"
    assert unmoved({}, figures={}) == []


def test_an_action_that_was_cancelled_disagrees_with_nothing() -> None:
    measure = kpi("K", {"2015/16": 80.0}, target=95.0)
    dropped = action("A", milestone("m", **DONE), kpis=("K",), cancelled=cancelled("2016-10-10"))
    assert at(plan(dropped), "2016-10-14", measure).actions[0].unmoved == ()


# --- several plans, concerns ----------------------------------------------------------------------------------------


def test_a_kpi_belongs_to_its_plan_or_to_all() -> None:
    first, second = plan(action("A", kpis=("own", "all"))), plan(action("B", kpis=("own",)), header=header("q"))
    found = assessed((first, second), "2016-10-14", kpi("own", plan="p"), kpi("all"))
    assert [[entry.id for entry in status.kpis] for status in found.plans] == [["own", "all"], ["all"]]
    assert [[entry.id for entry in status.actions[0].kpis] for status in found.plans] == [["own", "all"], []]
    assert [entry.id for entry in found.kpis] == ["own", "all"]


def test_the_milestones_of_all_plans_are_told_together() -> None:
    found = assessed((plan(action("A", milestone("m"))), plan(action("B", milestone("n")), header=header("q"))))
    assert [(status.id, status.schedule.plan) for status in found.milestones] == [("m", "p"), ("n", "q")]


@pytest.mark.parametrize(
    ("raised", "closed", "continues"),
    [
        (None, None, True),
        ("2016-10-14", None, True),
        ("2016-10-15", None, False),
        ("2016-03-01", "2016-10-14", False),
        ("2016-03-01", "2016-10-15", True),
    ],
)
def test_a_concern_continues_until_it_is_closed(raised: str | None, closed: str | None, continues: bool) -> None:
    concern = Concern(
        id=Id("C"),
        title="Team leaders",
        raised=day(raised) if raised else None,
        closed=day(closed) if closed else None,
        place=SOMEWHERE,
    )
    assert bool(at(plan(concerns=(concern,))).concerns) is continues


def test_an_empty_portfolio_amounts_to_nothing() -> None:
    found = assessed(())
    assert (found.plans, found.kpis, found.milestones) == ((), (), ())
    status = at(plan())
    assert (status.rating, status.milestones, status.gaps, status.expectations) == (GREY, (), (), ())


def test_a_milestone_that_is_not_rated_is_not_said_to_be_on_track() -> None:
    assert unmoved({}, {"due": "unknown"}, target=75.0, baseline=baseline("2014/15", 85.0)) == []
