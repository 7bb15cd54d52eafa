"""Ratings: the key that is printed, the rule that applies it, and how ratings roll up.

Everybody prints a key of their own (Kent, Rotherham, NHS England …), so the key is policy; this is `pap`'s default,
with a fifth colour so that "delivered" and "delivered, and somebody saw the evidence" are not the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.model.config import Against, Policy
from pap_cli.model.dates import show_date
from pap_cli.model.decisions import Override
from pap_cli.model.rating import Rating

ROLL_UP = (
    "An action, recommendation, horizon, owner, body or plan takes the worst rating of its milestones, blue only when "
    "all are blue; grey ones are left out."
)


def rating_key(policy: Policy) -> tuple[tuple[Rating, str], ...]:
    """What each colour says of a milestone under a policy, in the words that are printed."""
    done = "delivered and evidenced" if policy.require_evidence else "delivered"
    waiting = ", or delivered and its evidence not yet due" if policy.require_evidence else ""
    late = ", or its evidence late" if policy.require_evidence else ""
    against = "first" if policy.overdue_against is Against.FIRST else "approved"
    return (
        (Rating.RED, f"past its {against} date and not delivered"),
        (
            Rating.AMBER,
            f"due within {policy.due_soon} and not started, forecast after due, blocked by something late{late}",
        ),
        (Rating.GREEN, f"on track{waiting}"),
        (Rating.BLUE, done),
        (Rating.GREY, "cancelled or not rated"),
    )


# What each colour says of a KPI.
KPI_KEY: tuple[tuple[Rating, str], ...] = (
    (Rating.RED, "beyond its floor, or off target without one"),
    (Rating.AMBER, "off target, within its floor"),
    (Rating.GREEN, "on target"),
    (Rating.GREY, "with no figure or no target, or for information"),
)


def in_force(override: Override | None, as_of: date) -> bool:
    """Whether a person's rating stands at a date: decided by then, and not run out."""
    return override is not None and (override.on is None or override.on <= as_of) and as_of <= override.until


def overridden(rating: Rating, reason: str, override: Override | None, as_of: date) -> tuple[Rating, str]:
    """A rating and its reason after a person's decision, if there is one in force."""
    if override is None or not in_force(override, as_of):
        return rating, reason
    words = f"set by {override.by} until {show_date(override.until)}, instead of {rating}: {override.reason}"
    return override.rating, words


def rate(schedule: Schedule, as_of: date, policy: Policy) -> tuple[Rating, str]:
    """The rating of a milestone and the reason in words."""
    if schedule.milestone.place.faulty:
        return Rating.GREY, "part of its entry could not be read"
    rating, reason = _computed(schedule, as_of, policy)
    return overridden(rating, reason, schedule.milestone.override, as_of)


def _computed(schedule: Schedule, as_of: date, policy: Policy) -> tuple[Rating, str]:
    if schedule.state is State.CANCELLED:
        return Rating.GREY, "cancelled"
    if schedule.state is State.EVIDENCED:
        return Rating.BLUE, "delivered and evidenced"
    if schedule.state is State.DELIVERED:
        if not policy.require_evidence:
            return Rating.BLUE, "delivered"
        if schedule.evidence_due is not None and as_of > schedule.evidence_due:
            return Rating.AMBER, f"delivered, evidence late since {show_date(schedule.evidence_due)}"
        due = f" until {show_date(schedule.evidence_due)}" if schedule.evidence_due else ""
        return Rating.GREEN, f"delivered, evidence not due{due}"
    if schedule.days_overdue:
        return Rating.RED, f"{days(schedule.days_overdue)} overdue"
    return _at_risk(schedule, as_of, policy) or (Rating.GREEN, "on track")


def _at_risk(schedule: Schedule, as_of: date, policy: Policy) -> tuple[Rating, str] | None:
    """The reason why an open milestone that is not late is amber all the same, if there is one."""
    if schedule.state is State.NOT_STARTED and schedule.due.day <= policy.soon(as_of):
        return Rating.AMBER, f"due in {days((schedule.due.day - as_of).days)} and not started"
    if schedule.forecast is not None and schedule.forecast.day > schedule.due.day:
        return Rating.AMBER, f"forecast {schedule.forecast}, {days((schedule.expected - schedule.due.day).days)} late"
    blocker = schedule.blocker
    if blocker is not None and (blocker.overdue or blocker.expected > schedule.due.day):
        why = "which is overdue" if blocker.overdue else f"expected {show_date(blocker.expected)}"
        return Rating.AMBER, f"blocked by {blocker.id}, {why}"
    return None


def days(count: int) -> str:
    """`1 day`, `12 days`."""
    return f"{count} day{'' if count == 1 else 's'}"


def roll_up(ratings: Iterable[Rating]) -> Rating:
    """The rating of a group from those of its members, by the printed rule; grey for none."""
    found = list(ratings)
    for rating in (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE):
        if rating in found:
            return rating
    return Rating.GREY
