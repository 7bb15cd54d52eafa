"""The history of a plan: quarter ends, and milestones counted over time."""

from __future__ import annotations

from datetime import date, timedelta

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.counts import BurnUp, counts
from pap_cli.assess.deadlines.schedule import State
from pap_cli.model.dates import add_months

# Only a plan that started a century ago has more.
MAX_QUARTERS = 400


def quarter_ends(start: date, before: date) -> tuple[date, ...]:
    """Return the ends of calendar quarters after a plan's start and before another day, oldest first."""
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


def burn_up(plan: PlanStatus) -> BurnUp:
    """Return the milestones of a plan counted over time."""
    kept = [one.schedule for one in plan.milestones if one.schedule.state is not State.CANCELLED]
    done = [one.delivered for one in kept]
    start = plan.plan.header.start  # what was delivered on an unknown day counts at every day
    return BurnUp(
        first=counts(one.milestone.due.day for one in kept if one.milestone.due.dated),
        approved=counts(one.due.day for one in kept if one.due.dated),
        delivered=counts(fact.since or start for fact in done if fact is not None),
        total=len(kept),
    )
