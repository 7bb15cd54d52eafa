"""The counts behind a figure: numerator and denominator where they match it, and their confidence interval."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite

from pap_cli.assess.comparison.intervals import Interval, proportion, rate
from pap_cli.model.kpi import BenchmarkFigure, Kpi, Observation
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import PERCENT, SHARES, multiplier_of

CONFIDENCE = 0.95
# What floating-point arithmetic adds to a difference, and the most decimals that are looked for.
_NOISE, _MOST_DECIMALS = 1e-9, 8


def interval_of(kpi: Kpi, figure: Observation | BenchmarkFigure) -> Interval | None:
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


def counts_of(kpi: Kpi, figure: Observation | BenchmarkFigure) -> tuple[float, float] | None:
    """Return numerator and denominator of a figure, if both are known and it matches them."""
    multiplier = multiplier_of(kpi.unit)
    if multiplier is None or figure.numerator is None or figure.denominator is None:
        return None
    return (figure.numerator, figure.denominator) if agrees(figure, multiplier) else None


def agrees(observation: Observation | BenchmarkFigure, factor: float) -> bool:
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


def _decimals_written(observation: Observation | BenchmarkFigure, value: float) -> int:
    """Return the number of decimals that a figure is written with: one for `84.0`."""
    place, count = observation.place, decimals(value)
    written = place.source.text[place.start : place.end]
    while count < _MOST_DECIMALS and f"{value:.{count + 1}f}" in written:
        count += 1
    return count
