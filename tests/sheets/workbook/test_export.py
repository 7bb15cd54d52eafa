"""The workbook of a plan: what is in it, that it is safe to open, and that people can work in it."""

from __future__ import annotations

import hashlib
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from commands.running import Run

PLAN = """\
plan: {id: p, title: "=HYPERLINK(1) & more", organisation: Council, start: 2016-01-04}
owners:
  head: Head of service
  lead: {title: "@lead", contact: lead@example.org}
bodies: {board: Board}
recommendations:
  - {id: R1, title: "+44 call", priority: true, made_by: board}
actions:
  - id: A1
    title: "-2 places"
    answers: R1
    owner: head
    lead: lead
    success: ["• one", "two"]
    milestones:
      - {id: A1.1, title: "=1+1", due: 2016-09-30, started: 2016-08, evidence: "\\tminutes"}
      - {id: A1.2, title: "＝cmd|'/c calc'!A1", due: 2017-02, owner: lead}
      - {id: A1.3, title: Late, due: 2016-03-31, owner: lead, notes: [{on: 2016-04-01, by: lead, text: "=note"}]}
      - {id: A1.4, title: Done, due: 2016-03-31, completed: true, evidenced: {known: 2016-05-01}}
risks:
  - {id: RK1, title: "=risk", owner: head, current: 4 x 5, raised: 2016-02-01}
"""
KPIS = """\
plan: p
kpis:
  - id: k
    title: "@k"
    unit: percent
    owner: head
    target: "> 80"
    observations: {2016-08: {value: 70, numerator: 7, denominator: 10, note: "=x"}, 2016-09: c}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (("plans", PLAN), ("kpis", KPIS)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def exported(folder: Path, pap: Run) -> Workbook:
    ran = pap("export", "xlsx", "--as-of", "2016-10-14", "-o", "out.xlsx")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("wrote out.xlsx: 1 action, 4 milestones, 1 recommendation, 1 KPI, 2 figures")
    return openpyxl.load_workbook(folder / "out.xlsx")


def column(sheet: Worksheet, heading: str) -> list[object]:
    found = next(cell.column for cell in sheet[1] if cell.value == heading)
    return [sheet.cell(row, found).value for row in range(2, sheet.max_row + 1)]


def test_there_is_a_sheet_for_each_kind_of_item_with_the_worst_first(exported: Workbook) -> None:
    assert exported.sheetnames[:6] == ["Actions", "Milestones", "Recommendations", "KPIs", "Figures", "Risks"]
    assert exported.sheetnames[-1] == "Key"
    assert column(exported["Milestones"], "ID") == ["A1.3", "A1.1", "A1.2", "A1.4"]
    assert column(exported["Milestones"], "Rating") == ["red", "red", "green", "blue"]
    assert column(exported["Figures"], "Period") == ["2016-09", "2016-08"]


def test_a_date_is_a_date_and_what_is_less_exact_is_said_as_it_is_known(exported: Workbook) -> None:
    sheet = exported["Milestones"]
    shown = [one.date().isoformat() if isinstance(one, datetime) else one for one in column(sheet, "Due now")]
    assert shown == ["2016-03-31", "2016-09-30", "Feb 2017", "2016-03-31"]
    assert column(sheet, "Started") == [None, "Aug 2016", None, None]
    assert column(sheet, "Delivered") == [None, None, None, "day unknown"]


def test_no_cell_is_a_formula(folder: Path, exported: Workbook) -> None:
    texts = [cell for sheet in exported for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    assert not [cell.value for cell in texts if str(cell.value).startswith(("=", "+", "-", "@", "\t", "＝"))]
    assert "'=1+1" in column(exported["Milestones"], "Milestone")
    with zipfile.ZipFile(folder / "out.xlsx") as parts:
        xml = b"".join(parts.read(name) for name in parts.namelist())
    assert b"<f>" not in xml
    assert b"externalLink" not in xml


def test_an_address_is_in_no_part_of_it(folder: Path, exported: Workbook) -> None:
    with zipfile.ZipFile(folder / "out.xlsx") as parts:
        assert not [name for name in parts.namelist() if b"example.org" in parts.read(name)]


def test_ids_are_protected_and_everything_else_can_be_changed(exported: Workbook) -> None:
    sheet = exported["Milestones"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    locked = {cell.value: sheet.cell(2, cell.column).protection.locked for cell in sheet[1]}
    assert {heading for heading, one in locked.items() if one} == {"ID", "Belongs to"}


def test_people_can_filter_scroll_print_and_choose(exported: Workbook) -> None:
    sheet = exported["Milestones"]
    assert sheet.auto_filter.ref == "A1:AA5"
    assert sheet.freeze_panes == "C2"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"
    kinds = {one.type for one in sheet.data_validations.dataValidation}
    assert kinds >= {"list", "date"}
    words = {rule.formula[0] for rules in sheet.conditional_formatting for rule in rules.rules}
    assert words == {'"red"', '"amber"', '"green"', '"blue"', '"grey"'}
    choices = [one.formula1 for one in exported["Recommendations"].data_validations.dataValidation]
    assert '"yes,no"' in choices


def test_the_same_files_give_the_same_bytes(folder: Path, pap: Run) -> None:
    found = set()
    for name in ("a.xlsx", "b.xlsx"):
        pap("export", "xlsx", "--as-of", "2016-10-14", "-o", name)
        found.add(hashlib.sha256((folder / name).read_bytes()).hexdigest())
    assert len(found) == 1
    with zipfile.ZipFile(folder / "a.xlsx") as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_text_that_excel_cannot_hold_is_cut_and_says_so(folder: Path, pap: Run) -> None:
    path = folder / "plans" / "one.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Late,", f"{'L' * 40_000},"), encoding="utf-8")
    pap("export", "xlsx", "--as-of", "2016-10-14", "-o", "out.xlsx")
    (title,) = [one for one in column(openpyxl.load_workbook("out.xlsx")["Milestones"], "Milestone") if "L" in str(one)]
    assert len(str(title)) == 32_000
    assert str(title).endswith("L […]")


def test_a_file_that_pap_reads_is_not_written_over(folder: Path, pap: Run) -> None:
    ran = pap("export", "xlsx", "-o", "plans/one.yaml")
    assert ran.code == 2
    assert "plans/one.yaml" in ran.err
