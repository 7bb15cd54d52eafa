"""What somebody judged beside what is computed of it: where the two agree, and where they do not."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.deadlines.judged import Counting, Judged, Judgements, counting, current, delivered_since
from pap_cli.assess.deadlines.progress import state_of
from pap_cli.assess.deadlines.rag import computed, roll_up
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.model.config import Policy
from pap_cli.model.items import Dated, Recommendation
from pap_cli.model.judgements import Judgement
from pap_cli.model.plan import Header
from pap_cli.model.rating import Rating


class Disagreement(Struct, frozen=True):
    """A current judgement of an item that is not what is computed of it."""

    item: JudgedItem
    judged: Judged
    rating: Rating
    # Why the rating is what it is computed to be.
    reason: str

    @property
    def counts(self) -> bool:
        """True if it is the rating of the item nevertheless."""
        return self.item.judgements.counted is self.judged

    @property
    def of_state(self) -> bool:
        """True if the judgement is about the state of the item, such as complete."""
        return self.judged.meaning is not None and bool(self.judged.meaning.states)


class JudgedItem(Struct, frozen=True):
    """A milestone, an action or a recommendation that somebody judged, with what is computed of it."""

    id: str
    title: str
    plan: str
    judgements: Judgements
    # Its milestones; a milestone itself.
    steps: tuple[MilestoneStatus, ...]
    state: State
    counting: Counting
    policy: Policy
    # The head of its plan.
    header: Header

    def computed(self) -> tuple[Rating, str]:
        """Return the rating without overrides and judgements, and its reason; of several milestones, the worst."""
        rated = [self._computed(step) for step in self.steps]
        rating = roll_up(rating for rating, _ in rated)
        return rating, next((reason for one, reason in rated if one is rating), "")

    def _computed(self, step: MilestoneStatus) -> tuple[Rating, str]:
        schedule = step.schedule
        if schedule.state is State.CANCELLED or schedule.milestone.place.faulty:
            return Rating.GREY, ""
        rating, reason = computed(schedule, self.counting.as_of, self.policy, self.header)
        return rating, reason if step.id == self.id else f"{step.id}, {reason}"

    def overtaken(self, judgement: Judgement) -> bool:
        """Return True if all of it was delivered after a judgement with a date."""
        delivered = delivered_since(step.schedule for step in self.steps)
        return judgement.on is not None and delivered is not None and judgement.day < delivered

    def disagreements(self) -> list[Disagreement]:
        """Return the current judgements that do not agree with what is computed; none if it is not rated."""
        rating, reason = self.computed()
        return [
            Disagreement(self, one, rating, reason)
            for one in current(self.judgements.known)
            if rating is not Rating.GREY
            and one.meaning is not None
            and not one.meaning.agrees(rating, self.state)
            and self.counting.is_valid(one.judgement)
            and not self.overtaken(one.judgement)
        ]


def judged_items(plan: PlanStatus, policy: Policy) -> Iterator[JudgedItem]:
    """Yield what somebody judged in a plan by its date, without what is cancelled."""
    counts = counting(plan.plan, policy, plan.as_of)
    for entry, judgements, steps in _judged(plan):
        states = {step.schedule.state for step in steps}
        state = next(iter(states)) if len(states) == 1 else state_of((step.schedule for step in steps), cancelled=False)
        if state is not State.CANCELLED:
            own = plan.plan
            yield JudgedItem(entry.id, entry.title, own.id, judgements, steps, state, counts, policy, own.header)


def _judged(
    plan: PlanStatus,
) -> Iterator[tuple[Dated | Recommendation, Judgements, tuple[MilestoneStatus, ...]]]:
    for one in plan.milestones:
        if one.judgements.known and not one.schedule.itself:  # an action with dates of its own is an action below
            yield one.schedule.milestone, one.judgements, (one,)
    for action in plan.actions:
        if action.judgements.known and not action.cancelled:
            yield action.action, action.judgements, action.milestones
    for asked in plan.recommendations:
        if asked.judgements.known:
            within = [step for action in asked.actions for step in action.milestones]
            yield asked.recommendation, asked.judgements, (*asked.milestones, *within)


def disagreements(plan: PlanStatus, policy: Policy) -> tuple[Disagreement, ...]:
    """Return the judgements of a plan that do not agree with what is computed: of milestones first, then by item."""
    return tuple(found for item in judged_items(plan, policy) for found in item.disagreements())
