"""What was delivered shortly before a KPI began to change.

One event after another is an association and proves no cause: the words for it say "after", never "because of".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.charts.reading import Change, change_of
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.model.dates import add_months
from pap_cli.model.order import natural

# A delivery longer ago than this, in months before the first period of the change, is not named.
LOOK_BACK = 6


class Onset(Struct, frozen=True, kw_only=True):
    """The change of a KPI, and the last milestone delivered before it began, of an action that should move the KPI."""

    change: Change
    milestone: str | None
    delivered: date | None
    # The months from the delivery to the end of the first period of the change; 0 if both are in the same month.
    months: int | None


def onset_of(plans: Iterable[PlanStatus], status: KpiStatus) -> Onset | None:
    """Return when the change of a KPI began and after what; None if it shows none, or only one figure outside."""
    change = change_of(status.telling) if status.telling is not None else None
    if change is None or change.alone:
        return None
    period = change.first.period
    earliest = add_months(period.start, -LOOK_BACK)
    found = [
        (day, step.id)
        for plan in plans
        for action in plan.actions
        if not action.cancelled and any(kpi is status for kpi in action.kpis)
        for step in action.milestones
        if (fact := step.schedule.delivered) is not None
        and (day := fact.day) is not None
        and earliest <= day <= period.end
    ]
    if not found:
        return Onset(change=change, milestone=None, delivered=None, months=None)
    day, id = max(found, key=lambda pair: (pair[0], natural(pair[1])))
    months = (period.end.year - day.year) * 12 + period.end.month - day.month
    return Onset(change=change, milestone=id, delivered=day, months=months)
