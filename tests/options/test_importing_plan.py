"""`pap import plan` writes: the first time a plan, later what changed, each as one change with one undo."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commands.running import Run

FIRST = """Ref,Section,Action,Lead officer,Target date,Status,Notes
1.1,Visits,Visit every child within five days,Head of Service,31/12/2016,In progress,04/11/2016: the team met
1.2,Visits,Audit the visits each month,Team Manager,31/03/2017,Not started,Nobody is named to do this
2.1,Records,Write up each visit within two days,Head of Service,30/11/2016,Complete,The form was changed
"""
NEWER = """Ref,Section,Action,Lead officer,Target date,Status,Notes
1.1,Visits,Visit every child within five days,Head of Service,28/02/2017,In progress,04/11/2016: the team met
1.2,Visits,Audit the visits each month,Team Manager,31/03/2017,In progress,Nobody is named to do this
2.2,Records,Check ten records each month,Records Officer,31/05/2017,Not started,The board chooses the records
"""
ON = ("--on", "2016-11-28", "--as-of", "2016-12-28")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "workspace"
    (folder / "plans").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    (folder / "tracker.csv").write_text(FIRST, encoding="utf-8")
    return folder


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_first_import_is_a_plan_without_errors_in_the_layout(root: Path, pap: Run) -> None:
    ran = pap("import", "plan", "tracker.csv", "--yes", *ON)
    assert (ran.code, ran.out) == (
        0,
        "tracker: imported: 3 actions — plans/tracker.yaml:6\n\nNOT SIMPLY TAKEN\n"
        "Row  Cell      What is to be known\n"
        "  4  Complete  Done, but no day of completion\n",
    )
    assert {"plans/tracker.yaml", "imports/tracker.toml"} <= set(files(root))
    assert pap("check", "--select", "PAP0,PAP1").out.startswith("No findings")
    assert pap("fmt", "--check").code == 0


def test_the_same_file_again_changes_no_byte(root: Path, pap: Run) -> None:
    pap("import", "plan", "tracker.csv", "--yes", *ON)
    before = files(root)
    ran = pap("import", "plan", "tracker.csv", "--yes", "--on", "2016-12-20")
    assert (ran.code, ran.out, ran.err) == (0, "Nothing to change.\n", "")
    assert files(root) == before


def test_a_newer_file_brings_dated_facts_with_one_undo(root: Path, pap: Run) -> None:
    pap("import", "plan", "tracker.csv", "--yes", *ON)
    before = (root / "plans" / "tracker.yaml").read_bytes()
    (root / "tracker.csv").write_text(NEWER, encoding="utf-8")
    ran = pap("import", "plan", "tracker.csv", "--yes", "--on", "2016-12-20", "--as-of", "2016-12-28")
    assert ran.code == 0
    text = (root / "plans" / "tracker.yaml").read_text(encoding="utf-8")
    assert "- {to: 2017-02-28, approved: {known: 2016-12-20}}" in text
    assert "started: {known: 2016-12-20}" in text
    assert '  - id: "2.2"\n    title: Check ten records each month\n' in text
    assert "  records-officer: Records Officer\n" in text
    assert "row 2: 1.1: due moved from 31 Dec 2016 to 28 Feb 2017" in ran.err
    assert "not in the file any more, and left as it is: 2.1 Write up each visit within two days" in ran.err
    assert "PAP205" in pap("check", "--as-of", "2016-12-28").out
    assert pap("undo", "--yes").code == 0
    assert (root / "plans" / "tracker.yaml").read_bytes() == before


def test_without_yes_nothing_is_written_where_nobody_can_be_asked(root: Path, pap: Run) -> None:
    ran = pap("import", "plan", "tracker.csv", *ON)
    assert ran.code == 2
    assert ran.err == "pap: nothing was written: plans/tracker.yaml would be new\n  write it with  --yes\n"
    assert "UNDERSTOOD" in ran.out
    assert set(files(root)) == {"tracker.csv"}


def test_a_newer_file_is_shown_as_diff_shows_it_before_it_is_written(root: Path, pap: Run) -> None:
    pap("import", "plan", "tracker.csv", "--yes", *ON)
    (root / "tracker.csv").write_text(NEWER, encoding="utf-8")
    ran = pap("import", "plan", "tracker.csv", "--on", "2016-12-20", "--as-of", "2016-12-28")
    assert (ran.code, "nothing was written" in ran.err) == (2, True)
    assert "extended" in ran.out
    assert "28 Feb 2017 (was 31 Dec 2016)" in ran.out


def test_a_row_that_may_be_another_is_asked_about_in_the_mapping(root: Path, pap: Run) -> None:
    pap("import", "plan", "tracker.csv", "--yes", *ON)
    (root / "tracker.csv").write_text(
        FIRST.replace("1.2,Visits,Audit the visits each month", ",Visits,Audit visits at night each month"),
        encoding="utf-8",
    )
    ran = pap("import", "plan", "tracker.csv", "--yes", "--on", "2016-12-20")
    assert ran.code == 2
    assert ran.err.startswith("pap: 1 question before tracker.csv can be imported:")
    mapping = root / "imports" / "tracker.toml"
    text = mapping.read_text(encoding="utf-8")
    assert '[sheets.rows]\n"Audit visits at night each month" = "?"' in text
    mapping.write_text(text.replace('each month" = "?"', 'each month" = "1.2"'), encoding="utf-8")
    assert pap("import", "plan", "tracker.csv", "--yes", "--on", "2016-12-20").code == 0
    assert "title: Audit visits at night each month" in (root / "plans" / "tracker.yaml").read_text(encoding="utf-8")
    assert pap("import", "plan", "tracker.csv", "--yes", "--on", "2016-12-20").out == "Nothing to change.\n"


@pytest.mark.parametrize("into", ["../x.yaml", "/x.yaml", "kpis/x.yaml", "plans/x.txt", "plans/../../x.yaml"])
def test_a_plan_goes_into_plans_only(root: Path, pap: Run, into: str) -> None:
    ran = pap("import", "plan", "tracker.csv", "--yes", "--into", into)
    assert (ran.code, "is not the file of a plan" in ran.err) == (2, True)
    assert set(files(root)) == {"tracker.csv"}


@pytest.mark.parametrize("into", ["plans/a/b.yaml", "plans/.hidden.yaml"])
def test_a_new_plan_is_a_file_that_is_read(root: Path, pap: Run, into: str) -> None:
    ran = pap("import", "plan", "tracker.csv", "--yes", "--into", into)
    assert (ran.code, "is not where a new plan goes" in ran.err) == (2, True)
    assert set(files(root)) == {"tracker.csv"}


def test_a_file_that_cannot_be_read_is_not_written_over(root: Path, pap: Run) -> None:
    (root / "plans" / "x.yaml").write_text("plan: [", encoding="utf-8")
    ran = pap("import", "plan", "tracker.csv", "--yes", "--into", "plans/x.yaml")
    assert (ran.code, "plans/x.yaml is there already" in ran.err) == (2, True)
    assert (root / "plans" / "x.yaml").read_text(encoding="utf-8") == "plan: ["


def test_the_day_of_a_file_is_not_still_to_come(root: Path, pap: Run) -> None:
    ran = pap("import", "plan", "tracker.csv", "--yes", "--on", "2199-01-01")
    assert (ran.code, ran.err.startswith("pap: --on 2199-01-01 is still to come")) == (2, True)
    os.utime(root / "tracker.csv", (7_000_000_000, 7_000_000_000))
    assert pap("import", "plan", "tracker.csv", "--yes").code == 0
    assert "2191" not in (root / "plans" / "tracker.yaml").read_text(encoding="utf-8")
