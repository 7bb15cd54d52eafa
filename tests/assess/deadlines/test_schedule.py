"""Where a milestone stands: its state, its dates as they were known on a day, and what it waits for."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.making import (
    AS_OF,
    FAULTY,
    action,
    at,
    by_id,
    cancelled,
    extension,
    forecast,
    header,
    milestone,
    one,
    plan,
)
from pap_cli.assess.deadlines.dependencies import MAX_BLOCKERS
from pap_cli.assess.deadlines.schedule import State, horizon_of
from pap_cli.model.config import Against
from pap_cli.model.dates import Duration
from pap_cli.model.plan import Action, Horizon, Horizons, Milestone, Plan
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
    assert (found["theirs"].schedule.owner, found["theirs"].schedule.lead) == ("dcs", "manager")
    assert (found["own"].schedule.owner, found["own"].schedule.lead) == ("head", "deputy")


def test_what_enters_the_plan_later_is_not_seen_before() -> None:
    early, late = milestone("early"), milestone("late", added="2016-10-14")
    whole = plan(action("A", early, late), action("B", milestone("other"), added="2016-10-14"))
    assert set(by_id(at(whole, "2016-10-13"))) == {"early"}
    assert set(by_id(at(whole, "2016-10-14"))) == {"early", "late", "other"}
    assert [entry.id for entry in at(whole, "2016-10-13").actions] == ["A"]


# --- what waits for what -------------------------------------------------------------------------------------------


def waiting(*steps: Milestone, **more: Action) -> Plan:
    return plan(action("A", *steps), *more.values())


def test_blocked_by_what_is_not_delivered_nearest_first() -> None:
    found = by_id(
        at(
            waiting(
                milestone("far"),
                milestone("near", depends_on=("far",)),
                milestone("last", depends_on=("near",)),
            )
        )
    )
    assert found["last"].schedule.blocked_by == ("near", "far")
    assert found["near"].schedule.blocked_by == ("far",)
    assert found["far"].schedule.blocked_by == ()


@pytest.mark.parametrize("facts", [{"completed": TODAY}, {"cancelled": cancelled(TODAY)}])
def test_what_waits_behind_a_delivered_or_cancelled_one_is_no_matter(facts: dict[str, Any]) -> None:
    steps = (
        milestone("far", due="2016-01-31"),
        milestone("near", depends_on=("far",), **facts),
        milestone("last", depends_on=("near",)),
    )
    last = by_id(at(waiting(*steps)))["last"]
    assert last.schedule.blocked_by == ()
    assert last.rating is Rating.GREEN


def test_waiting_for_an_action_is_waiting_for_all_of_its_milestones() -> None:
    other = action("B", milestone("B1"), milestone("B2", completed=TODAY), milestone("B3"))
    found = by_id(at(waiting(milestone("last", depends_on=("B",)), other=other)))
    assert found["last"].schedule.blocked_by == ("B1", "B3")


def test_a_delivered_milestone_is_blocked_by_nothing() -> None:
    steps = (milestone("first"), milestone("second", depends_on=("first",), completed=TODAY))
    second = by_id(at(waiting(*steps)))["second"]
    assert second.schedule.blocked_by == ()
    assert second.schedule.blocker is None


def test_nothing_waits_for_what_is_not_in_the_plan_yet_nor_for_unknown_ids() -> None:
    steps = (milestone("later", added=TOMORROW, due=TODAY), milestone("now", depends_on=("later", "nobody")))
    assert by_id(at(waiting(*steps)))["now"].schedule.blocked_by == ()


def test_something_late_however_far_behind_makes_amber() -> None:
    steps = (
        milestone("late", due="2016-10-13", started=YESTERDAY),
        milestone("middle", due="2017-02-28", depends_on=("late",)),
        milestone("last", due="2017-03-31", depends_on=("middle",)),
    )
    found = by_id(at(waiting(*steps)))
    assert [found[id].rating for id in ("late", "middle", "last")] == [Rating.RED, Rating.AMBER, Rating.AMBER]
    assert "late" in found["last"].reason


def test_something_expected_after_the_milestones_own_date_makes_amber() -> None:
    for forecasts, rating in (((forecast("2017-04-01"),), Rating.AMBER), ((), Rating.GREEN)):
        steps = (
            milestone("first", due="2017-03-31", forecast=forecasts),
            milestone("second", due="2017-03-31", depends_on=("first",)),
        )
        assert by_id(at(waiting(*steps)))["second"].rating is rating


def test_a_milestone_that_could_not_be_read_whole_makes_no_other_late() -> None:
    steps = (
        milestone("broken", due="2016-01-31", place=FAULTY),
        milestone("slow", due="2017-12-31", place=FAULTY),
        milestone("next", depends_on=("broken",)),
        milestone("other", depends_on=("slow",)),
    )
    found = by_id(at(waiting(*steps)))
    assert found["broken"].rating is Rating.GREY
    assert found["broken"].schedule.days_overdue == 0
    assert found["next"].rating is Rating.GREEN
    assert found["other"].rating is Rating.GREEN


@pytest.mark.parametrize(
    ("steps", "cycle"),
    [
        ((milestone("a", depends_on=("a",)),), {"a"}),
        ((milestone("a", depends_on=("b",)), milestone("b", depends_on=("a",))), {"a", "b"}),
        (
            (
                milestone("a", depends_on=("b",)),
                milestone("b", depends_on=("c",)),
                milestone("c", depends_on=("a",)),
                milestone("beside", depends_on=("a",)),
            ),
            {"a", "b", "c"},
        ),
        ((milestone("a", depends_on=("A",)), milestone("b")), {"a", "A"}),
    ],
)
def test_a_cycle_is_found_once(steps: tuple[Milestone, ...], cycle: set[str]) -> None:
    status = at(waiting(*steps))
    assert [set(found) for found in status.cycles] == [cycle]


LINKS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14)
DONE = st.sets(st.integers(0, 7), max_size=4)


@given(LINKS, DONE, st.permutations(range(8)))
def test_who_waits_for_whom_does_not_hang_on_the_order_in_the_file(
    links: list[tuple[int, int]], done: set[int], order: list[int]
) -> None:
    steps = [
        milestone(
            f"m{number}",
            due=f"2016-{number + 3:02}-15",
            depends_on=tuple(f"m{other}" for step, other in links if step == number),
            **({"completed": TODAY} if number in done else {}),
        )
        for number in range(8)
    ]
    status, shuffled = at(waiting(*steps)), at(waiting(*[steps[number] for number in order]))
    assert {frozenset(cycle) for cycle in status.cycles} == {frozenset(cycle) for cycle in shuffled.cycles}
    found, expected = by_id(shuffled), by_id(status)
    for id, before in expected.items():
        now = found[id]
        assert now.schedule.blocked_by == before.schedule.blocked_by
        assert now.schedule.blocker == before.schedule.blocker
        assert (now.rating, now.reason) == (before.rating, before.reason)


def test_a_cycle_through_another_action() -> None:
    other = action("B", milestone("b", depends_on=("a",)))
    status = at(waiting(milestone("a", depends_on=("B",)), other=other))
    assert [set(found) for found in status.cycles] == [{"a", "b", "B"}]


def test_no_cycle_where_two_ways_lead_to_one() -> None:
    steps = (
        milestone("a"),
        milestone("b", depends_on=("a",)),
        milestone("c", depends_on=("a",)),
        milestone("d", depends_on=("b", "c", "b")),
    )
    status = at(waiting(*steps))
    assert status.cycles == ()
    assert by_id(status)["d"].schedule.blocked_by == ("b", "c", "a")


def test_everybody_in_a_cycle_waits_for_what_is_late_in_it_in_any_order() -> None:
    steps = [
        milestone("a", depends_on=("b",)),
        milestone("b", depends_on=("c",)),
        milestone("c", depends_on=("a",), due="2016-09-30", started="2016-09-01"),
    ]
    for turn in range(3):
        found = by_id(at(waiting(*steps[turn:], *steps[:turn])))
        assert {id: found[id].rating for id in "abc"} == {"a": Rating.AMBER, "b": Rating.AMBER, "c": Rating.RED}
        blockers = {id: found[id].schedule.blocker for id in "abc"}
        assert {id: blocker and blocker.id for id, blocker in blockers.items()} == {"a": "c", "b": "c", "c": "a"}


def test_a_cycle_that_is_broken_by_a_delivery_blocks_nobody() -> None:
    steps = (
        milestone("a", depends_on=("b",)),
        milestone("b", depends_on=("c",), completed=TODAY),
        milestone("c", depends_on=("a",), due="2016-09-30", started="2016-09-01"),
    )
    status = at(waiting(*steps))
    assert [set(found) for found in status.cycles] == [{"a", "b", "c"}], "it is still a slip in the file"
    assert by_id(status)["a"].rating is Rating.GREEN


def chain(length: int, *, closed: bool = False) -> Plan:
    ids = [f"m{number}" for number in range(length)]
    behind = [ids[-1:] if closed else [], *([id] for id in ids)]
    return waiting(*(milestone(id, depends_on=tuple(after)) for id, after in zip(ids, behind, strict=False)))


@pytest.mark.parametrize("closed", [False, True])
def test_a_chain_of_thousands_is_no_trouble(closed: bool) -> None:
    status = at(chain(5000, closed=closed))
    assert [len(cycle) for cycle in status.cycles] == ([5000] if closed else [])
    last = status.milestones[-1].schedule
    assert len(last.blocked_by) == MAX_BLOCKERS
    assert last.blocked_by[0] == "m4998"


def test_a_late_milestone_at_the_far_end_of_a_long_chain_is_seen() -> None:
    long = chain(5000)
    steps = long.actions[0].milestones
    late = milestone("m0", due="2016-09-30", started="2016-09-01")
    status = at(waiting(late, *steps[1:]))
    assert status.milestones[-1].rating is Rating.AMBER
    assert status.milestones[-1].schedule.blocker is not None
    assert status.milestones[-1].schedule.blocker.id == "m0"


@pytest.mark.parametrize("closed", [False, True])
def test_chains_take_time_in_proportion_to_their_length(closed: bool) -> None:
    def cost(length: int) -> float:
        long = chain(length, closed=closed)
        times = []
        for _ in range(3):
            start = time.process_time()
            at(long)
            times.append(time.process_time() - start)
        return min(times)

    assert cost(4000) < 12 * cost(1000), "four times the length; 16 would be quadratic"


def test_a_day_later_is_one_more_day_overdue() -> None:
    late = milestone(due="2016-09-30", started="2016-09-01")
    days = [one(late, AS_OF + timedelta(days=count)).schedule.days_overdue for count in range(3)]
    assert days == [14, 15, 16]
