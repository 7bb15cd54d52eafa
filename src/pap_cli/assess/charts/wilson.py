"""How sure a share is that was counted on few: the Wilson score interval."""

from __future__ import annotations

from math import isfinite, sqrt

from msgspec import Struct

# The normal deviate of a 95 % interval.
Z95 = 1.959963984540054


class Share(Struct, frozen=True):
    """A share and the interval it is known within, all from 0 to 1."""

    value: float
    low: float
    high: float


def wilson_interval(numerator: float, denominator: float, z: float = Z95) -> Share:
    """The share of a count in another, with its score interval: Wilson 1927, without continuity correction.

    It stays within 0 and 1, says something of 0 out of n, and holds for small numbers, as the usual plus-minus does
    not: Newcombe 1998 (Statistics in Medicine 17, 857-872) compares seven methods; this is his third.  It takes the
    cases as independent draws, which children of one family, or one child counted twice, are not.

    Args:
        numerator: how many were counted, from 0 to the denominator.
        denominator: out of how many, more than 0.
        z: the normal deviate; 1.96 for 95 %.

    Raises:
        ValueError: the counts are not finite numbers, the denominator is not above 0, or the numerator is not within.
    """
    if not (isfinite(numerator) and isfinite(denominator)):
        raise ValueError(f"{numerator} out of {denominator} is not a share: both are to be finite numbers")
    if denominator <= 0:
        raise ValueError(f"{numerator} out of {denominator} is not a share: the denominator is to be more than 0")
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} out of {denominator} is not a share: the numerator is to be within 0 and that")
    value = numerator / denominator
    weight = z * z / denominator
    centre = (value + weight / 2) / (1 + weight)
    half = sqrt(weight * (value * (1 - value) + weight / 4)) / (1 + weight)
    return Share(
        value,
        0.0 if numerator == 0 else max(0.0, centre - half),
        1.0 if numerator == denominator else min(1.0, centre + half),
    )
