"""Rules about targets and floors that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.checks import Found, of_kpi, rule
from pap_cli.diagnostics import Severity
from pap_cli.model.measure import Polarity


def _contradiction(status: KpiStatus) -> str:
    """Return what is wrong with the floor, given the target and the tolerance; empty if nothing is."""
    kpi, target, floor = status.kpi, status.target, status.floor
    if kpi.polarity is Polarity.BAND:
        tolerance = kpi.tolerance or 0.0
        if tolerance < 0 or (floor is not None and floor < 0):
            return "is a distance from the target and cannot be negative"
        return "is within the tolerance" if floor is not None and floor < tolerance else ""
    if target is None or floor is None:
        return ""
    if kpi.polarity is Polarity.HIGH and floor > target:
        return "is above its target, but higher is better"
    return "is below its target, but lower is better" if kpi.polarity is Polarity.LOW and floor < target else ""


@rule("PAP413", "floor-beyond-target", Severity.ERROR, on="KPI")
def floor_beyond_target(assessment: Assessment) -> Iterator[Found]:
    """The floor of a KPI is on the wrong side of its target, so no figure can be amber.

    For a band, tolerance and floor are distances from the target: the floor is the larger, and neither is negative.

    Bad:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 85, floor: 95}
    ```

    Good:

    ```yaml
    kpis:
      - {id: k1, title: Visits on time, owner: head, target: 95, floor: 85}
    ```
    """
    for status in assessment.kpis:
        if wrong := _contradiction(status):
            help = "correct the floor, the target or the polarity; a dated target may have a floor of its own"
            message = f"the floor of {status.id} {wrong}"
            yield of_kpi(status, message, help, "floor", "tolerance", "trajectory", "id")
