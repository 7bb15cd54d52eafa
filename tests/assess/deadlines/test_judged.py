"""Judgements known on a day, and what they mean beside the computed rating."""

from __future__ import annotations

import pytest

from assess.making import day, judgement
from pap_cli.assess.deadlines.judged import known_judgements, percent_at


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        ("2016-08-31", ["undated"]),
        ("2016-09-01", ["red", "undated"]),
        ("2016-09-29", ["amber, later", "amber", "red", "undated"]),
        ("2016-09-30", ["month", "amber, later", "amber", "red", "undated"]),
    ],
)
def test_the_newest_is_first_and_one_of_a_later_day_does_not_exist(as_of: str, known: list[str]) -> None:
    written = [
        judgement("amber", "2016-09-15"),
        judgement("undated"),
        judgement("month", "2016-09"),  # counts from its last day
        judgement("red", "2016-09-01"),
        judgement("amber, later", "2016-09-15"),  # of two on one day, the last written is the newer
    ]
    assert [one.status for one in known_judgements(written, day(as_of))] == known


@pytest.mark.parametrize(
    ("as_of", "percent"), [("2016-08-31", 5.0), ("2016-09-01", 20.0), ("2016-09-30", 20.0), ("2016-10-01", 0.0)]
)
def test_the_percent_is_that_of_the_newest_that_has_one(as_of: str, percent: float) -> None:
    written = [
        judgement(on="2016-10-01", percent=0.0),
        judgement("red", "2016-09-30"),
        judgement(on="2016-09-01", percent=20.0, axis="outcome"),
        judgement(percent=5.0),
    ]
    assert percent_at(written, day(as_of)) == percent


def test_nothing_is_complete_that_nobody_judged() -> None:
    assert percent_at((), day("2016-10-14")) is None
    assert percent_at((judgement("red", "2016-10-15", percent=5.0),), day("2016-10-14")) is None
