"""Rules about the approval of deliveries and of their evidence."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.approvals import Agreement
from pap_cli.assess.deadlines.rag import days
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.checks import Found, of_milestone, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.facts import Approvable


@rule("PAP232", "approval-without-approver", Severity.WARNING, on="milestone")
def approval_without_approver(assessment: Assessment) -> Iterator[Found]:
    """A delivery or its evidence is approved, but nobody is named who approved it.

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
            completed: {on: 2016-09-12, approved: 2016-10-04}
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
            completed: {on: 2016-09-12, approved: 2016-10-04, by: board}
    ```
    """
    for status in _needing_approval(assessment):
        for key, noun, fact, approval in _approvals(status):
            if approval.given is not None and approval.by is None:
                yield of_milestone(
                    status,
                    f"the {noun} of {status.id} was approved {approval.given.when}, but it does not say by whom",
                    "add by: with the body or owner that approved it, or approved_by: to the plan",
                    "approved",
                    key,
                    place=fact.place or status.schedule.milestone.place,
                )


@rule("PAP233", "approval-waiting", Severity.WARNING, on="milestone")
def approval_waiting(assessment: Assessment) -> Iterator[Found]:
    """A delivery or its evidence has waited for its approval for longer than `approval-within`, 3 months.

    Until it is approved the milestone is delivered, not yet approved, and green at best.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones:
          - {id: A1.1, title: Published, due: 2016-06-30, completed: {on: 2016-06-12, by: board}}
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
            due: 2016-06-30
            completed: {on: 2016-06-12, approved: 2016-07-04, by: board}
    ```
    """
    within = assessment.policy.approval_within
    for status in _needing_approval(assessment):
        for key, noun, fact, approval in _approvals(status):
            since = fact.since
            if approval is status.schedule.waiting and since is not None and within.after(since) < assessment.as_of:
                waited, by = (assessment.as_of - since).days, f" by {approval.by}" if approval.by is not None else ""
                yield of_milestone(
                    status,
                    f"the {noun} of {status.id} has waited {days(waited)} for its approval{by}",
                    "add approved: with the date of the approval, or ask for it",
                    "by",
                    "on",
                    key,
                    place=fact.place or status.schedule.milestone.place,
                    weight=waited,
                )


def _needing_approval(assessment: Assessment) -> list[MilestoneStatus]:
    """Return the delivered milestones whose delivery or evidence needs an approval: in most plans none."""
    return [
        status
        for status in assessment.milestones
        if (status.schedule.approval is not None or status.schedule.evidence_approval is not None)
        and status.schedule.state.done
    ]


def _approvals(status: MilestoneStatus) -> Iterator[tuple[str, str, Approvable, Agreement]]:
    """Yield the approvals that a delivered milestone needs: the key, the noun, the fact and its approval."""
    schedule = status.schedule
    completed, evidenced = schedule.milestone.completed, schedule.milestone.evidenced
    if schedule.completed is None or schedule.completed is not completed:  # it is still to come
        completed = None
    # the approval of the evidence may be that of the delivery too
    if schedule.approval is not None and schedule.approval is not schedule.evidence_approval:
        fact = completed or evidenced
        if fact is not None:
            yield "completed" if completed else "evidenced", "delivery", fact, schedule.approval
    if schedule.evidence_approval is not None and evidenced is not None:
        yield "evidenced", "evidence", evidenced, schedule.evidence_approval
