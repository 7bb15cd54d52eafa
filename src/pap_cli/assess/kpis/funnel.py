"""The funnel of a KPI: our figure and those of statistical neighbours, beside what chance explains at their sizes."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from pap_cli.assess.comparison.funnels import Funnel, Limits, Significance, funnel
from pap_cli.assess.comparison.intervals import LARGEST
from pap_cli.assess.kpis.benchmarks import known_figures_of
from pap_cli.assess.kpis.counted import counts_of, is_share
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.model.kpi import BenchmarkKind
from pap_cli.model.numbers import multiplier_of
from pap_cli.model.periods import Period

US = "us"


class Area(Struct, frozen=True, kw_only=True):
    """One area of a funnel; figures and limits are in the KPI's unit."""

    name: str
    is_ours: bool
    # Numerator by denominator: the published figure may be rounded.
    value: float
    numerator: float
    denominator: float
    # What the limits depend on: the denominator of a share, the events of a rate.
    size: float
    # Not capped at 0 and all of it; none for a rate without events.
    limits: Limits
    significance: Significance


class AreaFunnel(Struct, frozen=True, kw_only=True):
    """A funnel over our area, which is the first, and neighbours in the order of the file."""

    period: Period
    # All events by all denominators of these areas, in the KPI's unit.
    baseline: float
    areas: tuple[Area, ...]
    # Whether the figures are shares; otherwise they are rates.
    is_share: bool
    funnel: Funnel


def funnel_of(status: KpiStatus, as_of: date) -> AreaFunnel | None:
    """Return the funnel over our area and the neighbours with counts for the period of our latest figure.

    Averages, regions and countries are not areas of the same kind.  None without counts of ours that match our figure,
    or without a neighbour whose counts match theirs.

    Args:
        status: the KPI at that date.
        as_of: the date; figures published later do not count.
    """
    kpi, latest = status.kpi, status.latest
    ours = counts_of(kpi, latest) if latest is not None else None
    multiplier = multiplier_of(kpi.unit)
    if latest is None or ours is None or multiplier is None:
        return None
    counted = {US: ours}
    for benchmark in kpi.benchmarks:
        theirs = known_figures_of(kpi, benchmark, as_of).get(latest.period)
        if benchmark.kind is BenchmarkKind.NEIGHBOUR and theirs is not None and (pair := counts_of(kpi, theirs)):
            counted[benchmark.name] = pair
    if len(counted) == 1:
        return None
    shares = all(is_share(kpi, *pair) for pair in counted.values())
    x, n = zip(*counted.values(), strict=True)
    try:
        found = funnel("proportion" if shares else "rate", x, n, multiplier=multiplier)
    except ValueError:  # `pap check` reports impossible counts
        return None
    if not all(abs(value) < LARGEST for value in (found.baseline or 0.0, *(one or 0.0 for one in found.values))):
        return None
    areas = tuple(
        Area(
            name=name,
            is_ours=index == 0,
            value=multiplier * x[index] / n[index],
            numerator=x[index],
            denominator=n[index],
            size=found.sizes[index],
            limits=found.at_areas[index],
            significance=found.significance[index],
        )
        for index, name in enumerate(counted)
    )
    baseline = multiplier * sum(x) / sum(n)
    return AreaFunnel(period=latest.period, baseline=baseline, areas=areas, is_share=shares, funnel=found)
