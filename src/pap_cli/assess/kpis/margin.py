"""The 95% confidence interval of a KPI's figure, if it has a numerator and a denominator.

That of a share or a rate (see `intervals`), in the KPI's unit.
"""

from __future__ import annotations

from decimal import Decimal
from math import floor, isfinite, log10

from msgspec import Struct

from pap_cli.assess.comparison.intervals import Interval, proportion, rate
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.targets import rate_figure
from pap_cli.model.kpi import Kpi, Observation
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import PERCENT, SHARES, multiplier_of, number
from pap_cli.model.rating import Rating

CONFIDENCE = 0.95
# What floating-point arithmetic adds to a difference, and the most decimals that are looked for.
_NOISE, _MOST_DECIMALS = 1e-9, 8


class Margin(Struct, frozen=True, kw_only=True):
    """The range of the true share or rate behind a figure, in the KPI's unit."""

    low: float
    high: float
    numerator: float
    denominator: float
    # `Wilson`, `Byars` or `Exact`: see `intervals`.
    method: str
    # The decimals of its ends: none if it is ten wide or more in the KPI's unit, one from one, otherwise more.
    digits: int

    def __str__(self) -> str:
        """Return `55 to 95`."""
        return f"{number(self.low, self.digits)} to {number(self.high, self.digits)}"

    @property
    def fraction(self) -> str:
        """`10 of 12`."""
        return f"{number(self.numerator)} of {number(self.denominator)}"


def margin_of(status: KpiStatus) -> Margin | None:
    """Return the 95% confidence interval of the latest figure of a KPI in per cent, as a ratio or per so many.

    None if its numerator or denominator is unknown, if they are not a share where the unit is per cent, or if the
    figure does not match them: then any of the three may be wrong.
    """
    latest = status.latest
    found = interval_of(status.kpi, latest) if latest is not None else None
    if found is None or latest is None or latest.numerator is None or latest.denominator is None:
        return None
    width = found.upper - found.lower
    return Margin(
        low=found.lower,
        high=found.upper,
        numerator=latest.numerator,
        denominator=latest.denominator,
        method=found.method,
        digits=max(0, 1 - floor(log10(width))) if width > 0 else 0,
    )


def interval_of(kpi: Kpi, figure: Observation) -> Interval | None:
    """Return a figure with its 95% confidence interval, by its counts, in the KPI's unit.

    None where they are unknown, impossible, or do not match the figure.
    """
    counts = counts_of(kpi, figure)
    multiplier = multiplier_of(kpi.unit)
    if counts is None or multiplier is None:
        return None
    x, n = counts
    interval = proportion if is_share(kpi, x, n) else rate
    try:
        found = interval(x, n, multiplier=multiplier, confidence=CONFIDENCE)
    except ValueError:  # `pap check` reports impossible counts
        return None
    return found if isfinite(found.upper) else None


def is_share(kpi: Kpi, x: float, n: float) -> bool:
    """Return whether counts are a share: always in per cent, for a ratio unless more were counted than there are."""
    return kpi.unit == PERCENT or (kpi.unit in SHARES and x <= n)


def counts_of(kpi: Kpi, figure: Observation) -> tuple[float, float] | None:
    """Return numerator and denominator of a figure, if both are known and it matches them."""
    multiplier = multiplier_of(kpi.unit)
    if multiplier is None or figure.numerator is None or figure.denominator is None:
        return None
    return (figure.numerator, figure.denominator) if agrees(figure, multiplier) else None


def agrees(observation: Observation, factor: float) -> bool:
    """Return True if a figure matches its numerator and denominator, to the decimals it is written with."""
    value, numerator, denominator = observation.value, observation.numerator, observation.denominator
    if isinstance(value, Missing) or numerator is None or not denominator:
        return False
    apart = abs(factor * numerator / denominator - value)
    if apart > _half_a_digit(decimals(value)):
        return False
    return apart <= _NOISE or apart <= _half_a_digit(_decimals_written(observation, value))


def _half_a_digit(decimals: int) -> float:
    return 0.5 * 10.0**-decimals + _NOISE


def decimals(value: float) -> int:
    """Return the number of decimals that a figure needs."""
    return 0 if value == int(value) else max(0, -int(Decimal(repr(value)).as_tuple().exponent))


def _decimals_written(observation: Observation, value: float) -> int:
    """Return the number of decimals that a figure is written with: one for `84.0`."""
    place, count = observation.place, decimals(value)
    written = place.source.text[place.start : place.end]
    while count < _MOST_DECIMALS and f"{value:.{count + 1}f}" in written:
        count += 1
    return count


def ratings_within(status: KpiStatus, margin: Margin) -> frozenset[Rating]:
    """Return the ratings of figures within a margin, by the target and floor in force, without overrides.

    A rating changes only beside the target or beyond it, so the ends, the figure itself and the target, where it lies
    within, are rated; for a band both ends may be red around a green middle.
    """
    tried = [margin.low, margin.high, status.value]
    if status.target is not None and margin.low <= status.target <= margin.high:
        tried.append(status.target)
    return frozenset(rate_figure(status.kpi, value, status.aim)[0] for value in tried)
