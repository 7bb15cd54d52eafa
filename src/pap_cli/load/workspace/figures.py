"""Figures of KPIs after their files were read: periods are read by the KPI's own calendar, and are there once."""

from __future__ import annotations

from itertools import chain
from operator import attrgetter
from typing import TypeVar

from msgspec.structs import replace

from pap_cli.diagnostics import diagnostic_at
from pap_cli.load.workspace.link import Linking
from pap_cli.load.workspace.locate import TABLE
from pap_cli.model.kpi import (
    Baseline,
    Benchmark,
    BenchmarkFigure,
    Break,
    ControlChart,
    Exclusion,
    Kpi,
    Observation,
    Rebase,
    Revision,
    in_time_order,
)
from pap_cli.model.measure import Quotient
from pap_cli.model.numbers import DAYS, multiplier_of, rounded
from pap_cli.model.periods import Period, has_own_labels, in_calendar, parse_period
from pap_cli.problems.values import DUPLICATE_PERIOD

# How one of two rows for a period becomes a revision.
_DATED = "; or write in the column published when each was published, and the later one is a revision"
T = TypeVar("T", Observation, BenchmarkFigure, Baseline, Break, Rebase, Exclusion)
_VALUE = attrgetter("value")
V = TypeVar("V", Observation, BenchmarkFigure, Revision)


def in_unit(kpi: Kpi) -> Kpi:
    """Return a KPI with each figure that is not written as its numerator by its denominator, in the unit of the KPI.

    The figures of events are in days, so that is the unit of a KPI with events unless another one is written.
    """
    if kpi.events and "unit" not in kpi.place.fields:
        kpi = replace(kpi, unit=DAYS)
    revisions = (one.revisions for one in kpi.observations if one.revisions)
    parts = chain((kpi.observations,), revisions, (one.values for one in kpi.benchmarks))
    if not any(Quotient in set(map(type, map(_VALUE, part))) for part in parts):
        return kpi  # the usual case
    by = multiplier_of(kpi.unit) or 1.0

    def figure(one: V) -> V:
        return replace(one, value=rounded(by * one.value)) if isinstance(one.value, Quotient) else one

    def observation(one: Observation) -> Observation:
        return figure(replace(one, revisions=tuple(map(figure, one.revisions))))

    return replace(
        kpi,
        observations=tuple(map(observation, kpi.observations)),
        benchmarks=tuple(replace(one, values=tuple(map(figure, one.values))) for one in kpi.benchmarks),
    )


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
        return replace(chart, rebase=tuple(map(moved, chart.rebase)), exclude=tuple(map(moved, chart.exclude)))

    return replace(
        kpi,
        observations=tuple(map(moved, kpi.observations)),
        baseline=moved(kpi.baseline) if kpi.baseline else None,
        breaks=tuple(map(moved, kpi.breaks)),
        benchmarks=tuple(map(of_benchmark, kpi.benchmarks)),
        spc=of_chart(kpi.spc) if kpi.spc else None,
    )


def with_break(kpi: Kpi) -> Kpi:
    """Return a KPI with a break where a newer definition of its records begins, unless the past was counted again."""
    if kpi.records is None:
        return kpi
    found = kpi.records.definition
    if found.version == 1 or found.restated or found.from_ is None or not found.reason:
        return kpi
    made = Break(period=parse_period(found.from_.written), reason=found.reason, place=found.place)
    return replace(kpi, breaks=(*kpi.breaks, made))


def periods_once(kpi: Kpi, linking: Linking) -> Kpi:
    """Return a KPI with one figure per period, in order of time; report duplicates."""
    if in_time_order(kpi.observations):
        return kpi
    by_period: dict[Period, Observation] = {}
    for observation in kpi.observations:
        first = by_period.setdefault(observation.period, observation)
        if first is not observation:
            in_table = first.place.path.endswith(TABLE) and observation.place.path == first.place.path
            linking.report(
                diagnostic_at(
                    DUPLICATE_PERIOD,
                    f"duplicate period: {_same(first, observation)}; the first figure is used",
                    help="delete one of them" + _DATED if in_table else "delete one of them",
                    place=observation.place,
                    plan=kpi.plan,
                    item=kpi.id,
                )
            )
    ordered = tuple(
        sorted(by_period.values(), key=lambda observation: (observation.period.end, observation.period.start))
    )
    return kpi if ordered == kpi.observations else replace(kpi, observations=ordered)


def _same(first: Observation, second: Observation) -> str:
    """Return which period two figures are for, and where the first is."""
    one, other, place = second.period.written, first.period.written, first.place
    where = f"on line {place.line}" if place.path == second.place.path else f"in {place.path}:{place.line}"
    return f"{one} is also {where}" if one == other else f"{one} is the same as {other} {where}"
