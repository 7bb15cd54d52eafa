"""Numbers and their units, as people write and read them."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isfinite
from typing import NewType

# The unit of a figure. However it is spelt, a percentage is `PERCENT`.
Unit = NewType("Unit", str)

PERCENT = Unit("percent")
# The unit of the time between two events.
DAYS = Unit("days")
# The units of a share, each with the number that stands for all of it.
SHARES = {PERCENT: 100.0, Unit("ratio"): 1.0}

# The unit of a rate: `per 10,000`, `per 1000 children`, `rate per 1,000 people`; not one of time, `per 12 weeks`.
_RATE = re.compile(
    r"\bper\s+(\d[\d,_ ]*)(?:$|\s(?!\s*(?:day|week|month|quarter|year|hour|minute)))", re.ASCII | re.IGNORECASE
)

_PERCENT_SPELLINGS = ("percent", "per cent", "%")
# Figures beyond these are written with a power of ten: no measure of a plan has them, and a table must hold them.
_SMALLEST, _GREATEST = 0.0005, 1e15


def parse_unit(text: str) -> Unit:
    """Read a unit; `%`, `per cent` and `percent`, in capitals or not, are one unit."""
    return PERCENT if text.casefold() in _PERCENT_SPELLINGS else Unit(text)


def multiplier_of(unit: Unit) -> float | None:
    """Return what a numerator over its denominator is multiplied by in this unit: 100 for percent, N for `per N`.

    None for a unit that is no quotient of counts, such as days.
    """
    if unit in SHARES:
        return SHARES[unit]
    found = _RATE.search(unit)
    number = int(re.sub(r"\D", "", found[1])) if found else 0
    return float(number) if 0 < number < _GREATEST else None


def is_quotient(unit: str) -> bool:
    """Return True for the unit of a share or a rate: percent, ratio, `per 10,000`, `children per social worker`."""
    return unit in SHARES or "per" in unit.casefold().split()


def rounded(value: float, decimals: int = 10) -> float:
    """Return a computed figure without floating-point noise; 0 for what rounds to -0."""
    return round(value, decimals) + 0.0


@lru_cache(maxsize=1 << 13)
def number(value: float | None, decimals: int = 3) -> str:
    """Return a figure with no more decimals than it needs; empty if there is none."""
    if value is None or not isfinite(value):
        return ""
    if value and not _SMALLEST <= abs(value) < _GREATEST:
        return f"{value:.3g}"
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if text != "-0" else "0"


def plain(value: float) -> str:
    """Return a figure for programs: without separators, and as exactly as it is known."""
    return f"{value + 0.0:.15g}"


def unit_suffix(unit: str) -> str:
    """Return what follows a figure of a unit directly: `%` for a percentage, else nothing."""
    return "%" if unit == PERCENT else ""


def with_unit(value: float | None, unit: str, decimals: int = 3) -> str:
    """Return a figure with a percent sign if that is its unit; empty if there is none."""
    text = number(value, decimals)
    return text and text + unit_suffix(unit)


def signed(value: float | None) -> str:
    """Return a difference with its sign; empty if there is none."""
    return f"{'+' if value is not None and value > 0 else ''}{number(value)}"
