"""The events of a KPI that were known at a date, and its figures: the days from each event to the one before.

A day without a time begins at midnight.  The first event has no figure, since nobody knows how long it took.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from pap_cli.model.kpi import Event, Kpi, Observation
from pap_cli.model.moments import days_between
from pap_cli.model.periods import Period, PeriodKind


def events_by(kpi: Kpi, as_of: date) -> list[Event]:
    """Return the events of a KPI that happened and were known by a date, in order of time."""
    known = [event for event in kpi.events if event.at.day <= as_of and event_known_on(kpi, event) <= as_of]
    return sorted(known, key=lambda event: event.at.order)


def event_known_on(kpi: Kpi, event: Event) -> date:
    """Return the day on which an event becomes known: when it was published, or the KPI's usual time after it."""
    day = event.at.day
    return event.published or (kpi.published_after.after(day) if kpi.published_after else day)


def times_between(kpi: Kpi, as_of: date) -> tuple[Observation, ...]:
    """Return the days before each event but the first, as a figure for the day of the event."""
    return tuple(
        Observation(
            period=Period(PeriodKind.DAY, event.at.day, event.at.day, event.at.written),
            value=days_between(before.at, event.at),
            place=event.place,
            published=event.published,
            note=event.note,
        )
        for before, event in pairwise(events_by(kpi, as_of))
    )
