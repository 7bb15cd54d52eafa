"""Questions on a terminal about a new item, with the next free ID offered."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from pathlib import Path

import pytest

from commands.running import INSTALLED, make_workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")


def typed(folder: Path, words: list[str], answers: list[str], state: Path) -> str:
    """What a terminal shows when a command is run and its questions are answered."""
    import pty

    child, master = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.environ.update(XDG_STATE_HOME=str(state), TERM="dumb", COLUMNS="100")
        os.execv(INSTALLED, [str(INSTALLED), *words])  # noqa: S606 - our own program
    shown = b""
    waiting = list(answers)
    end = time.perf_counter() + 30
    while time.perf_counter() < end:
        if waiting and shown and not select.select([master], [], [], 1.0)[0]:
            os.write(master, f"{waiting.pop(0)}\n".encode())  # a question in several parts
            continue
        try:
            part = os.read(master, 4096)
        except OSError:  # the command has ended
            break
        if not part:
            break
        shown += part
        if waiting and shown.rstrip(b" ").endswith((b":", b"[Y/n]:", b"[y/N]:")):
            os.write(master, f"{waiting.pop(0)}\n".encode())
    os.waitpid(child, 0)
    os.close(master)
    return re.sub(r":[ ]*(?=\S)", ": ", shown.decode("utf-8", "replace"))  # the echo may come before the blank


def test_what_is_missing_is_asked_and_the_next_id_offered(tmp_path: Path, state: Path) -> None:
    make_workspace(tmp_path)
    shown = typed(tmp_path, ["add", "milestone"], ["A1", "All staff trained", "2099-12", "", ""], state)
    assert "Action or recommendation (ID): A1" in shown
    assert "Due [unknown]: 2099-12" in shown
    assert "ID [A1.3]:" in shown
    assert "A1.3: added to A1" in shown
    (plan,) = (tmp_path / "plans").glob("*.yaml")
    text = plan.read_text(encoding="utf-8")
    assert "A1.3, title: All staff trained" in text or "id: A1.3\n        title: All staff trained\n" in text
    assert "2099-12" in text


def test_another_id_may_be_given(tmp_path: Path, state: Path) -> None:
    make_workspace(tmp_path)
    shown = typed(tmp_path, ["add", "recommendation", "--title", "Be kind"], ["ofsted", "KIND-1"], state)
    assert "ID [R2]: KIND-1" in shown
    assert "KIND-1: added" in shown


def test_undo_asks_and_no_changes_nothing(tmp_path: Path, state: Path) -> None:
    make_workspace(tmp_path)
    (plan,) = (tmp_path / "plans").glob("*.yaml")
    typed(tmp_path, ["note", "A1", "Said"], [], state)
    noted = plan.read_text(encoding="utf-8")
    shown = typed(tmp_path, ["undo"], ["n"], state)
    assert "to undo: pap note A1" in shown
    assert "-" in shown
    assert plan.read_text(encoding="utf-8") == noted
    assert "undone: pap note A1" in typed(tmp_path, ["undo"], ["y"], state)
    assert plan.read_text(encoding="utf-8") != noted


def test_another_figure_asks_for_a_revision(tmp_path: Path, state: Path) -> None:
    make_workspace(tmp_path)
    (tmp_path / "kpis").mkdir(exist_ok=True)
    kpi = tmp_path / "kpis" / "k.yaml"
    kpi.write_text("kpis:\n  - {id: k, title: K, unit: number, observations: {2016-09: 4}}\n", encoding="utf-8")
    shown = typed(tmp_path, ["record", "k", "2016-09", "5"], ["y"], state)
    assert "Record this one as a revision?" in shown
    assert "revised to 5" in shown
    assert "revisions: [{value: 5," in kpi.read_text(encoding="utf-8")
