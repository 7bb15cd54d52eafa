"""Rules about dates that contradict each other or do not fit a time horizon."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.schedule import horizon_of
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.checks import Found, of_milestone, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.plan import Plan


@rule("PAP208", "completed-before-started", Severity.ERROR, on="milestone")
def completed_before_started(assessment: Assessment) -> Iterator[Found]:
    """A milestone was completed before it was started.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-10-31, started: 2016-09-12, completed: 2016-08-30}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-10-31, started: 2016-08-12, completed: 2016-08-30}
    ```
    """
    for status in assessment.milestones:
        started, completed = status.schedule.started, status.schedule.completed
        if started is not None and completed is not None and completed.surely_before(started):
            yield of_milestone(
                status,
                f"{status.id} was completed {completed.when}, before it was started {started.when}",
                "correct whichever date is wrong",
                "completed",
            )


@rule("PAP209", "dates-out-of-order", Severity.ERROR, on="milestone")
def dates_out_of_order(assessment: Assessment) -> Iterator[Found]:
    """The dates of a milestone contradict each other.

    Evidence was accepted before delivery or without it, a delivery or its evidence was approved before it happened,
    work began or ended after the milestone was cancelled, or an extension was approved before it was asked for or moves
    the due date back.

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
            due: 2016-08-31
            completed: 2016-08-30
            evidenced: 2016-07-30
            evidence: ["Board paper"]
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
            due: 2016-08-31
            completed: 2016-08-30
            evidenced: 2016-09-30
            evidence: ["Board paper"]
    ```
    """
    for status in assessment.milestones:
        schedule = status.schedule
        completed, evidenced = schedule.completed, schedule.evidenced
        if evidenced is not None and (completed is None or evidenced.surely_before(completed)):
            when = f"before it was completed {completed.when}" if completed else "but never completed"
            yield of_milestone(
                status,
                f"{status.id} has evidence accepted {evidenced.when}, {when}",
                "add completed: with the delivery date" if completed is None else "correct whichever date is wrong",
                "evidenced",
            )
        if schedule.approval is not None or schedule.evidence_approval is not None:
            yield from _approved_early(status)
        yield from _after_cancellation(status)
        approved = schedule.extensions
        if not approved:
            continue
        for extension in approved:
            approval = extension.approved
            if extension.asked and approval and approval.day and approval.day < extension.asked:
                yield of_milestone(
                    status,
                    f"the extension of {status.id} to {extension.to} was approved {approval.when}, "
                    f"before it was asked for on {show_date(extension.asked)}",
                    "correct whichever date is wrong",
                    "approved",
                    place=extension.place,
                )
        dues = [schedule.milestone.due, *(extension.to for extension in approved)]
        for extension, (before, after) in zip(approved, pairwise(dues), strict=True):
            if after.day <= before.day and before.dated:
                yield Found(
                    message=f"an extension of {status.id} moves the due date from {before} to {after}, "
                    "which is not later",
                    help="correct the date; to bring a date forward, add a new milestone",
                    place=extension.place,
                    fields=("to",),
                    plan=schedule.plan,
                    item=status.id,
                )


def _approved_early(status: MilestoneStatus) -> Iterator[Found]:
    """Yield a finding for a delivery, or for evidence, that was approved before it happened."""
    schedule, milestone = status.schedule, status.schedule.milestone
    facts = (
        ("completed", "delivery", schedule.completed, milestone.completed, schedule.approval),
        ("evidenced", "evidence", schedule.evidenced, milestone.evidenced, schedule.evidence_approval),
    )
    for key, noun, fact, written, approval in facts:
        given = approval.given if approval is not None and fact is written else None
        if fact is not None and given is not None and given.surely_before(fact):
            verb = "completed" if key == "completed" else "provided"
            yield of_milestone(
                status,
                f"the {noun} of {status.id} was approved {given.when}, before it was {verb} {fact.when}",
                "correct whichever date is wrong",
                "approved",
                key,
                place=fact.place or milestone.place,
            )


def _after_cancellation(status: MilestoneStatus) -> Iterator[Found]:
    """Yield a finding for work that began or ended after a milestone was cancelled."""
    schedule = status.schedule
    cancelled = schedule.cancelled
    if cancelled is None:
        return
    for key, fact in (("completed", schedule.completed), ("started", schedule.started)):
        if fact is not None and fact.earliest is not None and fact.earliest > cancelled:
            yield of_milestone(
                status,
                f"{status.id} was {key} {fact.when}, after it was cancelled on {show_date(cancelled)}",
                "correct whichever date is wrong",
                key,
            )
            return


@rule("PAP220", "horizons-out-of-order", Severity.WARNING)
def horizons_out_of_order(assessment: Assessment) -> Iterator[Found]:
    """A time horizon of a plan is not longer than the one before it, so no milestone can fall in it.

    Bad:

    ```yaml
    plan:
      id: p
      title: A plan
      start: 2016-01-04
      horizons: {immediate: 6 months, short: 3 months}
    ```

    Good:

    ```yaml
    plan:
      id: p
      title: A plan
      start: 2016-01-04
      horizons: {immediate: 3 months, short: 6 months}
    ```
    """
    for plan in assessment.plans:
        header = plan.plan.header
        horizons = header.horizons
        if horizons.place is None:
            continue
        for before, after in pairwise(("immediate", "short", "intermediate", "long")):
            first, second = getattr(horizons, before), getattr(horizons, after)
            if second.after(header.start) <= first.after(header.start):
                yield Found(
                    message=f"the {after} horizon, {second}, is not longer than the {before} one, {first}",
                    help="write them in order, each longer than the one before",
                    place=horizons.place,
                    fields=(after, before),
                    plan=plan.plan.id,
                )


@rule("PAP211", "horizon-contradicts-due", Severity.WARNING, on="milestone")
def horizon_contradicts_due(assessment: Assessment) -> Iterator[Found]:
    """A milestone's time horizon is not the one that its first due date falls in.

    Horizons count from the plan's start; their limits are in the plan's `horizons:`.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, horizon: immediate, due: 2016-12-31}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, horizon: intermediate, due: 2016-12-31}
    ```
    """
    plans: dict[str, Plan] = {plan.plan.id: plan.plan for plan in assessment.plans}
    for status in assessment.milestones:
        milestone = status.schedule.milestone
        if milestone.horizon is None or not milestone.due.dated:
            continue
        derived = horizon_of(milestone.due.day, plans[status.schedule.plan].header)
        if milestone.horizon is not derived:
            yield of_milestone(
                status,
                f"{status.id} has horizon: {milestone.horizon.value}, but its first due date ({milestone.due}) is in "
                f"the {derived.value} horizon",
                f"write horizon: {derived.value}, or delete the key",
                "horizon",
            )
