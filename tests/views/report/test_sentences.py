"""Numbers, dates and lists in sentences, in GOV.UK's style."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec import Struct

from pap_cli.model.key import PLAIN_KEY, Key, KeyRating
from pap_cli.model.periods import parse_due, parse_period
from pap_cli.model.rating import Rating
from pap_cli.views.report import sentences
from pap_cli.wording import spoken


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
    ("written", "told"),
    [("2016-07", "July 2016"), ("2016-Q3", "the third quarter of 2016"), ("2016-07-01", "1 July 2016")],
)
def test_a_due_date_in_a_sentence_is_a_day_or_a_month(written: str, told: str) -> None:
    assert spoken.due(parse_due(written)) == told


def test_a_title_is_cut_between_words() -> None:
    assert sentences.clipped("A short title", 20) == "A short title"
    assert sentences.clipped("Reach permanent homes without drift", 20) == "Reach permanent…"
    assert sentences.clipped("x" * 50, 10) == "xxxxxxxxx…"


class _Rated(Struct, frozen=True):
    rating: Rating
    key: Key = PLAIN_KEY


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
    assert sentences.tally("rated KPI", [_Rated(one) for one in ratings], lead="the ") == told


def test_a_sentence_counts_ratings_by_what_the_plan_calls_them() -> None:
    ours = Key(red=KeyRating(label="Off track"), grey=KeyRating(label="NHS lead's decision"))
    items = [_Rated(RED, ours), _Rated(RED, ours), _Rated(GREEN, ours), _Rated(GREY, ours)]
    assert sentences.tally("milestone", items) == (
        "Of 4 milestones, 2 are rated Off track, one is green and one is rated NHS lead's decision."
    )


@pytest.mark.parametrize(
    ("written", "shown", "on"),
    [
        ("2025-02-28", "28 February 2025", "on 28 February 2025"),
        ("2025-02", "February 2025", "in February 2025"),
        ("2025-12", "December 2025", "in December 2025"),
        ("2025-Q1", "the first quarter of 2025", "in the first quarter of 2025"),
        ("Q4 2024/25", "Q4 2024/25", "in Q4 2024/25"),
    ],
)
def test_a_due_date_has_the_precision_it_was_given(written: str, shown: str, on: str) -> None:
    assert spoken.due(parse_due(written)) == shown
    assert spoken.due_on(parse_due(written)) == on


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2016-03-31", "on 31 March 2016"),
        ("2016-03", "in March 2016"),
        ("2016-Q1", "in the first quarter of 2016"),
        ("Q4 2015/16", "in Q4 2015/16"),
        ("2015/16", "in 2015/16"),
        ("2016", "in 2016"),
        ("AY 2015/16", "in the academic year 2015/16"),
        ("year to 2016-03", "in the year to March 2016"),
        ("year to 2016-03-30", "in the year to 30 March 2016"),
    ],
)
def test_a_period_in_a_sentence(written: str, shown: str) -> None:
    assert sentences.period(parse_period(written)) == shown


@pytest.mark.parametrize(
    ("ids", "shown"),
    [
        (["R1"], "R1"),
        (["R1", "R2", "R3"], "R1, R2 and R3"),
        (["1"], "recommendation 1"),
        (["1", "2"], "recommendations 1 and 2"),
        (["1.2", "R2"], "recommendations 1.2 and R2"),
    ],
)
def test_ids_that_are_numbers_have_their_noun(ids: list[str], shown: str) -> None:
    assert sentences.named("recommendation", ids) == shown


def test_the_article_of_a_name_is_small_within_a_sentence() -> None:
    assert sentences.the("The Board") == "the Board"
    assert sentences.the("Theatre Royal") == "Theatre Royal"
    assert sentences.the("Ofsted") == "Ofsted"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Improvement Board", "the Improvement Board"),
        ("Improvement Board (chair: A B)", "the Improvement Board (chair: A B)"),
        ("Scrutiny Panel, Children's Services", "the Scrutiny Panel, Children's Services"),
        ("Department for Education", "the Department for Education"),
        ("Care Quality Commission", "the Care Quality Commission"),
        ("the Board", "the Board"),
        ("Overview and Scrutiny, Children's Services", "Overview and Scrutiny, Children's Services"),
        ("Boarding Schools", "Boarding Schools"),
        ("Ofsted", "Ofsted"),
        ("Cabinet", "Cabinet"),
        ("Full Council", "Full Council"),
        ("(none)", "(none)"),
        ("", ""),
    ],
)
def test_a_name_that_takes_an_article_has_it_within_a_sentence(name: str, shown: str) -> None:
    assert sentences.the(name) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2017-01-13", "by 13 January 2017"),
        ("2016-11", "by the end of November 2016"),
        ("2016-Q4", "by the end of the fourth quarter of 2016"),
        ("Q4 2016/17", "by the end of Q4 2016/17"),
    ],
)
def test_a_limit_that_is_a_month_is_its_end(written: str, shown: str) -> None:
    assert spoken.due_by(parse_due(written)) == shown


def test_what_nothing_addresses_is_listed_with_or() -> None:
    assert sentences.named("concern", ["C1", "C2", "C3"], last="or") == "C1, C2 or C3"
    assert sentences.named("concern", ["1", "2"], last="or") == "concerns 1 or 2"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Is it done?.", "Is it done?"),
        ("Report out!.", "Report out!"),
        ("It is done..", "It is done."),
        ("And so on….", "And so on…"),
        ("It is done.", "It is done."),
        ("Due in 2016", "Due in 2016"),
        ("", ""),
    ],
)
def test_a_sentence_ends_once(text: str, shown: str) -> None:
    assert sentences.stopped(text) == shown
    assert sentences.paragraph(text).passages[0].text == shown
    assert sentences.bullets([text]).passages[0].text == shown


def test_a_title_loses_its_full_stop_within_a_sentence_but_not_its_dots() -> None:
    assert sentences.title("Appoint a lead.") == "Appoint a lead"
    assert sentences.title("Why?") == "Why?"
    assert sentences.title("And so on...") == "And so on..."


def test_numbers_agree_with_their_nouns_and_verbs_from_none_to_many() -> None:
    for of in range(1, 131):
        for count in range(of + 1):
            clause = sentences.of_them_are(count, of)
            subject, verb = clause.removesuffix(" not").rsplit(" ", 1)
            plural = verb == "are"
            assert plural is (count > 1), clause
            assert (subject == "it") is (of == 1), clause
            assert ("not" in clause) is (of == 1 and count == 0), clause
            assert sentences.share(count, of).startswith(("the one", "both", "all", "none", "one", str(count)))
        for text in (sentences.counted(of, "milestone"), sentences.start(of, "milestone")):
            assert text.endswith("milestone" if of == 1 else "milestones"), text
        assert not sentences.start(of, "x")[0].islower()
        assert sentences.spelt(of)[0].isdigit() is (of >= 100)
