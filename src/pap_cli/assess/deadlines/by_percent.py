"""Ratings of open milestones by percent complete: in bands, or against the share of their time that has gone.

Bands are how Reading Borough Council rates actions: over 75% green, 26% to 75% amber, the rest red, and red under 50%
past the due date.  The share of time is how Camms rates them: the target on a day is the share of the time from start
to due date that has gone; an action is on track with 90% of its target or more, to be monitored with 70% or more.
"""

from __future__ import annotations

from datetime import date

from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.model.items import Action
from pap_cli.model.judgements import percent_at
from pap_cli.model.key import Key, KeyRule
from pap_cli.model.numbers import number
from pap_cli.model.plan import Header
from pap_cli.model.rating import Rating

# Why a milestone is rated by its dates although its plan rates by percent.
NO_PERCENT = "rated by its dates, as no percent complete is known"
# Quotients are compared to this many decimals, so that 45 of 50 is 90%.
_DECIMALS = 6


def percent_of(schedule: Schedule, as_of: date) -> float | None:
    """Return how much of an open milestone is complete, from 0 to 100; None if it is in progress and nobody judged it.

    A milestone that is not started is at 0 unless somebody judged it.
    """
    found = percent_at(schedule.milestone.judgements, as_of)
    return 0.0 if found is None and schedule.state is State.NOT_STARTED else found


def time_gone(schedule: Schedule, as_of: date, header: Header) -> float:
    """Return the percentage of the time of a milestone that has gone, from 0 to 100.

    Its time is from the day on which it was started or, without one, was added, its action was added, or the plan
    started, to the due date that lateness is counted from.  If it has no time at all, all has gone on the due date.
    """
    started = schedule.started.day if schedule.started is not None else None
    parent = schedule.parent
    added = schedule.milestone.added or (parent.added if isinstance(parent, Action) else None)
    start, due = started or added or header.start, schedule.counted.day
    if as_of >= due:
        return 100.0
    return max(0.0, 100 * (as_of - start).days / (due - start).days) if start < due else 0.0


def rate_open(schedule: Schedule, as_of: date, header: Header) -> tuple[Rating, str] | None:
    """Return the rating of an open milestone by percent, and its reason; None if its percent is not known."""
    key, percent = header.key, percent_of(schedule, as_of)
    if percent is None:
        return None
    done = "not started" if not percent and schedule.state is State.NOT_STARTED else f"{_shown(percent)} done"
    late = f"{schedule.days_overdue:,} day{'' if schedule.days_overdue == 1 else 's'} past its due date"
    if key.rated_by is KeyRule.PERCENT:
        under = key.red.past_due_under
        rating = Rating.RED if under is not None and schedule.days_overdue and percent < under else band(key, percent)
        return rating, f"{done}, {late}" if schedule.days_overdue else done
    gone = time_gone(schedule, as_of, header)
    if not gone:
        return Rating.GREEN, f"{done}, none of its time gone"
    share = round(100 * percent / gone, _DECIMALS)
    reason = f"{done}, {_shown(gone)} of its time gone: {_shown(share)} of where it should be"
    return band(key, share), f"{reason}; {late}" if schedule.days_overdue else reason


def band(key: Key, percent: float) -> Rating:
    """Return the rating of a percentage by the bounds of a key."""
    return Rating.GREEN if key.green.takes(percent) else Rating.AMBER if key.amber.takes(percent) else Rating.RED


def _shown(percent: float) -> str:
    """Return a percentage with one decimal at most: `60%`, `33.3%`."""
    return f"{number(round(percent, 1))}%"
