"""Whether the figures of a series depend on each other, so that limits for independent figures are wrong.

A change makes figures correlate too.  So both tests are on what is left of the figures once the change that explains
most of them is taken out: a straight line, or one step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import fsum, sqrt
from operator import mul, sub

# An autocorrelation above this makes limits for independent figures too narrow.
STRONG = 0.3
# The estimate is too low by about this many, divided by the number of figures: simulated, for a correlation of 0.3,
# 18 to 120 figures, and the better of a line and a step taken out (Marriott and Pope 1954 give the bias for a mean).
BIAS = 6.0
# With fewer figures than this the correction would be larger than what it corrects.
FEWEST_CORRECTED = 20
# The same bias for figures that do not depend on each other, and the normal deviate of a one-sided test at 5%.
_BIAS_OF_NONE = 3.5
_Z95_ABOVE = 1.645
# The average difference of two neighbours is this many standard deviations of the difference, if that is normal.
_MEAN_DIFFERENCE = 0.798
# A change over at least so many steps, of so many standard deviations of a random walk, is more than drift.
FAR_STEPS = 6
FAR = 2.5
# A step has at least this many figures on either side.
SIDE = 3
# The years that a seasonal pattern needs.
YEARS = 3
# The normal deviate of the test for a season: one in a hundred series without one seems to have one.
Z99 = 2.326
# Residuals below this share of the figures are rounding errors.
DUST = 1e-9


def residuals(values: Sequence[float | None]) -> list[float | None]:
    """Return what is left of figures without the line, or the step, that explains most of them by least squares.

    Args:
        values: the figures in order; None is missing, and keeps its place.
    """
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if not known:
        return list(values)
    fits = [fit for fit in (_line(known), _step(known)) if fit]
    rests = [list(map(sub, (value for _, value in known), fit)) for fit in fits]
    best = min(rests, key=_squares)
    found: list[float | None] = [None] * len(values)
    for (place, _), rest in zip(known, best, strict=True):
        found[place] = rest
    return found


def _squares(values: Sequence[float]) -> float:
    found: float = sum(map(mul, values, values))
    return found


def _line(known: Sequence[tuple[int, float]]) -> list[float]:
    """Return the height of the straight line of least squares at each place."""
    n = len(known)
    middle, mean = sum(place for place, _ in known) / n, fsum(value for _, value in known) / n
    away = [place - middle for place, _ in known]
    spread = _squares(away)
    slope = sum(map(mul, away, (value - mean for _, value in known))) / spread if spread else 0.0
    return [mean + slope * one for one in away]


def _step(known: Sequence[tuple[int, float]]) -> list[float]:
    """Return the level before and after the step that explains most; empty with too few figures for one."""
    n = len(known)
    if n < 2 * SIDE:
        return []
    mean = fsum(value for _, value in known) / n
    sums = list(accumulate(value - mean for _, value in known))
    explained = [one * one / (first * (n - first)) for first, one in enumerate(sums[SIDE - 1 : n - SIDE], SIDE)]
    at = explained.index(max(explained)) + SIDE
    before = mean + sums[at - 1] / at
    after = mean + (sums[-1] - sums[at - 1]) / (n - at)
    return [before] * at + [after] * (n - at)


def autocorrelation(rest: Sequence[float | None], size: float) -> float | None:
    """Return the correlation of each residual with the next, -1 to 1; None if they are only rounding errors.

    Args:
        rest: the residuals in order; None is missing, so that no pair goes across it.
        size: the largest of the figures, to tell a residual from a rounding error.
    """
    known = [one for one in rest if one is not None]
    if not known or max(map(abs, known)) <= DUST * size:
        return None
    mean = fsum(known) / len(known)
    away = [0.0 if one is None else one - mean for one in rest]  # a missing one adds nothing to either sum
    together: float = sum(map(mul, away, away[1:]))
    return together / _squares(away)


def strong_autocorrelation(
    values: Sequence[float | None], rest: Sequence[float | None], *, certain: bool
) -> float | None:
    """Return the lag-1 autocorrelation of residuals, corrected for its bias, if it is above 0.3; otherwise None.

    Args:
        values: the figures; None is missing.
        rest: their residuals, in the same order.
        certain: whether the autocorrelation must also be significant, at 5%.  To rely on a signal, it is enough that it
            cannot be ruled out: then the signal may come from it.
    """
    known = [abs(value) for value in values if value is not None]
    n = len(known)
    correlation = autocorrelation(rest, max(known, default=0.0))
    if correlation is None or (certain and correlation + _BIAS_OF_NONE / n <= _Z95_ABOVE / sqrt(n)):
        return None
    corrected = correlation + BIAS / max(n, FEWEST_CORRECTED)
    return corrected if corrected > STRONG else None


def moved_far(values: Sequence[float | None], *, up: bool) -> bool:
    """Return True if the latest figure is further from an earlier one than drift explains, in one direction.

    In a random walk with the same average step, the most dependent of series, a change over h steps has a standard
    deviation of that of one step times the root of h.  Drift seldom goes beyond 2.5 of them over six steps or more.
    """
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    steps = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    if not steps:
        return False
    deviation = fsum(steps) / len(steps) / _MEAN_DIFFERENCE
    end, latest = known[-1]
    sign = 1 if up else -1
    return any(
        sign * (latest - value) > FAR * deviation * sqrt(end - place)
        for place, value in known
        if end - place >= FAR_STEPS
    )


def seasonal(seasons: Sequence[int], rest: Sequence[float | None]) -> bool:
    """Return True if residuals differ by season: Kruskal and Wallis's test at 1%, with three figures of each season.

    Kruskal and Wallis 1952; X-11 and its successors apply it to monthly and quarterly series (Lothian and Morry 1978).
    Wilson and Hilferty's (1931) approximation gives the quantile of chi squared.

    Args:
        seasons: the month in which each period ends, 1 to 12.
        rest: the residuals, in the same order; None is missing.
    """
    known = [(one, season) for one, season in zip(rest, seasons, strict=True) if one is not None]
    if min(Counter(season for _, season in known).values(), default=0) < YEARS:
        return False
    ranks: dict[int, list[float]] = {}
    for rank, (_, season) in zip(_ranks([one for one, _ in known]), known, strict=True):
        ranks.setdefault(season, []).append(rank)
    if len(ranks) < 2:
        return False
    n, freedom = len(known), len(ranks) - 1
    statistic = 12 / (n * (n + 1)) * fsum(sum(one) ** 2 / len(one) for one in ranks.values()) - 3 * (n + 1)
    part = 2 / (9 * freedom)
    return statistic > freedom * (1 - part + Z99 * sqrt(part)) ** 3


def _ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value, from 1; equal ones share the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    if len(set(values)) == len(values):
        for rank, place in enumerate(order, 1):
            ranks[place] = float(rank)
        return ranks
    start = 0
    for end in range(1, len(order) + 1):
        if end == len(order) or values[order[end]] != values[order[start]]:
            for place in order[start:end]:
                ranks[place] = (start + end + 1) / 2
            start = end
    return ranks
