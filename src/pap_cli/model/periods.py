"""Periods counted on from another one, written in the same style."""

from __future__ import annotations

from datetime import timedelta

from pap_cli.model.dates import Period, PeriodKind, add_months

_ONE_DAY = timedelta(days=1)


def period_after(period: Period, months: int) -> Period:
    """Return the period of the same kind that many months later; before, for a negative number.

    `Q4 2015/16` is followed by `Q1 2016/17`, `AY 2015/16` by `AY 2016/17`.
    """
    start = add_months(period.start, months)
    end = start if period.kind is PeriodKind.DAY else add_months(period.end + _ONE_DAY, months) - _ONE_DAY
    later = Period(period.kind, start, end, "")
    return Period(period.kind, start, end, _written_like(period.written, later))


def _written_like(text: str, period: Period) -> str:
    """Return how a period is written, in the style of another's text."""
    start, end = period.start, period.end
    if period.kind is PeriodKind.DAY:
        return end.isoformat()
    if period.kind is PeriodKind.MONTH:
        return f"{start:%Y-%m}"
    if text.startswith("year to"):
        return f"year to {end.isoformat()}" if text.count("-") == 2 else f"year to {end:%Y-%m}"
    if period.kind is PeriodKind.QUARTER and "/" in text:
        first = start.year - (start.month < 4)
        return f"Q{(start.month - 4) % 12 // 3 + 1} {_split_year(first)}"
    if period.kind is PeriodKind.QUARTER:
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    academic = "AY " if text.startswith("AY ") else ""
    return f"{academic}{_split_year(start.year)}" if "/" in text else f"{start.year:04}"


def _split_year(first: int) -> str:
    """Return a year that ends in the next one, `2016/17`."""
    return f"{first:04}/{(first + 1) % 100:02}"
