"""The periods of a row of headings or a column of cells, decided together: one order of day and month for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from pap_cli.sheets.figures.reading.context import Context, Doubt
from pap_cli.sheets.figures.reading.periods import Span, split_year

_MONTH_SPAN, _APRIL = 12, 4


class Settled(Struct, frozen=True):
    """The period of one cell as `pap` writes it, and what must be asked before it counts."""

    period: str | None
    doubt: Doubt | None = None


YEAR = Doubt(topic="year", question="which year are these periods of, such as 2016/17")
_KINDS = ("financial", "calendar", "academic")
_QUARTERS = Doubt(
    topic="calendar",
    question="which year do the quarters belong to: one from April or from January",
    choices=_KINDS[:2],
)
_YEARS = Doubt(
    topic="calendar",
    question="which years are these: calendar years, or those that end in March or August",
    choices=_KINDS,
)
_STANDS = Doubt(topic="days", question="what do these days stand for", choices=("month", "quarter", "day"))
_ORDER = Doubt(topic="order", question="what comes first in these dates", choices=("day-first", "month-first"))


def settle(spans: Sequence[Span | None], context: Context) -> list[Settled]:
    """Return the period of each span, with what is not certain."""
    days = _days([span for span in spans if span is not None and span.day and span.whole], context)
    settled: list[Settled] = []
    for span in spans:
        if span is None:
            settled.append(Settled(None))
        elif span.day and span.whole:
            settled.append(days[span.whole])
        else:
            settled.append(_one(span, context))
    return settled


def _one(span: Span, context: Context) -> Settled:
    if span.day:
        question = "which month is this: Excel may have made the day of a month such as Apr-16"
        return Settled(None, Doubt(topic="column", question=question))
    if not span.whole:
        return Settled(None, YEAR)
    first = span.whole[0]
    if len(span.whole) > 1:
        if span.quarter is not None and (context.calendar or context.financial):
            return Settled(span.whole[1] if context.calendar and not context.financial else first)
        if span.quarter is not None:
            return Settled(None, _QUARTERS)
        return Settled(None, Doubt(topic="column", question=f"is it {first} or {span.whole[1]}", choices=span.whole))
    if span.year and first == span.year:
        return _year(first, context)
    return Settled(first)


def _year(year: str, context: Context) -> Settled:
    """Return a year that is alone: `2016/17` is financial unless titles say academic, and `2016` can be three."""
    if "/" in year:
        return Settled(f"AY {year}" if context.academic else year)
    if context.calendar:
        return Settled(year)
    if context.told_kind in ("financial", "academic"):
        ending = split_year(int(year) - 1)
        return Settled(ending if context.told_kind == "financial" else f"AY {ending}")
    return Settled(year, _YEARS)


def _days(spans: list[Span], context: Context) -> dict[tuple[str, ...], Settled]:
    """Return what each day stands for: its month, in a series of first or last days of months."""
    if not spans:
        return {}
    orders = [[date.fromisoformat(span.whole[nth]) for span in spans] for nth in (0, -1)]
    regular = [order for order in orders if _first_days(order) or _last_days(order)]
    order = regular[0] if regular else orders[0]
    doubt: Doubt | None = None
    if context.order:
        order = orders[0 if context.order == "day-first" else 1]
    elif any(len(span.whole) > 1 for span in spans) and (
        not regular or (len(regular) == 2 and regular[0] != regular[1])
    ):
        doubt = _ORDER
    months = bool(regular) or context.days == "month"
    if regular and not context.days and not doubt:
        steps = _steps(order)
        doubt = _STANDS if not steps or set(steps) <= {3, 6, 9, 12} else None
    return {
        span.whole: Settled(_stands_for(day, context.days or ("month" if months else "day")), doubt)
        for span, day in zip(spans, order, strict=True)
    }


def _stands_for(day: date, kind: str) -> str:
    if kind == "quarter":
        month = day.month - _APRIL
        return f"Q{month // 3 % 4 + 1} {split_year(day.year - (day.month < _APRIL))}"
    return f"{day:%Y-%m}" if kind == "month" else day.isoformat()


def _first_days(days: list[date]) -> bool:
    return all(day.day == 1 for day in days)


def _last_days(days: list[date]) -> bool:
    return all((day + timedelta(days=1)).day == 1 for day in days)


def _steps(days: list[date]) -> list[int]:
    """Return the months from each day to the next later one."""
    numbers = sorted({day.year * _MONTH_SPAN + day.month for day in days})
    return [later - earlier for earlier, later in pairwise(numbers)]
