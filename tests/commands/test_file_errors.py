"""Errors in the files: no command passes, or writes over an earlier result, because something could not be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands.running import Run, make_workspace
from commands.test_check import AS_OF, git, git_only

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
        (("--select", "PAP1", "--fail-on", "overdue>9"), []),  # reported, and not to fail on
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
