"""`pap diff`: since when, for whom, and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from commands.running import Run

PLAN = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head of service, hr: Head of Staff}
bodies: {cabinet: Cabinet, board: Improvement Board}
actions:
  - id: A1
    title: One
    owner: head
    milestones:
      - {id: first, title: Done on the first, due: 2016-12-01, completed: 2016-07-01}
      - {id: july, title: Done in July, due: 2016-12-01, completed: 2016-07-15, owner: hr}
      - {id: august, title: Done in August, due: 2016-12-01, completed: 2016-08-15}
      - {id: before, title: Done before, due: 2016-12-01, completed: 2016-06-30}
reviews:
  - {id: c, body: cabinet, every: 1 month, from: 2016-06-01, for: 12 months, held: [{on: 2016-08-01}]}
  - {id: b, body: board, due: 2016-09-01, held: [{on: 2016-09-01}]}
"""
AS_OF = ("--as-of", "2016-10-14")


@pytest.fixture(autouse=True)
def _plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "p.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("words", "since", "ids"),
    [
        ((), "2016-07-14", ["july", "august"]),
        (("--since", "2016-07-01"), "2016-07-01", ["july", "august"]),
        (("--since", "2016-07"), "2016-07-01", ["july", "august"]),
        (("--since", "2016-06-30"), "2016-06-30", ["first", "july", "august"]),
        (("--since", "2016-Q3"), "2016-07-01", ["july", "august"]),
        (("--since", "last-review"), "2016-09-01", []),
        (("--since", "last-review", "--body", "cabinet"), "2016-08-01", ["august"]),
        (("--since", "2016-07", "--owner", "Head of Staff"), "2016-07-01", ["july"]),
        (("--since", "2016-07", "august"), "2016-07-01", ["august"]),
        (("--since", "2016-07", "--search", "july"), "2016-07-01", ["july"]),
    ],
)
def test_since_when(pap: Run, words: tuple[str, ...], since: str, ids: list[str]) -> None:
    found = json.loads(pap("diff", *words, *AS_OF, "-f", "json").out)
    assert (found["since"], found["as_of"]) == (since, "2016-10-14")
    assert [one["id"] for one in found["changes"] if one["change"] == "delivered"] == ids


@pytest.mark.parametrize(
    ("since", "err"),
    [
        ("2016-10-14", "--since: 14 Oct 2016 is not before 14 Oct 2016, the as-of date\n  give an earlier date\n"),
        ("2016-10", ""),
        ("2016-11", "--since: 1 Nov 2016 is not before 14 Oct 2016, the as-of date\n  give an earlier date\n"),
        ("July", "--since: “July” is not a date\n"),
        ("2016", "--since: “2016” is not a date\n"),
    ],
)
def test_a_first_day_that_cannot_be_compared_with(pap: Run, since: str, err: str) -> None:
    ran = pap("diff", "--since", since, *AS_OF)
    assert ran.code == (2 if err else 0)
    assert ran.err.startswith(f"pap: {err}" if err else "")


def test_without_a_review_there_is_no_last_one(pap: Run) -> None:
    ran = pap("diff", "--since", "last-review", "--as-of", "2016-07-01")
    assert ran.err.startswith("pap: --since last-review: no review was held before 1 Jul 2016\n  give a date")
    ran = pap("diff", "--since", "last-review", "--body", "board", "--as-of", "2016-08-01")
    assert ran.err.startswith("pap: Improvement Board did not meet before 1 Aug 2016\n  give a date")


@pytest.mark.parametrize("cache", ["", "1"])
def test_the_exit_code_says_if_something_changed(
    pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: str
) -> None:
    monkeypatch.setenv("PAP_NO_CACHE", cache)
    monkeypatch.setenv("PAP_CACHE_DIR", str(tmp_path / "cache"))
    for _ in range(2):
        assert pap("diff", "--exit-code", *AS_OF).code == 1
        assert pap("diff", *AS_OF).code == 0
        assert pap("diff", "--exit-code", "--search", "none of them", *AS_OF).code == 0


def test_people_see_what_it_was(pap: Run, tmp_path: Path) -> None:
    text = PLAN.replace(
        "{id: july,",
        "{id: moved, title: M, due: 2016-12-01, extensions: "
        "[{to: 2017-02-01, approved: 2016-08-01, by: board, reason: Late start}]}\n      - {id: july,",
    )
    (tmp_path / "plans" / "p.yaml").write_text(text, encoding="utf-8")
    shown = pap("diff", "moved", *AS_OF).out
    assert "1 Feb 2017 (was 1 Dec 2016)" in shown
    assert "board; Late start" in shown
    found = json.loads(pap("diff", "moved", *AS_OF, "-f", "json").out)["changes"]
    assert [(one["before"], one["now"], one["on"]) for one in found] == [("2016-12-01", "2017-02-01", "2016-08-01")]


def test_two_revisions_and_two_days_as_the_repository_held_them(pap: Run, tmp_path: Path) -> None:
    commit(tmp_path, "2016-02-01")
    file = tmp_path / "plans" / "p.yaml"
    file.write_text(PLAN.replace("title: Done before, due: 2016-12-01", "title: Done before, due: 2016-11-01"))
    commit(tmp_path, "2016-08-01")
    moved = [("moved", "before", "2016-12-01", "2016-11-01")]
    for words in (("HEAD~1", "HEAD"), ("rev:HEAD~1",), ("HEAD~1", "before")):
        found = json.loads(pap("diff", *words, *AS_OF, "-f", "json").out)["changes"]
        assert [(one["change"], one["id"], one["before"], one["now"]) for one in found] == moved
    days = ("2016-07-20", "2016-08-10")
    assert "date changed" not in pap("diff", *days).out
    assert "date changed" in pap("diff", *days, "--known").out
    for words, message in (
        (("HEAD", "2016-07-20"), "a day and a revision cannot be compared"),
        (("2016-08-10", "2016-07-20"), "10 Aug 2016 is not before 20 Jul 2016"),
        (("HEAD", "HEAD", "HEAD"), "3 days or revisions are given"),
        (("rev:nosuch",), "unknown revision “nosuch”"),
        (("nosuch",), "“nosuch” is not a day, a revision or an ID"),
        (("bfore",), "did you mean before?"),
        (("HAED",), "did you mean HEAD?"),
        (("HEAD", "--known"), "--known is for days"),
    ):
        ran = pap("diff", *words)
        assert (ran.code, message in ran.err) == (2, True)


def commit(root: Path, day: str) -> None:
    when = f"{day}T12:00:00Z"
    environ = {**os.environ, "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "plans"), (*who, "commit", "-qm", "Change")):
        subprocess.run(["git", *words], cwd=root, env=environ, check=True)
