"""Rules about milestones: what is late, what will be, and dates that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import days
from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.checks import Found, of_milestone, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.config import Against
from pap_cli.model.dates import Duration, show_date

_FAR = Duration(months=120)


@rule("PAP201", "milestone-overdue", Severity.ERROR)
def milestone_overdue(assessment: Assessment) -> Iterator[Found]:
    """A milestone is past its approved date and was not delivered.

    The approved date is the first date, or the last extension approved by the day of the report. A milestone due
    today is not overdue yet. With `overdue-against = "first"` the first date counts, extended or not.

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
        moved = f", moved {_times(len(schedule.extensions))} from {schedule.milestone.due}"
        yield of_milestone(
            status,
            f"{schedule.id} is {days(schedule.days_overdue)} overdue: due {due}"
            f"{moved if schedule.extensions and not first else ''}, {schedule.state.value.replace('-', ' ')}",
            "write completed: when it was delivered, or have an extension approved",
            "due",
            weight=schedule.days_overdue,
        )


@rule("PAP202", "milestone-not-started", Severity.WARNING)
def milestone_not_started(assessment: Assessment) -> Iterator[Found]:
    """A milestone is due soon and nobody has started on it.

    Soon is `due-soon`, 28 days unless the settings say otherwise.

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
                f"{schedule.id} is due {f'in {days(left)}' if left else 'today'}, on {schedule.due}, and not started",
                "write started: when work began, or have the date moved before it passes",
                "due",
                weight=-left,
            )


@rule("PAP203", "forecast-after-due", Severity.WARNING)
def forecast_after_due(assessment: Assessment) -> Iterator[Found]:
    """The owner expects to be done after the approved date.

    A forecast past the date is a late milestone that somebody already knows about.

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
                f"{schedule.id} is forecast for {forecast}, {days(late)} after it is due on {schedule.due}",
                "bring the forecast back, or ask for an extension now",
                "forecast",
                weight=late,
            )


@rule("PAP204", "extended-repeatedly", Severity.WARNING)
def extended_repeatedly(assessment: Assessment) -> Iterator[Found]:
    """A milestone was extended again and again.

    Dates that move whenever they come near are how a plan stays green while nothing happens. From
    `repeated-extensions` approved ones on, two unless the settings say otherwise, it is worth asking why.

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
                "ask what would have to change for this date to hold",
                "extensions",
            )


@rule("PAP205", "extension-without-approval", Severity.WARNING)
def extension_without_approval(assessment: Assessment) -> Iterator[Found]:
    """An extension does not say when it was approved, or by whom.

    Without a day of approval it is only asked for, and the old date still counts.

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
                message = f"the extension of {schedule.id} to {extension.to} was never approved, and does not count"
                help = "write approved: the day, and by: who approved it; or delete the extension"
            elif extension.approved <= assessment.as_of and extension.by is None:
                message = f"the extension of {schedule.id} to {extension.to} does not say who approved it"
                help = "write by: the body or owner that approved it"
            else:
                continue
            yield Found(
                message=message, help=help, place=extension.place, fields=("to",), plan=schedule.plan, item=schedule.id
            )


@rule("PAP206", "evidence-late", Severity.WARNING)
def evidence_late(assessment: Assessment) -> Iterator[Found]:
    """A milestone was delivered and its evidence is late.

    Evidence is due on `evidence_due`, or `evidence-within` (3 months) after delivery where no date is written.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-03-31, completed: 2016-03-30, evidence_due: 2016-09-30}
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
            completed: 2016-03-30
            evidence_due: 2016-09-30
            evidenced: 2016-09-20
            evidence: ["Board paper 2016-09, item 4"]
    ```
    """
    if not assessment.policy.require_evidence:
        return
    for status in assessment.milestones:
        schedule = status.schedule
        due = schedule.evidence_due
        if schedule.state is State.DELIVERED and due is not None and assessment.as_of > due:
            late = (assessment.as_of - due).days
            yield of_milestone(
                status,
                f"{schedule.id} was delivered on {show_date(schedule.completed or due)}, and its evidence is "
                f"{days(late)} late: due {show_date(due)}",
                "write evidenced: when somebody accepted the evidence, and evidence: where it can be found",
                "evidence_due",
                "completed",
                weight=late,
            )


@rule("PAP207", "evidence-missing", Severity.WARNING)
def evidence_missing(assessment: Assessment) -> Iterator[Found]:
    """A milestone counts as evidenced, and nothing says where the evidence is.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-03-31, completed: 2016-03-30, evidenced: 2016-05-10}
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
            completed: 2016-03-30
            evidenced: 2016-05-10
            evidence: ["Board paper 2016-05, item 6"]
    ```
    """
    for status in assessment.milestones:
        if status.schedule.state is State.EVIDENCED and not status.schedule.milestone.evidence:
            yield of_milestone(
                status,
                f"{status.id} counts as evidenced, and nothing says where the evidence is",
                'write evidence: ["where it can be found"]',
                "evidenced",
            )


def _waits_for_late(schedule: Schedule) -> bool:
    blocker = schedule.blocker
    return (
        schedule.state.open
        and not schedule.days_overdue
        and blocker is not None
        and (blocker.overdue or blocker.expected > schedule.due.day)
    )


@rule("PAP212", "blocked-by-late", Severity.WARNING)
def blocked_by_late(assessment: Assessment) -> Iterator[Found]:
    """A milestone waits for something that is late, or that will come after it is due itself.

    However far behind: what waits for something that waits for a late milestone is found too.

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
        if blocker is None or not _waits_for_late(schedule):
            continue
        why = "which is overdue" if blocker.overdue else f"expected on {show_date(blocker.expected)}"
        yield of_milestone(
            status,
            f"{schedule.id}, due {schedule.due}, waits for {blocker.id}, {why}",
            f"settle {blocker.id} first, or have this date moved with it",
            "depends_on",
        )


@rule("PAP213", "dependency-cycle", Severity.ERROR)
def dependency_cycle(assessment: Assessment) -> Iterator[Found]:
    """Milestones wait for each other in a circle, so that none can ever start.

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
        by_id = {status.id: status for status in plan.milestones} if plan.circles else {}
        for circle in plan.circles:
            inside = [id for id in circle if id in by_id]
            if not inside:
                continue
            first = min(inside)
            shown = " → ".join([*sorted(inside)[:8], *(["…"] if len(inside) > 8 else [])])
            yield of_milestone(
                by_id[first],
                f"{shown} wait for each other" if len(inside) > 1 else f"{first} waits for itself",
                "take one of the dependencies out",
                "depends_on",
            )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
