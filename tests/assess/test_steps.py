"""Milestones directly under a recommendation, and actions with dates of their own."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from assess.making import FAULTY, action, at, cancelled, day, extension, milestone, owner, plan, recommendation
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.actions import ActionStatus
from pap_cli.model.rating import Rating


def alone(as_of: str = "2016-10-14", *milestones: Any, **facts: Any) -> ActionStatus:
    (status,) = at(plan(action("A", *milestones, **facts)), as_of).actions
    return status


@pytest.mark.parametrize(
    ("facts", "rating", "state"),
    [
        ({"due": "2016-09-30"}, Rating.RED, State.NOT_STARTED),
        ({"due": "2016-10-14", "started": "2016-09"}, Rating.GREEN, State.IN_PROGRESS),
        ({"due": "2016-10-31"}, Rating.AMBER, State.NOT_STARTED),
        ({"due": "2016-09", "completed": "2016-09-12"}, Rating.GREEN, State.DELIVERED),
        ({"due": "2016-09-30", "extensions": (extension("2016-12-31", "2016-09-20"),)}, Rating.GREEN, None),
        ({"completed": "2016-09-12", "evidenced": "2016-10-01"}, Rating.BLUE, State.EVIDENCED),
        ({"due": "unknown"}, Rating.GREY, State.NOT_STARTED),
        ({"due": "2016-09-30", "cancelled": cancelled("2016-08-01")}, Rating.GREY, State.CANCELLED),
        ({"due": "2016-09-30", "place": FAULTY}, Rating.GREY, None),
    ],
)
def test_an_action_with_dates_of_its_own_is_rated_like_a_milestone(
    facts: dict[str, Any], rating: Rating, state: State | None
) -> None:
    status = alone(**facts)
    assert status.itself is not None
    assert [one.id for one in status.milestones] == ["A"]
    assert (status.rating, status.itself.rating) == (rating, rating)
    assert state in (None, status.itself.schedule.state)


def test_an_action_without_dates_is_no_milestone() -> None:
    status = alone("2016-10-14", milestone("A.1"), owner=["head"])
    assert status.itself is None
    assert [one.id for one in status.milestones] == ["A.1"]


def test_a_request_gives_an_action_dates_from_the_day_on_which_it_was_made() -> None:
    asked = replace(extension("2016-12-31"), asked=day("2016-10-14"))
    assert alone("2016-10-13", extensions=(asked,)).itself is None
    assert alone("2016-10-14", extensions=(asked,)).itself is not None


def test_an_action_is_not_there_before_it_was_added() -> None:
    late = plan(action("A", due="2016-09-30", added="2016-06-01"))
    assert at(late, "2016-05-31").milestones == ()
    assert len(at(late, "2016-06-01").milestones) == 1


def test_an_action_is_delivered_with_the_last_of_its_milestones() -> None:
    steps = (
        milestone("A.1", completed="2016-05-01", started="2016-03-01"),
        milestone("A.2", completed="2016-07-01", evidenced="2016-08-01"),
    )
    for as_of, state in (
        ("2016-02-29", State.NOT_STARTED),
        ("2016-06-30", State.IN_PROGRESS),
        ("2016-07-01", State.DELIVERED),
    ):
        itself = alone(as_of, *steps, due="2016-06-30").itself
        assert itself is not None
        assert itself.schedule.state is state
    assert itself.schedule.days_late == 1
    (status,) = at(plan(action("A", *steps, milestone("A.3"), due="2016-06-30")), "2016-07-01").actions
    assert status.itself is not None
    assert status.itself.rating is Rating.RED


def test_what_is_written_of_an_action_counts_before_what_follows() -> None:
    itself = alone(
        "2016-10-14", milestone("A.1", completed="2016-05-01"), due="2016-06-30", completed="2016-09-01"
    ).itself
    assert itself is not None
    assert itself.schedule.completed is not None
    assert itself.schedule.completed.day == day("2016-09-01")
    assert itself.schedule.days_late == 63


def test_a_cancelled_milestone_does_not_keep_its_action_from_being_delivered() -> None:
    steps = (milestone("A.1", completed="2016-05-01"), milestone("A.2", cancelled=cancelled("2016-08-01")))
    itself = alone("2016-10-14", *steps, due="2016-12-31").itself
    assert itself is not None
    assert itself.schedule.completed is not None
    assert itself.schedule.completed.day == day("2016-08-01")
    only = alone("2016-10-14", milestone("A.2", cancelled=cancelled("2016-08-01")), due="2016-12-31").itself
    assert only is not None
    assert only.schedule.state is State.NOT_STARTED


def test_what_depends_on_an_action_waits_for_the_action_itself() -> None:
    late = action("A", milestone("A.1", due="2016-06-30", completed="2016-06-01"), milestone("A.2"), due="2016-09-30")
    other = action("B", milestone("B.1", due="2016-12-31", depends_on=("A",)))
    status = at(plan(late, other), "2016-10-14").milestones[-1]
    assert status.schedule.blocker is not None
    assert (status.schedule.blocker.id, status.schedule.blocker.overdue) == ("A", True)
    done = action("A", milestone("A.1", due="2016-06-30", completed="2016-06-01"), due="2016-09-30")
    assert at(plan(done, other), "2016-10-14").milestones[-1].schedule.blocker is None


def test_milestones_of_a_recommendation_answer_it_without_an_action() -> None:
    entry = recommendation(
        "R", milestone("R.1", due="2016-09-30"), milestone("R.2", completed="2016-06-01"), owner="head"
    )
    now = at(plan(recommendations=(entry,), owners=(owner("head"),)), "2016-10-14")
    (status,) = now.recommendations
    assert [one.id for one in status.milestones] == ["R.1", "R.2"]
    assert (status.rating, status.coverage.missing, status.coverage.progress.delivered) == (Rating.RED, "delivery", 1)
    assert [one.schedule.action for one in now.milestones] == [None, None]
    assert [one.schedule.owners for one in now.milestones] == [("head",), ("head",)]
    assert now.by_owner[0].progress.milestones == 2
    assert now.recommendations_by_owner == {"head": 1}


def test_a_recommendation_has_the_worst_rating_of_its_milestones_and_its_actions() -> None:
    entry = recommendation("R", milestone("R.1", due="2016-09-30"))
    both = plan(action("A", milestone("A.1", due="2016-12-31"), answers=("R",)), recommendations=(entry,))
    (status,) = at(both, "2016-10-14").recommendations
    assert status.rating is Rating.RED
    assert [one.id for one in status.everything] == ["R.1", "A.1"]
    assert status.coverage.actions == 1


@pytest.mark.parametrize("recommendations", [(), (recommendation("R"),)])
def test_a_line_of_a_plan_without_recommendations_need_answer_none(recommendations: tuple[Any, ...]) -> None:
    now = at(plan(action("A", due="2016-12-31"), recommendations=recommendations), "2016-10-14")
    assert now.actions[0].answering == (not recommendations)


def test_an_action_under_a_theme_need_answer_none_either() -> None:
    now = at(plan(action("A", milestone("A.1"), themes=("T",)), action("B", milestone("B.1"))), "2016-10-14")
    assert [one.answering for one in now.actions] == [True, False]
