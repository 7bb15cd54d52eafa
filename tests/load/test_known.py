"""What a repository held on a day or at a revision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from pap_cli.errors import PapError
from pap_cli.load.known import held_on
from pap_cli.load.workspace.files import find_workspace
from pap_cli.model.known_on import When
from repository import NEEDS_GIT, Commit, git, write_repository

pytestmark = NEEDS_GIT


def plan(title: str, prefix: str = "") -> dict[str, str | bytes | None]:
    return {f"{prefix}plans/p.yaml": f"plan: {{id: p, title: {title}, start: 2016-01-04}}\n"}


def title_on(root: Path, when: date | str) -> str:
    held = held_on(root, When(day=when) if isinstance(when, date) else When(revision=when))
    (one,) = held.workspace().portfolio.plans
    return one.title


LINE = [
    Commit("2016-06-01T09:00", plan("One")),
    Commit("2016-06-30T22:59", plan("Two")),
    Commit("2016-06-30T23:00", plan("Three")),  # in London, 1 July
    Commit("2016-12-31T23:59", plan("Four")),
]


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2016, 6, 1), "One"),
        (date(2016, 6, 29), "One"),
        (date(2016, 6, 30), "Two"),
        (date(2016, 7, 1), "Three"),
        (date(2016, 12, 31), "Four"),
        (date(2030, 1, 1), "Four"),
    ],
)
def test_the_last_commit_by_the_end_of_the_day_in_london(tmp_path: Path, day: date, title: str) -> None:
    write_repository(tmp_path, LINE)
    assert title_on(tmp_path, day) == title


def test_a_revision_is_the_commit_itself(tmp_path: Path) -> None:
    ids = write_repository(tmp_path, LINE)
    git(tmp_path, "tag", "2016-12-31", ids[0])
    assert title_on(tmp_path, "2016-12-31") == "One"
    assert title_on(tmp_path, "HEAD~1") == "Three"
    assert title_on(tmp_path, ids[1][:12]) == "Two"


def test_a_commit_of_a_branch_counts_when_it_was_merged(tmp_path: Path) -> None:
    write_repository(
        tmp_path,
        [
            Commit("2016-06-01T09:00", plan("One")),
            Commit("2016-06-02T09:00", plan("On a branch"), branch="side", parents=(1,)),
            Commit("2016-07-01T09:00", plan("On a branch"), parents=(1, 2)),
        ],
    )
    assert title_on(tmp_path, date(2016, 6, 15)) == "One"
    assert title_on(tmp_path, date(2016, 7, 1)) == "On a branch"
    assert title_on(tmp_path, "side") == "On a branch"


def test_a_backdated_commit_brings_nothing_back_into_the_past(tmp_path: Path) -> None:
    backdated = Commit("2016-06-15T09:00", plan("Backdated"))
    write_repository(tmp_path, [*LINE, backdated])
    assert title_on(tmp_path, date(2016, 6, 20)) == "One"
    assert title_on(tmp_path, date(2016, 12, 31)) == "Backdated"


def moved(old: str, new: str, title: str) -> dict[str, str | bytes | None]:
    return {**plan(title, new), f"{old}plans/p.yaml": None}


def test_the_workspace_is_found_under_each_name_that_it_had(tmp_path: Path) -> None:
    other = {f"other/{name}": text for name, text in plan("Other").items()}
    write_repository(
        tmp_path,
        [
            Commit("2016-01-01", {**plan("One", "a/"), **other}),
            Commit("2016-02-01", moved("a/", "deep/er/b/", "Two")),
            Commit("2016-03-01", moved("deep/er/b/", "", "Three")),
            Commit("2016-04-01", moved("", "c/", "Four")),
        ],
    )
    root = tmp_path / "c"
    assert [title_on(root, date(2016, month, 15)) for month in (1, 2, 3, 4)] == ["One", "Two", "Three", "Four"]
    (tmp_path / "c").rename(tmp_path / "not-committed-yet")
    assert title_on(tmp_path / "not-committed-yet", date(2016, 1, 15)) == "One"


def message(root: Path, when: date | str) -> str:
    with pytest.raises(PapError) as raised:
        title_on(root, when)
    return f"{raised.value.message}; {raised.value.help}"


def test_each_reason_is_a_plain_sentence(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "plans").mkdir(parents=True)
    assert "is not in a git repository" in message(outside, date(2016, 1, 1))
    git(outside, "init", "--quiet", "--initial-branch=main")
    assert message(outside, date(2016, 1, 1)).startswith("this repository has no commits yet; ")
    root = tmp_path / "repository"
    ids = write_repository(root, [Commit("2016-05-01", {"README": "hello"}), *LINE])
    assert f"no commit by 30 Apr 2016: the first, {ids[0][:10]}, is of 1 May 2016" in message(root, date(2016, 4, 30))
    assert (
        message(root, date(2016, 5, 2)) == f"commit {ids[0][:10]} of 1 May 2016 has no plans/ or kpis/ in its top "
        f"folder; the first with one is {ids[1][:10]} of 1 Jun 2016"
    )
    assert message(root, "no-such-tag") == (
        "unknown revision “no-such-tag”; a revision is a branch, a tag or a commit of this repository; "
        "check how it is written"
    )
    assert message(root, "mian") == "unknown revision “mian”; did you mean main?"
    assert "if it is a branch of a remote, fetch it first" in message(root, "origin/next")


def test_a_shallow_clone_says_where_its_history_begins(tmp_path: Path) -> None:
    ids = write_repository(tmp_path / "whole", LINE)
    git(tmp_path, "clone", "--quiet", "--depth=2", (tmp_path / "whole").as_uri(), "shallow")
    root = tmp_path / "shallow"
    assert title_on(root, date(2016, 7, 1)) == "Three"
    assert (
        message(root, date(2016, 6, 30))
        == f"this clone is shallow: its history is incomplete before commit {ids[2][:10]} of 1 Jul 2016, and what was "
        "known on 30 Jun 2016 is not in it; fetch the rest:  git fetch --unshallow"
    )
    assert "this clone is shallow" in message(root, ids[0])


def test_a_bare_clone_has_no_files(tmp_path: Path) -> None:
    write_repository(tmp_path / "whole", LINE)
    git(tmp_path, "clone", "--quiet", "--bare", (tmp_path / "whole").as_uri(), "bare.git")
    with pytest.raises(PapError, match="is a bare clone: it has commits, but no files of a plan") as raised:
        find_workspace(tmp_path / "bare.git")
    assert "git worktree add" in raised.value.help
    git(tmp_path / "bare.git", "worktree", "add", "--quiet", "../tree")
    assert title_on(find_workspace(tmp_path / "tree"), date(2016, 6, 30)) == "Two"


def commands_of(root: Path, words: Iterable[str]) -> None:
    for one in words:
        git(root, *one.split())


def test_worktrees_and_submodules_have_their_own_line(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    write_repository(root, LINE)
    commands_of(root, ["worktree add --quiet ../tree HEAD~2"])
    assert title_on(tmp_path / "tree", date(2030, 1, 1)) == "Two"
    top = tmp_path / "super"
    write_repository(top, [Commit("2016-01-01", {"README": "hello"})])
    commands_of(top, [f"submodule --quiet add {root.as_uri()} council"])
    assert title_on(top / "council", date(2016, 6, 1)) == "One"
    git(top, "commit", "--quiet", "--all", "--message=x")
    git(top, "mv", "council", "plans")
    git(top, "commit", "--quiet", "--all", "--message=x")
    assert "plans is a submodule, whose history is its own" in message(top, "HEAD")
