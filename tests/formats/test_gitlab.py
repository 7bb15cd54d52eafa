"""GitLab's Code Quality report: its keys, its types, its paths."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from msgspec.structs import replace

from pap_cli.diagnostics import Diagnostic, Severity
from pap_cli.document import View
from pap_cli.formats import find_format
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable
from render.findings import ODD_PATH, SAMPLE, overdue, sample_findings, view_of
from render.test_escaping import TEXT, each_nasty


def report(view: View) -> list[dict[str, Any]]:
    found = json.loads(find_format("gitlab").render(view, Screen()))
    assert isinstance(found, list)
    return found


def issues(*diagnostics: Diagnostic, base: str = "") -> list[dict[str, Any]]:
    return report(view_of(*diagnostics, base=base))


def test_every_issue_has_what_gitlab_asks_for() -> None:
    found = report(sample_findings())
    assert len(found) == len(SAMPLE)
    assert len({issue["fingerprint"] for issue in found}) == len(SAMPLE)
    for issue in found:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert all(isinstance(issue[name], str) and issue[name] for name in set(issue) - {"location"})
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        path, lines = issue["location"]["path"], issue["location"]["lines"]
        assert not path.startswith(("./", "/"))
        assert type(lines["begin"]) is int
        assert lines["begin"] >= 1


def test_an_issue() -> None:
    (issue,) = issues(overdue(2), base="lambeth/")
    assert issue.pop("fingerprint")
    assert issue == {
        "description": "A1.2 is 14 days overdue; write completed: when it was delivered",
        "check_name": "sample-overdue",
        "severity": "major",
        "location": {"path": "lambeth/plans/plan.yaml", "lines": {"begin": 2}},
    }


def test_each_severity_has_its_word() -> None:
    found = issues(*(overdue(1).at(severity) for severity in Severity))
    assert [issue["severity"] for issue in found] == ["major", "minor", "info"]


def test_a_finding_without_a_file_stands_at_the_plans() -> None:
    (issue,) = issues(replace(overdue(1), path="", span=None), base="lambeth/")
    assert issue["location"] == {"path": "lambeth/plans", "lines": {"begin": 1}}


def test_nothing_found_is_an_empty_array_without_a_mark_before_it() -> None:
    assert find_format("gitlab").render(view_of(), Screen()) == "[]\n"


def test_a_path_is_the_very_path() -> None:
    assert f"lambeth & co/{ODD_PATH}" in [issue["location"]["path"] for issue in report(sample_findings())]


@each_nasty()
@settings(max_examples=80, deadline=None)
@given(text=TEXT)
def test_any_text_keeps_its_place(text: str) -> None:
    (issue,) = issues(replace(overdue(1), message=text, help="", path=f"plans/{text}", item=text))
    assert issue["description"] == printable(text)
    assert issue["location"]["path"] == f"plans/{text}"
