"""What is published of a workspace: its plans and KPIs without small numbers, and with rounded counts.

The result is a portfolio like any other, so whatever is computed or shown afterwards knows nothing else: what is not in
it can be in no table, chart, sentence or file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from pap_cli.assess.disclosure.baselines import hidden_baselines
from pap_cli.assess.disclosure.decide import hidden_figures, without
from pap_cli.assess.disclosure.small import counts_of, fraction_of, is_counted, is_few
from pap_cli.assess.kpis.formula import with_derived
from pap_cli.diagnostics import Diagnostic
from pap_cli.model.config import Disclosure
from pap_cli.model.decisions import Override, Suppression
from pap_cli.model.kpi import (
    Benchmark,
    BenchmarkFigure,
    Break,
    ControlChart,
    Ended,
    Exclusion,
    Hidden,
    Kpi,
    Observation,
    Rebase,
    Revision,
)
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import multiplier_of, rounded
from pap_cli.model.periods import Period, parse_period
from pap_cli.model.plan import Portfolio

LEFT_OUT = "left out, because it may give a hidden figure away"
_SEE = "run  pap check  without --suppress to see it"

T = TypeVar("T", Observation, Revision)
# The entries that have a reason.
S = TypeVar("S", Break, Ended, Exclusion, Override, Rebase, Revision, Suppression)


def published(portfolio: Portfolio, rules: Disclosure) -> Portfolio:
    """Return a portfolio without small numbers, and with rounded counts; it must be that of the whole workspace."""
    hidden = hidden_figures(portfolio.kpis, rules)
    no_baseline = hidden_baselines(portfolio.kpis, hidden, rules)
    own = without(portfolio.kpis, hidden)
    own = tuple(_rounded(kpi, rules.round_to) for kpi in own) if rules.round_to > 1 else own
    found = []
    for kpi, left in zip(own, with_derived(own), strict=True):
        key = kpi.plan, kpi.id
        shown = _published(kpi, left, hidden.get(key, {}), rules)
        if key in no_baseline:
            shown = replace(shown, baseline=None)
        found.append(shown if shown == kpi else _scrubbed(shown))
    return replace(portfolio, kpis=tuple(found))


def _published(kpi: Kpi, left: Kpi, codes: Mapping[Period, Hidden], rules: Disclosure) -> Kpi:
    """Return a KPI with codes for its hidden figures, and for those of benchmarks."""
    if kpi.benchmarks:
        kpi = replace(kpi, benchmarks=tuple(_benchmark(kpi, one, rules) for one in kpi.benchmarks))
    if kpi.events and is_few(1, rules):
        years = [event.at.day.year for event in kpi.events]
        return replace(kpi, events=(), observations=tuple(_years(kpi, min(years), max(years))))
    if not codes:
        return kpi
    figures = {**{one.period: one for one in left.observations}, **codes}
    return replace(kpi, basis=left.basis, observations=tuple(sorted(figures.values(), key=lambda one: one.period.end)))


def unjudged(portfolio: Portfolio) -> tuple[str, ...]:
    """Return the IDs of KPIs whose figures are shares without the counts that they were computed from.

    Nobody can tell whether these count few, so they are published as they are.
    """
    return tuple(
        kpi.id
        for kpi in with_derived(portfolio.kpis)
        if multiplier_of(kpi.unit) is not None
        and any(
            one.numerator is None and one.denominator is None and not isinstance(one.value, Missing)
            for one in kpi.observations
        )
    )


def discreet(problem: Diagnostic) -> Diagnostic:
    """Return a problem in a file without its words if they have a digit: they quote what is written there."""
    if not has_digit(problem.message) and not has_digit(problem.help):
        return problem
    return replace(problem, message=f"the message is {LEFT_OUT}", help=_SEE)


def _years(kpi: Kpi, first: int, last: int) -> Iterator[Hidden]:
    """Yield a code for each calendar year with events, in place of days with one case each."""
    for year in range(first, last + 1):
        yield Hidden(
            period=parse_period(str(year)), value=Missing.CONFIDENTIAL, published=date(year, 1, 1), place=kpi.place
        )


def _benchmark(kpi: Kpi, benchmark: Benchmark, rules: Disclosure) -> Benchmark:
    """Return the figures of another area, with the code `c` in place of those that count few."""
    counted = is_counted(kpi, kpi.observations)

    def shown(one: BenchmarkFigure) -> BenchmarkFigure:
        few = any(is_few(count, rules) for count in counts_of(kpi, one, counted=counted).values())
        return replace(one, value=Missing.CONFIDENTIAL, numerator=None, denominator=None) if few else one

    return replace(benchmark, values=tuple(map(shown, benchmark.values)))


def _scrubbed(kpi: Kpi) -> Kpi:
    """Return a KPI with a hidden figure without the notes and reasons that have a digit."""
    return replace(
        kpi,
        observations=tuple(_without_digits(one) for one in kpi.observations),
        notes=tuple(note for note in kpi.notes if not has_digit(note.text)),
        breaks=tuple(map(_with_reason, kpi.breaks)),
        spc=_chart(kpi.spc) if kpi.spc is not None else None,
        override=_with_reason(kpi.override) if kpi.override is not None else None,
        ended=_with_reason(kpi.ended) if kpi.ended is not None else None,
        ignore=tuple(map(_with_reason, kpi.ignore)),
    )


def _chart(chart: ControlChart) -> ControlChart:
    return replace(
        chart, rebase=tuple(map(_with_reason, chart.rebase)), exclude=tuple(map(_with_reason, chart.exclude))
    )


def _without_digits(one: Observation) -> Observation:
    if isinstance(one, Hidden) or not (one.note or one.revisions):
        return one
    note = None if has_digit(one.note) else one.note
    return replace(one, note=note, revisions=tuple(map(_with_reason, one.revisions)))


def _with_reason(entry: S) -> S:
    """Return an entry with its reason; if that has a digit, with a reason that says so."""
    return replace(entry, reason=LEFT_OUT) if has_digit(entry.reason) else entry


def has_digit(text: str | None) -> bool:
    """Return True if a text has a digit, or another character that is a number: ½, Ⅳ or 三."""
    return text is not None and any(map(str.isnumeric, text))


def _rounded(kpi: Kpi, to: int) -> Kpi:
    """Return a KPI with counts rounded to a multiple of a number, and shares computed from these."""
    counted = is_counted(kpi, kpi.observations)
    baseline = kpi.baseline
    if counted and baseline is not None and baseline.value.is_integer():
        baseline = replace(baseline, value=_nearest(baseline.value, to))
    observations = tuple(
        replace(
            _rounded_figure(kpi, one, to, counted=counted),
            revisions=tuple(_rounded_figure(kpi, each, to, counted=counted) for each in one.revisions),
        )
        for one in kpi.observations
    )
    return replace(kpi, observations=observations, baseline=baseline)


def _rounded_figure(kpi: Kpi, one: T, to: int, *, counted: bool) -> T:
    value, (numerator, denominator), whole = one.value, fraction_of(kpi, one), multiplier_of(kpi.unit)
    if isinstance(value, Missing):
        return one
    some = None if numerator is None else _nearest(numerator, to)
    everyone = None if denominator is None else _nearest(denominator, to)
    if counted:
        value = _nearest(value, to)
    elif some is not None and everyone is not None:
        value = rounded((whole or 1.0) * some / everyone) if everyone else Missing.CONFIDENTIAL
    return replace(
        one,
        value=value,
        numerator=None if one.numerator is None else some,
        denominator=None if one.denominator is None else everyone,
    )


def _nearest(count: float, to: int) -> float:
    """Return the nearest multiple of a number; of two that are as near, the greater."""
    return float((count + to / 2) // to * to)
