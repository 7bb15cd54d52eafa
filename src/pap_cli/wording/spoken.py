"""Counts and due dates as within a sentence; a due date is a day, a month, a quarter or two days, as it was written."""

from __future__ import annotations

from pap_cli.model.dates import MONTHS, Due, DueWithin, full_date

_ORDINALS = ("first", "second", "third", "fourth")


def due(when: Due) -> str:
    """Return a due date in a sentence: `14 October 2016`, or `February 2017` if it was written as a month."""
    if isinstance(when, DueWithin):
        return f"{due(when.first)} and {due(when.last)}"
    if when.written == when.day.isoformat():
        return full_date(when.day)
    if when.written == f"{when.day:%Y-%m}":
        return f"{MONTHS[when.day.month - 1]} {when.day.year}"
    return quarter(when.written)


def quarter(written: str) -> str:
    """Return `2016-Q3` as `the third quarter of 2016`; another text as it is."""
    year, found, quarter = written.partition("-Q")
    return f"the {_ORDINALS[int(quarter) - 1]} quarter of {year}" if found else written


def due_on(when: Due) -> str:
    """Return when something is due: `on 14 October 2016`, `in February 2017`, `between 1 and 14 October 2016`."""
    if isinstance(when, DueWithin):
        return f"between {due(when)}"
    return f"{'on' if when.written == when.day.isoformat() else 'in'} {due(when)}"


def due_by(when: Due) -> str:
    """Return a due date as a limit: `by 14 October 2016`, `by the end of February 2017`."""
    if isinstance(when, DueWithin):
        return due_by(when.last)
    return f"by {'' if when.written == when.day.isoformat() else 'the end of '}{due(when)}"


def counted(count: int, noun: str) -> str:
    """Return a number of things within a sentence: `one milestone`, `1,200 milestones`."""
    return f"one {noun}" if count == 1 else f"{count:,} {noun}s"
