"""Risks at a date: a made-up register with every way in which a score can be known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from pap_cli.assess.assessment import assess
from pap_cli.assess.risks import RiskStatus
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Policy

Load = Callable[[Mapping[str, str | bytes]], Workspace]
PLAN = """\
plan: {id: harbour, title: Harbour plan, start: 2020-10-01}
owners: {quay: Quay master, tug: Tug captain}
bodies: {board: Harbour board}
recommendations: [{id: R1, title: Dredge}]
actions:
  - id: A1
    title: Dredge the basin
    answers: R1
    owner: quay
    milestones:
      - {id: A1.1, title: Surveyed, due: 2021-02-01, completed: 2021-01-20}
      - {id: A1.2, title: Dredged, due: 2021-03-01}
  - id: A2
    title: Buy a dredger
    answers: R1
    owner: quay
    cancelled: {on: 2021-01-10, by: board, reason: No money}
    milestones: [{id: A2.1, title: Bought, due: 2021-06-01}]
"""
Assess = Callable[..., dict[str, RiskStatus]]


@pytest.fixture
def risks(load: Load) -> Assess:
    def found(text: str, as_of: str = "2021-03-15", head: str = PLAN) -> dict[str, RiskStatus]:
        workspace = load({"plans/harbour/plan.yaml": head, "plans/harbour/risks.yaml": "risks:\n" + text})
        assert workspace.diagnostics == ()
        (plan,) = assess(workspace.portfolio, date.fromisoformat(as_of), Policy()).plans
        return {one.id: one for one in plan.risks}

    return found


SILT = """\
  - id: K1
    title: The basin silts up
    raised: 2020-11
    initial: 4 x 5
    target: 2 x 4
    treated_by: [A1, A1.1, A2]
    changes:
      - {on: 2021-01-15, score: {likelihood: 3, impact: 4}, by: board, note: Surveyed}
      - {on: 2021-Q1, score: 5x4}
      - {on: 2021-05-01, score: 25}
    closed: 2021-09
    notes: [{on: 2021-02-20, text: Storm}]
"""


@pytest.mark.parametrize(
    ("as_of", "value", "before", "direction", "rating", "label", "looked_at"),
    [
        ("2020-11-30", 20, None, None, "red", "extreme", "2020-11-30"),
        ("2021-01-15", 12, 20, "down", "amber", "high", "2021-01-15"),
        ("2021-03-30", 12, 20, "down", "amber", "high", "2021-02-20"),
        ("2021-03-31", 20, 12, "up", "red", "extreme", "2021-03-31"),
        ("2021-05-01", 25, 20, "up", "red", "extreme", "2021-05-01"),
        ("2021-09-30", 25, 20, "up", "grey", None, "2021-05-01"),
    ],
)
def test_the_score_in_force(
    risks: Assess,
    as_of: str,
    value: int,
    before: int | None,
    direction: str | None,
    rating: str,
    label: str | None,
    looked_at: str,
) -> None:
    one = risks(SILT, as_of)["K1"]
    assert one.value == value
    assert (one.before.value if one.before else None) == before
    assert (one.direction.value if one.direction else None) == direction
    assert (one.rating.value, one.label) == (rating, label)
    assert one.open is (as_of < "2021-09-30")
    assert str(one.looked_at) == looked_at


def test_a_risk_does_not_exist_before_it_was_raised(risks: Assess) -> None:
    assert risks(SILT, "2020-11-29") == {}


@pytest.mark.parametrize("raised", ["true", "unknown"])
def test_a_risk_raised_on_an_unknown_day_is_there_at_every_day(risks: Assess, raised: str) -> None:
    assert list(risks(f"  - {{id: K1, title: Silt, raised: {raised}}}\n", "2000-01-01")) == ["K1"]


def test_what_treats_a_risk(risks: Assess) -> None:
    one = risks(SILT)["K1"]
    assert [(part.id, part.state.value, part.overdue) for part in one.treatments] == [
        ("A1", "in-progress", True),
        ("A1.1", "delivered", False),
        ("A2", "cancelled", False),
    ]
    assert [part.id for part in one.live] == ["A1", "A1.1"]
    assert [part.id for part in one.stuck] == ["A1"]
    assert risks(SILT, "2021-03-01")["K1"].stuck == ()


@pytest.mark.parametrize(
    ("written", "as_of", "value", "before"),
    [
        ("current: 12", "2021-03-15", 12, None),
        ("current: 12, initial: 20", "2021-03-15", 12, 20),
        ("initial: 20", "2021-03-15", 20, None),
        ("initial: 20, current: unknown", "2021-03-15", None, 20),
        # dated scores are the better record: `current` counts until there is one
        ("current: 12, changes: [{on: 2021-03-01, score: 16}]", "2021-03-15", 16, None),
        ("current: 12, initial: 9, changes: [{on: 2021-03-20, score: 16}]", "2021-03-15", 12, 9),
        ("current: 12, initial: 9, changes: [{on: 2021-03-20, score: 16}]", "2021-03-20", 16, 9),
        ("current: 12, changes: [{on: 2021-03-01}, {on: 2021-03-20, score: 16}]", "2021-03-15", 12, 12),
        # looked at, and the score stays
        ("initial: 9, changes: {on: 2021-03-01, note: No change}", "2021-03-15", 9, 9),
        ("current: 6, initial: 9, changes: [{on: 2021-03-01}]", "2021-03-15", 6, 6),
        # a change without a date is older than any with one, and newer than the initial score
        ("initial: 9, changes: [{on: 2021-03-01, score: 4}, {score: 6}]", "2021-03-15", 4, 6),
        ("changes: [{on: 2021-03-01, score: 4}, {on: 2021-03-01, score: 6}]", "2021-03-15", 6, 4),
        ("title: Silt", "2021-03-15", None, None),
    ],
)
def test_current_and_changes(risks: Assess, written: str, as_of: str, value: int | None, before: int | None) -> None:
    title = "" if "title" in written else "title: Silt, "
    one = risks(f"  - {{id: K1, {title}{written}}}\n", as_of)["K1"]
    assert one.value == value
    assert (one.before.value if one.before else None) == before
    assert (one.rating.value == "grey") is (value is None)


def test_the_day_of_the_last_move(risks: Assess) -> None:
    text = "  - {id: K1, title: Silt, initial: 9, changes: [{on: 2021-01, score: 12}, {on: 2021-02-01, score: 12}]}\n"
    one = risks(text)["K1"]
    assert one.direction == "same"
    assert one.moved is not None
    assert one.moved.written == "2021-01"


def test_a_plan_with_a_matrix_of_its_own(risks: Assess) -> None:
    bands = "[{from: 10, rating: red, label: Severe}, {from: 5, rating: amber}, {from: 3, rating: green}]"
    head = PLAN.replace("start:", f"risk_matrix: {{likelihood: 4, impact: 4, bands: {bands}}}, start:")
    text = "".join(f"  - {{id: K{score}, title: Silt, current: {score}}}\n" for score in (12, 6, 4, 2))
    found = risks(text, head=head)
    assert {id: (one.rating.value, one.label) for id, one in found.items()} == {
        "K12": ("red", "Severe"),
        "K6": ("amber", "amber"),
        "K4": ("green", "green"),
        "K2": ("grey", None),
    }
