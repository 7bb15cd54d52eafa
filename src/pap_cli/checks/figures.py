"""Rules about how figures were published: revised by much, late, or the same again and again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.checks import Found, figure, of_kpi, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.kpi import Missing, Observation
from pap_cli.model.numbers import SHARES, Unit


@rule("PAP409", "figure-revised", Severity.WARNING)
def figure_revised(assessment: Assessment) -> Iterator[Found]:
    """A figure was revised by more than `revision-tolerance` (2 per cent) of what was first published.

    What was decided on the first figure was decided on another one. A figure that was withdrawn, with a code in its
    place, counts as well; a first one that came in the place of a code does not. Where the revision is in order, say
    why it was made, and let the finding pass with `ignore`.

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
    tolerance = assessment.policy.revision_tolerance
    for status in assessment.kpis:
        if not status.revised or status.kpi.formula is not None:
            continue  # what is wrong with a formula is found at the figures that it is computed from
        for now in status.series:
            revised = status.revised.get(now.period)
            if revised is None:
                continue
            told = (revised.first, *(revision.value for revision in now.revisions))
            first = next((value for value in told if not isinstance(value, Missing)), None)
            if first is None or revised.value == first:
                continue
            since = f"since {show_date(revised.published)}"
            if isinstance(revised.value, Missing):
                change = f"was withdrawn {since}: {revised.value.meaning}"
            else:
                percent = abs(revised.value - first) / abs(first) * 100 if first else None
                # a hair's breadth, so that 102 for 100 is two per cent and not more
                if percent is not None and percent <= tolerance + 1e-9:
                    continue
                way = "more" if revised.value > first else "less"
                by = f", {figure(round(percent, 1))} per cent {way}" if percent is not None else ""
                change = f"is {figure(revised.value)} {since}{by}"
            reason = revised.revision.reason
            yield of_kpi(
                status,
                f"{status.id} for {now.period} was first published as {figure(first)}, and {change}",
                "ask what was decided on the first figure" if reason else "add reason: why the figure changed",
                "value",
                place=revised.revision.place,
            )


@rule("PAP410", "figure-published-late", Severity.NOTE)
def figure_published_late(assessment: Assessment) -> Iterator[Found]:
    """A figure was published later than usual, by more than `late-publication` (31 days).

    It is usual that a figure is published `published_after` the end of its period, or at once where the KPI does not
    say. A figure that keeps people waiting is often one that somebody would rather not publish.

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
            continue  # it is found at the figures that it is computed from
        for observation in kpi.observations:
            published, end = observation.published, observation.period.end
            if published is None or published > assessment.as_of or observation.value is Missing.MISSING:
                continue
            usual = kpi.published_after.after(end) if kpi.published_after else end
            if published > assessment.policy.late_publication.after(usual):
                yield of_kpi(
                    status,
                    f"{status.id} for {observation.period} was published on {show_date(published)}, "
                    f"{(published - usual).days} days later than usual",
                    "say in its note why, or mend the KPI's published_after if that is not what is usual",
                    "published",
                    place=observation.place,
                )


@rule("PAP411", "figures-repeat", Severity.NOTE)
def figures_repeat(assessment: Assessment) -> Iterator[Found]:
    """The latest figures of a KPI are all the same: `repeated-figures` (4) of them or more.

    Figures that are measured anew differ a little; the same one again and again was perhaps copied forward. None and
    all (0, and 100 per cent) may well repeat. A code published in the place of a figure is passed over.

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
                f"{status.id} is {figure(status.value)} {len(same)} times in a row, "
                f"from {same[-1].period} to {same[0].period}",
                "make sure that each was measured, not copied from the one before",
                "value",
                place=status.latest.place,
            )


def _repeated(status: KpiStatus) -> list[Observation]:
    """The figures equal to the latest that stand before it without another, itself among them, the latest first."""
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
    """The figures that may well repeat: none, and all where the unit has an end."""
    return (0.0, SHARES[unit]) if unit in SHARES else (0.0,)
