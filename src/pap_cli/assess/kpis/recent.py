"""The recent trend of a yearly KPI: whether its last five figures rise or fall more than chance explains."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from pap_cli.assess.comparison.recent import POINTS, Direction, trend_of_rates, trend_of_shares
from pap_cli.assess.kpis.counted import counts_of, is_share
from pap_cli.assess.kpis.kpi import KpiStatus, comparable
from pap_cli.model.measure import Basis, Polarity
from pap_cli.model.periods import Period

# With these, one year's figure covers the cases of another, and the test takes the years as independent.
_OVERLAPPING = (Basis.ROLLING_12_MONTHS, Basis.ROLLING_3_YEARS)
_MONTHS = 12


class RecentTrend(Struct, frozen=True, kw_only=True):
    """The recent trend of a KPI, over five years."""

    direction: Direction
    # Whether it goes the better way; None without a trend, or where no direction is better.
    is_better: bool | None
    chi_square: float
    # The first and the last of the five years.
    first: Period
    last: Period


def recent_trend(status: KpiStatus) -> RecentTrend | None:
    """Return the recent trend of a yearly KPI by the method of Fingertips (see `comparison.recent`).

    None unless its last five years have figures with numerators and denominators that match, one after another,
    without a break, and without cases in common.
    """
    kpi, years = status.kpi, status.series[-POINTS:]
    if kpi.basis in _OVERLAPPING or status.step != _MONTHS or len(years) < POINTS:
        return None
    counts = [pair for one in years if (pair := counts_of(kpi, one)) is not None]
    periods = [one.period for one in years]
    if len(counts) < POINTS or not all(comparable(kpi, one, periods[-1]) for one in periods):
        return None
    if any(_month(after) - _month(before) != _MONTHS for before, after in pairwise(periods)):
        return None
    test = trend_of_shares if all(is_share(kpi, *pair) for pair in counts) else trend_of_rates
    try:
        found = test(counts)
    except ValueError:  # `pap check` reports impossible counts
        return None
    if found is None:
        return None
    return RecentTrend(
        direction=found.direction,
        is_better=_is_better(kpi.polarity, found.direction),
        chi_square=found.chi_square,
        first=periods[0],
        last=periods[-1],
    )


def _month(period: Period) -> int:
    return period.end.year * 12 + period.end.month


def _is_better(polarity: Polarity, direction: Direction) -> bool | None:
    if direction is Direction.NO_CHANGE or polarity not in (Polarity.HIGH, Polarity.LOW):
        return None
    return (direction is Direction.INCREASING) is (polarity is Polarity.HIGH)
