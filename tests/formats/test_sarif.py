"""SARIF: what the standard and GitHub ask for, by the schema, by a second reader, and on its own."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from conftest import SHARED
from pap_cli import __version__
from pap_cli.checks.catalogue import all_rules
from pap_cli.diagnostics import Diagnostic, Rule, Severity
from pap_cli.document import View
from pap_cli.formats import find_format
from pap_cli.model.place import Span
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable
from render.findings import OVERDUE, PLAN, SAMPLE, overdue, sample_findings, view_of
from render.test_escaping import TEXT, HostileView, each_nasty

SCHEMA = SHARED / "schemas" / "sarif-schema-2.1.0.json"
VIEWS = {
    "sample": sample_findings,
    "nothing": view_of,
    "hostile": lambda: HostileView("\x00 [a](b) {0} %41 \ud800 //x?y#z:\n::b::"),
}


def log(view: View) -> dict[str, Any]:
    found = json.loads(find_format("sarif").render(view, Screen()))
    assert isinstance(found, dict)
    return found


def run_of(view: View) -> dict[str, Any]:
    (run,) = log(view)["runs"]
    assert isinstance(run, dict)
    return run


def result_of(diagnostic: Diagnostic, base: str = "") -> dict[str, Any]:
    (result,) = run_of(view_of(diagnostic, base=base))["results"]
    assert isinstance(result, dict)
    return result


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema of SARIF is not at hand")
@pytest.mark.parametrize("name", VIEWS)
def test_the_schema_allows_it(name: str) -> None:
    from jsonschema import Draft4Validator

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert list(Draft4Validator(schema).iter_errors(log(VIEWS[name]()))) == []


@pytest.mark.parametrize("name", VIEWS)
def test_a_log_has_what_github_asks_for(name: str) -> None:
    whole = log(VIEWS[name]())
    assert whole["version"] == "2.1.0"
    assert whole["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = whole["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("pap", __version__)
    assert urlsplit(driver["informationUri"]).scheme == "https"
    for rule in driver["rules"]:
        for key in ("shortDescription", "fullDescription", "help"):
            assert rule[key]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["partialFingerprints"]["primaryLocationLineHash"]
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert all(type(number) is int and number >= 1 for number in region.values())
        assert set(location["physicalLocation"]["artifactLocation"]) == {"uri"}


def test_a_result() -> None:
    result = result_of(overdue(2), "lambeth/")
    assert result.pop("partialFingerprints")
    region = {"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 14}
    assert result == {
        "ruleId": "PAP901",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "A1.2 is 14 days overdue\nwrite completed: when it was delivered"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": "lambeth/plans/plan.yaml"}, "region": region}}],
    }


def test_a_rule_is_told_once_and_only_if_it_found_something() -> None:
    rules = run_of(sample_findings())["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["PAP901", "PAP902", "PAP903"]
    assert rules[0] == {
        "id": "PAP901",
        "name": "sample-overdue",
        "shortDescription": {"text": "A milestone is late."},
        "fullDescription": {"text": "A milestone is late.\n\nIt was due, and\nis not done."},
        "help": {"text": OVERDUE.page, "markdown": OVERDUE.page},
        "defaultConfiguration": {"level": "error"},
    }
    assert run_of(view_of())["tool"]["driver"]["rules"] == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_no_description_is_longer_than_github_takes(rule: Rule) -> None:
    diagnostic = Diagnostic(rule=rule, message="x")
    (told,) = run_of(view_of(diagnostic))["tool"]["driver"]["rules"]
    assert len(told["shortDescription"]["text"]) <= 1024
    assert len(told["fullDescription"]["text"]) <= 1024
    assert "```" not in told["fullDescription"]["text"]


def test_the_severity_of_a_result_is_its_own() -> None:
    for severity in Severity:
        assert result_of(overdue(1).at(severity))["level"] == severity.value


def place(diagnostic: Diagnostic, base: str = "") -> tuple[str, dict[str, int]]:
    ((location,),) = (result_of(diagnostic, base)["locations"],)
    physical = location["physicalLocation"]
    return physical["artifactLocation"]["uri"], physical["region"]


def test_a_finding_about_no_line_or_no_file_has_a_place_all_the_same() -> None:
    start = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    assert place(replace(overdue(1), span=None)) == (PLAN, start)
    assert place(replace(overdue(1), path="", span=None), "lambeth/") == ("lambeth/plans", start)
    region = {"startLine": 3, "startColumn": 7, "endLine": 5, "endColumn": 2}
    assert place(replace(overdue(1), span=Span(3, 7, 5, 2)))[1] == region


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("plans/a b.yaml", "plans/a%20b.yaml"),
        ("plans/50%25.yaml", "plans/50%2525.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("plans/q?#.yaml", "plans/q%3F%23.yaml"),
        ("plans/é.yaml", "plans/%C3%A9.yaml"),
    ],
)
def test_a_path_is_written_as_a_uri(path: str, uri: str) -> None:
    assert place(replace(overdue(1), path=path))[0] == uri


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("see [this](http://example.org)", "see [this] (http://example.org)"),
        ("given {0} and {12}", "given { 0} and { 12}"),
        ("{id: A1} [x] (y)", "{id: A1} [x] (y)"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_message_holds_no_link_and_nothing_to_fill_in(text: str, told: str) -> None:
    assert result_of(replace(overdue(1), message=text, help=""))["message"]["text"] == told


def test_another_reader_understands_it(tmp_path: Path) -> None:
    from sarif.loader import load_sarif_file

    path = tmp_path / "pap.sarif"
    path.write_text(find_format("sarif").render(sample_findings(), Screen()), encoding="utf-8")
    found = load_sarif_file(str(path))
    assert found.get_distinct_tool_names() == ["pap"]
    report = found.get_report()
    counted = Counter(one.severity.value for one in SAMPLE)
    assert {severity: report.get_issue_count_for_severity(severity) for severity in counted} == counted
    records = found.get_records()
    assert [record["Line"] for record in records] == [one.span.line if one.span else 1 for one in SAMPLE]
    assert {"lambeth%20%26%20co/plans/plan.yaml"} <= {record["Location"] for record in records}


@each_nasty()
@settings(max_examples=80, deadline=None)
@given(text=TEXT)
def test_any_text_keeps_its_place(text: str) -> None:
    result = result_of(replace(overdue(1), message=text, help="", path=f"plans/{text}.yaml", item=text))
    told = result["message"]["text"]
    assert told.replace("] (", "](").replace("{ ", "{") == printable(text).replace("] (", "](").replace("{ ", "{")
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert urlsplit(uri)._replace(path="") == ("", "", "", "", "")
    assert unquote(uri) == f"plans/{text}.yaml"
