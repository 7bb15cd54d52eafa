"""Rules about KPIs: owner, target, figures and floor, and the actions that should change them."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.rag import in_force
from pap_cli.assess.kpis.measures import kpis_named
from pap_cli.assess.kpis.targets import rate_figure
from pap_cli.checks import Found, figure, of_kpi, rule, when
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.measure import Polarity
from pap_cli.model.rating import Rating


@rule("PAP401", "kpi-without-owner", Severity.WARNING, on="KPI")
def kpi_without_owner(assessment: Assessment) -> Iterator[Found]:
    """A KPI has no owner, so nobody is accountable for it.

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
        if not status.kpi.owners:
            yield of_kpi(status, f"KPI {status.id} has no owner", "add owner: with one of the posts of the plan", "id")


@rule("PAP402", "kpi-without-target", Severity.WARNING, on="KPI")
def kpi_without_target(assessment: Assessment) -> Iterator[Found]:
    """A KPI has no target but is not marked as for information.

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
                f"KPI {status.id} has no target",
                "add target:, or polarity: none if it is for information only",
                "id",
            )


@rule("PAP403", "kpi-stale", Severity.WARNING, on="KPI")
def kpi_stale(assessment: Assessment) -> Iterator[Found]:
    """The latest figure of a KPI is out of date.

    The next figure is expected one period after the latest, plus `published_after`; the KPI is out of date
    `stale-after` (2 months) later. A code published instead of a figure counts as one; `missing` does not.

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
                f"the latest figure of {status.id} is for {status.latest.period}; a newer one was expected by "
                f"{show_date(status.stale_since)}",
                "add the later figures, or the codes published instead",
                "observations",
                "id",
            )


@rule("PAP404", "kpi-below-floor", Severity.ERROR, on="KPI")
def kpi_below_floor(assessment: Assessment) -> Iterator[Found]:
    """A KPI is worse than its floor: below it if higher is better, above it if lower is better.

    An override of the rating does not hide this finding.

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
        computed, _ = rate_figure(status.kpi, status.value, status.aim)
        if computed is Rating.RED and status.floor is not None and status.latest is not None:
            if status.kpi.polarity is Polarity.BAND:
                worse = f"more than {figure(status.floor)} from its target of {figure(status.target)}"
            else:
                worse = f"worse than its floor of {figure(status.floor)} (target {status.aim.words()})"
            place = status.latest.place
            yield Found(
                message=f"{status.id} was {figure(status.value)} {when(status.latest.period)}, {worse}",
                help="add a note on what is being done about it",
                place=place,
                fields=("value",),
                plan=status.kpi.plan,
                item=status.id,
            )


@rule("PAP405", "red-kpi-without-comment", Severity.WARNING, on="KPI")
def red_kpi_without_comment(assessment: Assessment) -> Iterator[Found]:
    """A KPI is red and has had no comment since the figure was published.

    A note on the figure itself is a comment. A KPI that an override makes red has a reason already.

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
        noted = status.latest is not None and status.latest.note is not None
        explained = noted or status.comment is not None or in_force(status.kpi.override, assessment.as_of)
        if status.rating is Rating.RED and not explained:
            since = f" since it was published on {show_date(status.published)}" if status.published else ""
            yield of_kpi(
                status,
                f"{status.id} is red and has had no comment{since}",
                "add notes: [{on: …, by: …, text: …}]",
                "notes",
                "id",
            )


@rule("PAP406", "kpi-without-action", Severity.NOTE, "kpi-bound-to-nothing", on="KPI")
def kpi_without_action(assessment: Assessment) -> Iterator[Found]:
    """No action lists a KPI, so nobody is trying to change it.

    A KPI for information (polarity none) needs no action. A cancelled action does not count.

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
    } | {
        (scope, id)
        for plan in assessment.plans
        for id in kpis_named((), (status.schedule for status in plan.milestones))
        for scope in (plan.plan.id, None)
    }
    for status in assessment.kpis:
        if status.kpi.polarity is not Polarity.NONE and (status.kpi.plan, status.id) not in bound:
            yield of_kpi(status, f"no action lists KPI {status.id}", "add it to the kpis of an action", "id")


@rule("PAP408", "all-green-but-kpi", Severity.WARNING, on="action")
def all_green_but_kpi(assessment: Assessment) -> Iterator[Found]:
    """Every milestone of an action is blue or green, but its KPI does not improve.

    Activity is not impact: an action can be delivered in full and change nothing. A KPI with 13 or more figures is
    reported if its control chart shows that it has got worse, or if it is red and has not got better. A KPI with fewer
    figures is reported if it is red or worse than its baseline.

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
                    message=f"every milestone of {action.id} is {_colours(action.rating)}, but its KPI {kpi.id} "
                    f"{kpi.unmoved}",
                    help="check whether the action works, or whether the KPI measures something else",
                    place=action.action.place,
                    fields=("kpis",),
                    plan=plan.plan.id,
                    item=action.id,
                )


def _colours(rating: Rating) -> str:
    return "blue" if rating is Rating.BLUE else "blue or green"
