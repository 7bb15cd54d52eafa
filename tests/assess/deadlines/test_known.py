"""What is known, as it is known: months, unknown days, and dates that nobody set."""

from __future__ import annotations

from typing import Any

import pytest

from assess.making import action, at, body, day, extension, milestone, one, plan
from pap_cli.assess.deadlines.reviews import ExpectationState
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.history import burn_up
from pap_cli.model.facts import Approvable, Precision, Start, parse_when
from pap_cli.model.rating import Rating

SINCE = Approvable(known=day("2016-06-08"))
BOTH = Approvable(on=parse_when("2016-05"), known=day("2016-06-08"))


@pytest.mark.parametrize(
    ("facts", "as_of", "state"),
    [
        ({"completed": "2016-09"}, "2016-09-29", State.NOT_STARTED),
        ({"completed": "2016-09"}, "2016-09-30", State.DELIVERED),
        ({"completed": "Q2 2016/17"}, "2016-09-30", State.DELIVERED),
        ({"completed": "2016-Q3"}, "2016-09-29", State.NOT_STARTED),
        ({"completed": "true"}, "2016-01-05", State.DELIVERED),
        ({"completed": SINCE}, "2016-06-07", State.NOT_STARTED),
        ({"completed": SINCE}, "2016-06-08", State.DELIVERED),
        ({"completed": BOTH}, "2016-06-07", State.NOT_STARTED),
        ({"completed": BOTH}, "2016-06-08", State.DELIVERED),
        ({"completed": Approvable()}, "2016-12-31", State.NOT_STARTED),
        ({"started": "true"}, "2016-01-05", State.IN_PROGRESS),
        ({"started": "unknown"}, "2016-01-05", State.UNKNOWN),
        ({"started": Start(known=day("2016-06-08"))}, "2016-06-07", State.NOT_STARTED),
        ({"started": "unknown", "completed": "2016-05"}, "2016-06-08", State.DELIVERED),
        ({"completed": "true", "evidenced": "2016-05"}, "2016-05-31", State.EVIDENCED),
    ],
)
def test_a_fact_counts_from_the_last_day_it_can_have_been(facts: dict[str, Any], as_of: str, state: State) -> None:
    assert one(milestone(**facts), as_of).schedule.state is state


@pytest.mark.parametrize(
    ("completed", "late"), [("2016-12", 16), ("2016-11", 0), ("Q3 2016/17", 16), ("true", None), (SINCE, None)]
)
def test_lateness_is_told_where_the_day_is_known(completed: Any, late: int | None) -> None:
    schedule = one(milestone(due="2016-12-15", completed=completed), "2017-06-01").schedule
    assert schedule.days_late == late
    assert at(plan(action("A", schedule.milestone)), "2017-06-01").progress.on_time == (late == 0)


@pytest.mark.parametrize(
    ("completed", "precision"),
    [
        ("2016-12-15", Precision.DAY),
        ("2016-12", Precision.MONTH),
        ("2016-Q4", Precision.QUARTER),
        ("true", Precision.UNKNOWN),
        (SINCE, Precision.UNKNOWN),
    ],
)
def test_how_exactly_a_day_is_known(completed: Any, precision: Precision) -> None:
    fact = one(milestone(completed=completed), "2017-06-01").schedule.completed
    assert fact is not None
    assert fact.precision is precision


def test_what_was_done_on_an_unknown_day_is_not_late_with_its_evidence() -> None:
    status = one(milestone(completed="true"), "2030-01-01")
    assert status.rating is Rating.GREEN
    assert status.schedule.evidence_due is None
    assert one(milestone(completed=SINCE), "2030-01-01").rating is Rating.AMBER


@pytest.mark.parametrize("facts", [{"due": "unknown"}, {"due": "2016-03-01", "started": "unknown"}])
def test_what_cannot_be_rated_is_grey_and_not_late(facts: dict[str, Any]) -> None:
    status = one(milestone(**facts), "2030-01-01")
    assert status.rating is Rating.GREY
    assert status.schedule.days_overdue == 0


def test_a_milestone_without_a_date_is_rated_once_it_is_delivered() -> None:
    status = one(milestone(due="unknown", completed="2016-05-01", evidenced="2016-05-02"))
    assert status.rating is Rating.BLUE
    assert status.schedule.days_late == 0


def test_an_extension_gives_a_date_to_what_had_none() -> None:
    status = one(milestone(due="unknown", extensions=(extension("2016-05-31", "2016-02-01"),)), "2016-06-02")
    assert status.rating is Rating.RED
    assert (status.schedule.days_overdue, status.schedule.slipped_days) == (2, 0)


def test_an_extension_approved_on_an_unknown_day_comes_after_the_one_before_it() -> None:
    moved = (extension("2016-05-31", "2016-02-01"), extension("2016-08-31", "true"))
    assert str(one(milestone(due="2016-03-01", extensions=moved)).schedule.due) == "31 Aug 2016"
    assert str(one(milestone(due="2016-03-01", extensions=moved[::-1])).schedule.due) == "31 May 2016"


def test_milestones_without_a_date_have_no_horizon_and_are_counted_with_the_others() -> None:
    status = at(plan(action("A", milestone("dated"), milestone("none", due="unknown"))))
    assert [(group.title, len(group.milestones)) for group in status.by_horizon if group.milestones] == [
        ("intermediate", 1),
        ("no date", 1),
    ]
    assert burn_up(status).total == 2


def test_what_blocks_without_a_date_does_not_make_amber() -> None:
    waiting = milestone("waiting", due="2016-12-31", started="2016-02-01", depends_on=("none",))
    found = at(plan(action("A", waiting, milestone("none", due="unknown"))))
    assert found.milestones[0].rating is Rating.GREEN
    assert found.milestones[0].schedule.blocked_by == ("none",)


def test_what_is_expected_without_a_date_is_never_missed() -> None:
    late = milestone("late", due="unknown", expected_by=("dfe",))
    (expected,) = at(plan(action("A", late), bodies=(body("dfe"),)), "2030-01-01").expectations
    assert expected.state is ExpectationState.OPEN


def test_months_contradict_only_what_is_surely_before_them() -> None:
    month, inside, before = (Approvable(on=parse_when(text)) for text in ("2016-09", "2016-09-12", "2016-08-31"))
    assert before.surely_before(month)
    assert before.surely_before(inside)
    assert not inside.surely_before(month)
    assert not month.surely_before(inside)
    assert not Approvable(on=parse_when("true")).surely_before(month)
