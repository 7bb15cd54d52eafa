"""What changed between two assessments, as one list: of milestones, KPIs, reviews, statutory clocks and concerns.

Milestones, reviews and concerns are compared by `movement`, which the report uses too, so both say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.changes.movement import KpiMove, Movement, movement
from pap_cli.assess.charts.reading import change_of
from pap_cli.assess.deadlines.clocks import ClockState
from pap_cli.assess.deadlines.reviews import ReviewState
from pap_cli.assess.groups import MilestoneStatus
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.targets import Aim
from pap_cli.model.facts import Fact
from pap_cli.model.kpi import Observation
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import Unit
from pap_cli.model.order import natural
from pap_cli.model.periods import Due, Period
from pap_cli.model.place import Place
from pap_cli.model.rating import Rating


class ChangeKind(StrEnum):
    """What happened, in the order of the list."""

    DELIVERED = "delivered"
    EVIDENCED = "evidence-accepted"
    OVERDUE = "became-overdue"
    MISSED = "missed"
    WORSE = "got-worse"
    BETTER = "got-better"
    EXTENDED = "extended"
    BROUGHT_FORWARD = "brought-forward"
    FORECAST = "forecast"
    CANCELLED = "cancelled"
    ADDED = "added"
    REMOVED = "removed"
    RERATED = "re-rated"
    RETARGETED = "re-targeted"
    FIGURE = "figure-published"
    REVISED = "figure-revised"
    HELD = "held"
    MET = "met"
    RAISED = "raised"
    CLOSED = "closed"


# What an item was before or is now: a due date, a rating, a figure, a target, or words.
Value: TypeAlias = Due | Rating | Observation | Aim | str | None


class ItemChange(Struct, frozen=True, kw_only=True):
    """One change of one item: the day of it, if one is known, and what changed, if a value did."""

    kind: ChangeKind
    sort: str
    id: str
    title: str
    plan: str | None
    place: Place
    on: date | None = None
    before: Value = None
    now: Value = None
    note: str = ""
    # The unit of figures and targets.
    unit: Unit = Unit("number")
    owners: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


def changes(before: Assessment, now: Assessment) -> list[ItemChange]:
    """Return what changed between two assessments, by kind, then by day, then by ID.

    Pure: it compares what is in the two, whether they are of the same files at two dates or of two versions of them.

    Raises:
        ValueError: if the first assessment is of a later date.
    """
    found: list[ItemChange] = []
    plans = {plan.plan.id: plan for plan in before.plans}
    for plan in now.plans:
        if plan.plan.id in plans:
            moved = movement(plans[plan.plan.id], plan)
            found += [*_milestones(moved), *_removed(moved), *_reviews(moved), *_clocks(moved), *_concerns(moved)]
        else:
            found += [_of_milestone(ChangeKind.ADDED, one) for one in plan.milestones]
    kept = {plan.plan.id for plan in now.plans}
    gone = (status for plan in before.plans if plan.plan.id not in kept for status in plan.milestones)
    found += [_of_milestone(ChangeKind.REMOVED, status) for status in gone]
    found += _kpis(before.kpis, now.kpis)
    order = list(ChangeKind)
    return sorted(found, key=lambda one: (order.index(one.kind), one.on or date.min, natural(one.id)))


def _of_milestone(
    kind: ChangeKind,
    status: MilestoneStatus,
    *,
    on: date | Fact | None = None,
    before: Value = None,
    now: Value = None,
    note: str = "",
) -> ItemChange:
    schedule = status.schedule
    return ItemChange(
        kind=kind,
        sort="action" if schedule.itself else "milestone",
        id=status.id,
        title=schedule.milestone.title,
        plan=schedule.plan,
        place=schedule.milestone.place,
        on=on.since if isinstance(on, Fact) else on,
        before=before,
        now=now,
        note=note,
        owners=schedule.owners,
        leads=schedule.leads,
    )


def _milestones(moved: Movement) -> Iterator[ItemChange]:
    """Yield the changes of milestones; a rating by itself only if nothing else explains it."""
    found = [
        *(
            _of_milestone(ChangeKind.DELIVERED, one, on=one.schedule.delivered, note=_lateness(one))
            for one in moved.delivered
        ),
        *(_of_milestone(ChangeKind.EVIDENCED, one, on=one.schedule.evidenced) for one in moved.evidenced),
        *(
            _of_milestone(ChangeKind.OVERDUE, one, now=one.schedule.due, note=_days_late(one.schedule.days_overdue))
            for one in moved.newly_late
        ),
        *_extended(moved),
        *(_of_milestone(ChangeKind.CANCELLED, one, on=one.schedule.cancelled) for one in moved.cancelled),
        *(_of_milestone(ChangeKind.ADDED, one, now=one.schedule.due) for one in moved.added),
    ]
    yield from found
    explained = {one.id for one in found}
    were = {status.id: status for status in moved.before.milestones}
    for status in moved.now.milestones:
        was = were.get(status.id)
        if was is None:
            continue
        before, now = was.schedule.forecast, status.schedule.forecast
        if now is not None and now != before:
            yield _of_milestone(ChangeKind.FORECAST, status, before=before, now=now)
        if was.rating is not status.rating and status.id not in explained:
            yield _of_milestone(ChangeKind.RERATED, status, before=was.rating, now=status.rating, note=status.reason)


def _lateness(status: MilestoneStatus) -> str:
    late = status.schedule.days_late
    return _days_late(late) if late else "on time" if late == 0 else ""


def _days_late(days: int) -> str:
    return f"{days:,} day{'' if days == 1 else 's'} late"


def _extended(moved: Movement) -> Iterator[ItemChange]:
    """Yield one change for each approved extension, from the due date before it."""
    for one in moved.extended:
        schedule = one.status.schedule
        at = schedule.extensions.index(one.extension) if one.extension in schedule.extensions else 0
        before = schedule.extensions[at - 1].to if at else schedule.milestone.due
        later = one.extension.to.day >= before.day
        approved = one.extension.approved
        yield _of_milestone(
            ChangeKind.EXTENDED if later else ChangeKind.BROUGHT_FORWARD,
            one.status,
            on=approved if isinstance(approved, Fact) else None,
            before=before,
            now=one.extension.to,
            note="; ".join(filter(None, (one.extension.by, one.extension.reason))),
        )


def _removed(moved: Movement) -> Iterator[ItemChange]:
    kept = {status.id for status in moved.now.milestones}
    for status in moved.before.milestones:
        if status.id not in kept:
            yield _of_milestone(ChangeKind.REMOVED, status, before=status.schedule.due)


def _reviews(moved: Movement) -> Iterator[ItemChange]:
    plan = moved.now
    for held in moved.held:
        yield ItemChange(
            kind=ChangeKind.HELD,
            sort="review",
            id=held.review.id,
            title=held.review.title or held.review.id,
            plan=plan.plan.id,
            place=held.review.place,
            on=held.meeting.on,
            note=held.outcome or "",
        )
    were = {(one.review.id, one.due.day) for one in moved.before.reviews if one.state is ReviewState.MISSED}
    for one in plan.reviews:
        if one.state is ReviewState.MISSED and (one.review.id, one.due.day) not in were:
            yield ItemChange(
                kind=ChangeKind.MISSED,
                sort="review",
                id=one.review.id,
                title=one.review.title or one.review.id,
                plan=one.plan,
                place=one.review.place,
                on=one.due.day,
                now=one.due,
            )


def _clocks(moved: Movement) -> Iterator[ItemChange]:
    """Yield the statutory deadlines that were met or missed."""
    were = {clock.id: clock.state for clock in moved.before.clocks}
    for clock in moved.now.clocks:
        if clock.state is ClockState.RUNNING or were.get(clock.id) is clock.state:
            continue
        missed = clock.state is ClockState.MISSED
        yield ItemChange(
            kind=ChangeKind.MISSED if missed else ChangeKind.MET,
            sort="statutory",
            id=clock.id,
            title=clock.clock.title,
            plan=clock.plan,
            place=clock.clock.place,
            on=clock.due.day if missed else clock.met,
            now=clock.due if missed else None,
            note="late" if clock.state is ClockState.MET_LATE else "",
        )


def _concerns(moved: Movement) -> Iterator[ItemChange]:
    for kind, found in ((ChangeKind.RAISED, moved.raised), (ChangeKind.CLOSED, moved.closed)):
        for concern in found:
            yield ItemChange(
                kind=kind,
                sort="concern",
                id=concern.id,
                title=concern.title,
                plan=moved.now.plan.id,
                place=concern.place,
                on=concern.raised if kind is ChangeKind.RAISED else concern.closed,
                note=concern.by or "",
            )


def _kpis(before: Iterable[KpiStatus], now: Iterable[KpiStatus]) -> Iterator[ItemChange]:
    were = {(one.kpi.plan, one.id): one for one in before}
    for status in now:
        was = were.pop((status.kpi.plan, status.id), None)
        if was is None:
            yield _of_kpi(ChangeKind.ADDED, status)
        else:
            yield from _of_both(was, status)
    for gone in were.values():
        yield _of_kpi(ChangeKind.REMOVED, gone)


def _of_both(was: KpiStatus, now: KpiStatus) -> Iterator[ItemChange]:
    """Yield the changes of a KPI: its chart, its rating, its target, and its figures."""
    signal = now.signal
    if KpiMove(was, now).new_signal and signal is not None:
        change = change_of(signal)
        note = f"since {change.first.period}" if change is not None else ""
        yield _of_kpi(ChangeKind.WORSE if signal.concern else ChangeKind.BETTER, now, note=note)
    if was.rating is not now.rating:
        yield _of_kpi(ChangeKind.RERATED, now, before=was.rating, now=now.rating, note=now.reason)
    if (was.aim.target, was.aim.floor) != (now.aim.target, now.aim.floor):
        yield _of_kpi(ChangeKind.RETARGETED, now, before=was.aim, now=now.aim)
    known = {one.period: one for one in was.series if one.value is not Missing.MISSING}
    new = [one for one in now.series if one.value is not Missing.MISSING and one.period not in known]
    if new:
        note = _periods([one.period for one in new])
        yield _of_kpi(ChangeKind.FIGURE, now, on=now.published, before=was.latest, now=new[-1], note=note)
    for one in now.series:
        earlier = known.get(one.period)
        if earlier is not None and earlier.value != one.value:
            revision = now.revised.get(one.period)
            on = revision.published if revision is not None else None
            yield _of_kpi(ChangeKind.REVISED, now, on=on, before=earlier, now=one, note=str(one.period))


def _periods(periods: list[Period]) -> str:
    if len(periods) == 1:
        return str(periods[0])
    return f"{periods[0]} to {periods[-1]}, {len(periods):,} figures"


def _of_kpi(
    kind: ChangeKind,
    status: KpiStatus,
    *,
    on: date | None = None,
    before: Value = None,
    now: Value = None,
    note: str = "",
) -> ItemChange:
    return ItemChange(
        kind=kind,
        sort="KPI",
        id=status.id,
        title=status.kpi.title,
        plan=status.kpi.plan,
        place=status.kpi.place,
        on=on,
        before=before,
        now=now,
        note=note,
        unit=status.kpi.unit,
        owners=status.kpi.owners,
    )
