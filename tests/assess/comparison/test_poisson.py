"""Exact limits of a count, checked by adding up the probabilities with fifty digits."""

from __future__ import annotations

from decimal import Decimal, localcontext
from math import inf

import pytest

from pap_cli.assess.comparison.poisson import exact_limits, gamma_quantile


def up_to(count: int, mean: float) -> Decimal:
    """The probability of so many events or fewer."""
    exact = Decimal(mean)
    term = total = (-exact).exp()
    for events in range(1, count + 1):
        term = term * exact / events
        total += term
    return total


@pytest.mark.parametrize("tail", [0.05, 0.025, 0.001, 1e-6])
@pytest.mark.parametrize("events", [1, 2, 5, 9, 10, 30, 200, 1000])
def test_the_limits_have_the_probability_beyond_them(events: int, tail: float) -> None:
    lower, upper = exact_limits(events, tail)
    with localcontext() as context:
        context.prec = 50
        assert float((1 - up_to(events - 1, lower)) / Decimal(tail)) == pytest.approx(1, rel=1e-13)
        assert float(up_to(events, upper) / Decimal(tail)) == pytest.approx(1, rel=1e-13)


@pytest.mark.parametrize("upper", [True, False])
@pytest.mark.parametrize("tail", [0.025, 0.001])
def test_the_expansion_takes_over_without_a_step(tail: float, upper: bool) -> None:
    below, above = (gamma_quantile(shape, tail, upper=upper) for shape in (20_000, 20_000.001))
    slope = gamma_quantile(20_001.001, tail, upper=upper) - above
    assert above - below == pytest.approx(0.001 * slope, rel=1e-5)


def test_extreme_counts_have_limits() -> None:
    assert exact_limits(0, 0.025)[0] == 0
    assert exact_limits(1e-9, 0.025)[0] == 0  # less than the smallest double
    lower, upper = exact_limits(1e15, 0.025)
    assert lower < 1e15 < upper < 1.0000001e15
    assert exact_limits(3, 0) == (0, inf)
