"""Facts recorded by command: the lines that change, the line of effect, and what is refused with what to do."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.running import Ran, Run
from conftest import Files

PLAN = """\
# The plan of a small council.
plan: {id: p, title: A plan, start: 2016-01-04}
owners:
  head: Head of service
  dcs: {title: Director, name: Ann Other}
bodies: {board: Improvement Board, ofsted: {title: Ofsted, outside: true}}
recommendations:
  - {id: R1, title: Be clear}
actions:
  - id: A1
    title: Publish the thresholds
    answers: R1
    owner: head
    milestones:
      - id: A1.1
        title: Published
        due: 2016-09-30  # agreed with the board
        started: 2016-08-01
        # what was said
        notes:
          - {on: 2016-09-01, by: head, text: Drafted.}
      - {id: A1.2, title: Understood, due: 2016-11-30, depends_on: A1.1}

  - id: A2
    title: Train everybody
    owner: head
    milestones:
      - id: A2.1
        title: Half of them
        due: 2016-10-31
        forecast: 2016-11-15
reviews:
  - id: board-meeting
    body: board
    due: 2016-10-10
"""
KPIS = """\
kpis:
  - id: visits
    title: Visits in time
    unit: percent
    frequency: monthly
    target: 90
    floor: 80
    observations:
      2016-08: 85
      2016-09: 79  # provisional
  - id: agency
    title: Agency workers
    unit: percent
    polarity: low
    target: 20
    observations: {csv: agency.csv}
  - id: both
    title: Both
    unit: percent
    formula: (visits + agency) / 2
"""
TABLE = "kpi,period,value,published\nagency,2016-08,25,\nagency,2016-09,24.5,2016-10-05\n"
NOW = ("--as-of", "2016-10-14")


@pytest.fixture
def root(write: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write({"plans/p.yaml": PLAN, "kpis/k.yaml": KPIS, "kpis/agency.csv": TABLE})
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def do(pap: Run, root: Path) -> Callable[..., Ran]:
    return lambda *words: pap(*words, *(() if words[0] in ("undo", "redo") else NOW))


def changed(root: Path, before: str = PLAN, name: str = "plans/p.yaml") -> tuple[list[str], list[str]]:
    """The lines that are gone, and those that are new."""
    old, new = before.splitlines(), (root / name).read_text(encoding="utf-8").splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.mark.parametrize(
    ("words", "lines", "effect"),
    [
        (
            ("done", "A1.1", "--on", "2016-10-12"),
            ["        completed: 2016-10-12"],
            "A1.1: delivered 12 Oct 2016, 12 days late (was red; now green, evidence due 12 Jan 2017) — "
            "plans/p.yaml:19",
        ),
        (
            ("start", "A2.1", "--on", "2016-10"),
            ["        started: 2016-10"],
            "A2.1: started Oct 2016 (counts from 31 Oct 2016) — plans/p.yaml:32",
        ),
        (
            ("forecast", "A1.1", "2016-12", "--on", "2016-10-13"),
            ["        forecast:", "          - {to: 2016-12, on: 2016-10-13}"],
            "A1.1: expected Dec 2016, 92 days after its first due date (still red, 14 days past its due date) — "
            "plans/p.yaml:19",
        ),
        (
            (
                "extend",
                "A1.1",
                "--to",
                "2016-12-16",
                "--by",
                "Improvement Board",
                "--reason",
                "Late",
                "--approved",
                "2016-10-10",
            ),
            ["        extensions:", "          - {to: 2016-12-16, approved: 2016-10-10, by: board, reason: Late}"],
            "A1.1: due 16 Dec 2016 instead of 30 Sep 2016 (was red; now green) — plans/p.yaml:19",
        ),
        (
            ("cancel", "A2.1", "--by", "ann other", "--reason", "No need: done elsewhere", "--on", "2016-10-01"),
            ['        cancelled: {on: 2016-10-01, by: dcs, reason: "No need: done elsewhere"}'],
            "A2.1: cancelled 1 Oct 2016 (was amber; now grey) — plans/p.yaml:32",
        ),
        (
            ("note", "A1.1", "Printed, and sent", "--on", "2016-10-01", "--by", "head"),
            ['          - {on: 2016-10-01, by: head, text: "Printed, and sent"}'],
            "A1.1: note of 1 Oct 2016 — plans/p.yaml:22",
        ),
        (
            ("judge", "A2.1", "--status", "at-risk", "--percent", "60%", "--on", "2016-10-11", "--by", "dcs"),
            ["        judgements:", "          - {on: 2016-10-11, by: dcs, status: at-risk, percent: 60}"],
            "A2.1: judged at-risk, 60% on 11 Oct 2016 (still amber, due in 17 days, not started) — plans/p.yaml:33",
        ),
        (
            ("held", "board-meeting", "--on", "2016-10-11", "--outcome", "Approved"),
            ["    held:", "      - {on: 2016-10-11, outcome: Approved}"],
            "board-meeting: held 11 Oct 2016 — plans/p.yaml:37",
        ),
        (
            (
                "override",
                "A2.1",
                "green",
                "--by",
                "board",
                "--reason",
                "Booked",
                "--until",
                "2016-11-30",
                "--on",
                "2016-10-01",
            ),
            ["        override: {rating: green, on: 2016-10-01, by: board, reason: Booked, until: 2016-11-30}"],
            "A2.1: rated green by board until 30 Nov 2016 (was amber; now green) — plans/p.yaml:32",
        ),
        (
            ("suppress", "A1.1", "PAP201", "--reason", "Accepted", "--until", "2016-12-31"),
            ["        ignore:", "          - {rule: PAP201, reason: Accepted, until: 2016-12-31}"],
            "A1.1: PAP201 suppressed until 31 Dec 2016 — plans/p.yaml:23",
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_fact_is_its_lines_and_no_others(
    do: Callable[..., Ran], root: Path, words: tuple[str, ...], lines: list[str], effect: str
) -> None:
    ran = do(*words)
    assert ran == Ran(0, f"{effect}\n", "")
    assert changed(root) == ([], lines)
    assert do("check", "--select", "PAP0,PAP1").code == 0
    undone = do("undo")
    assert undone.code == 0
    assert (root / "plans/p.yaml").read_text(encoding="utf-8") == PLAN


def test_a_single_value_becomes_a_list(do: Callable[..., Ran], root: Path) -> None:
    assert do("forecast", "A2.1", "2016-12-01", "--on", "2016-10-10").code == 0
    gone, new = changed(root)
    assert gone == ["        forecast: 2016-11-15"]
    assert new == ["        forecast:", "          - 2016-11-15", "          - {to: 2016-12-01, on: 2016-10-10}"]


def test_several_items_are_one_change_and_one_undo(do: Callable[..., Ran], root: Path) -> None:
    ran = do(
        "done",
        "A1.1",
        "A1.2,A2.1",
        "--on",
        "2016-10-12",
        "--evidence",
        "Minutes, item 3",
        "--note",
        "All",
        "--by",
        "dcs",
    )
    assert ran.code == 0
    assert [line.split(":")[0].lstrip("• ") for line in ran.out.splitlines()] == ["A1.1", "A1.2", "A2.1"]
    text = (root / "plans/p.yaml").read_text(encoding="utf-8")
    assert text.count("completed: 2016-10-12") == text.count("Minutes, item 3") == 3
    assert text.count("by: dcs") == 3
    assert do("undo").code == 0
    assert (root / "plans/p.yaml").read_text(encoding="utf-8") == PLAN
    assert do("redo").code == 0
    assert (root / "plans/p.yaml").read_text(encoding="utf-8") == text


def test_evidence_accepted_by_a_body_is_approved_by_it(do: Callable[..., Ran], root: Path) -> None:
    assert do("done", "A1.1", "--on", "2016-10-01").code == 0
    ran = do("evidence", "A1.1", "--on", "2016-10-12", "--by", "board", "--evidence", "Paper 7")
    assert "evidence accepted 12 Oct 2016 (was green; now blue)" in ran.out
    assert changed(root)[1] == [
        "        completed: 2016-10-01",
        "        evidenced: {on: 2016-10-12, approved: 2016-10-12, by: board}",
        "        evidence: Paper 7",
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("done", "A1.11", "--on", "2016-10-01"), "no item has the ID “A1.11”\n  did you mean A1.1?"),
        (("done", "R1", "--on", "2016-10-01"), "R1 is a recommendation: only milestones"),
        (
            ("done", "A1", "--on", "2016-10-01"),
            "A1 has no dates of its own: its milestones have\n  give one of them:  A1.1, A1.2",
        ),
        (("done", "A1.1"), "--on is missing: the as-of date is 2016-10-14 (--as-of), not today"),
        (("done", "A1.1", "--on", "14/10/2016"), "--on: “14/10/2016”"),
        (("done", "A1.1", "--on", "2199-01-01"), "--on 2199-01-01 is after today"),
        (("done", "A1.1", "--on", "2016-07-01"), "before it was started on 1 Aug 2016"),
        (("done", "A1.1", "--on", "2016-10-01", "--by", "head"), "--by is the author of --note, which is missing"),
        (("evidence", "A1.1", "--on", "2016-10-01"), "never completed"),
        (("evidence", "A1.1", "--on", "2016-10-01", "--by", "nobody"), "--by: no owner or body “nobody” in this plan"),
        (("extend", "A1.1", "--to", "2016-12-16", "--by", "board", "--reason", "Late"), "--approved is missing"),
        (("extend", "A1.1", "--to", "2016-12-16", "--by", "board", "--approved", "2016-10-10"), "--reason is missing"),
        (
            ("extend", "A1.1", "--to", "2016-09-01", "--by", "board", "--reason", "x", "--approved", "2016-10-10"),
            "--to 1 Sep 2016 is not later than the due date of A1.1, 30 Sep 2016",
        ),
        (("cancel", "A2.1", "--reason", "x", "--on", "2016-10-01"), "--by is missing"),
        (("judge", "A2.1", "--on", "2016-10-01"), "--status is missing"),
        (("judge", "A2.1", "--percent", "160", "--on", "2016-10-01"), "“160” is no number from 0 to 100"),
        (
            ("suppress", "A1.1", "milestone-overdu", "--reason", "x", "--until", "2017-01-01"),
            "did you mean milestone-overdue?",
        ),
        (
            (
                "override",
                "A2.1",
                "purple",
                "--by",
                "dcs",
                "--reason",
                "x",
                "--until",
                "2017-01-01",
                "--on",
                "2016-10-01",
            ),
            "“purple” is no rating",
        ),
        (("held", "board", "--on", "2016-10-01"), "board is a body: only reviews are held"),
        (("record", "visits", "2016-10", "1,5"), "VALUE: “1,5”"),
        (("record", "visits", "2016-10", "850"), "850 is outside 0 to 100%"),
        (
            ("record", "visits", "2016-10", "85", "--numerator", "1", "--denominator", "2"),
            "visits for Oct 2016 is 85, but 1 of 2 is 50",
        ),
        (("record", "visits", "2016-Q4", "85"), "PERIOD 2016-Q4 is a quarter, and the figures of visits are by month"),
        (("record", "visits", "2016-09", "85"), "visits has a figure for Sep 2016 already: 79.0, at kpis/k.yaml:10"),
        (("record", "both", "2016-09", "85"), "both is computed: (visits + agency) / 2"),
        (("move", "A1.1", "--under", "A1"), "A1.1 is under A1 already"),
        (("rename", "A1.1", "A1.2"), "A1.2 is the ID of another item already, at plans/p.yaml:22"),
        (("rename", "A1.1", "A1 1"), "A1 1"),
        (("add", "milestone", "--title", "x"), "--under is missing"),
        (("add", "risk", "--title", "x", "--answers", "R1"), "a risk has no answers"),
        (("add", "widget"), "“widget” cannot be added"),
    ],
    ids=lambda value: " ".join(value[:3]) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_right_is_refused_with_what_to_do(
    do: Callable[..., Ran], root: Path, words: tuple[str, ...], message: str
) -> None:
    ran = do(*words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert "internal error" not in ran.err
    assert (root / "plans/p.yaml").read_text(encoding="utf-8") == PLAN
    assert (root / "kpis/k.yaml").read_text(encoding="utf-8") == KPIS
    assert do("undo").code == 2  # there is nothing to take back


def test_all_that_is_wrong_is_said_at_once(do: Callable[..., Ran]) -> None:
    ran = do("done", "A9", "A1.1", "R1", "--on", "2016-10-01")
    assert "A9" in ran.err
    assert "R1 is a recommendation" in ran.err


def test_a_contradiction_can_be_forced(do: Callable[..., Ran], root: Path) -> None:
    ran = do("done", "A1.1", "--on", "2016-07-01", "--force")
    assert ran.code == 0
    assert "(PAP208)" in ran.out
    assert changed(root)[1] == ["        completed: 2016-07-01"]


def test_another_finding_is_told_and_refuses_nothing(do: Callable[..., Ran]) -> None:
    ran = do("done", "A1.2", "--on", "2016-10-01")
    assert ran.code == 0
    assert "A1.2 was delivered on 1 Oct 2016 but depends on A1.1" in ran.out


def test_the_same_fact_twice_changes_nothing(do: Callable[..., Ran], root: Path) -> None:
    assert do("done", "A1.1", "--on", "2016-10-01").code == 0
    once = (root / "plans/p.yaml").read_bytes()
    assert "Nothing to change." in do("done", "A1.1", "--on", "2016-10-01").out
    assert (root / "plans/p.yaml").read_bytes() == once
    other = do("done", "A1.1", "--on", "2016-10-02")
    assert (other.code, "delivered 1 Oct 2016 already, at plans/p.yaml:19" in other.err) == (2, True)
    assert do("done", "A1.1", "--on", "2016-10-02", "--force").code == 0
    assert changed(root, once.decode())[1] == ["        completed: 2016-10-02"]


def test_without_a_date_a_fact_is_of_today(pap: Run, root: Path) -> None:
    from pap_cli.clock import today

    assert pap("done", "A1.1").code == 0
    assert changed(root)[1] == [f"        completed: {today()}"]


def test_a_past_date_is_not_written_by_accident(pap: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAP_AS_OF", "2016-10-14")
    assert "--on is missing: the as-of date is 2016-10-14 (PAP_AS_OF)" in pap("done", "A1.1").err
    monkeypatch.delenv("PAP_AS_OF")
    (root / "pap.toml").write_text('[pap]\nas-of = "2016-10-14"\n', encoding="utf-8")
    assert "(as-of in pap.toml)" in pap("note", "A1.1", "x").err
    assert pap("done", "A1.1", "--on", "today").code == 0


def test_a_dry_run_is_a_patch_and_changes_nothing(do: Callable[..., Ran], root: Path) -> None:
    ran = do("done", "A1.1", "--on", "2016-10-12", "--dry-run")
    assert ran.err.startswith("A1.1: delivered 12 Oct 2016, 12 days late")
    assert (root / "plans/p.yaml").read_text(encoding="utf-8") == PLAN
    assert ran.out.startswith("--- a/plans/p.yaml\n+++ b/plans/p.yaml\n@@ ")
    assert do("undo").code == 2
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "apply"], cwd=root, input=ran.out.encode(), check=True)
    assert changed(root)[1] == ["        completed: 2016-10-12"]


def test_the_change_as_data(do: Callable[..., Ran]) -> None:
    found = json.loads(do("done", "A1.1", "--on", "2016-10-12", "-f", "json").out)
    assert found["written"] is True
    (change,) = found["changes"]
    assert change["effect"].startswith("A1.1: delivered 12 Oct 2016")
    assert (change["plan"], change["id"], change["sort"]) == ("p", "A1.1", "milestone")
    assert (change["path"], change["line"], change["key"]) == ("plans/p.yaml", 19, "completed")
    assert change["before"] == {"rating": "red", "state": "in-progress"}
    assert change["after"] == {"rating": "green", "state": "delivered"}
    assert change["set"] == [{"key": "completed", "value": "2016-10-12"}]
    assert "+        completed: 2016-10-12" in found["files"][0]["diff"]


def test_a_commit_has_just_the_changed_files(do: Callable[..., Ran], root: Path) -> None:
    assert "not in a git repository" in do("done", "A1.1", "--on", "2016-10-12", "--commit").err
    assert (root / "plans/p.yaml").read_text(encoding="utf-8") == PLAN

    def git(*words: str) -> str:
        named = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        return subprocess.run(["git", *named, *words], cwd=root, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("config", "user.name", "x")
    git("config", "user.email", "x@example.org")
    git("add", "-A")
    git("commit", "-qm", "Begin")
    (root / "other.txt").write_text("staged\n", encoding="utf-8")
    git("add", "other.txt")
    assert do("done", "A1.1", "--on", "2016-10-12", "--commit").code == 0
    assert git("show", "--name-only", "--format=").split() == ["plans/p.yaml"]
    message = git("log", "-1", "--format=%B")
    assert message.startswith("A1.1: delivered 12 Oct 2016\n\n")
    assert git("log", "-1", "--format=%(trailers:key=Pap-Item,valueonly)").strip() == "p/A1.1"
    assert git("log", "-1", "--format=%(trailers:key=Pap-Fact,valueonly)").strip() == "completed"
    assert git("status", "--porcelain").split() == ["A", "other.txt"]


def test_a_figure_goes_where_its_kpi_has_them(do: Callable[..., Ran], root: Path) -> None:
    ran = do("record", "visits", "2016-07", "91", "--note", "Late, but right")
    assert ran.code == 0
    gone, new = changed(root, KPIS, "kpis/k.yaml")
    assert (gone, new) == ([], ['      2016-07: {value: 91, note: "Late, but right"}'])
    ran = do("record", "agency", "2016-10", "23")
    assert "agency: Oct 2016: 23" in ran.out
    assert "kpis/agency.csv:4" in ran.out
    assert changed(root, TABLE, "kpis/agency.csv") == ([], ["agency,2016-10,23,"])


def test_another_figure_for_a_period_is_a_revision(do: Callable[..., Ran], root: Path) -> None:
    assert "--yes" in do("record", "visits", "2016-09", "81").err
    ran = do("record", "visits", "2016-09", "81", "--yes", "--published", "2016-10-12", "--note", "Recounted")
    assert "Sep 2016: revised to 81 (was red; now amber" in ran.out
    assert changed(root, KPIS, "kpis/k.yaml") == (
        ["      2016-09: 79  # provisional"],
        [
            "      2016-09:  # provisional",
            "        value: 79",
            "        revisions:",
            "          - {value: 81, published: 2016-10-12, reason: Recounted}",
        ],
    )
    assert do("record", "agency", "2016-09", "22", "--yes", "--published", "2016-10-12").code == 0
    assert changed(root, TABLE, "kpis/agency.csv") == ([], ["agency,2016-09,22,2016-10-12"])


def test_a_column_is_added_only_if_that_is_wanted(do: Callable[..., Ran], root: Path) -> None:
    ran = do("record", "agency", "2016-10", "23", "--note", "New")
    assert "kpis/agency.csv has no column note\n  add it to every row with  --yes" in ran.err
    assert do("record", "agency", "2016-10", "23", "--note", "New", "--yes").code == 0
    lines = (root / "kpis/agency.csv").read_text(encoding="utf-8").splitlines()
    assert lines == [
        "kpi,period,value,published,note",
        "agency,2016-08,25,,",
        "agency,2016-09,24.5,2016-10-05,",
        "agency,2016-10,23,,New",
    ]


def test_a_renamed_item_keeps_its_references_and_its_old_id(do: Callable[..., Ran], root: Path) -> None:
    ran = do("rename", "A1.1", "A1.10")
    assert ran.out == "A1.1: now A1.10, and 1 reference to it — plans/p.yaml:15\n"
    text = (root / "plans/p.yaml").read_text(encoding="utf-8")
    assert "      - id: A1.10\n        title: Published\n        was: A1.1\n" in text
    assert "depends_on: A1.10}" in text
    assert do("check", "--select", "PAP0,PAP1").code == 0
    assert do("rename", "A1.10", "A1.11").code == 0
    assert "        was: [A1.1, A1.10]\n" in (root / "plans/p.yaml").read_text(encoding="utf-8") or (
        "        was:\n          - A1.1\n          - A1.10\n" in (root / "plans/p.yaml").read_text(encoding="utf-8")
    )


def test_a_renamed_kpi_is_renamed_in_its_table_and_in_formulas(do: Callable[..., Ran], root: Path) -> None:
    assert do("rename", "agency", "agency-share").code == 0
    assert "agency-share,2016-08,25," in (root / "kpis/agency.csv").read_text(encoding="utf-8")
    text = (root / "kpis/k.yaml").read_text(encoding="utf-8")
    assert "formula: (visits + agency-share) / 2" in text
    assert "{csv: agency.csv}" in text
    assert do("check", "--select", "PAP0,PAP1").code == 0


def test_a_renamed_owner_is_renamed_everywhere(do: Callable[..., Ran], root: Path) -> None:
    ran = do("rename", "head", "head-of-service")
    assert "and 3 references to it" in ran.out
    text = (root / "plans/p.yaml").read_text(encoding="utf-8")
    assert "head-of-service: {title: Head of service, was: head}" in text
    assert text.count("owner: head-of-service") == 2
    assert "by: head-of-service, text: Drafted." in text


def test_where_pap_changes_nothing_is_said(do: Callable[..., Ran], root: Path) -> None:
    (root / "plans/p.board.md").write_text("About A1.1.\n", encoding="utf-8")
    assert "plans/p.board.md:1" in do("rename", "A1.1", "A1.10").err


def test_a_milestone_moves_with_its_comments(do: Callable[..., Ran], root: Path) -> None:
    ran = do("move", "A2.1", "--under", "A1")
    assert ran.out.startswith("A2.1: moved to A1 ")
    text = (root / "plans/p.yaml").read_text(encoding="utf-8")
    assert "    owner: head\nreviews:" in text
    assert do("show", "A2.1", "-f", "json").code == 0
    assert do("undo").code == 0
    assert (root / "plans/p.yaml").read_text(encoding="utf-8") == PLAN


def test_the_next_free_id_is_taken(do: Callable[..., Ran], root: Path) -> None:
    for words, id in (
        (("milestone", "--under", "A1", "--title", "Third", "--due", "2016-12", "--added", "2016-10-14"), "A1.3"),
        (("action", "--title", "More", "--answers", "R1", "--owner", "head", "--added", "2016-10-14"), "A3"),
        (("recommendation", "--title", "Be kind", "--made-by", "ofsted"), "R2"),
        (("kpi", "--title", "Days to a first visit", "--unit", "days", "--polarity", "low"), "days-to-a-first-visit"),
        (("risk", "--title", "No money", "--likelihood", "4", "--impact", "5", "--raised", "2016-10-01"), "RK1"),
    ):
        ran = do("add", *words)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"{id}: added")
    assert do("check", "--select", "PAP0,PAP1").code == 0
    text = (root / "plans/p.yaml").read_text(encoding="utf-8")
    assert "\n\n  - id: A3\n    title: More\n    answers: R1\n    added: 2016-10-14\n    owner: head\n" in text
    for _ in range(5):
        assert do("undo").code == 0
    assert (root / "plans/p.yaml").read_text(encoding="utf-8") == PLAN


def test_a_first_kpi_gets_a_file(do: Callable[..., Ran], root: Path) -> None:
    for path in (root / "kpis").iterdir():
        path.unlink()
    assert do("add", "kpi", "--title", "Visits").out.endswith("kpis/kpis.yaml:3\n")
    assert do("record", "visits", "2016-09", "3").code == 0
    assert (root / "kpis/kpis.yaml").read_text(encoding="utf-8").endswith("    observations:\n      2016-09: 3\n")
    assert (do("undo").code, do("undo").code) == (0, 0)
    assert not (root / "kpis/kpis.yaml").exists()


def test_a_file_with_an_error_elsewhere_can_be_changed_and_an_item_with_one_cannot(
    do: Callable[..., Ran], root: Path
) -> None:
    path = root / "plans/p.yaml"
    path.write_text(PLAN.replace("due: 2016-10-31", "due: 2016-10-99"), encoding="utf-8")
    assert do("done", "A1.1", "--on", "2016-10-01").code == 0
    ran = do("done", "A2.1", "--on", "2016-10-01")
    assert ran.code == 2
    assert "plans/p.yaml:29: A2.1 has an error in the file" in ran.err or "A2.1" in ran.err


def test_what_an_alias_shares_is_refused_with_its_place(do: Callable[..., Ran], root: Path) -> None:
    path = root / "plans/p.yaml"
    text = PLAN.replace(
        "        due: 2016-10-31\n",
        "        due: 2016-10-31\n        notes: &n\n          - {on: 2016-09-01, text: x}\n",
    )
    path.write_text(text.replace("    due: 2016-10-10\n", "    due: 2016-10-10\n    notes: *n\n"), encoding="utf-8")
    before = path.read_bytes()
    ran = do("note", "A2.1", "y", "--on", "2016-10-01")
    assert ran.code == 2
    assert "plans/p.yaml:31:16: cannot change this cleanly" in ran.err
    assert "alias" in ran.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        "|\n          One\n\n          two",
        ">-\n          One\n          two",
        '"One\n          two"',
        "One\n          two",
    ],
)
def test_a_text_over_several_lines_becomes_the_first_of_a_list(do: Callable[..., Ran], root: Path, text: str) -> None:
    path = root / "plans/p.yaml"
    before = PLAN.replace("        due: 2016-10-31\n", f"        due: 2016-10-31\n        notes: {text}\n")
    path.write_text(before, encoding="utf-8")
    said = json.loads(do("show", "A2.1", "-f", "json").out)["milestone"]["notes"]
    ran = do("note", "A2.1", "Three", "--on", "2016-10-01")
    assert (ran.code, ran.err) == (0, "")
    notes = json.loads(do("show", "A2.1", "-f", "json").out)["milestone"]["notes"]
    assert [one["text"] for one in notes] == ["Three", said[0]["text"]]
    assert do("undo").code == 0
    assert path.read_text(encoding="utf-8") == before
