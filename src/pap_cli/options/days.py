"""The days that people name after a command: the last day of what is due, and the day to compare with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
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


def day_of_fact(context: Context, text: str | None, option: str, *, months: bool, force: bool) -> str:
    """Return when something happened, as it is written in a file: a day or, with `months`, a month or a quarter.

    Without TEXT it is today.

    Raises:
        PapError: if TEXT is none of these, if it is after today and not forced, or if it is not given although the
            as-of date is another day than today.
    """
    from pap_cli.model.periods import parse_period

    today = context.today()
    if text is None:
        if context.as_of != today:
            source = {"settings": "as-of in pap.toml"}.get(context.as_of_from, context.as_of_from)
            raise PapError(
                f"{option} is missing: the as-of date is {context.as_of} ({source}), not today",
                f"write the day on which it happened, such as  {option} {context.as_of}  or  {option} today",
            )
        return today.isoformat()
    written = written_day(context, text, option, months=months)
    if parse_period(written).start > today and not force:
        raise PapError(f"{option} {text} is after today", "give the day on which it happened, or add  --force")
    return written


def written_day(context: Context, text: str, option: str, *, months: bool) -> str:
    """Return a day or, with `months`, a month or a quarter as it is written in a file.

    `today` and `yesterday` are days of the clock.

    Raises:
        PapError: if TEXT is none of these.
    """
    from pap_cli.model.periods import parse_due

    back = {"today": 0, "yesterday": 1}.get(text.strip().casefold())
    if back is not None:
        return (context.today() - timedelta(days=back)).isoformat()
    if not months:
        return context.parse_day(text, option).isoformat()
    try:
        return parse_due(text.strip()).written
    except BadValueError as error:
        raise PapError(f"{option}: {error.message}", error.help) from None
