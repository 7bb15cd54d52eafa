"""`pap status --owner`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands.running import Run

MILESTONES = "\n".join(f"      - {{id: A1.{one}, title: Step {one}, due: 2016-09-{one:02d}}}" for one in range(1, 13))
PLAN = f"""\
plan: {{id: p, title: A plan, start: 2016-01-04}}
owners: {{head: Head of service, hr: Head of Staff}}
recommendations: [{{id: R1, title: First}}]
actions:
  - id: A1
    title: One
    answers: R1
    owner: head
    milestones:
{MILESTONES}
  - {{id: A2, title: Two, answers: R1, owner: hr, milestones: [{{id: A2.1, title: Other, due: 2016-09-30}}]}}
  - {{id: A3, title: Three, answers: R1, milestones: [{{id: A3.1, title: Nobody's, due: 2016-09-30}}]}}
"""
AS_OF = ("--as-of", "2016-10-14")


@pytest.fixture(autouse=True)
def _plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "p.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("owner", "ids", "words"),
    [
        ("Head of Staff", ["A2.1"], "Only what hr owns or leads."),
        ("nobody", ["A3.1"], "Only what has no owner."),
        ("hr,nobody", ["A2.1", "A3.1"], "Only what hr owns or leads and what has no owner."),
    ],
)
def test_the_page_of_an_owner(pap: Run, owner: str, ids: list[str], words: str) -> None:
    found = json.loads(pap("status", "--owner", owner, *AS_OF, "-f", "json").out)
    assert [one["id"] for one in found["plans"][0]["overdue"]] == ids
    assert sum(found["plans"][0]["milestones"].values()) == len(ids)
    assert found["owners"] == owner.replace("Head of Staff", "hr").split(",")
    assert f"\n{words} Reviews and " in pap("status", "--all", "--owner", owner, *AS_OF).out


def test_the_command_for_the_rest_is_for_the_owner_too(pap: Run) -> None:
    assert "pap milestones --overdue --owner head\n" in pap("status", "--all", "--owner", "head", *AS_OF).out
    assert "pap milestones --overdue\n" in pap("status", "--all", *AS_OF).out


def test_without_an_owner_nothing_is_added(pap: Run) -> None:
    assert "owners" not in json.loads(pap("status", *AS_OF, "-f", "json").out)


def test_an_owner_who_is_not_in_the_plan(pap: Run) -> None:
    ran = pap("status", "--owner", "hd", *AS_OF)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("pap: --owner: no owner “hd” in this plan\n")
