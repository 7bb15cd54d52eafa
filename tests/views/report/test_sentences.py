"""Numbers, dates and lists in sentences, in GOV.UK's style."""

from __future__ import annotations

from datetime import date

import pytest

from pap_cli.model.dates import parse_due
from pap_cli.model.rating import Rating
from pap_cli.views.report import sentences


def test_a_date_is_whole_or_without_the_year_that_stands_beside_it() -> None:
    assert sentences.day(date(2016, 10, 4)) == "4 October 2016"
    assert sentences.day(date(2016, 7, 13), date(2016, 10, 14)) == "13 July"
    assert sentences.day(date(2015, 7, 13), date(2016, 10, 14)) == "13 July 2015"


@pytest.mark.parametrize(
    ("count", "within", "first"),
    [
        (0, "no milestones", "No milestones"),
        (1, "one milestone", "One milestone"),
        (3, "3 milestones", "Three milestones"),
        (12, "12 milestones", "Twelve milestones"),
        (20, "20 milestones", "Twenty milestones"),
        (99, "99 milestones", "Ninety-nine milestones"),
        (100, "100 milestones", "100 milestones"),
        (1234, "1,234 milestones", "1,234 milestones"),
    ],
)
def test_numbers_are_figures_but_for_one_and_at_the_start_of_a_sentence(count: int, within: str, first: str) -> None:
    assert sentences.counted(count, "milestone") == within
    assert sentences.start(count, "milestone") == first


def test_a_plural_of_its_own() -> None:
    assert sentences.counted(2, "body", "bodies") == "2 bodies"
    assert sentences.counted(1, "body", "bodies") == "one body"


@pytest.mark.parametrize(
    ("parts", "most", "told"),
    [
        ([], 9, ""),
        (["a"], 9, "a"),
        (["a", "b"], 9, "a and b"),
        (["a", "b", "c"], 9, "a, b and c"),
        (["a, b", "c", "d"], 9, "a, b; c; and d"),
        (["a", "b", "c", "d"], 2, "a, b and 2 more"),
        (["a", "b", "c"], 2, "a, b and c"),
    ],
)
def test_the_last_of_a_list_follows_and(parts: list[str], most: int, told: str) -> None:
    assert sentences.listed(parts, most) == told


def test_a_list_of_hundreds_is_not_told_to_its_end() -> None:
    assert sentences.listed(map(str, range(300))).endswith("23 and 276 more")


@pytest.mark.parametrize(
    ("count", "of", "told"),
    [(9, 9, "all 9"), (2, 2, "both"), (1, 1, "the one"), (0, 9, "none of the 9"), (2, 9, "2 of the 9")],
)
def test_a_share_of_so_many(count: int, of: int, told: str) -> None:
    assert sentences.share(count, of) == told


@pytest.mark.parametrize(
    ("count", "of", "told"),
    [
        (1, 1, "it is"),
        (2, 2, "both are"),
        (5, 5, "all of them are"),
        (0, 5, "none of them is"),
        (1, 5, "one of them is"),
        (3, 5, "3 of them are"),
    ],
)
def test_some_of_those_just_named(count: int, of: int, told: str) -> None:
    assert sentences.of_them_are(count, of) == told


def test_a_sentence_begins_with_a_capital_or_a_number_in_words() -> None:
    assert sentences.capital("none of them") == "None of them"
    assert sentences.capital("3 of them") == "Three of them"


@pytest.mark.parametrize(
    ("written", "told"), [("2016-07", "July 2016"), ("2016-Q3", "2016-Q3"), ("2016-07-01", "1 July 2016")]
)
def test_a_due_date_in_a_sentence_is_a_day_or_a_month(written: str, told: str) -> None:
    assert sentences.due(parse_due(written)) == told


def test_a_title_is_cut_between_words() -> None:
    assert sentences.clipped("A short title", 20) == "A short title"
    assert sentences.clipped("Reach permanent homes without drift", 20) == "Reach permanent…"
    assert sentences.clipped("x" * 50, 10) == "xxxxxxxxx…"


RED, GREEN, GREY = Rating.RED, Rating.GREEN, Rating.GREY


@pytest.mark.parametrize(
    ("ratings", "told"),
    [
        ([RED] * 14 + [GREEN] * 17, "Of the 31 rated KPIs, 14 are red and 17 are green."),
        ([GREEN, RED, GREY, GREEN], "Of the 4 rated KPIs, one is red, 2 are green and one is not rated."),
        ([RED] * 2, "Both rated KPIs are red."),
        ([RED] * 5, "All 5 rated KPIs are red."),
        ([RED], "The one rated KPI is red."),
        ([], ""),
    ],
)
def test_a_sentence_counts_ratings(ratings: list[Rating], told: str) -> None:
    assert sentences.tally("rated KPI", ratings, lead="the ") == told
