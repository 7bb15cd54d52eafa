"""The rules about dates that contradict each other, as of 14 October 2016; the plan starts on 4 January 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find, extended, step


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("started: 2016-09-12, completed: 2016-09-12", 0),
        ("started: 2016-09-12, completed: 2016-09-11", 1),
        ("completed: 2016-09-11", 0),
        ("started: 2016-10-15, completed: 2016-09-11", 0),  # the start is not known yet
    ],
)
def test_completed_before_started(find: Find, facts: str, found: int) -> None:
    assert len(find("completed-before-started", step(f"due: 2016-12-31, {facts}"))) == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("completed: 2016-09-30, evidenced: 2016-09-30", 0),
        ("completed: 2016-09-30, evidenced: 2016-09-29", 1),
        ("evidenced: 2016-09-29", 1),
        ("completed: 2016-10-15, evidenced: 2016-09-29", 1),
        ("evidenced: 2016-10-15", 0),
        (extended("2017-01-01", "2016-10-01"), 0),
        (extended("2016-12-31", "2016-10-01"), 1),
        (extended("2016-12-30", "2016-10-01"), 1),
        (extended("2016-12-30", "2016-10-15"), 0),
        ("cancelled: {on: 2016-09-30}, completed: 2016-09-30", 0),
        ("cancelled: {on: 2016-09-30}, completed: 2016-10-01", 1),
        ("cancelled: {on: 2016-09-30}, started: 2016-10-01", 1),
        ("cancelled: {on: 2016-09-30}, started: 2016-10-01, completed: 2016-10-02", 1),
        ("cancelled: {on: 2016-09-30}, started: 2016-10-15", 0),  # not known yet
        ("extensions: [{to: 2017-01-31, asked: 2016-10-01, approved: 2016-10-01, by: board}]", 0),
        ("extensions: [{to: 2017-01-31, asked: 2016-10-02, approved: 2016-10-01, by: board}]", 1),
    ],
)
def test_dates_out_of_order(find: Find, facts: str, found: int) -> None:
    assert len(find("dates-out-of-order", step(f"due: 2016-12-31, {facts}"))) == found


def test_an_extension_is_held_against_the_one_approved_before_it(find: Find) -> None:
    back = (
        "due: 2016-03-31, extensions: [{to: 2016-09-30, approved: 2016-05-02, by: board}, "
        "{to: 2016-12-31, approved: 2016-03-01, by: board}]"
    )
    (found,) = find("dates-out-of-order", step(back))
    assert found.span is not None
    assert "31 Dec 2016" in found.message
    assert "30 Sep 2016" in found.message


# the plan starts on 4 January 2016
@pytest.mark.parametrize(
    ("horizon", "due", "found"),
    [
        ("immediate", "2016-04-04", 0),
        ("immediate", "2016-04-05", 1),
        ("short", "2016-04-04", 1),
        ("short", "2016-04-05", 0),
        ("short", "2016-07-04", 0),
        ("short", "2016-07-05", 1),
        ("intermediate", "2016-07-05", 0),
        ("intermediate", "2017-07-04", 0),
        ("long", "2017-07-04", 1),
        ("long", "2017-07-05", 0),
        ("long", "2019-01-01", 0),
    ],
)
def test_horizon_against_the_first_date(find: Find, horizon: str, due: str, found: int) -> None:
    assert len(find("horizon-contradicts-due", step(f"horizon: {horizon}, due: {due}"))) == found


def test_an_extension_does_not_contradict_a_horizon(find: Find) -> None:
    text = step("horizon: immediate, due: 2016-04-04, " + extended("2017-12-31", "2016-04-01"))
    assert find("horizon-contradicts-due", text) == []


@pytest.mark.parametrize(
    ("horizons", "found"),
    [
        ("{immediate: 3 months}", []),
        ("{immediate: 6 months}", ["the short horizon, 6 months, is not longer than the immediate one, 6 months"]),
        ("{immediate: 30 days, short: 1 month}", []),
        ("{long: 1 year}", ["the long horizon, 1 year, is not longer than the intermediate one, 18 months"]),
    ],
)
def test_horizons_out_of_order(find: Find, horizons: str, found: list[str]) -> None:
    head = f"plan: {{id: p, title: A plan, start: 2016-01-04, horizons: {horizons}}}\n"
    assert [one.message for one in find("horizons-out-of-order", head)] == found
