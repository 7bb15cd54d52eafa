"""Funnels: how far areas differ from their average by chance alone, by their size (Spiegelhalter 2005).

Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24, 1185-1202.  As
PHEindicatormethods 2.1.0 computes them, in closed form where the package searches:

- share: baseline p ± z √(p (1 - p) / N) for an area of N people
- rate: baseline × E / U and baseline × E / L for an area with E events, whose exact Poisson limits are L and U
- ratio of observed to expected events: E / U and E / L, × 100 or − 1

with 2.5% (`2s`) and 0.1% (`3s`) of the probability on each side.  Two of its slips are not followed: the drawn limits
of a share are capped at all of it, whatever the multiplier, and at a baseline of 0 or 1 they are the baseline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from math import ceil, floor, log10, sqrt

from msgspec import Struct

from pap_cli.assess.comparison.intervals import LARGEST, event_limits, proportion, rate
from pap_cli.assess.comparison.normal import Z95, Z998
from pap_cli.assess.comparison.poisson import exact_limits

TAIL_2S, TAIL_3S = 0.025, 0.001
# With fewer events, a directly standardised rate is not published.
FEWEST_FOR_DSR = 10
_ROWS = 100


class Significance(StrEnum):
    """An area compared with the baseline of the funnel, with the probability on that side."""

    LOW_3S = "Low (0.001)"
    LOW_2S = "Low (0.025)"
    NONE = "Not significant"
    HIGH_2S = "High (0.025)"
    HIGH_3S = "High (0.001)"
    TOO_FEW = "Not applicable for events less than 10 for dsrs"


class Limits(Struct, frozen=True, kw_only=True):
    """The 95% and the 99.8% limits of a funnel at one size, in the unit of the figures; None where there are none."""

    lower_2s: float | None
    upper_2s: float | None
    lower_3s: float | None
    upper_3s: float | None


NO_LIMITS = Limits(lower_2s=None, upper_2s=None, lower_3s=None, upper_3s=None)


class Funnel(Struct, frozen=True, kw_only=True):
    """A funnel over areas."""

    # The average of all areas, in the unit of the figures; None for a ratio, whose average is the expected one.
    baseline: float | None
    # What the size of an area is: `Population`, `Events` or `Observed_events`.
    axis: str
    # The figure of each area; None for a directly standardised rate of fewer than 10 events.
    values: tuple[float | None, ...]
    # The size of each area, and the limits there.  Those of a share are not capped at 0 and all of it.
    sizes: tuple[float, ...]
    at_areas: tuple[Limits, ...]
    significance: tuple[Significance, ...]
    # Sizes along the axis, 100 of them, and the function that gives the limits to draw at one, capped.
    drawn_sizes: tuple[float, ...]
    limits_at: Callable[[float], Limits]

    @property
    def drawn(self) -> tuple[Limits, ...]:
        """The limits at each of the drawn sizes, computed when asked for: those of a rate take some milliseconds."""
        return tuple(map(self.limits_at, self.drawn_sizes))


def funnel(
    statistic: str,
    x: Sequence[float],
    n: Sequence[float],
    *,
    multiplier: float = 1,
    rate_type: str = "crude",
    years: float = 1,
    ratio_type: str = "isr",
) -> Funnel:
    """Return the funnel of areas.

    Args:
        statistic: `proportion`, `rate` or `ratio`.
        x: the numerator of each area.
        n: the denominator of each area; for a ratio, its expected number of events.
        multiplier: what figures are multiplied by: 100 for per cent.
        rate_type: `crude`, or `dsr` for a directly standardised one, where areas without events do not count.
        years: how many years the counts of a rate cover; it only sets the sizes that are drawn.
        ratio_type: `isr` for 100 × observed / expected, or `count` for observed / expected − 1.

    Raises:
        ValueError: there are no areas, a word is none of these, or the counts of an area are refused.
    """
    if not x or len(x) != len(n):
        raise ValueError(f"{len(x)} numerators and {len(n)} denominators: a funnel needs both for each area")
    match statistic, rate_type, ratio_type:
        case "proportion", _, _:
            return _of_shares(x, n, multiplier)
        case "rate", ("crude" | "dsr"), _:
            return _of_rates(x, n, multiplier, years, is_dsr=rate_type == "dsr")
        case "ratio", _, ("isr" | "count"):
            return _of_ratios(x, n, is_isr=ratio_type == "isr")
        case _:
            raise ValueError(f"no funnel of “{statistic}”, “{rate_type}”, “{ratio_type}”")


def _of_shares(x: Sequence[float], n: Sequence[float], multiplier: float) -> Funnel:
    values = tuple(proportion(one, of, multiplier=multiplier).value for one, of in zip(x, n, strict=True))
    baseline = sum(x) / sum(n)
    at_areas = tuple(_share_limits(baseline, of, multiplier) for of in n)
    return Funnel(
        baseline=baseline * multiplier,
        axis="Population",
        values=values,
        sizes=tuple(n),
        at_areas=at_areas,
        significance=tuple(map(_outside, values, at_areas)),
        drawn_sizes=_drawn_sizes(*_axis(min(n), max(n))),
        limits_at=lambda size: _capped(_share_limits(baseline, size, multiplier), multiplier),
    )


def _share_limits(baseline: float, of: float, multiplier: float) -> Limits:
    deviation = sqrt(max(0.0, baseline * (1 - baseline)) / of)
    return Limits(
        lower_2s=(baseline - Z95 * deviation) * multiplier,
        upper_2s=(baseline + Z95 * deviation) * multiplier,
        lower_3s=(baseline - Z998 * deviation) * multiplier,
        upper_3s=(baseline + Z998 * deviation) * multiplier,
    )


def _capped(limits: Limits, multiplier: float) -> Limits:
    def cap(limit: float | None) -> float | None:
        return None if limit is None else min(max(limit, 0.0), multiplier)

    return Limits(
        lower_2s=cap(limits.lower_2s),
        upper_2s=cap(limits.upper_2s),
        lower_3s=cap(limits.lower_3s),
        upper_3s=cap(limits.upper_3s),
    )


def _outside(value: float, limits: Limits) -> Significance:
    """Return whether a share is outside the limits at its own size, strictly; the wider limits are asked first."""
    if limits.lower_3s is not None and value < limits.lower_3s:
        return Significance.LOW_3S
    if limits.upper_3s is not None and value > limits.upper_3s:
        return Significance.HIGH_3S
    if limits.lower_2s is not None and value < limits.lower_2s:
        return Significance.LOW_2S
    return Significance.HIGH_2S if limits.upper_2s is not None and value > limits.upper_2s else Significance.NONE


def _of_rates(x: Sequence[float], n: Sequence[float], multiplier: float, years: float, *, is_dsr: bool) -> Funnel:
    values = tuple(rate(one, of, multiplier=multiplier).value for one, of in zip(x, n, strict=True))
    counted = [of for one, of in zip(x, n, strict=True) if one > 0 or not is_dsr]
    if not counted:
        raise ValueError("no area has an event: there is no average to compare with")
    average = sum(x) / sum(counted)
    low, high = _axis(min(counted) / years, max(counted) / years)
    too_few = [is_dsr and one < FEWEST_FOR_DSR for one in x]
    return Funnel(
        baseline=average * multiplier,
        axis="Events",
        values=tuple(None if few else value for few, value in zip(too_few, values, strict=True)),
        sizes=tuple(x),
        at_areas=tuple(_event_ratios(one, average * multiplier) for one in x),
        significance=tuple(
            Significance.TOO_FEW if few else _beside(one, average * of)
            for few, one, of in zip(too_few, x, n, strict=True)
        ),
        drawn_sizes=_drawn_sizes(floor(low * years * average), ceil(high * years * average)),
        limits_at=lambda events: _event_ratios(events, average * multiplier),
    )


def _of_ratios(x: Sequence[float], expected: Sequence[float], *, is_isr: bool) -> Funnel:
    values = [rate(one, of).value for one, of in zip(x, expected, strict=True)]
    scale, shift = (100, 0) if is_isr else (1, -1)
    return Funnel(
        baseline=None,
        axis="Observed_events",
        values=tuple(value * scale + shift for value in values),
        sizes=tuple(x),
        at_areas=tuple(_event_ratios(one, scale, shift) for one in x),
        significance=tuple(map(_beside, x, expected)),
        drawn_sizes=_drawn_sizes(*_axis(min(expected), max(expected)), last=2),
        limits_at=lambda events: _event_ratios(events, scale, shift),
    )


def _event_ratios(events: float, scale: float, shift: float = 0) -> Limits:
    """Return the limits of a rate or ratio at a number of events; none at 0, or where they are beyond all bounds."""
    if not events:
        return NO_LIMITS
    low_2s, high_2s = exact_limits(events, TAIL_2S)
    low_3s, high_3s = exact_limits(events, TAIL_3S)
    if low_3s * LARGEST < events:
        return NO_LIMITS
    return Limits(
        lower_2s=scale * events / high_2s + shift,
        upper_2s=scale * events / low_2s + shift,
        lower_3s=scale * events / high_3s + shift,
        upper_3s=scale * events / low_3s + shift,
    )


_LEVELS = (
    (TAIL_3S, Significance.LOW_3S, Significance.HIGH_3S),
    (TAIL_2S, Significance.LOW_2S, Significance.HIGH_2S),
)


def _beside(events: float, expected: float) -> Significance:
    """Return whether the number of events that the average would give is outside the interval of an area's events."""
    for tail, is_low, is_high in _LEVELS:
        lower, upper = event_limits(events, tail)
        if upper < expected:
            return is_low
        if lower > expected:
            return is_high
    return Significance.NONE


# --- the sizes to draw limits at -------------------------------------------------------------------------------------


def _axis(least: float, greatest: float) -> tuple[float, float]:
    """Return the ends of the axis: round numbers around the sizes, from 0 if they differ by more than twofold."""
    first = 0.0 if greatest > 2 * least else _round_to(0.95 * least, digits=1, up=False)
    return first, _round_to(1.05 * greatest, digits=2, up=True)


def _round_to(value: float, *, digits: int, up: bool) -> float:
    """Return a positive number with its leading digits only, rounded up or down."""
    unit = 10.0 ** (floor(log10(value)) - digits + 1)
    return (ceil if up else floor)(value / unit) * unit


def _drawn_sizes(least: float, greatest: float, last: int = 1) -> tuple[float, ...]:
    """Return 100 sizes along an axis, each greater than the one before by about the same factor, and at least by 1."""
    return tuple(_growing(max(1.0, least), greatest, last))


def _growing(size: float, greatest: float, last: int) -> Iterable[float]:
    yield size
    for row in range(2, _ROWS + 1):
        factor = (greatest / size) ** (1 / (_ROWS + last - row))
        size = max(round(factor * size), size + 1)
        yield size
