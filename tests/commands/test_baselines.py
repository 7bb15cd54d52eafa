"""`pap slippage --against` and `--history`: what slipped since a baseline, and since the first commit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commands.running import Run
from repository import NEEDS_GIT, Commit, add_commits, git

pytestmark = NEEDS_GIT
AS_OF = ("--as-of", "2019-07-01")
HEAD = """\
plan:
  id: quay
  title: Quay plan
  start: 2019-04-01
"""
REST = """\
owners: {mate: First mate}
bodies: {board: Harbour board}
actions:
  - id: A1
    title: Repair
    scope: corporate
    owner: mate
    milestones:
      - {id: piles, title: Piles driven, due: 2019-06-30}
      - {id: deck, title: Deck laid, due: DUE}
"""
EXTENDED = "due: 2019-06-30, extensions: [{to: 2019-07-31, approved: 2019-06-20, by: board}]"


def frozen(*entries: tuple[str, str]) -> str:
    lines = [f"    - {{name: {name}, on: 2019-05-15, by: board, commit: {commit}}}\n" for name, commit in entries]
    return "  frozen:\n" + "".join(lines)


@pytest.fixture
def commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The plan as first written, and with a due date changed in silence; since then one was approved, and one added."""
    monkeypatch.chdir(tmp_path)
    first, edited = (REST.replace("DUE", due) for due in ("2019-08-31", "2019-10-31"))
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    made = add_commits(
        tmp_path,
        [
            Commit("2019-04-02 12:00", {"plans/p.yaml": HEAD + first}),
            Commit("2019-05-12 12:00", {"plans/p.yaml": HEAD + edited}),
        ],
    )
    now = edited.replace("due: 2019-06-30", EXTENDED) + "      - {id: lamps, title: Lamps lit, due: 2019-12-31}\n"
    names = frozen(("approved", made[1]), ("start", made[0][:10]), ("lost", "deadbeefdead"))
    Path("plans/p.yaml").write_text(HEAD + names + now, encoding="utf-8")
    return made


def slipped(pap: Run, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(pap("slippage", *AS_OF, *words, "-f", "json").out)
    return found


def rows(found: dict[str, Any]) -> list[tuple[Any, ...]]:
    names = ("id", "original", "approved", "moves_approved", "moves_unapproved")
    return [tuple(one[name] for name in names) for one in found["slippage"]]


def test_slips_are_counted_from_the_plan_as_the_commit_held_it(pap: Run, commits: list[str]) -> None:
    found = slipped(pap, "--against", "approved")
    assert rows(found) == [("piles", "2019-06-30", "2019-07-31", 1, 0)]
    assert found["against"]["plans"] == [{"plan": "quay", "on": "2019-05-15", "by": "board", "commit": commits[1]}]
    assert found["s_curves"]["original"] == [["2019-06-30", 1], ["2019-10-31", 2]]
    assert found["end"] == {"original": "2019-10-31", "approved": "2019-12-31", "expected": "2019-12-31"}
    assert rows(slipped(pap, "--against", "start")) == [
        ("deck", "2019-08-31", "2019-10-31", 0, 1),
        ("piles", "2019-06-30", "2019-07-31", 1, 0),
    ]


def test_the_page_names_the_baseline(pap: Run, commits: list[str]) -> None:
    page = " ".join(pap("slippage", *AS_OF, "--against", "approved").out.split())
    assert "Compared to the baseline approved of 15 May 2019, the end date changed from 31 October 2019 to" in page
    assert "1 milestone was not in the baseline." in page
    assert "· baseline dates" in page
    assert "Baseline Approved" in page
    assert "Original Approved" in " ".join(pap("slippage", *AS_OF).out.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--against", "aproved"), "no baseline “aproved”\n  did you mean approved?"),
        (("--against", "lost"), "frozen at commit “deadbeefdead”, which is not in this repository"),
        (("--against", "approved", "--as-of", "2019-05-01"), "was approved on 15 May 2019, after the as-of date"),
        (("--against", "approved", "--history"), "leave one of them out"),
    ],
)
def test_what_cannot_be_compared_is_refused(pap: Run, commits: list[str], words: tuple[str, ...], message: str) -> None:
    ran = pap("slippage", *(() if "--as-of" in words else AS_OF), *words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_first_due_dates_changed_by_commits_are_moves_without_approval(pap: Run, commits: list[str]) -> None:
    assert [one[0] for one in rows(slipped(pap))] == ["piles"]
    assert rows(slipped(pap, "--history"))[0] == ("deck", "2019-08-31", "2019-10-31", 0, 1)
    Path("pap.toml").write_text('[history]\ngrace = "60 days"\n', encoding="utf-8")
    assert [one[0] for one in rows(slipped(pap, "--history"))] == ["piles"]


def changed(pap: Run) -> list[tuple[str | None, str | None]]:
    ran = pap("check", *AS_OF, "--changed-since", "HEAD", "--select", "PAP714", "-f", "json")
    return [(one["before"], one["after"]) for one in json.loads(ran.out)["diagnostics"]]


def test_a_baseline_taken_out_or_renamed_is_observed_and_another_id_of_its_body_is_not(
    pap: Run, commits: list[str]
) -> None:
    git(Path(), "commit", "--quiet", "--all", "--message", "Freeze")
    plan = Path("plans/p.yaml")
    text = plan.read_text(encoding="utf-8")
    assert pap("rename", "board", "panel").code == 0
    assert changed(pap) == []
    plan.write_text(text.replace("name: lost", "name: found"), encoding="utf-8")
    was = "lost, 2019-05-15, board, deadbeefdead"
    assert changed(pap) == [(was, was.replace("lost", "found"))]
    plan.write_text("".join(line for line in text.splitlines(True) if "lost" not in line), encoding="utf-8")
    assert changed(pap) == [(was, None)]


def test_the_page_of_a_site_compares_with_a_baseline_since_it_was_approved(pap: Run, commits: list[str]) -> None:
    def said(page: str) -> str:
        return " ".join(Path("site", page).read_text(encoding="utf-8").split())

    days = ("--as-of", "2019-10-14", "--quarters", "2")
    assert pap("site", *days).code == 0
    assert "Compared to the original dates, the end date" in said("slippage.html")
    assert pap("site", *days, "--against", "approved").code == 0
    for page in ("slippage.html", "2019-06-30/slippage.html"):
        assert "Compared to the baseline approved of 15 May 2019" in said(page)
    assert "baseline dates" in said("slippage.html")
    ran = pap("site", *days, "--against", "aproved")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean approved?" in ran.err


def test_a_page_of_a_day_before_the_baseline_says_that_it_does_not_compare(pap: Run, commits: list[str]) -> None:
    plan = Path("plans/p.yaml")
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("start: 2019-04-01", "start: 2018-10-01"), encoding="utf-8"
    )
    assert pap("site", *AS_OF, "--quarters", "2", "--against", "approved").code == 0
    page = " ".join(Path("site/2019-03-31/slippage.html").read_text(encoding="utf-8").split())
    assert (
        "The baseline approved of 15 May 2019 is later than this page, which compares with the original dates." in page
    )
    assert "first due dates" in page


def test_an_approved_extension_that_is_edited_is_a_move_that_nobody_approved(
    pap: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    extended = (HEAD + REST.replace("DUE", "2019-08-31")).replace("due: 2019-06-30", EXTENDED)
    add_commits(
        tmp_path,
        [
            Commit("2019-06-21 12:00", {"plans/p.yaml": extended}),
            Commit("2019-09-21 12:00", {"plans/p.yaml": extended.replace("2019-07-31", "2019-09-30")}),
        ],
    )
    git(tmp_path, "checkout", "--quiet", "main", "--", ".")
    assert rows(slipped(pap, "--history"))[0] == ("piles", "2019-06-30", "2019-09-30", 1, 1)
    page = " ".join(pap("slippage", "--history", *AS_OF).out.split())
    assert (
        "1 of 2 milestones slipped, by 92 days; it slipped again. A due date was changed without an approval." in page
    )
    assert "moved twice, once approved and once not" in pap("history", "piles").out


def test_a_report_compares_its_slippage_with_a_baseline(pap: Run, commits: list[str]) -> None:
    words = ("report", *AS_OF, "--audience", "meeting", "--since", "2019-05-13", "-f", "markdown")
    assert "Compared to the baseline start of 15 May 2019" in pap(*words, "--against", "start").out
    assert "Compared to the original dates" in pap(*words).out
    assert pap(*words, "--against", "nosuch").code == 2


def test_a_report_with_known_tells_what_was_changed_in_the_files(pap: Run, commits: list[str]) -> None:
    words = ("report", *AS_OF, "--audience", "meeting", "-f", "markdown")
    assert "Date changed in the files" not in pap(*words, "--since", "2019-05-01").out
    told = pap(*words, "--since", "2019-05-01", "--known").out
    assert f"Compared with: 1 May 2019 (commit {commits[0][:10]} of 2 April 2019)" in told
    assert "Date changed in the files:** deck Deck laid: 31 Oct 2019 (was 31 Aug 2019)" in told
    refused = pap(*words, "--since", "2019-04-01", "--known")
    assert refused.code == 2
    assert "1 Apr 2019" in refused.err
