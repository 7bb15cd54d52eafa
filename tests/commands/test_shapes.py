"""Trackers of other shapes in every command and format: recommendations with milestones, and flat lists of actions."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from conftest import Run

AS_OF = ("--as-of", "2016-10-14")
DIRECT = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head of service, lead: Project lead, sco: Scrutiny officer}
bodies: {board: Board}
recommendations:
  - id: R1
    title: Hold exit interviews
    made_by: board
    owner: head
    lead: lead
    milestones:
      - {id: R1.1, title: First ten held, due: 2016-09-30, notes: "Two held"}
      - {id: R1.2, title: Reported, due: 2016-08-31, completed: 2016-09-12, expected_by: [board], owner: sco}
  - {id: R2, title: Publish the thresholds}
"""
FLAT = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head of service, lead: Project lead}
bodies: {board: Board}
actions:
  - {id: "1", title: Publish the thresholds, owner: head, due: 2016-09-30, started: 2016-08, notes: A draft is out}
  - {id: "2", title: Train everyone, owner: head, lead: lead, due: 2016-12, depends_on: ["1"], expected_by: board}
  - {id: "3", title: Hold exit interviews, owner: lead, due: unknown, completed: true, evidence: Minutes of May 2016}
  - id: "4"
    title: Review
    owner: head
    due: 2016-12-31
    extensions: [{to: 2017-03-31, approved: 2016-09-01, by: board, reason: Staff left}]
    milestones:
      - {id: "4.1", title: Scoped, due: 2016-06-30, completed: 2016-06-01, evidenced: 2016-07}
      - {id: "4.2", title: Written, due: 2016-11-30}
"""
LISTS = ("status", "milestones", "actions", "recommendations", "owners", "timeline", "reviews")
PAGES = ("show head", "show lead", "show board", "report", "report --audience board", "check")
FORMATS = ("terminal", "plain", "json", "markdown", "html")


def workspace(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder / "plans").mkdir()
    (folder / "plans" / "p.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def facts(pap: Run, *command: str) -> Any:
    ran = pap(*command, *AS_OF, "--format", "json")
    assert ran.code in (0, 1), ran.err
    return json.loads(ran.out)


@pytest.mark.parametrize("text", [DIRECT, FLAT], ids=["direct", "flat"])
def test_every_command_shows_it(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pap: Run) -> None:
    workspace(tmp_path, text, monkeypatch)
    items = re.findall(r'\bid: "?([\w.]+)', text)[1:]
    for command in (*LISTS, *PAGES, *(f"show {id}" for id in items)):
        for format in FORMATS if command != "check" else ("full", "json", "gitlab"):
            ran = pap(*command.split(), *AS_OF, "--format", format)
            assert ran.code in (0, 1), (command, format, ran.err)


@pytest.mark.parametrize("text", [DIRECT, FLAT], ids=["direct", "flat"])
def test_every_link_of_its_site_leads_somewhere(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pap: Run
) -> None:
    workspace(tmp_path, text, monkeypatch)
    assert pap("site", *AS_OF, "--quarters", "1").code == 0
    site = tmp_path / "site"
    for page in site.rglob("*.html"):
        for target in re.findall(r'href="([^"#:]+)(?:#m-([^"]*))?"', page.read_text(encoding="utf-8")):
            to = (page.parent / target[0]).resolve()
            assert to.is_file(), (page, target)
            if target[1]:
                assert f'id="m-{target[1]}"' in to.read_text(encoding="utf-8"), (page, target)


def test_a_milestone_of_a_recommendation_has_no_action(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pap: Run
) -> None:
    workspace(tmp_path, DIRECT, monkeypatch)
    first = facts(pap, "milestones")["milestones"][0]
    assert (first["id"], first["action"], first["recommendation"]) == ("R1.1", None, "R1")
    assert (first["owner"], first["leads"], first["rating"]) == ("head", ["lead"], "red")
    assert [one["action"] for one in facts(pap, "timeline")["timeline"]] == [None, None]
    owners = {one["id"]: one for one in facts(pap, "owners")["owners"]}
    assert owners["head"]["recommendations"] == 1
    assert owners["sco"]["owned"] == 1
    two = facts(pap, "recommendations")["recommendations"]
    assert {one["id"]: (one["lacks"], one["milestone_ids"]) for one in two} == {
        "R1": ("delivery", ["R1.1", "R1.2"]),
        "R2": ("action", []),
    }
    assert [one["id"] for one in facts(pap, "recommendations", "--owner", "sco")["recommendations"]] == ["R1"]


def test_a_flat_list_is_rated_and_asks_for_nothing_it_cannot_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pap: Run
) -> None:
    workspace(tmp_path, FLAT, monkeypatch)
    actions = {one["id"]: one for one in facts(pap, "actions")["actions"]}
    assert {id: one["rating"] for id, one in actions.items()} == {"1": "red", "2": "amber", "3": "green", "4": "green"}
    dates = {id: (one["due"], one["due_written"], one["slipped_days"]) for id, one in actions.items()}
    assert dates["2"] == ("2016-12-31", "2016-12", 0)
    assert dates["3"] == (None, "unknown", 0)
    assert dates["4"] == ("2017-03-31", "2017-03-31", 90)
    assert (actions["3"]["completed"], actions["3"]["completed_precision"]) == (None, "unknown")
    assert actions["4"]["started"] == "2016-06-01"
    assert len(facts(pap, "milestones")["milestones"]) == 6
    rules = {one["rule"] for one in facts(pap, "check")["diagnostics"]}
    assert rules.isdisjoint({"action-without-milestone", "action-without-recommendation", "action-without-dates"})


def test_a_finding_about_an_action_is_suppressed_where_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pap: Run
) -> None:
    ignore = "ignore: [{rule: milestone-overdue, reason: The Board knows, until: 2017-01-31}]"
    workspace(tmp_path, FLAT.replace("due: 2016-09-30", f"due: 2016-09-30, {ignore}"), monkeypatch)
    rules = {one["rule"] for one in facts(pap, "check")["diagnostics"]}
    assert rules.isdisjoint({"milestone-overdue", "suppression-misplaced", "suppression-unused"})
