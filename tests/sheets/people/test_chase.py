"""What a chase writes: to everybody what is theirs and nothing else, the same bytes each time, over no answers."""

from __future__ import annotations

import email
import email.policy
import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from commands.running import Ran, Run
from pap_cli.assess.asked import Asked, FigureOwed
from pap_cli.wording.asked import subject
from sheets.people.plans import SECRET, make

DAY = ("--as-of", "2016-10-14")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make(tmp_path))
    return tmp_path


@pytest.fixture
def chased(folder: Path, pap: Run) -> Ran:
    return pap("chase", *DAY, "-o", "out")


def book(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def ids(path: Path, sheet: str = "Milestones") -> list[object]:
    found = book(path)[sheet]
    head = next(cell for row in found.iter_rows() for cell in row if cell.value in ("ID", "KPI"))
    return [found.cell(row, 1).value for row in range(head.row + 1, found.max_row + 1)]


def mail(path: Path) -> email.message.EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)  # type: ignore[return-value]


def test_everybody_who_has_something_open_gets_a_workbook_and_a_message(folder: Path, chased: Ran) -> None:
    names = {path.name for path in (folder / "out").iterdir()} - {".pap-chase"}
    assert names == {f"{id}.{kind}" for id in ("head", "lead", "other") for kind in ("xlsx", "eml")}
    assert ids(folder / "out/head.xlsx") == ["A1.1", "A1.4", "A1.2", "A1.3"]
    assert ids(folder / "out/head.xlsx", "Figures") == ["visits", "visits"]
    assert ids(folder / "out/lead.xlsx") == ["A2.2", "A1.3"]
    assert "wrote 3 workbooks and as many messages to out, as of 14 Oct 2016; answers by 21 Oct 2016" in chased.out
    assert "1 message without an address" in chased.out


def test_due_within_leaves_out_what_is_due_later(folder: Path, pap: Run) -> None:
    pap("chase", *DAY, "-o", "out", "--owner", "head", "--due-within", "35d")
    assert ids(folder / "out/head.xlsx") == ["A1.1", "A1.4", "A1.2"]
    assert not (folder / "out/other.xlsx").exists()


def test_nobody_is_sent_what_is_not_theirs(folder: Path, chased: Ran) -> None:
    for name in ("head", "lead"):
        message = mail(folder / f"out/{name}.eml")
        workbook = (folder / f"out/{name}.xlsx").read_bytes()
        (attached,) = message.iter_attachments()
        assert attached.get_content() == workbook
        with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
            texts = [parts.read(part).decode("utf-8") for part in parts.namelist()]
        texts += [str(message.get_body((kind,)).get_content()) for kind in ("plain", "html")]  # type: ignore[union-attr]
        texts += [str(value) for value in message.values()]
        for text in texts:
            assert not [word for word in SECRET if word in text]
        assert not [text for text in texts if "A2.1" in text]
        assert [one.sheet_state for one in book(folder / f"out/{name}.xlsx")].count("visible") == len(
            book(folder / f"out/{name}.xlsx").sheetnames
        )
    with zipfile.ZipFile(folder / "out/lead.xlsx") as parts:
        assert not [name for name in parts.namelist() if b"example.org" in parts.read(name)]


def test_a_message_says_what_is_late_first_what_to_do_and_by_when(folder: Path, chased: Ran) -> None:
    message = mail(folder / "out/head.eml")
    assert message["To"] == "head@example.org"
    assert message["From"] is None
    assert message["Subject"] == "Visits: 3 late, 3 to come, as of 14 October 2016"
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert text.startswith("Dear Jo Bloggs,")
    text = " ".join(text.split())
    order = ["Late - A1.1 Rota agreed: due 30 Sep 2016, 14 days late", "Evidence that is late", "Due soon", "Later -"]
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    assert "Send the workbook back by 21 October 2016." in text
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "<h2" in html
    assert "A1.2 =Posts filled" in html
    assert mail(folder / "out/lead.eml")["To"] is None


def test_only_the_answers_can_be_written_and_no_text_is_a_formula(folder: Path, chased: Ran) -> None:
    sheet = book(folder / "out/head.xlsx")["Milestones"]
    assert sheet.protection.sheet
    head = next(row for row in sheet.iter_rows() if row[0].value == "ID")
    unlocked = [cell.value for cell in head if not sheet.cell(cell.row + 1, cell.column).protection.locked]
    assert unlocked == ["Delivered on", "New forecast", "Evidence", "Comment"]
    assert "'=Posts filled" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {"s", "d"}


def test_the_same_plan_and_day_give_the_same_bytes(folder: Path, chased: Ran, pap: Run) -> None:
    pap("chase", *DAY, "-o", "again")
    for path in (folder / "out").iterdir():
        assert path.read_bytes() == (folder / "again" / path.name).read_bytes()


def test_an_answer_that_was_saved_over_the_question_is_never_replaced(folder: Path, chased: Ran, pap: Run) -> None:
    assert pap("chase", *DAY, "-o", "out").code == 0
    answered = folder / "out/head.xlsx"
    answered.write_bytes(b"an answer")
    ran = pap("chase", *DAY, "-o", "out")
    assert (ran.code, "out/head.xlsx was changed since pap wrote it" in ran.err) == (2, True)
    assert answered.read_bytes() == b"an answer"


def test_what_nobody_is_asked_any_more_is_taken_away(folder: Path, chased: Ran, pap: Run) -> None:
    (folder / "out/mine.txt").write_text("x", encoding="utf-8")
    pap("chase", *DAY, "-o", "out", "--owner", "lead")
    assert {path.name for path in (folder / "out").iterdir()} == {".pap-chase", "lead.xlsx", "lead.eml", "mine.txt"}


def test_a_team_gets_one_workbook(folder: Path, pap: Run) -> None:
    pap("chase", *DAY, "-o", "out", "--teams")
    assert ids(folder / "out/team-front-door.xlsx") == ["A2.2", "A1.1", "A1.4", "A1.2", "A1.3"]
    assert mail(folder / "out/team-front-door.eml")["To"] == "head@example.org"
    assert not (folder / "out/head.xlsx").exists()


@pytest.mark.parametrize("target", ["plans/out", "kpis"])
def test_a_folder_that_pap_reads_is_refused(folder: Path, pap: Run, target: str) -> None:
    assert "choose another folder" in pap("chase", *DAY, "-o", target).err
    assert sorted(path.name for path in folder.iterdir()) == ["kpis", "plans"]


def test_that_nobody_is_asked_is_said_with_what_was_looked_for(folder: Path, pap: Run) -> None:
    late = pap("chase", "--as-of", "2016-01-05", "-o", "out", "--due-within", "1d").out
    assert late == ("nobody is asked anything, as of 5 Jan 2016: no owner has anything late, or due by 6 Jan 2016\n")
    idle = pap("chase", *DAY, "-o", "out", "--owner", "idle").out
    assert idle == "nobody is asked anything, as of 14 Oct 2016: none of those named has anything open or owed\n"


@pytest.mark.parametrize(("late", "soon", "words"), [(1, 0, "1 late"), (0, 2, "nothing late, 2 to come")])
def test_the_subject_has_no_count_of_nothing(late: int, soon: int, words: str) -> None:
    owed = [
        FigureOwed(status=None, period=None, expected=date(2016, 5, 1), late=nth < late) for nth in range(late + soon)
    ]  # type: ignore[arg-type]
    asked = Asked(as_of=date(2016, 5, 2), until=date(2016, 6, 1), figures=tuple(owed))
    assert subject(asked, "Quay") == f"Quay: {words}, as of 2 May 2016"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--owner", "nobody"), "--owner: what has no owner is asked of nobody"),
        (("--owner", "head", "--owner", "nobody"), "--owner: what has no owner is asked of nobody"),
        (("--reply-by", "2016-10-13"), "--reply-by 2016-10-13 is before 14 Oct 2016, the day of the questions"),
        (("--reply-by", "x"), "write a day such as 2016-10-14, or today"),
    ],
)
def test_what_cannot_be_asked_is_refused(folder: Path, pap: Run, words: tuple[str, ...], why: str) -> None:
    ran = pap("chase", *DAY, "-o", "out", *words)
    assert (ran.code, why in ran.err, (folder / "out").exists()) == (2, True, False)
