"""The funnel of a KPI, in words and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import floor, log10

from pap_cli.assess.comparison.funnels import Limits, Significance
from pap_cli.assess.kpis.benchmarks import FEWEST_NEIGHBOURS
from pap_cli.assess.kpis.funnel import Area, AreaFunnel, funnel_of
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.document import Block, Figure, Heading, Table
from pap_cli.drawing import FunnelPlot, FunnelPoint
from pap_cli.model.measure import Polarity
from pap_cli.model.numbers import SHARES, number, with_unit
from pap_cli.wording.cells import count_words

_HIGH = (Significance.HIGH_2S, Significance.HIGH_3S)
_OUTER = (Significance.LOW_3S, Significance.HIGH_3S)
# The sizes at which the limits are drawn.
_STEPS = 60


def funnel_facts(status: KpiStatus) -> dict[str, object] | None:
    """Return the funnel for programs; None without counts of ours and of a neighbour.

    Limits are those of PHEindicatormethods, `2s` for 95% and `3s` for 99.8%, not capped at 0 or 100%.
    """
    found = funnel_of(status, status.as_of)
    if found is None:
        return None
    return {
        "period": found.period.written,
        "statistic": "proportion" if found.is_share else "rate",
        "baseline": found.baseline,
        "areas": [
            {
                "name": one.name,
                "ours": one.is_ours,
                "value": one.value,
                "numerator": one.numerator,
                "denominator": one.denominator,
                "lower_2s": one.limits.lower_2s,
                "upper_2s": one.limits.upper_2s,
                "lower_3s": one.limits.lower_3s,
                "upper_3s": one.limits.upper_3s,
                "significance": one.significance.value,
            }
            for one in found.areas
        ],
    }


def funnel_blocks(status: KpiStatus, as_of: date) -> list[Block]:
    """Return the funnel as a section of a page; empty with fewer neighbours than a rank needs."""
    figure = funnel_figure(status, as_of)
    return [Heading("Funnel", level=3), figure] if figure is not None else []


def funnel_figure(status: KpiStatus, as_of: date, title: str = "") -> Figure | None:
    """Return the funnel as a figure, which says what it shows; None with fewer neighbours than a rank needs."""
    found = funnel_of(status, as_of)
    if found is None or len(found.areas) <= FEWEST_NEIGHBOURS:
        return None
    words = (
        f"{_ours(status, found)} The average is that of these {len(found.areas)} areas together, not of England. If "
        "every area were average, chance alone would leave 95% of them between the inner limits and 99.8% between the "
        "outer ones; the smaller an area, the wider its limits."
    )
    about = f"{found.period}, us and {count_words(len(found.areas) - 1, 'neighbour')}"
    return Figure(f"{title}, {about}" if title else about, words, _plot(status, found), _table(status, found))


def _size(found: AreaFunnel) -> str:
    return "denominator" if found.is_share else "number of events"


def _figure(status: KpiStatus, found: AreaFunnel, value: float) -> str:
    """Return a figure with the decimals that tell these areas apart, at least one."""
    values = [one.value for one in found.areas]
    spread = max(values) - min(values)
    return with_unit(value, status.kpi.unit, max(1, 1 - floor(log10(spread))) if spread > 0 else 1)


def _ours(status: KpiStatus, found: AreaFunnel) -> str:
    """Return what the funnel says about our figure."""
    ours = found.areas[0]
    figure = f"Our {_figure(status, found, ours.value)}"
    average = f"the average, {_figure(status, found, found.baseline)}"
    if ours.significance is Significance.NONE:
        return f"{figure} is within the limits: chance alone can explain its difference from {average}."
    limits = "99.8%" if ours.significance in _OUTER else "95%"
    return f"{figure} is outside the {limits} limits, and {_side(status, ours)} than {average}."


def _side(status: KpiStatus, area: Area) -> str:
    """Return how an area outside the limits differs: `better`, `worse`, or `higher`, `lower` if neither is better."""
    is_high = area.significance in _HIGH
    if status.kpi.polarity not in (Polarity.HIGH, Polarity.LOW):
        return "higher" if is_high else "lower"
    return "better" if is_high is (status.kpi.polarity is Polarity.HIGH) else "worse"


def significance_words(status: KpiStatus, area: Area) -> str:
    """Return how an area compares with the average: `within the limits` or `worse, outside 99.8%`."""
    if area.significance is Significance.NONE:
        return "within the limits"
    return f"{_side(status, area)}, outside {'99.8%' if area.significance in _OUTER else '95%'}"


_MARKS = {
    "better": ("improvement", Tone.BLUE),
    "worse": ("concern", Tone.AMBER),
    "higher": ("high", Tone.PLAIN),
    "lower": ("low", Tone.PLAIN),
}


def _mark(status: KpiStatus, area: Area) -> tuple[str, Tone]:
    return ("common", Tone.GREY) if area.significance is Significance.NONE else _MARKS[_side(status, area)]


def _plot(status: KpiStatus, found: AreaFunnel) -> FunnelPlot:
    points = tuple(
        FunnelPoint(
            name=one.name,
            size=one.size,
            value=one.value,
            limits=_in_order(_within(status, one.limits)),
            tone=tone,
            mark=mark,
            figure=_figure(status, found, one.value),
            words=significance_words(status, one),
            is_ours=one.is_ours,
        )
        for one in found.areas
        for mark, tone in [_mark(status, one)]
    )
    average = _figure(status, found, found.baseline)
    return FunnelPlot(points, found.baseline, average, tuple(_lines(found)), status.kpi.unit, _size(found))


def _lines(found: AreaFunnel) -> Iterator[tuple[float, tuple[float, float, float, float]]]:
    """Yield sizes from the smallest area to the largest, with the limits there."""
    sizes = [one.size for one in found.areas if one.size > 0]
    if not sizes:
        return
    low, high = 0.9 * min(sizes), 1.05 * max(sizes)
    for step in range(_STEPS + 1):
        size = low + (high - low) * (step / _STEPS) ** 2  # the limits bend where areas are small
        if (limits := _in_order(found.funnel.limits_at(size))) is not None:
            yield size, limits


def _within(status: KpiStatus, limits: Limits) -> Limits:
    """Return limits within what the KPI's unit allows: those of a share are not below 0 or above all of it."""
    most = SHARES.get(status.kpi.unit)

    def cap(limit: float | None) -> float | None:
        return limit if limit is None or most is None else max(0.0, min(most, limit))

    return Limits(
        lower_2s=cap(limits.lower_2s),
        upper_2s=cap(limits.upper_2s),
        lower_3s=cap(limits.lower_3s),
        upper_3s=cap(limits.upper_3s),
    )


def _in_order(limits: Limits) -> tuple[float, float, float, float] | None:
    outer_low, inner_low, inner_high, outer_high = limits.lower_3s, limits.lower_2s, limits.upper_2s, limits.upper_3s
    if outer_low is None or inner_low is None or inner_high is None or outer_high is None:
        return None
    return outer_low, inner_low, inner_high, outer_high


def _table(status: KpiStatus, found: AreaFunnel) -> Table:
    columns = (
        Column("Area", flexible=True),
        Column("Figure", Align.RIGHT),
        Column("Numerator", Align.RIGHT, keep=3),
        Column("Denominator", Align.RIGHT, keep=3),
        Column("95% limits", Align.RIGHT, keep=2),
        Column("99.8% limits", Align.RIGHT, keep=1),
        Column("Beside the average"),
    )
    rows = tuple(
        (
            Cell(one.name, Tone.STRONG if one.is_ours else Tone.PLAIN),
            Cell(_figure(status, found, one.value)),
            Cell(number(one.numerator)),
            Cell(number(one.denominator)),
            *_ranges(status, found, _in_order(_within(status, one.limits))),
            Cell(significance_words(status, one)),
        )
        for one in found.areas
    )
    return Table(columns, rows)


def _ranges(
    status: KpiStatus, found: AreaFunnel, limits: tuple[float, float, float, float] | None
) -> tuple[Cell, Cell]:
    """Return the inner and the outer limits, `16.2% to 21.9%`."""
    if limits is None:
        return Cell(""), Cell("")
    outer_low, inner_low, inner_high, outer_high = (_figure(status, found, limit) for limit in limits)
    return Cell(f"{inner_low} to {inner_high}"), Cell(f"{outer_low} to {outer_high}")
