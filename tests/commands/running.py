"""Run `pap` in this process or as a subprocess."""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from pap_cli import commands, start

INSTALLED = Path(sysconfig.get_path("scripts")) / ("pap.exe" if os.name == "nt" else "pap")

# The commands that change the files of a workspace.
WRITING = (
    *("start", "done", "evidence", "forecast", "extend", "cancel", "note", "judge", "held", "override", "suppress"),
    "freeze",
    *("record", "add", "rename", "move", "edit", "fmt", "undo", "redo", "collect", "refresh"),
)
# On 14 October 2016 one of its milestones is overdue.
PLAN = """\
plan: {id: one, title: Plan one, start: 2016-01-04}
owners: {head: Head of service}
bodies: {ofsted: {title: Ofsted, outside: true}}
recommendations:
  - {id: R1, title: Be clear}
actions:
  - id: A1
    title: Publish the thresholds – all of them
    answers: R1
    owner: head
    milestones:
      - {id: A1.1, title: Published, due: 2016-09-30, started: 2016-08-01}
      - {id: A1.2, title: Understood, due: 2016-11-30}
"""


@dataclass(frozen=True)
class Ran:
    """The exit code and output of a command."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs `pap` with these arguments."""

    def __call__(self, *words: str) -> Ran: ...


def run_here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> Ran:
    """Run `pap` in this process, through its entry point."""
    monkeypatch.setattr(sys, "argv", ["pap", *words])
    capsys.readouterr()
    code = 0
    try:
        start.run()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        gc.enable()
    out, err = capsys.readouterr()
    return Ran(code, out, err)


def run_installed(folder: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command in a folder."""
    return subprocess.run(
        [INSTALLED, *words],
        cwd=folder,
        env={**os.environ, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )


@contextlib.contextmanager
def add_command(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str) -> Iterator[Path]:
    """Add a command to pap for a while, as a file in a folder beside the other commands."""
    folder.mkdir()
    (folder / f"{name}.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(folder)])
    yield folder
    if sys.modules.pop(f"pap_cli.commands.{name}", None):
        delattr(commands, name)


def make_workspace(folder: Path, **files: str) -> Path:
    """Write a workspace with PLAN and other files, named by path with `__` for `/`."""
    (folder / "plans").mkdir(parents=True, exist_ok=True)
    (folder / "plans" / "one.yaml").write_text(PLAN, encoding="utf-8", newline="")
    for name, text in files.items():
        (folder / name.replace("__", "/").replace("_toml", ".toml")).write_text(text, encoding="utf-8", newline="")
    return folder
