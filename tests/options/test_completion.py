"""Completion of IDs, with the cache and without."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from commands.running import INSTALLED, PLAN, make_workspace
from pap_cli.cache.store import Store
from pap_cli.options import completion
from pap_cli.options.completion import joined


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path.parent / f"{tmp_path.name}-cache"
    monkeypatch.delenv("PAP_NO_CACHE")
    monkeypatch.setenv("PAP_CACHE_DIR", str(folder))
    return folder


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("plan", ["one"]),
        ("owner", ["head"]),
        ("body", ["ofsted"]),
        ("recommendation", ["R1"]),
        ("milestone", ["A1.1", "A1.2"]),
        ("kpi", []),
        ("item", ["A1", "A1.1", "A1.2", "head", "ofsted", "R1"]),
    ],
)
def test_ids_of_each_kind(kind: str, expected: list[str]) -> None:
    assert completion.ids(kind, "") == expected


@pytest.mark.usefixtures("workspace")
def test_ids_begin_with_what_was_typed() -> None:
    assert completion.ids("item", "A1.") == ["A1.1", "A1.2"]
    assert completion.ids("item", "x") == []


def test_files_are_read_again_only_after_a_change(
    workspace: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert completion.ids("milestone", "") == ["A1.1", "A1.2"]
    assert len(Store(cache).entries()) == 1
    with monkeypatch.context() as patch:
        patch.setattr(completion, "_read_ids", lambda _: pytest.fail("the files were read again"))
        assert completion.ids("milestone", "") == ["A1.1", "A1.2"]
        assert completion.ids("owner", "") == ["head"]
    (workspace / "plans" / "one.yaml").write_text(PLAN.replace("A1.2", "A1.3"), encoding="utf-8")
    assert completion.ids("milestone", "") == ["A1.1", "A1.3"]


def test_a_folder_that_is_not_a_workspace_offers_nothing(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert completion.ids("item", "", str(tmp_path)) == []
    assert completion.ids("item", "", str(tmp_path / "missing")) == []


def test_a_file_that_cannot_be_read_hides_only_its_own_ids(workspace: Path) -> None:
    (workspace / "plans" / "two.yaml").write_bytes(b"\xff\xfe")
    assert completion.ids("milestone", "") == ["A1.1", "A1.2"]


@pytest.mark.parametrize(
    ("words", "number", "whole", "kept"),
    [
        ("pap show A1", 2, "pap show A1", ""),
        ("pap show", 2, "pap show ", ""),
        ("pap show two : A1", 4, "pap show two:A1", "two:"),
        ("pap show two :", 3, "pap show two:", "two:"),
        ("pap show two : A1 : 2", 6, "pap show two:A1:2", "two:A1:"),
        ("pap show two : A1 more", 4, "pap show two:A1", "two:"),
        ("pap show two : A1 x", 5, "pap show two:A1 x", ""),
        ("pap --plan = tw", 3, "pap --plan=tw", ""),
        ("pap list --plan = tw : o", 6, "pap list --plan=tw:o", "tw:"),
        ("pap show two:A1", 2, "pap show two:A1", ""),
    ],
)
def test_words_that_bash_splits_are_joined(words: str, number: int, whole: str, kept: str) -> None:
    assert joined(words.split(" "), number) == (whole.split(" "), kept)


@pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="there is no bash here")
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("pap show two:A1.1", "pap show two:A1.1 "),
        ("pap show t", "pap show two:A1."),
        ("pap show two:", "pap show two:A1."),
        ("pap milestones --owner=hea", "pap milestones --owner=head "),
        ("pap stat", "pap status "),
    ],
)
def test_a_real_bash_completes_ids_with_a_colon(tmp_path: Path, typed: str, completed: str) -> None:
    make_workspace(tmp_path)
    plan = tmp_path / "plans" / "one.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("id: A1.", "id: two:A1."), encoding="utf-8")
    assert typed_in_bash(tmp_path, typed, completed) == completed


def typed_in_bash(folder: Path, typed: str, expected: str) -> str:
    """What is on the command line of bash after the tab key, at most as long as expected."""
    import pty

    main, sub = pty.openpty()
    environ = {**os.environ, "PATH": f"{INSTALLED.parent}:{os.environ['PATH']}", "PS1": "$ ", "TERM": "dumb"}
    shell = subprocess.Popen(
        ["bash", "--norc", "--noprofile", "-i"],
        cwd=folder,
        env=environ,
        stdin=sub,
        stdout=sub,
        stderr=sub,
        close_fds=True,
    )
    os.close(sub)
    try:
        os.write(main, b'bind "set bell-style none"; eval "$(pap --show-completion bash)"; echo rea""dy\n')
        until(main, "ready")
        os.write(main, f"{typed}\t".encode())
        return until(main, expected).rpartition("$ ")[2][: len(expected)]
    finally:
        shell.kill()
        shell.wait()
        os.close(main)


def until(terminal: int, expected: str) -> str:
    """Read what a terminal shows until it is what is expected, or nothing more comes."""
    import select

    shown = ""
    while expected not in shown and select.select([terminal], [], [], 20)[0]:
        shown += os.read(terminal, 65536).decode("utf-8", "replace")
    return shown
