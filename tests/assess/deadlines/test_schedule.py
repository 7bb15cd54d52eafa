"""Where a milestone stands: its state, and its dates as they were known on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from assess.making import AS_OF, action, at, by_id, cancelled, extension, forecast, header, milestone, one, plan
from pap_cli.assess.deadlines.schedule import State, horizon_of
from pap_cli.model.config import Against
from pap_cli.model.dates import Duration
from pap_cli.model.items import Horizon
from pap_cli.model.plan import Horizons
from pap_cli.model.rating import Rating

TODAY, YESTERDAY, TOMORROW = "2016-10-14", "2016-10-13", "2016-10-15"


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, State.NOT_STARTED),
        ({"started": TODAY}, State.IN_PROGRESS),
        ({"started": TOMORROW}, State.NOT_STARTED),
        ({"started": YESTERDAY, "completed": TODAY}, State.DELIVERED),
        ({"started": YESTERDAY, "completed": TOMORROW}, State.IN_PROGRESS),
        ({"completed": YESTERDAY}, State.DELIVERED),
        ({"completed": YESTERDAY, "evidenced": TODAY}, State.EVIDENCED),
        ({"completed": YESTERDAY, "evidenced": TOMORROW}, State.DELIVERED),
        ({"cancelled": cancelled(TODAY)}, State.CANCELLED),
        ({"cancelled": cancelled(TOMORROW)}, State.NOT_STARTED),
        ({"started": YESTERDAY, "cancelled": cancelled(TODAY)}, State.CANCELLED),
        # what was there when it was cancelled stays delivered; what came afterwards does not bring it back
        ({"completed": YESTERDAY, "cancelled": cancelled(TODAY)}, State.DELIVERED),
        ({"completed": TODAY, "cancelled": cancelled(TODAY)}, State.DELIVERED),
        ({"completed": TODAY, "cancelled": cancelled(YESTERDAY)}, State.CANCELLED),
    ],
)
def test_state_comes_from_the_facts_known_by_then(facts: dict[str, Any], state: State) -> None:
    assert one(milestone(**facts)).schedule.state is state


def test_cancelling_an_action_cancels_its_open_milestones() -> None:
    steps = (milestone("done", completed="2016-03-01"), milestone("open", started="2016-03-01"))
    found = by_id(at(plan(action("A", *steps, cancelled=cancelled("2016-06-01")))))
    assert found["done"].schedule.state is State.DELIVERED
    assert found["open"].schedule.state is State.CANCELLED
    before = by_id(at(plan(action("A", *steps, cancelled=cancelled("2016-06-01"))), "2016-05-31"))
    assert before["open"].schedule.state is State.IN_PROGRESS


@pytest.mark.parametrize(
    ("due", "overdue"),
    [(TOMORROW, 0), (TODAY, 0), (YESTERDAY, 1), ("2016-09-30", 14), ("2016-09", 14), ("2016-10", 0), ("2016-Q3", 14)],
)
def test_days_overdue_count_from_the_day_after_the_date(due: str, overdue: int) -> None:
    assert one(milestone(due=due)).schedule.days_overdue == overdue


@pytest.mark.parametrize(
    "facts",
    [{"completed": TODAY}, {"completed": "2016-09-30", "evidenced": TODAY}, {"cancelled": cancelled("2016-09-30")}],
)
def test_nothing_is_overdue_that_is_delivered_or_cancelled(facts: dict[str, Any]) -> None:
    assert one(milestone(due="2016-01-31", **facts)).schedule.days_overdue == 0


@pytest.mark.parametrize(
    ("approved", "due", "count"),
    [(YESTERDAY, "2016-11-30", 1), (TODAY, "2016-11-30", 1), (TOMORROW, "2016-09-30", 0), (None, "2016-09-30", 0)],
)
def test_an_extension_counts_from_the_day_it_was_approved(approved: str | None, due: str, count: int) -> None:
    schedule = one(milestone(due="2016-09-30", extensions=(extension("2016-11-30", approved),))).schedule
    assert schedule.due.written == due
    assert len(schedule.extensions) == count
    assert schedule.slipped_days == (61 if count else 0)
    assert schedule.days_overdue == (0 if count else 14)


def test_the_extension_approved_last_counts_whatever_the_order_in_the_file() -> None:
    first, second = extension("2016-06-30", "2016-03-01"), extension("2016-09-30", "2016-06-01")
    for written in ((first, second), (second, first)):
        schedule = one(milestone(due="2016-03-31", extensions=written)).schedule
        assert schedule.due.written == "2016-09-30"
        assert schedule.extensions == (first, second)
        assert schedule.slipped_days == 183
    assert one(milestone(due="2016-03-31", extensions=(first, second)), "2016-05-31").schedule.slipped_days == 91


def test_overdue_against_the_first_date_counts_an_extended_milestone_as_late() -> None:
    moved = milestone(due="2016-09-30", extensions=(extension("2016-11-30", "2016-09-01"),))
    assert one(moved).schedule.days_overdue == 0
    against_first = one(moved, overdue_against=Against.FIRST)
    assert against_first.schedule.days_overdue == 14
    assert against_first.rating is Rating.RED
    assert against_first.schedule.due.written == "2016-11-30", "the approved date is still shown"


@pytest.mark.parametrize(
    ("due", "horizon"),
    [
        ("2015-01-01", Horizon.IMMEDIATE),
        ("2015-06-12", Horizon.IMMEDIATE),
        ("2015-09-12", Horizon.IMMEDIATE),
        ("2015-09-13", Horizon.SHORT),
        ("2015-12-12", Horizon.SHORT),
        ("2015-12-13", Horizon.INTERMEDIATE),
        ("2016-12-12", Horizon.INTERMEDIATE),
        ("2016-12-13", Horizon.LONG),
        ("2017-06-12", Horizon.LONG),
        ("2019-06-12", Horizon.LONG),
    ],
)
def test_a_date_on_a_bound_belongs_to_the_nearer_horizon(due: str, horizon: Horizon) -> None:
    assert horizon_of(date.fromisoformat(due), header(start="2015-06-12")) is horizon


def test_horizons_are_counted_in_calendar_months_and_can_be_set() -> None:
    at_month_end = header(start="2015-11-30")
    assert horizon_of(date(2016, 2, 29), at_month_end) is Horizon.IMMEDIATE
    assert horizon_of(date(2016, 3, 1), at_month_end) is Horizon.SHORT
    own = header(start="2015-06-12", horizons=Horizons(immediate=Duration(days=10), short=Duration(days=20)))
    assert horizon_of(date(2015, 6, 22), own) is Horizon.IMMEDIATE
    assert horizon_of(date(2015, 6, 23), own) is Horizon.SHORT


def test_the_horizon_is_the_written_one_or_that_of_the_first_date() -> None:
    assert one(milestone(due="2016-02-01", horizon=Horizon.LONG)).schedule.horizon is Horizon.LONG
    moved = milestone(due="2016-02-01", extensions=(extension("2017-12-31", "2016-01-20"),))
    assert one(moved).schedule.horizon is Horizon.IMMEDIATE, "an extension does not make it long-term"


def test_the_last_forecast_made_by_then_is_the_one() -> None:
    written = (forecast("2016-12-01"), forecast("2017-01-01", "2016-09-01"), forecast("2017-02-01", "2016-10-20"))
    schedule = one(milestone(forecast=written)).schedule
    assert schedule.forecast is not None
    assert schedule.forecast.written == "2017-01-01"
    before = one(milestone(forecast=written), "2016-08-31").schedule
    assert before.forecast is not None
    assert before.forecast.written == "2016-12-01"


def test_what_is_delivered_has_no_forecast_any_more() -> None:
    assert one(milestone(forecast=(forecast("2017-01-01"),), completed=TODAY)).schedule.forecast is None


def test_it_can_be_reckoned_with_on_the_later_of_date_and_forecast() -> None:
    due = "2016-12-31"
    assert one(milestone(due=due, forecast=(forecast("2017-01-31"),))).schedule.expected == date(2017, 1, 31)
    assert one(milestone(due=due, forecast=(forecast("2016-11-30"),))).schedule.expected == date(2016, 12, 31)
    assert one(milestone(due=due)).schedule.expected == date(2016, 12, 31)


def test_evidence_is_due_when_it_says_or_some_time_after_delivery() -> None:
    assert one(milestone(completed="2016-03-30", evidence_due="2016-09")).schedule.evidence_due == date(2016, 9, 30)
    assert one(milestone(completed="2016-03-30")).schedule.evidence_due == date(2016, 6, 30)
    sooner = one(milestone(completed="2016-03-30"), evidence_within=Duration(days=10))
    assert sooner.schedule.evidence_due == date(2016, 4, 9)
    assert one(milestone(completed="2016-03-30"), require_evidence=False).schedule.evidence_due is None
    assert one(milestone()).schedule.evidence_due is None


def test_owner_and_lead_are_the_actions_unless_the_milestone_has_its_own() -> None:
    steps = (milestone("theirs"), milestone("own", owner="head", lead="deputy"))
    found = by_id(at(plan(action("A", *steps, owner="dcs", lead="manager"))))
    assert (found["theirs"].schedule.owners, found["theirs"].schedule.leads) == (("dcs",), ("manager",))
    assert (found["own"].schedule.owners, found["own"].schedule.leads) == (("head",), ("deputy",))


def test_what_enters_the_plan_later_is_not_seen_before() -> None:
    early, late = milestone("early"), milestone("late", added="2016-10-14")
    whole = plan(action("A", early, late), action("B", milestone("other"), added="2016-10-14"))
    assert set(by_id(at(whole, "2016-10-13"))) == {"early"}
    assert set(by_id(at(whole, "2016-10-14"))) == {"early", "late", "other"}
    assert [entry.id for entry in at(whole, "2016-10-13").actions] == ["A"]


def test_a_day_later_is_one_more_day_overdue() -> None:
    late = milestone(due="2016-09-30", started="2016-09-01")
    days = [one(late, AS_OF + timedelta(days=count)).schedule.days_overdue for count in range(3)]
    assert days == [14, 15, 16]
