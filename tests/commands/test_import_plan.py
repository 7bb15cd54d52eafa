"""`pap import plan`: what it shows, asks, refuses and writes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import openpyxl
import pytest

from commands.running import Run

HEADER = "Ref,Action,Lead,Date of completion,Update\n"
ROWS = (
    "1,Write the policy for visitors,Head of Transport,March 2017,Draft agreed\n"
    "2,Train all the drivers twice,Depot Manager,TBC,\n"
    "3,Count the stock every week,Head of Transport / Depot Manager,30/06/2017,\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace without a plan, with a tracker in it; the current folder."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "Tracker 1.csv").write_text(f"Depot improvement plan\n\n{HEADER}{ROWS}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answer(folder: Path, *pairs: tuple[str, str]) -> None:
    """Write answers into the mapping."""
    path = folder / "imports" / "tracker-1.toml"
    text = path.read_text(encoding="utf-8")
    for column, means in pairs:
        (line,) = [line for line in text.splitlines() if line.startswith(f"{column} = ")]
        text = text.replace(line, line.replace('"?"', f'"{means}"'))
    path.write_text(text, encoding="utf-8")


def test_a_dry_run_writes_nothing_and_says_what_was_understood(pap: Run, folder: Path) -> None:
    ran = pap("import", "plan", "Tracker 1.csv", "--dry-run", "--no-input", "--format", "json")
    assert ran.code == 0
    found = json.loads(ran.out)
    (sheet,) = found["sheets"]
    assert {letter: one["means"] for letter, one in sheet["columns"].items()} == {
        "A": "ref", "B": "action", "C": "owner", "D": "due", "E": "notes",
    }  # fmt: skip
    assert [letter for letter, one in sheet["columns"].items() if one["asked"]] == ["D"]
    assert [(one["row"], one["due"]["value"]) for one in found["items"]] == [
        (4, "2017-03"),
        (5, None),
        (6, "2017-06-30"),
    ]
    assert found["items"][2]["owners"] == ["Head of Transport", "Depot Manager"]
    assert [(one["row"], one["became"]) for one in found["rows"]] == [
        (1, "kept"),
        (3, "taken"),
        (4, "taken"),
        (5, "kept"),
        (6, "split"),
    ]
    assert [one["key"] for one in found["ask"]] == ["columns.D.means"]
    assert sorted(path.name for path in folder.rglob("*")) == ["Tracker 1.csv", "plans"]


def test_a_doubt_stops_it_until_the_mapping_has_the_answer(pap: Run, folder: Path) -> None:
    ran = pap("import", "plan", "Tracker 1.csv", "--no-input", "--yes")
    assert ran.code == 2
    assert "What is column D, “Date of completion”?" in ran.err
    assert "imports/tracker-1.toml" in ran.err
    assert not list((folder / "plans").iterdir())
    answer(folder, ("D", "due"))
    assert pap("import", "plan", "Tracker 1.csv", "--no-input", "--yes").code == 0
    text = (folder / "plans" / "tracker-1.yaml").read_text(encoding="utf-8")
    assert "title: Depot improvement plan\n" in text
    assert "due: 2017-03\n" in text
    assert "due: unknown\n" in text
    assert pap("check", "--select", "PAP0,PAP1").code == 0


@pytest.fixture
def imported(pap: Run, folder: Path) -> Path:
    """The workspace once the tracker was imported."""
    pap("import", "plan", "Tracker 1.csv", "--no-input", "--yes")
    answer(folder, ("D", "due"))
    assert pap("import", "plan", "Tracker 1.csv", "--no-input", "--yes").code == 0
    return folder


def test_the_same_file_again_changes_nothing_and_asks_nothing(pap: Run, imported: Path) -> None:
    before = {path: path.read_bytes() for path in imported.rglob("*.*") if path.suffix in (".yaml", ".toml")}
    ran = pap("import", "plan", "Tracker 1.csv", "--no-input", "--yes")
    assert ran.code == 0
    assert "Nothing to change" in ran.out
    assert {path: path.read_bytes() for path in before} == before


def test_a_newer_version_becomes_dated_facts_with_one_undo(pap: Run, imported: Path) -> None:
    plan = imported / "plans" / "tracker-1.yaml"
    before = plan.read_bytes()
    newer = ROWS.replace("March 2017", "June 2017").replace("2,Train all the drivers twice,Depot Manager,TBC,\n", "")
    (imported / "Tracker 1.csv").write_text(f"{HEADER}{newer}", encoding="utf-8")
    ran = pap("import", "plan", "Tracker 1.csv", "--no-input")
    assert ran.code == 2  # nobody can be asked
    assert plan.read_bytes() == before
    ran = pap("import", "plan", "Tracker 1.csv", "--no-input", "--yes")
    assert ran.code == 0
    assert "extensions:\n      - {to: 2017-06, approved: {known: " in plan.read_text(encoding="utf-8")
    assert "not in the file any more, and left as it is: 2 Train all the drivers twice" in ran.err
    assert pap("undo").code == 0
    assert plan.read_bytes() == before


def test_a_heading_that_changed_is_asked_about_and_no_other(pap: Run, imported: Path) -> None:
    text = HEADER.replace("Update", "Wibble") + ROWS
    (imported / "Tracker 1.csv").write_text(text, encoding="utf-8")
    found = json.loads(pap("import", "plan", "Tracker 1.csv", "--dry-run", "--no-input", "-f", "json").out)
    assert [one["key"] for one in found["ask"]] == ["columns.E.means"]
    assert found["sheets"][0]["columns"]["D"]["means"] == "due"


def test_a_newer_version_under_another_name_is_not_made_a_second_plan(pap: Run, imported: Path) -> None:
    newer = ROWS.replace("March 2017", "June 2017")
    (imported / "Tracker 2.csv").write_text(f"{HEADER}{newer}", encoding="utf-8")
    ran = pap("import", "plan", "Tracker 2.csv", "--no-input", "--yes")
    assert ran.code == 2
    assert "has the headings of Tracker 1.csv, which went into plans/tracker-1.yaml" in ran.err
    assert "--into plans/tracker-2.yaml" in ran.err
    assert pap("import", "plan", "Tracker 2.csv", "--no-input", "--yes", "--into", "plans/tracker-1.yaml").code == 0
    assert [path.name for path in (imported / "plans").iterdir()] == ["tracker-1.yaml"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("Tracker 1.csv", "--sheet", "Plan"), "no sheet “Plan”"),
        (("Tracker 1.csv", "--into", "kpis/x.yaml"), "is not the file of a plan"),
        (("Tracker 1.csv", "--map", "none.toml"), "no such file: none.toml"),
        (("Tracker 1.csv", "--map", "bad.toml"), "bad.toml:1"),
        (("none.xlsx",), "none.xlsx"),
    ],
)
def test_what_cannot_be_is_refused(pap: Run, folder: Path, words: tuple[str, ...], message: str) -> None:
    (folder / "bad.toml").write_text('kind = "figures"\n', encoding="utf-8")
    ran = pap("import", "plan", *words, "--no-input", "--yes")
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_csv_has_no_sheet_that_is_not_read(pap: Run, folder: Path) -> None:
    (folder / "letter.csv").write_text("Dear all,\n", encoding="utf-8")
    assert "This file is not read: " in pap("import", "plan", "letter.csv", "--dry-run").out


@pytest.mark.parametrize("kind", ["plan", "kpis"])
@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "Ref,Action,Lead,Due date\n",
        "KPI,Apr 2016,May 2016\n",
        "Name,Room\nAnn,12\nBob,14\n",
        "Dear all,\n",
    ],
)
def test_a_file_in_which_nothing_is_understood_is_refused(pap: Run, folder: Path, kind: str, text: str) -> None:
    (folder / "other.csv").write_text(text, encoding="utf-8")
    ran = pap("import", kind, "other.csv", "--no-input", "--yes")
    assert ran.code == 2
    assert f"no {'plan' if kind == 'plan' else 'figures'} found in other.csv, so nothing was imported" in ran.err
    assert "has a row of headings, and each row below it says" in ran.err
    assert sorted(path.name for path in folder.rglob("*")) == ["Tracker 1.csv", "other.csv", "plans"]
    # a dry run shows what was found
    assert pap("import", kind, "other.csv", "--no-input", "--dry-run", "-f", "json").code == 0


def test_the_help_of_a_refused_file_is_a_mapping_that_reads_it(pap: Run, folder: Path) -> None:
    (folder / "other.csv").write_text("a,b\n1,Open the gate\n", encoding="utf-8")
    answer = pap("import", "plan", "other.csv", "--no-input", "--yes").err.splitlines()[-1].split(":  ")[-1]
    (folder / "imports").mkdir()
    (folder / "imports" / "other.toml").write_text(answer, encoding="utf-8")
    assert "What is column B" in pap("import", "plan", "other.csv", "--no-input", "--yes").err


def test_a_newer_version_without_a_row_is_refused(pap: Run, imported: Path) -> None:
    before = (imported / "plans" / "tracker-1.yaml").read_bytes()
    (imported / "Tracker 1.csv").write_text(HEADER, encoding="utf-8")
    ran = pap("import", "plan", "Tracker 1.csv", "--no-input", "--yes")
    assert ran.code == 2
    assert "no plan found in Tracker 1.csv" in ran.err
    assert (imported / "plans" / "tracker-1.yaml").read_bytes() == before


def test_what_was_not_simply_taken_is_shown_below_what_was_written(pap: Run, folder: Path) -> None:
    rows = [
        f"{nth},Count the stock of store {nth},Depot Manager,{'TBC' if nth < 15 else '30/06/2017'},"
        for nth in range(1, 40)
    ]
    text = "\n".join(["Ref,Action,Lead,Due date,Update", *rows, ""])
    (folder / "other.csv").write_text(text, encoding="utf-8")
    out = pap("import", "plan", "other.csv", "--no-input", "--yes").out
    assert "NOT SIMPLY TAKEN" in out
    assert "TBC" in out
    assert "more lines, shown by the same command with  --dry-run\n" in out
    (folder / "other.csv").write_text(text.replace("TBC", "spring", 1), encoding="utf-8")
    assert "spring" in pap("import", "plan", "other.csv", "--no-input", "--yes").out
    assert "NOT SIMPLY TAKEN" not in pap("import", "plan", "other.csv", "--no-input", "--yes").out  # nothing to change


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_mapping_is_not_read_or_written_through_a_link_that_leaves_the_workspace(
    pap: Run, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (folder / "imports").symlink_to(outside, target_is_directory=True)
    for words in (("--no-input",), ("--dry-run",)):
        ran = pap("import", "plan", "Tracker 1.csv", *words)
        assert (ran.code, "imports/tracker-1.toml is outside the workspace" in ran.err) == (2, True)
    assert not list(outside.iterdir())


def test_questions_that_cannot_be_written_are_shown_all_the_same(pap: Run, folder: Path) -> None:
    (folder / "imports").write_text("a file", encoding="utf-8")
    ran = pap("import", "plan", "Tracker 1.csv", "--no-input", "--yes")
    assert ran.code == 2
    assert "What is column D, “Date of completion”?" in ran.err
    assert "answer them on a terminal; cannot write to imports: " in ran.err


@pytest.mark.parametrize("kind", ["plan", "kpis"])
def test_a_spreadsheet_can_be_looked_at_before_there_is_a_workspace(
    pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = f"{HEADER}{ROWS}" if kind == "plan" else "KPI,Apr 2016,May 2016\nVisits,70,72\n"
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    ran = pap("import", kind, "t.csv", "--dry-run", "--no-input", "-f", "json")
    assert ran.code == 0
    assert json.loads(ran.out)["items" if kind == "plan" else "figures"]
    ran = pap("import", kind, "t.csv", "--yes", "--no-input")
    assert (ran.code, "make one first:  pap init;  then import into it" in ran.err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_a_sheet_that_was_renamed_keeps_its_answers(pap: Run, folder: Path) -> None:
    def save(sheet: str, more: str = "") -> None:
        book = openpyxl.Workbook()
        table = book.worksheets[0]
        table.title = sheet
        for line in (HEADER + ROWS + more).splitlines():
            table.append(line.split(","))
        book.create_sheet("Contacts").append(["Ring", "the depot"])
        book.save(folder / "Tracker 1.xlsx")

    save("October")
    assert "What is column D" in pap("import", "plan", "Tracker 1.xlsx", "--no-input", "--yes").err
    answer(folder, ("D", "due"))
    assert pap("import", "plan", "Tracker 1.xlsx", "--no-input", "--yes").code == 0
    save("November", "4,Paint the gate,Depot Manager,31/07/2017,\n")
    ran = pap("import", "plan", "Tracker 1.xlsx", "--no-input", "--yes")
    assert (ran.code, "4: added" in ran.out) == (0, True)
    save("December", "4,Paint the gate,Depot Manager,31/07/2017,\n")
    assert "Nothing to change" in pap("import", "plan", "Tracker 1.xlsx", "--no-input", "--yes").out
