"""The lines of control charts: centre line, limits and signals of run, I, C, P, P′, U, U′, G and T charts.

The methods are those of the R package qicharts2 0.8.1 (Jacob Anhøj), from a description of them in words; the sources
are named at the functions.  Nothing is rounded, and comparisons have no tolerance.  Two things differ, because they
would mislead: more cases than there are to count them in (6 of 5, 3 of 0) are refused, and limits without width, of
figures that do not vary, are not given.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt

from msgspec import Struct

from pap_cli.assess.charts.kinds.runs import runs_of
from pap_cli.assess.charts.parts import Runs
from pap_cli.assess.charts.ranges import LARGEST, SCREEN, exact_mean, moving_ranges
from pap_cli.model.kpi import ChartKind

# The average moving range of normal figures, in standard deviations: the d2 of two figures as the package rounds it.
D2 = 1.128
# Times between events of a constant rate, to the power of 1 / 3.6, are nearly normal (Nelson 1994).
POWER = 3.6
# The kinds whose figure is the quotient of a numerator and a denominator.
QUOTIENTS = frozenset({ChartKind.P, ChartKind.P_PRIME, ChartKind.U, ChartKind.U_PRIME})
SHARES = frozenset({ChartKind.P, ChartKind.P_PRIME})
_COUNTS = QUOTIENTS | {ChartKind.C, ChartKind.G}
# An I chart: an XmR chart as qicharts2 has it.  It is not among the kinds of files, because they have XmR.
INDIVIDUALS = "i"
Kind = ChartKind | str
Figures = Sequence[float | None]


class Lines(Struct, frozen=True):
    """The lines of one part of a chart; each list has an entry for each of its figures.

    Levels are in the unit of the figures; those of P, P′, U and U′ charts are numerators divided by denominators.
    """

    # The figures as charted; None for a missing one.
    values: list[float | None]
    # The centre line; None without figures.
    centre: float | None
    # The limits, at 3 standard deviations; None where there is none.
    lower: list[float | None]
    upper: list[float | None]
    # The same at 2 standard deviations.
    near_lower: list[float | None]
    near_upper: list[float | None]
    # Whether a figure, even an excluded one, is beyond the limits of the formula, even if they have no width.
    beyond: list[bool]
    # 1 above the centre line, -1 below, 0 on it; None for a missing figure.
    sides: list[int | None]
    # The analysis of the figures that are not excluded, also of those after a baseline.
    runs: Runs


def lines_of(
    kind: Kind, values: Figures, sizes: Figures, base: Sequence[bool], excluded: Sequence[bool], *, screen: bool
) -> Lines:
    """Return the lines of one part of a chart.

    Args:
        kind: run, c, p, p-prime, u, u-prime, g, t or i.
        values: the figures; numerators for P, P′, U and U′ charts.
        sizes: the denominators; None for each figure that has none.
        base: which figures the lines are computed from, if they are not excluded.
        excluded: which figures do not count for the lines and the runs.
        screen: leave moving ranges of 3.267 times their average or more out, once.

    Raises:
        ValueError: as `charted` does.
    """
    charted = charted_figures(kind, values, sizes)
    # a missing denominator makes the figure missing, and so its numerator
    counted = [None if one is None else value for one, value in zip(charted, values, strict=True)]
    scaled = [None if one is None else one ** (1 / POWER) for one in charted] if kind == ChartKind.T else charted
    keep = [one and not out for one, out in zip(base, excluded, strict=True)]
    centre, middle = _levels(kind, scaled, counted, sizes, keep)
    spreads = _spreads(kind, scaled, sizes, middle, keep, screen)
    sides = [None if one is None or centre is None else (one > centre) - (one < centre) for one in scaled]
    far, near = _limits(kind, middle, spreads, 3), _limits(kind, middle, spreads, 2)
    beyond = [
        one is not None and low is not None and up is not None and not low <= one <= up
        for one, low, up in zip(scaled, *far, strict=True)
    ]
    drawn = [[None if not spread else end for end, spread in zip(ends, spreads, strict=True)] for ends in (*far, *near)]
    power = POWER if kind == ChartKind.T else 1
    lower, upper, near_lower, near_upper = ([_raised(end, power) for end in ends] for ends in drawn)
    lower = [0.0 if low is None and up is not None else low for low, up in zip(lower, upper, strict=True)]
    return Lines(
        charted,
        None if centre is None else centre**power if kind == ChartKind.T else centre,
        lower,
        upper,
        near_lower,
        near_upper,
        beyond,
        sides,
        runs_of([None if out else side for side, out in zip(sides, excluded, strict=True)]),
    )


def charted_figures(kind: Kind, values: Figures, sizes: Figures) -> list[float | None]:
    """Return the figures as charted: values or quotients; None for a missing one and for 0 of 0.

    Raises:
        ValueError: if a figure is not finite, beyond 1e100, or impossible on such a chart: a negative count, more
            cases than there are, a time between events that is not more than 0.
    """
    for value in (*values, *sizes):
        if value is not None and not -LARGEST < value < LARGEST:
            raise ValueError(f"{value} is not a number that can be charted")
        if value is not None and value < 0 and kind in _COUNTS:
            raise ValueError(f"{value} is below 0, and this chart is of counts")
        if value is not None and value <= 0 and kind == ChartKind.T:
            raise ValueError(f"the time between two events is {value}; this chart needs more than 0")
    return [_quotient(kind, value, size) for value, size in zip(values, sizes, strict=True)]


def _quotient(kind: Kind, value: float | None, size: float | None) -> float | None:
    if kind not in QUOTIENTS and (kind != ChartKind.RUN or size is None):
        return value
    if value is None or size is None:
        return None
    if size < 0:
        raise ValueError(f"a denominator of {size:g} is below 0")
    if not size:
        if value:
            raise ValueError(f"{value:g} of 0: there is nothing to count them in")
        return None
    if kind in SHARES and value > size:
        raise ValueError(f"{value:g} of {size:g}: a share cannot have a numerator above its denominator")
    return value / size


def _levels(
    kind: Kind, scaled: Figures, counted: Figures, sizes: Figures, keep: Sequence[bool]
) -> tuple[float | None, float | None]:
    """Return the centre line, and the level that the limits are around, which differs for a G chart only.

    P, P′, U and U′: all cases over all denominators.  Run and G: the median; the limits of a G chart are around the
    mean (Montgomery has the mean for both; the median makes the analysis of runs possible).  The others: the mean.
    """
    known = [one for one, kept in zip(scaled, keep, strict=True) if kept and one is not None]
    mean = exact_mean(known)
    if mean is None:
        return None, None
    if kind in QUOTIENTS:
        pairs = [(cases, size) for cases, size, kept in zip(counted, sizes, keep, strict=True) if kept]
        total = fsum(size for cases, size in pairs if cases is not None and size is not None)
        share = fsum(cases for cases, size in pairs if cases is not None and size is not None) / total
        return share, share
    if kind in (ChartKind.RUN, ChartKind.G):
        ordered, half = sorted(known), len(known) // 2
        return exact_mean(ordered[half : half + 1] if len(known) % 2 else ordered[half - 1 : half + 1]), mean
    return mean, mean


def _spreads(
    kind: Kind, scaled: Figures, sizes: Figures, middle: float | None, keep: Sequence[bool], screen: bool
) -> list[float | None]:
    """Return the standard deviation at each point; None where there is none.

    C: Poisson.  P: binomial.  U: Poisson (Montgomery, *Introduction to Statistical Quality Control*).  P′ and U′:
    the same times sigma z, the average moving range of the standardised figures over 1.128 (Laney 2002).  G:
    geometric.  I and T: the average moving range over 1.128.
    """
    if middle is None or kind == ChartKind.RUN:
        return [None] * len(scaled)
    if kind in QUOTIENTS:
        variance = middle * (1 - middle) if kind in SHARES else middle
        own = [
            None if one is None or not size else sqrt(variance / size) for one, size in zip(scaled, sizes, strict=True)
        ]
        if kind in (ChartKind.P, ChartKind.U):
            return own
        standard = [
            None if one is None or not spread else (one - middle) / spread
            for one, spread in zip(scaled, own, strict=True)
        ]
        sigma = _sigma(standard, keep, screen)
        return [None if sigma is None or spread is None else sigma * spread for spread in own]
    if kind == ChartKind.C:
        spread: float | None = sqrt(middle)
    elif kind == ChartKind.G:
        spread = sqrt(middle * (middle + 1))
    else:
        spread = _sigma(scaled, keep, screen)
    return [spread] * len(scaled)


def _sigma(figures: Figures, keep: Sequence[bool], screen: bool) -> float | None:
    """Return the standard deviation that the moving ranges show; None without one that counts.

    The ranges bridge excluded figures, but not missing ones.  With screening, only those strictly below 3.267 times
    their average are kept (Nelson 1982); neither Laney nor Montgomery screens them.
    """
    found = [
        size
        for size in moving_ranges([one for one, kept in zip(figures, keep, strict=True) if kept])
        if size is not None
    ]
    average = exact_mean(found)
    if screen and average is not None:
        average = exact_mean([size for size in found if size < SCREEN * average])
    return None if average is None else average / D2


def _limits(
    kind: Kind, middle: float | None, spreads: Figures, times: int
) -> tuple[list[float | None], list[float | None]]:
    """Return the limits at so many standard deviations: of counts not below 0, of shares not above 1."""
    lower, upper = (
        [None if middle is None or spread is None else middle + sign * times * spread for spread in spreads]
        for sign in (-1, 1)
    )
    if kind in _COUNTS:
        lower = [None if end is None else max(end, 0.0) for end in lower]
    if kind in SHARES:
        upper = [None if end is None else min(end, 1.0) for end in upper]
    return lower, upper


def _raised(level: float | None, power: float) -> float | None:
    """Return a level as a time; None if it is negative on the scale of the powers."""
    if power == 1 or level is None:
        return level
    return level**power if level >= 0 else None
