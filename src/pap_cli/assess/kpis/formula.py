"""Derived KPIs: their figures, computed from those of the KPIs that their formulas name.

A derived KPI has a figure for every period for which all of its inputs have one.  It becomes known when the last of
them does, and is revised when one of them is, so at any date it is what could be computed by then.  If a divisor is
zero there is no figure.  A formula that cannot be computed (unknown IDs, a cycle, units that do not match: all reported
by the loader) gives none at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite
from typing import NamedTuple

from msgspec.structs import astuple, replace

from pap_cli.assess.kpis.figures import known_on, revisions_of
from pap_cli.model.formula import (
    Chain,
    Formula,
    FormulaError,
    Key,
    Node,
    Number,
    Operator,
    Reference,
    by_key,
    in_dependency_order,
    named_by,
    parse_formula,
)
from pap_cli.model.kpi import Kpi, Observation, Revision
from pap_cli.model.measure import Figure, Missing
from pap_cli.model.numbers import SHARES, rounded
from pap_cli.model.periods import Period
from pap_cli.model.place import Fields, Place
from pap_cli.model.units import scale_of

# The decimals of a computed figure, so that 0.1 + 0.2 is 0.3.
_DUST = 10


def evaluate(node: Node, figures: Mapping[str, float]) -> float | None:
    """Return the value of a formula, given the figures of its KPIs by ID.

    None if it divides by zero, or the value is too large.
    """
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Reference):
        return float(figures[node.id])
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
        if kpi.formula is None or kpi.observations:
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
        known[key] = replace(known[key], observations=_figures(known[key], formulas[key], by_id))
    return tuple(known[kpi.plan, kpi.id] if (kpi.plan, kpi.id) in formulas else kpi for kpi in kpis)


class _State(NamedTuple):
    """The value of an observation from a day on."""

    day: date
    value: Figure


def _states(kpi: Kpi, observation: Observation) -> list[_State]:
    """Return the values of an observation from its first publication on, in order, one per day."""
    states = {known_on(kpi, observation): observation.value}
    for day, revision in revisions_of(kpi, observation):
        states[day] = revision.value
    return [_State(day, value) for day, value in states.items()]


class _Computed(NamedTuple):
    """The result of a formula; for a share of counts, also its numerator and denominator."""

    value: Figure
    numerator: float | None = None
    denominator: float | None = None


_NONE = _Computed(Missing.MISSING)


def _figures(kpi: Kpi, formula: Formula, inputs: Mapping[str, Kpi]) -> tuple[Observation, ...]:
    """Return the observations of a formula, by period."""
    try:
        scale = scale_of(formula, kpi.unit, {id: one.unit for id, one in inputs.items()})
    except FormulaError:
        return ()
    counted = not any(one.unit in SHARES for one in inputs.values())
    histories = {id: {entry.period: entry for entry in one.observations} for id, one in inputs.items()}
    place = _AtFormula(*astuple(kpi.place))
    found: list[Observation] = []
    (first, history), *others = histories.items()
    for period, entry in history.items():
        entries = {first: entry}
        for id, other in others:
            if period in other:
                entries[id] = other[period]
        if len(entries) < len(histories):
            continue
        if any(entry.revisions for entry in entries.values()):
            told = _revised({id: _states(inputs[id], entry) for id, entry in entries.items()}, formula, scale, counted)
        else:
            told = _once(inputs, entries, formula, scale, counted)
        if told:
            found.append(_observation(period, told, place))
    return tuple(sorted(found, key=lambda one: (one.period.end, one.period.start)))


class _AtFormula(Place, frozen=True):
    """The position of a computed figure: the formula of its KPI."""

    @property
    def fields(self) -> Fields:
        fields = super().fields
        return {**fields, "value": fields["formula"]} if "formula" in fields else fields


# The results of a formula, by the days on which they changed.
_Told = list[tuple[date, _Computed]]


def _once(
    inputs: Mapping[str, Kpi], entries: Mapping[str, Observation], formula: Formula, scale: float, counted: bool
) -> _Told:
    """Return the result for figures that were never revised, known on the day of the last one."""
    figures = {id: entry.value for id, entry in entries.items() if not isinstance(entry.value, Missing)}
    computed = _computed(formula, figures, scale, counted) if len(figures) == len(entries) else _NONE
    if computed is _NONE:
        return []
    return [(max([known_on(inputs[id], entry) for id, entry in entries.items()]), computed)]


def _revised(states: Mapping[str, list[_State]], formula: Formula, scale: float, counted: bool) -> _Told:
    """Return the results for figures that may have been revised, one for each day with a new figure."""
    told: _Told = []
    for day in sorted({state.day for each in states.values() for state in each}):
        now = {id: _value(each, day) for id, each in states.items()}
        figures = {id: value for id, value in now.items() if value is not None and not isinstance(value, Missing)}
        computed = _computed(formula, figures, scale, counted) if len(figures) == len(now) else _NONE
        if computed != (told[-1][1] if told else _NONE):
            told.append((day, computed))
    return told


def _observation(period: Period, told: _Told, place: Place) -> Observation:
    """Return the figure of one period, with a revision for each day on which it changed."""
    published, first = told[0]
    return Observation(
        period=period,
        value=first.value,
        numerator=first.numerator,
        denominator=first.denominator,
        published=published,
        revisions=tuple(
            Revision(
                value=later.value,
                published=day,
                numerator=later.numerator,
                denominator=later.denominator,
                reason="a figure that it is computed from was revised",
                place=place,
            )
            for day, later in told[1:]
        ),
        place=place,
    )


def _value(states: list[_State], day: date) -> Figure | None:
    """Return the value of an observation on a day; None before its first publication."""
    return next((state.value for state in reversed(states) if state.day <= day), None)


def _computed(formula: Formula, figures: Mapping[str, float], scale: float, counted: bool) -> _Computed:
    value = evaluate(formula.root, figures)
    if value is None or not isfinite(scale * value):
        return _NONE
    root = formula.root
    share = isinstance(root, Chain) and [operator for operator, _ in root.rest] == [Operator.OVER]
    if not (counted and share and isinstance(root, Chain)):
        return _Computed(rounded(scale * value, _DUST))
    return _Computed(rounded(scale * value, _DUST), evaluate(root.first, figures), evaluate(root.rest[0][1], figures))
