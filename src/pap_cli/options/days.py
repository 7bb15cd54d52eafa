"""The days that people name after a command: the last day of what is due, and the day to compare with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from pap_cli.bad_value import BadValueError
from pap_cli.context.context import Context
from pap_cli.errors import PapError

if TYPE_CHECKING:
    from pap_cli.model.plan import Plan

LAST_REVIEW = "last-review"


def last_day(context: Context, text: str, option: str) -> date:
    """Return the last day that an option names: a day, a month, a quarter, or a time from the as-of date on.

    Raises:
        PapError: if TEXT is none of these, or the day is before the as-of date.
    """
    from pap_cli.model.dates import show_date
    from pap_cli.model.periods import read_due
    from pap_cli.model.working_days import parse_limit

    try:
        due = read_due(text.strip())
        day = due.day if due is not None else context.policy.calendar.end_of(parse_limit(text), context.as_of)
    except BadValueError as error:
        help = "write a day as 2016-11-30, a month as 2016-11, or a time such as 28d, 10wd (working days) or '3 months'"
        raise PapError(f"{option}: {error.message}", help) from None
    if day < context.as_of:
        raise PapError(
            f"{option}: {show_date(day)} is before {show_date(context.as_of)}, the as-of date",
            "give a later date, or for what is late run  pap overdue",
        )
    return day


def first_day(context: Context, text: str, plans: Iterable[Plan], bodies: Collection[str] | None) -> date:
    """Return the day that --since names: a day, the first day of a month or a quarter, or that of the last review.

    `bodies` are those whose meetings count; None: all.

    Raises:
        PapError: if TEXT is none of these, the day is not before the as-of date, or there was no such meeting.
    """
    from pap_cli.model.dates import show_date
    from pap_cli.model.periods import PeriodKind, parse_period

    if text.strip() == LAST_REVIEW:
        return _last_review(context, tuple(plans), bodies)
    day = None
    try:
        period = parse_period(text.strip())
        if period.kind in (PeriodKind.MONTH, PeriodKind.QUARTER):
            day = period.start
    except BadValueError:
        pass
    day = day or context.parse_day(text, "--since")
    if day >= context.as_of:
        raise PapError(
            f"--since: {show_date(day)} is not before {show_date(context.as_of)}, the as-of date",
            "give an earlier date",
        )
    return day


def _last_review(context: Context, plans: Collection[Plan], bodies: Collection[str] | None) -> date:
    from pap_cli.model.dates import show_date

    held = [
        meeting.day
        for plan in plans
        for review in plan.reviews
        if bodies is None or review.body in bodies
        for meeting in review.held
        if meeting.day and (meeting.since or meeting.day) < context.as_of
    ]
    if held:
        return max(held)
    known = [plan.body_titles[id] for plan in plans for id in bodies or () if id in plan.body_titles]
    if bodies is None:
        message = f"--since last-review: no review was held before {show_date(context.as_of)}"
    elif known:
        message = f"{' and '.join(known)} did not meet before {show_date(context.as_of)}"
    else:
        message = "--since last-review: the audience has no body in this plan"
    raise PapError(message, "give a date, as in  --since 2016-07-13")
