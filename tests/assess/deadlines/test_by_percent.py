"""Ratings by percent complete, in bands and against the time that has gone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assess.making import SOMEWHERE, action, at, cancelled, extension, header, milestone, override, plan
from pap_cli.assess.deadlines.rag import rating_key
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.model.config import Policy
from pap_cli.model.judgements import Judgement, Percent
from pap_cli.model.key import Key, KeyRating, KeyRule
from pap_cli.model.place import Place, Source
from pap_cli.model.rating import Rating

BANDS = Key(
    rule=KeyRule.PERCENT,
    red=KeyRating(past_due_under=Percent(50)),
    amber=KeyRating(over=Percent(25)),
    green=KeyRating(over=Percent(75)),
)
TIME = Key(rule=KeyRule.ELAPSED, amber=KeyRating(at_least=Percent(70)), green=KeyRating(at_least=Percent(90)))
FAULTY = Place(source=Source("x.yaml", ""), start=0, end=0, body=0, faulty=True)


def rated(key: Key, as_of: str = "2016-10-14", percent: float | None = None, **facts: Any) -> MilestoneStatus:
    """A milestone in a plan that starts on 6 July 2016, 100 days before the as-of date."""
    if percent is not None:
        facts["judgements"] = (_judged(percent),)
    of_action = {"added": facts.pop("action_added")} if "action_added" in facts else {}
    head = header(start="2016-07-06", key=key)
    (status,) = at(plan(action("A", milestone(**facts), **of_action), header=head), as_of).milestones
    return status


def _judged(percent: float, on: str = "2016-09-01") -> Judgement:
    from pap_cli.model.facts import parse_when

    fields = {"on": parse_when(on), "percent": percent, "place": SOMEWHERE}
    return Judgement(**fields)


@pytest.mark.parametrize(
    ("percent", "due", "rating", "reason"),
    [
        (0, "2016-12-31", "red", "0% done"),
        (25, "2016-12-31", "red", "25% done"),
        (25.5, "2016-12-31", "amber", "25.5% done"),
        (75, "2016-12-31", "amber", "75% done"),
        (76, "2016-12-31", "green", "76% done"),
        (49, "2016-10-13", "red", "49% done, 1 day past its due date"),
        (50, "2016-10-13", "amber", "50% done, 1 day past its due date"),
        (100, "2016-10-02", "green", "100% done, 12 days past its due date"),
        (49, "2016-10-14", "amber", "49% done"),
        (80, "unknown", "green", "80% done"),
    ],
)
def test_bands(percent: float, due: str, rating: str, reason: str) -> None:
    status = rated(BANDS, percent=percent, due=due, started="2016-07-06")
    assert (status.rating, status.reason) == (rating, reason)


@pytest.mark.parametrize(
    ("percent", "due", "rating", "reason"),
    [
        # 100 of 125 days gone
        (60, "2016-11-08", "amber", "60% done, 80% of its time gone: 75% of where it should be"),
        (72, "2016-11-08", "green", "72% done, 80% of its time gone: 90% of where it should be"),
        (71, "2016-11-08", "amber", "71% done, 80% of its time gone: 88.8% of where it should be"),
        (56, "2016-11-08", "amber", "56% done, 80% of its time gone: 70% of where it should be"),
        (55, "2016-11-08", "red", "55% done, 80% of its time gone: 68.8% of where it should be"),
        (80, "2016-10-14", "amber", "80% done, 100% of its time gone: 80% of where it should be"),
        (
            95,
            "2016-10-12",
            "green",
            "95% done, 100% of its time gone: 95% of where it should be; 2 days past its due date",
        ),
        # a month falls due on its last day: 100 of 117 days gone
        (80, "2016-10", "green", "80% done, 85.5% of its time gone: 93.6% of where it should be"),
    ],
)
def test_percent_against_time(percent: float, due: str, rating: str, reason: str) -> None:
    status = rated(TIME, percent=percent, due=due, started="2016-07-06")
    assert (status.rating, status.reason) == (rating, reason)


@pytest.mark.parametrize(
    ("facts", "gone"),
    [
        ({}, "80%"),
        ({"action_added": "2016-09-14"}, "54.5%"),
        ({"added": "2016-09-14"}, "54.5%"),
        ({"started": "2016-09-14", "added": "2016-08-01"}, "54.5%"),
        ({"started": "true"}, "80%"),
        ({"started": "2016-08"}, "63.8%"),
    ],
)
def test_time_begins_with_the_work_or_when_it_was_added_or_with_the_plan(facts: dict[str, str], gone: str) -> None:
    status = rated(TIME, percent=50, due="2016-11-08", **facts)
    assert f", {gone} of its time gone" in status.reason


def test_on_its_first_day_nothing_is_expected() -> None:
    status = rated(TIME, percent=0, due="2016-12-31", started="2016-10-14")
    assert (status.rating, status.reason) == (Rating.GREEN, "0% done, none of its time gone")


@pytest.mark.parametrize(("as_of", "rating"), [("2016-10-13", "green"), ("2016-10-14", "red")])
def test_without_any_time_all_has_gone_on_the_due_date(as_of: str, rating: str) -> None:
    assert rated(TIME, as_of=as_of, percent=50, due="2016-10-14", added="2016-10-13").rating in (rating, "red")
    assert rated(TIME, as_of=as_of, percent=50, due="2016-10-14", started="2016-10-14").rating in ("green", "red")


def test_an_approved_extension_counts() -> None:
    facts: dict[str, Any] = {"percent": 60, "started": "2016-07-06", "due": "2016-10-01"}
    moved = rated(TIME, extensions=(extension("2016-11-08", "2016-09-20"),), **facts)
    assert moved.reason == "60% done, 80% of its time gone: 75% of where it should be"
    assert rated(TIME, extensions=(extension("2016-11-08"),), **facts).rating is Rating.RED


@pytest.mark.parametrize("key", [BANDS, TIME])
def test_what_is_not_started_is_at_0(key: Key) -> None:
    status = rated(key, due="2016-11-08")
    assert status.rating is Rating.RED
    assert status.reason.startswith("not started")


@pytest.mark.parametrize("key", [BANDS, TIME])
def test_without_a_percent_the_dates_decide_and_the_reason_says_so(key: Key) -> None:
    on_time, late = (rated(key, due=due, started="2016-08-01") for due in ("2017-12-31", "2016-10-04"))
    note = "; rated by its dates, as no percent complete is known"
    assert (on_time.rating, on_time.reason) == (Rating.GREEN, f"on track{note}")
    assert (late.rating, late.reason) == (Rating.RED, f"10 days past its due date{note}")


@pytest.mark.parametrize("key", [BANDS, TIME])
def test_a_percent_judged_later_does_not_exist_yet(key: Key) -> None:
    judgements = (_judged(90, "2016-10-15"), _judged(10, "2016-09-01"))
    assert rated(key, due="2016-11-08", started="2016-07-06", judgements=judgements).reason.startswith("10% done")


@pytest.mark.parametrize("key", [BANDS, TIME])
@pytest.mark.parametrize(
    ("facts", "rating"),
    [
        ({"completed": "2016-09-30"}, "green"),
        ({"completed": "2016-03-30"}, "amber"),
        ({"completed": "2016-09-30", "evidenced": "2016-10-01"}, "blue"),
        ({"cancelled": cancelled("2016-10-01")}, "grey"),
        ({"started": "unknown"}, "grey"),
        ({"place": FAULTY}, "grey"),
        ({"override": override(Rating.BLUE, "2016-12-31")}, "blue"),
    ],
)
def test_other_states_are_rated_as_by_dates(key: Key, facts: dict[str, Any], rating: str) -> None:
    assert rated(key, percent=10, due="2016-10-01", **facts).rating == rating


@pytest.mark.parametrize(
    "key",
    [
        Key(rule=KeyRule.PERCENT),
        Key(rule=KeyRule.PERCENT, green=KeyRating(over=Percent(75))),
        Key(rule=KeyRule.PERCENT, green=KeyRating(over=Percent(75)), amber=KeyRating(over=Percent(80))),
        Key(green=KeyRating(over=Percent(75)), amber=KeyRating(over=Percent(25))),
    ],
)
def test_percentages_that_contradict_each_other_leave_it_to_the_dates(key: Key) -> None:
    assert key.contradictions
    status = rated(key, percent=10, due="2016-12-31", started="2016-07-06")
    assert (status.rating, status.reason) == (Rating.GREEN, "on track")


def test_amber_may_be_the_bound_of_green_itself() -> None:
    assert not Key(
        rule=KeyRule.PERCENT, green=KeyRating(over=Percent(75)), amber=KeyRating(at_least=Percent(75))
    ).contradictions


def test_the_printed_key_has_the_percentages() -> None:
    bands, time = (dict(rating_key(Policy(), key)) for key in (BANDS, TIME))
    assert bands[Rating.RED] == "25% complete or less, or less than 50% complete and past its due date"
    assert bands[Rating.AMBER] == "more than 25% complete, or its evidence late"
    assert bands[Rating.GREEN] == "more than 75% complete, or delivered and its evidence not yet due"
    assert time[Rating.RED] == "less than 70% of where it should be"
    assert time[Rating.GREEN].startswith("90% or more of where it should be")


def test_the_same_percent_gets_worse_with_time_and_never_better() -> None:
    ranks = [
        rated(
            TIME,
            as_of=date.fromordinal(date(2016, 9, 1).toordinal() + day).isoformat(),
            percent=40,
            due="2016-11-08",
            started="2016-07-06",
        ).rating.rank
        for day in range(0, 90, 3)
    ]
    assert ranks == sorted(ranks, reverse=True)
    assert {ranks[0], ranks[-1]} == {Rating.GREEN.rank, Rating.RED.rank} or ranks[-1] == Rating.RED.rank
