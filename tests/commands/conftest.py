"""A small workspace, and `pap` run in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.running import Ran, Run, make_workspace, run_here


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace, and the folder that one is in."""
    monkeypatch.chdir(make_workspace(tmp_path))
    return tmp_path


@pytest.fixture
def pap(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `pap` in this process."""

    def run(*words: str) -> Ran:
        return run_here(monkeypatch, capsys, *words)

    return run
