"""The pages of the rules about changes and histories: what is Bad after what was there Before, and what is Good."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from checks.asking import files_of
from commands.running import run_here
from conftest import write_files
from pap_cli.checks import all_checks
from pap_cli.diagnostics import Rule, Severity
from repositories import Past, needs_git

pytestmark = needs_git
OF_CHANGES = tuple(check.rule for check in all_checks() if check.compare or check.gate)
OF_COMMITS = tuple(check.rule for check in all_checks() if check.compare or check.record)
OF_HISTORIES = tuple(check.rule for check in all_checks() if check.trace)
_EXAMPLE = re.compile(r"^(Before|Bad|Good):\n\n```(yaml|toml|text|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# The text that a finding of the Bad example points at: the item's parent if the item is gone.
POINTED_AT = {
    "item-removed": "A1",
    "first-due-date-changed": "2016-12-31",
    "approval-in-same-change": "2016-09-26",
    "settings-changed": '"never"',
    "suppression-added": "milestone-overdue",
    "changed-without-reason": "90",
    "figure-overwritten": "88.1",
    "baseline-changed": "approved",
}
LATER = {
    "item-removed": "p, title: A plan",
    "figure-overwritten": "{2016-08",
    "baseline-changed": "p",
    "recorded-late": "2016-06-28",
    "recorded-early": "2016-10-31",
    "evidence-after-commit": "[{what: Audit",
    "approved-by-other": "[{to: 2016-12-31",
}


def examples(rule: Rule) -> dict[str, dict[str, str]]:
    """Each example on a page as the files of a workspace."""
    return {
        word: files_of(text) if kind == "yaml" else {**files_of(""), "pap.toml": text}
        for word, kind, text in _EXAMPLE.findall(rule.page)
    }


@pytest.mark.parametrize("rule", OF_CHANGES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("word", ["Bad", "Good"])
def test_the_examples_on_the_page(
    rule: Rule, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = examples(rule)
    assert pages.keys() == {"Before", "Bad", "Good"}
    past = Past()
    past.commit("2016-10-03", pages["Before"])
    past.write(tmp_path)
    write_files(tmp_path, pages[word])
    monkeypatch.chdir(tmp_path)
    ran = run_here(monkeypatch, capsys, "check", "--as-of=2016-10-14", "--changed-since=HEAD", "--format=json")
    found = found_by(rule, ran.out, pages[word])
    assert bool(found) is (word == "Bad")
    assert {one["commit"] for one in found} <= {None}


@pytest.mark.parametrize("rule", OF_COMMITS, ids=lambda rule: rule.name)
@pytest.mark.parametrize("word", ["Bad", "Good"])
def test_the_examples_as_commits(
    rule: Rule, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = examples(rule)
    assert pages.keys() == {"Before", "Bad", "Good"}
    past = Past()
    past.commit("2016-01-04", pages["Before"])
    past.commit("2016-10-10", pages[word])
    _, commit = past.write(tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = run_here(monkeypatch, capsys, "check", "--as-of=2016-10-14", "--history", "--format=json")
    found = found_by(rule, ran.out, pages[word])
    assert bool(found) is (word == "Bad")
    for one in found:
        assert (one["commit"], one["committed"]) == (commit, "2016-10-10")
        assert one["before"] or one["after"]
        assert commit[:10] in one["message"]
    assert {one["rule"] for one in json.loads(ran.out)["diagnostics"] if one["commit"]} <= {rule.name}


def found_by(rule: Rule, out: str, files: dict[str, str]) -> list[dict[str, Any]]:
    """What a rule found, each at what a person would look at first."""
    told = json.loads(out)["diagnostics"]
    assert {one["rule"] for one in told if one["code"] < "PAP200"} <= {
        "unknown-id" if rule.name == "approved-by-other" else ""
    }, "an example has no error of form"
    found = [one for one in told if one["code"] == rule.code]
    for one in found:
        line = files[one["path"]].splitlines()[one["line"] - 1]
        # of a commit, at the field of the item as it is now
        texts = tuple(
            each[rule.name] for each in ((POINTED_AT, LATER) if one["commit"] else (POINTED_AT,)) if rule.name in each
        )
        assert line[one["column"] - 1 :].startswith(texts)
        assert one["help"]
    return found


@pytest.mark.parametrize("rule", OF_HISTORIES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("word", ["Bad", "Good"])
def test_the_examples_of_histories(
    rule: Rule, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = {word: (kind, text) for word, kind, text in _EXAMPLE.findall(rule.page)}
    assert pages.keys() == {"Bad", "Good"}
    kind, text = pages[word]
    past = Past()
    root = tmp_path / "plan"
    if kind == "sh":
        past.commit("2016-01-04", files_of(""))
        past.commit("2016-02-04", {"README.md": "x"})
        past.write(tmp_path / "origin")
        words = text.replace("ORIGIN", f"file://{tmp_path}/origin").split()
        subprocess.run([*words[:2], "--quiet", *words[2:]], cwd=tmp_path, check=True)
    else:
        for number, line in enumerate(text.splitlines()):
            day, time, title = line.split(" ", 2)
            signed = title.startswith("signed")
            past.commit(f"{day}T{time}", files_of(f"concerns: [{{id: C{number}, title: T}}]"), signed=signed)
        past.write(root)
    write_files(root, {"pap.toml": "[history]\nsigned = true\n"})
    monkeypatch.chdir(root)
    ran = run_here(monkeypatch, capsys, "check", "--as-of=2016-10-14", "--history", "--format=json", "--select=PAP7")
    found = json.loads(ran.out)["diagnostics"]
    assert [one["rule"] for one in found if one["rule"] != "item-removed"] == [rule.name] * (word == "Bad")


def test_the_severities() -> None:
    rules = {rule.code: rule for rule in (*OF_CHANGES, *OF_COMMITS, *OF_HISTORIES)}
    notes = {code for code, rule in rules.items() if rule.severity is Severity.NOTE}
    assert notes == {"PAP703", "PAP708", "PAP712", "PAP713"}
    assert {rule.severity for rule in rules.values()} == {Severity.NOTE, Severity.WARNING}
    assert sorted(rules) == [f"PAP{number}" for number in range(700, 715)]
