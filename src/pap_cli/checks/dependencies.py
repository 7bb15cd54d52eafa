"""Rules about milestones that depend on others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.checks import Found, of_milestone, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import Due, show_date
from pap_cli.model.facts import Fact
from pap_cli.model.order import natural

# The most ids that a message lists.
_LISTED = 8


def _depends_on_late(schedule: Schedule) -> bool:
    blocker = schedule.blocker
    return (
        schedule.state.open
        and not schedule.days_overdue
        and blocker is not None
        and (blocker.overdue or blocker.expected > schedule.due.day)
    )


@rule("PAP212", "blocked-by-late", Severity.WARNING, on="milestone")
def blocked_by_late(assessment: Assessment) -> Iterator[Found]:
    """A milestone depends on something that is overdue, or expected only after its own due date.

    Indirect dependencies count as well.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Drafted, due: 2016-09-30, started: 2016-08-01}
          - {id: A1.2, title: Published, due: 2016-12-31, depends_on: [A1.1]}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Drafted, due: 2016-09-30, started: 2016-08-01, completed: 2016-09-28}
          - {id: A1.2, title: Published, due: 2016-12-31, depends_on: [A1.1]}
    ```
    """
    for status in assessment.milestones:
        schedule = status.schedule
        blocker = schedule.blocker
        if blocker is None or not _depends_on_late(schedule):
            continue
        why = "which is overdue" if blocker.overdue else f"which is expected {_expected(blocker.due)}"
        yield of_milestone(
            status,
            f"{schedule.id} (due {schedule.due}) depends on {blocker.id}, {why}",
            f"deliver {blocker.id} first, or get this due date extended too",
            "depends_on",
        )


@rule("PAP213", "dependency-cycle", Severity.ERROR, on="milestone")
def dependency_cycle(assessment: Assessment) -> Iterator[Found]:
    """Milestones depend on each other, so none of them can start.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Drafted, due: 2016-11-30, depends_on: [A1.2]}
          - {id: A1.2, title: Published, due: 2016-12-31, depends_on: [A1.1]}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Drafted, due: 2016-11-30}
          - {id: A1.2, title: Published, due: 2016-12-31, depends_on: [A1.1]}
    ```
    """
    for plan in assessment.plans:
        by_id = {status.id: status for status in plan.milestones} if plan.cycles else {}
        for cycle in plan.cycles:
            inside = sorted((id for id in cycle if id in by_id), key=natural)
            if not inside:
                continue
            first = inside[0]
            yield of_milestone(
                by_id[first],
                f"{_listed(inside)} depend on each other" if len(inside) > 1 else f"{first} depends on itself",
                "remove one of the dependencies",
                "depends_on",
            )


@rule("PAP215", "dependency-cancelled", Severity.WARNING, on="milestone")
def dependency_cancelled(assessment: Assessment) -> Iterator[Found]:
    """An open milestone depends on something that was cancelled.

    It can never be delivered as planned, and the plan does not say what replaces what was cancelled.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Drafted, due: 2016-11-30, cancelled: {on: 2016-09-12, by: board}}
          - {id: A1.2, title: Published, due: 2016-12-31, depends_on: [A1.1]}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Drafted, due: 2016-11-30, cancelled: {on: 2016-09-12, by: board}}
          - {id: A1.2, title: Published, due: 2016-12-31}
    ```
    """
    for plan in assessment.plans:
        cancelled = _cancelled_on(plan)
        for status in plan.milestones if cancelled else ():
            for other in status.schedule.milestone.depends_on if status.schedule.state.open else ():
                if (day := cancelled.get(other)) is not None:
                    yield of_milestone(
                        status,
                        f"{status.id} depends on {other}, which was cancelled on {show_date(day)}",
                        "name what replaces it under depends_on, or remove the dependency",
                        "depends_on",
                    )


@rule("PAP216", "delivered-before-dependency", Severity.WARNING, on="milestone")
def delivered_before_dependency(assessment: Assessment) -> Iterator[Found]:
    """A milestone was delivered before something that it depends on.

    Either one of the dates is wrong, or it did not depend on it.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Drafted, due: 2016-07-31, completed: 2016-09-12}
          - {id: A1.2, title: Published, due: 2016-08-31, completed: 2016-08-30, depends_on: [A1.1]}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Drafted, due: 2016-07-31, completed: 2016-07-29}
          - {id: A1.2, title: Published, due: 2016-08-31, completed: 2016-08-30, depends_on: [A1.1]}
    ```
    """
    for plan in assessment.plans:
        steps = {status.id: [status.schedule] for status in plan.milestones}
        steps |= {action.id: [status.schedule for status in action.live] for action in plan.actions}
        for status in plan.milestones:
            completed = status.schedule.completed
            if completed is None or not status.schedule.state.done:
                continue
            for other in status.schedule.milestone.depends_on:
                if later := _delivered_later(steps.get(other, ()), completed):
                    yield of_milestone(
                        status,
                        f"{status.id} was delivered {completed.when} but depends on {later}",
                        "correct whichever date is wrong, or remove the dependency",
                        "completed",
                    )


def _cancelled_on(plan: PlanStatus) -> dict[str, date]:
    """Return the milestones and actions of a plan that were cancelled, each with the day."""
    found = {
        status.id: status.action.cancelled.on for status in plan.actions if status.cancelled and status.action.cancelled
    }
    return found | {
        status.id: status.schedule.cancelled
        for status in plan.milestones
        if status.schedule.state is State.CANCELLED and status.schedule.cancelled
    }


def _delivered_later(steps: Iterable[Schedule], completed: Fact) -> str:
    """Return the first of some milestones that was not delivered by then, in words; empty if all were."""
    for step in steps:
        if step.milestone.place.faulty:
            continue
        if step.state.open:
            return f"{step.id}, which has not been delivered"
        if step.state.done and step.completed is not None and completed.surely_before(step.completed):
            return f"{step.id}, which was delivered only {step.completed.when}"
    return ""


def _expected(due: Due) -> str:
    return f"on {due}" if due.written == due.day.isoformat() else f"in {due}"


def _listed(ids: list[str]) -> str:
    shown, more = (ids, "") if len(ids) <= _LISTED else (ids[:_LISTED], f"{len(ids) - _LISTED} more")
    return f"{', '.join(shown if more else shown[:-1])} and {more or shown[-1]}"
