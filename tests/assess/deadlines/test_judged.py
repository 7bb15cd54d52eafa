"""Judgements known on a day, and what they mean beside the computed rating."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from assess.making import (
    FAULTY,
    SOMEWHERE,
    action,
    at,
    cancelled,
    day,
    judgement,
    milestone,
    one,
    override,
    plan,
    recommendation,
)
from pap_cli.model.config import Judging
from pap_cli.model.dates import parse_duration
from pap_cli.model.entry import Id
from pap_cli.model.items import Milestone
from pap_cli.model.judgements import Judgement, known_judgements, percent_at
from pap_cli.model.oversight import Body
from pap_cli.model.rating import Rating

RED, AMBER, GREEN, BLUE, GREY = Rating


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


COUNT: dict[str, Any] = {"judgements": Judging.COUNT}


def judged(*judgements: Judgement, **facts: Any) -> Milestone:
    """A milestone that is green by its dates, unless these facts say otherwise."""
    return milestone(judgements=judgements, **facts)


def test_a_judgement_stands_beside_the_computed_rating() -> None:
    status = one(judged(judgement("off-track", "2016-10-01", by="board")))
    assert (status.rating, status.reason) == (GREEN, "on track")
    assert [found.rating for found in status.judgements.known] == [RED]


@pytest.mark.parametrize(
    ("judgements", "rating", "reason"),
    [
        (
            (judgement("off-track", "2016-10-01", by="board"),),
            RED,
            "judged off-track by board on 1 Oct 2016, instead of green: on track",
        ),
        ((judgement("on-track", "2016-09"),), GREEN, "judged on-track in Sep 2016, as computed: on track"),
        ((judgement("red"),), RED, "judged red, instead of green: on track"),
        # the newest, also if it is better
        ((judgement("red", "2016-09-30"), judgement("at-risk", "2016-10-14")), AMBER, None),
        ((judgement("red", "2016-10-14"), judgement("at-risk", "2016-10-15")), RED, None),
        ((judgement("red", "2016-09-30"), judgement(on="2016-10-01", percent=60.0)), RED, None),
        # of several axes the worst of the newest of each
        (
            (
                judgement("red", "2016-08-01", axis="delivery"),
                judgement("green", "2016-09-01", axis="Delivery"),
                judgement("amber", "2016-08-01", axis="progress", by="head"),
            ),
            AMBER,
            "judged amber by head on 1 Aug 2016 (progress), instead of green: on track",
        ),
        # a newer one that stands for no rating leaves the dates to speak
        ((judgement("red", "2016-09-30"), judgement("On hold", "2016-10-01")), GREEN, "on track"),
        ((judgement("red", "2016-09-30"), judgement("Behind", "2016-10-01")), GREEN, "on track"),
        ((judgement("Amber/Red", "2016-10-01"),), RED, None),
        ((judgement("complete", "2016-10-01"),), BLUE, None),
    ],
)
def test_the_newest_judgement_counts_if_the_settings_say_so(
    judgements: tuple[Judgement, ...], rating: Rating, reason: str | None
) -> None:
    status = one(judged(*judgements), **COUNT)
    assert status.rating is rating
    assert reason in (status.reason, None)


@pytest.mark.parametrize(
    ("valid", "on", "rating"),
    [
        ("3 months", "2016-07-14", RED),
        ("3 months", "2016-07-13", GREEN),
        ("28 days", "2016-09", RED),
        ("1 day", "2016-10-12", GREEN),
        ("3 months", None, GREEN),  # nobody knows how old it is
        ("100 years", "1990-07-14", RED),
    ],
)
def test_a_judgement_counts_for_so_long(valid: str, on: str | None, rating: Rating) -> None:
    found = one(judged(judgement("red", on)), judgement_valid=parse_duration(valid), **COUNT)
    assert found.rating is rating


@pytest.mark.parametrize(
    ("by", "rating"),
    [("board", RED), ("Board", RED), ("BOARD TITLE", RED), ("dcs", GREEN), (None, GREEN), ("", GREEN)],
)
def test_the_judgements_of_some_count(by: str | None, rating: Rating) -> None:
    step = judged(judgement("red", "2016-09-01", by=by), judgement("amber", "2016-10-01", by="mary"))
    board = Body(id=Id("board"), title="Board title", place=SOMEWHERE)
    found = at(plan(action("A", step), bodies=(board,)), judgement_by=("board",), **COUNT)
    assert found.milestones[0].rating is rating


@pytest.mark.parametrize(
    ("facts", "rating"),
    [
        ({"due": "2016-09-30"}, GREEN),
        ({"due": "unknown"}, GREEN),
        ({"started": "unknown"}, GREEN),
        ({"cancelled": cancelled("2016-10-01")}, GREY),
        ({"place": FAULTY}, GREY),
        ({"override": override(AMBER, until="2016-10-14")}, AMBER),
        ({"override": override(AMBER, until="2016-10-13")}, GREEN),
        # before it was delivered: no longer; on the day or after: it counts
        ({"completed": "2016-10-01"}, GREEN),
        ({"completed": "2016-10-02", "evidenced": "2016-10-02"}, BLUE),
        ({"completed": "2016-10-01", "evidenced": "2016-10-02"}, GREEN),
        ({"completed": "true", "evidenced": "true"}, BLUE),
        ({"completed": "2016-10-02", "evidence_due": "2016-10-03"}, AMBER),
    ],
)
def test_what_comes_before_a_judgement(facts: dict[str, Any], rating: Rating) -> None:
    assert one(judged(judgement("on-track", "2016-10-01"), **facts), **COUNT).rating is rating


def test_of_an_action_and_a_recommendation_it_replaces_the_worst_rating_of_the_milestones() -> None:
    late = milestone("M1", due="2016-09-30", started="2016-09-01")
    judgements = (judgement("at-risk", "2016-10-01", by="board"),)
    asked = replace(recommendation("R"), judgements=(judgement("green"),))
    whole = plan(action("A", late, answers=("R",), judgements=judgements), recommendations=(asked,))
    beside = at(whole)
    assert [beside.actions[0].rating, beside.recommendations[0].rating, beside.rating] == [RED, RED, RED]
    counted = at(whole, **COUNT)
    assert [counted.actions[0].rating, counted.recommendations[0].rating, counted.rating] == [AMBER, GREEN, RED]


@pytest.mark.parametrize(
    ("facts", "rating"),
    [
        ({"cancelled": cancelled("2016-10-01")}, GREY),
        ({"place": FAULTY}, BLUE),
        ({}, BLUE),  # all of it was delivered since
        ({"judgements": (judgement("red", "2016-10-03"),)}, RED),
    ],
)
def test_a_judgement_of_an_action_from_before_its_delivery_no_longer_counts(
    facts: dict[str, Any], rating: Rating
) -> None:
    steps = [
        milestone("M1", completed="2016-09-02", evidenced="2016-09-02"),
        milestone("M2", completed="2016-10-03", evidenced="2016-10-03"),
        milestone("M3", cancelled=cancelled("2016-10-01")),
    ]
    whole = plan(action("A", *steps, **{"judgements": (judgement("red", "2016-10-02"),), **facts}))
    assert at(whole, **COUNT).actions[0].rating is rating
