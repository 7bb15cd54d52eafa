"""`pap history`: the life of an item or a KPI in the commits of a repository."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from commands.running import Run
from histories.example import ANSWERS, make_example
from repository import NEEDS_GIT, Commit, git, write_repository

pytestmark = NEEDS_GIT
AS_OF = ("--as-of", "2017-12-31")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_example(tmp_path_factory.mktemp("example"))


def facts(pap: Run, example: Path, id: str, *words: str) -> Any:
    ran = pap("-C", str(example), "history", id, *AS_OF, "-f", "json", *words)
    assert ran.code == 0, ran.err
    (life,) = json.loads(ran.out)["history"]
    return life


def test_every_version_says_when_by_whom_and_what(pap: Run, example: Path) -> None:
    life = facts(pap, example, "A2.2")
    silent = next(answer for answer in ANSWERS["found"] if answer["item"] == "A2.2")
    found = next(version for version in life["versions"] if version["commit"] == silent["commit"])
    assert (found["known_on"], found["author"], found["title"]) == ("2016-09-26", "Ben Brook", "Tidy up")
    assert found["changes"] == [
        {
            "key": "due",
            "before": silent["before"],
            "after": silent["after"],
            "words": "first due date changed from 30 Sep 2016 to 16 Dec 2016",
        }
    ]
    assert [move["kind"] for move in life["moves"]] == ["not-approved"]


def test_authors_are_those_of_the_mailmap(pap: Run, example: Path) -> None:
    assert {one["author"] for one in facts(pap, example, "waiting")["versions"]} == {
        "Anna Ames",
        "Ben Brook",
        "Cara Cole",
    }


def test_moves_are_planned_or_not(pap: Run, example: Path) -> None:
    moves = facts(pap, example, "A1.3")["moves"]
    assert [(one["planned"], one["before"], one["after"], one["by"]) for one in moves] == [
        (True, "2016-10-31", "2017-01-31", "board"),
        (False, "2017-01-31", "2017-02-28", None),
    ]


def test_an_item_is_found_by_the_id_that_it_had_and_after_it_is_gone(pap: Run, example: Path) -> None:
    assert facts(pap, example, "A6.2") == facts(pap, example, "A6.4")
    life = facts(pap, example, "A8.2")
    assert not life["in_plan"]
    assert life["versions"][-1]["changes"][0]["words"] == "taken out of the plan"


def test_figures_have_vintages(pap: Run, example: Path) -> None:
    vintages = facts(pap, example, "in-20-weeks")["vintages"]
    changed = {(one["period"], one["kind"], one["value"]) for one in vintages if one["kind"] != "published"}
    assert changed == {
        ("2016-05", "overwritten", 66.4),
        ("2016-06", "corrected", 58.9),
        ("2016-07", "revised", 62.4),
    }


def test_a_row_for_each_value_that_changed(pap: Run, example: Path) -> None:
    ran = pap("-C", str(example), "history", "A1.3", *AS_OF, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["key"] for row in rows] == [
        "",
        "started",
        "extensions",
        "extensions",
        "completed",
        "evidenced",
        "evidence",
    ]
    assert (rows[3]["before"], rows[3]["after"]) == ("2017-01-31", "2017-02-28")


@pytest.mark.parametrize("format", ["terminal", "plain", "markdown", "html", "svg"])
@pytest.mark.parametrize("id", ["A1.3", "in-20-weeks", "R3"])
def test_every_format_has_the_page(pap: Run, example: Path, id: str, format: str) -> None:
    ran = pap("-C", str(example), "history", id, *AS_OF, "-f", format)
    assert (ran.code, ran.err) == (0, "")
    assert "Start the plan" in ran.out or format in ("terminal", "plain", "svg")
    assert id in ran.out


def test_what_is_not_committed_is_no_part_of_it(pap: Run, tmp_path: Path) -> None:
    text = "plan: {id: p, title: P, start: 2016-01-04}\nowners: {head: Head}\n"
    step = "actions: [{id: A1, title: A, owner: head, milestones: [{id: A1.1, title: One, due: 2016-06-30}]}]\n"
    write_repository(tmp_path, [Commit("2016-01-04", {"plans/p.yaml": text + step})])
    (tmp_path / "plans" / "p.yaml").write_text(text + step.replace("06-30", "09-30"), encoding="utf-8")
    assert facts(pap, tmp_path, "A1.1")["moves"] == []
    assert (
        "no commit has an item with the ID “A1.9”\n  did you mean A1" in pap("-C", str(tmp_path), "history", "A1.9").err
    )


def test_with_known_on_only_the_commits_of_then_count(pap: Run, example: Path) -> None:
    life = facts(pap, example, "A1.3", "--known-on", "2016-11-30")
    assert [move["kind"] for move in life["moves"]] == ["approved"]
    first = facts(pap, example, "A1.3", "--known-on", git(example, "rev-list", "--max-parents=0", "HEAD"))
    assert len(first["versions"]) == 1
