"""Why people are not shown the icons of a chart: its limits say nothing about the figures.

Each reason completes "whether it changed cannot be told, because …".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from operator import le, sub

from pap_cli.assess.charts.dependence import moved_far, residuals, seasonal, strong_autocorrelation
from pap_cli.assess.charts.parts import ENOUGH, Point, ProcessChart, SpecialCause
from pap_cli.model.kpi import ChartKind, Kpi, Observation, ShortSeries
from pap_cli.model.measure import Basis, Missing

ROLLING = {
    Basis.ROLLING_12_MONTHS: "each figure covers 12 months, most of them the same as those of the figure before",
    Basis.ROLLING_3_YEARS: "each figure covers three years, most of them the same as those of the figure before",
}
YEAR_TO_DATE = "each figure includes those before it in the same year"
OVERLAPPING = "the periods overlap, so figures share what they count"
GAPS = "no two figures are in consecutive periods"
NEVER_CHANGES = "the figures do not vary, so there is no usual range"
HARDLY_CHANGES = "more than half of the figures are the same as the one before"
ZERO_WIDTH = "the limits have no width"
# The kinds whose limits come from moving ranges.
OF_RANGES = (ChartKind.XMR, ChartKind.P_PRIME, ChartKind.U_PRIME, ChartKind.T)
SEASONAL = "the figures follow a yearly pattern (Kruskal–Wallis test, 1%); compare the same time of year"


def too_few(figures: int) -> str:
    """Return the reason for a number of figures that is too small."""
    return f"the chart has {figures} figure{'' if figures == 1 else 's'} and needs {ENOUGH}"


def autocorrelated(found: float) -> str:
    """Return the reason for an autocorrelation."""
    return f"each figure seems to depend on the one before (autocorrelation about {min(found, 0.9):.1f})"


def why_withheld(kpi: Kpi, observations: Sequence[Observation], chart: ProcessChart[date]) -> str | None:
    """Return why people are not shown the icons of a chart, as a clause; None if they are.

    Args:
        kpi: the KPI, with its settings.
        observations: those of the current group, in order.
        chart: the chart.
    """
    values = [None if isinstance(one.value, Missing) else one.value for one in observations]
    figures = sum(1 for value in values if value is not None)
    if (reason := _sharing(kpi, observations)) is not None:
        return reason
    if figures < 2 or (figures < ENOUGH and (kpi.spc is None or kpi.spc.short is ShortSeries.WITHHOLD)):
        return too_few(figures)
    if values[-1] is None:
        return f"there is no figure for {observations[-1].period}"
    if chart.last.value is None:
        return "the latest figure has no numerator and denominator"
    if chart.last.excluded:
        return "the latest figure is left out of the chart's lines"
    return _without_range(values, chart) or (
        _depending(observations, values, chart.last) if figures >= ENOUGH else None
    )


def _sharing(kpi: Kpi, observations: Sequence[Observation]) -> str | None:
    """Return the reason if figures count some of the same things."""
    if kpi.basis in ROLLING:
        return ROLLING[kpi.basis]
    if kpi.basis is Basis.YEAR_TO_DATE and len(observations) > 1:
        return YEAR_TO_DATE
    if kpi.events:
        return None
    starts, ends = [one.period.start for one in observations], [one.period.end for one in observations]
    overlap = any(map(le, starts[1:], ends))
    return OVERLAPPING if overlap else None


def _without_range(values: Sequence[float | None], chart: ProcessChart[date]) -> str | None:
    """Return the reason if figures do not vary enough for limits; those of counts do not need moving ranges."""
    if None in values:
        steps = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    else:
        steps = list(map(abs, map(sub, values[1:], values)))
    if not steps:
        return GAPS
    if not any(steps):
        return NEVER_CHANGES
    if 2 * steps.count(0.0) > len(steps) and chart.kind in OF_RANGES:
        return HARDLY_CHANGES
    group = chart.current
    flat = group.lower is None or group.lower == group.upper
    return ZERO_WIDTH if flat and chart.kind is not ChartKind.RUN else None


def _depending(observations: Sequence[Observation], values: Sequence[float | None], latest: Point[date]) -> str | None:
    """Return the reason if figures depend on each other, unless they changed by more than that explains."""
    rest = residuals(values)
    ends = [one.period.end for one in observations]
    months = [end.month for end in ends]
    if len({(end.year, month) for end, month in zip(ends, months, strict=True)}) == len(ends) and seasonal(
        months, rest
    ):
        return SEASONAL
    changed = latest.special_cause is not SpecialCause.COMMON_CAUSE
    found = strong_autocorrelation(values, rest, certain=not changed)
    if found is None or (changed and moved_far(values, up=latest.relative_to_mean == 1)):
        return None
    return autocorrelated(found)
