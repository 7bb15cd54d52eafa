"""Numbers, dates and lists in sentences, in GOV.UK's style."""

from __future__ import annotations

from datetime import date

import pytest

from pap_cli.model.dates import parse_due
from pap_cli.views.report import words


def test_a_date_is_whole_or_without_the_year_that_stands_beside_it() -> None:
    assert words.day(date(2016, 10, 4)) == "4 October 2016"
    assert words.day(date(2016, 7, 13), date(2016, 10, 14)) == "13 July"
    assert words.day(date(2015, 7, 13), date(2016, 10, 14)) == "13 July 2015"


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
    assert words.counted(count, "milestone") == within
    assert words.start(count, "milestone") == first


def test_a_plural_of_its_own() -> None:
    assert words.counted(2, "body", "bodies") == "2 bodies"
    assert words.counted(1, "body", "bodies") == "one body"


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
    assert words.listed(parts, most) == told


def test_a_list_of_hundreds_is_not_told_to_its_end() -> None:
    assert words.listed(map(str, range(300))).endswith("23 and 276 more")


@pytest.mark.parametrize(
    ("count", "of", "told"),
    [(9, 9, "all 9"), (2, 2, "both"), (1, 1, "the one"), (0, 9, "none of the 9"), (2, 9, "2 of the 9")],
)
def test_a_share_of_so_many(count: int, of: int, told: str) -> None:
    assert words.share(count, of) == told


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
    assert words.of_them_are(count, of) == told


def test_a_sentence_begins_with_a_capital_or_a_number_in_words() -> None:
    assert words.capital("none of them") == "None of them"
    assert words.capital("3 of them") == "Three of them"


@pytest.mark.parametrize(
    ("days", "count", "told"),
    [
        (0, 0, ""),
        (140, 1, "once, by 140 days"),
        (1, 2, "twice, by one day"),
        (-5, 1, "once, brought forward by 5 days"),
        (0, 3, "3 times, to the same day"),
    ],
)
def test_how_far_a_date_was_moved(days: int, count: int, told: str) -> None:
    assert words.moved(days, count) == told


@pytest.mark.parametrize(
    ("written", "told"), [("2016-07", "Jul 2016"), ("2016-Q3", "2016-Q3"), ("2016-07-01", "1 Jul 2016")]
)
def test_a_month_that_something_is_due_in_is_told_as_one(written: str, told: str) -> None:
    assert words.due(parse_due(written)) == told


def test_how_often() -> None:
    assert [words.times(count) for count in (0, 1, 2, 3)] == ["never", "once", "twice", "3 times"]


def test_a_title_is_cut_between_words() -> None:
    assert words.clipped("A short title", 20) == "A short title"
    assert words.clipped("Reach permanent homes without drift", 20) == "Reach permanent…"
    assert words.clipped("x" * 50, 10) == "xxxxxxxxx…"


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"red": 14, "amber": 0, "green": 17}, "Of the 31 rated KPIs, 14 are red and 17 are green."),
        ({"red": 1, "green": 2}, "Of the 3 rated KPIs, one is red and 2 are green."),
        ({"red": 2, "green": 0}, "Both rated KPIs are red."),
        ({"red": 5}, "All 5 rated KPIs are red."),
        ({"red": 1}, "The one rated KPI is red."),
        ({"red": 0}, ""),
    ],
)
def test_how_many_are_what(counts: dict[str, int], told: str) -> None:
    assert words.tally("rated KPI", counts, lead="the ") == told
