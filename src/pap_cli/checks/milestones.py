"""Rules about the progress of milestones: overdue, or due soon and not started."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import days
from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.checks import Found, of_milestone, rule, times
from pap_cli.diagnostics import Severity
from pap_cli.model.config import Against
from pap_cli.model.place import Place


@rule("PAP201", "milestone-overdue", Severity.ERROR, on="milestone")
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
        extended = f", extended {times(len(schedule.extensions))} from {schedule.milestone.due}"
        yield of_milestone(
            status,
            f"{schedule.id} is {days(schedule.days_overdue)} overdue: due {due}"
            f"{extended if schedule.extensions and not first else ''}, {schedule.state.value.replace('-', ' ')}",
            "add completed: with the delivery date, or get an extension approved",
            "to",
            "due",
            weight=schedule.days_overdue,
            place=None if first else _date_in_force(schedule),
        )


@rule("PAP202", "milestone-not-started", Severity.WARNING, on="milestone")
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
                "to",
                "due",
                weight=-left,
                place=_date_in_force(schedule),
            )


def _date_in_force(schedule: Schedule) -> Place:
    """Return the entry that gives a milestone its due date: the last approved extension, or the milestone itself."""
    return schedule.extensions[-1].place if schedule.extensions else schedule.milestone.place
