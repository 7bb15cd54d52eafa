"""`pap check` and `pap baseline`: what fails, what is let pass, and the reports of one run."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from commands.running import INSTALLED, PLAN, Run

AS_OF = ("--as-of", "2016-10-14")
git_only = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def items(pap: Run, *words: str) -> list[tuple[str, str]]:
    found = json.loads(pap("check", *AS_OF, "--format", "json", *words).out)["diagnostics"]
    return [(one["rule"], one["item"]) for one in found]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 1),
        (("--fail-on", "never"), 0),
        (("--fail-on", "overdue>1"), 0),
        (("--fail-on", "overdue>=1"), 1),
        (("--fail-on", "overdue>1,kpi-stale"), 0),
        (("--fail-on", "overdue>1", "--fail-on", "PAP3"), 1),
        (("--ignore", "PAP201"), 0),
        (("--fail-on", "overdue<1"), 2),
        (("--fail-on", "eror"), 2),
        (("--select", "milestone-late"), 2),
        (("--select", "PAP2", "--ignore", "PAP2"), 2),
        (("--select", "PAP201", "--ignore", "milestone-overdue"), 2),
        (("--ignore", "ALL"), 2),
        (("--ignore", "ALL", "--fail-on", "never"), 2),
        (("--select", "PAP3", "--fail-on", "overdue>3"), 2),
        (("--ignore", "PAP2", "--fail-on", "PAP201"), 2),
        (("--ignore", "PAP201", "--fail-on", "PAP2"), 0),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_how_it_ends(pap: Run, words: tuple[str, ...], code: int) -> None:
    ran = pap("check", *AS_OF, *words)
    assert ran.code == code
    assert bool(ran.err) is (code == 2)


@pytest.mark.usefixtures("workspace")
def test_what_a_count_fails_on_is_said(pap: Run) -> None:
    ran = pap("check", *AS_OF, "--fail-on", "warning>0", "--fail-on", "overdue>0,note>1")
    assert ran.code == 1
    told = json.loads(pap("check", *AS_OF, "--fail-on", "note>1", "-f", "json").out)["summary"]
    assert (told["failed"], told["failed_on"]) == (True, ["note>1"])
    assert "note>1" in pap("check", *AS_OF, "--fail-on", "note>1").out


def test_one_run_writes_several_reports(pap: Run, workspace: Path) -> None:
    (workspace / "out").mkdir()
    words = ("--report", "json=out/a.json", "--report", "csv=out/b=c.csv", "--output", "out/full.txt")
    ran = pap("check", *AS_OF, *words)
    assert (ran.code, ran.out) == (1, "")
    assert sorted(path.name for path in (workspace / "out").iterdir()) == ["a.json", "b=c.csv", "full.txt"]
    assert json.loads((workspace / "out" / "a.json").read_text(encoding="utf-8"))["summary"]["failed"]
    assert "milestone-overdue" in (workspace / "out" / "b=c.csv").read_text(encoding="utf-8")


def test_a_list_writes_reports_too(pap: Run, workspace: Path) -> None:
    ran = pap("milestones", *AS_OF, "--report", "markdown=m.md")
    assert ran.code == 0
    assert "A1.1" in ran.out
    assert "| A1.1 |" in (workspace / "m.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("--report", "json"),
        ("--report", "=a.json"),
        ("--report", "json="),
        ("--report", "json=-"),
        ("--report", "jsn=a.json"),
        ("--report", "json=a.json", "--report", "csv=a.json"),
        ("--report", "json=a.json", "--output", "a.json"),
        ("--report", "json=a.json", "--report", "csv=nowhere/b.csv"),
    ],
)
def test_a_report_that_cannot_be(pap: Run, workspace: Path, words: tuple[str, ...]) -> None:
    ran = pap("check", *AS_OF, *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_a_baseline_from_writing_to_pruning(pap: Run, workspace: Path) -> None:
    plan = workspace / "plans" / "one.yaml"
    assert pap("baseline", "write", *AS_OF).code == 0
    assert pap("check", *AS_OF, "--baseline", "pap-baseline.json").code == 0
    assert pap("check", *AS_OF).code == 1, "it counts only where it is named"

    plan.write_text(PLAN.replace("due: 2016-11-30", "due: 2016-10-01"), encoding="utf-8")
    assert items(pap, "--baseline", "pap-baseline.json") == [("milestone-overdue", "A1.2")]

    plan.write_text(PLAN.replace("started: 2016-08-01", "completed: 2016-09-29"), encoding="utf-8")
    ran = pap("check", *AS_OF, "--baseline", "pap-baseline.json")
    assert "milestone-overdue (A1.1)" in ran.out
    listed = json.loads((workspace / "pap-baseline.json").read_text(encoding="utf-8"))["findings"]
    ran = pap("baseline", "prune", *AS_OF)
    assert (ran.code, "removed 1 finding, kept" in ran.out) == (0, True)
    kept = json.loads((workspace / "pap-baseline.json").read_text(encoding="utf-8"))["findings"]
    assert kept == [entry for entry in listed if entry["rule"] != "milestone-overdue"]


def test_a_baseline_takes_no_fault_of_form(pap: Run, workspace: Path) -> None:
    plan = workspace / "plans" / "one.yaml"
    pap("baseline", "write", *AS_OF)
    before = (workspace / "pap-baseline.json").read_bytes()
    plan.write_text(PLAN.replace("started:", "begun:"), encoding="utf-8")
    assert pap("baseline", "prune", *AS_OF).code == 2
    assert (workspace / "pap-baseline.json").read_bytes() == before
    ran = pap("baseline", "write", "other.json", *AS_OF)
    assert (ran.code, "left out: 1 problem in the files" in ran.out) == (0, True)
    assert "unknown-key" not in (workspace / "other.json").read_text(encoding="utf-8")
    assert pap("check", *AS_OF, "--baseline", "other.json").code == 1


@pytest.mark.usefixtures("workspace")
def test_a_baseline_that_is_not_there(pap: Run) -> None:
    for words in (("check", "--baseline", "none.json"), ("baseline", "prune", "none.json")):
        ran = pap(*words, *AS_OF)
        assert (ran.code, ran.out) == (2, "")
        assert "pap baseline write" in ran.err


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(workspace: Path) -> Path:
    """The workspace, committed on main; a branch of its own is checked out."""
    git(workspace, "init", "--quiet", "--initial-branch=main")
    git(workspace, "add", "--all")
    git(workspace, "commit", "--quiet", "--message=x")
    git(workspace, "checkout", "--quiet", "-b", "mine")
    return workspace


@git_only
def test_only_what_a_change_touched_or_broke(pap: Run, repository: Path) -> None:
    plan = repository / "plans" / "one.yaml"
    since = ("--changed-since", "main")
    assert items(pap, *since) == []
    assert pap("check", *AS_OF, *since).code == 0

    plan.write_text(PLAN.replace("2016-11-30", "2016-10-10"), encoding="utf-8")
    assert items(pap, *since) == [("milestone-overdue", "A1.2"), ("first-due-date-changed", "A1.2")]

    plan.write_text(PLAN.replace("title: Published,", "title: Sent out,"), encoding="utf-8")
    assert items(pap, *since) == [("milestone-overdue", "A1.1")], "what is touched is shown, old or new"

    plan.write_text(PLAN.replace("{id: R1,", "{id: R2,"), encoding="utf-8")
    assert sorted(items(pap, *since)) == [
        ("item-removed", "R1"),
        ("recommendation-without-action", "R2"),
        ("unknown-id", "A1"),
    ]


@git_only
def test_a_job_on_github_says_what_changed(pap: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = repository / "summary.md"
    git(repository, "update-ref", "refs/remotes/origin/main", "main")
    (repository / "plans" / "one.yaml").write_text(PLAN.replace("due: 2016-09-30", "due: 2016-09-23"), encoding="utf-8")
    for name, value in (("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", str(summary)), ("GITHUB_BASE_REF", "main")):
        monkeypatch.setenv(name, value)
    ran = pap("check", *AS_OF)
    assert ran.code == 1
    assert ran.out.startswith("::error file=plans/one.yaml,line=")
    told = summary.read_text(encoding="utf-8")
    assert "| A1.1 | Published | first due date | 30 Sep 2016 | 23 Sep 2016 |" in told
    assert "Overdue" in told
    assert pap("check", *AS_OF).code == 1
    assert summary.read_text(encoding="utf-8") == told * 2, "it is added to what other steps wrote"


@pytest.mark.parametrize("words", [("--format", "concise"), ("--output", "o.txt")])
def test_what_is_asked_for_by_name_is_what_github_gets(
    pap: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(workspace / "summary.md"))
    ran = pap("check", *AS_OF, *words)
    assert "::error" not in ran.out
    assert not (workspace / "summary.md").exists()


def test_a_job_whose_base_is_not_fetched_says_so(pap: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = workspace / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert pap("check", *AS_OF).code == 1
    assert "Not compared with origin/main" in summary.read_text(encoding="utf-8")


def test_a_summary_longer_than_github_takes_is_cut(pap: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pap_cli.context import job_summary as _github

    summary = workspace / "summary.md"
    summary.write_text("x" * 1000, encoding="utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setattr(_github, "MAX_BYTES", 1000 + 50)
    ran = pap("check", *AS_OF)
    assert ran.code == 1
    assert "not written" in ran.err
    assert summary.stat().st_size == 1000


def test_a_summary_that_cannot_be_written_fails_nothing(
    pap: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(workspace))
    ran = pap("check", *AS_OF, "--fail-on", "never")
    assert ran.code == 0
    assert "job summary" in ran.err


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there are no pipes by name here")
def test_a_report_into_a_pipe(workspace: Path) -> None:
    command = f'"{INSTALLED}" check --as-of 2016-10-14 --report json=/dev/fd/3 3>&1 >/dev/null | cat'
    ran = subprocess.run(["sh", "-c", command], cwd=workspace, capture_output=True, check=False)
    assert (ran.stderr, json.loads(ran.stdout)["summary"]["failed"]) == (b"", True)


@pytest.mark.usefixtures("workspace")
def test_a_dash_is_standard_output(pap: Run, workspace: Path) -> None:
    assert pap("check", *AS_OF, "--output", "-").out == pap("check", *AS_OF).out
    assert not (workspace / "-").exists()


def test_a_baseline_lies_in_the_workspace(
    pap: Run, workspace: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    where = ("-C", str(workspace))
    assert pap(*where, "baseline", "write", *AS_OF).code == 0
    assert (workspace / "pap-baseline.json").exists()
    assert pap(*where, "check", *AS_OF, "--baseline", "pap-baseline.json").code == 0
    assert pap(*where, "baseline", "prune", *AS_OF).code == 0


@git_only
def test_what_a_change_lets_pass_is_not_called_gone(
    pap: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, summary = repository / "plans" / "one.yaml", repository / "summary.md"
    ignore = "started: 2016-08-01, ignore: [{rule: PAP201, reason: Later, until: 2099-01-01}]"
    plan.write_text(PLAN.replace("started: 2016-08-01", ignore), encoding="utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    git(repository, "update-ref", "refs/remotes/origin/main", "main")
    pap("check", *AS_OF)
    told = summary.read_text(encoding="utf-8")
    assert "### Suppressed (1)" in told
    assert "### Gone" not in told
    assert "| ignore |" in told


@pytest.mark.parametrize("words", ['"eror"', '["never2", "overdue>99"]', '"PAP9"'])
def test_a_misspelt_threshold_lets_nothing_pass(pap: Run, workspace: Path, words: str) -> None:
    (workspace / "pap.toml").write_text(f"[check]\nfail-on = {words}\n", encoding="utf-8")
    ran = pap("check", *AS_OF)
    assert ran.code == 1
    assert "bad-setting" in ran.out
