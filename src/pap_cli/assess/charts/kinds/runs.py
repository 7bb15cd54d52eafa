"""The runs analysis of Anhøj and Olesen: whether the figures swing about the centre line as chance has it.

Jacob Anhøj and Anne Vingaard Olesen, "Run charts revisited", PLOS ONE 9 (2014), e113825; the limits are those of the R
package qicharts2 0.8.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from math import comb, log2

from pap_cli.assess.charts.parts import Runs

# The probability of fewer crossings than the least usual number is at most this, as a share of 100.
_PERCENT = 5


def runs_of(sides: Sequence[int | None]) -> Runs:
    """Return the runs of a series.

    Args:
        sides: 1 for a figure above the centre line, -1 for one below, 0 for one on it; None for one that does not
            count.
    """
    useful = [side for side in sides if side]
    count = len(useful)
    if not count:
        return Runs(0, None, None, None, None)
    longest = max(len(list(run)) for _, run in groupby(useful))
    crossings = sum(one != two for one, two in pairwise(useful))
    return Runs(count, longest, round(log2(count)) + 3, crossings, fewest_crossings(count))


@lru_cache(maxsize=1 << 10)
def fewest_crossings(useful: int) -> int:
    """Return the smallest c for which so many figures cross their centre line at most c times in 5% of cases or more.

    The number of crossings is binomial: `useful` - 1 steps, each with a probability of one half.  In whole numbers.
    """
    steps = useful - 1
    total, fewest = 0, -1
    while 100 * total < _PERCENT << steps:
        fewest += 1
        total += comb(steps, fewest)
    return fewest


def in_longest_runs(sides: Sequence[int | None]) -> list[bool]:
    """Return which figures belong to the longest run, or to one of them if several are as long."""
    places = [place for place, side in enumerate(sides) if side]
    found = [list(run) for _, run in groupby(places, key=lambda place: sides[place])]
    longest = max(map(len, found), default=0)
    flags = [False] * len(sides)
    for run in found:
        if len(run) == longest:
            for place in run:
                flags[place] = True
    return flags
