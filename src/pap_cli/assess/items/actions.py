"""An action at a date, with its milestones and the KPIs that it should move."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from pap_cli.assess.deadlines.judged import UNJUDGED, Counting, Judgements
from pap_cli.assess.deadlines.progress import Progress, progress, state_of
from pap_cli.assess.deadlines.rag import roll_up
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.milestones import MilestoneStatus, live
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.measures import known_kpi, kpis_named
from pap_cli.model.decisions import Note, known_notes
from pap_cli.model.derivation import Key as KpiName
from pap_cli.model.items import Action, Scope
from pap_cli.model.key import PLAIN_KEY, Key
from pap_cli.model.plan import Plan
from pap_cli.model.rating import Rating


class ActionStatus(Struct, frozen=True, kw_only=True, dict=True):
    """One action at a date, with its milestones and the KPIs it should move."""

    action: Action
    plan: str
    milestones: tuple[MilestoneStatus, ...]
    kpis: tuple[KpiStatus, ...]
    rating: Rating
    cancelled: bool
    # True if its plan has no recommendations.
    flat: bool
    # The notes known by then, newest first.
    notes: tuple[Note, ...]
    judgements: Judgements = UNJUDGED
    # Why, if its rating is not the worst of its milestones.
    reason: str = ""
    # The IDs of its own themes and of those of the recommendations that it answers.
    themes: tuple[str, ...] = ()
    # The key of its plan.
    key: Key = PLAIN_KEY

    @property
    def id(self) -> str:
        """The action's id."""
        return self.action.id

    @property
    def answering(self) -> bool:
        """True if it answers recommendations, or need not: it is corporate, or in a plan that has none."""
        if self.action.answers or self.action.scope is Scope.CORPORATE:
            return True
        return self.flat and (self.itself is not None or bool(self.action.themes))

    @property
    def itself(self) -> MilestoneStatus | None:
        """The action as a milestone, if it has dates of its own."""
        first = self.milestones[0] if self.milestones else None
        return first if first is not None and first.schedule.itself else None

    @cached_property
    def progress(self) -> Progress:
        """The counts of its milestones."""
        return progress(status.schedule for status in self.milestones)

    @cached_property
    def state(self) -> State:
        """Its state, from those of its milestones."""
        return state_of((status.schedule for status in self.milestones), cancelled=self.cancelled)

    @property
    def unapproved(self) -> bool:
        """True if it is delivered, but not every delivery in it is approved."""
        return self.state is State.DELIVERED and self.progress.unapproved > 0

    @property
    def live(self) -> tuple[MilestoneStatus, ...]:
        """The milestones that are not cancelled."""
        return live(self.milestones)

    @property
    def next_due(self) -> MilestoneStatus | None:
        """The open milestone that is due first."""
        waiting = [status for status in self.milestones if status.schedule.state.open]
        return min(waiting, key=lambda status: status.schedule.due.day) if waiting else None

    @property
    def kpi_ids(self) -> tuple[str, ...]:
        """The IDs of the KPIs that it and its milestones name."""
        return kpis_named(self.action.kpis, (status.schedule for status in self.milestones))

    @property
    def unmoved(self) -> tuple[KpiStatus, ...]:
        """The KPIs that do not improve although all milestones are blue or green, without any that is not rated."""
        ratings = {status.rating for status in self.live}
        if self.cancelled or not ratings or not ratings <= {Rating.BLUE, Rating.GREEN}:
            return ()
        return tuple(kpi for kpi in self.kpis if kpi.unmoved)


def assess_action(
    action: Action,
    plan: Plan,
    milestones: tuple[MilestoneStatus, ...],
    known: Mapping[KpiName, KpiStatus],
    judging: Counting,
) -> ActionStatus:
    """Return an action at a date, rated by a judgement that counts, or else by its milestones."""
    as_of = judging.as_of
    cancelled = action.cancelled is not None and action.cancelled.on <= as_of
    kpi_ids = kpis_named(action.kpis, (status.schedule for status in milestones))
    judgements = judging.judgements(action, (status.schedule for status in milestones), rated=not cancelled)
    rolled = Rating.GREY if cancelled else roll_up(status.rating for status in milestones)
    rating, reason = judgements.instead_of(rolled)
    return ActionStatus(
        action=action,
        plan=plan.id,
        milestones=milestones,
        kpis=tuple(kpi for id in kpi_ids if (kpi := known_kpi(known, plan.id, id))),
        rating=rating,
        cancelled=cancelled,
        flat=not plan.recommendations,
        notes=known_notes(action.notes, as_of),
        judgements=judgements,
        reason=reason,
        themes=plan.themes_by_item.get(action.id, ()),
        key=plan.header.key,
    )
