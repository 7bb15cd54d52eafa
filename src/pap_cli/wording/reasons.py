"""Why a rating is what it is, where the rating alone would be a puzzle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from pap_cli.assess.deadlines.judged import judged_words
from pap_cli.assess.deadlines.rag import in_force
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.model.dates import show_date
from pap_cli.model.decisions import Override
from pap_cli.model.key import PLAIN_KEY, KeyRule, Labels
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import is_rated, label_of, title_of

# Longest list of milestones in a sentence.
_MOST = 4


def override_of(status: MilestoneStatus, as_of: date) -> Override | None:
    """Return the override that sets the rating of a milestone on a date, if there is one."""
    schedule, override = status.schedule, status.schedule.milestone.override
    rated = schedule.state is not State.CANCELLED and not schedule.milestone.place.faulty
    return override if rated and in_force(override, as_of) else None


def decided(override: Override, by: Callable[[str], str], day: Callable[[date], str]) -> str:
    """Return who set a rating, and until when: `set by Board until 30 Dec 2016`.

    Args:
        override: the override.
        by: returns the name of a person or body, or "" if it must not be shown.
        day: returns a date as the page writes it.
    """
    return f"set by {by(override.by) or 'decision'} until {day(override.until)}"


def set_by(
    status: MilestoneStatus, as_of: date, by: Callable[[str], str] = str, day: Callable[[date], str] = show_date
) -> str:
    """Return who set the rating of a milestone, by an override or a judgement that counts; empty if it is computed."""
    override, counted = override_of(status, as_of), status.judgements.counted
    if override is not None:
        return decided(override, by, day)
    return judged_words(counted.judgement, by) if counted is not None else ""


def why(status: MilestoneStatus, as_of: date, by: Callable[[str], str] = str) -> str:
    """Return the reason of a rating in a table; of one set by a person only who set it, and until when."""
    return set_by(status, as_of, by) or status.reason


def red_and_overdue(
    statuses: Iterable[MilestoneStatus],
    as_of: date,
    by: Callable[[str], str],
    day: Callable[[date], str],
    name: Callable[[MilestoneStatus], str] = lambda status: status.id,
    key: Labels = PLAIN_KEY,
) -> list[str]:
    """Return the sentences that say which milestones are red but not overdue, or overdue but not red, and why.

    If nobody set the rating the two are the same.

    Args:
        statuses: the milestones of the page.
        as_of: the date of the page.
        by: returns the name of a person or body, or "" if it must not be shown.
        day: returns a date as the page writes it.
        name: returns a milestone's ID, with its plan if there are several.
        key: the key of the plans.
    """
    apart: tuple[list[str], list[str]] = ([], [])
    for status in statuses:
        red, late = status.rating is Rating.RED, status.schedule.days_overdue > 0
        decision = set_by(status, as_of, by, day)
        if not decision and not red and status.key.rated_by is not KeyRule.DATES:
            decision = "rated by percent"
        if not decision and red and status.schedule.threat is not None:
            decision = f"affected by {status.schedule.threat.id}"
        if red is late or not decision:
            continue
        color = "" if red else f"{label_of(status)}, "
        apart[late].append(f"{name(status)} ({color}{decision})")
    leads = (f"{title_of(key, Rating.RED)} but not overdue", f"Overdue but not {is_rated(key, Rating.RED)}")
    return [f"{lead}: {_listed(found)}." for lead, found in zip(leads, apart, strict=True) if found]


def _listed(found: Sequence[str]) -> str:
    if len(found) > _MOST + 1:
        found = [*found[:_MOST], f"{len(found) - _MOST:,} more"]
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
