"""Which of some columns are a numerator, its denominator and their quotient: the cells tell by arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

# Fewer rows that agree prove nothing.
_LEAST = 3
_FACTORS = (100.0, 1.0, 1000.0, 10_000.0, 100_000.0)
_MOST_COLUMNS = 8


def fraction_of(columns: Mapping[int, Sequence[float | None]]) -> tuple[int, int, int] | None:
    """Return the numerator, the denominator and the value among columns of numbers; None if no three are.

    COLUMNS has the numbers by column, row by row.  The value may be a share, a percentage or a rate.
    """
    for first, second, third in permutations(list(columns)[:_MOST_COLUMNS], 3):
        rows = [
            (one, two, three)
            for one, two, three in zip(columns[first], columns[second], columns[third], strict=True)
            if one is not None and two and three is not None
        ]
        told = [row for row in rows if row[0] and row[0] != row[1]]
        if len(told) >= _LEAST and any(_agree(rows, factor) for factor in _FACTORS):
            return first, second, third
    return None


def _agree(rows: Sequence[tuple[float, float, float]], factor: float) -> bool:
    """Return True if nine rows of ten are quotients, but for rounding."""
    good = sum(is_quotient(one, two, three, factor) for one, two, three in rows)
    return good >= 0.9 * len(rows)


def is_quotient(numerator: float, denominator: float, value: float, factor: float) -> bool:
    """Return True if a value is FACTOR times the quotient of two counts, but for rounding."""
    if not denominator:
        return False
    expected = factor * numerator / denominator
    return abs(value - expected) <= max(0.006 * abs(expected), 0.0006 if factor == 1.0 else 0.06)
