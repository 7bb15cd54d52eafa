"""The recent trend of Fingertips: whether the last five yearly figures rise or fall more than chance explains.

From its technical guidance, "Fingertips trend markers", and checked with the examples in its published program:

- The last five years are tested, without a gap.  With fewer there is no recent trend.
- Shares: the chi-square test for a linear trend on numerators and denominators (Armitage 1955, Biometrics 11, 375-386).
- Anything else with a confidence interval: the slope of a straight line through the figures, weighted by 1 / s², over
  its standard error; s is the width of the 95% interval over 3.92.
- The trend is significant if chi-square exceeds 9.55: a probability of 0.2%, as many indicators are tested at once.
- One year alone makes no trend: with each of the five left out in turn, the slope must keep its direction.  For shares
  that is the slope of the log odds.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from math import log

from msgspec import Struct

from pap_cli.assess.comparison.intervals import Interval, proportion, rate

POINTS = 5
# Chi-square with one degree of freedom that chance exceeds in 0.2% of cases.
SIGNIFICANT = 9.54953570608324
# The width of a 95% interval in standard errors, as Fingertips rounds it.
_WIDTH = 3.92
_NOISE = 1e-12


class Direction(StrEnum):
    """Where the last five years point."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no significant change"


class RecentTrend(Struct, frozen=True, kw_only=True):
    """The recent trend, and the test statistic that it rests on."""

    direction: Direction
    chi_square: float


def trend_of_shares(counts: Sequence[tuple[float, float]]) -> RecentTrend | None:
    """Return the recent trend of a share; None with fewer than five years.

    Where none or all were counted in a year, its log odds are infinite, so half a case is added on both sides of each
    year (Haldane 1956); Fingertips gives no trend there.

    Args:
        counts: numerator and denominator of each year, the latest last.

    Raises:
        ValueError: the counts of one of the last five years are not a share.
    """
    if len(counts) < POINTS:
        return None
    last = counts[-POINTS:]
    for x, n in last:
        proportion(x, n)  # refuses what is not a share
    more = 0.5 if any(x in (0, n) for x, n in last) else 0.0
    odds = [log((x + more) / (n - x + more)) for x, n in last]
    return _judged(_armitage(last), odds, [1.0] * POINTS)


def trend_of_rates(counts: Sequence[tuple[float, float]]) -> RecentTrend | None:
    """Return the recent trend of a rate; None with fewer than five years.

    Args:
        counts: events and population of each year, the latest last.

    Raises:
        ValueError: the counts of one of the last five years are not a rate.
    """
    return trend_of_intervals([rate(x, n) for x, n in counts[-POINTS:]])


def trend_of_intervals(figures: Sequence[Interval]) -> RecentTrend | None:
    """Return the recent trend of figures with a 95% confidence interval of some width, the latest last."""
    if len(figures) < POINTS:
        return None
    last = figures[-POINTS:]
    values = [one.value for one in last]
    weights = [(_WIDTH / (one.upper - one.lower)) ** 2 for one in last]
    slope, information = _slope(values, weights)
    return _judged(slope * slope * information, values, weights)


def _armitage(counts: Sequence[tuple[float, float]]) -> float:
    """Return chi-square for a linear trend; 0 where none or all were counted in all years."""
    all_x, all_n = sum(x for x, _ in counts), sum(n for _, n in counts)
    share = all_x / all_n
    middle = sum(year * n for year, (_, n) in enumerate(counts)) / all_n
    moment = sum(x * (year - middle) for year, (x, _) in enumerate(counts))
    variance = share * (1 - share) * sum(n * (year - middle) ** 2 for year, (_, n) in enumerate(counts))
    return moment * moment / variance if variance > 0 else 0.0


def _slope(values: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    """Return the slope of the weighted straight line, and the reciprocal of its variance; a weight of 0 leaves out."""
    total = sum(weights)
    middle = sum(weight * year for year, weight in enumerate(weights)) / total
    spread = sum(weight * (year - middle) ** 2 for year, weight in enumerate(weights))
    moment = sum(weights[year] * value * (year - middle) for year, value in enumerate(values))
    return moment / spread, spread


def _judged(chi_square: float, values: Sequence[float], weights: Sequence[float]) -> RecentTrend:
    """Return the direction, if the test is significant and no single year decides it."""
    slopes = [_slope(values, weights)[0]]
    slopes += [_slope(values, [*weights[:year], 0.0, *weights[year + 1 :]])[0] for year in range(POINTS)]
    level = _NOISE * max(map(abs, values))  # a slope of 0 has no direction, whatever its last bit
    direction = Direction.NO_CHANGE
    if chi_square > SIGNIFICANT and all(slope > level for slope in slopes):
        direction = Direction.INCREASING
    elif chi_square > SIGNIFICANT and all(slope < -level for slope in slopes):
        direction = Direction.DECREASING
    return RecentTrend(direction=direction, chi_square=chi_square)
