"""Whether each review was held, and what each body expects by when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assess.making import action, at, cancelled, extension, forecast, milestone, plan, quarterly, review
from pap_cli.assess.deadlines.reviews import Expectation, ExpectationState, Occurrence, ReviewState, due_dates
from pap_cli.model.dates import Duration
from pap_cli.model.items import Milestone
from pap_cli.model.oversight import Review

HELD, HELD_LATE, MISSED, OVERDUE, DUE, NOT_RECORDED = ReviewState
MET, MET_LATE, NOT_MET, AT_RISK, OPEN = ExpectationState


# --- when a review is due -------------------------------------------------------------------------------------------


def dues(review: Review) -> list[str]:
    return [due.day.isoformat() for due in due_dates(review)]


def test_cabinet_every_three_months_for_eighteen() -> None:
    cabinet = quarterly(start="2015-07-13", length=18)
    assert dues(cabinet) == [
        "2015-07-13",
        "2015-10-13",
        "2016-01-13",
        "2016-04-13",
        "2016-07-13",
        "2016-10-13",
        "2017-01-13",
    ]


def test_the_last_day_of_a_month_stays_the_last_day() -> None:
    monthly = review(every=Duration(months=1), start="2016-01-31", until="2016-05-31")
    assert dues(monthly) == ["2016-01-31", "2016-02-29", "2016-03-31", "2016-04-30", "2016-05-31"]


def test_every_six_weeks_until_a_day() -> None:
    board = review(every=Duration(days=42), start="2016-01-04", until="2016-03-28")
    assert dues(board) == ["2016-01-04", "2016-02-15", "2016-03-28"]


def test_without_an_end_a_rhythm_lasts_two_years() -> None:
    assert dues(review(every=Duration(months=6), start="2016-01-04"))[-1] == "2018-01-04"


def test_a_single_review_is_due_once() -> None:
    assert dues(review(due="2016-06")) == ["2016-06-30"]
    assert dues(review()) == []


def test_a_rhythm_of_nothing_comes_to_an_end() -> None:
    assert dues(review(every=Duration(), start="2016-01-04")) == ["2016-01-04"]
    assert len(dues(review(every=Duration(days=1), start="2000-01-01", until="2190-01-01"))) <= 1000


# --- what became of it ----------------------------------------------------------------------------------------------


def outcome(review: Review, as_of: str = "2016-10-14", **policy: Any) -> tuple[Occurrence, ...]:
    return at(plan(reviews=(review,)), as_of, **policy).reviews


def states(review: Review, as_of: str = "2016-10-14", **policy: Any) -> list[ReviewState]:
    return [occurrence.state for occurrence in outcome(review, as_of, **policy)]


@pytest.mark.parametrize(
    ("as_of", "state", "late"),
    [
        ("2016-06-29", DUE, 0),
        ("2016-06-30", DUE, 0),
        ("2016-07-01", OVERDUE, 1),
        ("2016-07-14", OVERDUE, 14),
        ("2016-07-15", MISSED, 15),
    ],
)
def test_a_review_not_held_is_missed_after_two_weeks(as_of: str, state: ReviewState, late: int) -> None:
    (occurrence,) = outcome(review(due="2016-06-30"), as_of)
    assert (occurrence.state, occurrence.days_late, occurrence.meeting) == (state, late, None)


@pytest.mark.parametrize(
    ("held", "state", "late"),
    [("2016-06-20", HELD, 0), ("2016-06-30", HELD, 0), ("2016-07-14", HELD, 14), ("2016-07-15", HELD_LATE, 15)],
)
def test_a_review_held_within_two_weeks_was_held(held: str, state: ReviewState, late: int) -> None:
    (occurrence,) = outcome(review([held], due="2016-06-30"))
    assert (occurrence.state, occurrence.days_late) == (state, late)


def test_a_meeting_still_to_come_was_not_held() -> None:
    assert states(review(["2016-07-01"], due="2016-06-30"), "2016-06-30") == [DUE]
    assert states(review(["2016-07-20"], due="2016-06-30"), "2016-07-19") == [MISSED]


def test_how_patient_a_review_is_can_be_set() -> None:
    assert states(review(due="2016-06-30"), "2016-07-01", review_grace=Duration()) == [MISSED]
    assert states(review(due="2016-06-30"), "2016-07-30", review_grace=Duration(months=1)) == [OVERDUE]


# dues: 1 February, 1 May (90 days later), 1 August (92 days later)
@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([], [MISSED, MISSED, MISSED]),
        (["2016-01-04"], [HELD, MISSED, MISSED]),  # before the first: answers the first
        (["2016-03-17"], [HELD_LATE, MISSED, MISSED]),  # 45 days from both: the earlier
        (["2016-03-18"], [MISSED, HELD, MISSED]),
        (["2016-06-15"], [MISSED, HELD_LATE, MISSED]),
        (["2016-06-16"], [MISSED, HELD_LATE, MISSED]),  # 46 days from both: the earlier
        (["2016-06-17"], [MISSED, MISSED, HELD]),
        (["2016-02-03", "2016-02-20"], [HELD, MISSED, MISSED]),  # two meetings, one due date
        (["2016-08-20", "2016-05-02", "2016-02-01"], [HELD, HELD, HELD_LATE]),  # any order
        (["2016-10-01"], [MISSED, MISSED, HELD_LATE]),
    ],
)
def test_a_meeting_answers_the_date_it_stands_nearest_to(held: list[str], expected: list[ReviewState]) -> None:
    assert states(quarterly(held)) == expected


def test_the_first_of_two_meetings_for_one_date_counts() -> None:
    (occurrence,) = outcome(review(["2016-07-10", "2016-07-01"], due="2016-06-30"))
    assert occurrence.meeting is not None
    assert occurrence.meeting.day == date(2016, 7, 1)


def test_what_is_still_to_come_is_due() -> None:
    rhythm = quarterly(["2016-02-01"], length=12)
    assert states(rhythm, "2016-05-01") == [HELD, DUE, DUE, DUE, DUE]
    next_due = next(found.due.day for found in outcome(rhythm, "2016-05-02") if found.state is DUE)
    assert next_due == date(2016, 8, 1)


def test_the_outcome_of_a_single_review_shows_once_it_was_held() -> None:
    dfe = review(["2016-06-30"], due="2016-06-30", outcome="Progress since the last visit")
    assert [found.outcome for found in outcome(dfe, "2016-06-29")] == [None]
    assert [found.outcome for found in outcome(dfe, "2016-06-30")] == ["Progress since the last visit"]


# --- what is expected -----------------------------------------------------------------------------------------------


def expected(*steps: Milestone, as_of: str = "2016-10-14") -> tuple[Expectation, ...]:
    return at(plan(action("A", *steps)), as_of).expectations


def state(as_of: str = "2016-10-14", **facts: Any) -> ExpectationState:
    (expectation,) = expected(milestone(**{"due": "2016-11-30", "expected_by": ("ofsted",), **facts}), as_of=as_of)
    return expectation.state


@pytest.mark.parametrize(
    ("as_of", "facts", "expectation"),
    [
        ("2016-10-14", {}, OPEN),
        ("2016-11-02", {}, AT_RISK),  # due soon and not started
        ("2016-11-30", {"started": "2016-10-01"}, OPEN),
        ("2016-12-01", {"started": "2016-10-01"}, NOT_MET),
        ("2016-10-14", {"forecast": (forecast("2016-12-01"),)}, AT_RISK),
        ("2016-12-31", {"completed": "2016-11-30"}, MET),
        ("2016-12-31", {"completed": "2016-12-01"}, MET_LATE),
        ("2016-12-31", {"completed": "2017-01-01"}, NOT_MET),
        ("2016-12-31", {"evidenced": "2016-11-30"}, MET),  # accepted evidence shows that it was there
    ],
)
def test_an_expectation_is_met_by_delivery(as_of: str, facts: dict[str, Any], expectation: ExpectationState) -> None:
    assert state(as_of, **facts) is expectation


@pytest.mark.parametrize(
    ("approved_by", "approved", "expectation"),
    [
        ("board", "2016-11-20", NOT_MET),
        (None, "2016-11-20", NOT_MET),
        ("ofsted", "2016-11-20", OPEN),
        ("ofsted", "2016-12-11", NOT_MET),
        ("ofsted", None, NOT_MET),
    ],
)
def test_only_the_body_itself_moves_what_it_expects(
    approved_by: str | None, approved: str | None, expectation: ExpectationState
) -> None:
    moved = (extension("2017-03-31", approved, approved_by),)
    assert state("2016-12-10", started="2016-10-01", extensions=moved) is expectation


def test_moving_a_date_past_what_is_expected_is_a_risk() -> None:
    moved = (extension("2017-03-31", "2016-10-01", "board"),)
    assert state(started="2016-10-01", extensions=moved) is AT_RISK


def test_two_bodies_expect_the_same_each_by_its_own_date() -> None:
    agreed = (extension("2017-03-31", "2016-10-01", "dfe"),)
    both = expected(milestone(due="2016-11-30", expected_by=("ofsted", "dfe"), extensions=agreed))
    assert [(entry.body, entry.by.written) for entry in both] == [("ofsted", "2016-11-30"), ("dfe", "2017-03-31")]


def test_nobody_expects_what_was_cancelled() -> None:
    dropped = milestone(expected_by=("ofsted",), cancelled=cancelled("2016-10-01"))
    assert expected(dropped) == ()
    assert len(expected(dropped, as_of="2016-09-30")) == 1


def test_expectations_come_in_the_order_of_their_days() -> None:
    found = expected(
        milestone("b", due="2016-12-31", expected_by=("dfe",)), milestone("a", due="2016-11-30", expected_by=("dfe",))
    )
    assert [entry.item for entry in found] == ["a", "b"]
