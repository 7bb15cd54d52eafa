"""The items, owners and bodies that people name after a command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands.running import Run

PLAN = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners:
  head: {title: Head of Adoption and Permanence, name: Anna Example}
  hr: {title: "Head of Staff, Pay and Posts"}
  both: {title: Head of Both}
bodies: {ofsted: {title: Ofsted, outside: true}, board: Improvement Board}
recommendations: [{id: R1, title: First}, {id: R2, title: Second}]
actions:
  - id: A1
    title: One
    answers: R1
    owner: head
    kpis: k1
    milestones:
      - {id: A1.1, title: T, due: 2016-05-01, completed: 2016-04-01, expected_by: ofsted}
      - {id: A1.2, title: T, due: 2016-06-01}
  - {id: A2, title: Two, answers: [R1, R2], owner: hr, kpis: k2, milestones: [{id: A2.1, title: T, due: 2016-05-01}]}
  - {id: A3, title: Three, milestones: [{id: A3.1, title: T, due: 2016-05-01, completed: 2016-03-01}]}
"""
KPIS = "kpis: [{id: k1, title: Kay}, {id: k2, title: Kay, owner: hr}, {id: k3, title: Kay}]\n"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("plans/p.yaml", PLAN), ("kpis/k.yaml", KPIS)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("command", "ids", "found"),
    [
        ("milestones", "A1", "A1.1 A1.2"),
        ("milestones", "a1.2", "A1.2"),
        ("milestones", "R2", "A2.1"),
        ("milestones", "R2 A1.1", "A1.1 A2.1"),
        ("milestones", "A3,A2", "A2.1 A3.1"),
        ("milestones", "A1 --state delivered,evidenced", "A1.1"),
        ("timeline", "R1", "A1.1 A1.2 A2.1"),
        ("actions", "R1", "A1 A2"),
        ("actions", "A3 A1.2", "A1 A3"),
        ("recommendations", "A2", "R1 R2"),
        ("recommendations", "A1.1", "R1"),
        ("recommendations", "R2", "R2"),
        ("kpis", "A1", "k1"),
        ("kpis", "R1", "k1 k2"),
        ("kpis", "A2.1 k3", "k2 k3"),
        ("actions", "--state delivered,evidenced", "A3"),
        ("milestones", "--owner everyone --overdue", "A1.2 A2.1"),
    ],
)
def test_a_list_takes_items_and_what_they_belong_to(pap: Run, command: str, ids: str, found: str) -> None:
    ran = pap(command, *ids.split(), "--as-of", "2016-07-01", "-f", "json")
    assert ran.err == ""
    assert sorted(one["id"] for one in json.loads(ran.out)[command]) == found.split()


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("words", "noun", "help"),
    [
        ("milestones A1.11", "milestone", "did you mean A1.1?"),
        ("milestones A1 head", "milestone", "for head, write --owner head"),
        ("milestones Ofsted", "milestone", "for Ofsted, write --body ofsted"),
        ("timeline k1", "milestone", "list the IDs with  pap actions  or  pap milestones"),
        ("kpis zzzz", "KPI, milestone", "list the IDs with  pap actions  or  pap milestones"),
    ],
)
def test_an_id_that_nothing_can_be_listed_by(pap: Run, words: str, noun: str, help: str) -> None:
    ran = pap(*words.split())
    message = f"pap: no {noun}, action or recommendation has the ID “{words.split()[-1]}”\n  {help}\n"
    assert (ran.code, ran.out, ran.err) == (2, "", message)


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(
    ("option", "value", "found"),
    [
        ("--owner", "Head of Adoption and Permanence", "A1.1 A1.2"),
        ("--owner", "head of permanence", "A1.1 A1.2"),
        ("--owner", "Anna Example", "A1.1 A1.2"),
        ("--owner", "HEAD", "A1.1 A1.2"),
        ("--owner", "Head of Staff, Pay and Posts", "A2.1"),
        ("--owner", "hr, nobody", "A2.1 A3.1"),
        ("--body", "Ofsted", "A1.1"),
    ],
)
def test_owners_and_bodies_go_by_id_title_or_name(pap: Run, option: str, value: str, found: str) -> None:
    ran = pap("milestones", option, value, "-f", "json")
    assert sorted(one["id"] for one in json.loads(ran.out)["milestones"]) == found.split()


@pytest.mark.usefixtures("plan")
def test_words_that_fit_several_owners_name_none(pap: Run) -> None:
    ran = pap("milestones", "--owner", "head of")
    assert (ran.code, ran.err) == (
        2,
        "pap: --owner: no owner “head of” in this plan\n  the owners are both, head, hr\n",
    )


@pytest.mark.usefixtures("plan")
def test_ids_are_completed(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_PAP_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "pap milestones A1")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert pap().out.split() == ["A1", "A1.1", "A1.2"]
