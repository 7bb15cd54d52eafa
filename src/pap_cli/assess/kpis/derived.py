"""Computed figures as they were known: each day on which one of the figures behind them was published or revised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from pap_cli.assess.kpis.figures import known_on, revisions_of
from pap_cli.model.kpi import Kpi, Observation, Revision
from pap_cli.model.measure import Figure, Missing
from pap_cli.model.periods import Period
from pap_cli.model.place import Fields, Place

T = TypeVar("T")


class Counted(NamedTuple):
    """A figure; for a quotient of counts, also its numerator and denominator."""

    value: Figure
    numerator: float | None = None
    denominator: float | None = None


# The decimals of a computed figure, so that 0.1 + 0.2 is 0.3.
DUST = 10
NO_FIGURE = Counted(Missing.MISSING)

# A computed figure, by the days on which it changed.
History = list[tuple[date, Counted]]


class AtFormula(Place, frozen=True):
    """The position of a computed figure: the formula of its KPI."""

    @property
    def fields(self) -> Fields:
        """Offsets of each field of the entry; its value is the formula."""
        fields = super().fields
        return {**fields, "value": fields["formula"]} if "formula" in fields else fields


def history_of(
    entries: Mapping[T, tuple[Kpi, Observation]], compute: Callable[[Mapping[T, Counted]], Counted]
) -> History:
    """Return what is computed from figures, by the days on which it changed.

    It is known when the last figure is, and while none of them is a code.

    Args:
        entries: each figure with its KPI, by a name of the caller's.
        compute: computes the result from the figures, or returns `NO_FIGURE`.
    """
    if not any(entry.revisions for _, entry in entries.values()):
        # the usual case
        if any(isinstance(entry.value, Missing) for _, entry in entries.values()):
            return []
        computed = compute({name: _first(entry) for name, (_, entry) in entries.items()})
        last = max([known_on(kpi, entry) for kpi, entry in entries.values()])
        return [] if computed is NO_FIGURE else [(last, computed)]
    states = {name: _states(kpi, entry) for name, (kpi, entry) in entries.items()}
    history: History = []
    for day in sorted({day for each in states.values() for day in each}):
        now = {name: state for name, each in states.items() if (state := _on(each, day)) is not None}
        complete = len(now) == len(states) and not any(isinstance(one.value, Missing) for one in now.values())
        computed = compute(now) if complete else NO_FIGURE
        if computed != (history[-1][1] if history else NO_FIGURE):
            history.append((day, computed))
    return history


def _first(entry: Observation) -> Counted:
    return Counted(entry.value, entry.numerator, entry.denominator)


def _states(kpi: Kpi, observation: Observation) -> dict[date, Counted]:
    """Return a figure from its first publication on, in order, one state per day."""
    states = {known_on(kpi, observation): _first(observation)}
    for day, revision in revisions_of(kpi, observation):
        states[day] = Counted(revision.value, revision.numerator, revision.denominator)
    return states


def _on(states: Mapping[date, Counted], day: date) -> Counted | None:
    """Return a figure as it was known on a day; None before its first publication."""
    return next((states[since] for since in reversed(list(states)) if since <= day), None)


def observation_of(period: Period, history: History, place: Place) -> Observation:
    """Return the figure of one period, with a revision for each day on which it changed."""
    published, first = history[0]
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
            for day, later in history[1:]
        ),
        place=place,
    )
