"""The clock; no other module reads it."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """Return today's date in London, because the plans are English."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return datetime.now(ZoneInfo("Europe/London")).date()
    except ZoneInfoNotFoundError:  # without a time zone database, use the local date
        return datetime.now().astimezone().date()


def now() -> datetime:
    """Return the time, in the time zone of this machine."""
    return datetime.now().astimezone()
