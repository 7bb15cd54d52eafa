"""The 95% confidence interval of a KPI's figure, if it has a numerator and a denominator.

That of a share or a rate (see `intervals`), in the KPI's unit.
"""

from __future__ import annotations

from math import floor, log10

from msgspec import Struct

from pap_cli.assess.kpis.counted import interval_of
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.targets import rate_figure
from pap_cli.model.numbers import number
from pap_cli.model.rating import Rating


class Margin(Struct, frozen=True, kw_only=True):
    """The range of the true share or rate behind a figure, in the KPI's unit."""

    low: float
    high: float
    numerator: float
    denominator: float
    # `Wilson`, `Byars` or `Exact`: see `intervals`.
    method: str
    # The decimals of its ends: none if it is ten wide or more in the KPI's unit, one from one, otherwise more.
    digits: int

    def __str__(self) -> str:
        """Return `55 to 95`."""
        return f"{number(self.low, self.digits)} to {number(self.high, self.digits)}"

    @property
    def fraction(self) -> str:
        """`10 of 12`."""
        return f"{number(self.numerator)} of {number(self.denominator)}"


def margin_of(status: KpiStatus) -> Margin | None:
    """Return the 95% confidence interval of the latest figure of a KPI in per cent, as a ratio or per so many.

    None if its numerator or denominator is unknown, if they are not a share where the unit is per cent, or if the
    figure does not match them: then any of the three may be wrong.
    """
    latest = status.latest
    found = interval_of(status.kpi, latest) if latest is not None else None
    if found is None or latest is None or latest.numerator is None or latest.denominator is None:
        return None
    width = found.upper - found.lower
    return Margin(
        low=found.lower,
        high=found.upper,
        numerator=latest.numerator,
        denominator=latest.denominator,
        method=found.method,
        digits=max(0, 1 - floor(log10(width))) if width > 0 else 0,
    )


def ratings_within(status: KpiStatus, margin: Margin) -> frozenset[Rating]:
    """Return the ratings of figures within a margin, by the target and floor in force, without overrides.

    A rating changes only beside the target or beyond it, so the ends, the figure itself and the target, where it lies
    within, are rated; for a band both ends may be red around a green middle.
    """
    tried = [margin.low, margin.high, status.value]
    if status.target is not None and margin.low <= status.target <= margin.high:
        tried.append(status.target)
    return frozenset(rate_figure(status.kpi, value, status.aim)[0] for value in tried)
