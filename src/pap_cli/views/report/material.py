"""What every section of a report tells from: a plan on two days and before, an audience, an author's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct, field

from pap_cli.assess.assessment import MilestoneStatus, PlanStatus, RecommendationStatus
from pap_cli.assess.deadlines.reviews import Expectation, Occurrence
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.impact import Impact, impacts
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.movement import Movement
from pap_cli.columns.kpis import worst_first
from pap_cli.document import Narrative, Passage, Prose, Run
from pap_cli.model.config import Policy
from pap_cli.model.oversight import Concern
from pap_cli.model.rating import Rating
from pap_cli.model.report import Audience, Section
from pap_cli.views.report import words

_CLIPPED = 64


class Material(Struct, frozen=True, kw_only=True, dict=True):
    """The facts of one report.

    What the audience is not to be told goes through `person` and `remark`, which then say nothing.
    """

    audience: Audience
    movement: Movement
    # The plan at the ends of past quarters, oldest first.
    quarters: tuple[PlanStatus, ...]
    policy: Policy
    narrative: Narrative = field(default_factory=Narrative)
    # How many faults of form the files have: what they touch may be missing.
    faults: int = 0

    @property
    def now(self) -> PlanStatus:
        """The plan on the day of the report."""
        return self.movement.now

    @property
    def as_of(self) -> date:
        """The day of the report."""
        return self.now.as_of

    @property
    def since(self) -> date:
        """The day of the last report."""
        return self.movement.since

    @property
    def since_words(self) -> str:
        """The day of the last report in a sentence."""
        return words.day(self.since, self.as_of)

    @cached_property
    def live(self) -> tuple[MilestoneStatus, ...]:
        """The milestones that were not cancelled."""
        return tuple(one for one in self.now.milestones if one.schedule.state is not State.CANCELLED)

    @cached_property
    def own(self) -> frozenset[str]:
        """The ids of the bodies it is for that the plan knows."""
        return frozenset(self.audience.bodies) & self.now.plan.body_titles.keys()

    @property
    def discreet(self) -> bool:
        """Whether there is anything that the audience is not to be told."""
        return not (self.audience.shows_owners and self.audience.shows_notes)

    def body(self, id: str | None) -> str:
        """A body's title; of one that the plan does not know its id, where the audience may be told anything."""
        return self.now.plan.body_titles.get(id or "", "" if self.discreet else id or "")

    def answering(self, concern: Concern) -> tuple[str, ...]:
        """The actions and milestones that answer a concern, those that the plan knows."""
        return tuple(id for id in concern.answered_by if id in self._work)

    @cached_property
    def _work(self) -> frozenset[str]:
        return frozenset([*(one.id for one in self.now.actions), *(one.id for one in self.now.milestones)])

    def in_appendix(self, words: str) -> str:
        """Words that lead to the appendix, where there is one."""
        return words if Section.APPENDIX in self.audience.sections else ""

    def person(self, id: str | None) -> str:
        """The title of a post, or a name; nothing where the audience is not told who."""
        if id is None or not self.audience.shows_owners:
            return ""
        return self.now.plan.owner_titles.get(id, id)

    def who(self, id: str | None) -> str:
        """A body, or else a person, where the audience is told who."""
        return self.body(id) if id in self.now.plan.body_titles else self.person(id)

    def remark(self, text: str | None) -> str:
        """A remark, a reason or an outcome; nothing where the audience is not told."""
        return text or "" if self.audience.shows_notes else ""

    @cached_property
    def recommendations(self) -> tuple[RecommendationStatus, ...]:
        """The recommendations: those of the bodies it is for first, then the uncovered and the worst."""
        return tuple(
            sorted(
                self.now.recommendations,
                key=lambda one: (
                    one.recommendation.made_by not in self.own,
                    bool(one.coverage.actions),
                    bool(one.coverage.milestones),
                    one.rating.rank,
                    not one.recommendation.priority,
                ),
            )
        )

    @cached_property
    def expectations(self) -> tuple[Expectation, ...]:
        """What bodies expect: that of the bodies it is for first, then by day."""
        return tuple(sorted(self.now.expectations, key=lambda one: one.body not in self.own))

    @cached_property
    def concerns(self) -> tuple[Concern, ...]:
        """The concerns that continue, those of the bodies it is for first."""
        return tuple(sorted(self.now.concerns, key=lambda one: one.by not in self.own))

    @cached_property
    def impacts(self) -> tuple[Impact, ...]:
        """What became of the KPIs that delivering actions name."""
        return impacts(self.now)

    @cached_property
    def rated_kpis(self) -> tuple[KpiStatus, ...]:
        """The KPIs that have a rating, worst first."""
        return tuple(sorted((one for one in self.now.kpis if one.rating is not Rating.GREY), key=worst_first))

    def reviews_of(self, bodies: Iterable[str]) -> list[Occurrence]:
        """The occurrences of the reviews of some bodies, in the order of their days."""
        wanted = set(bodies)
        return sorted((one for one in self.now.reviews if one.review.body in wanted), key=lambda one: one.due.day)

    def last_met(self, bodies: Iterable[str]) -> date | None:
        """The last day on which one of some bodies met."""
        wanted = set(bodies)
        days = (meeting.on for review in self.now.plan.reviews if review.body in wanted for meeting in review.held)
        return max((day for day in days if day <= self.as_of), default=None)

    def where(self, statuses: Sequence[MilestoneStatus]) -> str:
        """Where milestones lie together, in a clause: all in one action, most under one recommendation, or nothing."""
        if len(statuses) < 2:
            return ""
        actions = {one.schedule.action.id: one.schedule.action for one in statuses}
        if len(actions) == 1:
            (action,) = actions.values()
            return f"{words.share(len(statuses), len(statuses))} in action {action.id} ({_short(action.title)})"
        titles = {one.id: one.recommendation.title for one in self.now.recommendations}
        counts = Counter(id for one in statuses for id in one.schedule.action.answers if id in titles)
        most = max(counts.values(), default=0)
        if most < 2 or 2 * most < len(statuses):
            return ""
        id = min((id for id, count in counts.items() if count == most), key=list(titles).index)
        return f"{words.share(most, len(statuses))} under recommendation {id} ({_short(titles[id])})"


def _short(title: str) -> str:
    return words.clipped(title, _CLIPPED)


def said(*sentences: str) -> Prose:
    """Sentences as one paragraph."""
    return Prose((Passage((Run(" ".join(one for one in sentences if one)),)),))


def bullets(items: Iterable[str]) -> Prose:
    """A list."""
    return Prose(tuple(Passage((Run(item),), "•") for item in items))


def numbered(items: Iterable[str]) -> Prose:
    """A list whose items are asked for by their numbers."""
    return Prose(tuple(Passage((Run(item),), f"{number}.") for number, item in enumerate(items, 1)))


def named(status: MilestoneStatus) -> str:
    """A milestone in a list: its id and its title."""
    return f"{status.id} {status.schedule.milestone.title}"
