"""Rules about the profile of an annual target within the year."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.profile import misfit, year_of
from pap_cli.checks import Found, of_kpi, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.dates import show_date
from pap_cli.model.measure import Polarity


@rule("PAP445", "profile-unsuitable", Severity.WARNING, on="KPI")
def profile_unsuitable(assessment: Assessment) -> Iterator[Found]:
    """A KPI has a profile that its figures cannot have, or that leaves a dated target out.

    A profile spreads the target for a whole year over its months. That suits counts, year to date or in a period; not a
    rate, a snapshot, a rolling figure or a band. The target is the one in force at the end of the year, so a dated
    target within the year is not used.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, unit: percent, owner: head, target: 80, profile: linear}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Visits, basis: year-to-date, owner: head, target: 1200, profile: linear}
    ```
    """
    for status in assessment.kpis:
        if status.kpi.profile is not None and (wrong := _unsuitable(status)):
            yield of_kpi(status, f"{status.id}: {wrong[0]}", wrong[1], "profile", "id")
        elif status.kpi.profile is not None:
            yield from _within_the_year(status)


def _unsuitable(status: KpiStatus) -> tuple[str, str] | None:
    kpi = status.kpi
    if kpi.polarity is Polarity.NONE or (kpi.target is None and not kpi.trajectory):
        return "a profile without a target", "add target: for the whole year, or delete profile:"
    if wrong := misfit(kpi):
        return wrong, "delete profile:, or correct the unit, the basis or the polarity"
    return None


def _within_the_year(status: KpiStatus) -> Iterator[Found]:
    for step in status.kpi.trajectory:
        end = year_of(status.kpi, step.by)[1]
        if step.by != end:
            yield of_kpi(
                status,
                f"{status.id} has a profile, so its target by {show_date(step.by)}, within a year, is not used",
                f"write by: {end.isoformat()} and the target for the whole year, or delete profile:",
                "by",
                place=step.place,
            )
