"""The rules about overrides, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find, kpi, step

OVERRIDE = "override: {{rating: amber, by: head, reason: Partners are uneasy, until: {until}{on}}}"


@pytest.mark.parametrize(
    ("until", "on", "found"),
    [
        ("2016-10-14", "", 0),
        ("2016-10-13", "", 1),
        ("2016-10-13", ", on: 2016-10-01", 1),
        ("2016-10-13", ", on: 2016-10-15", 0),  # not decided yet
    ],
)
def test_an_override_counts_to_its_last_day(find: Find, until: str, on: str, found: int) -> None:
    override = OVERRIDE.format(until=until, on=on)
    assert len(find("override-expired", step(f"due: 2016-12-31, {override}"))) == found
    assert len(find("override-expired", kpi(f"target: 95, {override}"))) == found


@pytest.mark.parametrize(
    ("facts", "override", "found"),
    [
        ("due: 2016-10-31", "rating: amber, until: 2016-10-14", 1),  # due soon and not started
        ("due: 2016-10-31", "rating: amber, until: 2016-10-13", 0),  # that has expired
        ("due: 2016-10-31", "rating: amber, until: 2016-10-31, on: 2016-10-15", 0),  # not decided yet
        ("due: 2016-10-31", "rating: red, until: 2016-10-31", 0),
        ("due: 2016-10-13", "rating: red, until: 2016-10-31", 1),
        ("due: 2016-10-13, cancelled: {on: 2016-10-14}", "rating: amber, until: 2016-10-31", 1),
        ("due: 2016-10-13, cancelled: {on: 2016-10-15}", "rating: amber, until: 2016-10-31", 0),
        ("due: 2016-12-31", "rating: green, until: 2016-10-31", 1),
        ("due: 2016-12-31", "rating: green, until: 2016-09-30, on: 2016-10-01", 1),  # over before it was decided
    ],
)
def test_an_override_without_effect(find: Find, facts: str, override: str, found: int) -> None:
    text = step(f"{facts}, override: {{{override}, by: head, reason: Partners are uneasy}}")
    assert len(find("override-without-effect", text)) == found


@pytest.mark.parametrize(("rating", "found"), [("red", 1), ("amber", 0)])
def test_an_override_of_a_kpi_without_effect(find: Find, rating: str, found: int) -> None:
    override = f"override: {{rating: {rating}, by: head, reason: Counted late, until: 2016-11-30}}"
    text = kpi(f"frequency: monthly, target: 95, floor: 90, observations: {{2016-09: 80}}, {override}")
    assert len(find("override-without-effect", text)) == found
