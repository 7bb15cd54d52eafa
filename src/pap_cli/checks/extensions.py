"""Rules about extensions of due dates."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import Found, of_milestone, rule, times
from pap_cli.diagnostics import Severity
from pap_cli.model.facts import seen


@rule("PAP204", "extended-repeatedly", Severity.WARNING, on="milestone")
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
                f"{schedule.id} was extended {times(len(schedule.extensions))}, from {schedule.milestone.due} to "
                f"{schedule.due}",
                "ask what has to change so that this date can be met",
                "extensions",
            )


@rule("PAP205", "extension-without-approval", Severity.WARNING, on="milestone")
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
                if not extension.requested(assessment.as_of):
                    continue
                message = f"the extension of {schedule.id} to {extension.to} is not approved and does not count"
                help = "add approved: with the date and by: with who approved it, or delete the extension"
            elif seen(extension.approved, assessment.as_of) and extension.by is None:
                message = f"the extension of {schedule.id} to {extension.to} does not say who approved it"
                help = "add by: with the body or owner that approved it"
            else:
                continue
            yield Found(
                message=message, help=help, place=extension.place, fields=("to",), plan=schedule.plan, item=schedule.id
            )


@rule("PAP219", "extension-after-delivery", Severity.WARNING, on="milestone")
def extension_after_delivery(assessment: Assessment) -> Iterator[Found]:
    """An extension was approved after the milestone had been delivered.

    It makes a late delivery look on time. An extension is a decision about work that is still to be done.

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
            due: 2016-06-30
            completed: 2016-08-30
            extensions: [{to: 2016-08-31, approved: 2016-09-12, by: board, reason: Printer moved}]
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
            completed: 2016-08-30
            extensions: [{to: 2016-08-31, approved: 2016-06-12, by: board, reason: Printer moved}]
    ```
    """
    for status in assessment.milestones:
        schedule = status.schedule
        for extension in schedule.extensions if schedule.state.done and schedule.completed else ():
            if extension.approved and schedule.completed and schedule.completed.surely_before(extension.approved):
                yield of_milestone(
                    status,
                    f"the extension of {status.id} to {extension.to} was approved {extension.approved.when}, "
                    f"after delivery {schedule.completed.when}",
                    "correct whichever date is wrong, or delete the extension",
                    "approved",
                    place=extension.place,
                )
