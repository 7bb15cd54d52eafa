"""The reading of a control chart: all that it bears out at once, so that no two sentences contradict each other.

What is decided here is put into words in `wording/reading.py`.
"""

from __future__ import annotations

from datetime import date
from math import ceil
from statistics import median

from msgspec import Struct

from pap_cli.assess.charts.parts import PointType, SpecialCause
from pap_cli.assess.charts.signal import Signal, improvement_of
from pap_cli.assess.charts.spacing import time_of
from pap_cli.assess.charts.spc import RUN
from pap_cli.assess.charts.trend import Direction, Outlook, Plausibility, Travel, forecast, plausibility
from pap_cli.model.dates import add_months
from pap_cli.model.goal import is_strict
from pap_cli.model.kpi import Observation
from pap_cli.model.measure import Improvement, Missing

# A target that is further away than this, at the present rate, is not given a date.
MOST_YEARS = 20
TRENDS = (SpecialCause.TREND_INCREASING, SpecialCause.TREND_DECREASING)


class Change(Struct, frozen=True, kw_only=True):
    """A change that the latest figure shows."""

    cause: SpecialCause
    meaning: PointType
    # Whether the figures went up.
    up: bool
    # The first of the figures that show it, and how many there are up to the latest.
    first: Observation
    figures: int

    # Whether it rests on one figure outside the limits, after a jump.
    alone: bool


class Pace(Struct, frozen=True, kw_only=True):
    """How fast figures move towards a target.  Rates are in the KPI's unit per period, up or down."""

    target: float
    rate: float
    # Whether figures move away from the target.
    away: bool
    # When it is reached from the median of the latest three figures; None if that is never, or not within 20 years.
    reached: date | None
    # The rate from that median that meets the next dated target by its date; None without one.
    needed: float | None


class Reading(Struct, frozen=True, kw_only=True):
    """What a chart bears out.  Where icons are withheld, only the reason."""

    withheld: str | None
    change: Change | None = None
    # Whether the only figure that shows the change has a note: nobody should act on it before it is confirmed.
    in_doubt: bool = False
    # The latest of the last seven figures that a rule marks, if the latest figure itself shows no change.
    recent: tuple[Observation, SpecialCause] | None = None
    # The direction over the whole group, if it is clear and does not contradict the change.
    travel: Travel | None = None
    # For the date of the next target, or else for the next period; one forecast only.
    outlook: Outlook | None = None
    plausible: Plausibility | None = None
    pace: Pace | None = None
    # The figure furthest the other way, where the direction over the whole group contradicts the change.
    turned: Observation | None = None


def reading_of(signal: Signal, target: float | None) -> Reading:
    """Return the reading of a chart.

    - The latest figure shows a change, or else one of the last seven figures may.
    - A direction counts only if it does not contradict the change, nor rests on a figure in doubt.
    - There is one forecast: from the direction, if there is one; otherwise from the limits, if nothing changed.

    Args:
        signal: the chart.
        target: the target that applies, for the pace.
    """
    if signal.withheld is not None:
        return Reading(withheld=signal.withheld)
    change = change_of(signal)
    travel, turned = _direction(signal, change)
    if signal.in_doubt:
        travel = turned = None
    outlook = None if signal.in_doubt else _outlook(signal, change, travel)
    return Reading(
        withheld=None,
        change=change,
        in_doubt=signal.in_doubt,
        recent=_recent(signal) if change is None else None,
        travel=travel,
        outlook=outlook,
        plausible=_plausible(signal, outlook),
        pace=pace_of(signal, travel, target) if travel is not None else None,
        turned=turned,
    )


def change_of(signal: Signal) -> Change | None:
    """Return the change that the latest figure shows, from its first figure on; None if it shows none."""
    last = signal.chart.last
    if signal.withheld is not None or last.special_cause is SpecialCause.COMMON_CAUSE:
        return None
    first = signal.began
    return Change(
        cause=last.special_cause,
        meaning=last.point_type,
        up=signal.up,
        first=signal.observations[first],
        alone=signal.alone,
        figures=sum(1 for one in signal.observations[first:] if not isinstance(one.value, Missing)),
    )


def _recent(signal: Signal) -> tuple[Observation, SpecialCause] | None:
    """Return the latest of the last seven points of the current group that a rule marks."""
    first = max(signal.chart.current.first, len(signal.observations) - RUN)
    marked = [
        (one, point.special_cause)
        for one, point in zip(signal.observations[first:], signal.chart.points[first:], strict=True)
        if point.special_cause is not SpecialCause.COMMON_CAUSE
    ]
    return marked[-1] if marked else None


def _direction(signal: Signal, change: Change | None) -> tuple[Travel | None, Observation | None]:
    """Return the direction if it is clear and agrees with the change; or where the figures turned, if it does not."""
    travel = signal.travel
    if travel.direction is Direction.UNCLEAR:
        return None, None
    if change is None or change.up is (travel.direction is Direction.RISING):
        return travel, None
    known = [
        (one.value, one)
        for one in signal.observations[signal.chart.current.first :]
        if not isinstance(one.value, Missing)
    ]
    furthest = min if change.up else max
    return None, furthest(known, key=lambda pair: pair[0])[1]


def _outlook(signal: Signal, change: Change | None, travel: Travel | None) -> Outlook | None:
    """Return the forecast for the next dated target, or else for the next period; None if nothing bears one out."""
    if travel is None and (change is not None or signal.travel.direction is not Direction.UNCLEAR):
        return None
    if signal.ahead is not None:
        return signal.outlook
    last = signal.travel.last
    return None if last is None else forecast(signal.travel, signal.chart.current, last + 1)


def _plausible(signal: Signal, outlook: Outlook | None) -> Plausibility | None:
    if outlook is None or signal.ahead is None:
        return None
    strict = is_strict(signal.ahead.goal)
    return plausibility(outlook, signal.ahead.target, improvement_of(signal.kpi), strict=strict)


def pace_of(signal: Signal, travel: Travel, target: float | None) -> Pace | None:
    """Return how fast the figures move towards the next dated target, or else the one that applies.

    None if there is no target, it has no better direction, or the median of the latest three figures meets it.
    """
    improvement = improvement_of(signal.kpi)
    aim = signal.ahead.target if signal.ahead is not None else target
    if aim is None or improvement is Improvement.NEUTRAL or not travel.slope or travel.last is None:
        return None
    current = signal.observations[signal.chart.current.first :]
    left = aim - median([one.value for one in current if not isinstance(one.value, Missing)][-3:])
    if left == 0 or (left > 0) is not (improvement is Improvement.INCREASE):
        return None
    periods = [one.period for one in current]
    needed = None
    if signal.ahead is not None:
        ahead = time_of(signal.ahead.by, periods, signal.unit) - travel.last
        needed = left / ahead if ahead > 0 else None
    months = left / travel.slope * signal.unit
    soon = 0 < months <= MOST_YEARS * 12
    reached = add_months(periods[-1].end, ceil(months)) if soon else None
    return Pace(target=aim, rate=travel.slope, away=months < 0, reached=reached, needed=needed)
