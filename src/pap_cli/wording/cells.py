"""Dates, counts and ratings as cells and words, the same in every view."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from pap_cli.assess.items.milestones import MilestoneStatus, count_ratings
from pap_cli.cell import Cell, Tone
from pap_cli.model.dates import Due, show_date
from pap_cli.model.facts import Fact
from pap_cli.model.key import Labels
from pap_cli.model.kpi import Hidden, Observation
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import Unit, with_unit
from pap_cli.model.periods import Period, PeriodKind
from pap_cli.model.rating import Rating

EMPTY = Cell("")


def tone_of(rating: Rating) -> Tone:
    """Return the tone of a rating."""
    return Tone(rating.value)


class Rated(Protocol):
    """What has a rating, and a key that says what it is called."""

    @property
    def rating(self) -> Rating:
        """The rating."""

    @property
    def key(self) -> Labels:
        """The key that it is printed by."""


def label_of(one: Rated) -> str:
    """Return what a rating is called."""
    return one.key.label(one.rating)


def rating_cell(one: Rated, reason: str = "") -> Cell:
    """Return a rating as symbol and label, and its reason if one is given."""
    return label_cell(one.key, one.rating, f"{label_of(one)}: {reason}" if reason else "")


def label_cell(key: Labels, rating: Rating, words: str = "") -> Cell:
    """Return a rating as symbol and label, or other words, by a key."""
    written = key.of(rating)
    return Cell(words or written.label or rating.value, tone_of(rating), marked=True, colour=written.colour)


def title_of(key: Labels, rating: Rating) -> str:
    """Return what a rating is called, as a heading or at the start of a line."""
    label = key.label(rating)
    return label[:1].upper() + label[1:]


def is_rated(key: Labels, rating: Rating) -> str:
    """Return a rating after a verb: `red`, or `rated Off track`, as a label may be no adjective."""
    return f"rated {label}" if (label := key.of(rating).label) else rating.value


def called(key: Labels, rating: Rating) -> str:
    """Return what a rating is called after a count: `red`, or `off track` for the label Off track."""
    label = key.label(rating)
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def rating_counts(statuses: Iterable[MilestoneStatus]) -> dict[str, int]:
    """Return the number of milestones with each rating, for programs."""
    return {rating.value: count for rating, count in count_ratings(statuses).items()}


def date_cell(day: date | Due | Fact | None, tone: Tone = Tone.PLAIN) -> Cell:
    """Return a date as people read it; a due quarter as it was written."""
    if day is None or (isinstance(day, Due) and not day.dated):
        return EMPTY
    return Cell(show_date(day) if isinstance(day, date) else str(day), tone)


def iso(day: date | Due | Fact | None) -> str | None:
    """Return a date for programs in ISO 8601; of a month or quarter, its last day; None for an unknown day."""
    exact = day if day is None or isinstance(day, date) else day.day
    return exact.isoformat() if exact is not None and exact != date.max else None


def figure_words(one: Observation | None, unit: Unit) -> str:
    """Return a figure with its unit and the mark of its status, `83.4% [p]`; the meaning of a code; empty for none."""
    if one is None:
        return ""
    if isinstance(one, Hidden):
        return "[c]"
    if isinstance(one.value, Missing):
        return one.value.meaning
    return with_unit(one.value, unit) + (f" {one.status.mark}" if one.status else "")


def count_words(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun, `1 milestone` or `12 milestones`."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def in_days(day: date | None, as_of: date) -> str:
    """Return how long it is to a day: `12 days`, `1 day` or `today`; empty without one."""
    if day is None:
        return ""
    return count_words((day - as_of).days, "day") if day != as_of else "today"


def extended_words(days: int, count: int) -> str:
    """Return how often and by how much a due date was changed, `once, 46 days later`; empty if it never was."""
    if not count:
        return ""
    often = {1: "once", 2: "twice"}.get(count, f"{count:,} times")
    if not days:
        return f"{often}, to the same day"
    return f"{often}, {count_words(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def in_period(period: Period) -> str:
    """Return a period in a sentence, `in Sep 2016` or `on 31 Mar 2016`."""
    return f"{'on' if period.kind is PeriodKind.DAY else 'in'} {period}"
