"""Rules about gaps in coverage, from recommendation to action to milestone, and about owners."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.actions import ActionStatus
from pap_cli.checks import Found, of_milestone, rule
from pap_cli.diagnostics import Severity

_MEASURED = re.compile(
    r"\d|\b(?:every|all|no|none|zero|half|halved|twice|doubled|weekly|monthly|quarterly|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)


def _live(assessment: Assessment) -> Iterator[ActionStatus]:
    for plan in assessment.plans:
        for status in plan.actions:
            if not status.cancelled:
                yield status


def _found(status: ActionStatus, message: str, help: str, *fields: str) -> Found:
    return Found(message=message, help=help, place=status.action.place, fields=fields, plan=status.plan, item=status.id)


@rule("PAP301", "action-without-owner", Severity.ERROR, on="action")
def action_without_owner(assessment: Assessment) -> Iterator[Found]:
    """An action has no owner, so nobody is accountable for it.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        milestones: [{id: A1.1, title: Published, due: 2016-12-31}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-31}]
    ```
    """
    for status in _live(assessment):
        if not status.action.owners:
            yield _found(status, f"{status.id} has no owner", "add owner: with one of the posts under owners", "id")


@rule("PAP302", "action-without-milestone", Severity.ERROR, on="action")
def action_without_milestone(assessment: Assessment) -> Iterator[Found]:
    """An action has no milestone, so it can never be late.

    Bad:

    ```yaml
    actions:
      - {id: A1, title: Publish the thresholds, answers: [R1], owner: head}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-31}]
    ```
    """
    for status in _live(assessment):
        if not status.live:
            left = " left: all are cancelled" if status.milestones else ""
            yield _found(
                status, f"{status.id} has no milestone{left}", "add one with an ID, a title and a due date", "id"
            )


@rule("PAP303", "action-without-recommendation", Severity.WARNING, on="action")
def action_without_recommendation(assessment: Assessment) -> Iterator[Found]:
    """An action answers no recommendation and does not have scope: corporate.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-31}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        scope: corporate
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-31}]
    ```
    """
    for status in _live(assessment):
        if not status.answering:
            yield _found(
                status,
                f"{status.id} answers no recommendation",
                "add answers: with the recommendations, or scope: corporate if it goes beyond them",
                "id",
            )


@rule("PAP304", "recommendation-without-action", Severity.ERROR, on="recommendation")
def recommendation_without_action(assessment: Assessment) -> Iterator[Found]:
    """No action answers a recommendation.

    Bad:

    ```yaml
    recommendations:
      - {id: R2, title: Hold exit interviews}
    ```

    Good:

    ```yaml
    recommendations:
      - {id: R2, title: Hold exit interviews}
    actions:
      - id: A2
        title: Start exit interviews
        answers: [R1, R2]
        owner: head
        milestones: [{id: A2.1, title: First ten held, due: 2016-12-31}]
    ```
    """
    for plan in assessment.plans:
        for status in plan.recommendations if plan.whole else ():
            if not status.actions and not status.milestones:
                number = "" if status.id[:1].isalpha() else "recommendation "
                priority = "the priority recommendation " if status.recommendation.priority else number
                yield Found(
                    message=f"no action answers {priority}{status.id}",
                    help=f"add {status.id} to the answers of an action",
                    place=status.recommendation.place,
                    fields=("id",),
                    plan=status.plan,
                    item=status.id,
                )


@rule("PAP309", "milestone-without-owner", Severity.ERROR, on="milestone")
def milestone_without_owner(assessment: Assessment) -> Iterator[Found]:
    """A milestone of a recommendation has no owner, and neither has the recommendation.

    Bad:

    ```yaml
    recommendations:
      - id: R2
        title: Hold exit interviews
        milestones: [{id: R2.1, title: First ten held, due: 2016-12-31}]
    ```

    Good:

    ```yaml
    recommendations:
      - id: R2
        title: Hold exit interviews
        owner: head
        milestones: [{id: R2.1, title: First ten held, due: 2016-12-31}]
    ```
    """
    for status in assessment.milestones:
        schedule = status.schedule
        if schedule.action is None and not schedule.owners and schedule.state is not State.CANCELLED:
            yield of_milestone(
                status,
                f"{status.id} has no owner",
                f"add owner: to it or to {schedule.parent.id}, with one of the owners of the plan",
                "id",
            )


@rule("PAP305", "vague-success", Severity.NOTE)
def vague_success(assessment: Assessment) -> Iterator[Found]:
    """A success measure has no number and no date, so nobody can tell if it was met.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        success: Partners understand thresholds better
        milestones: [{id: A1.1, title: Published, due: 2016-12-31}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        success: 90% of referrals meet the threshold by March 2017
        milestones: [{id: A1.1, title: Published, due: 2016-12-31}]
    ```
    """
    for status in _live(assessment):
        for words in status.action.success:
            if not _MEASURED.search(words):
                yield _found(
                    status,
                    f"success measure of {status.id} cannot be tested: “{words}” has no number or date",
                    "write how much or how many, and by when",
                    "success",
                )
    for one in assessment.milestones:
        for words in one.schedule.milestone.success if one.schedule.state is not State.CANCELLED else ():
            if not _MEASURED.search(words):
                yield of_milestone(
                    one,
                    f"success measure of {one.id} cannot be tested: “{words}” has no number or date",
                    "write how much or how many, and by when",
                    "success",
                )


@rule("PAP306", "action-without-kpi", Severity.NOTE, on="action")
def action_without_kpi(assessment: Assessment) -> Iterator[Found]:
    """An action has no KPI to show whether it works.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        milestones: [{id: A1.1, title: Published, due: 2016-12-31}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Publish the thresholds
        answers: [R1]
        owner: head
        kpis: [k9]
        milestones: [{id: A1.1, title: Published, due: 2016-12-31}]
    kpis:
      - {id: k9, title: Re-referrals, owner: head, polarity: none}
    ```
    """
    for status in _live(assessment):
        if not status.kpi_ids:
            yield _found(
                status,
                f"{status.id} has no KPI to show whether it works",
                "add kpis: with the IDs of the KPIs it should change",
                "id",
            )
