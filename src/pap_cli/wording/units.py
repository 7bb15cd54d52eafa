"""Units of time in words."""

from __future__ import annotations


def per_unit(months: float) -> str:
    """Return a unit of time after an amount, `a month` or `every 2 months`; less than a month is a week."""
    if months < 1:
        return "a week"
    whole = round(months)
    return {1: "a month", 3: "a quarter", 4: "a term", 12: "a year"}.get(whole, f"every {whole} months")
