"""The rule about due dates on which nobody works."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from checks.asking import Find, extended, step
from pap_cli.model.working_days import WorkingCalendar

RULE = "due-on-non-working-day"


def christmas(year: int) -> Mapping[date, str]:
    return {date(year, 12, 26): "Boxing Day", date(year, 12, 27): "Christmas Day (observed)"}


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("due: 2016-12-30", 0),
        ("due: 2016-12-31", 1),
        ("due: 2016-12-26", 1),
        ("due: 2016-10-15", 1),
        ("due: 2016-10-09", 0),  # it is late already, and told of as that
        ("due: 2016-12", 0),
        ("due: 2016-Q4", 0),
        ("due: Q3 2016/17", 0),
        ("due: 2016-12-31, completed: 2016-10-01", 0),
        ("due: 2016-12-31, started: 2016-10-01", 1),
        ("due: 2016-12-31, cancelled: {on: 2016-10-01}", 0),
        ("due: 2016-12-31, " + extended("2017-01-31", "2016-10-03"), 0),
        ("due: 2016-12-30, " + extended("2017-01-28", "2016-10-03"), 1),
        ("due: 2016-12-30, " + extended("2017-01-28", "2016-10-15"), 0),
    ],
)
def test_a_day_on_which_nobody_works(find: Find, facts: str, found: int) -> None:
    assert len(find(RULE, step(facts), calendar=WorkingCalendar(bank_holidays=christmas))) == found


@pytest.mark.parametrize(
    ("due", "message", "help"),
    [
        ("2016-12-24", "is due on 24 Dec 2016, a Saturday", "by 23 Dec 2016, the working day before"),
        ("2016-12-26", "is due on 26 Dec 2016, a bank holiday (Boxing Day)", "by 23 Dec 2016, the working day before"),
        ("2016-12-28", "is due on 28 Dec 2016, a day in closed, under [calendar]", "by 23 Dec 2016, the working day"),
    ],
)
def test_the_finding_says_why_and_the_working_day_before(find: Find, due: str, message: str, help: str) -> None:
    calendar = WorkingCalendar(bank_holidays=christmas, closed=frozenset({date(2016, 12, 28)}))
    (found,) = find(RULE, step(f"due: {due}"), calendar=calendar)
    assert message in found.message
    assert help in found.help


def test_it_points_at_the_extension_that_set_the_day(find: Find) -> None:
    text = step("due: 2016-12-30, " + extended("2017-01-28", "2016-10-03"))
    (found,) = find(RULE, text)
    assert found.span is not None
    line = text.splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith("2017-01-28")
