"""The rules about milestones, boundary by boundary, as of 14 October 2016 where no other day is named."""

from __future__ import annotations

import pytest

from checks.asking import Find, extended, kpi, step
from pap_cli.diagnostics import Severity
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


def test_how_soon_is_soon_can_be_set(find: Find) -> None:
    text = step("due: 2016-10-21", "due: 2016-10-22")
    found = find("milestone-not-started", text, due_soon=Duration(days=7))
    assert [entry.item for entry in found] == ["A1.1"]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("due: 2016-11-30, forecast: 2016-11-30", 0),
        ("due: 2016-11-30, forecast: 2016-12-01", 1),
        ("due: 2016-11-30, forecast: 2016-11", 0),
        ("due: 2016-11-30, forecast: {to: 2016-12-01, on: 2016-10-14}", 1),
        ("due: 2016-11-30, forecast: {to: 2016-12-01, on: 2016-10-15}", 0),
        ("due: 2016-11-30, forecast: 2016-12-01, completed: 2016-10-14", 0),
        ("due: 2016-11-30, forecast: 2016-12-01, " + extended("2016-12-01", "2016-10-14"), 0),
        ("due: 2016-11-30, forecast: 2016-12-01, " + extended("2016-12-01", "2016-10-15"), 1),
    ],
)
def test_forecast_after_due(find: Find, facts: str, found: int) -> None:
    assert len(find("forecast-after-due", step(facts))) == found


TWICE = (
    "due: 2016-03-31, extensions: [{to: 2016-06-30, approved: 2016-03-01, by: board}, "
    "{to: 2016-12-31, approved: 2016-06-01, by: board}]"
)


@pytest.mark.parametrize(
    ("as_of", "limit", "found"),
    [
        ("2016-05-31", 2, 0),
        ("2016-06-01", 2, 1),
        ("2016-06-01", 3, 0),
        ("2016-05-31", 1, 1),
        ("2016-02-28", 0, 0),
        ("2016-03-01", 0, 1),
    ],
)
def test_extended_again_and_again_as_far_as_was_known(find: Find, as_of: str, limit: int, found: int) -> None:
    assert len(find("extended-repeatedly", step(TWICE), as_of, repeated_extensions=limit)) == found


def test_extended_again_and_again_and_delivered_is_past(find: Find) -> None:
    assert find("extended-repeatedly", step(f"{TWICE}, completed: 2016-10-14")) == []


@pytest.mark.parametrize(
    ("extension", "found"),
    [
        ("{to: 2016-12-31}", 1),
        ("{to: 2016-12-31, by: board}", 1),
        ("{to: 2016-12-31, approved: 2016-10-14}", 1),
        ("{to: 2016-12-31, approved: 2016-10-15}", 0),
        ("{to: 2016-12-31, approved: 2016-10-14, by: board}", 0),
    ],
)
def test_an_extension_says_when_and_by_whom(find: Find, extension: str, found: int) -> None:
    facts = f"due: 2016-11-30, extensions: [{extension}]"
    assert len(find("extension-without-approval", step(facts))) == found
    assert find("extension-without-approval", step(f"{facts}, completed: 2016-10-01")) == []


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("completed: 2016-09-30, evidence_due: 2016-10-14", 0),
        ("completed: 2016-09-30, evidence_due: 2016-10-13", 1),
        ("completed: 2016-07-14", 0),
        ("completed: 2016-07-13", 1),
        ("completed: 2016-07-13, evidenced: 2016-10-14", 0),
        ("completed: 2016-07-13, evidenced: 2016-10-15", 1),
        ("started: 2016-07-13, evidence_due: 2016-10-13", 0),
        ("completed: 2016-07-13, evidence_due: 2016-12-31", 0),
    ],
)
def test_evidence_late(find: Find, facts: str, found: int) -> None:
    text = step(f"due: 2016-12-31, {facts}")
    assert len(find("evidence-late", text)) == found
    assert find("evidence-late", text, require_evidence=False) == []


def test_when_evidence_is_due_can_be_set(find: Find) -> None:
    text = step("due: 2016-12-31, completed: 2016-09-30")
    assert find("evidence-late", text) == []
    assert len(find("evidence-late", text, evidence_within=Duration(days=13))) == 1


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("evidenced: 2016-10-14", 1),
        ("evidenced: 2016-10-15", 0),
        ("evidenced: 2016-10-14, evidence: Board paper", 0),
        ("evidenced: 2016-10-14, evidence: []", 1),
    ],
)
def test_evidence_missing(find: Find, facts: str, found: int) -> None:
    assert len(find("evidence-missing", step(f"due: 2016-12-31, completed: 2016-09-30, {facts}"))) == found


# --- what waits for what --------------------------------------------------------------------------------------------


LATE, ON_TIME = "due: 2016-10-13, started: 2016-09-01", "due: 2016-12-31, started: 2016-09-01"


def items(find: Find, rule: str, *facts: str) -> list[str | None]:
    return [found.item for found in find(rule, step(*facts))]


def test_blocked_by_something_overdue_however_far_behind(find: Find) -> None:
    waiting = ("due: 2017-01-31, depends_on: [A1.1]", "due: 2017-02-28, depends_on: A1.2")
    assert items(find, "blocked-by-late", LATE, *waiting) == ["A1.2", "A1.3"]
    assert items(find, "blocked-by-late", ON_TIME, *waiting) == []
    assert items(find, "blocked-by-late", f"{LATE}, completed: 2016-10-14", *waiting) == []


def test_blocked_by_something_that_comes_later(find: Find) -> None:
    assert items(find, "blocked-by-late", "due: 2017-01-31", "due: 2017-01-31, depends_on: [A1.1]") == []
    assert items(find, "blocked-by-late", "due: 2017-02-01", "due: 2017-01-31, depends_on: [A1.1]") == ["A1.2"]
    forecast = "due: 2016-12-31, forecast: 2017-02-01"
    assert items(find, "blocked-by-late", forecast, "due: 2017-01-31, depends_on: [A1.1]") == ["A1.2"]


def test_what_is_overdue_itself_is_not_called_blocked_as_well(find: Find) -> None:
    assert items(find, "blocked-by-late", LATE, f"{LATE}, depends_on: [A1.1]") == []


@pytest.mark.parametrize(
    ("facts", "circles"),
    [
        (("due: 2016-12-31, depends_on: [A1.1]",), 1),
        (("due: 2016-12-31, depends_on: [A1]",), 1),
        (("due: 2016-11-30, depends_on: [A1.2]", "due: 2016-12-31, depends_on: [A1.1]"), 1),
        (
            (
                "due: 2016-11-30, depends_on: [A1.2]",
                "due: 2016-12-31, depends_on: [A1.1]",
                "due: 2016-11-30, depends_on: [A1.4]",
                "due: 2016-12-31, depends_on: [A1.3, A1.1]",
            ),
            2,
        ),
        (("due: 2016-11-30", "due: 2016-12-31, depends_on: [A1.1]"), 0),
    ],
)
def test_each_circle_is_one_finding(find: Find, facts: tuple[str, ...], circles: int) -> None:
    found = find("dependency-cycle", step(*facts))
    assert len(found) == circles
    assert {entry.severity for entry in found} <= {Severity.ERROR}


def test_a_circle_of_thousands_is_one_finding_that_can_be_read(find: Find) -> None:
    facts = [f"due: 2016-12-31, depends_on: [A1.{number - 1 or 3000}]" for number in range(1, 3001)]
    (found,) = find("dependency-cycle", step(*facts))
    assert len(found.message) < 200


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
