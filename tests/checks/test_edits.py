"""The pages of the rules that compare two versions: what is Bad after what was there Before, and what is Good."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from checks.asking import files_of
from commands.running import run_here
from conftest import write_files
from pap_cli.checks import all_checks
from pap_cli.diagnostics import Rule, Severity

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
RULES = tuple(check.rule for check in all_checks() if check.compare)
_EXAMPLE = re.compile(r"^(Before|Bad|Good):\n\n```(yaml|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# The text that a finding of the Bad example points at: the item's parent if the item is gone.
POINTED_AT = {
    "item-removed": "A1",
    "first-due-date-changed": "2016-12-31",
    "approval-in-same-change": "2016-09-26",
    "settings-changed": '"never"',
    "suppression-added": "milestone-overdue",
}


def examples(rule: Rule) -> dict[str, dict[str, str]]:
    """Each example on a page as the files of a workspace."""
    return {
        word: files_of(text) if kind == "yaml" else {**files_of(""), "pap.toml": text}
        for word, kind, text in _EXAMPLE.findall(rule.page)
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("word", ["Bad", "Good"])
def test_the_examples_on_the_page(
    rule: Rule, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = examples(rule)
    assert pages.keys() == {"Before", "Bad", "Good"}
    write_files(tmp_path, pages["Before"])
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (["init", "--quiet"], ["add", "--all"], [*who, "commit", "--quiet", "--message=x"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)
    write_files(tmp_path, pages[word])
    monkeypatch.chdir(tmp_path)
    ran = run_here(monkeypatch, capsys, "check", "--as-of=2016-10-14", "--changed-since=HEAD", "--format=json")
    told = json.loads(ran.out)["diagnostics"]
    assert not [one for one in told if one["code"] < "PAP200"], "an example has no error of form"
    found = [one for one in told if one["code"] == rule.code]
    assert bool(found) is (word == "Bad")
    for one in found:
        line = pages[word][one["path"]].splitlines()[one["line"] - 1]
        assert line[one["column"] - 1 :].startswith(POINTED_AT[rule.name])
        assert one["help"]


def test_the_severities() -> None:
    notes = {rule.name for rule in RULES if rule.severity is Severity.NOTE}
    assert notes == {"approval-in-same-change"}
    assert {rule.severity for rule in RULES} == {Severity.NOTE, Severity.WARNING}
    assert [rule.code for rule in RULES] == ["PAP701", "PAP702", "PAP703", "PAP704", "PAP705"]
