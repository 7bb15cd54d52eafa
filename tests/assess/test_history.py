"""Quarter ends, and milestones counted over the days."""

from __future__ import annotations

from datetime import date

import pytest

from assess.making import action, at, cancelled, day, extension, milestone, plan
from pap_cli.assess.history import burn_up, quarter_ends


@pytest.mark.parametrize(
    ("start", "before", "ends"),
    [
        ("2015-06-12", "2016-01-01", ["2015-06-30", "2015-09-30", "2015-12-31"]),
        ("2015-06-12", "2015-12-31", ["2015-06-30", "2015-09-30"]),
        ("2015-06-30", "2015-07-01", ["2015-06-30"]),
        ("2016-01-01", "2016-03-31", []),
        ("2016-05-01", "2016-04-01", []),
        ("2015-11-30", "2016-04-01", ["2015-12-31", "2016-03-31"]),
    ],
)
def test_the_quarters_end_with_march_june_september_and_december(start: str, before: str, ends: list[str]) -> None:
    assert [end.isoformat() for end in quarter_ends(day(start), day(before))] == ends


def test_a_start_at_the_end_of_time_has_no_quarters() -> None:
    assert quarter_ends(date(9999, 1, 1), date(9999, 12, 31)) == ()


def test_a_burn_up_counts_first_dates_approved_dates_and_deliveries() -> None:
    found = burn_up(
        at(
            plan(
                action(
                    "A",
                    milestone("a", "2016-03-31", completed="2016-04-15"),
                    milestone("b", "2016-03-31", extensions=(extension("2016-12-31", "2016-03-01"),)),
                    milestone("c", "2016-06-30", evidenced="2016-06-01"),
                    milestone("gone", "2016-06-30", cancelled=cancelled("2016-02-01")),
                    milestone("to-come", "2016-11-30", completed="2016-11-01"),
                )
            )
        )
    )
    assert found.total == 4
    assert found.first == ((day("2016-03-31"), 2), (day("2016-06-30"), 3), (day("2016-11-30"), 4))
    assert found.approved == (
        (day("2016-03-31"), 1),
        (day("2016-06-30"), 2),
        (day("2016-11-30"), 3),
        (day("2016-12-31"), 4),
    )
    assert found.delivered == ((day("2016-04-15"), 1), (day("2016-06-01"), 2))


def test_a_plan_without_milestones_has_an_empty_burn_up() -> None:
    assert burn_up(at(plan(action("A")))) == burn_up(at(plan()))
    assert burn_up(at(plan())).total == 0
