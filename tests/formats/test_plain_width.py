"""Plain text is as wide as COLUMNS or 120; IDs and dates are whole, and each row begins with its own line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands.running import Run
from conftest import ROOT

AS_OF = ("--as-of", "2016-10-14")
LISTS = ("status", "milestones", "actions", "recommendations", "kpis", "reviews", "owners", "overdue", "next", "diff")


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("command", LISTS)
def test_a_pipe_is_120_wide(pap: Run, command: str) -> None:
    lines = pap(command, *AS_OF).out.splitlines()
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize("width", [80, 100, 160])
def test_or_as_wide_as_the_variable_says(pap: Run, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = pap("milestones", "--overdue", *AS_OF).out.splitlines()
    assert max(map(len, lines)) <= width
    for id, day in (("A24.2", "29 Apr 2016"), ("A30.2", "31 May 2016")):
        (line,) = (one for one in lines if re.search(rf"\b{re.escape(id)}\b", one))
        assert day in line


def test_what_is_left_out_is_said(pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = pap("milestones", "--overdue", *AS_OF).out
    assert "No room at 80 columns for " in out
    monkeypatch.setenv("COLUMNS", "400")
    assert "No room" not in pap("milestones", "--overdue", *AS_OF).out


@pytest.mark.parametrize("named", ["0", "-5", "wide", "99999"])
def test_an_absurd_width_is_none(pap: Run, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    usual = pap("milestones", *AS_OF).out
    monkeypatch.setenv("COLUMNS", named)
    assert pap("milestones", *AS_OF).out == usual


def test_a_title_of_wide_characters_takes_two_lines(pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "p.yaml").write_text(
        "plan: {id: p, title: P, start: 2016-01-04}\nactions:\n"
        f"  - {{id: A1, title: {'计划' * 60}, due: 2016-05-31}}\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    lines = pap("milestones", *AS_OF).out.splitlines()
    (first,) = (at for at, line in enumerate(lines) if line.startswith("A1 "))
    assert "31 May 2016" in lines[first]
    assert "计" in lines[first + 1]
