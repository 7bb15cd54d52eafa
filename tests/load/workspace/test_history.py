"""A workspace as it stood at a revision."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import SKELETON, write_files
from pap_cli.errors import PapError
from pap_cli.load.workspace.config import MAX_SETTINGS
from pap_cli.load.workspace.history import workspace_at
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.load.workspace.locate import MAX_BYTES
from pap_cli.model.config import Config, Threshold

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
Git = Callable[..., str]
FILES = {
    "plans/one.yaml": SKELETON,
    "plans/two/plan.yaml": SKELETON.replace("{id: p,", "{id: two,"),
    "plans/two/actions.yaml": "actions: []\n",
    "plans/.hidden.yaml": "plan: {\n",
    "plans/notes.txt": "no plan\n",
    "kpis/deep/er/k.yml": "plan: p\nkpis: [{id: k, title: T, owner: head, target: 1}]\n",
}


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Runs git in a repository of its own, whose workspace lies in `council/`."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def run(*words: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    run("init", "--quiet", "--initial-branch=main")
    write_files(tmp_path / "council", FILES)
    commit(run)
    return run


def commit(git: Git) -> str:
    git("add", "--all")
    git("commit", "--quiet", "--message=x", "--allow-empty")
    return git("rev-parse", "HEAD")


def ids(workspace: Workspace) -> list[str]:
    return [*(plan.id for plan in workspace.portfolio.plans), *(kpi.id for kpi in workspace.portfolio.kpis)]


def at(root: Path, revision: str) -> Workspace:
    return workspace_at(open_workspace(root), revision)


def test_files_that_did_not_change_are_parsed_once(git: Git, tmp_path: Path) -> None:
    root = tmp_path / "council"
    write_files(root, {"plans/one.yaml": SKELETON.replace("title: Head", "title: Chief", 1) + "\n# changed\n"})
    now = open_workspace(root)
    before = workspace_at(now, "HEAD")
    assert before.contents["plans/two/plan.yaml"] is now.contents["plans/two/plan.yaml"]
    assert before.contents["plans/one.yaml"] is not now.contents["plans/one.yaml"]
    fresh = workspace_at(open_workspace(write_files(tmp_path / "council", FILES)), "HEAD")
    assert before.portfolio == fresh.portfolio
    assert before.diagnostics == fresh.diagnostics


@pytest.mark.parametrize(
    ("rows", "reused"),
    [
        ("t,2016-04,5\nu,2016-04,6\n", True),
        ("t,2016-04,5\nu,2016-04,6\nv,2016-04,7\n", False),
        ("t,2016-04,x\n", False),
    ],
)
def test_a_table_that_did_not_change_is_parsed_once_if_it_has_no_problem(
    git: Git, tmp_path: Path, rows: str, reused: bool
) -> None:
    kpis = "".join(f"  - {{id: {id}, title: T, owner: head, observations: {{csv: t.csv}}}}\n" for id in "tu")
    root = write_files(
        tmp_path / "council", {"kpis/t.yaml": f"kpis:\n{kpis}", "kpis/t.csv": f"kpi,period,value\n{rows}"}
    )
    commit(git)
    write_files(root, {"kpis/t.yaml": f"kpis:\n{kpis}".replace("title: T", "title: U")})
    now = open_workspace(root)
    before = workspace_at(now, "HEAD")
    figures = [[one.observations for one in each.portfolio.kpis if one.id in "tu"] for each in (now, before)]
    assert figures[0] == figures[1]
    assert ("kpis/t.csv" in before.tables and before.tables["kpis/t.csv"][1] is now.tables["kpis/t.csv"][1]) is reused
    assert [one for one in before.diagnostics if one.path == "kpis/t.csv"] == [
        one for one in now.diagnostics if one.path == "kpis/t.csv"
    ]


def test_figures_in_a_table_are_those_of_the_commit(git: Git, tmp_path: Path) -> None:
    table = {
        "kpis/t.yaml": "plan: p\nkpis: [{id: t, title: T, owner: head, observations: {csv: deep/t.csv}}]\n",
        "kpis/deep/t.csv": "period,value\n2016-04,5\n",
    }
    root = write_files(tmp_path / "council", table)
    commit(git)
    write_files(root, {"kpis/deep/t.csv": "period,value\n2016-04,6\n"})
    now = open_workspace(root)
    values = [
        [one.value for kpi in workspace.portfolio.kpis if kpi.id == "t" for one in kpi.observations]
        for workspace in (now, workspace_at(now, "HEAD"))
    ]
    assert values == [[6], [5]]
    (root / "kpis/deep/t.csv").unlink()
    commit(git)
    (before,) = [kpi for kpi in workspace_at(open_workspace(root), "HEAD").portfolio.kpis if kpi.id == "t"]
    assert before.place.faulty


def test_what_is_committed_reads_as_it_does_on_disk(git: Git, tmp_path: Path) -> None:
    root = tmp_path / "council"
    earlier = at(root, "HEAD")
    assert ids(earlier) == ids(open_workspace(root)) == ["p", "two", "k"]
    assert earlier.diagnostics == open_workspace(root).diagnostics
    assert {path: source.text for path, source in earlier.sources.items()} == {
        path: source.text for path, source in open_workspace(root).sources.items()
    }


def test_what_was_changed_and_deleted_since_is_as_it_was(git: Git, tmp_path: Path) -> None:
    root = tmp_path / "council"
    before = commit(git)
    (root / "plans/one.yaml").write_text("plan: {\n", encoding="utf-8")
    (root / "kpis/deep/er/k.yml").unlink()
    commit(git)
    assert ids(at(root, before)) == ["p", "two", "k"]
    assert ids(at(root, "HEAD")) == ["two"]


def test_what_others_changed_since_on_their_branch_is_no_part_of_it(git: Git, tmp_path: Path) -> None:
    root = tmp_path / "council"
    git("checkout", "--quiet", "-b", "mine")
    git("checkout", "--quiet", "main")
    (root / "kpis/deep/er/k.yml").unlink()
    commit(git)
    git("checkout", "--quiet", "mine")
    assert ids(at(root, "main")) == ["p", "two", "k"]


@pytest.mark.parametrize(
    "revision", ["nowhere", "--output=x", "", "origin/", "HEAD; touch x", "HEAD:council", "@{upstream}"]
)
def test_a_revision_that_there_is_not(git: Git, tmp_path: Path, revision: str) -> None:
    with pytest.raises(PapError) as raised:
        at(tmp_path / "council", revision)
    assert raised.value.help
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", "council"]


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"])
def test_what_git_tells_its_hooks_has_no_part_in_it(
    git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    root = tmp_path / "council"
    write_files(tmp_path, {"plans/top.yaml": SKELETON.replace("{id: p,", "{id: top,")})
    commit(git)
    monkeypatch.setenv(name, str(tmp_path / ".git" if name == "GIT_DIR" else tmp_path))
    assert ids(at(root, "HEAD")) == ["p", "two", "k"]


def test_the_settings_are_those_of_the_commit(git: Git, tmp_path: Path) -> None:
    root = tmp_path / "council"
    assert at(root, "HEAD").config == Config()
    (root / "pap.toml").write_text('nonsense = 1\n[check]\nfail-on = "warning"\n', encoding="utf-8")
    commit(git)
    (root / "pap.toml").write_text('[check]\nfail-on = "never"\n', encoding="utf-8")
    earlier = at(root, "HEAD")
    assert earlier.config.check.fail_on == (Threshold("warning"),)
    assert [found.rule.name for found in earlier.diagnostics] == ["bad-setting"]
    (root / "pap.toml").unlink()
    assert at(root, "HEAD").config.check.fail_on == (Threshold("warning"),)


def test_settings_that_are_too_long_in_a_commit_are_not_read(git: Git, tmp_path: Path) -> None:
    root = tmp_path / "council"
    (root / "pap.toml").write_text("#" * (MAX_SETTINGS + 1), encoding="utf-8")
    commit(git)
    assert [found.rule.name for found in at(root, "HEAD").diagnostics] == ["unreadable-file"]


@pytest.mark.parametrize("to", ["city", "a/b c/d", ".", "Children’s [x] services", "plans and kpis/kpis"])
def test_a_workspace_that_moved_is_found(git: Git, tmp_path: Path, to: str) -> None:
    (tmp_path / to).mkdir(parents=True, exist_ok=True)
    for name in ("plans", "kpis"):
        git("mv", f"council/{name}", f"{to}/{name}")
    shutil.rmtree(tmp_path / "council", ignore_errors=True)
    assert ids(at(tmp_path / to, "HEAD")) == ["p", "two", "k"]


def test_a_workspace_beside_it_is_not_taken_for_it(git: Git, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "council", tmp_path / "other")
    assert ids(at(tmp_path / "other", "HEAD")) == [], "council is still there"
    shutil.copytree(tmp_path / "council", tmp_path / "third")
    commit(git)
    for name in ("council", "other", "third"):
        git("mv", name, f"new-{name}")
    assert ids(at(tmp_path / "new-council", "HEAD")) == [], "no telling which of the three it was"


def test_a_link_in_the_workspace_is_followed_in_a_commit_as_on_disk(git: Git, tmp_path: Path) -> None:
    root = tmp_path / "council"
    write_files(
        root,
        {"drafts/three.yaml": SKELETON.replace("{id: p,", "{id: three,"), "own.toml": "[check]\nfail-on = 'note'\n"},
    )
    (root / "plans/three.yaml").symlink_to("../drafts/three.yaml")
    (root / "plans/gone.yaml").symlink_to("../drafts/gone.yaml")
    (root / "plans/loop.yaml").symlink_to("loop.yaml")
    (root / "plans/folder.yaml").symlink_to("../drafts")
    (root / "pap.toml").symlink_to("own.toml")
    commit(git)
    earlier = at(root, "HEAD")
    assert ids(earlier) == ["p", "three", "two", "k"]
    assert earlier.config.check.fail_on == (Threshold("note"),)


def test_a_submodule_is_not_compared(git: Git, tmp_path: Path) -> None:
    root = tmp_path / "council"
    head = git("rev-parse", "HEAD")
    shutil.rmtree(root / "plans")
    git("add", "--all")
    git("update-index", "--add", "--cacheinfo", f"160000,{head},council/plans")
    git("commit", "--quiet", "--message=x")
    with pytest.raises(PapError, match="submodule"):
        at(root, "HEAD")


def test_histories_that_never_meet(git: Git, tmp_path: Path) -> None:
    git("checkout", "--quiet", "--orphan", "other")
    (tmp_path / "other.txt").write_text("not the same commit", encoding="utf-8")
    commit(git)
    with pytest.raises(PapError, match="no commit in common"):
        at(tmp_path / "council", "main")


def test_a_folder_in_no_repository(tmp_path: Path) -> None:
    with pytest.raises(PapError, match="repository"):
        at(write_files(tmp_path, {"plans/one.yaml": SKELETON}), "HEAD")


def test_links_and_other_files_in_a_commit_are_not_followed(git: Git, tmp_path: Path) -> None:
    root = tmp_path / "council"
    (tmp_path / "secret.yaml").write_text("plan: {id: secret, title: S, start: 2016-01-01}\n", encoding="utf-8")
    (root / "plans/link.yaml").symlink_to("../../secret.yaml")
    commit(git)
    assert ids(at(root, "HEAD")) == ["p", "two", "k"]


def test_a_file_that_is_too_long_is_a_finding(git: Git, tmp_path: Path) -> None:
    root = tmp_path / "council"
    with (root / "plans/long.yaml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    commit(git)
    found = at(root, "HEAD").diagnostics
    assert [(one.rule.name, one.path) for one in found] == [("unreadable-file", "plans/long.yaml")]


def test_nothing_that_a_repository_names_is_run(git: Git, tmp_path: Path) -> None:
    root = tmp_path / "council"
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "core.askPass"):
        git("config", key, str(trap))
    git("config", "core.hooksPath", str(tmp_path))
    assert ids(at(root, "HEAD")) == ["p", "two", "k"]
    assert not (tmp_path / "sprung").exists()


def test_a_git_that_lies_in_the_workspace_is_not_run(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "council"
    (root / "git").write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n", encoding="utf-8")
    (root / "git").chmod(0o755)
    monkeypatch.chdir(root)
    monkeypatch.setenv("PATH", ".")
    with pytest.raises(PapError, match="git"):
        at(root, "HEAD")
    assert not (tmp_path / "sprung").exists()


def test_a_workspace_that_looks_like_a_repository_is_none(git: Git, tmp_path: Path) -> None:
    """What is committed as `council/HEAD`, `council/objects` and so on must not be asked in git's place."""
    root = tmp_path / "council"
    made = tmp_path / "made"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(tmp_path), str(made)], check=True, capture_output=True)
    for path in made.iterdir():
        path.rename(root / path.name)
    (root / "config").write_text("[core]\n\tbare = false\n\tworktree = .\n", encoding="utf-8")
    with pytest.raises(PapError):
        at(root, "HEAD")


def test_a_store_that_is_damaged(git: Git, tmp_path: Path) -> None:
    root = tmp_path / "council"
    blob = git("rev-parse", "HEAD:council/plans/one.yaml")
    stored = tmp_path / ".git" / "objects" / blob[:2] / blob[2:]
    stored.chmod(0o644)
    stored.write_bytes(b"damaged")
    with pytest.raises(PapError, match=r"cannot be read|missing"):
        at(root, "HEAD")
