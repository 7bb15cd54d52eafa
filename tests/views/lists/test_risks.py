"""`pap risks`: what it lists, in which order, and what it has for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commands.running import Run

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
    milestones: [{id: A1.1, title: Dredged, due: 2021-03-01}]
risks:
  - {id: K4, title: Fog, current: 4, owner: quay}
  - {id: K2, title: Strike, current: 3 x 4, owner: tug, lead: quay, category: Workforce}
  - id: K1
    title: The basin silts up
    cause: Two rivers
    effect: No ship can enter
    raised: 2020-11
    by: board
    owner: [quay, tug]
    initial: 4 x 5
    target: {likelihood: 2, impact: 4}
    response: treat
    controls: [Buoys]
    treated_by: A1.1
    affects: [R1, A1]
    changes: [{on: 2021-02-01, score: 3 x 4, by: board, note: Surveyed}, {on: 2021-Q1, score: 20}]
  - {id: K3, title: Pirates, closed: true, initial: 25}
  - {id: K5, title: Comets}
"""


@pytest.fixture
def listed(tmp_path: Path, pap: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans/harbour.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> Any:
        found = pap("risks", "--as-of", "2021-04-01", "-f", "json", *words)
        assert found.code == 0, found.err
        return json.loads(found.out)["risks"]

    return run


def ids(listed: list[dict[str, Any]]) -> str:
    return " ".join(one["id"] for one in listed)


def test_the_worst_first_and_the_closed_last(listed: Callable[..., Any]) -> None:
    assert ids(listed()) == "K1 K2 K4 K5 K3"
    assert ids(listed("--sort", "id")) == "K1 K2 K3 K4 K5"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--open"], "K1 K2 K4 K5"),
        (["--rating", "red,amber"], "K1 K2"),
        (["--owner", "quay"], "K1 K2 K4"),
        (["--owner", "tug", "--open"], "K1 K2"),
        (["--owner", "nobody"], "K5 K3"),
        (["--search", "river"], "K1"),
        (["--search", "workFORCE"], "K2"),
    ],
)
def test_filters(listed: Callable[..., Any], words: list[str], expected: str) -> None:
    assert ids(listed(*words)) == expected


def test_the_facts_of_a_risk(listed: Callable[..., Any]) -> None:
    one = listed()[0]
    assert one | {"path": "", "line": 0} == {
        "rating": "red",
        "rating_label": "extreme",
        "state": "open",
        "id": "K1",
        "title": "The basin silts up",
        "plan": "harbour",
        "cause": "Two rivers",
        "effect": "No ship can enter",
        "category": None,
        "current": 20,
        "likelihood": None,
        "impact": None,
        "direction": "up",
        "previous": 12,
        "changed": "2021-03-31",
        "initial": 20,
        "initial_likelihood": 4,
        "initial_impact": 5,
        "target": 8,
        "target_likelihood": 2,
        "target_impact": 4,
        "raised": "2020-11-30",
        "raised_precision": "month",
        "by": "board",
        "looked_at": "2021-03-31",
        "owner": "quay",
        "owners": ["quay", "tug"],
        "lead": None,
        "leads": [],
        "response": "treat",
        "controls": ["Buoys"],
        "treated_by": ["A1.1"],
        "treatments": [{"id": "A1.1", "state": "not-started", "rating": "red", "overdue": True}],
        "affects": ["R1", "A1"],
        "changes": [
            {
                "on": "2021-03-31",
                "on_written": "2021-Q1",
                "score": 20,
                "likelihood": None,
                "impact": None,
                "by": None,
                "note": None,
            },
            {
                "on": "2021-02-01",
                "on_written": "2021-02-01",
                "score": 12,
                "likelihood": 3,
                "impact": 4,
                "by": "board",
                "note": "Surveyed",
            },
        ],
        "closed": None,
        "closed_precision": None,
        "notes": [],
        "path": "",
        "line": 0,
    }
    closed = listed()[-1]
    assert (closed["state"], closed["rating"], closed["closed"], closed["closed_precision"], closed["current"]) == (
        "closed",
        "grey",
        None,
        "unknown",
        25,
    )


@pytest.mark.usefixtures("listed")
def test_the_table(pap: Run) -> None:
    lines = pap("risks", "--as-of", "2021-04-01", "-f", "plain").out.splitlines()
    assert lines[1].split()[:2] == ["K1", "extreme"]
    assert "up from 12" in lines[1]
    assert "A1.1 overdue" in lines[1]
    assert "nothing" in lines[2], "a high risk that nothing treats"
    assert "not scored" in lines[4]
    assert lines[5].split()[1] == "closed"
    assert "5 risks as of 1 Apr 2021: 4 open, 1 closed" in lines
    key = "extreme: red, from 15; high: amber, from 8; moderate: green, from 4; low: green, from 1."
    assert key in " ".join(lines)
