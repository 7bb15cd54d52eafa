"""Reviews due within a window, of which nothing is recorded, or that recur nobody knows how often."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from assess.making import AS_OF, SOMEWHERE, at, day, plan, quarterly, review
from pap_cli.assess.deadlines.reviews import Occurrence, ReviewState
from pap_cli.model.oversight import Meeting, Review, Unknown, Window, parse_held
from pap_cli.model.periods import parse_due

HELD, HELD_LATE, MISSED, OVERDUE, DUE, NOT_RECORDED = ReviewState


def within(start: str, to: str, *held: str) -> Review:
    return review(held, window=Window(start=parse_due(start), to=parse_due(to), place=SOMEWHERE))


def found(review: Review, as_of: str = AS_OF.isoformat()) -> tuple[Occurrence, ...]:
    return at(plan(reviews=(review,)), as_of).reviews


def states(review: Review, as_of: str = AS_OF.isoformat()) -> list[ReviewState]:
    return [one.state for one in found(review, as_of)]


@pytest.mark.parametrize(
    ("held", "as_of", "state", "late"),
    [
        ((), "2016-07-31", DUE, 0),
        ((), "2016-08-31", DUE, 0),
        ((), "2016-09-30", DUE, 0),
        ((), "2016-10-01", OVERDUE, 1),
        ((), "2016-10-14", OVERDUE, 14),
        ((), "2016-10-15", MISSED, 15),
        (("2016-07-01",), "2016-10-15", HELD, 0),
        (("2016-08-01",), "2016-10-15", HELD, 0),
        (("2016-09-30",), "2016-10-15", HELD, 0),
        (("2016-10-14",), "2016-10-15", HELD, 14),
        (("2016-10-15",), "2016-10-15", HELD_LATE, 15),
        (("2016-09",), "2016-10-15", HELD, 0),
        (("2016-10",), "2016-10-31", HELD, 1),
        (("2016-10",), "2016-10-30", MISSED, 30),  # a month counts from its last day
        (("2016-11",), "2016-11-30", HELD_LATE, 32),
        (("true",), "2016-10-15", HELD, None),
    ],
)
def test_a_review_within_a_window_is_due_on_its_last_day(
    held: tuple[str, ...], as_of: str, state: ReviewState, late: int | None
) -> None:
    (one,) = found(within("2016-08", "2016-09", *held), as_of)
    assert (one.state, one.days_late, str(one.due)) == (state, late, "Aug 2016 to Sep 2016")


@pytest.mark.parametrize(
    ("start", "to", "last"),
    [
        ("2016-08-05", "2016-09-02", "2016-09-02"),
        ("2016-08", "Q3 2016/17", "2016-12-31"),
        ("2016-Q3", "2016-Q4", "2016-12-31"),
        ("2016-02", "2016-02", "2016-02-29"),
    ],
)
def test_each_end_of_a_window_is_a_day_a_month_or_a_quarter(start: str, to: str, last: str) -> None:
    (one,) = found(within(start, to))
    assert (one.due.day.isoformat(), one.due.written) == (last, f"{start} to {to}")


def test_a_review_that_nobody_recorded_is_neither_held_nor_missed() -> None:
    once = review(["unknown"], due="2016-08-31")
    assert states(once, "2016-08-31") == [DUE]
    assert states(once, "2016-09-01") == [NOT_RECORDED]
    assert states(once) == [NOT_RECORDED]


def test_of_a_series_the_due_dates_without_a_meeting_are_not_recorded() -> None:
    assert states(quarterly(["2016-05-03", "unknown"])) == [NOT_RECORDED, HELD, NOT_RECORDED]


def test_what_is_not_recorded_can_end_on_a_day() -> None:
    early = Meeting(on=parse_held("unknown"), until=day("2016-02-01"), place=SOMEWHERE)
    series = replace(quarterly(), held=(early,))
    assert states(series) == [NOT_RECORDED, MISSED, MISSED]


def test_a_meeting_of_a_series_on_an_unknown_day_may_be_any_of_them() -> None:
    assert states(quarterly(["2016-05-03", "true"])) == [NOT_RECORDED, HELD, NOT_RECORDED, HELD]


def test_a_meeting_in_a_month_counts_towards_the_due_date_in_it() -> None:
    assert states(quarterly(["2016-02", "2016-05", "2016-08"])) == [HELD, HELD, HELD]


def test_a_series_of_unknown_cadence_has_meetings_and_no_due_dates() -> None:
    series = review(["2016-07", "2016-03-01", "2016-12-01"], every=Unknown.UNKNOWN, start="2015-01-01")
    assert [(one.state, str(one.meeting), one.due.dated, one.days_late) for one in found(series)] == [
        (HELD, "1 Mar 2016", False, None),
        (HELD, "Jul 2016", False, None),
    ]
    assert states(series, "2016-02-29") == []


def test_a_series_of_unknown_cadence_without_records_is_not_recorded() -> None:
    assert states(review(["unknown"], every=Unknown.UNKNOWN)) == [NOT_RECORDED]
