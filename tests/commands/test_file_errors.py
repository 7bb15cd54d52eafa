"""Errors in the files: no command passes, or writes over an earlier result, because something could not be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from commands.running import WRITING, Run, make_workspace
from commands.test_check import AS_OF, git, git_only
from conftest import write_files
from pap_cli.cli import command_names

TWO = "plan: {id: two, title: Plan two, start: 2016-01-04}\n"

# An unknown body (PAP110) and a duration that is none (PAP106).
BROKEN = {
    "plans__two.yaml": """\
plan: {id: two, title: Plan two, start: 2016-01-04}
bodies: {board: Board}
reviews:
  - {id: B1, title: Board, body: board, from: 2016-01-04, until: 2016-02-01, every: often}
concerns:
  - {id: C1, title: Visits are late, by: nobody, raised: 2016-02-01}
"""
}


@pytest.mark.parametrize(
    ("words", "failed_on"),
    [
        ((), ["error"]),
        (("--select", "PAP3"), ["file-errors"]),
        (("--select", "PAP0,PAP2"), ["error", "file-errors"]),
        (("--select", "PAP106"), ["error", "file-errors"]),  # the unknown owner is left out
        (("--ignore", "PAP1"), ["error", "file-errors"]),
        (("--ignore", "PAP1", "--fail-on", "overdue>9"), ["file-errors"]),
        (("--select", "PAP1,PAP2", "--fail-on", "overdue>9"), []),  # reported, and not to fail on
        (("--ignore", "PAP1", "--fail-on", "never"), []),
    ],
)
def test_an_error_in_the_files_that_is_left_out_fails(
    pap: Run, workspace: Path, words: tuple[str, ...], failed_on: list[str]
) -> None:
    make_workspace(workspace, **BROKEN)
    ran = pap("check", *AS_OF, *words, "--format", "json")
    summary = json.loads(ran.out)["summary"]
    assert (ran.code, summary["failed_on"]) == (int(bool(failed_on)), failed_on)
    assert (summary["failed"], summary["file_errors"]) == (bool(failed_on), 2)


@pytest.mark.parametrize("format", ["csv", "gitlab", "json", "jsonl", "sarif"])
def test_a_format_without_sentences_says_on_stderr_why_the_check_fails(pap: Run, workspace: Path, format: str) -> None:
    make_workspace(workspace, **BROKEN)
    assert pap("check", *AS_OF, "--ignore", "PAP1", "--format", format).err == (
        "pap: 2 errors in the files were not selected and may hide findings, so the check fails.\n"
    )
    assert pap("check", *AS_OF, "--format", format).err == ""


def test_settings_that_leave_out_an_error_in_the_files_fail_too(pap: Run, workspace: Path) -> None:
    make_workspace(workspace, pap_toml='[check]\nselect = ["PAP3"]\n', **BROKEN)
    ran = pap("check", *AS_OF)
    assert ran.code == 1
    assert "2 errors in the files were not selected" in ran.out
    make_workspace(workspace, pap_toml='[check.severity]\nPAP1 = "note"\nPAP2 = "note"\n', **BROKEN)
    assert pap("check", *AS_OF).code == 0  # reported, as serious as the settings say


@pytest.mark.parametrize(
    ("format", "said"),
    [
        ("junit", '<failure type="error" message="2 errors in the files were not selected'),
        ("sarif", '"toolExecutionNotifications"'),
        ("github", "::error title=pap check::2 errors in the files were not selected"),
        ("azure", "##vso[task.logissue type=error;]2 errors in the files were not selected"),
        ("concise", "2 errors in the files were not selected"),
    ],
)
def test_every_format_says_that_errors_were_left_out(pap: Run, workspace: Path, format: str, said: str) -> None:
    make_workspace(workspace, **BROKEN)
    assert said in pap("check", *AS_OF, "--select", "PAP3", "--format", format).out
    assert said not in pap("check", *AS_OF, "--select", "PAP3,PAP1", "--format", format).out


@git_only
def test_errors_that_the_base_has_too_are_not_part_of_a_change(pap: Run, workspace: Path) -> None:
    make_workspace(workspace, **BROKEN)
    git(workspace, "init", "--quiet", "--initial-branch=main")
    git(workspace, "add", "--all")
    git(workspace, "commit", "--quiet", "--message=x")
    words = ("check", *AS_OF, "--changed-since", "HEAD", "--select", "PAP3")
    assert pap(*words).code == 0
    (workspace / "plans" / "three.yaml").write_text("plan: {id: three, title: T, start: soon}\n", encoding="utf-8")
    ran = pap(*words, "--format", "json")
    assert (ran.code, json.loads(ran.out)["summary"]["failed_on"]) == (1, ["file-errors"])
    assert "1 error in the files was not selected" in pap(*words).out


READING = (
    ("status",),
    ("status", "--all"),
    ("key",),
    ("milestones",),
    ("actions",),
    ("recommendations",),
    ("kpis",),
    ("reviews",),
    ("risks",),
    ("themes",),
    ("owners",),
    ("timeline",),
    ("next",),
    ("overdue",),
    ("diff",),
    ("slippage",),
    ("show", "A1"),
    ("report",),
    ("site",),
    ("baseline", "write"),
    ("baseline", "prune"),
    ("config", "show"),
    ("digest", "--owner", "head"),
    ("chase",),
    ("export", "xlsx"),
)
# Those that write files and show no view.
FILES = ("site", "baseline", "chase", "export")
NOTHING = {
    "no file": {},
    "empty": {"kpis/k.yaml": ""},
    "no KPI": {"kpis/k.yaml": "kpis: []\n"},
    "notes": {"plans/readme.md": "# Plans\n"},
}
UNREADABLE = {
    "syntax": {"plans/p.yaml": "plan: {id: x\n"},
    "no plan": {"plans/p.yaml": "actions: []\n"},
    "bad start": {"plans/p.yaml": "plan: {id: x, title: X, start: soon}\n"},
    "not text": {"plans/p.yaml": "\x00PDF"},
    "KPIs": {"kpis/k.yaml": "kpis: [\n"},
}


def bare(folder: Path, files: Mapping[str, str]) -> None:
    """Make the plan of the workspace disappear, and write files into it."""
    (folder / "plans" / "one.yaml").unlink()
    write_files(folder, files)


def test_the_reading_commands_are_all_tried() -> None:
    others = {"check", "import", "init", "rules", "explain", "schema", "cache", "serve", "help", "history", "sql"}
    assert {words[0] for words in READING} == set(command_names()) - {*others, *WRITING}


@pytest.mark.parametrize("words", READING, ids=" ".join)
@pytest.mark.parametrize("files", [*NOTHING.values(), *UNREADABLE.values()], ids=[*NOTHING, *UNREADABLE])
def test_every_command_says_that_nothing_could_be_read(
    pap: Run, workspace: Path, files: Mapping[str, str], words: tuple[str, ...]
) -> None:
    bare(workspace, files)
    before = set(workspace.rglob("*"))
    ran = pap(*words)
    assert ran.code == 2
    assert "no plan or KPI" in ran.err
    assert ran.out == "" or words == ("config", "show")
    assert set(workspace.rglob("*")) == before


@pytest.mark.parametrize("files", NOTHING.values(), ids=NOTHING)
def test_a_check_of_nothing_does_not_run(pap: Run, workspace: Path, files: Mapping[str, str]) -> None:
    bare(workspace, files)
    for words in ((), ("--fail-on", "never"), ("--format", "junit"), ("--select", "PAP2")):
        ran = pap("check", *words)
        assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("files", UNREADABLE.values(), ids=UNREADABLE)
def test_a_check_reports_the_file_that_cannot_be_read(pap: Run, workspace: Path, files: Mapping[str, str]) -> None:
    bare(workspace, files)
    (path,) = files
    words = ((), ("--select", "PAP2"), ("--ignore", "PAP0,PAP1"), ("--fail-on", "overdue>9"), ("--plan", "x"))
    for more in words:
        ran = pap("check", *more)
        assert ran.code == 1
        assert path in ran.out
        assert "No plan or KPI could be read, so the check fails." in ran.out
        assert "file-errors" in json.loads(pap("check", *more, "--format", "json").out)["summary"]["failed_on"]
        assert "<failure" in pap("check", *more, "--format", "junit").out
    assert pap("check", "--fail-on", "never").code == 0


@git_only
def test_a_base_that_cannot_be_read_either_does_not_help(pap: Run, workspace: Path) -> None:
    bare(workspace, UNREADABLE["syntax"])
    git(workspace, "init", "--quiet", "--initial-branch=main")
    git(workspace, "add", "--all")
    git(workspace, "commit", "--quiet", "--message=x")
    ran = pap("check", "--changed-since", "HEAD")
    assert ran.code == 1
    assert "plans/p.yaml" in ran.out


@pytest.mark.parametrize("words", [words for words in READING if words[0] not in FILES], ids=" ".join)
def test_json_has_the_number_of_errors(pap: Run, workspace: Path, words: tuple[str, ...]) -> None:
    for errors in (0, 2):
        told = json.loads(pap(*words, *AS_OF, "--plan", "one", "--format", "json").out)
        assert told["file_errors"] == 0
        told = json.loads(pap(*words, *AS_OF, *(("--plan", "one") if words[0] == "report" else ()), "-f", "json").out)
        assert told["file_errors"] == (0 if words[0] == "report" else errors)
        make_workspace(workspace, **BROKEN)


def test_a_page_in_a_file_mentions_the_errors(pap: Run, workspace: Path) -> None:
    make_workspace(workspace, **BROKEN)
    for name in ("page.md", "page.html", "page.txt"):
        ran = pap("milestones", *AS_OF, "--output", name)
        assert (ran.code, ran.err.splitlines()[0]) == (0, "pap: 2 errors in the files; some items may be missing")
        page = (workspace / name).read_text(encoding="utf-8")
        said = page.partition("<main")[2] or page
        assert said.count("2 errors in the files; some items may be missing") == 1
    pap("status", *AS_OF, "--output", "status.txt")
    assert (workspace / "status.txt").read_text(encoding="utf-8").count("errors in the files") == 1


LOST = {
    "syntax": ({"plans/two.yaml": "plan: {id: two\n"}, ""),
    "no header": ({"plans/two.yaml": "actions: []\n"}, ""),
    "part of a plan": ({"plans/two/plan.yaml": TWO, "plans/two/b.yaml": "actions: [\n"}, "two"),
    "same ID": ({"plans/two.yaml": TWO, "plans/zwei.yaml": TWO}, "two"),
    "two headers": ({"plans/two/a.yaml": TWO, "plans/two/b.yaml": TWO.replace("two", "three")}, "two"),
}


@pytest.mark.parametrize(("files", "plan"), LOST.values(), ids=LOST)
def test_nothing_replaces_an_earlier_result_that_had_more_plans(
    pap: Run, workspace: Path, files: Mapping[str, str], plan: str
) -> None:
    writing = (
        ("site", "--output", "public"),
        ("baseline", "write"),
        ("report", "--plan", "one", "--output", "r.md"),
        ("report", "--plan", "one", "--report", "markdown=r2.md"),
    )
    assert [pap(*words, *AS_OF).code for words in writing] == [0] * len(writing)
    before = contents(workspace)
    write_files(workspace, files)
    ours = contents(workspace)
    for words in (*writing[:2], ("report", "--output", "r.md"), ("report", "--report", "markdown=r.md")):
        ran = pap(*words, *AS_OF, "--as-of", "2016-11-14")
        assert ran.code == 2
        assert "not written" in ran.err
    if plan:
        assert pap("report", "--plan", plan, "--output", "r.md").code == 2
    assert contents(workspace) == ours
    assert pap("report", "--plan", "one", "--output", "r.md", "--as-of", "2016-11-14").code == 0
    assert contents(workspace) != before
    assert pap("status", *AS_OF).code == 0


def test_an_error_that_loses_no_plan_stops_nothing(pap: Run, workspace: Path) -> None:
    make_workspace(workspace, **BROKEN)
    assert pap("site", *AS_OF).code == 0
    assert pap("baseline", "write", *AS_OF).code == 0


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_settings_are_shown_without_a_plan_and_one_message_says_that_there_is_none(pap: Run, tmp_path: Path) -> None:
    write_files(tmp_path, {"plans/P.YAML": TWO})
    ran = pap("config", "show", "-C", str(tmp_path))
    assert ran.code == 2
    assert "workspace" in ran.out
    assert ran.err == "pap: no plan or KPI could be read: 1 error in the files\n  run  pap check\n"
