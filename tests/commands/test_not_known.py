"""What nobody knows, in every command and format: it is shown as that, and never as a made-up date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run

AS_OF = ("--as-of", "2016-10-14")
PLAN = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head of service}
bodies: {dfe: DfE}
recommendations: [{id: R1, title: Reviews in time}]
actions:
  - id: A1
    title: Hold the reviews in time
    answers: [R1]
    owner: head
    milestones:
      - {id: A1.1, title: No date, due: unknown, expected_by: [dfe], depends_on: [A1.6]}
      - {id: A1.2, title: No date at all, evidence_due: 2016-05-01}
      - {id: A1.3, title: Begun or not, due: 2016-05-31, started: unknown}
      - {id: A1.4, title: Done some day, due: 2016-05-31, started: true, completed: true}
      - {id: A1.5, title: Done in a month, due: 2016-05-31, started: 2016-03, completed: 2016-06, evidenced: Q2 2016/17}
      - {id: A1.6, title: Known since, due: 2016-05-31, completed: {known: 2016-09-12}}
      - {id: A1.7, title: Moved, due: unknown, extensions: [{to: 2016-08, approved: true, by: dfe, reason: Agreed}]}
"""
LISTS = ("status", "milestones", "actions", "recommendations", "owners", "timeline", "reviews")
PAGES = ("show A1.1", "show A1.3", "show A1.6", "show A1.7", "show dfe", "show head", "show R1", "report")
FORMATS = ("terminal", "plain", "json", "markdown", "html")
PAIRS = [
    *((command, format) for command in (*LISTS, *PAGES) for format in FORMATS),
    *((command, "csv") for command in LISTS[1:]),
    *(("check", format) for format in ("full", "concise", "json", "github", "gitlab", "sarif", "junit")),
]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "p.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize(("command", "format"), PAIRS)
def test_no_date_is_made_up(pap: Run, command: str, format: str) -> None:
    ran = pap(*command.split(), *AS_OF, "--format", format)
    assert ran.code in (0, 1), ran.err
    assert "9999" not in ran.out
    assert "internal error" not in ran.err


@pytest.mark.usefixtures("plan")
def test_a_page_does_not_say_that_work_began_if_nobody_knows(pap: Run) -> None:
    rows = [line.split() for line in pap("show", "A1.3", *AS_OF).out.splitlines()]
    assert ["Started", "not", "known"] in rows


@pytest.mark.usefixtures("plan")
def test_a_timeline_says_nothing_after_the_title_of_what_has_no_dates(pap: Run) -> None:
    lines = pap("timeline", *AS_OF).out.splitlines()
    assert "  A1.2  No date at all" in lines


@pytest.mark.usefixtures("plan")
def test_programs_read_what_is_known(pap: Run) -> None:
    found = {one["id"]: one for one in json.loads(pap("milestones", *AS_OF, "-f", "json").out)["milestones"]}
    facts = {
        id: [one[key] for key in ("state", "rating", "due", "due_written", "completed", "completed_precision")]
        for id, one in found.items()
    }
    assert facts == {
        "A1.1": ["not-started", "grey", None, "unknown", None, None],
        "A1.2": ["not-started", "grey", None, "unknown", None, None],
        "A1.3": ["unknown", "grey", "2016-05-31", "2016-05-31", None, None],
        "A1.4": ["delivered", "green", "2016-05-31", "2016-05-31", None, "unknown"],
        "A1.5": ["evidenced", "blue", "2016-05-31", "2016-05-31", "2016-06-30", "month"],
        "A1.6": ["delivered", "green", "2016-05-31", "2016-05-31", None, "unknown"],
        "A1.7": ["not-started", "red", "2016-08-31", "2016-08", None, None],
    }
    assert found["A1.5"]["evidenced_precision"] == "quarter"


@pytest.mark.usefixtures("plan")
def test_what_is_missing_is_a_finding_and_no_refusal(pap: Run) -> None:
    found = json.loads(pap("check", *AS_OF, "-f", "json").out)
    named = [(one["rule"], one["item"]) for one in found["diagnostics"] if one["code"] in ("PAP221", "PAP222")]
    assert sorted(named, key=str) == [
        ("milestone-without-due", "A1.1"),
        ("milestone-without-due", "A1.2"),
        ("start-unknown", "A1.3"),
    ]
    assert found["summary"]["file_errors"] == 0


def test_a_site_is_written(plan: Path, pap: Run) -> None:
    assert pap("site", *AS_OF).code == 0
    pages = [path.read_text(encoding="utf-8") for path in (plan / "site").rglob("*.html")]
    assert len(pages) > 10
    assert not any("9999" in page for page in pages)


def test_a_note_of_a_month_is_shown_as_the_month_and_from_its_last_day(plan: Path, pap: Run) -> None:
    path = plan / "plans" / "p.yaml"
    path.write_text(
        PLAN.replace(
            "due: 2016-05-31, started: unknown", "due: 2016-05-31, started: unknown, notes: {on: 2016-09, text: Asked}"
        )
    )
    assert "Asked" not in pap("show", "A1.3", "--as-of", "2016-09-29").out
    assert "Sep 2016  Asked" in pap("show", "A1.3", "--as-of", "2016-09-30").out
    notes = json.loads(pap("show", "A1.3", *AS_OF, "--format", "json").out)["milestone"]["notes"]
    assert notes == [{"on": "2016-09-30", "by": None, "text": "Asked"}]
