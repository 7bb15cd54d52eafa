"""An exported workbook that comes back changes nothing by itself, brings what was filled in, and can be the plan."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from commands.running import Ran, Run
from conftest import ROOT
from pap_cli.sheets.book.read import read_book
from pap_cli.sheets.workbook.back.own import COLUMNS, read_own

DAY = ("--as-of", "2016-10-20")
PLAN = """\
plan: {id: p, title: "=Plan & more", organisation: Council, start: 2016-01-04, notes: [{on: 2016-02, text: Begun}]}
owners:
  head: Head of service
  lead: {title: "@Team leader", name: Jo, team: Front door}
  twin: Same title
  twin2: Same title
bodies: {board: Board, ofsted: {title: Ofsted, outside: true}}
themes: {front: Front door}
recommendations:
  - {id: R1, title: "+44 call", priority: true, made_by: ofsted, reference: "Report, 1", theme: front}
  - id: R2
    title: Own steps
    owner: head
    milestones: [{id: R2.1, title: Step, due: 2016-12-01, depends_on: [A1.1, A1.2]}]
actions:
  - id: A1
    title: "-2 places"
    answers: [R1, R2]
    owner: [head, twin]
    lead: lead
    kpis: k
    success: ["• bullet", "two\\nlines", "= three"]
    milestones:
      - id: A1.1
        title: "=1+1"
        due: 2016-06
        extensions:
          - {to: 2016-09-30, approved: 2016-06-20, by: board, reason: "=late"}
          - {to: 2017-01-31, asked: 2016-09-01}
        forecast: {to: Q3 2016/17, on: 2016-08-01}
        started: unknown
        judgements: {on: 2016-10, status: at-risk}
        notes: [{on: 2016-10-01, by: lead, text: "@note"}, {on: 2016-10-02, by: Someone, text: "Second, same day"}]
      - {id: A1.2, title: Done, due: unknown, completed: true, evidenced: 2016-05-01, evidence: ["\\tA", B]}
      - id: A1.3
        title: Off
        due: 2016-08-31
        owner: twin2
        cancelled: {on: 2016-07-01, reason: Not needed}
        expected_by: [ofsted, board]
  - {id: A2, title: Step itself, scope: corporate, owner: head, due: 2016-11-30, started: 2016-10-01}
risks:
  - {id: RK1, title: "=risk", owner: head, raised: unknown, current: 4 x 5, target: 6, controls: [a, b]}
"""
KPIS = """\
plan: p
kpis:
  - id: k
    title: "@k"
    unit: percent
    owner: head
    published_after: 1 month
    baseline: {period: 2015/16, value: 61.5}
    target: "> 80"
    floor: 70
    observations:
      2016-06: {value: 70, numerator: 7, denominator: 10, note: "=x", revisions: {value: 71, published: 2016-09-01}}
      2016-07: c
      2016-08: {value: 75, status: provisional}
    notes: [{on: 2016-10-01, by: head, text: Up}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pap: Run) -> Path:
    for name, text in (("plans", PLAN), ("kpis", KPIS)):
        (tmp_path / "w" / name).mkdir(parents=True)
        (tmp_path / "w" / name / "p.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "w")
    assert pap("check", "--select", "PAP0,PAP1", *DAY).code == 0
    assert pap("export", "xlsx", "-o", "plan.xlsx", *DAY).code == 0
    return tmp_path / "w"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def take(pap: Run, name: str = "plan.xlsx", *words: str) -> Ran:
    return pap("import", "plan", name, *DAY, "--yes", *words)


def put(sheet: Worksheet, id: str, heading: str, value: object) -> None:
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(cell.row for (cell,) in sheet.iter_rows(min_row=2, max_col=1) if cell.value == id)
    sheet.cell(row, columns[heading]).value = value  # type: ignore[assignment]


def test_into_the_workspace_it_came_from_it_changes_no_byte(folder: Path, pap: Run) -> None:
    before = files(folder)
    ran = take(pap)
    assert (ran.code, ran.out, ran.err) == (0, "1 workbook: nothing to change\n", "")
    assert files(folder) == before


def test_nor_does_it_once_another_program_saved_it(folder: Path, pap: Run, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    words = (
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        "saved",
    )
    subprocess.run([office, *words, "plan.xlsx"], cwd=folder, check=False, capture_output=True, timeout=120)
    if not (folder / "saved" / "plan.xlsx").is_file():
        pytest.skip("LibreOffice cannot save spreadsheets here")
    before = files(folder)
    assert take(pap, "saved/plan.xlsx").out == "1 workbook: nothing to change\n"
    assert files(folder) == before


def test_into_an_empty_workspace_it_is_the_plan_with_every_field_that_it_shows(
    folder: Path, pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty" / "plans").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "empty")
    ran = take(pap, "../w/plan.xlsx")
    assert (ran.code, ran.err) == (0, "")
    assert list(files(tmp_path / "empty")) == ["kpis/p.yaml", "plans/p.yaml"]
    assert pap("check", "--select", "PAP0,PAP1", *DAY).code == 0
    assert pap("export", "xlsx", "-o", "again.xlsx", *DAY).code == 0
    first, second = read_own(read_book(folder / "plan.xlsx")), read_own(read_book(tmp_path / "empty" / "again.xlsx"))
    assert first is not None
    assert second is not None
    for name, columns in COLUMNS.items():
        kept = [column.name for column in columns if not column.computed]
        shown = [sorted([[row.get(one) for one in kept] for row in book.rows(name)]) for book in (first, second)]
        assert shown[0] == shown[1], name
        assert first.rows(name), name
    assert take(pap, "../w/plan.xlsx").out == "1 workbook: nothing to change\n"
    pap("undo")
    assert files(tmp_path / "empty") == {}


def test_its_kpis_can_come_first(folder: Path, pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(folder)
    assert pap("import", "kpis", "plan.xlsx", "--yes", *DAY).out == "1 workbook: nothing to change\n"
    assert files(folder) == before
    (tmp_path / "empty" / "plans").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "empty")
    assert pap("import", "kpis", "../w/plan.xlsx", "--yes", *DAY).code == 0
    assert list(files(tmp_path / "empty")) == ["kpis/kpis.yaml"]
    assert take(pap, "../w/plan.xlsx").code == 0
    assert pap("check", "--select", "PAP0,PAP1", *DAY).code == 0
    for what in ("plan", "kpis"):
        assert pap("import", what, "../w/plan.xlsx", "--yes", *DAY).out == "1 workbook: nothing to change\n"


def test_a_dry_run_says_what_is_understood_without_a_guess_or_a_question(folder: Path, pap: Run) -> None:
    found = json.loads(pap("import", "plan", "plan.xlsx", "--dry-run", "--no-input", "-f", "json", *DAY).out)
    columns = {one["sheet"]: one["columns"] for one in found["sheets"]}
    assert {one["means"] for one in columns["Milestones"].values()} >= {"ref", "milestone", "due", "completed", "owner"}
    assert not [one for sheet in columns.values() for one in sheet.values() if one["asked"] or one["confidence"] < 1]
    assert (found["ask"], found["report"]) == ([], [])
    items = {one["ref"]: one for one in found["items"]}
    assert set(items) == {"R1", "R2", "R2.1", "A1", "A1.1", "A1.2", "A1.3", "A2"}
    assert items["A1.1"]["text"] == "=1+1"
    assert items["A1.1"]["due"]["value"] == "2016-06"
    assert items["A1.1"]["action"] == items["A1"]["n"]
    assert items["A2"]["due"]["value"] == "2016-11-30"
    figures = json.loads(pap("import", "kpis", "plan.xlsx", "--dry-run", "--no-input", "-f", "json", *DAY).out)[
        "figures"
    ]
    assert [(one["period"], one["value"], one.get("missing")) for one in figures] == [
        *(("2016-08", 75, None), ("2016-07", None, "c"), ("2016-06", 71, None))
    ]


def test_what_was_filled_in_becomes_facts_of_the_day_once(folder: Path, pap: Run) -> None:
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    steps = book["Milestones"]
    put(steps, "R2.1", "Forecast", datetime(2017, 1, 31))  # noqa: DTZ001
    put(steps, "R2.1", "New note", "'=Spoke to them")
    put(steps, "A2", "Delivered", datetime(2016, 10, 18))  # noqa: DTZ001
    put(steps, "A1.1", "Due now", "Dec 2016")
    put(steps, "A1.1", "Status", "off-track")
    put(steps, "A1.1", "Rating", "green")
    put(book["Risks"], "RK1", "New note", "Looked at")
    figures = book["Figures"]
    columns = {cell.value: cell.column for cell in figures[1]}
    row = figures.max_row + 1
    for heading, value in (("KPI", "k"), ("Period", "2016-09"), ("Figure", 78)):
        figures.cell(row, columns[heading]).value = value  # type: ignore[assignment]
    book.properties.modified = datetime(2016, 10, 19)  # noqa: DTZ001
    book.save(folder / "filled.xlsx")
    ran = take(pap, "filled.xlsx")
    assert (ran.code, ran.err) == (0, "")
    plan, kpis = (text.decode() for text in reversed(files(folder).values()))
    for text in (
        "completed: 2016-10-18",
        "to: 2017-01-31, on: 2016-10-",
        "text: =Spoke to them",
        "status: off-track",
        "reason: Moved in the workbook filled.xlsx",
        "text: Looked at",
    ):
        assert text in plan
    assert "due: 2016-06\n" in plan
    assert "2016-09: 78" in kpis
    after = files(folder)
    assert take(pap, "filled.xlsx").out == "1 workbook: nothing to change\n"
    assert files(folder) == after


def _emptied(book: openpyxl.Workbook) -> None:
    put(book["Milestones"], "A1.1", "Evidence due", None)
    put(book["Milestones"], "A1.2", "Evidence", None)
    put(book["Actions"], "A1", "Action", None)


def _row_deleted(book: openpyxl.Workbook) -> None:
    book["Milestones"].delete_rows(2)


def _title_changed(book: openpyxl.Workbook) -> None:
    put(book["Milestones"], "A1.1", "Milestone", "Another")


def _new_row(book: openpyxl.Workbook) -> None:
    book["Milestones"].append(["A9.9", "A new milestone"])


def _formula(book: openpyxl.Workbook) -> None:
    put(book["Milestones"], "A1.1", "New note", "=HYPERLINK(1)")


def _sheet_renamed(book: openpyxl.Workbook) -> None:
    put(book["Milestones"], "A1.1", "New note", "Lost")
    book["Milestones"].title = "Steps"


def _sheet_added(book: openpyxl.Workbook) -> None:
    book.create_sheet("Mine").cell(2, 2).value = "Ring me"


def _column_added(book: openpyxl.Workbook) -> None:
    last = book["Milestones"].max_column + 1
    for row, text in enumerate(("Mine", "Ring me"), 1):
        book["Milestones"].cell(row, last).value = text


def _heading_renamed(book: openpyxl.Workbook) -> None:
    put(book["Milestones"], "A1.1", "New note", "Ring me")
    cell = next(cell for cell in book["Milestones"][1] if cell.value == "New note")
    cell.value = "Remarks"


def _sorted_apart(book: openpyxl.Workbook) -> None:
    sheet = book["Milestones"]
    first, second = sheet["A2"].value, sheet["A3"].value
    sheet["A2"].value, sheet["A3"].value = second, first


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_sheet_renamed, "“ID” in A1 and"),
        (_sheet_added, "“Ring me” in B2 is on a sheet that was not sent"),
        (_column_added, "is below “Mine”, which is none of the columns that were sent"),
        (_heading_renamed, "is below “Remarks”, which is none of the columns that were sent"),
        (_sorted_apart, "put the cells of each row together again"),
        (_emptied, "nothing to change"),
        (_row_deleted, "has no row any more; nothing is deleted"),
        (_title_changed, "“Another” in place of “=1+1”; change it in the file"),
        (_new_row, "a new row, A9.9, is not taken; add the item with pap add"),
        (_formula, "New note has a formula"),
    ],
)
def test_what_is_not_taken_is_shown_and_nothing_is_lost(
    folder: Path, pap: Run, change: Callable[[openpyxl.Workbook], None], told: str
) -> None:
    before = files(folder)
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    change(book)
    book.save(folder / "changed.xlsx")
    assert told in " ".join(take(pap, "changed.xlsx").out.split())
    assert files(folder) == before


def test_a_dry_run_writes_nothing(folder: Path, pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty" / "plans").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "empty")
    assert pap("import", "plan", "../w/plan.xlsx", "--dry-run", "--no-input", *DAY).code == 0
    assert files(tmp_path / "empty") == {}


def test_the_plan_of_the_repository_comes_back(tmp_path: Path, pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("plans", "kpis"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    pap("export", "xlsx", "-o", "plan.xlsx", "--as-of", "2016-10-14")
    ran = pap("import", "plan", "plan.xlsx", "--as-of", "2016-10-14", "--yes")
    assert ran.out == "1 workbook: nothing to change\n"


NUMBERED = """\
plan: {id: "2016", title: Numbers, start: 2016-01-04}
owners: {"1": Head of one, "2.5": Head of two}
recommendations:
  - {id: "1.0", title: First, owner: "2.5"}
actions:
  - id: "1.1"
    title: Ten
    answers: "1.0"
    owner: ["1", "2.5"]
    kpis: ["3.5"]
    notes: [Zebra, Apple, {on: 2016-02-01, text: Pear}, {on: 2016-02-01, text: Fig}, {on: 2016-03-01, text: Ant}]
    milestones:
      - {id: "1.10", title: Eleven, due: 2016-09-30}
      - {id: "0x1", title: Twelve, due: 2016-10-31, depends_on: "1.10"}
"""
NUMBERED_KPIS = 'plan: "2016"\nkpis:\n  - {id: "3.5", title: Measure, owner: "1", observations: {2016-04: 5}}\n'


def test_ids_that_look_like_numbers_come_back_as_they_were(
    folder: Path, pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("plans", NUMBERED), ("kpis", NUMBERED_KPIS)):
        (tmp_path / "numbers" / name).mkdir(parents=True)
        (tmp_path / "numbers" / name / "n.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "numbers")
    assert pap("check", "--select", "PAP0,PAP1", *DAY).code == 0
    assert pap("export", "xlsx", "-o", "n.xlsx", *DAY).code == 0
    before = [pap(what, "-f", "csv", *DAY).out for what in ("milestones", "actions", "kpis")]
    (tmp_path / "empty" / "plans").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "empty")
    ran = take(pap, "../numbers/n.xlsx")
    assert ran.code == 0, ran.err
    assert pap("check", "--select", "PAP0,PAP1", *DAY).code == 0
    after = [pap(what, "-f", "csv", *DAY).out for what in ("milestones", "actions", "kpis")]
    assert [[line.split(",")[:4] for line in one.splitlines()] for one in after] == [
        [line.split(",")[:4] for line in one.splitlines()] for one in before
    ]
    text = (tmp_path / "empty" / "plans" / "2016.yaml").read_text(encoding="utf-8")
    places = [text.index(word) for word in ("Zebra", "Apple", "Pear", "Fig", "Ant")]
    assert places == sorted(places)
    assert "- Zebra\n" in text


def test_a_second_plan_comes_with_its_kpis_and_leaves_those_of_the_first_alone(
    folder: Path, pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("plans", NUMBERED), ("kpis", NUMBERED_KPIS)):
        (tmp_path / "numbers" / name).mkdir(parents=True)
        (tmp_path / "numbers" / name / "n.yaml").write_text(text, encoding="utf-8")
    assert pap("-C", str(tmp_path / "numbers"), "export", "xlsx", "-o", "n.xlsx", *DAY).code == 0
    told = pap("import", "kpis", "n.xlsx", *DAY, "--yes")
    assert (told.code, "is a workbook of the plan 2016, which is not here" in told.err) == (2, True)
    before = files(folder)
    ran = take(pap, "n.xlsx")
    assert ran.code == 0, ran.err
    assert {name: data for name, data in files(folder).items() if name in before} == before
    assert files(folder).keys() - before.keys() == {"plans/2016.yaml", "kpis/2016.yaml"}
    assert pap("check", "--select", "PAP0,PAP1", *DAY).code == 0
    assert "no row any more" not in take(pap, "n.xlsx").out


def test_an_import_names_no_option_that_it_does_not_have(folder: Path, pap: Run) -> None:
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    sheet = book["Milestones"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    started = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, columns["Started"]).value)
    sheet.cell(started, columns["Started"]).value = date(2016, 1, 5)
    book.save(folder / "changed.xlsx")
    out = " ".join(take(pap, "changed.xlsx").out.split())
    assert "already, at plans/p.yaml" in out
    assert "opens the file there" in out
    assert "--force" not in out
