"""A rule about small numbers: ratings that one or two cases more would change."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import in_force
from pap_cli.assess.kpis.margin import margin_of, ratings_within
from pap_cli.checks import Found, figure, rule
from pap_cli.diagnostics import Severity


@rule("PAP412", "rating-uncertain", Severity.WARNING, "rating-rests-on-noise", on="KPI")
def rating_uncertain(assessment: Assessment) -> Iterator[Found]:
    """A KPI's figure is based on so few cases that its rating is uncertain.

    The numerator and denominator give a 95% confidence interval (Wilson) for the figure. If the target or the floor is
    inside it, chance decides the rating. The rule applies to percentages and ratios that match their numerator and
    denominator, unless the rating has an override.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        unit: percent
        frequency: monthly
        target: 90
        floor: 70
        observations: {2016-08: {value: 83.3, numerator: 10, denominator: 12}}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        unit: percent
        frequency: monthly
        target: 90
        floor: 70
        observations: {2016-08: {value: 83.3, numerator: 250, denominator: 300}}
    ```
    """
    for status in assessment.kpis:
        margin = margin_of(status)
        if margin is None or status.latest is None or in_force(status.kpi.override, assessment.as_of):
            continue
        if len(ratings_within(status, margin)) > 1:
            yield Found(
                message=f"{status.id} is {figure(status.value)} for {status.latest.period}, but with {margin.fraction} "
                f"cases the 95% confidence interval ({margin}) covers more than one rating",
                help="look at several periods together, or show the number of cases next to the rating",
                place=status.latest.place,
                fields=("value",),
                plan=status.kpi.plan,
                item=status.id,
            )
