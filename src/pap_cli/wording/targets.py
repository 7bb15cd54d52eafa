"""Targets and gaps in words: the target as it is written, with its number."""

from __future__ import annotations

from math import copysign

from pap_cli.assess.kpis.targets import Aim
from pap_cli.model.dates import show_date
from pap_cli.model.goal import Range, tolerance_in
from pap_cli.model.kpi import Kpi
from pap_cli.model.numbers import number, rounded


def floor_words(aim: Aim, kpi: Kpi) -> str:
    """Return the floor of an aim; empty without one."""
    return aim.floor_words(kpi.unit)


def aim_words(aim: Aim | None, kpi: Kpi) -> str:
    """Return a target with the day it is to be met by, `30% by 31 Jul 2024`; empty without one."""
    words = "" if aim is None else aim.words(kpi.unit)
    return f"{words} by {show_date(aim.by)}" if aim is not None and words and aim.by and aim.whole is None else words


def gap_words(gap: float | None, aim: Aim) -> str:
    """Return how far a figure is from its target: `3.2 below`, `33.1 above` or `on target`.

    A figure equal to a strict target, which it does not meet, is `equal to the target`.  The distance from a range is
    that from its nearer end; a figure within it is `in range`.
    """
    if gap is None:
        return ""
    if isinstance(aim.goal, Range):
        gap = copysign(max(0.0, rounded(abs(gap) - tolerance_in(aim.goal, None))), gap)
        if gap == 0:
            return "in range"
    if gap == 0:
        return "equal to the target" if aim.strict else "on target"
    return f"{number(abs(gap))} {'above' if gap > 0 else 'below'}"
