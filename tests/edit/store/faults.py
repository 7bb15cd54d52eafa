"""Faults at the steps of writing: an error, a signal, or another program that saves, at any one call."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pap_cli.edit.store import steps
from pap_cli.edit.store.changes import Change
from pap_cli.edit.store.journal import Journal, Standing
from pap_cli.edit.store.write import revert, write

STEPS = (
    *("read", "is_read_only", "write_new", "write_all", "sync", "replace", "exchange", "create", "delete"),
    *("make_folder", "sync_folder"),
)
NOW = datetime(2016, 10, 14, 9, 30, tzinfo=UTC)
Files = Mapping[str, bytes | None]


def at_step(
    monkeypatch: pytest.MonkeyPatch, wanted: int, fault: Callable[[], None], *, after: bool = False, lasts: bool = False
) -> list[str]:
    """Let a fault happen before or after the call of that number, from 0, or at all calls from then on.

    Returns the names of the calls, once they are made.
    """
    calls: list[str] = []

    def wrapped(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def run(*words: object) -> object:
            calls.append(name)
            now = len(calls) > wanted if lasts else len(calls) == wanted + 1
            if now and not after:
                fault()
            result = real(*words)
            if now and after:
                fault()
            return result

        return run

    for name in STEPS:
        monkeypatch.setattr(steps, name, wrapped(name, getattr(steps, name)))
    return calls


def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def error(name: str) -> Callable[[], None]:
    """Return what raises an error of the operating system, Ctrl-C, or a lack of memory."""

    def fault() -> None:
        if name == "INT":
            raise KeyboardInterrupt
        if name == "MEMORY":
            raise MemoryError
        number = getattr(errno, name)
        raise OSError(number, os.strerror(number), "plans/p.yaml")

    return fault


@dataclass
class Case:
    """Files of a workspace before and after a command, which writes, takes back or makes again."""

    name: str
    before: Files
    after: Files
    last: str = "write"

    def prepare(self, folder: Path) -> tuple[Path, Path]:
        """Write the workspace, run what comes before, and return the workspace and the folder of its state."""
        root, state = folder / "workspace", folder / "state"
        template = folder.parent / "template"
        if template.exists():
            shutil.copytree(template, folder)
            return root, state
        if folder != template:
            self.prepare(template)
            return self.prepare(folder)
        for path in (root, state):
            path.mkdir(parents=True)
        put_files(root, self.after if self.last == "undo" else self.before)
        if self.last != "write":
            self._write(root, state, reverse=self.last == "undo")
        if self.last == "redo":
            revert_last(root, state, Standing.UNDONE)
        return root, state

    def run(self, root: Path, state: Path) -> None:
        """Run the command."""
        if self.last == "write":
            self._write(root, state)
        else:
            revert_last(root, state, Standing.UNDONE if self.last == "undo" else Standing.DONE)

    def _write(self, root: Path, state: Path, *, reverse: bool = False) -> None:
        changes = [Change(root / name, self.before[name], self.after[name]) for name in self.before]
        changes = [change.reversed() for change in changes] if reverse else changes
        write(root, state, changes, command="done A1.1", effects=["A1.1: delivered"], now=NOW)


def revert_last(root: Path, state: Path, then: Standing) -> None:
    """Take the last command back, or make it again."""
    journal = Journal(state)
    entry = journal.read(journal.paths(Standing.DONE if then is Standing.UNDONE else Standing.UNDONE)[-1])
    assert entry is not None
    revert(root, state, entry, then=then, now=NOW)


ONE: Files = {"plans/p.yaml": b"title: A plan\n"}
CASES = (
    Case("one file", ONE, {"plans/p.yaml": b"title: A plan\ndone: 2016-10-12\n"}),
    Case(
        "several files",
        {"plans/p.yaml": b"a: 1\n", "kpis/k.yaml": b"b: 1\n", "kpis/t.csv": b"kpi,period\r\n"},
        {"plans/p.yaml": b"a: 2\n", "kpis/k.yaml": b"b: 2\n", "kpis/t.csv": b"kpi,period\r\nx,2016\r\n"},
    ),
    Case(
        "a new file in a new folder",
        {"plans/p.yaml": b"a: 1\n", "kpis/new/k.yaml": None},
        {"plans/p.yaml": b"a: 2\n", "kpis/new/k.yaml": b"kpis: []\n"},
    ),
    Case(
        "a removed file",
        {"plans/p.yaml": b"a: 1\n", "plans/old.yaml": b"old\n", "kpis/k.yaml": b"b: 1\n"},
        {"plans/p.yaml": b"a: 2\n", "plans/old.yaml": None, "kpis/k.yaml": b"b: 2\n"},
    ),
    Case(
        "undo",
        {"plans/p.yaml": b"a: 2\n", "kpis/new/k.yaml": b"kpis: []\n", "kpis/t.csv": b"x\n"},
        {"plans/p.yaml": b"a: 1\n", "kpis/new/k.yaml": None, "kpis/t.csv": b"y\n"},
        "undo",
    ),
    Case(
        "redo",
        {"plans/p.yaml": b"a: 1\n", "kpis/new/k.yaml": None},
        {"plans/p.yaml": b"a: 2\n", "kpis/new/k.yaml": b"kpis: []\n"},
        "redo",
    ),
)


def put_files(root: Path, files: Files) -> None:
    """Make the files of a workspace these, as an editor would that writes in place."""
    for name, data in files.items():
        if data is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        else:
            (root / name).unlink(missing_ok=True)


def files_of(root: Path) -> dict[str, bytes]:
    """Return everything in a workspace, by name; a folder has its name alone."""
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*")}
    return {name: b"" if path.is_dir() else path.read_bytes() for name, path in found.items()}


def state_of(root: Path, case: Case) -> str:
    """Return whether the files are all as before, or all as after; fails if one is neither, or there is another."""
    found = {name: data for name, data in files_of(root).items() if not (root / name).is_dir()}
    old, new = ({name: data for name, data in files.items() if data is not None} for files in (case.before, case.after))
    if found == old:
        return "old"
    if found == new:
        return "new"
    for name in case.before:
        assert found.pop(name, None) in (case.before[name], case.after[name]), name
    return "mixed"
