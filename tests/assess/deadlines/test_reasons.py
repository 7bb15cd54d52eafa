"""The reasons of ratings: past which date and by how much, late forecasts, blockers, evidence, and who decided."""

from __future__ import annotations

from typing import Any

import pytest

from assess.making import action, at, by_id, cancelled, extension, forecast, milestone, one, override, plan
from pap_cli.model.config import Against
from pap_cli.model.rating import Rating

FIRST: Any = {"overdue_against": Against.FIRST}
LATER, EARLIER = extension("2016-10-10", "2016-09-01"), extension("2016-09-15", "2016-09-01")
RED = override(Rating.RED, "2016-12-31")


@pytest.mark.parametrize(
    ("facts", "policy", "reason"),
    [
        ({"due": "2016-10-13"}, {}, "1 day past its due date"),
        ({"due": "2016-09-30"}, FIRST, "14 days past its due date"),
        ({"due": "2016-09-30", "extensions": (LATER,)}, {}, "4 days past its extended due date"),
        ({"due": "2016-09-30", "extensions": (LATER,)}, FIRST, "14 days past its first due date, 30 Sep 2016"),
        ({"due": "2016-09", "extensions": (LATER,)}, FIRST, "14 days past its first due date, Sep 2016"),
        ({"due": "2016-09-30", "extensions": (EARLIER,)}, {}, "29 days past its due date"),
        ({"due": "2016-10-14"}, {}, "due today, not started"),
        ({"due": "2016-10-15"}, {}, "due in 1 day, not started"),
        (
            {"due": "2016-12-31", "extensions": (extension("2016-10-10", "2016-09-01"),)},
            FIRST,
            "due 4 days ago, not started",
        ),
        ({"started": "2016-02-01", "forecast": (forecast("2017-01-31"),)}, {}, "forecast 31 Jan 2017, 31 days late"),
        ({"started": "2016-02-01", "forecast": (forecast("2017-01"),)}, {}, "forecast Jan 2017, 31 days late"),
        ({"completed": "2016-06-30"}, {}, "evidence late since 30 Sep 2016"),
        ({"completed": "2016-06-30", "evidence_due": "2016-08"}, {}, "evidence late since Aug 2016"),
        ({"completed": "2016-10-01"}, {}, "delivered, evidence not due until 1 Jan 2017"),
        ({"completed": "2016-10-01"}, {"require_evidence": False}, "delivered"),
        (
            {"override": override(Rating.RED, "2016-12-31")},
            {},
            "set by dcs until 31 Dec 2016, instead of green: a word",
        ),
        ({"override": RED, "cancelled": cancelled("2016-10-01")}, {}, "cancelled"),
    ],
)
def test_the_reason_says_which_date_and_how_late(facts: dict[str, Any], policy: dict[str, Any], reason: str) -> None:
    assert one(milestone(**facts), **policy).reason == reason


@pytest.mark.parametrize(
    ("blocker", "reason"),
    [
        ({"due": "2016-09-30"}, "blocked by b, overdue"),
        ({"due": "2017-03-31"}, "blocked by b, expected 31 Mar 2017"),
        ({"due": "2017-03"}, "blocked by b, expected Mar 2017"),
        ({"due": "2016-12-01", "forecast": (forecast("2017-02-28"),)}, "blocked by b, expected 28 Feb 2017"),
        ({"due": "2016-12-01"}, "on track"),
    ],
)
def test_the_reason_says_what_blocks_it_and_until_when(blocker: dict[str, Any], reason: str) -> None:
    steps = action("A", milestone("m", depends_on=("b",)), milestone("b", **blocker))
    assert by_id(at(plan(steps)))["m"].reason == reason
