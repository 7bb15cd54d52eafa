"""The periods that a sum over time consists of, and whether it is a sum or a quotient of sums.

A window consists of whole periods of the kind that the figure is for: three quarters, nine months.
"""

from __future__ import annotations

from datetime import date, timedelta

from pap_cli.model.kpi import Kpi, Observation
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import is_quotient, multiplier_of
from pap_cli.model.periods import LENGTHS, Period

# How far a figure may be from its numerator over its denominator, as a share of it, to be their quotient.
_ROUNDING = 0.02


def months_into_year(day: date, first_month: int) -> int:
    """Return how many months of a year that begins in this month have passed at the end of a day's month, 1 to 12."""
    return (day.month - first_month) % 12 + 1


def length_of(period: Period) -> int:
    """Return the months of a period; 0 if it does not consist of whole months."""
    return LENGTHS.get(period.kind, 0) if (period.end + timedelta(days=1)).day == 1 else 0


def periods_in(period: Period, months: int) -> int:
    """Return how many periods of its kind the last months up to the end of a period are; 0 if they do not fit."""
    length = length_of(period)
    return 0 if not length or months % length else months // length


def quotient_of(kpi: Kpi) -> float | None:
    """Return what numerators over denominators of a KPI are multiplied by; None if its figures are not quotients.

    Those of a share or a rate are, and of any other unit if its figures are their numerators over their denominators,
    as in days on average.
    """
    whole = multiplier_of(kpi.unit) or 1.0
    if is_quotient(kpi.unit):
        return whole
    counted = [one for one in kpi.observations if one.denominator and one.numerator is not None]
    return whole if counted and all(map(_is_quotient, counted)) else None


def _is_quotient(one: Observation) -> bool:
    if isinstance(one.value, Missing) or one.numerator is None or not one.denominator:
        return True
    right = one.numerator / one.denominator
    return abs(one.value - right) <= 0.5 + _ROUNDING * abs(right)
