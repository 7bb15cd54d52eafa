"""The rules about milestones, boundary by boundary, as of 14 October 2016 where no other day is named."""

from __future__ import annotations

import pytest

from checks.asking import Find, extended, kpi, step
from pap_cli.diagnostics import Diagnostic, Severity
from pap_cli.model.config import Against
from pap_cli.model.dates import Duration


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("due: 2016-10-14", 0),
        ("due: 2016-10-13", 1),
        ("due: 2016-10-13, started: 2016-10-01", 1),
        ("due: 2016-10", 0),
        ("due: 2016-Q3", 1),
        ("due: 2016-10-13, completed: 2016-10-14", 0),
        ("due: 2016-10-13, completed: 2016-10-15", 1),
        ("due: 2016-10-13, cancelled: {on: 2016-10-14}", 0),
        ("due: 2016-10-13, cancelled: {on: 2016-10-15}", 1),
        ("due: 2016-10-13, " + extended("2016-11-30", "2016-10-14"), 0),
        ("due: 2016-10-13, " + extended("2016-11-30", "2016-10-15"), 1),
        ("due: 2016-09-01, " + extended("2016-10-13", "2016-09-01"), 1),
    ],
)
def test_overdue(find: Find, facts: str, found: int) -> None:
    assert len(find("milestone-overdue", step(facts))) == found


def test_overdue_says_by_how_much_and_that_it_was_moved(find: Find) -> None:
    (plain,) = find("milestone-overdue", step("due: 2016-10-13"))
    assert (plain.severity, plain.plan, plain.item) == (Severity.ERROR, "p", "A1.1")
    assert "1 day overdue" in plain.message
    (moved,) = find("milestone-overdue", step("due: 2016-03-31, " + extended("2016-09-30", "2016-03-01")))
    assert "14 days overdue" in moved.message
    assert "31 Mar 2016" in moved.message


def test_overdue_against_the_first_date(find: Find) -> None:
    moved = step("due: 2016-10-13, " + extended("2016-11-30", "2016-10-01"))
    assert find("milestone-overdue", moved, overdue_against=Against.APPROVED) == []
    (found,) = find("milestone-overdue", moved, overdue_against=Against.FIRST)
    assert "13 Oct 2016" in found.message
    assert "1 day " in found.message


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("due: 2016-10-13", 0),  # that is overdue
        ("due: 2016-10-14", 1),
        ("due: 2016-11-11", 1),
        ("due: 2016-11-12", 0),
        ("due: 2016-11-11, started: 2016-10-14", 0),
        ("due: 2016-11-11, started: 2016-10-15", 1),
        ("due: 2016-11-11, completed: 2016-10-14", 0),
        ("due: 2016-11-11, cancelled: {on: 2016-10-14}", 0),
        ("due: 2016-11-11, " + extended("2016-11-12", "2016-10-14"), 0),
    ],
)
def test_due_soon_and_not_started_within_28_days(find: Find, facts: str, found: int) -> None:
    assert len(find("milestone-not-started", step(facts))) == found


def pointed_at(found: Diagnostic, text: str) -> str:
    """The text that a finding points at, in a part of a plan with one file."""
    assert found.span is not None
    return text.splitlines()[found.span.line - 1][found.span.column - 1 : found.span.end_column - 1]


TWICE = (
    "due: 2016-03-31, extensions: [{to: 2016-06-30, approved: 2016-03-01, by: board}, "
    "{to: 2016-09-30, approved: 2016-06-01, by: board}, {to: 2016-12-31, approved: 2016-10-15, by: board}]"
)


@pytest.mark.parametrize(
    ("as_of", "against", "date"),
    [
        ("2016-10-14", Against.APPROVED, "2016-09-30"),
        ("2016-07-01", Against.FIRST, "2016-03-31"),
        ("2017-01-01", Against.APPROVED, "2016-12-31"),
    ],
)
def test_overdue_points_at_the_date_in_force(find: Find, as_of: str, against: Against, date: str) -> None:
    text = step(TWICE)
    (found,) = find("milestone-overdue", text, as_of, overdue_against=against)
    assert pointed_at(found, text) == date


def test_not_started_points_at_the_date_in_force(find: Find) -> None:
    text = step(TWICE)
    (found,) = find("milestone-not-started", text, "2016-09-29")
    assert pointed_at(found, text) == "2016-09-30"
    assert "due in 1 day (30 Sep 2016)" in found.message


def test_how_soon_is_soon_can_be_set(find: Find) -> None:
    text = step("due: 2016-10-21", "due: 2016-10-22")
    found = find("milestone-not-started", text, due_soon=Duration(days=7))
    assert [entry.item for entry in found] == ["A1.1"]


def test_milestones_find_nothing_where_there_are_none(find: Find) -> None:
    assert find("milestone-overdue", kpi("target: 95")) == []


@pytest.mark.parametrize(
    ("rule", "facts", "order"),
    [
        (
            "milestone-overdue",
            ("due: 2016-10-10", "due: 2016-03-31", "due: 2016-09-30"),
            ["A1.2", "A1.3", "A1.1"],
        ),
        (
            "milestone-not-started",
            ("due: 2016-11-04", "due: 2016-10-14", "due: 2016-10-31"),
            ["A1.2", "A1.3", "A1.1"],
        ),
        (
            "forecast-after-due",
            ("due: 2016-11-01, forecast: 2016-11-02", "due: 2016-12-01, forecast: 2017-03-02"),
            ["A1.2", "A1.1"],
        ),
        (
            "evidence-late",
            (
                "due: 2016-01-29, completed: 2016-01-29, evidence_due: 2016-10-01",
                "due: 2016-01-29, completed: 2016-01-29, evidence_due: 2016-02-01",
            ),
            ["A1.2", "A1.1"],
        ),
    ],
)
def test_the_worst_of_a_rule_comes_first(find: Find, rule: str, facts: tuple[str, ...], order: list[str]) -> None:
    assert [found.item for found in find(rule, step(*facts))] == order
