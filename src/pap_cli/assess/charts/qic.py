"""Control charts of plain numbers, as the R packages take them: a list of figures, and indices into it.

The charts of KPIs are made by `series`, from the same lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct

from pap_cli.assess.charts.kinds.lines import INDIVIDUALS, QUOTIENTS, Kind, lines_of
from pap_cli.assess.charts.parts import Runs
from pap_cli.assess.charts.spc import control_chart
from pap_cli.model.kpi import ChartKind
from pap_cli.model.measure import Improvement

# A figure, its limits at 3 and at 2 standard deviations, and whether it is beyond them.
_Row: TypeAlias = tuple[float | None, float | None, float | None, float | None, float | None, bool]
# The names of kinds in qicharts2.
_THEIRS = {"pp": ChartKind.P_PRIME, "up": ChartKind.U_PRIME}


class Part(Struct, frozen=True, kw_only=True):
    """A part of a chart: its figures from one rebase to the next."""

    # The index of its first figure, from 0, and the number of its figures.
    first: int
    n: int
    # The centre line; None without figures.
    cl: float | None
    # The number of its figures that are not excluded, missing ones counted.
    n_obs: int
    # The number of those that are neither on the centre line nor missing; None on an XmR chart, which has other rules.
    n_useful: int | None
    # None without such figures, and on an XmR chart.
    longest_run: int | None
    longest_run_max: int | None
    crossings: int | None
    crossings_min: int | None
    # Whether the longest run is longer than its maximum, or the crossings fewer than their minimum.
    runs_signal: bool


class Chart(Struct, frozen=True, kw_only=True):
    """A control chart of numbers; each tuple has an entry for each figure.

    Levels are in the unit of the figures; those of P, P′, U and U′ charts are numerators divided by denominators.
    """

    kind: str
    # The figures as charted; None for a missing one.
    values: tuple[float | None, ...]
    parts: tuple[Part, ...]
    # The limits, at 3 standard deviations; None where there is none, and where they would have no width.
    lcl: tuple[float | None, ...]
    ucl: tuple[float | None, ...]
    # The same at 2 standard deviations.
    lcl95: tuple[float | None, ...]
    ucl95: tuple[float | None, ...]
    # Whether a figure, even an excluded one, is strictly beyond the limits of the formula, even those without width.
    sigma_signal: tuple[bool, ...]


def chart(
    kind: str,
    values: Sequence[float | None],
    denominators: Sequence[float | None] | None = None,
    freeze: int | None = None,
    part: Sequence[int] = (),
    exclude: Sequence[int] = (),
    screen_outliers: bool | None = None,
) -> Chart:
    """Return a control chart of numbers, in order, with R's reading of `freeze` and `part`.

    Args:
        kind: `xmr` (as NHSRplotthedots has it), or as qicharts2 has it `run`, `c`, `p`, `p-prime`, `u`, `u-prime`,
            `g`, `t` or `i`, which is nearly an XmR chart; `pp` and `up` are other names of P′ and U′.
        values: the figures; numerators for P, P′, U and U′ charts, cases between events for G, times between events
            for T.  None is a missing figure, which keeps its place.
        denominators: for P, P′, U and U′ charts, and for a run chart of quotients.
        freeze: the lines are computed from the first so many figures, missing ones counted.  It does not apply if a
            part is given, except on an XmR chart, where it applies to each part and is 12 or more.
        part: the indices, from 0, of the figures that begin a new part with lines of its own.
        exclude: the indices of figures that do not count for centre line, limits and runs.
        screen_outliers: leave outlying moving ranges out, for the kinds that have them (xmr, i, t, p-prime, u-prime).
            None: for XmR only.

    Raises:
        ValueError: if there are no figures, an unknown kind, an index without a figure, denominators of another
            number or none where they are needed, a figure that is not finite, a negative count, a numerator above its
            denominator on a P or P′ chart, cases of 0, or a time between events that is not more than 0.
    """
    chosen = _kind(kind)
    count = len(values)
    starts = sorted({0, *part})
    if not count:
        raise ValueError("a control chart needs at least one point")
    if wrong := [place for place in (*starts, *exclude) if not 0 <= place < count]:
        raise ValueError(f"there is no figure with index {wrong[0]}: there are {count}, from 0")
    if freeze is not None and freeze < 1:
        raise ValueError(f"lines are computed from 1 figure or more, not from {freeze}")
    if denominators is None and chosen in QUOTIENTS:
        raise ValueError(f"a chart of kind {kind} needs denominators")
    sizes = [None] * count if denominators is None else denominators
    if len(sizes) != count:
        raise ValueError(f"there are {count} figures and {len(sizes)} denominators")
    excluded = [place in exclude for place in range(count)]
    if chosen == ChartKind.XMR:
        return _xmr(values, freeze, starts, excluded, screen_outliers is not False)
    parts: list[Part] = []
    rows: list[_Row] = []
    for first, end in zip(starts, [*starts[1:], count], strict=True):
        own = slice(first, end)
        base = [freeze is None or len(starts) > 1 or place < freeze for place in range(first, end)]
        lines = lines_of(chosen, values[own], sizes[own], base, excluded[own], screen=bool(screen_outliers))
        parts.append(_part(first, end - first, lines.centre, excluded[own].count(False), lines.runs))
        rows += zip(
            lines.values, lines.lower, lines.upper, lines.near_lower, lines.near_upper, lines.beyond, strict=True
        )
    return _chart(kind, parts, rows)


def _xmr(
    values: Sequence[float | None], freeze: int | None, starts: list[int], excluded: list[bool], screen: bool
) -> Chart:
    """Return an XmR chart; an excluded figure counts as missing."""
    found = control_chart(
        list(enumerate(values)),
        improvement=Improvement.NEUTRAL,
        rebase=starts,
        baseline_points=freeze,
        screen_outliers=screen,
        exclude=[place for place, out in enumerate(excluded) if out],
    )
    ends = [*starts[1:], len(values)]
    parts = [
        _part(group.first, group.n, group.mean, excluded[group.first : end].count(False), None)
        for group, end in zip(found.groups, ends, strict=True)
    ]
    rows: list[_Row] = [
        (
            point.value,
            point.lower,
            point.upper,
            point.group.near_lower,
            point.group.near_upper,
            point.outside is True,
        )
        for point in found.points
    ]
    return _chart(ChartKind.XMR, parts, rows)


def _kind(kind: str) -> Kind:
    found = _THEIRS.get(kind, kind)
    if found == INDIVIDUALS:
        return found
    if found in (ChartKind.AUTO, ChartKind.NONE) or found not in list(ChartKind):
        raise ValueError(f"“{kind}” is not a kind of control chart")
    return ChartKind(found)


def _part(first: int, n: int, centre: float | None, n_obs: int, runs: Runs | None) -> Part:
    return Part(
        first=first,
        n=n,
        cl=centre,
        n_obs=n_obs,
        n_useful=runs.useful if runs else None,
        longest_run=runs.longest_run if runs else None,
        longest_run_max=runs.longest_run_max if runs else None,
        crossings=runs.crossings if runs else None,
        crossings_min=runs.crossings_min if runs else None,
        runs_signal=runs is not None and runs.signal,
    )


def _chart(kind: str, parts: list[Part], rows: list[_Row]) -> Chart:
    values, lcl, ucl, lcl95, ucl95, signals = zip(*rows, strict=True)
    return Chart(
        kind=kind,
        values=values,
        parts=tuple(parts),
        lcl=lcl,
        ucl=ucl,
        lcl95=lcl95,
        ucl95=ucl95,
        sigma_signal=signals,
    )
