"""Moving ranges, and means that are rounded once: what the limits of charts are made of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import fsum
from operator import sub

# The natural process limits are this many average moving ranges from the mean: 3 / 1.128, rounded by the method.
LIMIT = 2.66
# A moving range of this many average moving ranges or more is an outlier, and may be left out of the limits.
SCREEN = 3.267
# Larger figures are refused, so that nothing computed from them is infinite.
LARGEST = 1e100


def exact_mean(values: Sequence[float]) -> float | None:
    """Return the mean, rounded once, so that a constant series is on its mean; None without figures.

    The sum and its rounding error are nearly always exact together; otherwise the figures are added as fractions.  The
    denominators of floating-point numbers are powers of two: the largest is a common one.
    """
    if not values:
        return None
    total = fsum(values)
    rest = fsum((*values, -total))
    parts = (total, rest) if fsum((*values, -total, -rest)) == 0 else values
    ratios = [part.as_integer_ratio() for part in parts]
    common = max([bottom for _, bottom in ratios])
    return sum([top * (common // bottom) for top, bottom in ratios]) / (common * len(values))


def moving_ranges(values: Sequence[float | None]) -> list[float | None]:
    """Return the distance of each figure from the one before; None for the first, and if either is missing."""
    if None not in values:
        return [None, *map(abs, map(sub, values[1:], values))]
    ranges = (None if before is None or value is None else abs(value - before) for before, value in pairwise(values))
    return [None, *ranges]
