"""The lock: one command at a time, a sentence for those who wait too long, and a folder of the user alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.running import INSTALLED, Run, make_workspace
from pap_cli.edit.store import lock as module
from pap_cli.edit.store.journal import Journal, Standing
from pap_cli.edit.store.lock import locked, state_folder
from pap_cli.errors import PapError

NOTE = ("note", "A1.1", "x", "--on", "2016-10-01", "--as-of", "2016-10-14")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {name: str(tmp_path / "state") for name in ("XDG_STATE_HOME", "LOCALAPPDATA")}


@pytest.fixture
def root(tmp_path: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    folder = make_workspace(tmp_path / "workspace")
    monkeypatch.chdir(folder)
    return folder


def test_who_holds_the_lock_for_long_is_said(pap: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    with locked(root, "pap add", os.environ):
        ran = pap(*NOTE)
    assert ran.code == 2
    assert ran.err == (
        f"pap: pap add (process {os.getpid()}) has been changing this workspace for more than 0 seconds\n"
        "  wait for it, or end it, and run this again\n"
    )
    assert pap(*NOTE).code == 0


def test_reading_waits_for_nobody(pap: Run, root: Path) -> None:
    with locked(root, "pap add", os.environ):
        assert pap("show", "A1.1").code == 0
        assert pap(*NOTE, "--dry-run").code == 0


def test_those_who_wait_go_on_waiting_while_others_finish(
    root: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 1.0)
    held, done = threading.Event(), []

    def hold() -> None:
        for number in range(15):
            # 1.5 seconds in all, and no gap that the other could use but the last.
            with locked(root, f"pap note {number}", environ):
                held.set()
                threading.Event().wait(0.1)
            done.append(number)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    with locked(root, "pap done", environ):
        done.append(-1)
    holder.join()
    assert sorted(done) == [-1, *range(15)]


@pytest.mark.skipif(os.name == "nt", reason="processes are killed by signals")
def test_the_death_of_its_holder_releases_the_lock(pap: Run, root: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path; from pap_cli.edit.store.lock import locked\n"
        f"with locked(Path({str(root)!r}), 'pap add', os.environ): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGKILL)
    assert pap(*NOTE).code == 0


def test_without_the_extra_the_command_that_installs_it_is_said(
    pap: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (root / "plans/one.yaml").read_bytes()
    monkeypatch.setitem(sys.modules, "filelock", None)
    ran = pap(*NOTE)
    assert ran.code == 2
    assert ran.err.startswith("pap: pap cannot change files without the extra edit\n")
    assert "[edit]" in ran.err
    assert (root / "plans/one.yaml").read_bytes() == before
    assert pap("show", "A1.1").code == 0
    assert pap(*NOTE, "--dry-run").code == 0


def test_two_undo_at_once_take_back_two_commands(pap: Run, root: Path, environ: dict[str, str]) -> None:
    before = (root / "plans/one.yaml").read_bytes()
    assert (pap(*NOTE).code, pap("note", "A1.2", "y", *NOTE[3:]).code) == (0, 0)
    both = [
        subprocess.Popen(
            [INSTALLED, "undo"],
            cwd=root,
            env={**os.environ, **environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    outs = [one.communicate(timeout=60) for one in both]
    assert [one.returncode for one in both] == [0, 0], outs
    assert (root / "plans/one.yaml").read_bytes() == before
    assert len(Journal(state_folder(root, environ)).paths(Standing.UNDONE)) == 2


def inside(root: Path, _: pytest.MonkeyPatch) -> dict[str, str]:
    return dict.fromkeys(("XDG_STATE_HOME", "LOCALAPPDATA"), str(root / "state"))


def a_file(root: Path, _: pytest.MonkeyPatch) -> dict[str, str]:
    (root.parent / "file").write_text("x", encoding="utf-8")
    return dict.fromkeys(("XDG_STATE_HOME", "LOCALAPPDATA"), str(root.parent / "file"))


def linked_inside(root: Path, _: pytest.MonkeyPatch) -> dict[str, str]:
    (root / "within").mkdir()
    (root.parent / "link").symlink_to(root / "within", target_is_directory=True)
    return {"XDG_STATE_HOME": str(root.parent / "link")}


def of_others(root: Path, patch: pytest.MonkeyPatch) -> dict[str, str]:
    environ = {"XDG_STATE_HOME": str(root.parent / "theirs")}
    state_folder(root, environ).mkdir(parents=True)
    patch.setattr(os, "geteuid", lambda: 12345)
    return environ


def open_to_others(root: Path, _: pytest.MonkeyPatch) -> dict[str, str]:
    environ = {"XDG_STATE_HOME": str(root.parent / "open")}
    state_folder(root, environ).mkdir(parents=True)
    state_folder(root, environ).chmod(0o777)
    return environ


def homeless(_: Path, patch: pytest.MonkeyPatch) -> dict[str, str]:
    def home() -> Path:
        raise RuntimeError

    patch.setattr(Path, "home", home)
    return {}


ANYWHERE, POSIX = (inside, a_file, homeless), (linked_inside, of_others, open_to_others)


@pytest.mark.parametrize("make", ANYWHERE if os.name == "nt" else (*ANYWHERE, *POSIX), ids=lambda one: one.__name__)
def test_a_state_folder_that_cannot_be_trusted_or_written_is_refused(
    root: Path, make: Callable[[Path, pytest.MonkeyPatch], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    environ = make(root, monkeypatch)
    with pytest.raises(PapError) as caught, locked(root, "pap note", environ):
        raise AssertionError
    message = {
        "inside": "is inside the workspace",
        "linked_inside": "is inside the workspace",
        "a_file": "pap keeps there what undo needs",
        "of_others": "or it is not yours",
        "open_to_others": "other users can write to the state folder",
        "homeless": "there is no home folder",
    }[make.__name__]
    assert message in caught.value.message
    assert caught.value.help
    assert not (root / "state").exists()


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
def test_what_is_kept_can_be_read_by_its_user_only(pap: Run, root: Path, environ: dict[str, str]) -> None:
    assert pap(*NOTE).code == 0
    folder = state_folder(root, environ)
    assert folder.stat().st_mode & 0o777 == 0o700
    (entry,) = Journal(folder).paths(Standing.DONE)
    assert entry.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in root.iterdir()} == {"plans"}
