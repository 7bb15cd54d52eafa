"""A recommendation at a date, with what answers it."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.assess.coverage import Coverage
from pap_cli.assess.deadlines.judged import UNJUDGED, Counting, Judgements
from pap_cli.assess.deadlines.progress import progress
from pap_cli.assess.deadlines.rag import roll_up
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.actions import ActionStatus
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.kpis.measures import kpis_named
from pap_cli.model.config import Policy
from pap_cli.model.decisions import Note, known_notes
from pap_cli.model.items import Recommendation
from pap_cli.model.key import PLAIN_KEY, Key
from pap_cli.model.rating import Rating


class RecommendationStatus(Struct, frozen=True, kw_only=True):
    """One recommendation at a date, with the actions that answer it."""

    recommendation: Recommendation
    plan: str
    actions: tuple[ActionStatus, ...]
    # Its own milestones, without those of the actions that answer it.
    milestones: tuple[MilestoneStatus, ...]
    rating: Rating
    coverage: Coverage
    # The notes known by then, newest first.
    notes: tuple[Note, ...]
    judgements: Judgements = UNJUDGED
    # Why, if its rating is not the worst of its milestones.
    reason: str = ""
    # The key of its plan.
    key: Key = PLAIN_KEY

    @property
    def id(self) -> str:
        """The recommendation's id."""
        return self.recommendation.id

    @property
    def everything(self) -> tuple[MilestoneStatus, ...]:
        """The milestones that answer it: its own, and those of its actions."""
        return (*self.milestones, *(status for action in self.actions for status in action.milestones))


def assess_recommendation(
    recommendation: Recommendation,
    plan: str,
    actions: tuple[ActionStatus, ...],
    own: tuple[MilestoneStatus, ...],
    judging: Counting,
    policy: Policy,
    key: Key,
    *,
    whole: bool,
) -> RecommendationStatus:
    """Return a recommendation at a date: `own` are its milestones, `actions` what answers it."""
    as_of = judging.as_of
    milestones = [*own, *(status for action in actions for status in action.milestones)]
    judgements = judging.judgements(recommendation, (status.schedule for status in milestones))
    rating, reason = judgements.instead_of(roll_up(status.rating for status in milestones))
    evidenced = sum(1 for status in milestones if status.schedule.state is State.EVIDENCED)
    own_kpis = set(kpis_named((), (status.schedule for status in own)))
    return RecommendationStatus(
        recommendation=recommendation,
        plan=plan,
        actions=actions,
        milestones=own,
        rating=rating,
        coverage=Coverage(
            recommendation=recommendation,
            actions=len(actions),
            own=len(own),
            progress=progress(status.schedule for status in milestones),
            evidenced=evidenced if policy.require_evidence else None,
            evidence_late=sum(1 for status in milestones if status.schedule.evidence_late(as_of)),
            kpis=len({kpi.id for action in actions for kpi in action.kpis} | own_kpis),
            whole=whole,
        ),
        notes=known_notes(recommendation.notes, as_of),
        judgements=judgements,
        reason=reason,
        key=key,
    )
