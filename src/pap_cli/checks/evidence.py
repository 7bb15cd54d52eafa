"""Rules about the evidence of milestones that were delivered."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.evidence import provided
from pap_cli.assess.deadlines.rag import days
from pap_cli.assess.deadlines.schedule import State
from pap_cli.checks import Found, of_milestone, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date


@rule("PAP206", "evidence-late", Severity.WARNING, on="milestone")
def evidence_late(assessment: Assessment) -> Iterator[Found]:
    """A milestone was delivered but its evidence is late.

    Evidence is due on `evidence_due` or, without that key, `evidence-within` (3 months) after delivery.

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
        due, written = schedule.evidence_due, schedule.milestone.evidence_due
        if schedule.awaits_evidence and due is not None and assessment.as_of > due:
            late, done = (assessment.as_of - due).days, schedule.completed
            yield of_milestone(
                status,
                f"{schedule.id} was delivered{f' {done.when}' if done else ''}, but its evidence is {days(late)} late: "
                f"due {written or show_date(due)}",
                "add evidenced: with the date that the evidence was accepted, and evidence: with where it is",
                "evidence_due",
                "completed",
                weight=late,
            )


@rule("PAP207", "evidence-missing", Severity.WARNING, on="milestone")
def evidence_missing(assessment: Assessment) -> Iterator[Found]:
    """A milestone is marked as evidenced but does not say where the evidence is.

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
        if status.schedule.state is State.EVIDENCED and not status.schedule.evidence:
            yield of_milestone(
                status,
                f"{status.id} is marked as evidenced but does not say where the evidence is",
                'add evidence: ["where it is"]',
                "evidenced",
            )


@rule("PAP230", "evidence-empty", Severity.WARNING, on="milestone")
def evidence_empty(assessment: Assessment) -> Iterator[Found]:
    """An item of evidence says neither what it is nor where it is, so nobody can find it.

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
            completed: 2016-03-30
            evidenced: 2016-05-10
            evidence: [{on: 2016-05-10, accepted_by: board}]
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
            evidence: [{what: Thresholds as published, where: "Board paper 2016-05, item 6", accepted_by: board}]
    ```
    """
    for status in assessment.milestones:
        evidence = status.schedule.milestone.evidence
        for item in provided(evidence, assessment.as_of) if evidence else ():
            if item.what is None and item.where is None and not status.schedule.milestone.place.faulty:
                yield of_milestone(
                    status,
                    f"an item of evidence of {status.id} says neither what it is nor where it is",
                    "add what: or where: to it, or delete it",
                    "evidence",
                    "on",
                    "accepted_by",
                    place=item.place,
                )


@rule("PAP231", "evidence-accepted-without-date", Severity.WARNING, on="milestone")
def evidence_accepted_without_date(assessment: Assessment) -> Iterator[Found]:
    """Every item of evidence of a delivered milestone is accepted, but the milestone is not marked as evidenced.

    Items can be accepted one by one. The milestone is evidenced, and blue, only with `evidenced`.

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
            completed: 2016-09-12
            evidence: [{what: Thresholds as published, accepted_by: board}]
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
            completed: 2016-09-12
            evidenced: 2016-10-04
            evidence: [{what: Thresholds as published, accepted_by: board}]
    ```
    """
    for status in assessment.milestones:
        schedule = status.schedule
        if not schedule.milestone.evidence or not schedule.awaits_evidence or not assessment.policy.require_evidence:
            continue
        evidence = provided(schedule.milestone.evidence, assessment.as_of)
        if evidence and all(item.accepted_by is not None for item in evidence):
            which = "the evidence" if len(evidence) == 1 else "every item of evidence"
            yield of_milestone(
                status,
                f"{which} of {status.id} is accepted, but {status.id} is not marked as evidenced",
                "add evidenced: with the date of the acceptance, or true if it is not known; if more evidence is to "
                "come, add it without accepted_by",
                "evidence",
            )


@rule("PAP218", "evidence-due-before-milestone", Severity.WARNING, on="milestone")
def evidence_due_before_milestone(assessment: Assessment) -> Iterator[Found]:
    """The evidence of a milestone is due before the milestone itself.

    Evidence of a delivery cannot exist before the delivery. If an extension moved the due date, move `evidence_due`
    too.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-12-31, evidence_due: 2016-11-30}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-12-31, evidence_due: 2017-01-31}
    ```
    """
    if not assessment.policy.require_evidence:
        return
    for status in assessment.milestones:
        schedule = status.schedule
        evidence_due = schedule.milestone.evidence_due
        if evidence_due is None or schedule.state is State.CANCELLED or schedule.evidenced is not None:
            continue
        due = schedule.due if schedule.state.open else schedule.milestone.due
        if not due.dated:
            continue
        completed = schedule.completed.earliest if schedule.completed else None
        if evidence_due.day < min(due.day, completed or due.day):
            yield of_milestone(
                status,
                f"the evidence of {status.id} is due {evidence_due}, but the milestone only {due}",
                "correct whichever date is wrong; evidence is due on or after the due date",
                "evidence_due",
            )
