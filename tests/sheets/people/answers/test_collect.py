"""Answers that come back: taken as facts with a note of who said so, once, and nothing that is not theirs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from commands.running import Ran, Run
from sheets.people.plans import make

DAY = ("--as-of", "2016-10-20", "--on", "2016-10-20")
Answers = dict[tuple[str, str], object]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pap: Run) -> Path:
    monkeypatch.chdir(make(tmp_path))
    pap("chase", "--as-of", "2016-10-14", "-o", "out")
    (tmp_path / "back").mkdir()
    return tmp_path


@pytest.fixture
def answer(folder: Path) -> Callable[..., Path]:
    """Fills in the workbook of an owner: values by ID (and period) and heading."""

    def fill(owner: str, answers: Answers, name: str = "") -> Path:
        book = openpyxl.load_workbook(folder / "out" / f"{owner}.xlsx")
        for (key, heading), value in answers.items():
            sheet = book["Figures" if "@" in key else "Milestones"]
            write(sheet, key, heading, value)
        path = folder / "back" / (name or f"{owner}.xlsx")
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        return path

    return fill


def headings(sheet: Worksheet) -> tuple[int, dict[object, int]]:
    head = next(row for row in sheet.iter_rows() if any(cell.value in ("ID", "KPI") for cell in row))
    return head[0].row, {cell.value: cell.column for cell in head}


def write(sheet: Worksheet, key: str, heading: str, value: object) -> None:
    top, columns = headings(sheet)
    id, _, period = key.partition("@")
    first = columns.get("ID") or columns["KPI"]
    for row in range(top + 1, sheet.max_row + 1):
        if sheet.cell(row, first).value == id and (not period or sheet.cell(row, columns["Period"]).value == period):
            sheet.cell(row, columns[heading]).value = value  # type: ignore[assignment]


def collect(pap: Run, *words: str) -> Ran:
    return pap("collect", "back", *DAY, *words)


def plan(folder: Path) -> str:
    return (folder / "plans/p.yaml").read_text(encoding="utf-8")


def test_answers_become_facts_with_a_note_of_who_said_so(folder: Path, answer: Callable[..., Path], pap: Run) -> None:
    answer(
        "head",
        {
            ("A1.1", "Delivered on"): "3/10/2016",
            ("A1.1", "Evidence"): "Minutes",
            ("A1.1", "Comment"): "=Signed, at last",
            ("A1.2", "New forecast"): datetime(2016, 12, 2),  # noqa: DTZ001
            ("visits@2016-08", "Figure"): 75.5,
        },
        "sub folder/Re_ my answer.xlsx",
    )
    before = plan(folder)
    shown = collect(pap, "--dry-run")
    assert plan(folder) == before
    assert "A1.1" in shown.out
    assert "+++ b/plans/p.yaml" in shown.out
    assert "=Signed" in shown.out
    assert collect(pap, "--yes").code == 1  # a comment that a program took for a formula is not taken
    answer(
        "head",
        {("A1.1", "Delivered on"): "3/10/2016", ("A1.1", "Comment"): "'=Signed"},
        "sub folder/Re_ my answer.xlsx",
    )
    ran = collect(pap, "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert "completed: 2016-10-03" in plan(folder)
    assert "notes: [{on: 2016-10-20, by: head, text: =Signed}]" in plan(folder)
    assert "forecast: [{to: 2016-12-02, on: 2016-10-20}]" in plan(folder)
    assert "2016-08: 75.5" in (folder / "kpis/p.yaml").read_text(encoding="utf-8")
    assert "by: head" in (folder / "kpis/p.yaml").read_text(encoding="utf-8")
    assert pap("check", "--select", "PAP0,PAP1").code == 0
    pap("undo")
    pap("undo")
    assert plan(folder) == before


def test_it_is_safe_to_run_twice_and_another_day(folder: Path, answer: Callable[..., Path], pap: Run) -> None:
    answer(
        "head",
        {
            ("A1.1", "Delivered on"): "3 Oct 2016",
            ("A1.2", "New forecast"): "Dec 2016",
            ("A1.3", "Comment"): "All well",
            ("A1.4", "Evidence"): "Board paper 7",
            ("visits@2016-08", "Figure"): "75.5%",
        },
    )
    assert collect(pap, "--yes").code == 0
    done = plan(folder)
    for day in ("2016-10-20", "2016-10-27"):
        ran = pap("collect", "back", "--as-of", day, "--on", day, "--yes")
        assert (ran.code, plan(folder)) == (0, done)
        assert "1 workbook: nothing to change, 5 recorded already" in ran.out


def test_two_who_answer_differently_are_shown_and_neither_is_taken(
    folder: Path, answer: Callable[..., Path], pap: Run
) -> None:
    answer("head", {("A1.3", "New forecast"): "30/4/2017", ("A1.2", "Comment"): "Fine"})
    answer("lead", {("A1.3", "New forecast"): "31/5/2017", ("A1.3", "Comment"): "Late"})
    facts = json.loads(collect(pap, "--yes", "-f", "json").out)
    (conflict,) = facts["conflicts"]
    assert conflict["id"] == "A1.3"
    assert [(one["who"], one["forecast"]) for one in conflict["answers"]] == [
        ("head", "2017-04-30"),
        ("lead", "2017-05-31"),
    ]
    assert [(one["id"], one["what"], one["to"]) for one in facts["answers"]] == [("A1.2", "note", "Fine")]
    assert facts["written"]
    assert "2017" not in plan(folder).replace("2017-03-31", "")


def test_two_who_agree_are_recorded_once_with_both_comments(
    folder: Path, answer: Callable[..., Path], pap: Run
) -> None:
    answer("head", {("A1.3", "New forecast"): "30/4/2017", ("A1.3", "Comment"): "As agreed"})
    answer("lead", {("A1.3", "New forecast"): "30 April 2017", ("A1.3", "Comment"): "Yes"})
    assert collect(pap, "--yes").code == 0
    assert plan(folder).count("to: 2017-04-30") == 1
    assert "by: head, text: As agreed" in plan(folder)
    assert "by: lead, text: Yes" in plan(folder) or 'by: lead, text: "Yes"' in plan(folder)


def test_what_is_not_theirs_is_refused_with_its_row(folder: Path, answer: Callable[..., Path], pap: Run) -> None:
    path = answer("head", {("A1.1", "Comment"): "Mine"})
    book = openpyxl.load_workbook(path)
    top, columns = headings(book["Milestones"])
    book["Milestones"].cell(top + 1, columns["ID"]).value = "A2.1"
    book.save(path)
    ran = collect(pap, "--yes")
    assert ran.code == 1
    assert f"head.xlsx, Milestones {top + 1}: A2.1 is not theirs: it is owned by Somebody else" in " ".join(
        ran.out.split()
    )
    assert "Mine" not in plan(folder)


def _sorted_upside_down(book: openpyxl.Workbook) -> None:
    sheet = book["Milestones"]
    top, _ = headings(sheet)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top + 1)]
    for number, values in enumerate(reversed(rows), top + 1):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value


def _columns_moved(book: openpyxl.Workbook) -> None:
    sheet = book["Milestones"]
    sheet.move_range(f"A1:{sheet.dimensions.split(':')[1]}", cols=2)
    sheet.insert_cols(4)


def _rows_deleted(book: openpyxl.Workbook) -> None:
    top, _ = headings(book["Milestones"])
    book["Milestones"].delete_rows(top + 2, 5)
    book["Milestones"].delete_rows(1, 3)
    del book["Figures"]


def _filtered_and_renamed(book: openpyxl.Workbook) -> None:
    top, _ = headings(book["Milestones"])
    book["Milestones"].row_dimensions[top + 1].hidden = True
    book["Milestones"].title = "Sheet1"


@pytest.mark.parametrize("change", [_sorted_upside_down, _columns_moved, _rows_deleted, _filtered_and_renamed])
def test_however_it_was_handled_the_answer_is_found(
    answer: Callable[..., Path], pap: Run, folder: Path, change: Callable[[openpyxl.Workbook], None]
) -> None:
    path = answer("head", {("A1.1", "Delivered on"): date(2016, 10, 3)})
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    assert collect(pap, "--yes").code == 0
    assert "completed: 2016-10-03" in plan(folder)


@pytest.mark.parametrize(
    ("heading", "value", "why"),
    [
        ("Delivered on", "soon", "“Delivered on” in F7: “soon” is not a day"),
        ("Delivered on", "2017-01-01", "1 Jan 2017 is after 20 October 2016"),
        ("New forecast", "1/10/2016", "the new forecast, 1 Oct 2016, has passed"),
        ("Evidence", "=HYPERLINK(1)", "“=HYPERLINK(1)” is a formula"),
        ("Comment", "x" * 4_001, "a text of 4,001 characters is too long"),
    ],
)
def test_what_is_not_understood_is_refused_and_the_rest_is_taken(
    folder: Path, answer: Callable[..., Path], pap: Run, heading: str, value: object, why: str
) -> None:
    answer("head", {("A1.1", heading): value, ("A1.2", "Comment"): "Taken"})
    ran = collect(pap, "--yes")
    assert ran.code == 1
    assert why in " ".join(ran.out.split())
    assert "text: Taken" in plan(folder)


def test_a_delivery_that_contradicts_the_plan_is_refused_alone(
    folder: Path, answer: Callable[..., Path], pap: Run
) -> None:
    text = plan(folder).replace("started: 2016-08-01", "started: 2016-10-10")
    (folder / "plans/p.yaml").write_text(text, encoding="utf-8")
    answer("head", {("A1.1", "Delivered on"): "3/10/2016", ("A1.2", "Comment"): "Taken"})
    ran = collect(pap, "--yes")
    assert ran.code == 1
    assert "1 not taken" in ran.out
    assert "completed: 2016-10-03" not in plan(folder)
    assert "text: Taken" in plan(folder)


def test_a_remark_fastened_to_a_cell_is_not_passed_over(answer: Callable[..., Path], pap: Run) -> None:
    path = answer("head", {("A1.1", "Comment"): "Here"})
    book = openpyxl.load_workbook(path)
    top, _ = headings(book["Milestones"])
    book["Milestones"].cell(top + 2, 3).comment = Comment("Ask Jo", "x")
    book.save(path)
    assert "“Ask Jo”" in " ".join(collect(pap, "--yes").out.split())


@pytest.mark.parametrize(
    ("make_file", "why"),
    [
        (lambda path: path.write_bytes(b"%PDF-1.4 not a workbook"), "PDF"),
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: openpyxl.Workbook().save(path), "not a workbook of pap chase"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_the_others_are_read(
    folder: Path, answer: Callable[..., Path], pap: Run, make_file: Callable[[Path], object], why: str
) -> None:
    answer("head", {("A1.2", "Comment"): "Taken"})
    make_file(folder / "back/other.xlsx")
    ran = collect(pap, "--yes")
    assert ran.code == 1
    assert "other.xlsx: " in ran.out
    assert why in ran.out
    assert "text: Taken" in plan(folder)


def test_a_mark_that_was_changed_gives_no_rights(folder: Path, answer: Callable[..., Path], pap: Run) -> None:
    for mark in (
        "chase 1 2016-10-14 lead p",
        "chase 1 2016-10-14 nobody p",
        "chase 1 2016-10-14 head q",
        "export 1 2016-10-14",
    ):
        path = answer("head", {("A1.1", "Comment"): "Mine"})
        book = openpyxl.load_workbook(path)
        for sheet in book:
            sheet["A4"].value = f"Reference for pap: {mark}"
        book.save(path)
        assert collect(pap, "--yes").code == 1
        assert "Mine" not in plan(folder)


def test_nothing_is_written_before_somebody_says_so(folder: Path, answer: Callable[..., Path], pap: Run) -> None:
    before = plan(folder)
    answer("head", {("A1.1", "Comment"): "Mine"})
    ran = collect(pap)
    assert (ran.code, "--yes" in ran.err) == (2, True)
    assert "Mine" in ran.out
    assert plan(folder) == before


def test_figures_of_one_table_are_written_together(folder: Path, answer: Callable[..., Path], pap: Run) -> None:
    path = folder / "kpis/p.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{2016-06: 70, 2016-07: 72}", "{csv: f.csv}"), encoding="utf-8")
    (folder / "kpis/f.csv").write_text("kpi,period,value\nvisits,2016-06,70\nvisits,2016-07,72\n", encoding="utf-8")
    answer(
        "head",
        {("visits@2016-08", "Figure"): 75.5, ("visits@2016-09", "Figure"): 76, ("visits@2016-09", "Comment"): "Up"},
    )
    assert collect(pap, "--yes").code == 0
    assert (folder / "kpis/f.csv").read_text(encoding="utf-8").endswith("visits,2016-08,75.5\nvisits,2016-09,76\n")
    assert "text: Up" in path.read_text(encoding="utf-8")
    assert "nothing to change" in collect(pap, "--yes").out


def test_the_questions_themselves_change_nothing(folder: Path, pap: Run) -> None:
    shutil.copytree(folder / "out", folder / "back", dirs_exist_ok=True)
    ran = collect(pap)
    assert (ran.code, ran.out) == (0, "3 workbooks without an answer: nothing to change\n")


def test_a_folder_that_is_not_there_is_a_sentence(folder: Path, pap: Run) -> None:
    ran = pap("collect", "nowhere", *DAY)
    assert (ran.code, ran.err.startswith("pap: there is no folder nowhere")) == (2, True)


@pytest.mark.parametrize(("name", "why"), [("nosuch", "there is no folder nosuch"), ("pap.toml", "is a file, not a")])
def test_the_folder_is_looked_at_before_anything_else(folder: Path, pap: Run, name: str, why: str) -> None:
    (folder / "pap.toml").touch()
    ran = pap("collect", name, "--on", "one day")
    assert ran.code == 2
    assert why in ran.err


def _column_added(sheet: Worksheet, top: int, columns: dict[object, int]) -> None:
    last = max(columns.values()) + 1
    sheet.cell(top, last).value = "My notes"
    for row in (top + 1, top + 2):
        sheet.cell(row, last).value = "Three weeks more"


def _heading_renamed(sheet: Worksheet, top: int, columns: dict[object, int]) -> None:
    sheet.cell(top, columns["Delivered on"]).value = "Done"
    sheet.cell(top + 1, columns["Delivered on"]).value = "3/10/2016"


def _line_below(sheet: Worksheet, top: int, columns: dict[object, int]) -> None:
    sheet.cell(sheet.max_row + 2, columns["Milestone"]).value = "Please ring me"


def _line_above(sheet: Worksheet, top: int, columns: dict[object, int]) -> None:
    sheet.cell(2, 3).value = "Please ring me"


def _sheet_added(sheet: Worksheet, top: int, columns: dict[object, int]) -> None:
    assert sheet.parent is not None
    sheet.parent.create_sheet("Mine").cell(3, 2).value = "Please ring me"


def _title_changed(sheet: Worksheet, top: int, columns: dict[object, int]) -> None:
    sheet.cell(top + 1, columns["Milestone"]).value = "Rota agreed by all"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_column_added, "“Three weeks more” in J7 and 1 more cell are below “My notes”, which is none of the columns"),
        (_heading_renamed, "“3/10/2016” in F7 is below “Done”, which is none of the columns that were sent"),
        (_line_below, "“Please ring me” in B12 is in a row without an ID"),
        (_line_above, "“Please ring me” in C2 is above the headings"),
        (_sheet_added, "head.xlsx, Mine 3: “Please ring me” in B3 is on a sheet that was not sent"),
        (_title_changed, "the title is “Rota agreed by all” here and “Rota agreed” in the plan"),
    ],
)
def test_what_is_written_beside_the_questions_is_not_passed_over(
    folder: Path, answer: Callable[..., Path], pap: Run, change: Callable[..., None], why: str
) -> None:
    path = answer("head", {("A1.2", "Comment"): "Taken"})
    book = openpyxl.load_workbook(path)
    change(book["Milestones"], *headings(book["Milestones"]))
    book.save(path)
    ran = collect(pap, "--yes")
    assert ran.code == 1
    assert why in " ".join(ran.out.split())
    assert "1 not taken" in ran.out
    assert "text: Taken" in plan(folder)


def test_a_row_whose_columns_were_sorted_apart_is_refused(folder: Path, answer: Callable[..., Path], pap: Run) -> None:
    path = answer("head", {("A1.1", "Delivered on"): "3/10/2016", ("A1.2", "Comment"): "Taken"})
    book = openpyxl.load_workbook(path)
    sheet = book["Milestones"]
    top, columns = headings(sheet)
    rows = {sheet.cell(row, columns["ID"]).value: row for row in range(top + 1, top + 5)}
    sheet.cell(rows["A1.1"], columns["ID"]).value = "A1.3"
    sheet.cell(rows["A1.3"], columns["ID"]).value = "A1.1"
    book.save(path)
    ran = collect(pap, "--yes")
    assert ran.code == 1
    assert "the ID is A1.3, but the title “Rota agreed” is that of A1.1" in " ".join(ran.out.split())
    assert "completed: 2016-10-03" not in plan(folder)
    assert "text: Taken" in plan(folder)


def test_an_answer_that_is_crossed_out_is_refused(folder: Path, answer: Callable[..., Path], pap: Run) -> None:
    path = answer("head", {("A1.1", "Delivered on"): "3/10/2016", ("A1.2", "Comment"): "Taken"})
    book = openpyxl.load_workbook(path)
    top, columns = headings(book["Milestones"])
    book["Milestones"].cell(top + 1, columns["Delivered on"]).font = Font(strike=True)
    book.save(path)
    ran = collect(pap, "--yes")
    assert ran.code == 1
    assert "“3/10/2016” is crossed out" in ran.out
    assert "completed: 2016-10-03" not in plan(folder)
    assert "text: Taken" in plan(folder)


def test_an_answer_that_is_in_no_workbook_is_not_passed_over(folder: Path, pap: Run) -> None:
    (folder / "back" / "Re_ questions.EML").write_text(
        "From: pat@example.org\nSubject: Re\n\nAll done\n", encoding="utf-8"
    )
    (folder / "back" / "scan.pdf").write_bytes(b"%PDF-1.4")
    (folder / "back" / "notes.txt").write_text("mine", encoding="utf-8")
    ran = collect(pap, "--yes")
    out = " ".join(ran.out.split())
    assert ran.code == 1
    assert (
        "Re_ questions.EML: this is not a workbook, so it was not read; save the workbook that is attached to it" in out
    )
    assert "scan.pdf: this is not a workbook, so it was not read; ask for it as a workbook" in out
    assert out.endswith("0 workbooks: nothing to change, 2 not taken")
