"""A milestone at a date: its schedule, its rating, and what was said about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from pap_cli.assess.deadlines.judged import UNJUDGED, Counting, Judgements
from pap_cli.assess.deadlines.rag import in_force, rate
from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.assess.kpis.measures import TargetStatus
from pap_cli.model.config import Policy
from pap_cli.model.decisions import Note, known_notes
from pap_cli.model.key import PLAIN_KEY, Key
from pap_cli.model.plan import Header
from pap_cli.model.rating import Rating


class MilestoneStatus(Struct, frozen=True):
    """One milestone at a date: its schedule, its rating, and why."""

    schedule: Schedule
    rating: Rating
    reason: str
    # The notes known by then, newest first.
    notes: tuple[Note, ...] = ()
    judgements: Judgements = UNJUDGED
    targets: tuple[TargetStatus, ...] = ()
    # The IDs of the themes of its action, or of its recommendation.
    themes: tuple[str, ...] = ()
    # The key of its plan.
    key: Key = PLAIN_KEY

    @property
    def id(self) -> str:
        """The milestone's id."""
        return self.schedule.id


def live(statuses: Iterable[MilestoneStatus]) -> tuple[MilestoneStatus, ...]:
    """Return the milestones that are not cancelled."""
    return tuple([status for status in statuses if status.schedule.state is not State.CANCELLED])


def milestone_status(
    schedule: Schedule,
    counting: Counting,
    policy: Policy,
    header: Header,
    targets: tuple[TargetStatus, ...] = (),
    themes: tuple[str, ...] = (),
) -> MilestoneStatus:
    """Return a milestone at a date, rated by its override, or else by a judgement that counts, or else as computed."""
    milestone, as_of = schedule.milestone, counting.as_of
    rating, reason = rate(schedule, as_of, policy, header)
    judgements = UNJUDGED
    if milestone.judgements:
        rated = schedule.state is not State.CANCELLED and not in_force(milestone.override, as_of)
        judgements = counting.judgements(milestone, (schedule,), rated=rated)
        rating, reason = judgements.instead_of(rating, reason, header.key)
    notes = known_notes(milestone.notes, as_of)
    return MilestoneStatus(schedule, rating, reason, notes, judgements, targets, themes, header.key)


def count_ratings(statuses: Iterable[MilestoneStatus]) -> dict[Rating, int]:
    """Return the number of milestones with each rating; every rating is included, cancelled milestones are not."""
    counts = Counter(status.rating for status in statuses if status.schedule.state is not State.CANCELLED)
    return {rating: counts[rating] for rating in Rating}
