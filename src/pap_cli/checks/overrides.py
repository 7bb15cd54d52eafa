"""Rules about overrides of ratings."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import Found, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.decisions import Override


def _overrides(assessment: Assessment) -> Iterator[tuple[Override, str | None, str]]:
    for status in assessment.milestones:
        if (override := status.schedule.milestone.override) is not None:
            yield override, status.schedule.plan, status.id
    for kpi in assessment.kpis:
        if (override := kpi.kpi.override) is not None:
            yield override, kpi.kpi.plan, kpi.id


@rule("PAP601", "override-expired", Severity.WARNING)
def override_expired(assessment: Assessment) -> Iterator[Found]:
    """An override of a rating has expired, and the computed rating is shown again.

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
            due: 2016-12-31
            override: {rating: amber, by: head, reason: Partners are uneasy, until: 2016-09-30}
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
            due: 2016-12-31
            override: {rating: amber, by: head, reason: Partners are uneasy, until: 2016-11-30}
    ```
    """
    for override, plan, item in _overrides(assessment):
        if override.on is not None and override.on > assessment.as_of:
            continue
        if assessment.as_of > override.until:
            yield Found(
                message=f"the override of {item} by {override.by} expired on {show_date(override.until)}",
                help="delete it, or get it renewed with a new date and reason",
                place=override.place,
                fields=("until",),
                plan=plan,
                item=item,
            )
