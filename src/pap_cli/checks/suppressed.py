"""Rules about suppressions."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.checks import Found, rule
from pap_cli.checks.suppression import suppressions, why_invalid
from pap_cli.diagnostics import Severity


@rule("PAP602", "suppression-expired", Severity.WARNING)
def suppression_expired(assessment: Assessment) -> Iterator[Found]:
    """A suppression does not count: it has expired, has no reason or end date, or names an unknown rule.

    The findings that it suppressed are reported again. A suppression needs a reason and an end date. Errors in the
    files cannot be suppressed: fix them.

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
            ignore: [{rule: milestone-overdue, reason: The Board knows, until: 2016-08-31}]
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
            ignore: [{rule: milestone-overdue, reason: The Board knows, until: 2016-11-30}]
    ```
    """
    for entry, item in suppressions(assessment):
        if why := why_invalid(entry, assessment.as_of):
            message, field = why
            yield Found(
                message=message,
                help="delete it, or give rule, reason and until: a last day in the future",
                place=entry.place,
                fields=(field, "rule"),
                plan=item.plan,
                item=item.id,
            )
