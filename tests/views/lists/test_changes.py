"""`pap diff` lists what people decided: approvals, judgements, and the themes whose rating is another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands.running import Run

PLAN = """\
plan: {id: harbour, title: Harbour plan, start: 2020-10-01, approved_by: port}
owners: {quay: Quay master, crane: Crane master}
bodies: {port: Port board}
themes: {T1: Depth, T2: {title: Safety, owner: crane}}
recommendations:
  - {id: R1, title: Dredge, theme: T1, judgements: {on: 2021-01, by: port, status: Amber/Red, axis: confidence}}
  - {id: R2, title: Light, theme: T2}
actions:
  - id: A1
    title: Dredge the basin
    answers: [R1]
    owner: quay
    judgements: [{on: 2021-02-20, by: quay, status: at-risk, percent: 40, confidence: fair, note: The boat is late}]
    milestones:
      - {id: A1.1, title: Surveyed, due: 2021-02-01, started: 2021-01-04, judgements: [
          {on: 2020-12-01, by: quay, status: on-track, percent: 20, axis: delivery},
          {on: 2021-02-20, by: quay, status: on-track, percent: 60, axis: delivery},
          {on: 2021-03-02, by: quay, status: off-track, percent: 65, axis: delivery},
          {status: Choppy, axis: outcome}]}
      - {id: A1.2, title: Dredged, due: 2021-03-31, completed: {on: 2021-01-20, approved: 2021-02-10}}
  - {id: A2, title: Lit, answers: R2, owner: crane, due: 2021-12-31, judgements: {on: 2021-02-01, percent: 5}}
"""


@pytest.fixture(autouse=True)
def plan(workspace: Path) -> None:
    for file in (workspace / "plans").iterdir():
        file.unlink()
    (workspace / "plans" / "harbour.yaml").write_text(PLAN, encoding="utf-8")


def found(pap: Run, *words: str, as_of: str = "2021-03-01", since: str = "2021-01-01") -> list[dict[str, object]]:
    ran = pap("diff", *words, "--since", since, "--as-of", as_of, "-f", "json")
    assert ran.err == ""
    changes: list[dict[str, object]] = json.loads(ran.out)["changes"]
    return changes


def short(changes: list[dict[str, object]], *kinds: str) -> list[tuple[object, ...]]:
    names = ("change", "kind", "id", "before", "now", "on", "note")
    return [tuple(one[name] for name in names) for one in changes if one["change"] in kinds]


def test_judgements_since_are_listed_each_beside_the_one_before_of_its_axis(pap: Run) -> None:
    assert short(found(pap), "judged") == [
        ("judged", "recommendation", "R1", None, "Amber/Red", "2021-01-31", "confidence; by port"),
        ("judged", "action", "A2", None, "5%", "2021-02-01", None),
        ("judged", "action", "A1", None, "at-risk, 40%, confidence: fair", "2021-02-20", "by quay; The boat is late"),
        ("judged", "milestone", "A1.1", "on-track, 20%", "on-track, 60%", "2021-02-20", "delivery; by quay"),
    ]
    assert [one["owner"] for one in found(pap) if one["change"] == "judged"] == [None, "crane", "quay", "quay"]


def test_only_judgements_of_the_days_between_are_listed(pap: Run) -> None:
    later = short(found(pap, as_of="2021-03-02", since="2021-02-20"), "judged")
    assert later == [
        ("judged", "milestone", "A1.1", "on-track, 60%", "off-track, 65%", "2021-03-02", "delivery; by quay")
    ]
    assert short(found(pap, as_of="2021-03-01", since="2021-02-20"), "judged") == []


def test_the_approval_of_a_delivery_is_listed_on_its_day(pap: Run) -> None:
    assert short(found(pap), "approved") == [
        ("approved", "milestone", "A1.2", None, None, "2021-02-10", "delivery, by port")
    ]
    assert short(found(pap, as_of="2021-02-09"), "approved") == []


def test_a_theme_is_listed_if_its_rating_is_another(pap: Run) -> None:
    themes = [one for one in found(pap) if one["kind"] == "theme"]
    assert [(one["change"], one["id"], one["before"], one["now"]) for one in themes] == [
        ("re-rated", "T1", "green", "red")
    ]
    assert [one["id"] for one in found(pap, "--owner", "crane")] == ["A2"]


def test_the_table_has_the_words(pap: Run) -> None:
    lines = pap("diff", "--since", "2021-01-01", "--as-of", "2021-03-01").out.splitlines()
    assert any(
        line.split()[:2] == ["approved", "milestone"] or line.split()[:2] == ["approved", "A1.2"] for line in lines
    )
    shown = " ".join(" ".join(lines).split())
    assert "on-track, 60% (was on-track, 20%)" in shown
