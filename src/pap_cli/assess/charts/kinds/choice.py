"""Which control chart suits the figures of a KPI, and why."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from msgspec import Struct

from pap_cli.assess.charts.kinds.lines import QUOTIENTS
from pap_cli.model.kpi import ChartKind, Kpi, Observation
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import SHARES, is_quotient, multiplier_of

# Quotients that are further than this share from the figures, all together, are of something else.
_FAR = 0.1


class Choice(Struct, frozen=True):
    """The kind of chart of a KPI, and the reason as a clause after "because"."""

    kind: ChartKind
    why: str


def choose(kpi: Kpi, series: Sequence[Observation]) -> Choice:
    """Return the chart that a KPI's settings name or, for `auto`, the one that suits its figures.

    Args:
        kpi: the KPI.
        series: the figures that are charted, and their gaps.
    """
    written = kpi.spc.chart if kpi.spc is not None else ChartKind.AUTO
    if written is not ChartKind.AUTO:
        return Choice(written, "the settings of the KPI name it")
    if kpi.events:
        return Choice(ChartKind.T, "its figures are the times between rare events")
    figures = [one for one in series if not isinstance(one.value, Missing)]
    if not is_quotient(kpi.unit):
        return Choice(ChartKind.XMR, "the figures are neither shares nor rates")
    pairs = [(one.numerator, one.denominator) for one in figures if one.numerator is not None and one.denominator]
    counted = [(cases, size) for cases, size in pairs if cases >= 0 and size > 0]
    if not counted:
        return Choice(ChartKind.XMR, "the figures have no numerators and denominators")
    if len(counted) < len(figures):
        without = len(figures) - len(counted)
        return Choice(ChartKind.XMR, f"{without} of {len(figures)} figures have no numerator and denominator")
    if _differ(kpi, figures):
        return Choice(ChartKind.XMR, "the numerators and denominators do not give the figures")
    if kpi.unit in SHARES and all(cases <= size for cases, size in counted):
        return Choice(ChartKind.P_PRIME, "each figure is a share of a known number")
    return Choice(ChartKind.U_PRIME, "each figure is a rate with a known denominator")


def scale_of(kpi: Kpi) -> float:
    """Return what a numerator divided by its denominator is multiplied by to be in the unit of a KPI."""
    return multiplier_of(kpi.unit) or 1.0


def _differ(kpi: Kpi, figures: Sequence[Observation]) -> bool:
    """Return True if the quotients, all together, are far from the figures: in another unit, or of other things."""
    scale = scale_of(kpi)
    quotients = fsum((one.numerator or 0.0) / (one.denominator or 1.0) * scale for one in figures)
    values = fsum(one.value for one in figures if not isinstance(one.value, Missing))
    return abs(quotients - values) > _FAR * abs(values)


def rows_of(kind: ChartKind, series: Sequence[Observation]) -> list[tuple[float | None, float | None]]:
    """Return what a kind of chart is made of: figures, or for P, P′, U and U′ charts numerators and denominators."""
    if kind in QUOTIENTS:
        return [(None, None) if isinstance(one.value, Missing) else (one.numerator, one.denominator) for one in series]
    return [(None if isinstance(one.value, Missing) else one.value, None) for one in series]
