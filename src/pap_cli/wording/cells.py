"""How dates, figures and ratings are written in a cell, the same in every view."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pap_cli.assess.assessment import MilestoneStatus, count_ratings
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.document import Cell, Tone
from pap_cli.model.dates import Due, Period, PeriodKind, show_date
from pap_cli.model.numbers import number
from pap_cli.model.rating import Rating

EMPTY = Cell("")


def tone_of(rating: Rating) -> Tone:
    """The tone of a rating."""
    return Tone(rating.value)


def rating_cell(rating: Rating, words: str = "") -> Cell:
    """A rating as symbol and word."""
    return Cell(words or rating.value, tone_of(rating), marked=True)


def rating_counts(statuses: Iterable[MilestoneStatus]) -> dict[str, int]:
    """How many milestones have each rating, for programs."""
    return {rating.value: count for rating, count in count_ratings(statuses).items()}


def date_cell(day: date | Due | None, tone: Tone = Tone.PLAIN) -> Cell:
    """A date as people read it; a due date as it was written."""
    if day is None:
        return EMPTY
    return Cell(str(day) if isinstance(day, Due) else show_date(day), tone)


def iso(day: date | Due | None) -> str | None:
    """A date for programs: ISO 8601; of a due date the day it falls on."""
    if day is None:
        return None
    return day.day.isoformat() if isinstance(day, Due) else day.isoformat()


def gap_words(status: KpiStatus) -> str:
    """How far a figure is from its target: `3.2 below`, `33.1 above`, `on target`."""
    if status.gap is None:
        return ""
    if status.gap == 0:
        return "on target"
    return f"{number(abs(status.gap))} {'above' if status.gap > 0 else 'below'}"


def count_words(count: int, noun: str, plural: str = "") -> str:
    """`1 milestone`, `12 milestones`."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def in_period(period: Period) -> str:
    """A period in a sentence: `in Sep 2016`, but `on 31 Mar 2016`."""
    return f"{'on' if period.kind is PeriodKind.DAY else 'in'} {period}"


def natural(id: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts ids as people count: A2 before A10."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", id))
