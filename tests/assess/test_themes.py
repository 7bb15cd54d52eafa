"""What belongs to a theme, and what it adds up to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from assess.making import SOMEWHERE, action, at, cancelled, milestone, plan, recommendation
from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.themes import NO_THEME, ThemeStatus, by_theme, shared
from pap_cli.model.entry import Id
from pap_cli.model.items import Recommendation
from pap_cli.model.plan import Plan
from pap_cli.model.rating import Rating
from pap_cli.model.themes import Theme


def theme(id: str) -> Theme:
    return Theme(id=Id(id), title=id.lower(), place=SOMEWHERE)


def asked(id: str, *themes: str) -> Recommendation:
    return replace(recommendation(id), themes=themes)


def themed(*more: Recommendation) -> Plan:
    return plan(
        action("A1", milestone("A1.1", completed="2016-08-01"), milestone("A1.2", "2016-09-01"), answers=("R1",)),
        action("A2", milestone("A2.1"), answers=("R1", "R2")),
        action("A3", milestone("A3.1"), themes=("T2",)),
        action("A4", milestone("A4.1"), answers=("R4",)),
        action("A5", milestone("A5.1"), answers=("R1",), cancelled=cancelled("2016-06-01")),
        action("A6", milestone("A6.1"), answers=("R1",), added="2017-01-01"),
        themes=(theme("T1"), theme("T2"), theme("T3")),
        recommendations=(asked("R1", "T1"), asked("R2", "T2"), asked("R3", "T2", "T1"), asked("R4"), *more),
    )


def ids(found: ThemeStatus) -> tuple[list[str], list[str], list[str]]:
    return (
        [one.id for one in found.recommendations],
        [one.id for one in found.actions],
        [one.id for one in found.milestones],
    )


def test_each_theme_has_its_items_and_the_rest_comes_last() -> None:
    found = {one.id: ids(one) for one in by_theme(at(themed()))}
    assert list(found) == ["T1", "T2", "T3", NO_THEME]
    assert found["T1"] == (["R1", "R3"], ["A1", "A2"], ["A1.1", "A1.2", "A2.1", "A5.1"])
    assert found["T2"] == (["R2", "R3"], ["A2", "A3"], ["A2.1", "A3.1"])
    assert found["T3"] == ([], [], [])
    assert found[NO_THEME] == (["R4"], ["A4"], ["A4.1"])


def test_a_theme_is_rated_and_counted_as_its_milestones_are() -> None:
    one, two, three, _ = by_theme(at(themed()))
    assert (one.rating, two.rating, three.rating) == (Rating.RED, Rating.GREEN, Rating.GREY)
    counts = {"milestones": 3, "cancelled": 1, "delivered": 1, "on_time": 1, "overdue": 1, "unapproved": 0}
    assert one.progress.facts() == counts
    assert one.ratings == {Rating.RED: 1, Rating.AMBER: 0, Rating.GREEN: 2, Rating.BLUE: 0, Rating.GREY: 0}
    assert [gap.id for gap in three.gaps] == []
    assert {gap.id for gap in two.gaps} == {"R2", "R3", "A2", "A3"}, "as the gaps of the plan"


def test_an_action_of_two_themes_counts_in_both_and_is_named() -> None:
    status = at(themed())
    assert shared(by_theme(status)) == (("R3",), ("A2",))
    assert {one.id: one.themes for one in status.actions}["A2"] == ("T1", "T2")
    assert {one.id: one.themes for one in status.milestones}["A2.1"] == ("T1", "T2")


@pytest.mark.parametrize(
    ("own", "answers", "expected"),
    [
        ((), ("R1",), ("T1",)),
        ((), ("R2", "R1"), ("T2", "T1")),
        (("T3",), (), ("T3",)),
        (("T3",), ("R1",), ("T3", "T1")),
        (("T1",), ("R3",), ("T1", "T2")),
        ((), ("R4",), ()),
        ((), ("R9",), ()),
        (("T9",), ("R4",), ("T9",)),
    ],
)
def test_the_themes_of_an_action(own: tuple[str, ...], answers: tuple[str, ...], expected: tuple[str, ...]) -> None:
    status = at(replace(themed(), actions=(action("A", milestone("A.1"), answers=answers, themes=own),)))
    assert status.actions[0].themes == expected
    assert status.milestones[0].themes == expected


def test_a_plan_without_themes_has_none() -> None:
    assert by_theme(at(plan(action("A", milestone("A.1"))))) == ()


@given(st.lists(st.sets(st.sampled_from(["T1", "T2", "T3"])), min_size=1, max_size=6), st.data())
def test_no_item_is_lost_and_each_is_once_in_each_of_its_themes(wanted: list[set[str]], data: st.DataObject) -> None:
    recommendations = tuple(asked(f"R{number}", *sorted(one)) for number, one in enumerate(wanted))
    answered = st.lists(st.sampled_from([one.id for one in recommendations]), max_size=3, unique=True)
    actions = tuple(
        action(f"A{number}", milestone(f"A{number}.1"), answers=tuple(data.draw(answered))) for number in range(4)
    )
    status: PlanStatus = at(replace(themed(), actions=actions, recommendations=recommendations))
    found = by_theme(status)
    for kind in ("recommendations", "actions", "milestones"):
        counted = [one.id for group in found for one in getattr(group, kind)]
        assert set(counted) == {one.id for one in getattr(status, kind)}
    assert sum(len(one.actions) for one in found) == sum(max(1, len(one.themes)) for one in status.actions)
    for group in found:
        assert len({one.id for one in group.milestones}) == len(group.milestones)
