"""The names that other people's scripts rely on, and the head of every JSON document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from pap_cli.document import SCHEMA_VERSION
from pap_cli.formats import find_format
from pap_cli.render.screen import Screen
from render.sample import sample_views, workspace

VIEWS = sample_views()
PROMISED = {
    "milestones": "id plan action title horizon first_due due forecast started completed evidence_due evidenced state "
    "rating days_overdue slipped_days extensions blocked_by owner lead expected_by path line",
    "kpis": "id plan title unit polarity basis period value target floor gap rating baseline change_from_baseline "
    "previous published age_days benchmarks owner path line",
    "actions": "id plan title rating owner lead path line",
    "recommendations": "id plan title rating path line",
    "reviews": "id plan body state due held path line",
    "owners": "id plan title rating",
}


def facts(name: str) -> Mapping[str, Any]:
    return dict(json.loads(find_format("json").render(VIEWS[name](), Screen())))


def entries(name: str) -> dict[str, Mapping[str, Any]]:
    return {entry["id"]: entry for entry in facts(name)[name]}


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_document_starts_alike(name: str) -> None:
    found = list(facts(name).items())
    assert found[0] == ("schema_version", SCHEMA_VERSION)
    if name not in ("rules", "rule", "settings"):  # these stand at no day
        assert found[1] == ("as_of", "2016-10-14")


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_the_promised_names_are_there(name: str) -> None:
    listed = facts(name)[name]
    assert listed
    for entry in listed:
        assert set(PROMISED[name].split()) <= set(entry)


def test_a_check_has_its_names_and_a_summary() -> None:
    found = facts("findings")
    assert set(found) >= {"diagnostics", "summary"}
    names = "code rule severity message help path line column end_line end_column plan item"
    for entry in found["diagnostics"]:
        assert set(names.split()) <= set(entry)
        assert entry["line"] >= 1
        assert entry["column"] >= 1
        assert (entry["end_line"], entry["end_column"]) > (entry["line"], entry["column"])
        assert entry["path"] == "plans/plan.yaml"
    assert found["summary"]["total"] == len(found["diagnostics"]) == 4
    assert found["summary"]["errors"] == 3
    assert found["summary"]["failed"] is True


def test_the_facts_of_an_extended_milestone() -> None:
    entry = entries("milestones")["A1.2"]
    expected = {
        "first_due": "2015-11-30",
        "due": "2016-09-30",  # the second extension; the third was approved by nobody
        "extensions": 2,
        "slipped_days": 305,
        "days_overdue": 14,
        "state": "in-progress",
        "rating": "red",
        "forecast": "2016-11-25",
        "expected_by": ["ofsted"],
        "horizon": "short",
        "owner": "dcs",
        "path": "plans/plan.yaml",
    }
    assert {name: entry[name] for name in expected} == expected


def test_what_is_due_on_the_day_is_not_overdue() -> None:
    entry = entries("milestones")["a-milestone-with-an-id-that-is-rather-long"]
    assert entry["due"] == "2016-10-14"
    assert entry["days_overdue"] == 0


def test_what_is_blocked_says_by_what() -> None:
    assert entries("milestones")["A1.3"]["blocked_by"] == ["A1.2"]


def test_states_and_ratings_are_the_words_that_were_promised() -> None:
    for entry in entries("milestones").values():
        assert entry["state"] in ("not-started", "in-progress", "delivered", "evidenced", "cancelled")
        assert entry["rating"] in ("blue", "green", "amber", "red", "grey")


def test_the_facts_of_a_kpi() -> None:
    entry = entries("kpis")["in-time"]
    assert (entry["value"], entry["target"], entry["floor"], entry["gap"]) == (64.8, 75, 70, -10.2)
    assert (entry["baseline"], entry["change_from_baseline"], entry["previous"]) == (41, 23.8, 60)
    assert (entry["period"], entry["published"], entry["age_days"]) == ("2016-Q2", "2016-06-30", 106)
    assert entry["benchmarks"][0]["name"] == "England"
    assert entries("kpis")["empty"]["value"] is None


def test_lines_are_where_the_entries_stand() -> None:
    text = workspace().sources["plans/plan.yaml"].text.splitlines()
    for id, entry in entries("milestones").items():
        assert f"id: {id}" in text[entry["line"] - 1]


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_records_are_as_wide_as_their_names(name: str) -> None:
    records = VIEWS[name]().records()
    assert len(set(records.names)) == len(records.names)
    for row in records.rows:
        assert len(row) == len(records.names)
        assert all(value is None or isinstance(value, str | int | float | list) for value in row)
