"""Rules about KPIs: whose they are, whether their figures are there and add up, and whether anything moves."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import in_force
from pap_cli.assess.kpis.kpi import rate_kpi
from pap_cli.checks import Found, figure, of_kpi, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.kpi import Missing, Polarity
from pap_cli.model.numbers import SHARES
from pap_cli.model.rating import Rating


@rule("PAP401", "kpi-without-owner", Severity.WARNING)
def kpi_without_owner(assessment: Assessment) -> Iterator[Found]:
    """Nobody answers for a KPI.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Re-referrals, polarity: none}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Re-referrals, polarity: none, owner: head}
    ```
    """
    for status in assessment.kpis:
        if status.kpi.owner is None:
            yield of_kpi(status, f"nobody owns the KPI {status.id}", "write owner: one of the plan's posts", "id")


@rule("PAP402", "kpi-without-target", Severity.WARNING)
def kpi_without_target(assessment: Assessment) -> Iterator[Found]:
    """A KPI has no target, and is not called one for information.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Re-referrals, polarity: low, owner: head}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Re-referrals, polarity: low, owner: head, target: 16}
    ```
    """
    for status in assessment.kpis:
        kpi = status.kpi
        if kpi.target is None and not kpi.trajectory and kpi.polarity is not Polarity.NONE:
            yield of_kpi(
                status,
                f"the KPI {status.id} has no target",
                "write target:, or polarity: none where it is for information",
                "id",
            )


@rule("PAP403", "kpi-stale", Severity.WARNING)
def kpi_stale(assessment: Assessment) -> Iterator[Found]:
    """A newer figure of a KPI should have been known for some time.

    The next figure is expected one period after the last, plus `published_after`; it is stale `stale-after` (2 months)
    later. A code published in its place is an answer; `missing` is none.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        frequency: monthly
        target: 90
        observations: {2016-04: 92}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        frequency: monthly
        target: 90
        observations: {2016-04: 92, 2016-09: 91}
    ```
    """
    for status in assessment.kpis:
        if status.stale_since is not None and status.latest is not None:
            yield of_kpi(
                status,
                f"the last figure of {status.id} is for {status.latest.period}; a newer one was expected by "
                f"{show_date(status.stale_since)}",
                "add the figures since, or the code published in their place",
                "observations",
                "id",
            )


@rule("PAP404", "kpi-below-floor", Severity.ERROR)
def kpi_below_floor(assessment: Assessment) -> Iterator[Found]:
    """A KPI is beyond its floor: below it where high is good, above it where low is.

    Setting another rating by hand does not make it go away.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 95
        floor: 85
        observations: {2015/16: 80}
        notes: [{on: 2016-05-10, by: head, text: Two teams had no cover.}]
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 95
        floor: 85
        observations: {2015/16: 90}
    ```
    """
    for status in assessment.kpis:
        computed, _ = rate_kpi(status.kpi, status.value, status.target, status.floor)
        if computed is Rating.RED and status.floor is not None and status.latest is not None:
            side = "from its target by more than" if status.kpi.polarity is Polarity.BAND else "beyond its floor of"
            place = status.latest.place
            yield Found(
                message=f"{status.id} is {figure(status.value)} for {status.latest.period}, {side} "
                f"{figure(status.floor)}; the target is {figure(status.target)}",
                help="say in a note what is done about it",
                place=place,
                fields=("value",),
                plan=status.kpi.plan,
                item=status.id,
            )


@rule("PAP405", "red-kpi-without-comment", Severity.WARNING)
def red_kpi_without_comment(assessment: Assessment) -> Iterator[Found]:
    """A KPI is red, and nobody has said why since the figure was published.

    One that a person made red has a reason already.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 95
        observations: {2015/16: 80}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 95
        observations: {2015/16: 80}
        notes: [{on: 2016-05-10, by: head, text: Two teams had no cover.}]
    ```
    """
    for status in assessment.kpis:
        explained = status.comment is not None or in_force(status.kpi.override, assessment.as_of)
        if status.rating is Rating.RED and not explained:
            since = f" since it was published on {show_date(status.published)}" if status.published else ""
            yield of_kpi(
                status,
                f"{status.id} is red, and nobody has said why{since}",
                "add notes: [{on: …, by: …, text: …}]",
                "notes",
                "id",
            )


@rule("PAP406", "kpi-without-action", Severity.NOTE, "kpi-bound-to-nothing")
def kpi_without_action(assessment: Assessment) -> Iterator[Found]:
    """No action names a KPI, so that nobody is trying to move it.

    A KPI for information (polarity none) needs no action; an action that was cancelled moves none.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 95}
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Cover for absent visitors
        scope: corporate
        owner: head
        kpis: [k1]
        milestones: [{id: A1.1, title: Rota agreed, due: 2016-12-31}]
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 95}
    ```
    """
    if not assessment.whole:
        return
    bound = {
        (scope, id)
        for plan in assessment.plans
        for status in plan.actions
        if not status.cancelled
        for id in status.action.kpis
        for scope in (plan.plan.id, None)
    }
    for status in assessment.kpis:
        if status.kpi.polarity is not Polarity.NONE and (status.kpi.plan, status.id) not in bound:
            yield of_kpi(status, f"no action names the KPI {status.id}", "add it to the kpis of an action", "id")


@rule("PAP407", "fraction-disagrees", Severity.ERROR)
def fraction_disagrees(assessment: Assessment) -> Iterator[Found]:
    """A figure is not what its numerator and denominator come to.

    Percentages are compared to the decimals they were typed with; 64 of 114 is 56.1 per cent, not 55.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        unit: percent
        target: 50
        observations: {2015/16: {value: 55, numerator: 64, denominator: 114}}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        unit: percent
        target: 50
        observations: {2015/16: {value: 56.1, numerator: 64, denominator: 114}}
    ```
    """
    for status in assessment.kpis:
        factor = SHARES.get(status.kpi.unit)
        if factor is None:
            continue
        for observation in status.series:
            value, numerator, denominator = observation.value, observation.numerator, observation.denominator
            if isinstance(value, Missing) or numerator is None or denominator is None:
                continue
            right = factor * numerator / denominator if denominator else None
            if right is None:
                message = f"{status.id} for {observation.period} is {figure(numerator)} out of nothing"
            elif abs(right - value) > 0.5 * 10.0 ** -_decimals(value) + 1e-9:  # half of its last digit, and dust
                message = (
                    f"{status.id} for {observation.period} is given as {figure(value)}; "
                    f"{figure(numerator)} of {figure(denominator)} is {figure(round(right, _decimals(value) + 1))}"
                )
            else:
                continue
            yield Found(
                message=message,
                help="correct whichever of the three is a slip",
                place=observation.place,
                fields=("value",),
                plan=status.kpi.plan,
                item=status.id,
            )


def _decimals(value: float) -> int:
    """How many digits a figure has after its point."""
    return 0 if value == int(value) else max(0, -int(Decimal(repr(value)).as_tuple().exponent))


@rule("PAP408", "all-green-but-kpi", Severity.WARNING)
def all_green_but_kpi(assessment: Assessment) -> Iterator[Found]:
    """Every milestone of an action is blue or green, and its KPI does not move.

    Activity is not impact: an action can be delivered in full and change nothing. A KPI with 13 figures or more does
    not move where its control chart shows a change for the worse, or where it is red and the chart shows none for the
    better; one with fewer where it is red or worse than its baseline.

    Bad:

    ```yaml
    actions:
      - id: A1
        title: Cover for absent visitors
        scope: corporate
        owner: head
        kpis: [k1]
        milestones: [{id: A1.1, title: Rota agreed, due: 2016-12-31}]
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 95
        baseline: {period: 2014/15, value: 90}
        observations: {2015/16: 80}
        notes: [{on: 2016-05-10, by: head, text: Two teams had no cover.}]
    ```

    Good:

    ```yaml
    actions:
      - id: A1
        title: Cover for absent visitors
        scope: corporate
        owner: head
        kpis: [k1]
        milestones: [{id: A1.1, title: Rota agreed, due: 2016-12-31}]
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 95
        baseline: {period: 2014/15, value: 90}
        observations: {2015/16: 96}
    ```
    """
    for plan in assessment.plans:
        for action in plan.actions:
            for kpi in action.unmoved:
                yield Found(
                    message=f"every milestone of {action.id} is {_colours(action.rating)}, and its KPI {kpi.id} "
                    f"{kpi.unmoved}",
                    help="ask whether the action does what it is for, or whether the KPI measures something else",
                    place=action.action.place,
                    fields=("kpis",),
                    plan=plan.plan.id,
                    item=action.id,
                )


def _colours(rating: Rating) -> str:
    return "blue" if rating is Rating.BLUE else "blue or green"
