"""Ratings: the key that is printed, the rule that applies it, and how ratings roll up.

Keys differ (Kent, Rotherham, NHS England …), so the key is policy. The default has a fifth colour, blue, to separate
"delivered" from "delivered, and the evidence was accepted".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pap_cli.assess.deadlines.by_percent import NO_PERCENT, rate_open
from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.assess.deadlines.threats import Threat
from pap_cli.model.config import Against, Judging, Policy
from pap_cli.model.dates import show_date
from pap_cli.model.decisions import Override
from pap_cli.model.key import PLAIN_KEY, Key, KeyRule, Labels
from pap_cli.model.numbers import number
from pap_cli.model.plan import Header
from pap_cli.model.rating import Rating

_ROLL_UP = "An action, recommendation, horizon, owner, body or plan has the worst rating among its milestones."


def judging_words(policy: Policy) -> str:
    """Return that judgements count, as a sentence with a blank before it; empty if they do not."""
    if policy.judgements is not Judging.COUNT:
        return ""
    return " Where a person's judgement counts, it is the rating instead of what is computed."


def roll_up_words(policy: Policy, key: Labels = PLAIN_KEY) -> str:
    """Return how ratings roll up under a policy, in the words of a key."""
    best, none = key.label(Rating.BLUE), key.label(Rating.GREY)
    if (best, none) == (Rating.BLUE, Rating.GREY):
        rest = "It is blue only if all of them are blue. Grey milestones are not counted."
    else:
        rest = f"It is rated {best} only if all of them are. Those that are rated {none} are not counted."
    return f"{_ROLL_UP} {rest}{judging_words(policy)}"


def rating_key(policy: Policy, key: Key = PLAIN_KEY) -> tuple[tuple[Rating, str], ...]:
    """Return the key for milestones: what each rating means in a plan, and by which rule."""
    return tuple((rating, with_meaning(key, rating, words)) for rating, words in by_rule(policy, key))


def with_meaning(key: Labels, rating: Rating, words: str) -> str:
    """Return what a rating means: in the organisation's words, if it has any, with the rule in brackets."""
    meaning = key.of(rating).meaning
    return f"{meaning.strip().removesuffix('.')} ({words})" if meaning else words


def by_rule(policy: Policy, key: Key = PLAIN_KEY) -> tuple[tuple[Rating, str], ...]:
    """Return the rule behind each rating in words."""
    done = "delivered and evidenced" if policy.require_evidence else "delivered"
    red, amber, green = _by_bounds(key) if key.rated_by in _BY_PERCENT else _by_due_dates(policy)
    if key.rated_by is KeyRule.RISKS:
        red, amber = f"{red}, or affected by a red risk", f"{amber}, or affected by an amber risk"
    evidence = policy.require_evidence
    return (
        (Rating.RED, red),
        (Rating.AMBER, f"{amber}, or its evidence late" if evidence else amber),
        (Rating.GREEN, f"{green}, or delivered and its evidence not yet due" if evidence else green),
        (Rating.BLUE, done),
        (Rating.GREY, "cancelled or not rated"),
    )


def _by_due_dates(policy: Policy) -> tuple[str, str, str]:
    """Return what is red, amber and green by dates."""
    against = "first due date" if policy.overdue_against is Against.FIRST else "approved due date"
    blocked = "blocked by something overdue" if policy.require_evidence else "or blocked by something overdue"
    return (
        f"past its {against} and not delivered",
        f"due within {policy.due_soon} and not started, forecast after due, {blocked}",
        "on track",
    )


def _by_bounds(key: Key) -> tuple[str, str, str]:
    """Return what is red, amber and green by percent."""
    of = "complete" if key.rated_by is KeyRule.PERCENT else "of where it should be"
    rest = (
        f"less than {number(key.amber.bound)}% {of}"
        if key.amber.at_least is not None
        else (f"{number(key.amber.bound)}% {of} or less")
    )
    under = key.red.past_due_under
    late = f", or less than {number(under)}% complete and past its due date" if under is not None else ""
    return rest + late, f"{key.amber.bound_words} {of}", f"{key.green.bound_words} {of}"


_BY_PERCENT = (KeyRule.PERCENT, KeyRule.ELAPSED)
# What a rule by percent means, below its key.
RULE_NOTES = {
    KeyRule.PERCENT: "A milestone that is not started is 0% complete.",
    KeyRule.ELAPSED: (
        "A milestone should be as complete as the share of its time from start to due date that has gone; without a "
        "start, its time begins when it was added, or when the plan starts. One that is not started is 0% complete."
    ),
}
RATED_BY_DATES = "One in progress whose percent is not known is rated by its due date."


# The key for KPIs: what each colour means.
KPI_KEY: tuple[tuple[Rating, str], ...] = (
    (Rating.RED, "worse than its floor; or, without a floor, worse than its target"),
    (Rating.AMBER, "worse than its target, but not worse than its floor"),
    (Rating.GREEN, "on target"),
    (Rating.GREY, "without a figure or a target, or for information only"),
)


def in_force(override: Override | None, as_of: date) -> bool:
    """Return True if there is an override that is in force on a date."""
    return override is not None and (override.on is None or override.on <= as_of) and as_of <= override.until


def overridden(
    rating: Rating, reason: str, override: Override | None, as_of: date, key: Labels = PLAIN_KEY
) -> tuple[Rating, str]:
    """Return a rating and its reason, after an override if one is in force."""
    if override is None or not in_force(override, as_of):
        return rating, reason
    words = f"set by {override.by} until {show_date(override.until)}, instead of {key.label(rating)}: {override.reason}"
    return override.rating, words


def rate(schedule: Schedule, as_of: date, policy: Policy, header: Header) -> tuple[Rating, str]:
    """Return the rating of a milestone and its reason."""
    if schedule.milestone.place.faulty:
        return Rating.GREY, "not rated: its entry has an error"
    if schedule.state is State.CANCELLED:
        return Rating.GREY, "cancelled"
    rating, reason = computed(schedule, as_of, policy, header)
    return overridden(rating, reason, schedule.milestone.override, as_of, header.key)


def computed(schedule: Schedule, as_of: date, policy: Policy, header: Header) -> tuple[Rating, str]:
    """Return the rating of a milestone that is not cancelled, and its reason, without an override."""
    if schedule.state is State.EVIDENCED:
        return Rating.BLUE, "delivered and evidenced"
    if schedule.state is State.DELIVERED:
        return _delivered(schedule, as_of, policy)
    if schedule.state is State.UNKNOWN:
        return Rating.GREY, "not rated: it is not known whether work has begun"
    rule = header.key.rated_by
    if rule is KeyRule.PERCENT and (found := rate_open(schedule, as_of, header)) is not None:
        return found
    if rule is KeyRule.RISKS and schedule.threat is not None:
        return _threatened(schedule, schedule.threat, as_of, policy)
    if not schedule.due.dated:
        return Rating.GREY, "not rated: it has no due date"
    if rule is KeyRule.ELAPSED and (found := rate_open(schedule, as_of, header)) is not None:
        return found
    rating, reason = _by_dates(schedule, as_of, policy)
    return rating, f"{reason}; {NO_PERCENT}" if rule in _BY_PERCENT else reason


def _threatened(schedule: Schedule, threat: Threat, as_of: date, policy: Policy) -> tuple[Rating, str]:
    """Return the worse of the rating by dates and that of the worst risk, and its reason; both if they are equal."""
    worse = min(threat.rating, Rating.GREEN, key=lambda rating: rating.rank)  # a low risk is no better than none
    if not schedule.due.dated:
        return worse, f"{threat}; it has no due date"
    rating, reason = _by_dates(schedule, as_of, policy)
    if rating.rank < worse.rank or worse is Rating.GREEN:
        return rating, reason
    return worse, f"{reason}; {threat}" if rating is worse else str(threat)


def _by_dates(schedule: Schedule, as_of: date, policy: Policy) -> tuple[Rating, str]:
    """Return the rating of an open milestone with a due date by its dates, and its reason."""
    if schedule.days_overdue:
        return Rating.RED, f"{days(schedule.days_overdue)} past its {_counted_from(schedule, policy)}"
    return _at_risk(schedule, as_of, policy) or (Rating.GREEN, "on track")


def _delivered(schedule: Schedule, as_of: date, policy: Policy) -> tuple[Rating, str]:
    """Return the rating of a delivered milestone that is not evidenced: blue only if no evidence is required."""
    waiting, day = schedule.waiting, schedule.evidence_due_as_written
    if schedule.evidence_late(as_of):
        return Rating.AMBER, f"evidence late since {day}"
    if waiting is not None:
        return Rating.GREEN, f"delivered, {'' if schedule.unapproved else 'evidence '}{waiting}"
    if not policy.require_evidence:
        return Rating.BLUE, "delivered"
    return Rating.GREEN, f"delivered, evidence not due until {day}" if day else "delivered, no evidence accepted yet"


def _counted_from(schedule: Schedule, policy: Policy) -> str:
    """Return the due date that days overdue count from, in words; with its date if it is not the one in force."""
    if not schedule.extensions:
        return "due date"
    if policy.overdue_against is Against.FIRST:
        return f"first due date, {schedule.milestone.due}"
    return "extended due date" if schedule.slipped_days > 0 else "due date"


def _at_risk(schedule: Schedule, as_of: date, policy: Policy) -> tuple[Rating, str] | None:
    """Return the reason why an open milestone that is not overdue is amber, or None."""
    if schedule.state is State.NOT_STARTED and schedule.due.day <= policy.soon(as_of):
        return Rating.AMBER, f"due {_in(schedule.due.day, as_of)}, not started"
    if schedule.forecast is not None and schedule.forecast.day > schedule.due.day:
        return Rating.AMBER, f"forecast {schedule.forecast}, {days((schedule.expected - schedule.due.day).days)} late"
    blocker = schedule.blocker
    if blocker is not None and (blocker.overdue or blocker.expected > schedule.due.day):
        why = "overdue" if blocker.overdue else f"expected {blocker.due}"
        return Rating.AMBER, f"blocked by {blocker.id}, {why}"
    return None


def _in(day: date, as_of: date) -> str:
    """Return how far away a day is; it is in the past only if a due date was brought forward."""
    if day == as_of:
        return "today"
    return f"in {days((day - as_of).days)}" if day > as_of else f"{days((as_of - day).days)} ago"


def days(count: int) -> str:
    """Return `1 day` or `12 days`."""
    return f"{count} day{'' if count == 1 else 's'}"


def roll_up(ratings: Iterable[Rating]) -> Rating:
    """Return the rating of a group from the ratings of its members; grey if there are none."""
    found = list(ratings)
    for rating in (Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE):
        if rating in found:
            return rating
    return Rating.GREY
