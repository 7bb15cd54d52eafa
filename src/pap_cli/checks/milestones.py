"""Rules about the progress of milestones: late, not started, extended, without evidence."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import days
from pap_cli.assess.deadlines.schedule import State
from pap_cli.checks import Found, of_milestone, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.config import Against


@rule("PAP201", "milestone-overdue", Severity.ERROR)
def milestone_overdue(assessment: Assessment) -> Iterator[Found]:
    """A milestone is past its due date and has not been delivered.

    The due date is the first due date, or the latest extension approved by the as-of date. A milestone due today is
    not overdue yet. With `overdue-against = "first"` only the first due date counts.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-09-30, started: 2016-08-01}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-09-30, started: 2016-08-01, completed: 2016-09-29}
    ```
    """
    for status in assessment.milestones:
        schedule = status.schedule
        if not schedule.days_overdue:
            continue
        first = assessment.policy.overdue_against is Against.FIRST
        due = schedule.milestone.due if first else schedule.due
        extended = f", extended {_times(len(schedule.extensions))} from {schedule.milestone.due}"
        yield of_milestone(
            status,
            f"{schedule.id} is {days(schedule.days_overdue)} overdue: due {due}"
            f"{extended if schedule.extensions and not first else ''}, {schedule.state.value.replace('-', ' ')}",
            "add completed: with the delivery date, or get an extension approved",
            "due",
            weight=schedule.days_overdue,
        )


@rule("PAP202", "milestone-not-started", Severity.WARNING)
def milestone_not_started(assessment: Assessment) -> Iterator[Found]:
    """A milestone is due soon and has not been started.

    Soon means within `due-soon` (28 days by default).

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-10-31}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-10-31, started: 2016-10-03}
    ```
    """
    limit = assessment.policy.soon(assessment.as_of)
    for status in assessment.milestones:
        schedule = status.schedule
        if schedule.state is State.NOT_STARTED and assessment.as_of <= schedule.due.day <= limit:
            left = (schedule.due.day - assessment.as_of).days
            yield of_milestone(
                status,
                f"{schedule.id} is due {f'in {days(left)}' if left else 'today'} ({schedule.due}) but not started",
                "add started: with the date that work began, or get an extension approved before the due date",
                "due",
                weight=-left,
            )


@rule("PAP203", "forecast-after-due", Severity.WARNING)
def forecast_after_due(assessment: Assessment) -> Iterator[Found]:
    """The owner forecasts delivery after the due date.

    Such a milestone is going to be late, and somebody already knows.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-11-30, started: 2016-08-01, forecast: 2017-01-31}
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
            started: 2016-08-01
            forecast: 2017-01-31
            extensions: [{to: 2017-01-31, approved: 2016-10-10, by: board, reason: Printer moved}]
    ```
    """
    for status in assessment.milestones:
        schedule = status.schedule
        forecast = schedule.forecast
        if schedule.state.open and forecast is not None and forecast.day > schedule.due.day:
            late = (forecast.day - schedule.due.day).days
            yield of_milestone(
                status,
                f"{schedule.id} is forecast for {forecast}, {days(late)} after its due date, {schedule.due}",
                "speed up the work, or ask for an extension now",
                "forecast",
                weight=late,
            )


@rule("PAP204", "extended-repeatedly", Severity.WARNING)
def extended_repeatedly(assessment: Assessment) -> Iterator[Found]:
    """A milestone was extended repeatedly.

    A plan whose dates move whenever they come near stays green while nothing happens. The rule applies from
    `repeated-extensions` approved extensions on (2 by default).

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
            due: 2016-03-31
            started: 2016-03-01
            extensions:
              - {to: 2016-06-30, approved: 2016-03-14, by: board, reason: Partners asked for time}
              - {to: 2016-11-30, approved: 2016-06-20, by: board, reason: Partners asked for more}
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
            due: 2016-03-31
            started: 2016-03-01
            extensions:
              - {to: 2016-11-30, approved: 2016-03-14, by: board, reason: Partners asked for time}
    ```
    """
    for status in assessment.milestones:
        schedule = status.schedule
        if schedule.state.open and len(schedule.extensions) >= max(1, assessment.policy.repeated_extensions):
            yield of_milestone(
                status,
                f"{schedule.id} was extended {_times(len(schedule.extensions))}, from {schedule.milestone.due} to "
                f"{schedule.due}",
                "ask what has to change so that this date can be met",
                "extensions",
            )


@rule("PAP205", "extension-without-approval", Severity.WARNING)
def extension_without_approval(assessment: Assessment) -> Iterator[Found]:
    """An extension does not say when it was approved, or by whom.

    Without `approved` it is only a request, and the earlier due date still counts.

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
            started: 2016-08-01
            extensions: [{to: 2017-01-31, reason: Printer moved}]
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
            started: 2016-08-01
            extensions: [{to: 2017-01-31, approved: 2016-10-10, by: board, reason: Printer moved}]
    ```
    """
    for status in assessment.milestones:
        schedule = status.schedule
        if not schedule.state.open:
            continue
        for extension in schedule.milestone.extensions:
            if extension.approved is None:
                message = f"the extension of {schedule.id} to {extension.to} is not approved and does not count"
                help = "add approved: with the date and by: with who approved it, or delete the extension"
            elif extension.approved <= assessment.as_of and extension.by is None:
                message = f"the extension of {schedule.id} to {extension.to} does not say who approved it"
                help = "add by: with the body or owner that approved it"
            else:
                continue
            yield Found(
                message=message, help=help, place=extension.place, fields=("to",), plan=schedule.plan, item=schedule.id
            )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
