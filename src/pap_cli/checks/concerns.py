"""Rules about concerns."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.items.milestones import live
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date


@rule("PAP307", "concern-unanswered", Severity.WARNING, on="concern")
def concern_unanswered(assessment: Assessment) -> Iterator[Found]:
    """No action or milestone answers an open concern.

    Cancelled ones do not count, nor do IDs that are not in the plan.

    Bad:

    ```yaml
    concerns:
      - {id: C1, title: Recruitment of team leaders, raised: 2016-10-10, by: board}
    ```

    Good:

    ```yaml
    concerns:
      - {id: C1, title: Recruitment of team leaders, raised: 2016-10-10, by: board, answered_by: [A1]}
    actions:
      - id: A1
        title: Recruit team leaders
        scope: corporate
        owner: head
        milestones: [{id: A1.1, title: All in post, due: 2016-12-31}]
    ```
    """
    for plan in assessment.plans:
        if not plan.concerns:
            continue
        actions = [status for status in plan.actions if not status.cancelled]
        answers = {status.id for status in actions}
        answers |= {step.id for action in actions for step in action.live}
        answers |= {step.id for recommendation in plan.recommendations for step in live(recommendation.milestones)}
        for concern in plan.concerns:
            if answers.isdisjoint(concern.answered_by):
                yield Found(
                    message=f"no action or milestone answers concern {concern.id}: {concern.title}",
                    help="add answered_by: with the actions or milestones, or closed: with a date",
                    place=concern.place,
                    fields=("id",),
                    plan=plan.plan.id,
                    item=concern.id,
                )


@rule("PAP308", "concern-closed-before-raised", Severity.ERROR, on="concern")
def concern_closed_before_raised(assessment: Assessment) -> Iterator[Found]:
    """A concern was closed before it was raised.

    Bad:

    ```yaml
    concerns:
      - {id: C1, title: Recruitment of team leaders, raised: 2016-10-10, closed: 2016-03-14, by: board}
    ```

    Good:

    ```yaml
    concerns:
      - {id: C1, title: Recruitment of team leaders, raised: 2016-03-14, closed: 2016-10-10, by: board}
    ```
    """
    for plan in assessment.plans:
        for concern in plan.plan.concerns:
            raised, closed = concern.raised, concern.closed
            if raised is not None and closed is not None and closed < raised <= assessment.as_of:
                yield Found(
                    message=f"concern {concern.id} was closed on {show_date(closed)}, before it was raised on "
                    f"{show_date(raised)}",
                    help="correct whichever date is wrong",
                    place=concern.place,
                    fields=("closed",),
                    plan=plan.plan.id,
                    item=concern.id,
                )
