"""Rules about open risks: who owns them, what treats them, which way they go and who looks at them."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.risks import Direction, RiskStatus
from pap_cli.checks import Found, dated, of_risk, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.order import natural


def _open(assessment: Assessment) -> Iterator[RiskStatus]:
    return (one for plan in assessment.plans for one in plan.risks if one.open)


@rule("PAP801", "risk-without-owner", Severity.WARNING, on="risk")
def risk_without_owner(assessment: Assessment) -> Iterator[Found]:
    """An open risk has no owner, so nobody is accountable for it.

    Bad:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-09-01, current: 3 x 2}
    ```

    Good:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-09-01, current: 3 x 2, owner: head}
    ```
    """
    for status in _open(assessment):
        if not status.risk.owners:
            yield of_risk(
                status, f"risk {status.id} has no owner", "add owner: with the post that answers for it", "owner"
            )


@rule("PAP802", "risk-without-score", Severity.WARNING, on="risk")
def risk_without_score(assessment: Assessment) -> Iterator[Found]:
    """An open risk has no score, so nobody can tell how bad it is.

    It is not rated.

    Bad:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-09-01, owner: head}
    ```

    Good:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-09-01, owner: head, initial: 4 x 5}
    ```
    """
    for status in _open(assessment):
        if status.value is None:
            help = "add current: with likelihood x impact, such as 4 x 5, or a change with its date"
            yield of_risk(status, f"risk {status.id} has no score", help, "current", "initial")


@rule("PAP803", "risk-without-date", Severity.NOTE, on="risk")
def risk_without_date(assessment: Assessment) -> Iterator[Found]:
    """It is not known when an open risk was raised, so it is shown as of every date.

    Bad:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, owner: head, initial: 4 x 5}
    ```

    Good:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, owner: head, initial: 4 x 5, raised: 2016-09}
    ```
    """
    for status in _open(assessment):
        raised = status.risk.raised
        if raised is None or not raised.dated:
            help = "add raised: with the day, the month or the quarter"
            yield of_risk(status, f"it is not known when risk {status.id} was raised", help, "raised")


@rule("PAP804", "risk-untreated", Severity.WARNING, on="risk")
def risk_untreated(assessment: Assessment) -> Iterator[Found]:
    """No action or milestone treats an open risk that is red or amber, or all that did were cancelled.

    A risk that is tolerated, transferred or terminated (`response`) need not be treated, nor one at its target score.

    Bad:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-09-01, owner: head, initial: 4 x 5}
    ```

    Good:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-09-01, owner: head, initial: 4 x 5, treated_by: A1}
    actions:
      - id: A1
        title: Recruit social workers
        scope: corporate
        owner: head
        milestones: [{id: A1.1, title: All in post, due: 2016-12-31}]
    ```
    """
    for status in _open(assessment):
        if status.untreated:
            message = f"nothing treats risk {status.id}, which is {_scored(status)}"
            if status.treatments:
                message = f"all that was to treat risk {status.id} is cancelled, and it is {_scored(status)}"
            help = "add treated_by: with actions or milestones, or response: tolerate if the risk is accepted"
            yield of_risk(status, message, help, "treated_by")


@rule("PAP805", "risk-treatment-overdue", Severity.WARNING, on="risk")
def risk_treatment_overdue(assessment: Assessment) -> Iterator[Found]:
    """Everything that still has to treat an open risk is overdue, and the risk is red or amber.

    An action is overdue if one of its milestones is. What is delivered or cancelled is not counted.

    Bad:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-09-01, owner: head, initial: 4 x 5, treated_by: A1.1}
    actions:
      - id: A1
        title: Recruit social workers
        scope: corporate
        owner: head
        milestones: [{id: A1.1, title: All in post, due: 2016-09-30}]
    ```

    Good:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-09-01, owner: head, initial: 4 x 5, treated_by: [A1.1, A1.2]}
    actions:
      - id: A1
        title: Recruit social workers
        scope: corporate
        owner: head
        milestones:
          - {id: A1.1, title: All in post, due: 2016-09-30}
          - {id: A1.2, title: Agency contract extended, due: 2016-11-30}
    ```
    """
    for status in _open(assessment):
        if status.stuck:
            ids = ", ".join(sorted((one.id for one in status.stuck), key=natural))
            message = f"all that still has to treat risk {status.id} is overdue: {ids}; the risk is {_scored(status)}"
            yield of_risk(status, message, "deliver it, or find another way to lower the risk", "treated_by")


@rule("PAP806", "risk-risen", Severity.WARNING, on="risk")
def risk_risen(assessment: Assessment) -> Iterator[Found]:
    """The score of an open risk rose when somebody last looked at it.

    Bad:

    ```yaml
    risks:
      - id: K1
        title: Social workers leave
        raised: 2016-06-01
        owner: head
        initial: 2 x 2
        changes: [{on: 2016-09-01, score: 2 x 3}]
    ```

    Good:

    ```yaml
    risks:
      - id: K1
        title: Social workers leave
        raised: 2016-06-01
        owner: head
        initial: 2 x 2
        changes: [{on: 2016-09-01, score: 2 x 3}, {on: 2016-10-01, note: No change}]
    ```
    """
    for status in _open(assessment):
        if status.direction is Direction.UP and status.before is not None:
            day = f" {dated(status.moved)}" if status.moved is not None else ""
            message = f"risk {status.id} has risen from {status.before.value} to {status.value}{day}"
            newest = next((one for one in status.changes if one.score is not None), None)
            help = "check that what treats it is enough; a later change says that it was looked at again"
            yield of_risk(status, message, help, "score", "current", place=newest.place if newest else None)


@rule("PAP807", "risk-not-reviewed", Severity.WARNING, on="risk")
def risk_not_reviewed(assessment: Assessment) -> Iterator[Found]:
    """Nobody has looked at an open risk for longer than `risk-review` (6 months).

    A change counts, with a score or without, and so does a dated note. A risk without any date is not reported.

    Bad:

    ```yaml
    risks:
      - {id: K1, title: Social workers leave, raised: 2016-02-01, owner: head, initial: 2 x 3}
    ```

    Good:

    ```yaml
    risks:
      - id: K1
        title: Social workers leave
        raised: 2016-02-01
        owner: head
        initial: 2 x 3
        changes: [{on: 2016-09-01, note: No change}]
    ```
    """
    limit = assessment.policy.risk_review
    for status in _open(assessment):
        day = status.looked_at
        if day is not None and limit.after(day) < assessment.as_of:
            message = f"nobody has looked at risk {status.id} since {show_date(day)}"
            yield of_risk(status, message, "add a change with the date, and the score if it has changed", "changes")


def _scored(status: RiskStatus) -> str:
    """Return the word for the level of a risk, and its score."""
    return f"{status.label} with a score of {status.value}"
