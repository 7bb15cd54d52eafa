"""Rules about reviews and expectations."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import days
from pap_cli.assess.deadlines.reviews import ExpectationState, ReviewState
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity


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
            if review.id not in dated:
                yield Found(
                    message=f"review {review.id} has no due date",
                    help="add due: for one review, or every: and from: for a series",
                    place=review.place,
                    fields=("every", "id"),
                    plan=plan.plan.id,
                    item=review.id,
                )


@rule("PAP502", "expectation-at-risk", Severity.WARNING, on="milestone")
def expectation_at_risk(assessment: Assessment) -> Iterator[Found]:
    """Something that a body expects by a date is not on track.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - id: A1.1
            title: Published
            due: 2016-11-30
            started: 2016-09-01
            forecast: 2017-02-28
            expected_by: [ofsted]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-11-30, started: 2016-09-01, expected_by: [ofsted]}
    ```
    """
    yield from _expectations(assessment, ExpectationState.AT_RISK)


@rule("PAP503", "expectation-missed", Severity.ERROR, on="milestone")
def expectation_missed(assessment: Assessment) -> Iterator[Found]:
    """Something that a body expected by a date has not been delivered.

    An extension does not change what the body expects, unless the body itself approved it.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - id: A1.1
            title: Published
            due: 2016-09-30
            started: 2016-09-01
            expected_by: [ofsted]
            extensions: [{to: 2016-12-31, approved: 2016-09-20, by: board, reason: Printer moved}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - id: A1.1
            title: Published
            due: 2016-09-30
            started: 2016-09-01
            expected_by: [ofsted]
            extensions: [{to: 2016-12-31, approved: 2016-09-20, by: ofsted, reason: Agreed at the visit}]
    ```
    """
    yield from _expectations(assessment, ExpectationState.MISSED)


def _expectations(assessment: Assessment, state: ExpectationState) -> Iterator[Found]:
    for plan in assessment.plans:
        titles = plan.plan.body_titles
        for expectation in plan.expectations:
            if expectation.state is not state:
                continue
            who = titles.get(expectation.body, expectation.body)
            left = (expectation.by.day - assessment.as_of).days
            when = f"{days(-left)} ago" if left < 0 else f"in {days(left)}" if left else "today"
            verb = "expected" if state is ExpectationState.MISSED else "expects"
            what = "it has not been delivered" if state is ExpectationState.MISSED else "it is not on track"
            yield Found(
                message=f"{who} {verb} {expectation.item} by {expectation.by} ({when}), but {what}",
                help="tell them before they ask, and add a note on what is being done about it",
                place=expectation.place,
                fields=("expected_by", "due"),
                plan=plan.plan.id,
                item=expectation.item,
            )
