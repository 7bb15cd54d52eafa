"""Every known figure of a KPI, each beside the target of its own period and the same period of the year before."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.assess.charts.signal import same_stretch
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.targets import Aim, Targets, rate_figure
from pap_cli.model.kpi import Kpi, Observation
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import rounded
from pap_cli.model.periods import Period, period_after, span_after
from pap_cli.model.rating import Rating


class RatedFigure(Struct, frozen=True, kw_only=True):
    """A known figure, rated by the target in force at the end of its period; figures are in the KPI's unit."""

    observation: Observation
    aim: Aim
    # Ours minus the target; None without either.
    gap: float | None
    # What the figure alone is worth: an override does not count.
    rating: Rating
    same_period_last_year: float | None

    @property
    def value(self) -> float | None:
        """The figure; None if a code was published instead."""
        return None if isinstance(self.observation.value, Missing) else self.observation.value


def rated_figures(status: KpiStatus) -> tuple[RatedFigure, ...]:
    """Return the figures known by the status's date, in order."""
    kpi = status.kpi
    # by their days, because a period takes much longer to look up
    figures = {(one.period.start, one.period.end): one for one in status.series}
    targets = Targets(status.kpi, status.as_of, status.series)
    steady = targets.on(status.as_of) if targets.steady else None
    found = []
    for one in status.series:
        aim = steady or targets.on(one.period.end, one.period)
        value = None if isinstance(one.value, Missing) else one.value
        rating, _ = rate_figure(kpi, value, aim)
        period = one.period
        year_before = span_after(period.kind, period.start, period.end, -12)
        found.append(
            RatedFigure(
                observation=one,
                aim=aim,
                gap=None if value is None or aim.target is None else rounded(value - aim.target),
                rating=rating,
                same_period_last_year=None if kpi.events else _beside(kpi, period, figures.get(year_before)),
            )
        )
    return tuple(found)


def a_year_before(status: KpiStatus) -> float | None:
    """Return the figure of the same period of the year before the latest one; None across a break."""
    if status.latest is None or status.kpi.events:
        return None
    wanted = period_after(status.latest.period, -12)
    figures = (one for one in reversed(status.series) if one.period.end <= wanted.end)
    before = next(figures, None)
    return _beside(status.kpi, status.latest.period, before if before and before.period == wanted else None)


def _beside(kpi: Kpi, period: Period, before: Observation | None) -> float | None:
    """Return the figure to set beside that of a period; None if it is a code, or comes from before a break."""
    if before is None or isinstance(before.value, Missing):
        return None
    return before.value if same_stretch(kpi, before.period.end, period.end) else None
