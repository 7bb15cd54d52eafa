"""The rules about dependencies, as of 14 October 2016 where no other day is named."""

from __future__ import annotations

import pytest

from checks.asking import Find, step
from pap_cli.diagnostics import Severity

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


def test_what_is_expected_keeps_the_precision_of_its_date(find: Find) -> None:
    (found,) = find("blocked-by-late", step("due: 2017-02", "due: 2017-01-31, depends_on: [A1.1]"))
    assert "depends on A1.1, which is expected in Feb 2017" in found.message


GONE = "due: 2016-11-30, cancelled: {on: 2016-10-14}"


@pytest.mark.parametrize(
    ("facts", "as_of", "found"),
    [
        ((GONE, "due: 2016-12-31, depends_on: [A1.1]"), "2016-10-14", ["A1.2"]),
        ((GONE, "due: 2016-12-31, depends_on: [A1.1]"), "2016-10-13", []),
        ((GONE, "due: 2016-12-31, completed: 2016-10-14, depends_on: [A1.1]"), "2016-10-14", []),
        ((GONE, GONE + ", depends_on: [A1.1]"), "2016-10-14", []),
        # delivered before it was cancelled: nothing is missing
        ((GONE + ", completed: 2016-10-01", "due: 2016-12-31, depends_on: [A1.1]"), "2016-10-14", []),
        # only what it names itself
        ((GONE, "due: 2016-12-31, depends_on: [A1.1]", "due: 2017-01-31, depends_on: [A1.2]"), "2016-10-14", ["A1.2"]),
    ],
)
def test_a_dependency_that_was_cancelled(find: Find, facts: tuple[str, ...], as_of: str, found: list[str]) -> None:
    assert [one.item for one in find("dependency-cancelled", step(*facts), as_of)] == found


TWO_ACTIONS = """\
actions:
  - id: A1
    title: Draft the thresholds
    answers: [R1]
    owner: head
    {action}
    milestones: [{{id: A1.1, title: Drafted, due: 2016-12-31{first}}}]
  - id: A2
    title: Publish the thresholds
    answers: [R1]
    owner: head
    milestones: [{{id: A2.1, title: Published, due: 2016-12-31, depends_on: [{on}]{second}}}]
"""


@pytest.mark.parametrize("on", ["A1", "A1.1"])
def test_an_action_that_was_cancelled_takes_its_milestones_with_it(find: Find, on: str) -> None:
    text = TWO_ACTIONS.format(action="cancelled: {on: 2016-10-03}", first="", second="", on=on)
    (found,) = find("dependency-cancelled", text)
    assert found.message == f"A2.1 depends on {on}, which was cancelled on 3 Oct 2016"
    assert find("dependency-cancelled", text, "2016-10-02") == []


DONE = "due: 2016-08-31, completed: 2016-08-30"


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("due: 2016-08-31, completed: 2016-08-30", 0),
        ("due: 2016-08-31, completed: 2016-08-31", 1),
        ("due: 2016-12-31", 1),
        ("due: 2016-12-31, completed: 2016-10-15", 1),  # not delivered yet, as far as is known
        ("due: 2016-12-31, cancelled: {on: 2016-10-01}", 0),
    ],
)
def test_delivered_before_what_it_depends_on(find: Find, first: str, found: int) -> None:
    assert len(find("delivered-before-dependency", step(first, f"{DONE}, depends_on: [A1.1]"))) == found
    assert find("delivered-before-dependency", step(first, "due: 2016-12-31, depends_on: [A1.1]")) == []


def test_delivered_before_a_whole_action(find: Find) -> None:
    second = ", completed: 2016-08-30"
    late = TWO_ACTIONS.format(action="kpis: []", first=", completed: 2016-09-01", second=second, on="A1")
    (found,) = find("delivered-before-dependency", late)
    assert found.message.endswith("depends on A1.1, which was delivered only on 1 Sep 2016")
    in_time = TWO_ACTIONS.format(action="kpis: []", first=", completed: 2016-08-01", second=second, on="A1")
    assert find("delivered-before-dependency", in_time) == []
    itself = step(f"{DONE}, depends_on: [A1]")
    assert find("delivered-before-dependency", itself) == []
