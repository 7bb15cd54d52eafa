"""A new plan beside what `pap init` made: the untouched starter makes room, anything else stays and stays valid."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from commands.running import Run

TRACKER = (
    "Ref,Action,Lead,Due date,Status\n"
    "1,Write the policy for visitors,Head of Transport,31/03/2031,In progress\n"
    "2,Train all the drivers twice,Depot Manager,30/06/2031,Not started\n"
)


@pytest.fixture
def started(pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace as `pap init` makes it, with a tracker; the current folder."""
    assert pap("init", str(tmp_path / "new")).code == 0
    monkeypatch.chdir(tmp_path / "new")
    Path("tracker.csv").write_text(TRACKER, encoding="utf-8")
    return tmp_path / "new"


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in ("plans", "kpis")
        for path in (folder / name).rglob("*.yaml")
    }


def test_an_untouched_starter_makes_room_and_undo_brings_it_back(pap: Run, started: Path) -> None:
    before = held(started)
    ran = pap("import", "plan", "tracker.csv", "--yes")
    assert ran.code == 0, ran.err
    assert "in place of the plan of  pap init, which nobody had changed" in ran.out
    assert held(started).keys() == {"plans/tracker.yaml"}
    assert pap("check", "--select", "PAP0,PAP1").code == 0
    assert "Write the policy" in pap("milestones").out
    assert "What will be achieved" not in pap("milestones").out
    assert pap("undo").code == 0
    assert held(started) == before


def test_the_file_of_the_starter_may_be_the_one_that_is_written(pap: Run, started: Path) -> None:
    assert pap("import", "plan", "tracker.csv", "--yes", "--into", "plans/plan.yaml").code == 0
    assert held(started).keys() == {"plans/plan.yaml"}
    assert "Train all the drivers twice" in pap("milestones").out


@pytest.mark.parametrize("name", ["plans/plan.yaml", "kpis/kpis.yaml"])
def test_a_starter_that_somebody_changed_stays(pap: Run, started: Path, name: str) -> None:
    path = started / name
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: Our ", 1), encoding="utf-8")
    before = held(started)
    ran = pap("import", "plan", "tracker.csv", "--yes")
    assert ran.code == 0, ran.err
    assert "kpis/kpis.yaml belongs to my-plan as before" in ran.out
    after = held(started)
    assert after["plans/plan.yaml"] == before["plans/plan.yaml"]
    assert b"plan: my-plan\nkpis:\n" in after["kpis/kpis.yaml"]
    assert after["kpis/kpis.yaml"].replace(b"plan: my-plan\n", b"") == before["kpis/kpis.yaml"]
    assert pap("check", "--select", "PAP0,PAP1").code == 0
    assert pap("undo").code == 0
    assert held(started) == before


def test_a_file_beside_the_starter_keeps_it(pap: Run, started: Path) -> None:
    (started / "kpis" / "more.yaml").write_text("kpis: [{id: calls, title: Calls, owner: head}]\n", encoding="utf-8")
    assert pap("import", "plan", "tracker.csv", "--yes").code == 0
    assert held(started).keys() == {"plans/plan.yaml", "plans/tracker.yaml", "kpis/kpis.yaml", "kpis/more.yaml"}
    assert pap("check", "--select", "PAP0,PAP1").code == 0


def test_an_exported_workbook_takes_the_place_of_the_starter_too(pap: Run, started: Path, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    pap("init", "--example", str(tmp_path / "old"))
    assert pap("-C", str(tmp_path / "old"), "export", "xlsx", "-o", "plan.xlsx").code == 0
    ran = pap("import", "plan", "plan.xlsx", "--yes")
    assert ran.code == 0, ran.err
    assert held(started).keys() == {"plans/example.yaml", "kpis/example.yaml"}
    assert "in place of the plan of  pap init" in ran.out


def test_the_exported_starter_imported_again_changes_nothing(pap: Run, started: Path) -> None:
    before = held(started)
    assert pap("export", "xlsx", "-o", "plan.xlsx").code == 0
    assert pap("import", "plan", "plan.xlsx", "--yes").code == 0
    assert held(started) == before


def test_the_commit_has_what_made_room(pap: Run, started: Path) -> None:
    def git(*words: str) -> str:
        options = ("-c", "user.name=Pat", "-c", "user.email=pat@example.com")
        return subprocess.run(["git", *options, *words], check=True, capture_output=True, text=True).stdout

    for words in (("init", "-q"), ("config", "user.name", "Pat"), ("config", "user.email", "pat@example.com")):
        git(*words)
    git("add", "-A")
    git("commit", "-qm", "Start")
    assert pap("import", "plan", "tracker.csv", "--yes", "--commit").code == 0
    assert git("show", "--name-status", "--format=", "--no-renames").split() == [
        *(
            "A",
            "imports/tracker.said.json",
            "A",
            "imports/tracker.toml",
            "D",
            "kpis/kpis.yaml",
            "D",
            "plans/plan.yaml",
            "A",
            "plans/tracker.yaml",
        )
    ]
