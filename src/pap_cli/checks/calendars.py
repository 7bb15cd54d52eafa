"""Rules about periods that do not belong together: of several kinds, overlapping, or of another year."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.charts.spacing import Gap
from pap_cli.checks import Found, of_kpi, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.kpi import Observation
from pap_cli.model.periods import PeriodKind, contradicts

# The kinds of period whose labels depend on a calendar.
_WITH_LABELS = (PeriodKind.QUARTER, PeriodKind.TERM, PeriodKind.YEAR)


@rule("PAP439", "periods-mixed", Severity.NOTE, on="KPI")
def periods_mixed(assessment: Assessment) -> Iterator[Found]:
    """A KPI has figures for periods of different kinds, such as months and years.

    They are not compared with each other: charts and trends use those of the latest kind only. Make two KPIs of them.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        target: 80
        observations: {2015/16: 84.2, 2016-04: 83.9, 2016-05: 85.1}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 80, observations: {2016-04: 83.9, 2016-05: 85.1}}
    ```
    """
    for status in assessment.kpis:
        first: dict[PeriodKind, Observation] = {}
        for one in status.series:
            first.setdefault(one.period.kind, one)
        if len(first) > 1:
            *others, last = sorted(first.values(), key=lambda one: one.period.end)
            kinds = ", ".join(f"{one.period.kind}s" for one in others)
            yield of_kpi(
                status,
                f"{status.id} has figures for {kinds} and for {last.period.kind}s",
                "give each kind of period a KPI of its own",
                "period",
                "value",
                place=last.place,
            )


@rule("PAP440", "periods-overlap", Severity.WARNING, on="KPI")
def periods_overlap(assessment: Assessment) -> Iterator[Found]:
    """Two figures of a KPI are for periods that overlap, so something is counted twice.

    The figures of a rolling year overlap on purpose: write `basis: rolling 12 months`, or `year to 2016-09`.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 80, observations: {2014: 84.2, 2014/15: 83.9}}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 80, observations: {2013/14: 84.2, 2014/15: 83.9}}
    ```
    """
    for status in assessment.kpis:
        if status.kpi.events or status.kpi.basis.months:
            continue
        last: dict[PeriodKind, Observation] = {}
        for one in status.series:
            if isinstance(one, Gap):
                continue
            before = last.get(one.period.kind)
            last[one.period.kind] = one
            if before is None or one.period.start > before.period.end or one.period.written.startswith("year to"):
                continue
            yield of_kpi(
                status,
                f"{status.id} has figures for {before.period} and {one.period}, which overlap",
                "correct one of the periods",
                "period",
                "value",
                place=one.place,
            )


@rule("PAP441", "period-contradicts-calendar", Severity.WARNING, on="KPI")
def period_contradicts_calendar(assessment: Assessment) -> Iterator[Found]:
    """A label of a period is of another year than the KPI's `calendar`.

    `AY 2016/17` and terms belong to `calendar: academic`, `2016` to `calendar: calendar`; `2016/17` to any year that
    does not start in January. Months and days belong to any. Only a calendar that is written can be contradicted.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Absence
        owner: head
        target: 80
        calendar: financial
        observations: {AY 2015/16: 84.2}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Absence
        owner: head
        target: 80
        calendar: academic
        observations: {AY 2015/16: 84.2}
    ```
    """
    for status in assessment.kpis:
        calendar = status.kpi.calendar
        first = calendar.first_month
        labelled = (one for one in status.series if one.period.kind in _WITH_LABELS)
        for one in labelled:
            if contradicts(one.period, first):
                if "calendar" in status.kpi.place.fields:
                    yield of_kpi(
                        status,
                        f"{one.period} is not a period of calendar: {calendar}",
                        "correct the calendar or the period",
                        "period",
                        "value",
                        place=one.place,
                    )
                break
