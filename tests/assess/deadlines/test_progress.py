"""How late milestones were delivered, what is counted of them, and the state of their action."""

from __future__ import annotations

from typing import Any

import pytest

from assess.making import FAULTY, action, at, cancelled, extension, milestone, override, plan
from pap_cli.assess.deadlines.progress import Progress
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.milestones import count_ratings
from pap_cli.model.config import Against
from pap_cli.model.items import Milestone
from pap_cli.model.rating import Rating

FIRST: Any = {"overdue_against": Against.FIRST}
TO_MAY, TO_JULY = extension("2016-05-31", "2016-03-01"), extension("2016-07-31", "2016-05-01")
CANCELLED = milestone("x", started="2016-01-10", cancelled=cancelled("2016-09-01"))


@pytest.mark.parametrize(
    ("facts", "late", "against_first"),
    [
        ({}, None, None),
        ({"started": "2016-03-01"}, None, None),
        ({"completed": "2016-10-15"}, None, None),
        ({"completed": "2016-03-31"}, 0, 0),
        ({"completed": "2016-03-01"}, 0, 0),
        ({"completed": "2016-04-01"}, 1, 1),
        ({"completed": "2016-04-10", "evidenced": "2016-05-01"}, 10, 10),
        ({"evidenced": "2016-04-02"}, 2, 2),
        ({"due": "2016-03", "completed": "2016-03-31"}, 0, 0),
        ({"due": "2016-Q1", "completed": "2016-04-02"}, 2, 2),
        ({"completed": "2016-05-31", "extensions": (TO_MAY,)}, 0, 61),
        ({"completed": "2016-06-02", "extensions": (TO_MAY,)}, 2, 63),
        ({"completed": "2016-06-02", "extensions": (TO_MAY, TO_JULY)}, 0, 63),
        ({"completed": "2016-06-02", "extensions": (TO_JULY, TO_MAY)}, 0, 63),
        ({"completed": "2016-05-01", "extensions": (TO_JULY,)}, 0, 31),  # approved on the day of delivery
        ({"completed": "2016-04-30", "extensions": (TO_JULY,)}, 30, 30),  # approved a day after it
        ({"completed": "2016-04-30", "extensions": (extension("2016-07-31"),)}, 30, 30),  # only requested
        ({"completed": "2016-04-30", "cancelled": cancelled("2016-04-01")}, None, None),
        ({"completed": "2016-04-30", "cancelled": cancelled("2016-05-01")}, 30, 30),
        ({"completed": "2016-04-30", "place": FAULTY}, None, None),
    ],
)
def test_days_late_count_from_the_due_date_in_force_on_delivery(
    facts: dict[str, Any], late: int | None, against_first: int | None
) -> None:
    whole = plan(action("A", milestone(**{"due": "2016-03-31", **facts})))
    assert at(whole).milestones[0].schedule.days_late == late
    assert at(whole, **FIRST).milestones[0].schedule.days_late == against_first


def test_what_was_late_on_a_day_is_late_for_ever() -> None:
    step = milestone("m", "2016-03-31", completed="2016-04-10", extensions=(extension("2016-06-30", "2016-04-20"),))
    days = ("2016-04-09", "2016-04-10", "2016-04-19", "2016-04-20", "2016-12-31")
    assert [at(plan(action("A", step)), day).milestones[0].schedule.days_late for day in days] == [None, 10, 10, 10, 10]


def test_cancelled_milestones_are_counted_beside_the_others() -> None:
    steps = (
        milestone("on time", "2016-03-31", completed="2016-03-30", evidenced="2016-04-30"),
        milestone("late", "2016-03-31", completed="2016-04-01"),
        milestone("overdue", "2016-03-31"),
        milestone("open"),
        CANCELLED,
        milestone("set red", cancelled=cancelled("2016-09-01"), override=override(Rating.RED, "2017-01-01")),
    )
    found = at(plan(action("A", *steps)))
    counted = Progress(milestones=4, cancelled=2, delivered=2, on_time=1, overdue=1)
    assert found.progress == found.actions[0].progress == found.by_owner[0].progress == counted
    assert found.milestones[-1].rating is Rating.GREY, "nobody can rate what is out of the plan"
    counts = count_ratings(found.milestones)
    assert (sum(counts.values()), counts[Rating.GREY]) == (4, 0)


NEW, STARTED = milestone("n"), milestone("s", started="2016-02-01")
DONE, SEEN = milestone("d", completed="2016-02-01"), milestone("e", completed="2016-02-01", evidenced="2016-03-01")


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((), State.NOT_STARTED),
        ((NEW,), State.NOT_STARTED),
        ((NEW, STARTED), State.IN_PROGRESS),
        ((NEW, DONE), State.IN_PROGRESS),
        ((NEW, SEEN), State.IN_PROGRESS),
        ((DONE,), State.DELIVERED),
        ((DONE, SEEN), State.DELIVERED),
        ((SEEN,), State.EVIDENCED),
        ((SEEN, CANCELLED), State.EVIDENCED),
        ((NEW, CANCELLED), State.NOT_STARTED),
        ((CANCELLED,), State.CANCELLED),
    ],
)
def test_the_state_of_an_action_is_that_of_its_milestones(steps: tuple[Milestone, ...], state: State) -> None:
    assert at(plan(action("A", *steps))).actions[0].state is state
    dropped = plan(action("A", *steps, cancelled=cancelled("2016-10-01")))
    assert at(dropped).actions[0].state is State.CANCELLED
    assert at(dropped, "2016-09-30").actions[0].state is state


def test_accepted_evidence_proves_delivery_where_none_is_required() -> None:
    steps = (SEEN, milestone("only", "2016-03-31", evidenced="2016-04-02"), DONE)
    found = at(plan(action("A", *steps)), require_evidence=False)
    assert {one.schedule.state for one in found.milestones} == {State.DELIVERED}
    assert {(one.rating, one.reason) for one in found.milestones} == {(Rating.BLUE, "delivered")}
    assert [one.schedule.days_late for one in found.milestones] == [0, 2, 0]
    assert {one.schedule.evidence_due or one.schedule.evidenced for one in found.milestones} == {None}
