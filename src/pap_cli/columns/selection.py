"""The filters of lists; all are optional, and an item must pass all that are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from pap_cli.assess.charts.parts import Assurance
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.actions import ActionStatus
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.themes import NO_THEME
from pap_cli.model.items import Horizon
from pap_cli.model.key import plain
from pap_cli.model.rating import Rating
from pap_cli.model.steps import answered
from pap_cli.wording.cells import label_of

# What selects the items that have no owner, and those that have no theme.
NOBODY = "nobody"
NO_THEME_WORD = "none"


class VariationChoice(StrEnum):
    """The latest figure on a control chart, in the words of the column Variation."""

    BETTER = "better"
    WORSE = "worse"
    NO_CLEAR_CHANGE = "no-clear-change"
    CHANGED = "changed"
    TOO_FEW = "too-few"
    CANNOT_TELL = "cannot-tell"
    IN_DOUBT = "in-doubt"


class AssuranceChoice(StrEnum):
    """Whether a KPI will meet its target, in the words of the column Assurance."""

    WILL_MEET = "will-meet"
    WILL_MISS = "will-miss"
    MAY_MEET_OR_MISS = "may-meet-or-miss"


# The names in JSON, which the filters take too.
JSON_NAMES: Mapping[str, str] = {
    "improvement": VariationChoice.BETTER,
    "concern": VariationChoice.WORSE,
    "common-cause": VariationChoice.NO_CLEAR_CHANGE,
    "neutral": VariationChoice.CHANGED,
    "short": VariationChoice.TOO_FEW,
    "withheld": VariationChoice.CANNOT_TELL,
    Assurance.PASS: AssuranceChoice.WILL_MEET,
    Assurance.FAIL: AssuranceChoice.WILL_MISS,
    Assurance.INCONSISTENT: AssuranceChoice.MAY_MEET_OR_MISS,
}


def variation_of(status: KpiStatus) -> VariationChoice | None:
    """Return the variation of a KPI as a filter value; None without a chart."""
    signal = status.signal
    if signal is None:
        return None
    if signal.withheld is not None:
        return VariationChoice.TOO_FEW if signal.few else VariationChoice.CANNOT_TELL
    if signal.in_doubt:
        return VariationChoice.IN_DOUBT
    if signal.improvement:
        return VariationChoice.BETTER
    if signal.concern:
        return VariationChoice.WORSE
    return VariationChoice.NO_CLEAR_CHANGE if signal.noise else VariationChoice.CHANGED


class Selection(Struct, frozen=True, kw_only=True):
    """The conditions that an item must meet to be listed."""

    # Items themselves, or what they belong to.
    ids: frozenset[str] = frozenset()
    overdue: bool = False
    open: bool = False
    due_by: date | None = None
    horizon: frozenset[Horizon] = frozenset()
    owner: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    # The themes, each as its plan and its ID; without a theme: the plan and `NO_THEME`.
    theme: frozenset[tuple[str, str]] = frozenset()
    rating: frozenset[Rating] = frozenset()
    # What the plans call other selected ratings, in lower case.
    labels: frozenset[str] = frozenset()
    state: frozenset[State] = frozenset()
    variation: frozenset[VariationChoice] = frozenset()
    assurance: frozenset[AssuranceChoice] = frozenset()
    search: str = ""

    @property
    def about_milestones(self) -> bool:
        """True if a condition is about milestones."""
        return bool(self.overdue or self.due_by or self.horizon)

    def takes_id(self, *ids: str) -> bool:
        """Return True if one of these IDs is selected: that of an item, or of what it belongs to."""
        return not self.ids or not self.ids.isdisjoint(ids)

    def takes_rating(self, rating: Rating, label: str | None) -> bool:
        """Return True if items with this rating, or this label of it, are listed."""
        if not (self.rating or self.labels):
            return True
        return rating in self.rating or plain(label or "") in self.labels

    def takes_people(self, owners: Sequence[str], leads: Sequence[str] = ()) -> bool:
        """Return True if one of these owners or leads is selected, or `nobody` and there is no owner."""
        if not self.owner or (NOBODY in self.owner and not owners):
            return True
        return not (self.owner.isdisjoint(owners) and self.owner.isdisjoint(leads))

    def takes_themes(self, plan: str, themes: Sequence[str]) -> bool:
        """Return True if one of these themes of a plan is selected, or `none` and there is no theme."""
        return not self.theme or any((plan, id) in self.theme for id in themes or (NO_THEME,))

    def finds(self, *texts: str | None) -> bool:
        """Return True if one of these texts contains the search text, in any case."""
        wanted = self.search.casefold()
        return not wanted or any(wanted in text.casefold() for text in texts if text)

    def takes_signal(self, status: KpiStatus) -> bool:
        """Return True if the variation and assurance of a KPI are selected."""
        if self.variation and variation_of(status) not in self.variation:
            return False
        if not self.assurance:
            return True
        assured = status.signal.assured if status.signal is not None else None
        return assured is not None and AssuranceChoice(JSON_NAMES[assured]) in self.assurance

    def takes_dates(self, status: MilestoneStatus, as_of: date) -> bool:
        """Return True if the dates and the horizon of a milestone are selected."""
        schedule = status.schedule
        if self.overdue and not schedule.days_overdue:
            return False
        if self.due_by is not None and not (schedule.state.open and as_of <= schedule.due.day <= self.due_by):
            return False
        return not self.horizon or schedule.horizon in self.horizon

    def takes_state(self, state: State) -> bool:
        """Return True if items in this state are listed."""
        return not self.state or state in self.state

    def takes_step(self, status: MilestoneStatus, as_of: date) -> bool:
        """Return True if that is so, it has a selected theme, and a selected body expects it."""
        schedule = status.schedule
        if not self.takes_dates(status, as_of) or not self.takes_themes(schedule.plan, status.themes):
            return False
        return not self.body or not self.body.isdisjoint(schedule.milestone.expected_by)

    def takes_milestone(self, status: MilestoneStatus, as_of: date) -> bool:
        """Return True if a milestone is listed."""
        schedule = status.schedule
        return (
            self.takes_id(status.id, schedule.parent.id, *answered(schedule.parent))
            and self.takes_step(status, as_of)
            and self.takes_state(schedule.state)
            and self.takes_rating(status.rating, label_of(status))
            and self.takes_people(schedule.owners, schedule.leads)
            and self.finds(status.id, schedule.milestone.title, schedule.parent.title)
        )

    def takes_action(self, status: ActionStatus, as_of: date) -> bool:
        """Return True if an action is listed; conditions about milestones must hold for at least one of its own."""
        if not self.takes_id(status.id, *status.action.answers, *(one.id for one in status.milestones)):
            return False
        if not self.takes_rating(status.rating, label_of(status)) or not self.finds(status.id, status.action.title):
            return False
        if not self.takes_state(status.state) or not self.takes_people(status.action.owners, status.action.leads):
            return False
        if not self.takes_themes(status.plan, status.themes):
            return False
        if not self.about_milestones and not self.body:
            return True
        return any(self.takes_step(milestone, as_of) for milestone in status.milestones)


# What takes every item.
ALL = Selection()
