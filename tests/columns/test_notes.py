"""Notes and evidence in every format, as they were known on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from conftest import Files
from pap_cli.assess.assessment import Assessment, assess
from pap_cli.columns.listing import Arrangement
from pap_cli.columns.selection import Selection
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Policy
from pap_cli.views.item import view as item
from pap_cli.views.lists import actions, kpis, milestones, recommendations, reviews

NOTES = """notes:
      - {on: 2016-05-01, by: head, text: First}
      - Undated
      - {on: 2016-10-01, text: Last}
      - {on: 2016-10-15, by: head, text: To come}
"""
PLAN = f"""
plan: {{id: p, title: P, start: 2016-01-01}}
owners: {{head: Head}}
bodies: {{board: Board}}
recommendations:
  - id: R1
    title: T
    {NOTES}
actions:
  - id: A1
    title: T
    answers: [R1]
    milestones:
      - {{id: seen, title: T, due: 2016-03, completed: 2016-03-31, evidenced: 2016-10-01, evidence: [Paper 1, Paper 2]}}
      - {{id: unseen, title: T, due: 2016-03-31, completed: 2016-03-31, evidence: Paper 3}}
      - {{id: open, title: T, due: 2016-12-31, evidence: Paper 4}}
      - id: noted
        title: T
        due: 2016-12-31
        {NOTES.replace("      -", "          -")}
    {NOTES}
reviews:
  - id: V1
    body: board
    every: 3 months
    from: 2016-03-31
    {NOTES}
concerns:
  - id: C1
    title: T
    {NOTES}
"""
KPIS = f"""
kpis:
  - id: K1
    title: T
    unit: "%"
    {NOTES}
"""
KNOWN = [
    {"on": "2016-10-01", "by": None, "text": "Last"},
    {"on": "2016-05-01", "by": "head", "text": "First"},
    {"on": None, "by": None, "text": "Undated"},
]


@pytest.fixture
def opened(load: Callable[[Files], Workspace]) -> Workspace:
    found = load({"plans/p.yaml": PLAN, "kpis/k.yaml": KPIS})
    assert [one.message for one in found.diagnostics if one.severity.value == "error"] == []
    return found


def known(opened: Workspace, day: str = "2016-10-14", **policy: Any) -> Assessment:
    return assess(opened.portfolio, date.fromisoformat(day), Policy(**policy))


@pytest.mark.parametrize("id", ["noted", "A1", "R1", "V1", "C1", "K1"])
def test_a_page_has_the_notes_known_by_then_the_newest_first(opened: Workspace, id: str) -> None:
    facts = item.build(known(opened), id).facts()
    (found,) = (one for one in facts.values() if isinstance(one, dict))
    assert found["notes"] == KNOWN


@pytest.mark.parametrize("module", [milestones, actions, recommendations, reviews, kpis])
def test_a_list_has_the_notes_joined_in_csv(opened: Workspace, module: Any) -> None:
    listing = module.build(known(opened), Selection(), Arrangement(("id", "notes")))
    (facts,) = (one for one in listing.facts().values() if isinstance(one, list))
    assert next(one["notes"] for one in facts if one["notes"]) == KNOWN
    joined = "on: 2016-10-01, text: Last; on: 2016-05-01, by: head, text: First; text: Undated"
    assert joined in [row[1] for row in listing.records().rows]
    cells = [row[1].text for row in listing.document().blocks[0].rows]
    assert "1 Oct 2016: Last; 1 May 2016 head: First; Undated" in cells


@pytest.mark.parametrize(
    ("day", "policy", "expected"),
    [
        ("2016-03-30", {}, {}),
        ("2016-09-30", {}, {"unseen": [("Paper 3", None)]}),
        (
            "2016-10-01",
            {},
            {"seen": [("Paper 1", "2016-10-01"), ("Paper 2", "2016-10-01")], "unseen": [("Paper 3", None)]},
        ),
        ("2016-10-01", {"require_evidence": False}, {}),
    ],
)
def test_evidence_is_that_of_the_day(
    opened: Workspace, day: str, policy: dict[str, Any], expected: dict[str, list[tuple[str, str | None]]]
) -> None:
    facts: Any = milestones.build(known(opened, day, **policy), Selection()).facts()
    found = {one["id"]: one["evidence"] for one in facts["milestones"] if one["evidence"]}
    assert found == {
        id: [{"what": None, "where": where, "on": on, "accepted_by": None} for where, on in papers]
        for id, papers in expected.items()
    }
