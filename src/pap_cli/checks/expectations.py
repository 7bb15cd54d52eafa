"""Rules about what bodies expect."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import days
from pap_cli.assess.deadlines.reviews import ExpectationState
from pap_cli.assess.deadlines.schedule import State
from pap_cli.checks import Found, of_milestone, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date


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


@rule("PAP509", "expectation-cancelled", Severity.WARNING, on="milestone")
def expectation_cancelled(assessment: Assessment) -> Iterator[Found]:
    """Something that a body expects was cancelled.

    It is no longer listed under what bodies expect, but the body may still wait for it.

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
            expected_by: [ofsted]
            cancelled: {on: 2016-10-03, by: board, reason: The partners publish them}
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
            due: 2016-11-30
            cancelled: {on: 2016-10-03, by: ofsted, reason: The partners publish them}
    ```
    """
    for plan in assessment.plans:
        for status in plan.milestones:
            schedule = status.schedule
            if schedule.state is not State.CANCELLED or schedule.cancelled is None:
                continue
            for body in schedule.milestone.expected_by:
                yield of_milestone(
                    status,
                    f"{plan.plan.body_title(body)} expected {status.id} by {schedule.milestone.due}, but it was "
                    f"cancelled on {show_date(schedule.cancelled)}",
                    "tell them, and remove them from expected_by once they agree",
                    "expected_by",
                )
