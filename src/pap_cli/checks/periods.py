"""Rules about the periods of figures: which are missing, and which cannot be right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from statistics import median

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.charts.spacing import Gap, steps
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.checks import Found, of_kpi, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import add_months, quote, show_date
from pap_cli.model.kpi import Observation
from pap_cli.model.measure import Frequency
from pap_cli.model.periods import PeriodKind

# The most missing stretches that a message names.
_MOST_NAMED = 4


@rule("PAP430", "figures-missing", Severity.NOTE, on="KPI")
def figures_missing(assessment: Assessment) -> Iterator[Found]:
    """Periods between the figures of a KPI have no figure.

    They are gaps: charts draw them, and trends count the time that passed. If a figure was not published, write
    `missing` or the code published in its place. Figures dated by a day have no gaps.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        observations: {2016-05: 84.2, 2016-06: 83.9, 2016-09: 85.1}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        observations: {2016-05: 84.2, 2016-06: 83.9, 2016-07: missing, 2016-08: missing, 2016-09: 85.1}
    ```
    """
    for status in assessment.kpis:
        missing = _stretches(status.series)
        if missing and not _contradiction(status):
            computed = status.kpi.formula is not None
            named = [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in missing]
            rest = len(named) - _MOST_NAMED
            shown = ", ".join([*named[:_MOST_NAMED], *([f"{rest} more"] if rest > 0 else [])])
            yield of_kpi(
                status,
                f"{status.id} has no figure for {shown}",
                "complete the figures that it is computed from"
                if computed
                else "add the figures, or write missing or the code published instead",
                *(("formula",) if computed else ("observations",)),
            )


def _stretches(series: Sequence[Observation]) -> list[list[str]]:
    """Return the periods of the gaps, those that follow each other together."""
    if Gap not in set(map(type, series)):
        return []
    runs = groupby(series, key=lambda one: isinstance(one, Gap))
    return [[str(one.period) for one in run] for gap, run in runs if gap]


@rule("PAP431", "frequency-contradicted", Severity.WARNING, on="KPI")
def frequency_contradicted(assessment: Assessment) -> Iterator[Found]:
    """The frequency of a KPI is not that of its figures.

    The next figure is expected by its frequency, so a wrong one hides that a KPI is out of date, or says so too early.
    Without one, it is the shortest step between two figures.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        frequency: annual
        observations: {2016-07: 84.2, 2016-08: 83.9, 2016-09: 85.1}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        frequency: monthly
        observations: {2016-07: 84.2, 2016-08: 83.9, 2016-09: 85.1}
    ```
    """
    for status in assessment.kpis:
        apart = _contradiction(status)
        if apart and status.kpi.frequency is not None:
            words = {one.months: one.value for one in Frequency}.get(apart)
            help = f"write frequency: {words}" if words else "correct or delete the frequency"
            every = "a month" if apart == 1 else f"{apart} months"
            message = f"{status.id} is {status.kpi.frequency}, but its figures are {every} apart"
            yield of_kpi(status, message, help, "frequency")


@rule("PAP436", "period-far-ahead", Severity.WARNING, on="KPI")
def period_far_ahead(assessment: Assessment) -> Iterator[Found]:
    """A figure is for a period more than a year after every other, which is probably a mistake in the year.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        observations: {2016-05: 84.2, 2016-06: 83.9, 2062-07: 85.1}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        observations: {2016-05: 84.2, 2016-06: 83.9, 2016-07: 85.1}
    ```
    """
    for status in assessment.kpis:
        figures = status.kpi.observations
        if len(figures) < 2:
            continue
        before, last = figures[-2:]
        if last.period.start > add_months(before.period.end, 12) + timedelta(days=1):
            yield of_kpi(
                status,
                f"{status.id} has a figure for {quote(last.period.written)}, more than a year after the one before, "
                f"{before.period}",
                "correct the year, or add the figures between them",
                "period",
                "value",
                place=last.place,
            )


@rule("PAP437", "published-too-early", Severity.WARNING, on="KPI")
def published_too_early(assessment: Assessment) -> Iterator[Found]:
    """A figure was published before its period ended.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        observations: {2015/16: {value: 90, published: 2015-05-15}}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        observations: {2015/16: {value: 90, published: 2016-05-15}}
    ```
    """
    for status in assessment.kpis:
        for one in status.series:
            if one.published is not None and one.published < one.period.end and status.kpi.formula is None:
                yield of_kpi(
                    status,
                    f"{status.id} for {one.period} was published on {show_date(one.published)}, before "
                    f"{show_date(one.period.end)}, when the period ended",
                    "correct the date or the period",
                    "published",
                    place=one.place,
                )


def _contradiction(status: KpiStatus) -> int:
    """Return how many months lie between the figures of a KPI, if that is not its frequency; else 0.

    More frequent figures contradict from the second one on; snapshots only if they are much more frequent.  Less
    frequent ones may be gaps, so it takes four, all further apart.
    """
    frequency = status.kpi.frequency
    if frequency is None or status.kpi.events:
        return 0
    figures = [one for one in status.series if not isinstance(one, Gap)]
    apart = steps(figures)
    if not apart:
        return 0
    usual = round(median(apart))
    least = frequency.months * (2 / 3 if figures[-1].period.kind is PeriodKind.DAY else 1)
    if usual < least or (len(apart) >= 3 and min(apart) > frequency.months):
        return usual
    return 0
