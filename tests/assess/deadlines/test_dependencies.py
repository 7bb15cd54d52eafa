"""What a milestone waits for, directly or not, and the cycles among milestones."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.making import FAULTY, action, at, by_id, cancelled, forecast, milestone, plan
from pap_cli.assess.deadlines.dependencies import MAX_BLOCKERS
from pap_cli.model.items import Action, Milestone
from pap_cli.model.plan import Plan
from pap_cli.model.rating import Rating

TODAY, YESTERDAY, TOMORROW = "2016-10-14", "2016-10-13", "2016-10-15"


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
