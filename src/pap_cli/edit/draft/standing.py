"""What an item is rated, before and after a change, in words."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.edit.items.item import Item, Sort
from pap_cli.model.dates import show_date
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import called, count_words


class Standing(Struct, frozen=True):
    """The rating of an item on a day: the colour, what the plan calls it, and what else is worth saying."""

    rating: Rating
    label: str
    # The state of a milestone or an action.
    state: str | None = None
    # How a delivery or a forecast lies to its due date: `12 days late`.
    lateness: str = ""
    # What is due next, or waited for.
    next: str = ""
    # Why it is red or amber.
    reason: str = ""

    def facts(self) -> dict[str, object]:
        """Return the rating and the state, for programs."""
        return {"rating": self.rating.value, "state": self.state}


def standing(now: Assessment, item: Item) -> Standing | None:
    """Return how an item stands in an assessment; None for one that has no rating, or was not there yet."""
    if item.sort is Sort.KPI:
        kpi = next((one for one in now.kpis if one.id == item.id and one.kpi.plan == item.plan), None)
        return _of_kpi(kpi) if kpi is not None else None
    plan = next((one for one in now.plans if one.plan.id == item.plan), None)
    if plan is None:
        return None
    milestone = next((one for one in plan.milestones if one.id == item.id), None)
    if milestone is not None:
        return _of_milestone(milestone, now.as_of)
    return _of_others(plan, item)


def _of_others(plan: PlanStatus, item: Item) -> Standing | None:
    for one in plan.actions if item.sort is Sort.ACTION else ():
        if one.id == item.id:
            return Standing(one.rating, called(one.key, one.rating), one.state.value, reason=one.reason)
    for entry in plan.recommendations if item.sort is Sort.RECOMMENDATION else ():
        if entry.id == item.id:
            return Standing(entry.rating, called(plan.key, entry.rating))
    for risk in plan.risks if item.sort is Sort.RISK else ():
        if risk.id == item.id:
            return Standing(risk.rating, called(plan.key, risk.rating))
    return None


def _of_kpi(kpi: KpiStatus) -> Standing:
    return Standing(kpi.rating, called(kpi.key, kpi.rating), reason=kpi.reason)


def _of_milestone(status: MilestoneStatus, as_of: date) -> Standing:
    schedule = status.schedule
    reason = status.reason if status.rating in (Rating.RED, Rating.AMBER) else ""
    return Standing(
        rating=status.rating,
        label=called(status.key, status.rating),
        state=schedule.state.value,
        lateness=_lateness(schedule),
        next=_next(schedule, as_of),
        reason=reason,
    )


def _lateness(schedule: Schedule) -> str:
    if schedule.state.done and schedule.days_late is not None and schedule.counted.dated:
        return f"{count_words(schedule.days_late, 'day')} late" if schedule.days_late else "on time"
    return ""


def _next(schedule: Schedule, as_of: date) -> str:
    """Return what is due after a delivery: an approval, or evidence."""
    if schedule.state is not State.DELIVERED:
        return ""
    if schedule.waiting is not None:
        return str(schedule.waiting)
    due = schedule.evidence_due
    if due is None or not schedule.awaits_evidence:
        return ""
    return f"evidence due {show_date(due)}" if due >= as_of else ""


def moved(before: Standing | None, after: Standing | None) -> str:
    """Return how a rating changed: `was red; now green, evidence due 27 Feb 2027`, `still red`; empty without one."""
    if after is None:
        return ""
    if before is None or before.label == after.label:
        words = f"still {after.label}" if before is not None else f"now {after.label}"
    else:
        words = f"was {before.label}; now {after.label}"
    return ", ".join(filter(None, (words, after.next or after.reason)))
