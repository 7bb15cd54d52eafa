"""Rules about what is not known of a milestone: its due date, whether work has begun, when something happened."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.schedule import State
from pap_cli.checks import Found, of_milestone, rule
from pap_cli.diagnostics import Severity


@rule("PAP221", "milestone-without-due", Severity.WARNING, on="milestone")
def milestone_without_due(assessment: Assessment) -> Iterator[Found]:
    """A milestone that is still open has no due date, so it can never be late.

    It is not rated until it is delivered.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: unknown}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-12-31}
    ```
    """
    for status in assessment.milestones:
        schedule = status.schedule
        if schedule.state.open and not schedule.due.dated:
            yield of_milestone(
                status,
                f"{status.id} has no due date",
                "add due: with the day, the month or the quarter by which it is to be delivered",
                "due",
                "id",
            )


@rule("PAP222", "start-unknown", Severity.WARNING, on="milestone")
def start_unknown(assessment: Assessment) -> Iterator[Found]:
    """Nobody knows whether work on a milestone has begun, so it is not rated.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-12-31, started: unknown}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-12-31, started: 2016-09}
    ```
    """
    for status in assessment.milestones:
        schedule = status.schedule
        if schedule.state is State.UNKNOWN:
            past = schedule.due.dated and schedule.due.day < assessment.as_of
            late = f", and it was due {schedule.due}" if past else ""
            yield of_milestone(
                status,
                f"it is not known whether work on {status.id} has begun{late}",
                "ask its owner; write when it began, or delete started: if it has not begun",
                "started",
            )


@rule("PAP223", "fact-without-day", Severity.ERROR, on="milestone")
def fact_without_day(assessment: Assessment) -> Iterator[Found]:
    """A fact of a milestone says neither when it happened nor since when that is known, so it does not count.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-12-31, completed: {known: }}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-12-31, started: 2016-08-01, completed: {known: 2016-09-30}}
    ```
    """
    for status in assessment.milestones:
        milestone = status.schedule.milestone
        facts = (("started", milestone.started), ("completed", milestone.completed), ("evidenced", milestone.evidenced))
        for key, fact in facts:
            if fact is not None and fact.on is None and fact.known is None and not milestone.place.faulty:
                yield of_milestone(
                    status,
                    f"{key} of {status.id} does not say when",
                    f"write {key}: true if the day is not known, or {key}: {{known: …}} with the day of the record",
                    key,
                )


@rule("PAP224", "action-without-dates", Severity.WARNING, on="action")
def action_without_dates(assessment: Assessment) -> Iterator[Found]:
    """An action says when or how it is to be done, but has no dates of its own, so this does not count.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        evidence: Board paper 2016-10, item 4
        milestones:
          - {id: A1.1, title: Published, due: 2016-12-31}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-12-31, evidence: "Board paper 2016-10, item 4"}
    ```
    """
    for plan in assessment.plans:
        for status in plan.actions:
            unused = [name for name in _OF_DATES if getattr(status.action, name)]
            if unused and status.itself is None:
                yield Found(
                    message=f"{unused[0]} of {status.id} does not count: {status.id} has no dates of its own",
                    help=f"move {unused[0]} to its milestones, or add due: to {status.id}",
                    place=status.action.place,
                    fields=(unused[0], "id"),
                    plan=status.plan,
                    item=status.id,
                )


# The keys of an action that are about its own dates.
_OF_DATES = ("targets", "evidence", "depends_on", "expected_by", "horizon")
