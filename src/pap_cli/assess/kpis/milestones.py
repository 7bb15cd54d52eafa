"""The dated targets of a KPI, each beside the figure that was reached by then: the monitoring table of a plan."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from msgspec import Struct

from pap_cli.assess.charts.spacing import Gap
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.rated import RatedFigure, rated_figures
from pap_cli.assess.kpis.targets import Aim, Targets
from pap_cli.model.measure import Polarity


class KpiMilestone(Struct, frozen=True):
    """A dated target, or the last one without a date, and the actual figure; None if none is known."""

    aim: Aim
    figure: RatedFigure | None


def kpi_milestones(status: KpiStatus) -> tuple[KpiMilestone, ...]:
    """Return the dated targets of a KPI in order, and then its own target if it has any of them.

    The figure of each is the latest for a period that ends by its date, and after the date before: what was published
    for that very day, or else the last before it.
    """
    kpi = status.kpi
    aims = Targets(kpi, status.as_of, status.series).dated()
    days = [aim.by for aim in aims if aim.by is not None]
    if not days:
        return ()
    if kpi.target is not None and kpi.polarity is not Polarity.NONE:
        aims = (*aims, Targets(kpi, status.as_of, status.series).on(date.max))
    last: dict[int, RatedFigure] = {}
    for one in rated_figures(status):
        period = one.observation.period
        if not isinstance(one.observation, Gap) and (kpi.baseline is None or period.end > kpi.baseline.period.end):
            last[bisect_left(days, period.end)] = one
    return tuple(KpiMilestone(last[nth].aim if nth in last else aim, last.get(nth)) for nth, aim in enumerate(aims))
