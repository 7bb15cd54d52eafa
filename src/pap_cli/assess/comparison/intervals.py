"""Confidence intervals of a share and of a rate.

- A share: the score interval of Wilson (1927), without continuity correction.  It stays within 0 and 1, says something
  of 0 out of n, and holds for small numbers, as the usual plus-minus does not: Newcombe 1998 (Statistics in Medicine
  17, 857-872) compares seven methods; this is his third.  It takes the cases as independent draws, which children of
  one family, or one child counted twice, are not.
- A rate: Byar's approximation (Breslow and Day 1987, Statistical Methods in Cancer Research II, page 69) from 10 events
  on, and the exact limits of a Poisson distribution below 10, as Fingertips has it.  It takes events as independent.

`x` is the numerator, `n` the denominator, and value and limits are per `multiplier`: 100 for per cent, 10,000 for a
rate per 10,000.
"""

from __future__ import annotations

from math import inf, sqrt
from typing import overload

from msgspec import Struct

from pap_cli.assess.comparison.normal import deviate, tail_of
from pap_cli.assess.comparison.poisson import exact_limits

# With fewer events, Byar's approximation is not good enough.
FEWEST_FOR_BYAR = 10

# Greater counts could overflow when they are multiplied.
LARGEST = 1e100

WILSON, BYAR, EXACT = "Wilson", "Byars", "Exact"


class Interval(Struct, frozen=True, kw_only=True):
    """A share or a rate, and its confidence interval, all per multiplier."""

    value: float
    lower: float
    upper: float
    # `Wilson`, `Byars` or `Exact`, as the R package names them.
    method: str


@overload
def proportion(x: float, n: float, *, multiplier: float = 1, confidence: float = 0.95) -> Interval: ...
@overload
def proportion(
    x: float | None, n: float | None, *, multiplier: float = 1, confidence: float = 0.95
) -> Interval | None: ...
def proportion(x: float | None, n: float | None, *, multiplier: float = 1, confidence: float = 0.95) -> Interval | None:
    """Return a share with Wilson's interval; None where one of the counts is missing.

    Args:
        x: how many were counted, from 0 to n.
        n: out of how many, more than 0.
        multiplier: what value and limits are multiplied by; 100 for per cent.
        confidence: from 0.9 to 1, or from 90 to 100 in per cent; at 1 the limits are 0 and all.

    Raises:
        ValueError: the counts are not a share, or the confidence is out of range.
    """
    z = deviate(1 - tail_of(confidence))
    if x is None or n is None:
        return None
    _check(x, n)
    if x > n:
        raise ValueError(f"{x} out of {n} is not a share: the numerator is more than the denominator")
    lower, upper = _wilson(x, n, z)
    return Interval(value=x / n * multiplier, lower=lower * multiplier, upper=upper * multiplier, method=WILSON)


def _wilson(x: float, n: float, z: float) -> tuple[float, float]:
    if z == inf:
        return 0.0, 1.0
    sides = 2 * x + z * z
    root = z * sqrt(z * z + 4 * x * (1 - x / n))
    upper = 1.0 if x == n else (sides + root) / (2 * (n + z * z))
    # the product of both limits is x² / (n (n + z²)); `sides - root` would lose digits near 0
    lower = 2 * x * (x / n) / (sides + root)
    return lower, upper


@overload
def rate(x: float, n: float, *, multiplier: float = 1, confidence: float = 0.95) -> Interval: ...
@overload
def rate(x: float | None, n: float | None, *, multiplier: float = 1, confidence: float = 0.95) -> Interval | None: ...
def rate(x: float | None, n: float | None, *, multiplier: float = 1, confidence: float = 0.95) -> Interval | None:
    """Return a rate with Byar's interval, or the exact one below 10 events; None where one of the counts is missing.

    Args:
        x: the number of events, 0 or more; there may be more than n.
        n: the population, or the time at risk, more than 0.
        multiplier: what value and limits are multiplied by; 10,000 for a rate per 10,000.
        confidence: from 0.9 to 1, or from 90 to 100 in per cent; at 1 the limits are 0 and infinity.

    Raises:
        ValueError: the counts are not a rate, or the confidence is out of range.
    """
    tail = tail_of(confidence)
    if x is None or n is None:
        return None
    _check(x, n)
    lower, upper = event_limits(x, tail)
    return Interval(
        value=x / n * multiplier,
        lower=lower / n * multiplier,
        upper=upper / n * multiplier,
        method=EXACT if x < FEWEST_FOR_BYAR else BYAR,
    )


def event_limits(events: float, tail: float) -> tuple[float, float]:
    """Return the limits of the mean number of events, given a count: exact below 10, otherwise Byar's.

    Args:
        events: the count, 0 or more.
        tail: the probability beyond each limit; 0.025 for a 95% interval.
    """
    if events < FEWEST_FOR_BYAR or tail == 0:
        return exact_limits(events, tail)
    z = deviate(1 - tail)
    more = events + 1
    lower = events * max(0.0, 1 - 1 / (9 * events) - z / (3 * sqrt(events))) ** 3
    return lower, more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3


def _check(x: float, n: float) -> None:
    """Refuse counts that are neither a share nor a rate."""
    if not (abs(x) < LARGEST and abs(n) < LARGEST):
        raise ValueError(f"{x} out of {n}: the numerator and the denominator must be finite numbers below 1e100")
    if n <= 0:
        raise ValueError(f"{x} out of {n}: the denominator must be more than 0")
    if x < 0:
        raise ValueError(f"{x} out of {n}: the numerator must be 0 or more")
