"""The KPIs of actions before and after the first delivery.

The dividing day is the first on which a milestone of an action with the KPI was delivered.  A figure counts as after it
if its period ends after that day, and figures are only compared if there is no break between them.  The control chart
shows whether a difference is more than normal variation; a difference of two means says nothing about its cause
(Provost and Murray, The Health Care Data Guide, 2011).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from statistics import fmean

from msgspec import Struct

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.charts.signal import same_stretch
from pap_cli.assess.items.actions import ActionStatus
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.model.kpi import Observation
from pap_cli.model.measure import Missing, Polarity
from pap_cli.model.order import natural


class Verdict(StrEnum):
    """How a KPI has changed since its actions began to deliver; worst first."""

    WORSE = "worse"
    UNCHANGED = "unchanged"
    BETTER = "better"
    # A change of a KPI without a better direction.
    CHANGED = "changed"
    # Its control chart cannot show a change.
    WITHHELD = "withheld"


class Impact(Struct, frozen=True, kw_only=True):
    """One KPI and the actions that should move it.  Means are in the KPI's unit."""

    kpi: KpiStatus
    actions: tuple[ActionStatus, ...]
    # The first day on which a milestone of one of them was delivered.
    since: date
    # The mean of the figures up to then; None without figures.
    before: float | None
    # The mean of the figures since; None without figures.
    after: float | None
    verdict: Verdict

    @property
    def delivered(self) -> int:
        """The number of delivered milestones of these actions."""
        return sum(action.progress.delivered for action in self.actions)

    @property
    def unapproved(self) -> int:
        """The number of these that are not yet approved."""
        return sum(action.progress.unapproved for action in self.actions)

    @property
    def planned(self) -> int:
        """The number of milestones of these actions, without cancelled ones."""
        return sum(action.progress.milestones for action in self.actions)


def impacts(plan: PlanStatus) -> tuple[Impact, ...]:
    """Return each KPI of an action with a milestone delivered on a known day, the worst first."""
    naming: dict[str, list[ActionStatus]] = {}
    known: dict[str, KpiStatus] = {}
    for action in sorted(plan.actions, key=lambda one: natural(one.id)):
        if action.cancelled or _first_delivery(action) is None:
            continue
        for kpi in action.kpis:
            naming.setdefault(kpi.id, []).append(action)
            known[kpi.id] = kpi
    found = [_impact(known[id], tuple(actions)) for id, actions in naming.items()]
    return tuple(sorted(found, key=lambda one: (list(Verdict).index(one.verdict), natural(one.kpi.id))))


def _impact(status: KpiStatus, actions: tuple[ActionStatus, ...]) -> Impact:
    since = min(day for action in actions if (day := _first_delivery(action)) is not None)
    figures = [one for one in status.series if not isinstance(one.value, Missing)]
    last = figures[-1] if figures else None
    comparable = [
        one
        for one in figures
        if last is not None
        and one.period.kind is last.period.kind
        and same_stretch(status.kpi, one.period.end, last.period.end)
    ]
    before = [one for one in comparable if one.period.end <= since]
    after = [one for one in comparable if one.period.end > since]
    return Impact(
        kpi=status,
        actions=actions,
        since=since,
        before=_mean(before),
        after=_mean(after),
        verdict=_verdict(status, bool(after)),
    )


def _first_delivery(action: ActionStatus) -> date | None:
    facts = (status.schedule.delivered for status in action.milestones)
    return min((fact.day for fact in facts if fact is not None and fact.day is not None), default=None)


def _mean(figures: list[Observation]) -> float | None:
    values = [one.value for one in figures if not isinstance(one.value, Missing)]
    return fmean(values) if values else None


def _verdict(status: KpiStatus, figures_since: bool) -> Verdict:
    """Return what the chart shows for the latest figure, if it is after the first delivery."""
    signal = status.telling
    if signal is None or signal.in_doubt or not figures_since:
        return Verdict.WITHHELD
    if signal.noise:
        return Verdict.UNCHANGED
    if status.kpi.polarity in (Polarity.NONE, Polarity.BAND):
        return Verdict.CHANGED
    if signal.concern:
        return Verdict.WORSE
    return Verdict.BETTER if signal.improvement else Verdict.CHANGED
