"""Figures of KPIs after their files were read: labels of periods are read by the KPI's own calendar."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from pap_cli.model.kpi import Baseline, Benchmark, BenchmarkFigure, Break, ControlChart, Kpi, Observation, Rebase
from pap_cli.model.periods import has_own_labels, in_calendar

T = TypeVar("T", Observation, BenchmarkFigure, Baseline, Break, Rebase)


def with_calendar(kpi: Kpi) -> Kpi:
    """Return a KPI with `2016/17` and `Q1 2016/17` read in its own year, wherever they are written in its entry."""
    first = kpi.calendar.first_month
    if not has_own_labels(first):
        return kpi

    def moved(one: T) -> T:
        return replace(one, period=in_calendar(one.period, first))

    def of_benchmark(one: Benchmark) -> Benchmark:
        return replace(one, values=tuple(map(moved, one.values)))

    def of_chart(chart: ControlChart) -> ControlChart:
        return replace(chart, rebase=tuple(map(moved, chart.rebase)))

    return replace(
        kpi,
        observations=tuple(map(moved, kpi.observations)),
        baseline=moved(kpi.baseline) if kpi.baseline else None,
        breaks=tuple(map(moved, kpi.breaks)),
        benchmarks=tuple(map(of_benchmark, kpi.benchmarks)),
        spc=of_chart(kpi.spc) if kpi.spc else None,
    )
