"""The changes of a plan between two assessments, in the terms of a report.

The two may be of the same files at two days, or of two versions of the files: a change is what the second assessment
knows and the first did not.  Of the same files only dated facts count, so the same two days always give the same
result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from msgspec import Struct

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.deadlines.reviews import Expectation, ExpectationState
from pap_cli.assess.deadlines.schedule import State, approved_extensions
from pap_cli.assess.identity import Pairs, pair
from pap_cli.assess.items.actions import ActionStatus
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.items.recommendations import RecommendationStatus
from pap_cli.assess.kpis.kpi import KpiStatus, reset_between
from pap_cli.model.facts import Fact, seen
from pap_cli.model.items import Extension
from pap_cli.model.order import natural
from pap_cli.model.oversight import Concern, Meeting, Review
from pap_cli.model.rating import Rating


class Extended(Struct, frozen=True):
    """A milestone and one of its extensions."""

    status: MilestoneStatus
    extension: Extension


class Held(Struct, frozen=True):
    """A meeting and its review."""

    review: Review
    meeting: Meeting

    @property
    def outcome(self) -> str | None:
        """The outcome."""
        return self.meeting.outcome or (self.review.outcome if self.review.every is None else None)


class KpiMove(Struct, frozen=True):
    """A KPI at both days."""

    before: KpiStatus | None
    now: KpiStatus

    @property
    def new_signal(self) -> bool:
        """Return True if its chart shows a change that it did not show before."""
        signal = self.now.signal
        if signal is None or not (signal.concern or signal.improvement):
            return False
        was = self.before.signal if self.before is not None else None
        return was is None or was.withheld is not None or was.variation is not signal.variation

    @property
    def better(self) -> bool:
        """Return True if its rating rose."""
        return self.before is not None and _rated_alike(self) and self.now.rating.rank > self.before.rating.rank

    @property
    def worse(self) -> bool:
        """Return True if its rating fell."""
        return self.before is not None and _rated_alike(self) and self.now.rating.rank < self.before.rating.rank


def _rated_alike(move: KpiMove) -> bool:
    """Return True if a KPI was rated on both days, and did not begin to count again between its figures."""
    if move.before is None or Rating.GREY in (move.before.rating, move.now.rating):
        return False
    was, latest = move.before.latest, move.now.latest
    return was is None or latest is None or not reset_between(move.now.kpi, was.period, latest.period)


class Movement(Struct, frozen=True, kw_only=True, dict=True):
    """A plan at two days, and what happened after the first one and by the second."""

    before: PlanStatus
    now: PlanStatus

    @property
    def since(self) -> date:
        """The earlier day; what happened on it does not count."""
        return self.before.as_of

    def is_new(self, when: date | Fact | None) -> bool:
        """Return True if something happened after the first day and by the second."""
        day = when.since if isinstance(when, Fact) else when
        return day is not None and self.since < day <= self.now.as_of

    @cached_property
    def milestones(self) -> Pairs[MilestoneStatus]:
        """The milestones of both, and those that only one has."""
        return pair(self.before.milestones, self.now.milestones, lambda one: one.schedule.milestone)

    @cached_property
    def actions(self) -> Pairs[ActionStatus]:
        """The actions of both, and those that only one has."""
        return pair(self.before.actions, self.now.actions, lambda one: one.action)

    @cached_property
    def recommendations(self) -> Pairs[RecommendationStatus]:
        """The recommendations of both, and those that only one has."""
        return pair(self.before.recommendations, self.now.recommendations, lambda one: one.recommendation)

    @cached_property
    def _were(self) -> dict[str, MilestoneStatus]:
        """Each milestone that both have as it was, by the ID that it has now."""
        return {now.id: was for was, now in self.milestones.both}

    def was(self, status: MilestoneStatus) -> MilestoneStatus | None:
        """Return a milestone as it was, also if it had another ID; None if it was not in the plan."""
        return self._were.get(status.id)

    @cached_property
    def delivered(self) -> tuple[MilestoneStatus, ...]:
        """The milestones delivered since, in order of delivery."""
        found = [one for one in self.now.milestones if one.schedule.state.done and self._newly_done(one)]
        return tuple(sorted(found, key=lambda one: (_day(one.schedule.delivered), natural(one.id))))

    def _newly_done(self, status: MilestoneStatus) -> bool:
        was = self.was(status)
        return self.is_new(status.schedule.delivered) if was is None else not was.schedule.state.done

    @cached_property
    def delivered_late(self) -> tuple[MilestoneStatus, ...]:
        """Those of them delivered late."""
        return tuple(one for one in self.delivered if one.schedule.days_late)

    @cached_property
    def evidenced(self) -> tuple[MilestoneStatus, ...]:
        """The milestones whose evidence was accepted since."""
        found = [one for one in self.now.milestones if one.schedule.state is State.EVIDENCED]
        return tuple(one for one in found if self._newly_accepted(one))

    def _newly_accepted(self, status: MilestoneStatus) -> bool:
        was = self.was(status)
        if was is None:
            return self.is_new(status.schedule.accepted)
        return was.schedule.state is not State.EVIDENCED

    @cached_property
    def newly_late(self) -> tuple[MilestoneStatus, ...]:
        """The milestones that have become overdue, the longest overdue first."""
        return _longest_first(
            one for one in self.now.milestones if one.schedule.days_overdue and not self._was_late(one)
        )

    @cached_property
    def still_late(self) -> tuple[MilestoneStatus, ...]:
        """The milestones that were overdue and still are, the longest overdue first."""
        return _longest_first(one for one in self.now.milestones if one.schedule.days_overdue and self._was_late(one))

    @cached_property
    def no_longer_late(self) -> tuple[MilestoneStatus, ...]:
        """The milestones that are no longer overdue: delivered, extended or cancelled."""
        return tuple(one for one in self.now.milestones if not one.schedule.days_overdue and self._was_late(one))

    def _was_late(self, status: MilestoneStatus) -> bool:
        was = self.was(status)
        return was is not None and was.schedule.days_overdue > 0

    @cached_property
    def extended(self) -> tuple[Extended, ...]:
        """The extensions approved since, in order of approval."""
        found = [Extended(status, one) for status in self.now.milestones for one in self._new_extensions(status)]
        return tuple(sorted(found, key=lambda one: (_day(one.extension.approved), natural(one.status.id))))

    def _new_extensions(self, status: MilestoneStatus) -> Iterator[Extension]:
        """Yield the approved extensions that were not known before: those to other days than the known ones."""
        if not status.schedule.milestone.extensions:
            return
        was = self.was(status)
        known = Counter(one.to.day for one in was.schedule.extensions) if was is not None else Counter()
        for extension in approved_extensions(status.schedule.milestone, self.now.as_of):
            if was is None:
                if self.is_new(extension.approved):
                    yield extension
            elif known[extension.to.day]:
                known[extension.to.day] -= 1
            else:
                yield extension

    @cached_property
    def asked(self) -> tuple[Extended, ...]:
        """The requested extensions of open milestones that are not approved and not past."""
        as_of = self.now.as_of
        return tuple(
            Extended(status, extension)
            for status in self.now.milestones
            if status.schedule.state.open
            for extension in status.schedule.milestone.extensions
            if extension.requested(as_of) and not seen(extension.approved, as_of) and extension.to.day > as_of
        )

    @cached_property
    def cancelled(self) -> tuple[MilestoneStatus, ...]:
        """The milestones cancelled since."""
        return tuple(
            one
            for one in self.now.milestones
            if one.schedule.state is State.CANCELLED
            and (was := self.was(one)) is not None
            and was.schedule.state is not State.CANCELLED
        )

    @cached_property
    def added(self) -> tuple[MilestoneStatus, ...]:
        """The milestones added since."""
        return self.milestones.new

    @cached_property
    def removed(self) -> tuple[MilestoneStatus, ...]:
        """The milestones that are no longer in the plan."""
        return self.milestones.gone

    @cached_property
    def kpis(self) -> tuple[KpiMove, ...]:
        """The plan's KPIs at both days."""
        found = pair(self.before.kpis, self.now.kpis, lambda one: one.kpi)
        were = {now.id: was for was, now in found.both}
        return tuple(KpiMove(were.get(status.id), status) for status in self.now.kpis)

    @cached_property
    def new_signals(self) -> tuple[KpiMove, ...]:
        """The KPIs whose chart shows a new change, those that got worse first."""
        found = [move for move in self.kpis if move.new_signal]
        return tuple(sorted(found, key=lambda move: not (move.now.signal is not None and move.now.signal.concern)))

    @cached_property
    def concerns(self) -> Pairs[Concern]:
        """The concerns of both that were raised by their days, open or closed, and those that only one has."""
        return pair(_raised(self.before), _raised(self.now), lambda one: one)

    @cached_property
    def raised(self) -> tuple[Concern, ...]:
        """The concerns raised since that are open."""
        new = {concern.id for concern in self.concerns.new}
        return tuple(concern for concern in self.now.concerns if concern.id in new)

    @cached_property
    def closed(self) -> tuple[Concern, ...]:
        """The concerns closed since."""
        were_open = {now.id for was, now in self.concerns.both if was.closed is None or was.closed > self.since}
        were_open |= {concern.id for concern in self.concerns.new if self.is_new(concern.closed)}
        as_of = self.now.as_of
        known = (one for one in self.now.plan.concerns if one.closed is not None and one.closed <= as_of)
        return tuple(concern for concern in known if concern.id in were_open)

    @cached_property
    def reviews(self) -> Pairs[Review]:
        """The reviews of both, and those that only one has."""
        return pair(self.before.plan.reviews, self.now.plan.reviews, lambda one: one)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The meetings held since, in order, whether or not one was due."""
        were = {now.id: was for was, now in self.reviews.both}
        found: list[Held] = []
        for review in self.now.plan.reviews:
            if not review.held:
                continue
            was = review if self.before.plan is self.now.plan else were.get(review.id)
            known = Counter(one.day for one in _held(was, self.since)) if was is not None else Counter()
            for meeting in _held(review, self.now.as_of):
                if known[meeting.day]:
                    known[meeting.day] -= 1
                elif was is not None or self.is_new(meeting):
                    found.append(Held(review, meeting))
        return tuple(sorted(found, key=lambda one: _day(one.meeting)))

    @cached_property
    def met(self) -> tuple[Expectation, ...]:
        """The expectations met since."""
        return tuple(one for one in self.now.expectations if self.is_new(one.met))

    @cached_property
    def newly_missed(self) -> tuple[Expectation, ...]:
        """The expectations missed since."""
        missed = (one for one in self.now.expectations if one.state is ExpectationState.MISSED)
        return tuple(one for one in missed if one.by.day >= self.since)


def _raised(plan: PlanStatus) -> Iterator[Concern]:
    return (one for one in plan.plan.concerns if one.raised is None or one.raised <= plan.as_of)


def _held(review: Review, as_of: date) -> Iterator[Meeting]:
    """Yield the meetings of a review that are known to have taken place by a date."""
    return (one for one in review.held if not one.open and seen(one, as_of) is not None)


def _day(fact: Fact | None) -> date:
    return (fact.since if fact is not None else None) or date.min


def _longest_first(found: Iterable[MilestoneStatus]) -> tuple[MilestoneStatus, ...]:
    return tuple(sorted(found, key=lambda one: (-one.schedule.days_overdue, natural(one.id))))


def movement(before: PlanStatus, now: PlanStatus) -> Movement:
    """Return the changes of a plan between two days, or between two versions of it.

    Raises:
        ValueError: if they are two plans, or the days are in the wrong order.
    """
    if before.plan.id != now.plan.id and before.plan.title != now.plan.title:
        raise ValueError(f"{before.plan.id} and {now.plan.id} are two plans")
    if before.as_of > now.as_of:
        raise ValueError(f"{before.as_of} is after {now.as_of}")
    return Movement(before=before, now=now)
