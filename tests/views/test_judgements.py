"""Judgements on every page: beside the computed rating, or in its place, as of a date, for each audience."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commands.running import Run
from pap_cli.load.workspace.loader import Workspace

Load = Callable[[Mapping[str, str | bytes]], Workspace]
AS_OF = date(2021, 3, 1)
PLAN = """\
plan: {id: harbour, title: Harbour plan, start: 2020-10-01}
owners: {quay: {title: Quay master, name: Jo Bloggs}}
bodies: {port: Port board, cabinet: Cabinet}
recommendations:
  - {id: R1, title: Dredge, judgements: {on: 2021-01, by: port, status: Amber/Red, axis: confidence}}
actions:
  - id: A1
    title: Dredge the basin
    answers: [R1]
    owner: quay
    judgements: [{on: 2021-02-20, by: quay, status: at-risk, percent: 40, confidence: fair, note: The boat is late}]
    milestones:
      - {id: A1.1, title: Surveyed, due: 2021-02-01, started: 2021-01-04, judgements: [
          {on: 2020-12-01, by: quay, status: on-track, percent: 20, axis: delivery},
          {on: 2021-02-20, by: quay, status: on-track, percent: 60, axis: delivery},
          {on: 2021-03-02, by: quay, status: off-track, percent: 65, axis: delivery},
          {status: Choppy, axis: outcome}]}
      - {id: A1.2, title: Dredged, due: 2021-12-01}
"""


@pytest.fixture
def show(tmp_path: Path, pap: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Shows a page as of 1 March 2021, with these settings of the rating."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "harbour.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def shown(*words: str, rating: str = "", as_of: str = "2021-03-01") -> str:
        (tmp_path / "pap.toml").write_text(f"[rating]\n{rating}\n", encoding="utf-8")
        ran = pap(*words, "--as-of", as_of)
        assert ran.err == ""
        return ran.out

    return shown


COUNT = 'judgements = "count"'


def test_the_list_has_columns_for_what_somebody_judged(
    show: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    rows = show("milestones").splitlines()
    assert [column in rows[0] for column in ("Judged", "Complete")] == [True, True]
    assert rows[1].split()[:2] == ["A1.1", "red"]
    assert "delivery: on-track; outcome: Choppy" in rows[1]
    assert "60%" in rows[1]
    before = show("milestones", as_of="2020-11-30")
    assert "outcome: Choppy" in before
    assert "Complete" not in before


def test_json_has_the_judgements_known_by_then_the_newest_first(show: Callable[..., str]) -> None:
    milestones = json.loads(show("milestones", "--format", "json"))["milestones"]
    found = {one["id"]: one for one in milestones}
    empty = {"by": None, "percent": None, "confidence": None, "note": None, "rating": None}
    quay = {"by": "quay", "status": "on-track", "confidence": None, "axis": "delivery", "note": None, "rating": "green"}
    assert found["A1.1"]["judgements"] == [
        {"on": "2021-02-20", "percent": 60.0, **quay},
        {"on": "2020-12-01", "percent": 20.0, **quay},
        {"on": None, "status": "Choppy", "axis": "outcome", **empty},
    ]
    assert (found["A1.1"]["rating"], found["A1.1"]["percent"]) == ("red", 60.0)
    assert (found["A1.2"]["judged"], found["A1.2"]["percent"], found["A1.2"]["judgements"]) == (None, None, [])
    (action,) = json.loads(show("actions", "--format", "json"))["actions"]
    assert action["judgements"][0]["rating"] == "amber"
    (asked,) = json.loads(show("recommendations", "--format", "json"))["recommendations"]
    assert asked["judgements"] == [
        {**empty, "on": "2021-01-31", "by": "port", "status": "Amber/Red", "axis": "confidence", "rating": "red"}
    ]


def test_the_page_of_an_item_has_a_table_of_judgements(show: Callable[..., str]) -> None:
    page = show("show", "A1")
    table = page[page.index("Judgements") :].splitlines()
    assert table[1].split() == ["Date", "Status", "Complete", "Confidence", "By", "Note"]
    assert table[2].split() == ["20", "Feb", "2021", "at-risk", "40%", "fair", "quay", "The", "boat", "is", "late"]
    assert "Judged     confidence: Amber/Red" in show("show", "R1")
    assert "Judgements" not in show("show", "A1.2")


def test_the_status_page_counts_the_judgements_that_disagree(show: Callable[..., str]) -> None:
    line = "2 judgements do not agree with the computed rating: A1.1, A1."
    assert line in show("status", "--all")
    (plan,) = json.loads(show("status", "--format", "json"))["plans"]
    assert [(one["id"], one["computed"], one["judgement"]["status"]) for one in plan["disagreements"]] == [
        ("A1.1", "red", "on-track"),
        ("A1", "red", "at-risk"),
    ]
    assert "do not agree" not in show("status", "--all", as_of="2021-01-01")


def test_a_report_calls_what_is_computed_by_the_key_of_the_plan(show: Callable[..., str]) -> None:
    assert "; the computed rating is red: 28 days past its due date" in " ".join(show("report").split())
    path = Path("plans/harbour.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("plan: {", "plan: {key: {red: Adrift, green: Sailing}, ", 1), encoding="utf-8")
    page = " ".join(show("report").split())
    assert "; the computed rating is Adrift: 28 days past its due date" in page
    counted = " ".join(show("report", rating=COUNT).split())
    assert "Sailing, judged on-track" in counted


def test_a_narrow_report_keeps_the_owner_of_what_is_late_before_what_was_judged(
    show: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "62")
    lines = show("report", "--format", "terminal").splitlines()
    at = next(at for at, line in enumerate(lines) if line.split()[:1] == ["ID"] and "Overdue" in line)
    assert "Owner" in f"{lines[at]} {lines[at + 1]}"
    assert "Complete" not in f"{lines[at]} {lines[at + 1]}"
    monkeypatch.setenv("COLUMNS", "200")
    assert "Complete" in show("report", "--format", "terminal")


def test_a_judgement_that_counts_is_the_rating_on_every_page(show: Callable[..., str]) -> None:
    def facts(kind: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(show(kind, "--format", "json", rating=COUNT))[kind]
        return sorted(found, key=lambda one: str(one["id"]))

    assert [one["rating"] for one in facts("milestones")] == ["green", "green"]
    reason = "judged on-track by quay on 20 Feb 2021 (delivery), instead of red: 28 days past its due date"
    assert facts("milestones")[0]["reason"] == reason
    assert [(one["rating"], one["reason"]) for one in facts("actions")] == [
        ("amber", "judged at-risk by quay on 20 Feb 2021, instead of green")
    ]
    assert [(one["rating"], one["reason"]) for one in facts("recommendations")] == [
        ("red", "judged Amber/Red by port in Jan 2021 (confidence), instead of green")
    ]
    assert f"Rating     green: {reason}" in show("show", "A1.1", rating=COUNT)
    page = " ".join(show("status", "--all", rating=COUNT).split())
    assert "Overdue but not red: A1.1 (green, judged on-track by quay on 20 Feb 2021 (delivery))." in page
    counts = "Where a person's judgement counts, it is the rating instead of what is computed."
    assert counts in page
    assert counts not in show("status", "--all")
    assert show("actions", rating="").count("amber") == 0


@pytest.mark.parametrize("rating", ["", COUNT])
@pytest.mark.parametrize("audience", ["public", "cabinet"])
def test_a_report_shows_judgements_without_what_its_readers_must_not_see(
    show: Callable[..., str], audience: str, rating: str
) -> None:
    page = show("report", "--audience", audience, "--format", "markdown", rating=rating)
    assert "Judgements that do not agree with the computed rating" in page
    assert "judged on-track" in page
    public = audience == "public"
    for words in ("Quay master", "Choppy"):
        assert (words in page) is not public, words
    assert "quay" not in page
    assert "The boat is late" not in page


def test_the_site_shows_the_judgements_of_an_item(tmp_path: Path, show: Callable[..., str]) -> None:
    show("site", "--output", str(tmp_path / "out"))
    pages = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.html"))
    assert "Amber/Red" in pages
    assert "The boat is late" in pages
