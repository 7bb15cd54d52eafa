"""Derived KPIs: their figures, computed from those of the KPIs that their formulas name.

A derived KPI has a figure for every period for which all of its inputs have one.  It becomes known when the last of
them does, and is revised when one of them is, so at any date it is what could be computed by then.  If a divisor is
zero there is no figure.  A formula that cannot be computed (unknown IDs, a cycle, units that do not match: all reported
by the loader) gives none at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import isfinite

from msgspec.structs import astuple, replace

from pap_cli.assess.kpis.derived import DUST, NO_FIGURE, AtFormula, Counted, history_of, observation_of
from pap_cli.assess.kpis.sums import sum_of
from pap_cli.model.derivation import Key, by_key, in_dependency_order, named_by
from pap_cli.model.formula import Formula, parse_formula
from pap_cli.model.kpi import Break, Kpi, Observation
from pap_cli.model.measure import Missing
from pap_cli.model.nodes import Call, Chain, FormulaError, Node, Number, Operator, leaves
from pap_cli.model.numbers import rounded
from pap_cli.model.series import derived_series, is_share_of_counts, series_of
from pap_cli.model.units import scale_of


def evaluate(node: Node, figures: Mapping[str, float]) -> float | None:
    """Return the value of a formula, given the figures of its KPIs and functions by their text.

    None if it divides by zero, or the value is too large.
    """
    if isinstance(node, Number):
        return node.value
    if not isinstance(node, Chain):
        return float(figures[node.key])
    value = evaluate(node.first, figures)
    for operator, part in node.rest:
        other = evaluate(part, figures)
        if value is None or other is None:
            return None
        match operator:
            case Operator.PLUS:
                value += other
            case Operator.MINUS:
                value -= other
            case Operator.TIMES:
                value *= other
            case Operator.OVER:
                if other == 0:
                    return None
                value /= other
    return value if value is not None and isfinite(value) else None


def with_derived(kpis: Sequence[Kpi]) -> tuple[Kpi, ...]:
    """Return the KPIs, with the computed figures of those that have a formula.

    A KPI that has figures of its own keeps them.
    """
    if not any(kpi.formula for kpi in kpis):
        return tuple(kpis)
    known = by_key(kpis)
    inputs: dict[Key, tuple[Key, ...]] = {}
    formulas: dict[Key, Formula] = {}
    for key, kpi in known.items():
        if kpi.formula is None or kpi.observations or kpi.events:
            continue
        try:
            formula = parse_formula(kpi.formula)
        except FormulaError:
            continue
        named = [named_by(kpi, id, known) for id in formula.ids]
        if None not in named:
            formulas[key] = formula
            inputs[key] = tuple((one.plan, one.id) for one in named if one is not None)
    for key in in_dependency_order(inputs):
        by_id = dict(zip(formulas[key].ids, (known[one] for one in inputs[key]), strict=True))
        known[key] = _derived(known[key], formulas[key], by_id)
    return tuple(known[kpi.plan, kpi.id] if (kpi.plan, kpi.id) in formulas else kpi for kpi in kpis)


def _derived(kpi: Kpi, formula: Formula, inputs: Mapping[str, Kpi]) -> Kpi:
    """Return a derived KPI with its figures, by period; without any if its formula cannot be computed."""
    try:
        scale = scale_of(formula, kpi.unit, {id: one.unit for id, one in inputs.items()})
        known = {id: series_of(one) for id, one in inputs.items()}
        basis = derived_series(kpi, formula, known, ("calendar",)).basis
    except FormulaError:
        return kpi
    parts = {
        leaf.key: sum_of(leaf, inputs, kpi.calendar) if isinstance(leaf, Call) else inputs[leaf.id]
        for leaf in leaves(formula.root)
        if not isinstance(leaf, Number)
    }
    share = is_share_of_counts(formula, [one.unit for one in parts.values()])
    compute = partial(_computed, formula.root, scale=scale, share=share)
    place = AtFormula(*astuple(kpi.place))
    (first, entries), *others = ((key, {one.period: one for one in part.observations}) for key, part in parts.items())
    found: list[Observation] = []
    for period, entry in entries.items():
        figures = {first: (parts[first], entry)}
        for key, other in others:
            if period in other:
                figures[key] = parts[key], other[period]
        history = history_of(figures, compute) if len(figures) == len(parts) else []
        if history:
            found.append(observation_of(period, history, place))
    found.sort(key=lambda one: (one.period.end, one.period.start))
    return replace(kpi, basis=basis, breaks=_breaks(kpi, tuple(inputs.values())), observations=tuple(found))


def _breaks(kpi: Kpi, inputs: Sequence[Kpi]) -> tuple[Break, ...]:
    """Return the breaks of a derived KPI: its own, and those of the KPIs that it is computed from."""
    if not any(one.breaks for one in inputs):
        return kpi.breaks
    found = {one.period: one for one in kpi.breaks}
    for other in inputs:
        for one in other.breaks:
            found.setdefault(one.period, one)
    return tuple(sorted(found.values(), key=lambda one: one.period.end))


def _computed(root: Node, figures: Mapping[str, Counted], *, scale: float, share: bool) -> Counted:
    """Return the result of a formula, with its numerator and denominator if it has them."""
    values = {key: one.value for key, one in figures.items() if not isinstance(one.value, Missing)}
    value = evaluate(root, values)
    if value is None or not isfinite(scale * value):
        return NO_FIGURE
    value = rounded(scale * value, DUST)
    if isinstance(root, Call):
        return Counted(value, *figures[root.key][1:])
    if not share or not isinstance(root, Chain):
        return Counted(value)
    return Counted(value, evaluate(root.first, values), evaluate(root.rest[0][1], values))
