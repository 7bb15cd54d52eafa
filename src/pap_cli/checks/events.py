"""Rules about KPIs whose figures are the days between rare events."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.kpis.events import events_by
from pap_cli.checks import Found, of_kpi, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.numbers import DAYS


@rule("PAP447", "events-at-one-moment", Severity.WARNING, on="KPI")
def events_at_one_moment(assessment: Assessment) -> Iterator[Found]:
    """Two events of a KPI are on the same day, and it is not written at which times.

    Nobody can tell how long it took from one to the other, and a T chart cannot be drawn with 0 days. Write the time of
    each event on that day; estimate it if it is not known. If it is the same event, delete one.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Serious incidents
        owner: head
        target: 60
        events: [2016-01-03, 2016-04-20, 2016-04-20]
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Serious incidents
        owner: head
        target: 60
        events: [2016-01-03, 2016-04-20T09:00, 2016-04-20T16:30]
    ```
    """
    for status in assessment.kpis:
        if not status.kpi.events:
            continue
        for day, several in groupby(events_by(status.kpi, assessment.as_of), key=lambda one: one.at.day):
            same = list(several)
            moments = {one.at.order for one in same}
            if len(same) == 1 or (len(moments) == len(same) and all(one.at.timed for one in same)):
                continue
            untimed = sum(not one.at.timed for one in same)
            when = f", {untimed} of them without a time" if untimed < len(same) else " without a time"
            when = when if untimed else ", some at the same time"
            yield of_kpi(
                status,
                f"{status.id} has {len(same)} events on {show_date(day)}{when}",
                f"write the time of each, like {day.isoformat()}T14:30; if it is one event, delete the others",
                "at",
                place=same[-1].place,
            )


@rule("PAP448", "events-and-figures", Severity.ERROR, on="KPI")
def events_and_figures(assessment: Assessment) -> Iterator[Found]:
    """A KPI has both events and observations, so its observations are not used.

    The figures of a KPI with events are the days from each event to the one before.

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Serious incidents
        owner: head
        target: 60
        events: [2016-01-03, 2016-04-20]
        observations: {2016-01: 1, 2016-04: 1}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Serious incidents, owner: head, target: 60, events: [2016-01-03, 2016-04-20]}
    ```
    """
    for status in assessment.kpis:
        if status.kpi.events and (status.kpi.observations or status.kpi.csv):
            yield of_kpi(
                status,
                f"{status.id} has both events and observations; the observations are not used",
                "delete one of them, or give each a KPI of its own",
                "observations",
            )


@rule("PAP449", "events-in-other-unit", Severity.WARNING, on="KPI")
def events_in_other_unit(assessment: Assessment) -> Iterator[Found]:
    """A KPI with events has a unit other than days.

    Its figures are the days from each event to the one before, and so are its target and floor.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Serious incidents, owner: head, unit: number, target: 60, events: [2016-01-03, 2016-04-20]}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Serious incidents, owner: head, unit: days, target: 60, events: [2016-01-03, 2016-04-20]}
    ```
    """
    for status in assessment.kpis:
        unit = status.kpi.unit
        if status.kpi.events and not (unit == DAYS or "days" in unit.casefold().split()):
            yield of_kpi(
                status,
                f"{status.id} is in {unit}, but the figures of events are in days",
                "write unit: days, or delete the line",
                "unit",
            )
