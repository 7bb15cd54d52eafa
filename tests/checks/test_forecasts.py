"""The rules about forecasts, as of 14 October 2016 where no other day is named."""

from __future__ import annotations

import pytest

from checks.asking import Find, extended, step


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


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("due: 2016-11-30, forecast: 2016-10-14", 0),
        ("due: 2016-11-30, forecast: 2016-10-13", 1),
        ("due: 2016-11-30, forecast: 2016-10", 0),
        ("due: 2016-11-30, forecast: 2016-09", 1),
        ("due: 2016-08-31, forecast: 2016-09-30", 1),  # overdue, and the new date has passed too
        ("due: 2016-09-30, forecast: 2016-09-30", 0),  # overdue: one finding is enough
        ("due: 2016-09-30, forecast: 2016-08-31", 0),
        ("due: 2016-11-30, forecast: 2016-10-13, completed: 2016-10-14", 0),
        ("due: 2016-11-30, forecast: 2016-10-13, cancelled: {on: 2016-10-14}", 0),
        ("due: 2016-11-30, forecast: [{to: 2016-10-13, on: 2016-09-01}, {to: 2016-11-01, on: 2016-10-14}]", 0),
        ("due: 2016-11-30, forecast: [{to: 2016-10-13, on: 2016-09-01}, {to: 2016-11-01, on: 2016-10-15}]", 1),
    ],
)
def test_forecast_passed(find: Find, facts: str, found: int) -> None:
    assert len(find("forecast-passed", step(facts))) == found


def test_a_forecast_is_either_late_or_past(find: Find) -> None:
    text = step("due: 2016-08-31, forecast: 2016-09-30")
    assert find("forecast-after-due", text) == []
    (found,) = find("forecast-passed", text, "2016-10-01")
    assert "was forecast for 30 Sep 2016, which was 1 day ago" in found.message


def test_a_forecast_keeps_its_precision_and_the_last_one_is_underlined(find: Find) -> None:
    text = step("due: 2016-11-30, forecast: [{to: 2016-12-31, on: 2016-09-01}, {to: 2017-02, on: 2016-10-01}]")
    (found,) = find("forecast-after-due", text)
    assert "forecast for Feb 2017" in found.message
    assert found.span is not None
    assert text.splitlines()[found.span.line - 1][found.span.column - 1 :].startswith("2017-02")
