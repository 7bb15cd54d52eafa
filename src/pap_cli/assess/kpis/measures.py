"""How to tell that milestones worked: the KPIs that they name, and whether these reached their targets in time.

A target is judged once the due date in force is past, by the latest figure known for a period that ends by then. That
figure counts as long as the KPI was not out of date on the due date, as `kpi-stale` has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.assess.kpis.kpi import HIDDEN, KpiStatus, figure_expected
from pap_cli.assess.kpis.targets import Aim, Targets, rate_figure
from pap_cli.model.config import Policy
from pap_cli.model.dates import Due
from pap_cli.model.derivation import Key
from pap_cli.model.items import Milestone
from pap_cli.model.kpi import Hidden, Observation
from pap_cli.model.measure import Missing
from pap_cli.model.rating import Rating
from pap_cli.model.targets import KpiTarget


class TargetState(StrEnum):
    """Whether a KPI reached the target of a milestone."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_DUE = "not-due"
    # No figure shows what was reached by the due date.
    NO_FIGURE = "no-figure"
    # The figure is hidden, or the target has no number that a figure can be compared with.
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class TargetStatus(Struct, frozen=True, kw_only=True):
    """A target of a milestone at a date; figures are in the KPI's unit."""

    target: KpiTarget
    # None if there is no such KPI.
    kpi: KpiStatus | None
    by: Due
    aim: Aim
    # The figure that decides; before the due date, and if none does, the latest one by then.
    figure: Observation | None
    state: TargetState
    # Why the state is unknown; empty if it is not.
    reason: str = ""

    @property
    def value(self) -> float | None:
        """The figure; None without one, or if it is hidden."""
        if self.figure is None or isinstance(self.figure.value, Missing):
            return None
        return self.figure.value

    @property
    def met(self) -> bool | None:
        """True if the target is met, False if it is not; None if that is not decided."""
        return {TargetState.MET: True, TargetState.NOT_MET: False}.get(self.state)


def named_kpis(milestone: Milestone) -> tuple[str, ...]:
    """Return the IDs of the KPIs that a milestone names, those with a target too."""
    return (*milestone.kpis, *(one.kpi for one in milestone.targets))


def kpis_named(own: Iterable[str], schedules: Iterable[Schedule]) -> tuple[str, ...]:
    """Return IDs of KPIs, and those that milestones name which are not cancelled; each once."""
    found = dict.fromkeys(own)
    for schedule in schedules:
        milestone = schedule.milestone
        if (milestone.kpis or milestone.targets) and schedule.state is not State.CANCELLED:
            found.update(dict.fromkeys(named_kpis(milestone)))
    return tuple(found)


def known_kpi(known: Mapping[Key, KpiStatus], plan: str, id: str) -> KpiStatus | None:
    """Return the KPI with an ID: that of the plan, or else that of the workspace."""
    return known.get((plan, id)) or known.get((None, id))


def target_statuses(
    schedule: Schedule, known: Mapping[Key, KpiStatus], as_of: date, policy: Policy
) -> tuple[TargetStatus, ...]:
    """Return the targets of a milestone at a date."""
    return tuple(
        _status(target, schedule, known_kpi(known, schedule.plan, target.kpi), as_of, policy)
        for target in schedule.milestone.targets
    )


def _status(target: KpiTarget, schedule: Schedule, kpi: KpiStatus | None, as_of: date, policy: Policy) -> TargetStatus:
    due = schedule.due

    def status(state: TargetState, aim: Aim, figure: Observation | None = None, reason: str = "") -> TargetStatus:
        return TargetStatus(target=target, kpi=kpi, by=due, aim=aim, figure=figure, state=state, reason=reason)

    if kpi is None:
        return status(TargetState.UNKNOWN, Aim(), reason="no such KPI")
    past = as_of > due.day
    figure = _figure(kpi, due.day if past else as_of)
    targets = Targets(kpi.kpi, as_of, kpi.series)
    aim = targets.of(target.target, due.day if due.dated else None, figure.period if figure is not None else None)
    if schedule.state is State.CANCELLED:
        return status(TargetState.CANCELLED, aim, figure)
    if not past:
        return status(TargetState.NOT_DUE, aim, figure)
    if figure is None or _out_of_date(kpi, figure, due.day, policy):
        return status(TargetState.NO_FIGURE, aim, figure)
    if isinstance(figure, Hidden):
        return status(TargetState.UNKNOWN, aim, figure, HIDDEN)
    value = None if isinstance(figure.value, Missing) else figure.value
    rating, reason = rate_figure(kpi.kpi, value, aim)
    if rating is Rating.GREY:
        return status(TargetState.UNKNOWN, aim, figure, reason)
    return status(TargetState.MET if rating is Rating.GREEN else TargetState.NOT_MET, aim, figure)


def _figure(kpi: KpiStatus, by: date) -> Observation | None:
    """Return the latest figure for a period that ends by a day; a hidden one counts, a missing one does not."""
    figures = (one for one in reversed(kpi.series) if not isinstance(one.value, Missing) or isinstance(one, Hidden))
    return next((one for one in figures if one.period.end <= by), None)


def _out_of_date(kpi: KpiStatus, figure: Observation, on: date, policy: Policy) -> bool:
    """Return True if a newer figure should have been known well before a day."""
    if kpi.kpi.events:
        return False
    return on > policy.stale_after.after(figure_expected(kpi.kpi, figure.period.end, kpi.step))
