"""Rules about milestones that depend on others."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.schedule import Schedule
from pap_cli.checks import Found, of_milestone, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
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


@rule("PAP212", "blocked-by-late", Severity.WARNING)
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
        why = "which is overdue" if blocker.overdue else f"which is expected on {show_date(blocker.expected)}"
        yield of_milestone(
            status,
            f"{schedule.id} (due {schedule.due}) depends on {blocker.id}, {why}",
            f"deliver {blocker.id} first, or get this due date extended too",
            "depends_on",
        )


@rule("PAP213", "dependency-cycle", Severity.ERROR)
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


def _listed(ids: list[str]) -> str:
    shown, more = (ids, "") if len(ids) <= _LISTED else (ids[:_LISTED], f"{len(ids) - _LISTED} more")
    return f"{', '.join(shown if more else shown[:-1])} and {more or shown[-1]}"
