"""How a plan came to where it stands: quarter ends, and milestones counted over the days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate

from msgspec import Struct

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.deadlines.schedule import State
from pap_cli.model.dates import add_months

# A plan that started a century ago has more; nobody looks at them.
MAX_QUARTERS = 400


def quarter_ends(start: date, before: date) -> tuple[date, ...]:
    """The ends of the calendar's quarters after the day a plan started and before another, oldest first."""
    first = date(start.year, 3 * ((start.month - 1) // 3) + 1, 1)
    found = []
    for count in range(1, MAX_QUARTERS):
        if first.year + count // 4 >= date.max.year:
            break
        end = add_months(first, 3 * count) - timedelta(days=1)
        if end >= before:
            break
        if end >= start:
            found.append(end)
    return tuple(found)


# The days on which a count changes, in order, each with the count from that day on.
Counts = tuple[tuple[date, int], ...]


class BurnUp(Struct, frozen=True, kw_only=True):
    """How many milestones were to be delivered by each day, and how many were; those cancelled are left out."""

    # By the dates that were approved first.
    first: Counts
    # By the dates approved now.
    approved: Counts
    delivered: Counts
    total: int


def _counted(days: Iterable[date]) -> Counts:
    ordered = sorted(Counter(days).items())
    return tuple(zip((day for day, _ in ordered), accumulate(count for _, count in ordered), strict=True))


def burn_up(plan: PlanStatus) -> BurnUp:
    """The milestones of a plan counted over the days."""
    kept = [one.schedule for one in plan.milestones if one.schedule.state is not State.CANCELLED]
    done = (one.completed or one.evidenced for one in kept if one.state.done)
    return BurnUp(
        first=_counted(one.milestone.due.day for one in kept),
        approved=_counted(one.due.day for one in kept),
        delivered=_counted(day for day in done if day is not None),
        total=len(kept),
    )
