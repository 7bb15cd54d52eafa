"""What starting `pap` imports: names, not times, so that nobody's slow machine has a part in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pap_cli.cli import command_names

RUN = """
import atexit, os, sys
atexit.register(lambda: open(os.environ["MODULES"], "w", encoding="utf-8").write("\\n".join(sys.modules)))
from pap_cli.cli import main
main()
"""
"""Runs `pap` as the installed command does, and at the very end writes down what is imported."""

HEAVY = frozenset({"yaml", "pydantic", "pydantic_core", "rich", "tabulate"})
COMMANDS = frozenset(f"pap_cli.commands.{name}" for name in command_names())
ROOMS = frozenset(f"pap_cli.{name}" for name in ("load", "assess", "checks", "views", "model"))

PLAN = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners:
  head: Head of service
actions:
  - id: A1
    title: Publish the thresholds
    milestones:
      - {id: A1.1, title: Published, due: 2016-02-01}
      - id: A1.2
        title: Understood
        due: 2016-03-01
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str, **environ: str) -> tuple[str, frozenset[str]]:
    """What `pap` printed, and the modules that it had imported when it ended."""
    modules = folder / "modules.txt"
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words],
        cwd=folder,
        env={**os.environ, **environ, "MODULES": str(modules)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, frozenset(modules.read_text(encoding="utf-8").splitlines())


def complete(folder: Path, *typed: str) -> tuple[list[str], frozenset[str]]:
    """What bash is offered for the last of the words typed, and the modules that it took."""
    words, modules = run(
        folder, _PAP_COMPLETE="complete_bash", COMP_WORDS=" ".join(("pap", *typed)), COMP_CWORD=str(len(typed))
    )
    return words.split(), modules


def test_version_imports_typer_and_no_more(workspace: Path) -> None:
    words, modules = run(workspace, "--version")
    assert words.startswith("pap ")
    assert not modules & (HEAVY | COMMANDS | ROOMS)


def test_help_imports_the_commands_and_nothing_they_use(workspace: Path) -> None:
    words, modules = run(workspace, "--help")
    assert all(name in words for name in command_names())
    assert not modules & (HEAVY | ROOMS)


def test_help_of_a_command_imports_that_command_alone(workspace: Path) -> None:
    _, modules = run(workspace, "status", "--help")
    assert not modules & {"yaml", "pydantic", "docx", "typst"}  # the formats are imported, for the list of their names
    assert modules & COMMANDS == {"pap_cli.commands.status"}


def test_completing_a_command_imports_no_library(workspace: Path) -> None:
    words, modules = complete(workspace, "mile")
    assert words == ["milestones"]
    assert not modules & HEAVY


def test_completing_an_id_imports_no_library(workspace: Path) -> None:
    words, modules = complete(workspace, "show", "A1.")
    assert words == ["A1.1", "A1.2"]
    assert not modules & HEAVY


CLOCKS = """\
plan:
  id: p
  title: A plan
  start: 2016-01-04
  statutory:
    counted: {title: Sent, from: 2016-09-01, within: 70 working days}
"""


def test_working_days_are_counted_without_a_library(workspace: Path) -> None:
    (workspace / "plans" / "plan.yaml").write_text(CLOCKS, encoding="utf-8")
    shown, modules = run(workspace, "status", "--all", "--as-of", "2016-10-14")
    assert "8 Dec 2016" in shown
    assert not modules & {"holidays", "dateutil"}


@pytest.mark.parametrize("command", [("status",), ("milestones",), ("check", "--fail-on", "never")])
def test_reading_imports_no_library_for_what_nobody_asked(workspace: Path, command: tuple[str, ...]) -> None:
    """Typer would import all of pydantic, and plain text needs no Rich."""
    _, modules = run(workspace, *command, "--as-of", "2016-10-14", "--format", "json")
    assert not modules & {"pydantic", "rich", "tabulate"}


def test_what_is_plain_and_without_fault_is_read_and_checked_without_any_library(workspace: Path) -> None:
    _, modules = run(workspace, "check", "--fail-on", "never", "--as-of", "2016-10-14")
    assert not modules & HEAVY


def test_what_is_not_is_for_the_libraries(workspace: Path) -> None:
    text = PLAN.replace("title: Understood", 'title: "Under\\x73tood"').replace("due: 2016-03-01", "due: soon")
    (workspace / "plans" / "plan.yaml").write_text(text, encoding="utf-8")
    _, modules = run(workspace, "check", "--fail-on", "never", "--as-of", "2016-10-14")
    assert modules & HEAVY == {"yaml"}


COUNTED = """\
sources:
  cases: {kind: files, files: cases.csv, columns: {opened: date}}
kpis:
  - id: k1
    title: Cases
    observations: {2016-04: 3}
    records:
      from: cases
      period: {date: opened, grain: month, first: 2016-04}
      value: count
      definition: {version: 1}
"""


@pytest.mark.parametrize("command", [("status",), ("check", "--fail-on", "never"), ("show", "k1")])
def test_only_a_refresh_imports_an_engine(workspace: Path, command: tuple[str, ...]) -> None:
    (workspace / "kpis").mkdir()
    (workspace / "kpis" / "k.yaml").write_text(COUNTED, encoding="utf-8")
    _, modules = run(workspace, *command, "--as-of", "2016-10-14")
    assert not modules & {"duckdb", "sqlglot", "psycopg", "pap_cli.records"}
