"""`pap slippage`: original, approved and expected dates, and the S-curves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands.running import Run

PLAN = """\
plan: {id: quay, title: Quay plan, start: 2019-04-01}
owners: {mate: First mate, cook: Ship's cook}
bodies: {board: Harbour board, crew: Crew meeting}
actions:
  - id: A1
    title: Repair
    scope: corporate
    owner: mate
    milestones:
      - id: twice
        title: Piles driven
        due: 2019-06-30
        expected_by: board
        extensions:
          - {to: 2019-09-30, approved: 2019-06-01, by: board}
          - {to: 2019-12-31, approved: 2019-09-01, by: crew}
      - {id: late, title: Deck laid, due: 2019-09-30, owner: [mate, cook]}
      - {id: early, title: Lamps lit, due: 2019-10-31, completed: 2019-10-01}
      - {id: asked, title: Sign hung, due: 2020-01-31, extensions: [{to: 2020-03-31, asked: 2019-11-01}]}
      - id: forward
        title: Rope spliced
        due: 2020-02-29
        extensions: [{to: 2020-01-31, approved: 2019-10-01, by: crew}]
      - {id: gone, title: Flag raised, due: 2019-05-31, cancelled: {on: 2019-05-01, by: board, reason: No need}}
"""
AS_OF = ("--as-of", "2019-11-15")


@pytest.fixture(autouse=True)
def _plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "p.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_each_milestone_that_slipped_or_was_moved(pap: Run) -> None:
    found = json.loads(pap("slippage", *AS_OF, "-f", "json").out)
    names = ("id", "original", "approved", "days", "moves_approved", "moves_unapproved", "again", "approved_by")
    assert [tuple(one[name] for name in names) for one in found["slippage"]] == [
        ("twice", "2019-06-30", "2019-12-31", 184, 2, 0, True, ["board", "crew"]),
        ("late", "2019-09-30", "2019-09-30", 46, 0, 0, False, []),
        ("asked", "2020-01-31", "2020-01-31", 0, 0, 1, False, []),
        ("forward", "2020-02-29", "2020-01-31", -29, 1, 0, False, ["crew"]),
    ]
    assert found["milestones"] == 5
    assert found["end"] == {"original": "2020-02-29", "approved": "2020-01-31", "expected": "2020-01-31"}
    assert found["s_curves"]["delivered"] == [["2019-10-01", 1]]
    assert found["s_curves"]["original"][-1] == ["2020-02-29", 5]


def test_groups(pap: Run) -> None:
    found = json.loads(pap("slippage", "--group-by", "owner", *AS_OF, "-f", "json").out)["groups"]
    assert [(one["id"], one["milestones"], one["slipped"], one["total_days"]) for one in found] == [
        ("mate", 5, 2, 230),
        ("cook", 1, 1, 46),
    ]
    found = json.loads(pap("slippage", "--group-by", "body", *AS_OF, "-f", "json").out)["groups"]
    assert [(one["id"], one["milestones"]) for one in found] == [("board", 1), ("", 4)]
    assert "1 milestone counts for each of several owners" in pap("slippage", "--group-by", "owner", *AS_OF).out


def test_the_page_says_what_became_of_the_end_date_and_draws_the_curves(pap: Run) -> None:
    page = " ".join(pap("slippage", *AS_OF).out.split())
    assert "the end date changed from 29 February 2020 to 31 January 2020, 29 days earlier." in page
    assert "2 of 5 milestones slipped, by up to 184 days; 1 of them slipped again." in page
    assert "● delivered (1)" in page
    assert "One of" not in page
    one = " ".join(pap("slippage", "late", *AS_OF).out.split())
    assert "Compared to the original dates, the end date remained 30 September 2019." in one
    assert "That date has passed, and one milestone is not delivered." in one


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_the_curves_fit_the_screen(pap: Run, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert max(map(len, pap("slippage", *AS_OF).out.splitlines())) <= int(columns)


def slip_words(pap: Run, *ids: str) -> str:
    page = pap("slippage", *ids, *AS_OF).out.split("S-curves")[0].partition("\nID ")[0]
    return " ".join(page.split())


def test_one_and_two_milestones_have_sentences_of_their_own(pap: Run) -> None:
    assert "The one milestone slipped, by 46 days." in slip_words(pap, "late")
    assert "The one milestone slipped, by 184 days; it slipped again." in slip_words(pap, "twice")
    assert "The one milestone did not slip." in slip_words(pap, "forward")
    assert "Both milestones slipped, by up to 184 days; 1 of them slipped again." in slip_words(pap, "late", "twice")
    assert "1 of 2 milestones slipped, by 46 days." in slip_words(pap, "late", "early")
    assert "None of 2 milestones slipped." in slip_words(pap, "early", "forward")


def test_what_has_no_due_date_is_counted_apart(pap: Run, tmp_path: Path) -> None:
    assert "without a due date" not in slip_words(pap)
    with (tmp_path / "plans" / "p.yaml").open("a", encoding="utf-8") as file:
        file.write("      - {id: undated, title: Bell rung}\n")
    assert "1 milestone without a due date is not counted." in slip_words(pap)
    assert "5 milestones slipped" in slip_words(pap)
