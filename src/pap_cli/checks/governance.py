"""Rules about reviews, expectations, overrides and suppressions."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import days
from pap_cli.assess.deadlines.reviews import ExpectationState, ReviewState
from pap_cli.checks import Found, rule
from pap_cli.checks.suppression import suppressions, why_invalid
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.decisions import Override


@rule("PAP501", "review-missed", Severity.WARNING)
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


@rule("PAP504", "review-without-date", Severity.WARNING)
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


@rule("PAP502", "expectation-at-risk", Severity.WARNING)
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


@rule("PAP503", "expectation-missed", Severity.ERROR)
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


def _overrides(assessment: Assessment) -> Iterator[tuple[Override, str | None, str]]:
    for status in assessment.milestones:
        if (override := status.schedule.milestone.override) is not None:
            yield override, status.schedule.plan, status.id
    for kpi in assessment.kpis:
        if (override := kpi.kpi.override) is not None:
            yield override, kpi.kpi.plan, kpi.id


@rule("PAP601", "override-expired", Severity.WARNING)
def override_expired(assessment: Assessment) -> Iterator[Found]:
    """An override of a rating has expired, and the computed rating is shown again.

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
            due: 2016-12-31
            override: {rating: amber, by: head, reason: Partners are uneasy, until: 2016-09-30}
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
            due: 2016-12-31
            override: {rating: amber, by: head, reason: Partners are uneasy, until: 2016-11-30}
    ```
    """
    for override, plan, item in _overrides(assessment):
        if override.on is not None and override.on > assessment.as_of:
            continue
        if assessment.as_of > override.until:
            yield Found(
                message=f"the override of {item} by {override.by} expired on {show_date(override.until)}",
                help="delete it, or get it renewed with a new date and reason",
                place=override.place,
                fields=("until",),
                plan=plan,
                item=item,
            )


@rule("PAP602", "suppression-expired", Severity.WARNING)
def suppression_expired(assessment: Assessment) -> Iterator[Found]:
    """A suppression does not count: it has expired, has no reason or end date, or names an unknown rule.

    The findings that it suppressed are reported again. A suppression needs a reason and an end date. Errors in the
    files cannot be suppressed: fix them.

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
            due: 2016-12-31
            ignore: [{rule: milestone-overdue, reason: The Board knows, until: 2016-08-31}]
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
            due: 2016-12-31
            ignore: [{rule: milestone-overdue, reason: The Board knows, until: 2016-11-30}]
    ```
    """
    for entry, plan, item in suppressions(assessment):
        if why := why_invalid(entry, assessment.as_of):
            message, field = why
            yield Found(
                message=message,
                help="delete it, or give rule, reason and until: a last day in the future",
                place=entry.place,
                fields=(field, "rule"),
                plan=plan,
                item=item,
            )
