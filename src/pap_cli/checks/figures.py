"""Rules about figures: those that do not add up, or were revised, published late or repeated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.kpis.counted import agrees, decimals
from pap_cli.assess.kpis.figures import RevisedFigure
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.checks import Found, figure, of_kpi, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.kpi import Observation
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import SHARES, Unit, is_quotient, multiplier_of


@rule("PAP407", "fraction-disagrees", Severity.ERROR, on="KPI")
def fraction_disagrees(assessment: Assessment) -> Iterator[Found]:
    """A figure does not match its numerator and denominator.

    Their quotient in the KPI's unit (times 100 for percent, times 10,000 for `per 10,000`) is compared to the decimals
    that the figure is written with: 64 of 114 is 56.1%, not 55. Without `value:`, the figure is their quotient; a
    denominator of 0 gives no figure.

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
        if not is_quotient(status.kpi.unit):
            continue
        factor = multiplier_of(status.kpi.unit) or 1.0
        for observation in status.series:
            value, numerator, denominator = observation.value, observation.numerator, observation.denominator
            if isinstance(value, Missing) or numerator is None or denominator is None or agrees(observation, factor):
                continue
            message = f"{status.id} for {observation.period} has a denominator of 0"
            if denominator:
                right = round(factor * numerator / denominator, decimals(value) + 1)
                message = (
                    f"{status.id} for {observation.period} is {figure(value)}, but "
                    f"{figure(numerator)} of {figure(denominator)} is {figure(right)}"
                )
            yield Found(
                message=message,
                help="correct whichever of the three is wrong",
                place=observation.place,
                fields=("value",),
                plan=status.kpi.plan,
                item=status.id,
            )


@rule("PAP446", "denominator-zero", Severity.NOTE, on="KPI")
def denominator_zero(assessment: Assessment) -> Iterator[Found]:
    """A figure that is a numerator by a denominator has a denominator of 0, so there is no figure.

    The period counts as one without a figure. If there were no cases, write `value: missing` or the code published.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        unit: percent
        target: 50
        observations: {2015/16: {numerator: 0, denominator: 0}}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        unit: percent
        target: 50
        observations: {2015/16: {value: missing, numerator: 0, denominator: 0}}
    ```
    """
    for status in assessment.kpis:
        for one in status.series:
            if one.denominator == 0 and one.value is Missing.MISSING and "value" not in one.place.fields:
                yield of_kpi(
                    status,
                    f"{status.id} has no figure for {one.period}: the denominator is 0",
                    "correct the denominator; if there were no cases, add value: missing",
                    "denominator",
                    place=one.place,
                )


@rule("PAP409", "figure-revised", Severity.WARNING, on="KPI")
def figure_revised(assessment: Assessment) -> Iterator[Found]:
    """A figure was revised by more than `revision-tolerance` (2%) of the figure first published.

    Decisions may have been based on the first figure. A figure that was replaced by a code counts as well; a code that
    was replaced by a figure does not. If the revision is correct, give its reason and suppress the finding with
    `ignore`.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        observations:
          2015/16: {value: 90, published: 2016-05-03, revisions: [{value: 84, published: 2016-08-01}]}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        observations:
          2015/16: {value: 90, published: 2016-05-03, revisions: [{value: 89.5, published: 2016-08-01}]}
    ```
    """
    for status in assessment.kpis:
        if not status.revised or status.kpi.formula is not None:
            continue  # reported for the figures that a formula is computed from
        for now in status.series:
            revised = status.revised.get(now.period)
            if revised is None:
                continue
            values = (revised.first, *(revision.value for revision in now.revisions))
            first = next((value for value in values if not isinstance(value, Missing)), None)
            change = None if first is None else _change(first, revised, assessment.policy.revision_tolerance)
            if first is None or change is None:
                continue
            yield of_kpi(
                status,
                f"{status.id} for {now.period} was first published as {figure(first)} and {change}",
                "check what was decided on the first figure"
                if revised.revision.reason
                else "add reason: to the revision",
                "value",
                place=revised.revision.place,
            )


def _change(first: float, revised: RevisedFigure, tolerance: float) -> str | None:
    """Return how a figure was revised, or None if it was not by more than `tolerance` per cent."""
    day = show_date(revised.published)
    if isinstance(revised.value, Missing):
        return f"withdrawn on {day}: {revised.value.meaning}"
    if revised.value == first:
        return None
    words = f"revised to {figure(revised.value)} on {day}"
    if not first:
        return words
    percent = abs(revised.value - first) / abs(first) * 100
    if percent <= tolerance + 1e-9:  # the margin for rounding: 102 for 100 is 2%, and not more
        return None
    return f"{words} ({figure(round(percent, 1))}% {'higher' if revised.value > first else 'lower'})"


@rule("PAP410", "figure-published-late", Severity.NOTE, on="KPI")
def figure_published_late(assessment: Assessment) -> Iterator[Found]:
    """A figure was published more than `late-publication` (31 days) later than usual.

    Usually a figure is published `published_after` the end of its period, or at once if the KPI does not have that key.
    A late figure is often one that somebody would rather not publish.  KPIs with a formula, and those that are counted
    from records, are left out: the first follow from other figures, and the others are published when they are counted.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        published_after: 1 month
        observations: {2015/16: {value: 90, published: 2016-07-15}}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        published_after: 1 month
        observations: {2015/16: {value: 90, published: 2016-05-15}}
    ```
    """
    for status in assessment.kpis:
        kpi = status.kpi
        if kpi.formula is not None:
            continue  # reported for the figures that it is computed from
        for observation in kpi.observations:
            published, end = observation.published, observation.period.end
            if published is None or published > assessment.as_of or observation.value is Missing.MISSING:
                continue
            if kpi.records is not None:
                continue  # the day on which it was counted, which may be years later for the first ones
            usual = kpi.published_after.after(end) if kpi.published_after else end
            if published > assessment.policy.late_publication.after(usual):
                yield of_kpi(
                    status,
                    f"{status.id} for {observation.period} was published on {show_date(published)}, "
                    f"{(published - usual).days} days later than usual",
                    "explain why in its note, or correct the KPI's published_after if this is normal",
                    "published",
                    place=observation.place,
                )


@rule("PAP411", "figures-repeat", Severity.NOTE, on="KPI")
def figures_repeat(assessment: Assessment) -> Iterator[Found]:
    """The latest `repeated-figures` (4) or more figures of a KPI are the same.

    New measurements differ a little; a figure that repeats may have been copied from the period before. 0 and 100% may
    repeat. Codes published instead of a figure are left out.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        frequency: monthly
        observations: {2016-06: 84.2, 2016-07: 84.2, 2016-08: 84.2, 2016-09: 84.2}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        frequency: monthly
        observations: {2016-06: 84.2, 2016-07: 83.9, 2016-08: 84.2, 2016-09: 84.2}
    ```
    """
    least = max(2, assessment.policy.repeated_figures)
    for status in assessment.kpis:
        same = _repeated(status)
        if len(same) >= least and status.latest is not None and status.value not in _natural(status.kpi.unit):
            yield of_kpi(
                status,
                f"{status.id} was {figure(status.value)} for {len(same)} periods in a row, "
                f"{same[-1].period} to {same[0].period}",
                "check that each was measured, not copied from the one before",
                "value",
                place=status.latest.place,
            )


def _repeated(status: KpiStatus) -> list[Observation]:
    """Return the latest figure and those before it that are equal to it, the latest first."""
    latest = status.latest
    if latest is None:
        return []
    figures = (
        one
        for one in reversed(status.series)
        if not isinstance(one.value, Missing) and one.period.kind is latest.period.kind
    )
    return list(takewhile(lambda one: one.value == latest.value, figures))


def _natural(unit: Unit) -> tuple[float, ...]:
    """Return the figures that may repeat: 0, and the largest possible one of a share."""
    return (0.0, SHARES[unit]) if unit in SHARES else (0.0,)
