"""Whatever fails while files are written, each is the old or the new one, and the next command makes it all or none."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from conftest import ROOT
from edit.store.faults import CASES, Case, at_step, error, state_of, without_waiting
from pap_cli.edit.store.journal import Journal, Standing
from pap_cli.edit.store.recover import recover
from pap_cli.errors import PapError

ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT", "INT", "MEMORY")


kills = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed by signals")
cases = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


IN_A_SMALL_PROCESS = """
import sys
from pathlib import Path
import pytest
from edit.store import test_faults
test, case, folder, *words = sys.argv[1:]
test_faults.without_waiting(pytest.MonkeyPatch())
(case,) = [one for one in test_faults.CASES if one.name == case]
getattr(test_faults, test)(case, Path(folder), *words)
"""


def in_a_small_process(test: Callable[..., None], case: Case, folder: Path, *words: str) -> None:
    """Run a function of this module in a process of its own: to fork the large one of the tests takes long."""
    ran = subprocess.run(
        [sys.executable, "-c", IN_A_SMALL_PROCESS, test.__name__, case.name, str(folder), *words],
        env={**os.environ, "PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    without_waiting(monkeypatch)


def every_step(case: Case, folder: Path, *, dies: bool = False) -> Iterator[tuple[Path, Path, int, bool]]:
    """Yield a workspace and its state for each step of a command, once before the step and once after it.

    A process that dies leaves the same after a step as before the next one: only the last of them is done both ways.
    """
    count = len(steps_of(case, folder / "all"))
    for after in (False, True):
        for index in range(count - 1 if dies and after else 0, count):
            yield *case.prepare(folder / f"{index}-{after}"), index, after


def steps_of(case: Case, folder: Path) -> list[str]:
    """Return the steps of a command."""
    root, state = case.prepare(folder)
    with pytest.MonkeyPatch.context() as patch:
        calls = at_step(patch, -1, lambda: None)
        case.run(root, state)
    assert state_of(root, case) == "new"
    assert settled(case, root, state) == "new"
    return calls


def settled(case: Case, root: Path, state: Path) -> str:
    """Do what the next command does first, and return whether the files are the old or the new ones."""
    before = state_of(root, case)
    found = recover(root, state)
    now = state_of(root, case)
    assert now in ("old", "new")
    assert before in ("mixed", now)
    assert [one.made for one in found] in ([], [now == "new"])
    assert [one.others for one in found] in ([], [()])
    # Nothing else is left, and the journal has what happened.
    assert {path.suffix for path in state.iterdir()} <= {".done", ".undone"}
    assert not list(root.glob("kpis/new")) or list(root.glob("kpis/new/*"))
    old, new = {
        "write": ([], [Standing.DONE]),
        "undo": ([Standing.DONE], [Standing.UNDONE]),
        "redo": ([Standing.UNDONE], [Standing.DONE]),
    }[case.last]
    assert [path.suffix[1:] for path in state.iterdir()] == (new if now == "new" else old)
    assert all(Journal(state).read(path) is not None for path in state.iterdir())
    return now


def fails(case: Case, name: str, folder: Path, *, lasts: bool) -> None:
    """Let every step of a command fail."""
    for root, state, index, after in every_step(case, folder):
        said = ""
        with pytest.MonkeyPatch.context() as patch:
            at_step(patch, index, error(name), after=after, lasts=lasts)
            try:
                case.run(root, state)
            except PapError as refusal:
                said = refusal.message
            except (KeyboardInterrupt, MemoryError) as refusal:
                said = type(refusal).__name__
        at_once = state_of(root, case)
        if not said:
            assert at_once == "new"
        elif lasts and ("half made" in said or said == "KeyboardInterrupt"):
            assert at_once in ("old", "new", "mixed")
        else:
            assert at_once == "old"
        now = settled(case, root, state)
        assert now == at_once or at_once == "mixed"
        if now == "old":
            case.run(root, state)
            assert state_of(root, case) == "new"


@cases
def test_an_error_at_any_step_changes_all_or_nothing(case: Case, tmp_path: Path) -> None:
    fails(case, "EIO", tmp_path, lasts=False)


@pytest.mark.parametrize("name", ERRORS)
def test_any_error_changes_all_or_nothing(name: str, tmp_path: Path) -> None:
    fails(CASES[2], name, tmp_path, lasts=False)


@cases
@pytest.mark.parametrize("name", ["ENOSPC", "INT", "MEMORY"])
def test_an_error_that_lasts_is_made_good_by_the_next_command(case: Case, name: str, tmp_path: Path) -> None:
    fails(case, name, tmp_path, lasts=True)


@kills
@pytest.mark.parametrize(
    ("case", "name"),
    [*((case, "SIGKILL") for case in CASES), (CASES[1], "SIGTERM")],
    ids=lambda value: value.name if isinstance(value, Case) else value,
)
def test_a_killed_command_changes_all_or_nothing_once_the_next_one_runs(case: Case, name: str, tmp_path: Path) -> None:
    in_a_small_process(killed_at_every_step, case, tmp_path, name)


def killed_at_every_step(case: Case, folder: Path, name: str) -> None:
    seen = set()
    for root, state, index, after in every_step(case, folder, dies=True):
        child = os.fork()
        if not child:
            with suppress(BaseException):
                at_step(pytest.MonkeyPatch(), index, lambda: os.kill(os.getpid(), getattr(signal, name)), after=after)
                case.run(root, state)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -getattr(signal, name)
        seen.add(settled(case, root, state))
    assert seen == {"old", "new"}


@kills
@pytest.mark.parametrize("case", [CASES[1], CASES[3]], ids=lambda case: case.name)
def test_what_was_killed_while_it_took_a_command_back_is_taken_back_by_the_next(case: Case, tmp_path: Path) -> None:
    in_a_small_process(killed_while_taking_back, case, tmp_path)


def killed_while_taking_back(case: Case, folder: Path) -> None:
    half = []
    for root, state, index, after in every_step(case, folder / "one"):
        with pytest.MonkeyPatch.context() as patch, suppress(KeyboardInterrupt):
            at_step(patch, index, error("INT"), after=after, lasts=True)
            case.run(root, state)
        if state_of(root, case) == "mixed":
            half.append(root.parent)
    assert half
    for made in half[:: len(half) // 3]:
        seen = set()
        for index in range(1000):
            copy = folder / f"{made.name}-{index}"
            shutil.copytree(made, copy)
            child = os.fork()
            if not child:
                with suppress(BaseException):
                    at_step(pytest.MonkeyPatch(), index, lambda: os.kill(os.getpid(), signal.SIGKILL))
                    recover(copy / "workspace", copy / "state")
                os._exit(0)
            finished = os.waitpid(child, 0)[1] == 0
            seen.add(settled(case, copy / "workspace", copy / "state"))
            if finished:
                break
        assert len(seen) == 1
