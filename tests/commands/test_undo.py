"""`pap undo` and `pap redo`: on a terminal they show the difference and ask; git is told what happened."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from commands.running import INSTALLED, PLAN, Run, make_workspace

NOTE = ("note", "A1.1", "Printed", "--on", "2016-10-01", "--as-of", "2016-10-14")
terminal = pytest.mark.skipif(os.name == "nt", reason="terminals of another kind")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "state"))
    folder = make_workspace(tmp_path / "workspace")
    monkeypatch.chdir(folder)
    return folder


def text(root: Path) -> str:
    return (root / "plans/one.yaml").read_text(encoding="utf-8")


# Makes the terminal that of the process, so that Ctrl-C reaches it.
ATTACH = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"


def on_terminal(root: Path, answer: bytes, *words: str) -> tuple[int, str]:
    """Run pap on a terminal, give an answer once it asks, and return its exit code and what the terminal got."""
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", ATTACH, INSTALLED, *words],
        cwd=root,
        env={**os.environ, "TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    seen, tries = b"", 20
    while tries:
        ready = select.select([ours], [], [], 2)[0]
        try:
            part = os.read(ours, 4096) if ready else b""
        except OSError:  # as Linux says at the end
            break
        if ready and not part:
            break
        seen += part
        # Again, if nothing happens: Python misses a Ctrl-C that comes just before it waits for a line.
        if b"[Y/n]" in seen and (tries == 20 or not ready):
            os.write(ours, answer)
            tries -= 1
        elif not ready:
            tries -= 1
    try:
        code = process.wait(timeout=30)
    finally:
        process.kill()
        os.close(ours)  # not before: that would hang up on it
    return code, seen.decode().replace("\r\n", "\n")


@terminal
@pytest.mark.parametrize("answer", [b"n\n", b"\x03", b"\x04"], ids=["no", "Ctrl-C", "Ctrl-D"])
def test_a_no_changes_nothing(pap: Run, root: Path, answer: bytes) -> None:
    assert pap(*NOTE).code == 0
    written = text(root)
    code, seen = on_terminal(root, answer, "undo")
    assert code == 1
    assert "-        notes:" in seen or "Printed" in seen
    assert "to undo: pap note A1.1, of " in seen
    assert text(root) == written
    code, _ = on_terminal(root, b"\n", "undo")
    assert (code, text(root)) == (0, PLAN)
    code, seen = on_terminal(root, b"n\n", "redo")
    assert (code, text(root)) == (1, PLAN)
    assert "to redo: pap note A1.1, of " in seen


@terminal
def test_nothing_is_asked_with_yes_and_without_a_terminal(pap: Run, root: Path) -> None:
    assert pap(*NOTE).code == 0
    code, seen = on_terminal(root, b"", "undo", "--yes")
    assert (code, text(root)) == (0, PLAN)
    assert seen.startswith("undone: pap note A1.1, of ")
    assert pap("redo").code == 0
    assert "Printed" in text(root)


@terminal
def test_a_terminal_gets_nothing_from_the_files_that_it_would_interpret(pap: Run, root: Path) -> None:
    path = root / "plans/one.yaml"
    path.write_text(
        PLAN.replace("    owner: head\n", "    owner: head  # \u202e\u009b2J\u2028 the \u200b head\n"), encoding="utf-8"
    )
    if pap(*NOTE).code:
        path.write_text(PLAN.replace("    owner: head\n", "    owner: head  # \u202e the head\n"), encoding="utf-8")
        assert pap(*NOTE).code == 0
    _, seen = on_terminal(root, b"n\n", "undo")
    assert "\ufffd" in seen
    assert not set(seen) & set("\u202e\u009b\u2028\u200b")


def test_a_difference_is_a_patch_whatever_ends_lines_elsewhere(pap: Run, root: Path) -> None:
    path = root / "plans/one.yaml"
    path.write_bytes(PLAN.replace("title: Published", 'title: "Pub\u2028lis\u0085hed"').encode().rstrip(b"\n"))
    before = path.read_bytes()
    ran = pap(*NOTE, "--dry-run")
    assert ran.code == 0
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "apply"], cwd=root, input=ran.out.encode(), check=True)
    patched = path.read_bytes()
    path.write_bytes(before)
    assert pap(*NOTE).code == 0
    assert path.read_bytes() == patched


def test_undo_and_redo_commit_what_they_change(pap: Run, root: Path) -> None:
    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True).stdout

    assert pap(*NOTE).code == 0
    assert "not in a git repository" in pap("undo", "--commit").err
    assert "Printed" in text(root)
    assert pap("undo").code == 0
    git("init", "-q")
    git("config", "user.name", "x")
    git("config", "user.email", "x@example.org")
    git("add", "-A")
    git("commit", "-qm", "Begin")
    assert pap(*NOTE, "--commit").code == 0
    assert pap("undo", "--commit").code == 0
    message = git("log", "-1", "--format=%B")
    assert message.startswith("Undo pap note A1.1\n\nA1.1: note of 1 Oct 2016")
    assert git("log", "-1", "--format=%(trailers:key=Pap-Undo,valueonly)").strip() == "pap note A1.1"
    (root / "pap.toml").write_text("[edit]\ncommit = true\n", encoding="utf-8")
    assert pap("redo").code == 0
    assert git("log", "-1", "--format=%s").strip() == "Redo pap note A1.1"
    assert git("status", "--porcelain").split() == ["??", "pap.toml"]


def test_undo_makes_no_commit_where_nothing_differs_from_the_last(pap: Run, root: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    for name in ("user.name", "user.email"):
        subprocess.run(["git", "config", name, "x@example.org"], cwd=root, check=True)
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    subprocess.run(["git", "commit", "-qm", "Begin"], cwd=root, check=True)
    assert pap(*NOTE).code == 0
    assert pap("undo", "--commit").code == 0
    assert pap("add", "kpi", "--title", "Visits").code == 0
    assert (root / "kpis/kpis.yaml").exists()
    assert pap("undo", "--commit").code == 0
    assert not (root / "kpis").exists()
    count = subprocess.run(["git", "rev-list", "--count", "HEAD"], cwd=root, check=True, capture_output=True, text=True)
    assert count.stdout.strip() == "1"


def test_reading_imports_nothing_of_editing(root: Path) -> None:
    code = (
        "import sys; from pap_cli.start import run; sys.argv = ['pap', 'show', 'A1.1']\n"
        "try: run()\nexcept SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith(('filelock', 'pap_cli.edit', 'ctypes'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"
