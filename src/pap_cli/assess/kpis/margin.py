"""The 95% confidence interval of a KPI's latest figure, if it has a numerator and a denominator.

Wilson's score interval (see `intervals`) of numerator over denominator, in the KPI's unit.
"""

from __future__ import annotations

from decimal import Decimal
from math import isfinite

from msgspec import Struct

from pap_cli.assess.comparison.intervals import proportion
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.targets import rate_figure
from pap_cli.model.kpi import Observation
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import SHARES, number
from pap_cli.model.rating import Rating


class Margin(Struct, frozen=True, kw_only=True):
    """The range of the true share behind a figure, in the KPI's unit: per cent, or a ratio from 0 to 1."""

    low: float
    high: float
    numerator: float
    denominator: float
    # The decimals of its ends: none if it is ten per cent wide or more, one from one per cent, otherwise two.
    digits: int

    def __str__(self) -> str:
        """Return `55 to 95`."""
        return f"{number(self.low, self.digits)} to {number(self.high, self.digits)}"

    @property
    def fraction(self) -> str:
        """`10 of 12`."""
        return f"{number(self.numerator)} of {number(self.denominator)}"


def margin_of(status: KpiStatus) -> Margin | None:
    """Return the 95% confidence interval of the latest figure of a KPI in per cent or as a ratio.

    None if its numerator or denominator is unknown or they are not a share (a ratio may be above 1), or if the figure
    does not match them: then any of the three may be wrong.
    """
    factor = SHARES.get(status.kpi.unit)
    latest = status.latest
    if factor is None or latest is None or latest.numerator is None or latest.denominator is None:
        return None
    numerator, denominator = latest.numerator, latest.denominator
    if not (isfinite(denominator) and 0 <= numerator <= denominator and denominator > 0):
        return None
    if not agrees(latest, factor):
        return None
    share = proportion(numerator, denominator)
    width = 100 * (share.upper - share.lower)
    digits = (0 if width >= 10 else 1 if width >= 1 else 2) + (0 if factor == 100 else 2)
    return Margin(
        low=factor * share.lower,
        high=factor * share.upper,
        numerator=numerator,
        denominator=denominator,
        digits=digits,
    )


def agrees(observation: Observation, factor: float) -> bool:
    """Return True if a figure matches its numerator and denominator, to the decimals it is written with."""
    value, numerator, denominator = observation.value, observation.numerator, observation.denominator
    if isinstance(value, Missing) or numerator is None or not denominator:
        return False
    decimals = 0 if value == int(value) else max(0, -int(Decimal(repr(value)).as_tuple().exponent))
    return (
        abs(factor * numerator / denominator - value) <= 0.5 * 10.0**-decimals + 1e-9
    )  # half its last digit, and floating-point noise


def ratings_within(status: KpiStatus, margin: Margin) -> frozenset[Rating]:
    """Return the ratings of figures within a margin, by the target and floor in force, without overrides.

    A rating changes only beside the target or beyond it, so the ends, the figure itself and the target, where it lies
    within, are rated; for a band both ends may be red around a green middle.
    """
    tried = [margin.low, margin.high, status.value]
    if status.target is not None and margin.low <= status.target <= margin.high:
        tried.append(status.target)
    return frozenset(rate_figure(status.kpi, value, status.aim)[0] for value in tried)
