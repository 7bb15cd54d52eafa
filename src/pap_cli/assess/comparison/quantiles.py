"""Quantiles of areas: quarters, fifths, tenths of equal size, where equal values share one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def quantiles(values: Sequence[float | None], nquantiles: int, *, invert: bool = False) -> tuple[int | None, ...]:
    """Return the quantile of each value, as PHEindicatormethods assigns them; None for a missing one.

    A quantile follows from the rank alone, and equal values share the lower rank, so neither names nor order matter.
    With fewer values than quantiles there are none, and with all values equal all are in quantile 1.

    Args:
        values: one for each area, None where it is missing.
        nquantiles: how many quantiles there are, 1 or more; 4 for quarters.
        invert: whether quantile 1 is that of the highest values.

    Raises:
        ValueError: the number of quantiles is less than 1.
    """
    if nquantiles < 1:
        raise ValueError(f"{nquantiles} quantiles: there must be 1 or more")
    present = sorted((-value if invert else value) for value in values if value is not None)
    if len(present) < nquantiles:
        return (None,) * len(values)
    return tuple(
        None
        if value is None
        else quantile_of(bisect_left(present, -value if invert else value), len(present), nquantiles)
        for value in values
    )


def quantile_of(before: int, of: int, nquantiles: int) -> int:
    """Return the quantile, from 1, of a value that BEFORE of all OF values precede.

    In whole numbers, which is 1 + ⌊before ÷ (of ÷ nquantiles)⌋: the last bit of a quotient decides nothing.
    """
    return 1 + before * nquantiles // of
