"""Which items to list: filters that combine, every one of them optional."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from pap_cli.assess.assessment import ActionStatus, MilestoneStatus
from pap_cli.assess.charts.chart import Assurance
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.model.plan import Horizon
from pap_cli.model.rating import Rating


class VariationChoice(StrEnum):
    """What a chart may say of the last figure, whichever way it lies."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    COMMON_CAUSE = "common-cause"
    NEUTRAL = "neutral"
    SHORT = "short"


def variation_of(status: KpiStatus) -> VariationChoice | None:
    """What a KPI's chart says, in one word; None without a chart."""
    signal = status.signal
    if signal is None:
        return None
    if signal.withheld:
        return VariationChoice.SHORT
    if signal.improvement:
        return VariationChoice.IMPROVEMENT
    if signal.concern:
        return VariationChoice.CONCERN
    return VariationChoice.COMMON_CAUSE if signal.noise else VariationChoice.NEUTRAL


class Selection(Struct, frozen=True, kw_only=True):
    """What the items to list must fulfil, all of it."""

    overdue: bool = False
    due_by: date | None = None
    horizon: frozenset[Horizon] = frozenset()
    owner: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    rating: frozenset[Rating] = frozenset()
    state: frozenset[State] = frozenset()
    variation: frozenset[VariationChoice] = frozenset()
    assurance: frozenset[Assurance] = frozenset()
    search: str = ""

    @property
    def about_milestones(self) -> bool:
        """Whether it asks something that only a milestone can answer."""
        return bool(self.overdue or self.due_by or self.horizon or self.state)

    def takes_rating(self, rating: Rating) -> bool:
        """Whether a rating is asked for."""
        return not self.rating or rating in self.rating

    def takes_owner(self, *owners: str | None) -> bool:
        """Whether one of the people asked for is among these."""
        return not self.owner or not self.owner.isdisjoint(owners)

    def finds(self, *texts: str | None) -> bool:
        """Whether the words searched for stand in one of these texts, whatever their case."""
        wanted = self.search.casefold()
        return not wanted or any(wanted in text.casefold() for text in texts if text)

    def takes_signal(self, status: KpiStatus) -> bool:
        """Whether what a KPI's chart says is asked for."""
        if self.variation and variation_of(status) not in self.variation:
            return False
        signal = status.signal
        return not self.assurance or (signal is not None and not signal.withheld and signal.assurance in self.assurance)

    def takes_schedule(self, status: MilestoneStatus, as_of: date) -> bool:
        """Whether a milestone's dates, state and horizon are asked for."""
        schedule = status.schedule
        if self.overdue and not schedule.days_overdue:
            return False
        if self.due_by is not None and not (schedule.state.open and as_of <= schedule.due.day <= self.due_by):
            return False
        if self.horizon and schedule.horizon not in self.horizon:
            return False
        return not self.state or schedule.state in self.state

    def takes_step(self, status: MilestoneStatus, as_of: date) -> bool:
        """The same, and whether the body asked for expects it."""
        expected_by = status.schedule.milestone.expected_by
        return self.takes_schedule(status, as_of) and (not self.body or not self.body.isdisjoint(expected_by))

    def takes_milestone(self, status: MilestoneStatus, as_of: date) -> bool:
        """Whether a milestone is to be listed."""
        schedule = status.schedule
        return (
            self.takes_step(status, as_of)
            and self.takes_rating(status.rating)
            and self.takes_owner(schedule.owner, schedule.lead)
            and self.finds(status.id, schedule.milestone.title, schedule.action.title)
        )

    def takes_action(self, status: ActionStatus, as_of: date) -> bool:
        """Whether an action is to be listed: by itself, and by at least one of its milestones where that is asked."""
        if not self.takes_rating(status.rating) or not self.finds(status.id, status.action.title):
            return False
        if not self.takes_owner(status.action.owner, status.action.lead):
            return False
        if not self.about_milestones and not self.body:
            return True
        return any(self.takes_step(milestone, as_of) for milestone in status.milestones)
