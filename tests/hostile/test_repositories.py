"""Repositories whose settings name programs, and that pretend to have other commits."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from commands.running import Run, run_installed
from conftest import SKELETON
from repositories import Past, git, needs_git

pytestmark = [needs_git, pytest.mark.skipif(os.name == "nt", reason="a matter of POSIX")]
AS_OF = ("--as-of", "2016-10-14")
PLAN = SKELETON + "actions:\n  - {id: A1, title: Publish, owner: head, due: 2016-09-30, answers: [R1]}\n"
MOVED = PLAN.replace("2016-09-30", "2016-12-31")
ATTRIBUTES = "*.yaml diff=evil filter=evil merge=evil ident\n*.csv diff=evil filter=evil\n"
CONFIG = """
[core]
    fsmonitor = {evil}
    pager = {evil}
    editor = {evil}
    sshCommand = {evil}
    askPass = {evil}
    gitProxy = {evil}
    hooksPath = {folder}
    alternateRefsCommand = {evil}
    attributesFile = {folder}/attributes
    commitGraph = true
[pager]
    log = {evil}
    rev-list = {evil}
    cat-file = {evil}
[log]
    showSignature = true
    mailmap = true
    follow = true
    diffMerges = combined
    showRoot = false
[format]
    pretty = evil
[gpg]
    program = {evil}
    format = openpgp
[gpg "ssh"]
    program = {evil}
    allowedSignersFile = {folder}/signers
[diff]
    external = {evil}
    orderFile = {folder}/order
    noPrefix = true
    renames = copies
    ignoreSubmodules = all
[diff "evil"]
    command = {evil}
    textconv = {evil}
    cachetextconv = true
[filter "evil"]
    smudge = {evil}
    clean = {evil}
    process = {evil}
    required = true
[merge "evil"]
    driver = {evil} %A
[alias]
    log = !{evil}
    rev-list = !{evil}
    cat-file = !{evil}
    rev-parse = !{evil}
[mailmap]
    file = {folder}/fifo
    blob = HEAD:plans/p.yaml
[i18n]
    logOutputEncoding = UTF-16
[remote "origin"]
    url = ext::{evil}
    promisor = true
    partialclonefilter = blob:none
[uploadpack]
    packObjectsHook = {evil}
[credential]
    helper = !{evil}
[include]
    path = {folder}/included
[includeIf "gitdir:/**"]
    path = {folder}/included
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose settings would run a program that leaves a mark, with signed commits."""
    root = tmp_path / "plan"
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN, ".gitattributes": ATTRIBUTES}, signed=True)
    past.commit("2016-05-02", {"plans/p.yaml": MOVED}, signed=True)
    past.write(root)
    folder = tmp_path / "evil"
    folder.mkdir()
    evil = folder / "evil"
    evil.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\ncat\n")
    for name in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc"):
        (folder / name).write_text(evil.read_text())
    for script in folder.iterdir():
        script.chmod(0o755)
    for name in ("included", "signers", "order"):
        (folder / name).write_text("")
    (folder / "attributes").write_text("* diff=evil filter=evil\n")
    os.mkfifo(folder / "fifo")
    with (root / ".git" / "config").open("a") as config:
        config.write(CONFIG.format(evil=evil, folder=folder))
    return root


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--history"),
        ("check", "--history", "--all-commits", "--since", "HEAD~1"),
        ("check", "--changed-since", "HEAD~1"),
        ("history", "A1"),
        ("status", "--known-on", "HEAD~1"),
    ],
    ids=" ".join,
)
def test_the_settings_of_a_repository_run_nothing(words: tuple[str, ...], repository: Path) -> None:
    (repository / "pap.toml").write_text("[history]\nsigned = true\n")
    ran = run_installed(repository, *words, *AS_OF)
    assert ran.returncode in (0, 1), ran.stderr
    assert not (repository.parent / "ran").exists()
    if words == ("check", "--history"):
        assert b"first-due-date-changed" in ran.stdout


def test_commits_that_are_replaced_are_read_as_they_were_made(tmp_path: Path) -> None:
    root = tmp_path / "plan"
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN})
    past.commit("2016-05-02", {"plans/p.yaml": MOVED})
    past.commit("2016-06-02", {"plans/p.yaml": MOVED + "# the end\n"})
    first, second, third = past.write(root)
    before = run_installed(root, "check", "--history", *AS_OF, "--select", "PAP7").stdout
    assert b"first-due-date-changed" in before
    other = git(root, "commit-tree", f"{second}^{{tree}}", "-m", "Begin")
    git(root, "replace", second, other)
    git(root, "replace", "--graft", third)
    (root / ".git" / "info" / "grafts").write_text(f"{second}\n{third}\n")
    subprocess.run(["git", "commit-graph", "write", "--reachable"], cwd=root, check=False, capture_output=True)
    assert run_installed(root, "check", "--history", *AS_OF, "--select", "PAP7").stdout == before
    (root / ".git" / "shallow").write_text(f"{second}\n")
    shallow = run_installed(root, "check", "--history", *AS_OF, "--select", "PAP7", "--no-cache").stdout
    assert b"history-incomplete" in shallow, "a boundary that somebody made up is one too"
    assert first.encode()[:10] not in shallow


@pytest.mark.parametrize(
    "name", ["\x1b[31mred\x1b[0m", "::error::x", "=1+1", "a\u202eb", "##[error]x", "\x02\x02\x02", "|", "*x*"]
)
def test_names_and_titles_of_commits_are_never_markup(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pap: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN}, by=f"{name} <x@example.org>", title=name)
    past.commit("2016-05-02", {"plans/p.yaml": MOVED}, by=f"{name} <x@example.org>", title=name)
    past.write(tmp_path)
    for format in ("full", "github", "html", "sarif", "terminal"):
        ran = pap("check", "--history", "--select", "PAP7", *AS_OF, "-f", format)
        assert ran.code == 0, ran.err
        assert "first-due-date-changed" in ran.out
        assert "\x1b[31mred" not in ran.out
        assert "\u202e" not in ran.out


def test_files_that_are_no_plans_are_said_and_nothing_breaks(tmp_path: Path) -> None:
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN})
    for number, bad in enumerate(
        (b"[" * 30_000, b"\0\1\2", b"a: &a [*a]\n", b"? \n" * 1000, b"plan: {id: p", b"- x\n", b"")
    ):
        past.commit(f"2016-05-0{number + 1}", {"plans/p.yaml": bad})
    past.commit("2016-06-01", {"plans/p.yaml": MOVED})
    past.write(tmp_path)
    ran = run_installed(tmp_path, "check", "--history", "--select", "PAP7", *AS_OF, "-f", "concise")
    assert ran.returncode == 0, ran.stderr
    assert b"Traceback" not in ran.stderr
    assert ran.stdout.count(b"PAP700") == ran.stdout.count(b"PAP701") == ran.stdout.count(b"PAP702") == 1
