"""A pull request cannot weaken the gate that checks it: every attempt, by `pap check --changed-since`."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from commands.running import PLAN, Run

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
AS_OF = ("--as-of", "2016-10-14")
SINCE = ("--changed-since", "main")
OVERDUE = PLAN.replace(
    "{id: A1.2, title: Understood, due: 2016-11-30}", "{id: A1.2, title: Understood, due: 2016-10-10}"
)
TWO = PLAN.replace("{id: one, title: Plan one", "{id: two, title: Plan two")
KPI = "kpis:\n  - {id: k1, title: Visits on time, owner: head, target: 90}\n"
Files = dict[str, str | None]


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def write(root: Path, files: Files) -> None:
    for name, text in files.items():
        path = root / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message=x")


@pytest.fixture
def repository(workspace: Path) -> Path:
    """The workspace, committed on main; a branch of its own is checked out."""
    git(workspace, "init", "--quiet", "--initial-branch=main")
    commit(workspace)
    git(workspace, "checkout", "--quiet", "-b", "mine")
    return workspace


def on_main(root: Path, files: Files) -> None:
    """Commit files on main, and go on from there."""
    git(root, "checkout", "--quiet", "main")
    write(root, files)
    commit(root)
    git(root, "checkout", "--quiet", "-B", "mine")


def asked(pap: Run, *words: str) -> tuple[int, dict[str, Any]]:
    ran = pap("check", *AS_OF, *SINCE, *words, "--format", "json")
    return ran.code, json.loads(ran.out) if ran.out else {}


def found(pap: Run, *words: str) -> list[tuple[str, str | None]]:
    return [(one["rule"], one["item"]) for one in asked(pap, *words)[1]["diagnostics"]]


def messages(pap: Run, rule: str, *words: str) -> list[str]:
    return [one["message"] for one in asked(pap, *words)[1]["diagnostics"] if one["rule"] == rule]


SUPPRESSED = "ignore: [{rule: milestone-overdue, reason: Later, until: 2017-12-31}]"
WEAKENED: dict[str, Files] = {
    "never": {"pap.toml": '[check]\nfail-on = "never"\n'},
    "a count that is not reached": {"pap.toml": '[check]\nfail-on = ["overdue>99"]\n'},
    "another rule": {"pap.toml": '[check]\nselect = ["PAP0"]\n'},
    "not this rule": {"pap.toml": '[check]\nignore = ["PAP2"]\n'},
    "not the rules about changes either": {"pap.toml": '[check]\nignore = ["PAP2", "PAP7"]\n'},
    "a severity": {"pap.toml": '[check.severity]\nmilestone-overdue = "off"\n'},
    "a policy": {"pap.toml": '[[check.policy]]\nrule = "ALL"\nlevel = "off"\n'},
    "an earlier date": {"pap.toml": "[pap]\nas-of = 2016-01-04\n"},
    "settings elsewhere": {"pyproject.toml": '[tool.pap.check]\nfail-on = "never"\n'},
    "a suppression": {"plans/one.yaml": OVERDUE.replace("due: 2016-10-10", f"due: 2016-10-10, {SUPPRESSED}")},
    "a suppression by code": {
        "plans/one.yaml": OVERDUE.replace("due: 2016-10-10", f"due: 2016-10-10, {SUPPRESSED}").replace(
            "milestone-overdue", "pap201"
        )
    },
    "a suppression of the whole plan": {
        "plans/one.yaml": OVERDUE.replace("start: 2016-01-04", f"start: 2016-01-04, {SUPPRESSED}")
    },
}


@pytest.mark.parametrize("files", WEAKENED.values(), ids=WEAKENED)
def test_a_change_that_makes_something_late_fails_whatever_else_it_writes(
    pap: Run, repository: Path, files: Files
) -> None:
    write(repository, {"plans/one.yaml": OVERDUE, **files})
    code, told = asked(pap)
    assert code == 1
    assert told["as_of"] == "2016-10-14"
    assert ("milestone-overdue", "A1.2") in found(pap)
    rule = "settings-changed" if next(iter(files)).endswith(".toml") else "suppression-added"
    assert rule in {name for name, _ in found(pap)}, "and what it does to the gate is reported"


@pytest.mark.parametrize(
    "setting",
    [
        'overdue-against = "first"',
        'due-soon = "1 day"',
        "require-evidence = false",
        'evidence-within = "9 years"',
        "repeated-extensions = 99",
    ],
)
def test_the_policy_is_that_of_the_base(pap: Run, repository: Path, setting: str) -> None:
    on_main(repository, {"pap.toml": "[rating]\n"})
    write(repository, {"pap.toml": f"[rating]\n{setting}\n"})
    (message,) = messages(pap, "settings-changed")
    assert message.startswith(f"[rating] {setting.partition(' ')[0]} was changed from ")


def test_the_calendar_is_that_of_the_base(pap: Run, repository: Path) -> None:
    clock = "statutory: {return: {title: Send it, from: 2016-10-10, within: 3 working days}}"
    plan = PLAN.replace("start: 2016-01-04", f"start: 2016-01-04, {clock}")
    write(
        repository, {"plans/one.yaml": plan, "pap.toml": "[calendar]\nclosed = [2016-10-11, 2016-10-12, 2016-10-13]\n"}
    )
    assert ("statutory-deadline-missed", "return") in found(pap)


def test_the_as_of_date_of_the_settings_is_that_of_the_base(pap: Run, repository: Path) -> None:
    on_main(repository, {"pap.toml": "[pap]\nas-of = 2016-10-14\n"})
    write(repository, {"pap.toml": "[pap]\nas-of = 2016-01-04\n", "plans/one.yaml": OVERDUE})
    ran = pap("check", *SINCE, "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, told["as_of"]) == (1, "2016-10-14")
    assert [one["message"] for one in told["diagnostics"] if one["code"] == "PAP704"] == [
        "[pap] as-of was changed from 14 Oct 2016 to 4 Jan 2016"
    ]


def test_what_the_base_lets_pass_passes(pap: Run, repository: Path) -> None:
    on_main(repository, {"pap.toml": '[check]\nfail-on = "never"\n'})
    write(repository, {"plans/one.yaml": OVERDUE})
    assert asked(pap)[0] == 0
    write(repository, {"pap.toml": None})
    code, told = asked(pap)
    assert code == 0
    assert [(one["path"], one["message"]) for one in told["diagnostics"] if one["code"] == "PAP704"] == [
        ("pap.toml", "[check] fail-on was changed from never to error")
    ]


def test_settings_that_only_move_are_not_changed(pap: Run, repository: Path) -> None:
    on_main(repository, {"pap.toml": '[pap]\nas-of = 2016-10-14\n[check]\nfail-on = "warning"\n'})
    toml = '[tool.pap]\nas-of = 2016-10-14\n[tool.pap.check]\nfail-on = ["warning"]\n'
    write(repository, {"pap.toml": None, "pyproject.toml": toml})
    assert found(pap) == []


def test_options_on_the_command_line_count(pap: Run, repository: Path) -> None:
    write(repository, {"plans/one.yaml": OVERDUE})
    assert asked(pap, "--fail-on", "never")[0] == 0
    assert asked(pap, "--ignore", "PAP2")[0] == 0
    assert asked(pap, "--as-of", "2016-10-01")[0] == 0


def test_the_settings_of_the_change_are_checked_for_form(pap: Run, repository: Path) -> None:
    write(repository, {"pap.toml": '[check]\nfail-on = ["eror"]\nselect = ["PAP2x"]\n'})
    code, told = asked(pap)
    assert code == 1
    assert [one["line"] for one in told["diagnostics"] if one["rule"] == "bad-setting"] == [2, 3]


def test_settings_that_were_wrong_before_do_not_fail_a_change(pap: Run, repository: Path) -> None:
    on_main(repository, {"pap.toml": 'nonsense = 1\n[check]\nselect = ["PAP2x"]\n'})
    write(repository, {"plans/one.yaml": PLAN.replace("Understood", "Understood by all")})
    assert asked(pap)[0] == 0


# --- The baseline


def test_a_longer_baseline_does_not_count(pap: Run, repository: Path) -> None:
    pap("baseline", "write", *AS_OF)
    on_main(repository, {})
    write(repository, {"plans/one.yaml": OVERDUE})
    pap("baseline", "write", *AS_OF)
    code, told = asked(pap, "--baseline", "pap-baseline.json")
    assert code == 1
    assert ("milestone-overdue", "A1.2") in found(pap, "--baseline", "pap-baseline.json")
    (longer,) = (one for one in told["diagnostics"] if one["rule"] == "settings-changed")
    assert (longer["path"], longer["message"]) == ("pap-baseline.json", "the baseline lists 1 finding more")


def test_a_baseline_that_the_base_does_not_have_is_empty(pap: Run, repository: Path) -> None:
    write(repository, {"plans/one.yaml": OVERDUE})
    (repository / "ci").mkdir()
    pap("baseline", "write", "ci/b.json", *AS_OF)
    assert asked(pap, "--baseline", "ci/b.json")[0] == 1
    (repository / "ci" / "linked.json").symlink_to("b.json")
    assert asked(pap, "--baseline", "ci/linked.json")[0] == 1


def test_a_baseline_that_is_a_link_is_followed_in_the_base_too(pap: Run, repository: Path) -> None:
    (repository / "ci").mkdir()
    pap("baseline", "write", "ci/b.json", *AS_OF)
    (repository / "pap-baseline.json").symlink_to("ci/b.json")
    on_main(repository, {})
    write(repository, {"plans/one.yaml": PLAN.replace("Understood", "Understood by all")})
    assert asked(pap, "--baseline", "pap-baseline.json")[1]["summary"]["known"] > 0
    write(repository, {"plans/one.yaml": OVERDUE})
    pap("baseline", "write", "ci/b.json", *AS_OF)
    assert asked(pap, "--baseline", "pap-baseline.json")[0] == 1


def test_a_baseline_outside_the_repository_is_read_as_given(
    pap: Run, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    listed = tmp_path_factory.mktemp("elsewhere") / "b.json"
    write(repository, {"plans/one.yaml": OVERDUE})
    pap("baseline", "write", str(listed), *AS_OF)
    assert asked(pap, "--baseline", str(listed))[0] == 0


def test_a_baseline_is_checked_for_form(pap: Run, repository: Path) -> None:
    pap("baseline", "write", *AS_OF)
    on_main(repository, {})
    write(repository, {"pap-baseline.json": "{}"})
    assert asked(pap, "--baseline", "pap-baseline.json")[0] == 2
    write(repository, {"pap-baseline.json": None})
    assert asked(pap, "--baseline", "pap-baseline.json")[0] == 2


# --- Suppressions


def test_a_suppression_that_is_merged_counts(pap: Run, repository: Path) -> None:
    late = PLAN.replace("started: 2016-08-01", f"started: 2016-08-01, {SUPPRESSED}")
    on_main(repository, {"plans/one.yaml": late})
    write(repository, {"plans/one.yaml": late.replace("Published", "Published on paper")})
    assert found(pap) == []
    assert asked(pap)[1]["summary"]["suppressed"] == 1


def test_an_old_finding_may_be_suppressed(pap: Run, repository: Path) -> None:
    """It is no finding of the change, and the suppression is reported for review."""
    write(repository, {"plans/one.yaml": PLAN.replace("started: 2016-08-01", f"started: 2016-08-01, {SUPPRESSED}")})
    assert found(pap) == [("suppression-added", "A1.1")]
    assert asked(pap)[0] == 0


def test_a_suppression_that_had_expired_does_not_count_again(pap: Run, repository: Path) -> None:
    expired = SUPPRESSED.replace("2017-12-31", "2016-10-01")
    on_main(repository, {"plans/one.yaml": PLAN.replace("started: 2016-08-01", f"started: 2016-08-01, {expired}")})
    late = PLAN.replace("started: 2016-08-01", f"started: 2016-08-02, {SUPPRESSED}")
    write(repository, {"plans/one.yaml": late})
    assert ("milestone-overdue", "A1.1") in found(pap)
    assert messages(pap, "suppression-added") == [
        "a suppression of milestone-overdue is prolonged from 1 Oct 2016 to 31 Dec 2017"
    ]


def test_a_suppression_moved_to_another_item_does_not_count(pap: Run, repository: Path) -> None:
    on_main(repository, {"plans/one.yaml": PLAN.replace("started: 2016-08-01", f"started: 2016-08-01, {SUPPRESSED}")})
    write(repository, {"plans/one.yaml": OVERDUE.replace("due: 2016-10-10", f"due: 2016-10-10, {SUPPRESSED}")})
    assert ("milestone-overdue", "A1.2") in found(pap)
    assert ("suppression-added", "A1.2") in found(pap)


# --- Items, dates and decisions

A12 = "      - {id: A1.2, title: Understood, due: 2016-11-30}\n"


def test_what_is_taken_out_is_reported_where_it_was(pap: Run, repository: Path) -> None:
    on_main(repository, {"kpis/k.yaml": KPI, "plans/two.yaml": TWO})
    write(repository, {"plans/one.yaml": PLAN.replace(A12, "")})
    (gone,) = (one for one in asked(pap)[1]["diagnostics"] if one["code"] == "PAP701")
    assert (gone["path"], gone["line"], gone["plan"], gone["item"]) == ("plans/one.yaml", 7, "one", "A1.2")
    assert gone["message"] == "milestone A1.2 is no longer in the plan"
    head, _, _ = PLAN.partition("actions:")
    write(repository, {"plans/one.yaml": head, "kpis/k.yaml": "kpis: []\n"})
    assert messages(pap, "item-removed") == [
        "KPI k1 is no longer in the plan",
        "action A1, with 2 milestones, is no longer in the plan",
    ]
    write(repository, {"plans/one.yaml": None, "kpis/k.yaml": None})
    removed = [one for one in asked(pap)[1]["diagnostics"] if one["code"] == "PAP701"]
    assert [(one["path"], one["line"]) for one in removed] == [("kpis/k.yaml", 1), ("plans/one.yaml", 1)]
    assert removed[1]["message"] == "plan one, with 2 milestones, is no longer in the workspace"


def test_a_new_id_for_the_same_thing(pap: Run, repository: Path) -> None:
    write(repository, {"plans/one.yaml": PLAN.replace("id: A1.1", "id: A1.9")})
    told = asked(pap)[1]["diagnostics"]
    assert [one["help"] for one in told if one["code"] == "PAP701"] == ["keep the ID: A1.9 has the same title"]
    assert ("milestone-overdue", "A1.9") in found(pap)


def test_what_is_hidden_by_a_date_in_the_future_is_taken_out(pap: Run, repository: Path) -> None:
    write(repository, {"plans/one.yaml": PLAN.replace("started: 2016-08-01", "added: 2017-01-02")})
    (hidden,) = (one for one in asked(pap)[1]["diagnostics"] if one["code"] == "PAP701")
    assert (hidden["item"], hidden["line"]) == ("A1.1", 12)
    assert hidden["message"] == "added: hides milestone A1.1 until 2 Jan 2017"
    write(repository, {"plans/one.yaml": PLAN.replace("    answers: R1", "    answers: R1\n    added: 2017-01-02")})
    assert messages(pap, "item-removed") == ["added: hides action A1 until 2 Jan 2017"]
    write(repository, {"plans/one.yaml": PLAN.replace("started: 2016-08-01", "added: 2016-02-01")})
    assert messages(pap, "item-removed") == []


def test_a_new_id_for_a_plan(pap: Run, repository: Path) -> None:
    write(repository, {"plans/one.yaml": PLAN.replace("{id: one,", "{id: first,")})
    told = asked(pap)[1]["diagnostics"]
    assert [one["help"] for one in told if one["code"] == "PAP701"] == ["keep the ID: plan first has the same title"]
    assert ("milestone-overdue", "A1.1") in found(pap), "everything is new"


def test_what_moves_to_another_file_is_not_taken_out(pap: Run, repository: Path) -> None:
    head, _, actions = PLAN.partition("actions:")
    write(
        repository,
        {"plans/one.yaml": None, "plans/one/plan.yaml": head, "plans/one/actions.yaml": f"actions:{actions}"},
    )
    assert found(pap) == []
    write(repository, {"plans/two.yaml": TWO})
    assert "item-removed" not in {rule for rule, _ in found(pap)}


def test_what_cannot_be_read_is_not_called_removed(pap: Run, repository: Path) -> None:
    write(repository, {"plans/one.yaml": PLAN.replace("title: Understood, due: 2016-11-30", "due: 2016-11-30")})
    assert {rule for rule, _ in found(pap)} == {"missing-key"}
    write(repository, {"plans/one.yaml": "plan: {\n"})
    assert "item-removed" not in {rule for rule, _ in found(pap)}


def test_an_error_elsewhere_in_a_file_hides_nothing(pap: Run, repository: Path) -> None:
    plan = PLAN.replace(A12, "").replace("started: 2016-08-01", "begun: 2016-08-01")
    write(repository, {"plans/one.yaml": plan})
    assert ("item-removed", "A1.2") in found(pap)
    lost = PLAN.replace("    title: Publish the thresholds – all of them\n", "")
    write(repository, {"plans/one.yaml": lost})
    assert "item-removed" not in {rule for rule, _ in found(pap)}, "the milestones went with the action"


def test_a_first_due_date_is_not_rewritten(pap: Run, repository: Path) -> None:
    write(repository, {"plans/one.yaml": PLAN.replace("2016-09-30", "2016-12-30")})
    assert found(pap) == [("first-due-date-changed", "A1.1")]
    assert messages(pap, "first-due-date-changed") == [
        "the first due date of A1.1 was changed from 30 Sep 2016 to 30 Dec 2016"
    ]
    write(repository, {"plans/one.yaml": PLAN.replace("2016-09-30", "2016-09")})
    assert "first-due-date-changed" not in {rule for rule, _ in found(pap)}, "the same day"


def test_a_suppression_for_a_commit_is_new_once(pap: Run, repository: Path) -> None:
    ignore = "ignore: [{rule: PAP702, commit: 0123abc, reason: The inspectors moved it}]"
    plan = PLAN.replace("start: 2016-01-04", f"start: 2016-01-04, {ignore}")
    write(repository, {"plans/one.yaml": plan})
    assert messages(pap, "suppression-added") == ["a suppression of first-due-date-changed in commit 0123abc is new"]
    on_main(repository, {"plans/one.yaml": plan})
    assert messages(pap, "suppression-added") == []


def test_dates_of_reviews_and_clocks(pap: Run, repository: Path) -> None:
    clock = "statutory: {return: {title: Send it, due: 2016-12-01}}"
    plan = PLAN.replace("start: 2016-01-04", f"start: 2016-01-04, {clock}")
    plan += "reviews:\n  - {id: r1, body: ofsted, every: 3 months, from: 2016-11-01, until: 2017-11-01}\n"
    on_main(repository, {"plans/one.yaml": plan})
    later = plan.replace("2016-12-01", "2017-12-01").replace("every: 3 months", "every: 6 months")
    write(repository, {"plans/one.yaml": later})
    assert sorted(messages(pap, "first-due-date-changed")) == [
        "due: of statutory clock return was changed",
        "every: of review r1 was changed",
    ]


def test_a_window_is_changed_if_its_days_are(pap: Run, repository: Path) -> None:
    plan = PLAN + "reviews:\n  - {id: r1, body: ofsted, window: {from: 2016-11, to: 2016-12}}\n"
    on_main(repository, {"plans/one.yaml": plan})
    write(repository, {"plans/one.yaml": plan.replace("to: 2016-12", "to: 2016-12-31")})
    assert messages(pap, "first-due-date-changed") == [], "the same day"
    for written, other in (("to: 2016-12", "to: 2017-01"), ("from: 2016-11", "from: 2016-10")):
        write(repository, {"plans/one.yaml": plan.replace(written, other)})
        assert messages(pap, "first-due-date-changed") == ["window: of review r1 was changed"]


def test_a_decision_that_the_change_writes_itself_is_a_note(pap: Run, repository: Path) -> None:
    extension = "extensions: [{to: 2016-12-31, approved: 2016-09-26, by: ofsted}]"
    cancelled = "cancelled: {on: 2016-10-01, by: head, reason: Not needed}"
    plan = PLAN.replace("started: 2016-08-01", extension).replace("due: 2016-11-30", f"due: 2016-11-30, {cancelled}")
    write(repository, {"plans/one.yaml": plan})
    assert messages(pap, "approval-in-same-change") == [
        "this change approves the extension of A1.1 to 31 Dec 2016 (26 Sep 2016), by ofsted",
        "this change cancels A1.2 (1 Oct 2016), by head",
    ]
    assert asked(pap)[0] == 0
    on_main(repository, {"plans/one.yaml": plan})
    assert found(pap) == []
    override = "override: {rating: green, by: head, reason: It is fine, until: 2016-12-31}"
    write(repository, {"plans/one.yaml": PLAN.replace("started: 2016-08-01", override)})
    assert messages(pap, "approval-in-same-change") == [
        "this change sets the rating of A1.1 to green until 31 Dec 2016, by head"
    ]


def test_approvals_of_deliveries_and_evidence_are_decisions(pap: Run, repository: Path) -> None:
    plan = PLAN.replace("start: 2016-01-04", "start: 2016-01-04, approved_by: ofsted")
    delivered = plan.replace("started: 2016-08-01", "completed: 2016-09-12, evidenced: 2016-09-20, evidence: Minutes")
    on_main(repository, {"plans/one.yaml": plan})
    write(repository, {"plans/one.yaml": delivered})
    assert messages(pap, "approval-in-same-change") == []
    on_main(repository, {"plans/one.yaml": delivered})
    approved = delivered.replace("completed: 2016-09-12", "completed: {on: 2016-09-12, approved: 2016-10-04, by: head}")
    both = approved.replace("evidenced: 2016-09-20", "evidenced: {on: 2016-09-20, approved: true}")
    write(repository, {"plans/one.yaml": both})
    assert messages(pap, "approval-in-same-change") == [
        "this change approves the delivery of A1.1 (4 Oct 2016), by head",
        "this change approves the evidence of A1.1 (day unknown), by ofsted",
    ]
    on_main(repository, {"plans/one.yaml": both})
    assert messages(pap, "approval-in-same-change") == []


def test_an_approval_of_what_was_asked_for_is_an_approval(pap: Run, repository: Path) -> None:
    requested = "extensions: [{to: 2016-12-30, asked: 2016-09-20}]"
    on_main(repository, {"plans/one.yaml": PLAN.replace("started: 2016-08-01", requested)})
    approved = requested.replace("}", ", approved: 2016-09-26, by: ofsted}")
    write(repository, {"plans/one.yaml": PLAN.replace("started: 2016-08-01", approved)})
    assert found(pap) == [("approval-in-same-change", "A1.1")]


@pytest.mark.parametrize(("judgements", "codes"), [("count", ["approval-in-same-change"]), ("beside", [])])
def test_a_judgement_that_counts_as_the_rating_is_a_decision(
    pap: Run, repository: Path, judgements: str, codes: list[str]
) -> None:
    on_main(repository, {"pap.toml": f'[rating]\njudgements = "{judgements}"\n'})
    judged = "started: 2016-08-01, judgements: [{on: 2016-10-03, by: ofsted, status: at-risk}, {status: On hold}]"
    write(repository, {"plans/one.yaml": PLAN.replace("started: 2016-08-01", judged)})
    assert [code for code, _ in found(pap) if code == "approval-in-same-change"] == codes


# --- The base


def test_a_base_without_a_workspace_has_the_default_settings(pap: Run, workspace: Path) -> None:
    git(workspace, "init", "--quiet", "--initial-branch=main")
    git(workspace, "commit", "--quiet", "--allow-empty", "--message=x")
    write(workspace, {"pap.toml": '[check]\nfail-on = "never"\n'})
    code, told = asked(pap)
    assert code == 1
    assert ("milestone-overdue", "A1.1") in found(pap)
    assert [one["message"] for one in told["diagnostics"] if one["code"] == "PAP704"] == [
        "[check] fail-on was changed from error to never"
    ]


def test_a_base_that_cannot_be_read_suppresses_nothing(pap: Run, repository: Path) -> None:
    on_main(repository, {"plans/one.yaml": "plan: {\n"})
    write(repository, {"plans/one.yaml": PLAN.replace("started: 2016-08-01", f"started: 2016-08-01, {SUPPRESSED}")})
    assert ("milestone-overdue", "A1.1") in found(pap)
    assert asked(pap)[0] == 1


def test_a_workspace_that_moves_is_followed(pap: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "council").mkdir()
    for name in ("plans",):
        git(repository, "mv", name, f"council/{name}")
    write(repository, {"council/pap.toml": '[check]\nfail-on = "warning"\n'})
    monkeypatch.chdir(repository / "council")
    pap("baseline", "write", *AS_OF)
    git(repository, "checkout", "--quiet", "-B", "main")
    commit(repository)
    git(repository, "checkout", "--quiet", "-B", "mine")
    monkeypatch.chdir(repository)
    git(repository, "mv", "council", "city")
    monkeypatch.chdir(repository / "city")
    assert found(pap) == []
    assert asked(pap, "--baseline", "pap-baseline.json")[1]["summary"]["known"] > 0
    write(repository, {"city/plans/one.yaml": OVERDUE, "city/pap.toml": '[check]\nfail-on = "never"\n'})
    assert asked(pap, "--baseline", "pap-baseline.json")[0] == 1
    assert ("settings-changed", None) in found(pap)


def test_every_format_and_the_summary_report_it(pap: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository, {"plans/one.yaml": PLAN.replace(A12, ""), "pap.toml": '[check]\nfail-on = "never"\n'})
    for name in ("full", "concise", "jsonl", "csv", "markdown", "html", "github", "gitlab", "junit", "sarif", "azure"):
        out = pap("check", *AS_OF, *SINCE, "--format", name).out
        assert "A1.2 is no longer in the plan" in out, name
        assert "settings-changed" in out or "PAP704" in out, name
    summary = repository / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    pap("check", *AS_OF, *SINCE)
    text = summary.read_text(encoding="utf-8")
    assert "PAP701 item-removed" in text
    assert "PAP704 settings-changed" in text


def test_the_base_decides_on_these_rules_too(pap: Run, repository: Path) -> None:
    on_main(repository, {"pap.toml": '[check.severity]\nitem-removed = "error"\n'})
    write(repository, {"plans/one.yaml": PLAN.replace(A12, ""), "pap.toml": '[check.severity]\nPAP701 = "off"\n'})
    assert asked(pap)[0] == 1
    assert ("item-removed", "A1.2") in found(pap)


def test_without_a_base_there_is_nothing_to_compare(pap: Run, repository: Path) -> None:
    write(repository, {"plans/one.yaml": PLAN.replace(A12, "")})
    told = json.loads(pap("check", *AS_OF, "--format", "json").out)
    assert not [one for one in told["diagnostics"] if one["code"].startswith("PAP7")]


# --- Histories


def test_what_others_merged_is_no_part_of_a_merged_result(pap: Run, repository: Path) -> None:
    """A pipeline for merged results runs on a merge of the branch into the target: it compares with the target."""
    began = subprocess.run(["git", "rev-parse", "main"], cwd=repository, check=True, capture_output=True, text=True)
    write(repository, {"kpis/k.yaml": KPI})
    commit(repository)
    git(repository, "checkout", "--quiet", "main")
    write(repository, {"plans/one.yaml": OVERDUE})
    commit(repository)
    git(repository, "checkout", "--quiet", "--detach", "main")
    git(repository, "merge", "--quiet", "--no-ff", "--message=x", "mine")
    assert ("milestone-overdue", "A1.2") not in found(pap)
    assert asked(pap)[0] == 0
    ran = pap("check", *AS_OF, "--changed-since", began.stdout.strip())
    assert ran.code == 1, "compared with where the branch began, it fails for what others merged"


def test_a_shallow_clone_is_not_taken_for_the_whole_history(
    pap: Run, repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository, {"plans/one.yaml": OVERDUE})
    commit(repository)
    git(repository, "checkout", "--quiet", "main")
    write(repository, {"other.txt": "x"})
    commit(repository)
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=mine", repository.as_uri(), "c")
    monkeypatch.chdir(clone / "c")
    ran = pap("check", *AS_OF, "--changed-since", "origin/main")
    assert (ran.code, ran.out) == (2, "")
    assert "fetch-depth: 0" in ran.err


def test_the_base_is_read_once(pap: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pap("baseline", "write", *AS_OF)
    on_main(repository, {"pap.toml": "[rating]\n"})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(repository / "summary.md"))
    ran: list[str] = []
    run = subprocess.run

    def noted(words: list[object], **options: Any) -> Any:
        ran.extend(str(word) for word in words if word in ("ls-tree", "cat-file", "merge-base"))
        return run(words, **options)

    monkeypatch.setattr(subprocess, "run", noted)
    assert pap("check", *AS_OF, *SINCE, "--baseline", "pap-baseline.json").code == 0
    # the first ls-tree is for names beside plans/ and kpis/, the second cat-file for the baseline
    assert ran == ["merge-base", "ls-tree", "ls-tree", "cat-file", "cat-file"]


def test_a_baseline_is_found_from_another_folder(
    pap: Run, repository: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pap("baseline", "write", *AS_OF)
    on_main(repository, {})
    write(repository, {"plans/one.yaml": OVERDUE})
    pap("baseline", "write", *AS_OF)
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    ran = pap("check", *AS_OF, *SINCE, "-C", str(repository), "--baseline", "pap-baseline.json")
    assert ran.code == 1
    assert "A1.2" in ran.out


def test_a_plan_that_is_renamed_out_of_sight(pap: Run, repository: Path) -> None:
    for name in ("one.txt", "one.yaml.txt", "one.json", "one.yaml~", ".one.yaml"):
        on_main(repository, {"plans/two.yaml": TWO.replace("2016-09-30", "2016-12-30")})
        git(repository, "mv", "plans/one.yaml", f"plans/{name}")
        assert ("item-removed", None) in found(pap), name
        git(repository, "reset", "--quiet", "--hard")
        git(repository, "mv", "plans/one.yaml", f"plans/{name}")
        git(repository, "rm", "--quiet", "plans/two.yaml")
        assert asked(pap)[0] != 0, f"{name}: nothing can be read"
        git(repository, "reset", "--quiet", "--hard")


def test_a_plan_behind_a_submodule_or_a_link(
    pap: Run, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=repository, check=True, capture_output=True, text=True)
    git(repository, "rm", "--quiet", "-r", "plans")
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{head.stdout.strip()},plans")
    (repository / "plans").mkdir()
    assert asked(pap)[0] == 2, "nothing can be read"
    git(repository, "reset", "--quiet", "--hard")
    outside = tmp_path_factory.mktemp("outside") / "pap.toml"
    outside.write_text('[check]\nfail-on = "never"\n', encoding="utf-8")
    write(repository, {"plans/one.yaml": OVERDUE})
    (repository / "pap.toml").symlink_to(outside)
    assert asked(pap)[0] == 1
    assert {("milestone-overdue", "A1.2"), ("unreadable-file", None)} <= set(found(pap))


def test_other_plans_do_not_matter_with_plan(pap: Run, repository: Path) -> None:
    on_main(repository, {"plans/two.yaml": TWO})
    write(repository, {"plans/two.yaml": TWO.replace(A12, "")})
    assert found(pap, "--plan", "one") == []
    assert ("item-removed", "A1.2") in found(pap, "--plan", "two")
