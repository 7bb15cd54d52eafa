"""The day of a moment in London: the plans are English, and clones of a repository are everywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime

# The seconds since 1970 that a `date` can hold.
_FIRST, _LAST = -62_135_510_400, 253_402_214_400


def day_in_london(seconds: int) -> date:
    """Return the date in London, some seconds after 1 January 1970 in UTC; the first or last day that there is, if not.

    Without a time zone database, it is the date in UTC.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    moment = datetime.fromtimestamp(min(max(seconds, _FIRST), _LAST), UTC)
    try:
        return moment.astimezone(ZoneInfo("Europe/London")).date()
    except ZoneInfoNotFoundError:
        return moment.date()
