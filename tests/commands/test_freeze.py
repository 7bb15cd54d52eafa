"""`pap freeze`: a baseline in the header of the plan, with the commit that holds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.running import Run
from repository import NEEDS_GIT, Commit, git, write_repository

PLAN = """\
# The quay
plan: {id: quay, title: Quay plan, start: 2019-04-01}
owners: {mate: First mate}
bodies: {board: Harbour board}
actions:
  - id: A1
    title: Repair
    scope: corporate
    owner: mate
    milestones:
      - {id: A1.1, title: Piles driven, due: 2019-06-30}
"""
FREEZE = ("freeze", "approved", "--by", "Harbour board", "--on", "2019-05-01")

pytestmark = NEEDS_GIT


@pytest.fixture
def head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    return write_repository(tmp_path, [Commit("2019-04-20 12:00", {"plans/p.yaml": PLAN})])[-1]


def test_the_header_names_the_day_the_body_and_the_commit_and_one_undo_takes_it_back(pap: Run, head: str) -> None:
    plan = Path("plans/p.yaml")
    ran = pap(*FREEZE, "--dry-run")
    assert f"commit: {head}" in ran.out
    assert plan.read_text(encoding="utf-8") == PLAN
    ran = pap(*FREEZE)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"quay: frozen as approved on 1 May 2019, at commit {head[:10]} — plans/p.yaml:")
    entry = f"{{name: approved, on: 2019-05-01, by: board, commit: {head}}}"
    assert plan.read_text(encoding="utf-8").count(entry) == 1
    assert pap("check", "--select", "PAP0,PAP1").code == 0
    assert pap("undo").code == 0
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_baseline_stays_as_it_is(pap: Run, head: str) -> None:
    pap(*FREEZE)
    again = pap(*FREEZE)
    assert (again.code, again.out) == (2, "")
    assert "approved is a baseline of quay already, of 1 May 2019, at plans/p.yaml:" in again.err
    assert pap("freeze", "second", "--by", "mate", "--on", "2019-06-01").code == 0
    assert Path("plans/p.yaml").read_text(encoding="utf-8").count(f"commit: {head}") == 2


def test_what_is_not_committed_is_said_not_to_be_in_it(pap: Run, head: str) -> None:
    plan = Path("plans/p.yaml")
    plan.write_text(PLAN.replace("Piles", "All piles"), encoding="utf-8")
    ran = pap(*FREEZE)
    assert ran.code == 0
    assert "changes in plans/ are not committed, and the baseline is without them" in ran.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("freeze", "b", "--on", "2019-05-01"), "--by is missing"),
        (("freeze", "b", "--by", "nobody", "--on", "2019-05-01"), "--by: no owner or body “nobody” in this plan"),
        (("freeze", "b c", "--by", "board", "--on", "2019-05-01"), "NAME: invalid ID “b c”"),
        (("freeze", "b", "--by", "board", "--on", "2199-01-01"), "--on 2199-01-01 is after today"),
    ],
)
def test_what_cannot_be_right_is_refused(pap: Run, head: str, words: tuple[str, ...], message: str) -> None:
    ran = pap(*words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert Path("plans/p.yaml").read_text(encoding="utf-8") == PLAN


def test_without_a_commit_of_the_plan_there_is_no_baseline(
    pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plans").mkdir()
    Path("plans/p.yaml").write_text(PLAN, encoding="utf-8")
    ran = pap(*FREEZE)
    assert (ran.code, "is not in a git repository" in ran.err) == (2, True)
    git(tmp_path, "init", "--quiet")
    ran = pap(*FREEZE)
    assert (ran.code, "this repository has no commits yet" in ran.err) == (2, True)
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "Begin")
    ran = pap(*FREEZE)
    assert (ran.code, "commit the plan first" in ran.err) == (2, True)
    assert Path("plans/p.yaml").read_text(encoding="utf-8") == PLAN
