"""A rule about small numbers: a colour that a case or two more would have turned."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import in_force
from pap_cli.assess.kpis.margin import margin_of, ratings_within
from pap_cli.checks import Found, figure, rule
from pap_cli.diagnostics import Severity


@rule("PAP412", "rating-uncertain", Severity.WARNING, "rating-rests-on-noise")
def rating_uncertain(assessment: Assessment) -> Iterator[Found]:
    """A KPI's figure was counted on so few that its rating could as well be another.

    With a numerator and a denominator the share behind a figure is known to lie within an interval (Wilson, 95 %). If
    the target or the floor lies within it too, the colour is decided by chance. Asked of figures in per cent and of
    ratios that are what their numerator and denominator come to; not where a person has set the rating.

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
                message=f"{status.id} is {figure(status.value)} for {status.latest.period}, from {margin.fraction}: "
                f"the true share may lie anywhere {margin}, and its rating with it",
                help="look at several periods together, or say how many there are beside the colour",
                place=status.latest.place,
                fields=("value",),
                plan=status.kpi.plan,
                item=status.id,
            )
