"""Rules about reviews."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.reviews import ReviewState, due_dates
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import Duration, show_date
from pap_cli.model.oversight import Review


@rule("PAP501", "review-missed", Severity.WARNING, on="review")
def review_missed(assessment: Assessment) -> Iterator[Found]:
    """A review was due but was not held.

    A meeting counts towards the nearest due date. A review is missed `review-grace` (14 days) after its due date.

    Bad:

    ```yaml
    reviews:
      - id: board-review
        body: board
        every: 3 months
        from: 2016-02-01
        for: 6 months
        held: [2016-02-01, 2016-08-01]
    ```

    Good:

    ```yaml
    reviews:
      - id: board-review
        body: board
        every: 3 months
        from: 2016-02-01
        for: 6 months
        held: [2016-02-01, 2016-05-03, 2016-08-01]
    ```
    """
    for plan in assessment.plans:
        for occurrence in plan.reviews:
            if occurrence.state is ReviewState.MISSED:
                review = occurrence.review
                yield Found(
                    message=f"review {review.id}, due {occurrence.due}, was not held",
                    help="add the date to held:, or add a note on why it was not held",
                    place=review.place,
                    fields=("held", "due", "every"),
                    plan=plan.plan.id,
                    item=review.id,
                )


@rule("PAP504", "review-without-date", Severity.WARNING, on="review")
def review_without_date(assessment: Assessment) -> Iterator[Found]:
    """A review has no due date, so it can never be missed.

    A single review has `due`; a recurring one has `every` and `from`, and `for` or `until` to end it.

    Bad:

    ```yaml
    reviews:
      - {id: board-review, body: board, every: 3 months}
    ```

    Good:

    ```yaml
    reviews:
      - {id: board-review, body: board, every: 3 months, from: 2016-11-01, for: 18 months}
    ```
    """
    for plan in assessment.plans:
        dated = {occurrence.review.id for occurrence in plan.reviews}
        for review in plan.plan.reviews:
            if review.id not in dated and (review.every is None or review.start is None):
                yield Found(
                    message=f"review {review.id} has no due date",
                    help="add due: for one review, or every: and from: for a series",
                    place=review.place,
                    fields=("every", "id"),
                    plan=plan.plan.id,
                    item=review.id,
                )


@rule("PAP507", "review-dates-contradict", Severity.ERROR, on="review")
def review_dates_contradict(assessment: Assessment) -> Iterator[Found]:
    """The dates of a review contradict each other, so some of them are ignored.

    A single review has `due`. A series has `every` and `from`, and `for` or `until` to end it; its outcomes are those
    of its meetings.

    Bad:

    ```yaml
    reviews:
      - {id: board-review, body: board, due: 2016-11-30, every: 3 months, from: 2016-11-01}
    ```

    Good:

    ```yaml
    reviews:
      - {id: board-review, body: board, every: 3 months, from: 2016-11-01}
    ```
    """
    for plan in assessment.plans:
        for review in plan.plan.reviews:
            if contradiction := _contradiction(review):
                message, help, field = contradiction
                yield Found(
                    message=f"review {review.id} {message}",
                    help=help,
                    place=review.place,
                    fields=(field,),
                    plan=plan.plan.id,
                    item=review.id,
                )


def _contradiction(review: Review) -> tuple[str, str, str] | None:
    """Return what is wrong with the dates of a review, what to do, and the field at fault."""
    every, start = review.every, review.start
    if every is None:
        series = next((key for key, value in _ends(review) if value is not None), None)
        if review.due is None or series is None:
            return None
        return f"has {series}: but no every:", f"delete {series}:, or write every: instead of due:", series
    if every == Duration():
        return "recurs after no time at all", "write a length of time, like 3 months, or due: for one review", "every"
    if review.due is not None:
        return "has both due: and every:", "keep due: for one review, or every: and from: for a series", "due"
    if review.length is not None and review.until is not None:
        return "has both for: and until:", "keep one of them", "for"
    if review.outcome is not None:
        return (
            "is a series, so its own outcome: is not shown",
            "write the outcome at its meeting, under held:",
            "outcome",
        )
    if start is not None and len(dates := due_dates(review)) < 2:
        if not dates:
            return f"ends before it begins on {show_date(start)}", "correct from: or until:", "until"
        help = "correct every:, or write due: for one review"
        return f"recurs every {every}, but its series ends before the second date", help, "every"
    return None


def _ends(review: Review) -> tuple[tuple[str, object], ...]:
    return (("from", review.start), ("for", review.length), ("until", review.until))
