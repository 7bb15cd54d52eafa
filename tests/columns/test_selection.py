"""Filters: each, and that what passes several passes each of them."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from msgspec.structs import fields, replace

from pap_cli.assess.deadlines.schedule import State
from pap_cli.columns.selection import Selection
from pap_cli.model.items import Horizon
from pap_cli.model.rating import Rating
from pap_cli.views.lists import actions, kpis, milestones, owners, recommendations, reviews, timeline
from render.sample import AS_OF, assessed, workspace

NOW = assessed(workspace())
LONG = "a-milestone-with-an-id-that-is-rather-long"
LEAD = "head-of-safeguarding-and-quality-assurance"
EVERY = {"A1.1", "A1.2", "A1.3", "A1.4", LONG, "A2.2", "A2.3"}
FILTERS: dict[str, tuple[Selection, set[str]]] = {
    "overdue": (Selection(overdue=True), {"A1.2"}),
    "due": (Selection(due_by=date(2016, 11, 11)), {LONG, "A1.3"}),
    "due-today": (Selection(due_by=AS_OF), {LONG}),
    "horizon": (Selection(horizon=frozenset({Horizon.SHORT, Horizon.LONG})), {"A1.2", "A1.4"}),
    "owner": (Selection(owner=frozenset({"dcs"})), EVERY - {"A2.2"}),
    "lead": (
        Selection(owner=frozenset({"head-of-safeguarding-and-quality-assurance"})),
        EVERY - {LONG, "A2.2", "A2.3"},
    ),
    "body": (Selection(body=frozenset({"ofsted"})), {"A1.2", "A1.3"}),
    "rating": (Selection(rating=frozenset({Rating.AMBER})), {LONG, "A1.3", "A2.3"}),
    "state": (Selection(state=frozenset({State.CANCELLED, State.EVIDENCED})), {"A2.2", "A1.1"}),
    "search": (Selection(search="SPECIFICATION"), {"A1.1"}),
    "search-id": (Selection(search="a2."), {"A2.2", "A2.3"}),
    "search-action": (Selection(search="<script>"), {LONG, "A2.2", "A2.3"}),
    "everything": (Selection(), EVERY),
}


def listed(selection: Selection, module: Any = milestones) -> list[str]:
    facts = module.build(NOW, selection).facts()
    return [row["id"] for row in next(value for value in facts.values() if isinstance(value, list))]


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_one_filter(name: str) -> None:
    selection, expected = FILTERS[name]
    found = listed(selection)
    assert set(found) == expected
    assert len(found) == len(expected)
    assert set(listed(selection, timeline)) == expected


def together(one: Selection, other: Selection) -> Selection:
    usual = Selection()
    told = {
        field.name: getattr(other, field.name)
        for field in fields(Selection)
        if getattr(other, field.name) != getattr(usual, field.name)
    }
    return replace(one, **told)


def option(name: str) -> str:
    return "owner" if name == "lead" else name.split("-")[0]


PAIRS = [(one, other) for one, other in combinations(sorted(FILTERS), 2) if option(one) != option(other)]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_filters_combine(first: str, second: str) -> None:
    one, other = FILTERS[first], FILTERS[second]
    assert set(listed(together(one[0], other[0]))) == one[1] & other[1]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(overdue=True), ["A1"]),
        (Selection(horizon=frozenset({Horizon.INTERMEDIATE})), ["A1", "A2"]),
        (Selection(body=frozenset({"ofsted"})), ["A1"]),
        (Selection(body=frozenset({"ofsted"}), state=frozenset({State.CANCELLED})), []),
        (Selection(rating=frozenset({Rating.AMBER})), ["A2"]),
        (Selection(owner=frozenset({"dcs"})), ["A1"]),
        (Selection(search="corporate"), ["A2"]),
    ],
)
def test_actions_by_their_milestones(selection: Selection, expected: list[str]) -> None:
    assert listed(selection, actions) == expected


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(body=frozenset({"ofsted"})), ["R2", "R3", "R1"]),
        (Selection(owner=frozenset({"dcs"})), ["R1"]),
        (Selection(overdue=True), ["R1"]),
        (Selection(rating=frozenset({Rating.GREY})), ["R2", "R3"]),
        (Selection(search="agree"), ["R3"]),
    ],
)
def test_recommendations(selection: Selection, expected: list[str]) -> None:
    assert listed(selection, recommendations) == expected


def test_kpis() -> None:
    assert listed(Selection(rating=frozenset({Rating.RED})), kpis) == ["agency", "in-time"]
    assert listed(Selection(owner=frozenset({"dcs"}), search="agency"), kpis) == ["agency"]
    assert listed(Selection(owner=frozenset({"somebody-else"})), kpis) == []


def test_reviews_that_were_not_held_or_come_next() -> None:
    states = [row["state"] for row in reviews.build(NOW, Selection(overdue=True)).facts()["reviews"]]  # type: ignore[attr-defined]
    assert states == ["overdue", "missed"]
    assert listed(Selection(due_by=date(2016, 12, 14)), reviews) == ["visit"]
    assert listed(Selection(body=frozenset({"ofsted"})), reviews) == ["visit"]
    assert len(listed(Selection(search="thanks"), reviews)) == 1


def test_owners() -> None:
    assert listed(Selection(overdue=True), owners) == ["dcs", LEAD]
    assert listed(Selection(rating=frozenset({Rating.BLUE})), owners) == []
    assert listed(Selection(search="director"), owners) == ["dcs"]
