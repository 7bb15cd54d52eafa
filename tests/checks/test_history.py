"""What a check of a history finds: what was planted in the example and nothing else, and the limits of each rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commands.running import Ran, run_here
from conftest import SKELETON
from histories.example import ANSWERS, make_example
from repositories import Past, git, needs_git

pytestmark = needs_git
STEPS = """\
actions:
  - id: A1
    title: Publish the thresholds
    answers: [R1]
    owner: head
    milestones:
      - {id: A1.1, title: Published, due: 2016-09-30}
      - {id: A1.2, title: Understood, due: 2016-11-30}
"""
PLAN = SKELETON + STEPS
STEP = "{id: A1.1, title: Published, due: 2016-09-30}"
FIGURES = "observations: {2016-04: 80}"
KPI = f"kpis:\n  - {{id: k1, title: Visits, owner: head, target: 95, floor: 85, definition: All, {FIGURES}}}\n"


class Asked:
    """Runs `pap check --history` in a repository."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def run(self, *words: str) -> Ran:
        self.monkeypatch.chdir(self.root)
        return run_here(self.monkeypatch, self.capsys, "check", "--history", "--as-of=2017-12-31", *words)

    def __call__(self, past: Past | None = None, *words: str) -> list[dict[str, Any]]:
        if past is not None:
            self.ids = past.write(self.root)
        ran = self.run("--select=PAP7", "--format=json", *words)
        assert ran.code in (0, 1), ran.err
        found: list[dict[str, Any]] = json.loads(ran.out)["diagnostics"]
        return found

    def named(self, past: Past, *words: str) -> list[tuple[str, str, str, str]]:
        """Each finding as its rule, item, and the value before and after."""
        return [(one["rule"], one["item"] or "", one["before"] or "", one["after"] or "") for one in self(past, *words)]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asked:
    return Asked(tmp_path, monkeypatch, capsys)


def past_of(*versions: str, on: tuple[str, ...] = ("2016-01-04", "2016-05-02", "2016-08-01")) -> Past:
    past = Past()
    for day, text in zip(on, versions, strict=False):
        past.commit(day, {"plans/p.yaml": text})
    return past


def with_step(step: str) -> str:
    return PLAN.replace(STEP, step)


def test_what_was_planted_in_the_example_is_found_and_nothing_else(asked: Asked) -> None:
    make_example(asked.root)
    found = [(one["rule"], one["item"] or "", one["commit"], one["committed"]) for one in asked()]
    planted = [(one["rule"], one["item"], one["commit"], one["committed"]) for one in ANSWERS["found"]]
    assert sorted(found) == sorted(planted)
    values = {(one["item"] or "", one["commit"]): (one["before"] or "", one["after"] or "") for one in asked()}
    for one in ANSWERS["found"]:
        if one["rule"] != "commit-dates-backwards":
            assert values[one["item"], one["commit"]] == (one["before"], one["after"])


def test_the_commits_of_a_branch_are_judged_if_all_are_asked_for(asked: Asked) -> None:
    make_example(asked.root)
    found = {(one["rule"], one["commit"]) for one in asked(None, "--all-commits")}
    assert found >= {
        (one["rule"], one["commit"]) for one in ANSWERS["found"] if one["rule"] != "commit-dates-backwards"
    }


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (PLAN.replace("2016-09-30", "2016-12-31"), [("first-due-date-changed", "A1.1", "2016-09-30", "2016-12-31")]),
        (PLAN.replace("2016-09-30", "2016-09"), []),
        (PLAN.replace("2016-09-30", "unknown"), [("first-due-date-changed", "A1.1", "2016-09-30", "")]),
        (PLAN.replace(f"      - {STEP}\n", ""), [("item-removed", "A1.1", "Published", "")]),
        (SKELETON, [("item-removed", "A1", "Publish the thresholds", "")]),
        (PLAN.replace("Be clear", "Think"), [
            ("changed-without-reason", "R1", "Be clear about thresholds", "Think about thresholds")]),
        (PLAN.replace("A plan", "The plan").replace("Published", "Sent"), []),
        (PLAN.replace("start: 2016-01-04", "start: 2016-02-01"), [
            ("changed-without-reason", "", "2016-01-04", "2016-02-01")]),
        (PLAN.replace("title: Be clear", "made_by: ofsted, notes: {text: Renamed}, title: Think").replace(
            "made_by: ofsted, priority", "priority"), []),
        (with_step("{id: A1.1, title: Published, due: 2016-09-30, started: 2016-04-01}"), []),
        (with_step("{id: A1.1, title: Published, due: 2016-09-30, started: 2016-03-31}"), [
            ("recorded-late", "A1.1", "", "2016-03-31")]),
        (with_step("{id: A1.1, title: Published, due: 2016-09-30, completed: 2016-04}"), []),
        (with_step("{id: A1.1, title: Published, due: 2016-09-30, completed: 2016-05}"), []),
        (with_step("{id: A1.1, title: Published, due: 2016-09-30, completed: 2016-06}"), [
            ("recorded-early", "A1.1", "", "2016-06")]),
        (with_step("{id: A1.1, title: Published, due: 2016-09-30, evidence: {where: x, on: 2016-05-03}}"), [
            ("evidence-after-commit", "A1.1", "", "2016-05-03")]),
        (with_step("{id: A1.1, title: Published, due: 2016-09-30, cancelled: {on: 2016-05-01, by: dcs, reason: x}}"),
         []),
    ],
)  # fmt: skip
def test_what_a_commit_does(after: str, found: list[tuple[str, str, str, str]], asked: Asked) -> None:
    assert asked.named(past_of(PLAN, after)) == found


DELIVERED = "completed: {on: 2016-04-20, approved: 2016-04-30, by: board}"
FACTS = f"{DELIVERED}, extensions: [{{to: 2016-12-31, approved: 2016-04-25, by: board}}]"


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("2016-04-20, on", []),
        ("on: 2016-04-20", []),
        ("on: 2016-04-21", [("changed-without-reason", "A1.1", "2016-04-20", "2016-04-21")]),
        ("on: 2016-04", [("changed-without-reason", "A1.1", "2016-04-20", "2016-04")]),
        ("on: true", [("changed-without-reason", "A1.1", "2016-04-20", "")]),
    ],
)
def test_a_delivery_is_not_moved_in_silence(after: str, found: list[tuple[str, str, str, str]], asked: Asked) -> None:
    then = with_step(f"{{id: A1.1, title: Published, due: 2016-09-30, {FACTS}}}")
    later = then.replace("on: 2016-04-20", after if ":" in after else "on: 2016-04-20")
    assert asked.named(past_of(PLAN, then, later)) == found


@pytest.mark.parametrize(
    ("extensions", "found"),
    [
        ("[{to: 2017-01-31, approved: 2016-04-25, by: board}]", [
            ("changed-without-reason", "A1.1", "2016-12-31", "2017-01-31")]),
        ("[{to: 2017-01-31, approved: 2016-07-25, by: board}]", []),
        ("[{to: 2016-12-31, approved: 2016-04-25, by: board}, {to: 2017-01-31, approved: 2016-07-25, by: board}]", []),
        ("[]", [("changed-without-reason", "A1.1", "2016-12-31", "")]),
    ],
)  # fmt: skip
def test_an_approved_extension_is_not_rewritten(
    extensions: str, found: list[tuple[str, str, str, str]], asked: Asked
) -> None:
    then = with_step(f"{{id: A1.1, title: Published, due: 2016-09-30, {FACTS}}}")
    later = with_step(f"{{id: A1.1, title: Published, due: 2016-09-30, {DELIVERED}, extensions: {extensions}}}")
    assert asked.named(past_of(PLAN, then, later)) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("target: 95", "target: 90", ("changed-without-reason", "95", "90")),
        ("target: 95, ", "", ("changed-without-reason", "95", "")),
        ("target: 95", 'target: "> 1600"', ("changed-without-reason", "95", "> 1600")),
        ("target: 95", "target: 1234567890123", ("changed-without-reason", "95", "1234567890123")),
        ("target: 95", "polarity: low, target: 95", ("changed-without-reason", "high", "low")),
        ("floor: 85", "floor: 85.0", None),
        ("definition: All", "definition: Some", ("changed-without-reason", "All", "Some")),
        ("definition: All", "definition: Some, breaks: [{period: 2016-05, reason: Others}]", None),
        ("definition: All", "definition: Some, notes: {on: 2016-05-02, by: head, text: Others}", None),
        ("2016-04: 80", "2016-04: 81", ("figure-overwritten", "80", "81")),
        ("2016-04: 80", "", ("figure-overwritten", "80", "")),
        ("2016-04: 80", "2016-04: 80.0, 2016-05: 81", None),
        ("2016-04: 80", "2016-04: {value: 80, revisions: 81}", None),
        ("2016-04: 80", "2016-04: {value: 79, revisions: 80}", None),
        ("2016-04: 80", "2016-04: c", ("figure-overwritten", "80", "c")),
        ("2016-04: 80", "2016-04: '80 [p]'", None),
    ],
)
def test_what_a_commit_does_to_a_kpi(old: str, new: str, found: tuple[str, str, str] | None, asked: Asked) -> None:
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN, "kpis/k.yaml": KPI})
    past.commit("2016-05-02", {"kpis/k.yaml": KPI.replace(old, new)})
    told = asked.named(past)
    assert told == ([(found[0], "k1", *found[1:])] if found else [])


@pytest.mark.parametrize(("day", "count"), [("2016-01-11", 0), ("2016-01-12", 1)])
@pytest.mark.parametrize(
    "after", [PLAN.replace("2016-09-30", "2016-12-31"), PLAN.replace("Be clear", "Think"), SKELETON]
)
def test_a_correction_soon_after_is_none(after: str, day: str, count: int, asked: Asked) -> None:
    assert len(asked(past_of(PLAN, after, on=("2016-01-04", day)))) == count


def test_corrections_do_not_add_up(asked: Asked) -> None:
    dates = ("2016-09-30", "2016-10-31", "2016-11-30", "2016-12-31")
    past = past_of(
        *(PLAN.replace("2016-09-30", date) for date in dates),
        on=("2016-01-04", "2016-01-09", "2016-01-14", "2016-01-19"),
    )
    assert [one["before"] for one in asked(past)] == ["2016-10-31", "2016-11-30"]


def test_the_settings_say_what_is_judged(asked: Asked) -> None:
    past = past_of(PLAN, PLAN.replace("2016-09-30", "2016-12-31"))
    past.commit(
        "2016-08-01",
        {"plans/p.yaml": with_step("{id: A1.1, title: Published, due: 2016-12-31, completed: 2016-07-01}")},
    )
    past.commit("2016-08-02", {"pap.toml": '[history]\ngrace = "6 months"\nlate-after = "1 week"\n'})
    assert [one["rule"] for one in asked(past)] == ["recorded-late"]
    (asked.root / "pap.toml").write_text("")
    assert [one["rule"] for one in asked()] == ["first-due-date-changed"]
    assert asked(None, f"--since={asked.ids[1]}") == []
    (asked.root / "pap.toml").write_text(f'[history]\nsince = "{asked.ids[1]}"\n')
    assert asked() == []
    assert len(asked(None, f"--since={asked.ids[0]}")) == 1
    day = git(asked.root, "log", "-1", "--format=%cs", asked.ids[1]).strip()
    assert len(asked(None, f"--since={day}")) == 1
    assert asked(None, "--since=2016-08-01") == []
    (asked.root / "pap.toml").write_text("[history]\nsince = 2016-08-01\n")
    assert asked() == []


def test_a_finding_is_suppressed_by_its_commit_or_as_any_other(asked: Asked) -> None:
    (commit, *_) = [one["commit"] for one in asked(past_of(PLAN, PLAN.replace("2016-09-30", "2016-12-31")))]
    plan = asked.root / "plans" / "p.yaml"
    text = plan.read_text()
    for ignore, count in (
        (f"[{{rule: PAP702, commit: {commit[:8]}, reason: The inspectors moved it}}]", 0),
        (f"[{{rule: first-due-date-changed, commit: {commit}, reason: The inspectors moved it}}]", 0),
        ("[{rule: first-due-date-changed, commit: 1234567, reason: The inspectors moved it}]", 1),
        (f"[{{rule: first-due-date-changed, commit: {commit[:8]}}}]", 1),
        ("[{rule: first-due-date-changed, until: 2018-01-01, reason: The inspectors moved it}]", 0),
    ):
        plan.write_text(text.replace("start: 2016-01-04", f"start: 2016-01-04, ignore: {ignore}"))
        assert len(asked()) == count, ignore


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ("01-04 02-01 03-01", []),
        ("01-04 02-01 01-20 03-01", [2]),
        ("01-04 02-01 02-02 02-03 02-04 01-05 01-06 03-01", [5, 6]),
        ("01-04 02-01 01-05 01-06 01-07 03-01", [2]),
        ("02-01 01-04 03-01", [1]),
        ("01-04 12-01 02-01 03-01 04-01", [2]),
        ("01-04T12:00 01-04T11:01", []),
        ("01-04T12:00 01-04T10:59", [1]),
    ],
)
def test_dates_of_commits_that_run_backwards(days: str, found: list[int], asked: Asked) -> None:
    past = Past()
    for number, day in enumerate(days.split()):
        past.commit(f"2016-{day}", {"plans/p.yaml": f"{PLAN}concerns: [{{id: C1, title: T{number}}}]\n"})
    told = asked(past)
    assert {one["rule"] for one in told} <= {"commit-dates-backwards"}
    assert sorted(asked.ids.index(one["commit"]) for one in told) == found


def test_how_many_commits_were_judged_is_said(asked: Asked) -> None:
    moved = PLAN.replace("2016-09-30", "2016-12-31")
    asked(past_of(PLAN, moved, moved + "# the end\n"))
    said = "Judged 3 commits of the plan, from 4 Jan 2016 to 1 Aug 2016."
    assert said in asked.run("--format=full").out
    assert "Judged 1 of 3 commits of the plan, of 1 Aug 2016." in asked.run("--since=HEAD~1").out
    assert "None of the 3 commits of the plan was judged." in asked.run("--since=HEAD").out
    facts = json.loads(asked.run("--format=json").out)["history"]
    assert facts == {"commits": 3, "judged": 3, "first": asked.ids[0], "last": asked.ids[2], "complete": True}


def test_a_plan_that_was_never_committed_has_no_history(asked: Asked) -> None:
    past = Past()
    past.commit("2016-01-04", {"README.md": "x"})
    past.write(asked.root)
    (asked.root / "plans").mkdir()
    (asked.root / "plans" / "p.yaml").write_text(PLAN)
    ran = asked.run()
    assert (ran.code, ran.err.splitlines()[0]) == (2, "pap: no commit has plans/ or kpis/ in the top of the repository")


def test_only_commits_count(asked: Asked) -> None:
    past_of(PLAN).write(asked.root)
    (asked.root / "plans" / "p.yaml").write_text(PLAN.replace("2016-09-30", "2016-12-31"))
    assert asked() == []


def test_what_cannot_be_read_is_never_clean(asked: Asked) -> None:
    past = past_of(PLAN, PLAN + "concerns: [\n", PLAN + "concerns: []\n")
    (found,) = asked(past)
    assert (found["rule"], found["commit"], found["item"]) == ("history-incomplete", asked.ids[1], None)
    assert found["message"].startswith("plans/p.yaml cannot be read in this commit: ")


def test_an_entry_that_cannot_be_read_for_a_time_is_not_removed(asked: Asked) -> None:
    bad = with_step("{id: A1.1, title: Published, due: 2016-19-30}")
    worse = with_step("{id: A1.1, due: 2016-09-30}")
    worst = PLAN.replace("    milestones:\n", "    milestones: x\n    answers:\n")
    versions = (PLAN, bad, PLAN, worse, PLAN, worst, PLAN, bad)
    past = past_of(
        *versions, PLAN.replace("2016-09", "2016-12"), on=tuple(f"2016-0{month}-02" for month in range(1, 10))
    )
    assert [(one["rule"], one["before"], one["committed"]) for one in asked(past)] == [
        ("first-due-date-changed", "2016-09-30", "2016-09-02")
    ]


def test_a_name_of_any_bytes_is_printed_and_cached(asked: Asked, tmp_path_factory: pytest.TempPathFactory) -> None:
    asked.monkeypatch.delenv("PAP_NO_CACHE", raising=False)
    asked.monkeypatch.setenv("PAP_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    past = past_of(PLAN)
    name = '"plans/\\377\\033[31m.yaml"'
    past.commit("2016-02-01", {name: SKELETON.replace("id: p,", "id: q,")})
    past.commit("2016-03-01", {name: None})
    asked.ids = past.write(asked.root)
    for format in ("json", "full", "sarif", "github"):
        ran = asked.run("--select=PAP7", f"--format={format}")
        assert "plan q" in ran.out
        assert "\x1b" not in ran.out


def test_of_two_plans_only_one_is_asked_for(asked: Asked) -> None:
    other = PLAN.replace("id: p,", "id: q,")
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN, "plans/q.yaml": other})
    past.commit("2016-05-02", {"plans/p.yaml": SKELETON, "plans/q.yaml": other.replace("2016-09-30", "2016-12-31")})
    assert {(one["plan"], one["item"]) for one in asked(past)} == {("p", "A1"), ("q", "A1.1")}
    assert {(one["plan"], one["item"]) for one in asked(None, "--plan=q")} == {("q", "A1.1")}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--since=nowhere",), "--since: unknown revision “nowhere”"),
        (("--since=rev:2016-01-01",), "--since: unknown revision “2016-01-01”"),
        (("--since=2016-13-01",), "--since: “2016-13-01” does not exist"),
        (("--changed-since=HEAD",), "--history and --changed-since cannot be used together"),
        (("--suppress",), "cannot hide small numbers"),
    ],
)
def test_options_that_cannot_be_followed_are_refused(words: tuple[str, ...], message: str, asked: Asked) -> None:
    past_of(PLAN).write(asked.root)
    ran = asked.run(*words)
    assert ran.code == 2
    assert message in ran.err


def test_the_cache_changes_nothing(asked: Asked, tmp_path_factory: pytest.TempPathFactory) -> None:
    make_example(asked.root)
    asked.monkeypatch.delenv("PAP_NO_CACHE", raising=False)
    asked.monkeypatch.setenv("PAP_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    last, *_ = git(asked.root, "rev-parse", "HEAD").split()
    git(asked.root, "checkout", "--quiet", "--detach", "HEAD~40")
    older = asked()
    assert asked() == older
    git(asked.root, "checkout", "--quiet", last)
    whole = asked()
    assert len(whole) > len(older)
    assert asked() == whole
    assert asked(None, "--no-cache") == whole
