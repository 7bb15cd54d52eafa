"""The rating of a milestone by the printed key, overrides, and how ratings roll up."""

from __future__ import annotations

from itertools import permutations, product
from typing import Any

import pytest

from assess.making import AS_OF, FAULTY, cancelled, extension, forecast, milestone, one, override
from pap_cli.assess.deadlines.rag import in_force, rating_key, roll_up
from pap_cli.model.config import Against, Policy
from pap_cli.model.dates import Duration
from pap_cli.model.rating import Rating

RED, AMBER, GREEN, BLUE, GREY = Rating


@pytest.mark.parametrize(
    ("facts", "rating"),
    [
        ({"due": "2016-10-13", "started": "2016-10-01"}, RED),
        ({"due": "2016-10-14", "started": "2016-10-01"}, GREEN),
        # not started: amber within 28 days, 14 October to 11 November
        ({"due": "2016-10-14"}, AMBER),
        ({"due": "2016-11-11"}, AMBER),
        ({"due": "2016-11-12"}, GREEN),
        ({"due": "2016-11-11", "started": "2016-10-14"}, GREEN),
        ({"due": "2016-11-11", "started": "2016-10-15"}, AMBER),
        # forecast
        ({"due": "2016-12-31", "forecast": (forecast("2016-12-31"),)}, GREEN),
        ({"due": "2016-12-31", "forecast": (forecast("2017-01-01"),)}, AMBER),
        ({"due": "2016-12-31", "forecast": (forecast("2017-01-01", "2016-10-15"),)}, GREEN),
        # evidence
        ({"due": "2016-09-30", "completed": "2016-10-14"}, GREEN),
        ({"completed": "2016-09-30", "evidence_due": "2016-10-14"}, GREEN),
        ({"completed": "2016-09-30", "evidence_due": "2016-10-13"}, AMBER),
        ({"completed": "2016-07-14"}, GREEN),
        ({"completed": "2016-07-13"}, AMBER),
        ({"completed": "2016-07-13", "evidenced": "2016-10-14"}, BLUE),
        ({"completed": "2016-07-13", "evidenced": "2016-10-15"}, AMBER),
        # an extension approved by then
        ({"due": "2016-09-30", "started": "2016-09-01", "extensions": (extension("2016-12-31", "2016-10-14"),)}, GREEN),
        ({"due": "2016-09-30", "started": "2016-09-01", "extensions": (extension("2016-12-31", "2016-10-15"),)}, RED),
        ({"due": "2016-09-30", "cancelled": cancelled("2016-10-14")}, GREY),
        ({"due": "2016-09-30", "place": FAULTY}, GREY),
    ],
)
def test_rating_at_14_october_2016(facts: dict[str, Any], rating: Rating) -> None:
    status = one(milestone(**facts))
    assert status.rating is rating
    assert status.reason


def test_without_evidence_required_delivered_is_blue() -> None:
    late = milestone(completed="2016-01-31", evidence_due="2016-02-28")
    assert one(late).rating is AMBER
    assert one(late, require_evidence=False).rating is BLUE


@pytest.mark.parametrize("require_evidence", [True, False])
def test_the_key_of_amber_is_a_list(require_evidence: bool) -> None:
    key = dict(rating_key(Policy(require_evidence=require_evidence)))[AMBER]
    assert key.count(", or ") == 1
    assert ("evidence" in key) is require_evidence


def test_how_soon_is_soon_can_be_set() -> None:
    waiting = milestone(due="2016-11-30")
    assert one(waiting).rating is GREEN
    assert one(waiting, due_soon=Duration(months=2)).rating is AMBER


@pytest.mark.parametrize(
    ("on", "until", "holds"),
    [
        (None, "2016-10-14", True),
        (None, "2016-10-13", False),
        ("2016-10-14", "2016-12-31", True),
        ("2016-10-15", "2016-12-31", False),
    ],
)
def test_an_override_holds_from_its_day_to_its_last(on: str | None, until: str, holds: bool) -> None:
    entry = override(AMBER, until, on)
    assert in_force(entry, AS_OF) is holds
    status = one(milestone(override=entry))
    assert status.rating is (AMBER if holds else GREEN)
    assert ("a word" in status.reason) is holds, "the reason that was given is shown"


def test_an_override_can_better_a_rating_and_hides_no_fact() -> None:
    status = one(milestone(due="2016-09-30", override=override(GREEN, "2016-12-31")))
    assert status.rating is GREEN
    assert status.schedule.days_overdue == 14
    assert "red" in status.reason, "what was computed is said"


def test_what_could_not_be_read_whole_is_not_rated_by_hand_either() -> None:
    assert one(milestone(place=FAULTY, override=override(GREEN, "2016-12-31"))).rating is GREY


@pytest.mark.parametrize(
    ("ratings", "rolled"),
    [
        ([], GREY),
        ([GREY, GREY], GREY),
        ([BLUE, BLUE], BLUE),
        ([BLUE, GREY], BLUE),
        ([BLUE, GREEN], GREEN),
        ([GREEN, AMBER, BLUE], AMBER),
        ([GREEN, RED, AMBER], RED),
        ([GREY, RED], RED),
    ],
)
def test_roll_up_is_the_worst_that_is_rated(ratings: list[Rating], rolled: Rating) -> None:
    assert roll_up(ratings) is rolled


def test_roll_up_is_one_of_the_ratings_in_any_order_and_in_any_grouping() -> None:
    for ratings in product(Rating, repeat=3):
        rolled = roll_up(ratings)
        assert rolled in ratings
        assert {roll_up(order) for order in permutations(ratings)} == {rolled}
        assert roll_up([roll_up(ratings[:2]), ratings[2]]) is rolled


def test_the_key_names_every_rating_once_and_says_what_the_policy_says() -> None:
    policies = [
        Policy(),
        Policy(require_evidence=False),
        Policy(due_soon=Duration(days=7)),
        Policy(overdue_against=Against.FIRST),
    ]
    keys = [rating_key(policy) for policy in policies]
    for key in keys:
        assert sorted(rating for rating, _ in key) == sorted(Rating)
    assert len(set(keys)) == len(policies), "another policy is another key"
    assert "evidence" not in "".join(words for _, words in keys[1])
    assert "7 days" in dict(keys[2])[AMBER]
    assert "first" in dict(keys[3])[RED]
