"""Targets of a KPI: the one in force on a day, the next one, and the rating of a figure beside them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from pap_cli.model.kpi import Kpi, Target
from pap_cli.model.measure import Polarity
from pap_cli.model.rating import Rating


class Aim(Struct, frozen=True):
    """What a KPI is to reach, in its unit; each part is None if the KPI does not state it."""

    target: float | None = None
    floor: float | None = None
    # The day by which the target is to be met; None for the KPI's own target.
    by: date | None = None


def _in_order(kpi: Kpi) -> list[Target]:
    return sorted(kpi.trajectory, key=lambda step: step.by)


def _aim(kpi: Kpi, step: Target) -> Aim:
    return Aim(step.target, kpi.floor if step.floor is None else step.floor, step.by)


def aim_on(kpi: Kpi, day: date) -> Aim:
    """Return the target and floor in force on a day; nothing for a KPI for information.

    A dated target is the one to work to until its day; after the last of them the KPI's own target is, or the last
    dated one if it has none.
    """
    if kpi.polarity is Polarity.NONE:
        return Aim()
    steps = _in_order(kpi)
    for step in steps:
        if day <= step.by:
            return _aim(kpi, step)
    return _aim(kpi, steps[-1]) if steps and kpi.target is None else Aim(kpi.target, kpi.floor)


def next_aim(kpi: Kpi, rated_by: Aim, as_of: date) -> Aim | None:
    """Return the first dated target that is not past on a date and comes after the one that a figure is rated by."""
    after = (_aim(kpi, step) for step in _in_order(kpi) if as_of <= step.by)
    return next((aim for aim in after if rated_by.by is None or aim.by is None or aim.by > rated_by.by), None)


def rate_figure(kpi: Kpi, value: float | None, aim: Aim) -> tuple[Rating, str]:
    """Return the rating of a figure by the KPI's polarity, and the reason."""
    if kpi.place.faulty:
        return Rating.GREY, "part of its entry could not be read"
    if kpi.polarity is Polarity.NONE:
        return Rating.GREY, "for information"
    if value is None:
        return Rating.GREY, "no figure yet"
    if aim.target is None:
        return Rating.GREY, "no target"
    if kpi.polarity is Polarity.BAND:
        distance = round(abs(value - aim.target), 10)
        met, beyond = distance <= (kpi.tolerance or 0.0), aim.floor is None or distance > aim.floor
    elif kpi.polarity is Polarity.HIGH:
        met, beyond = value >= aim.target, aim.floor is None or value < aim.floor
    else:
        met, beyond = value <= aim.target, aim.floor is None or value > aim.floor
    if met:
        return Rating.GREEN, "target met"
    if beyond:
        return Rating.RED, "off target" if aim.floor is None else "beyond the floor"
    return Rating.AMBER, "off target, within the floor"
