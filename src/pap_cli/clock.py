"""The program's only look at the clock."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """Today in London, where the plans are."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return datetime.now(ZoneInfo("Europe/London")).date()
    except ZoneInfoNotFoundError:  # a machine without a time zone database: its own day is the best there is
        return datetime.now().astimezone().date()
