"""The changes in what people decided of items: approvals and judgements; and the ratings of themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pap_cli.assess.changes.change import ChangeKind, ItemChange
from pap_cli.assess.changes.movement import Movement
from pap_cli.assess.deadlines.judged import Judged, axis_of
from pap_cli.assess.deadlines.rag import roll_up
from pap_cli.assess.deadlines.schedule import Schedule
from pap_cli.assess.items.actions import ActionStatus
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.items.recommendations import RecommendationStatus
from pap_cli.model.facts import Fact
from pap_cli.model.items import Action, Milestone, Recommendation
from pap_cli.model.judgements import Judgement
from pap_cli.model.numbers import number


def of_decisions(moved: Movement) -> Iterator[ItemChange]:
    """Yield the approvals and judgements since, and the themes whose rating is another."""
    yield from _approvals(moved)
    for status in moved.now.milestones:
        if not status.schedule.itself:  # an action with dates of its own is an action below
            yield from _judgements(moved, status, status.schedule.milestone, "milestone", status.schedule)
    for action in moved.now.actions:
        yield from _judgements(moved, action, action.action, "action", action.action)
    for asked in moved.now.recommendations:
        yield from _judgements(moved, asked, asked.recommendation, "recommendation", asked.recommendation)
    yield from _themes(moved)


def _approvals(moved: Movement) -> Iterator[ItemChange]:
    """Yield the approvals of deliveries, and those of evidence that is not accepted by them."""
    accepted = {status.id for status in moved.evidenced}
    for status in moved.now.milestones:
        schedule = status.schedule
        proof = schedule.evidence_approval
        given = {} if schedule.approval is proof else {"delivery": schedule.approval}
        if status.id not in accepted:
            given["evidence"] = proof
        for what, approval in given.items():
            if approval is not None and moved.is_new(approval.given) and isinstance(approval.given, Fact):
                yield ItemChange(
                    kind=ChangeKind.APPROVED,
                    sort="action" if schedule.itself else "milestone",
                    id=status.id,
                    title=schedule.milestone.title,
                    plan=schedule.plan,
                    place=schedule.milestone.place,
                    on=approval.given.since,
                    note=f"{what}, by {approval.by}" if approval.by else what,
                    owners=schedule.owners,
                    leads=schedule.leads,
                    key=status.key,
                )


def _judgements(
    moved: Movement,
    status: MilestoneStatus | ActionStatus | RecommendationStatus,
    entry: Milestone | Action | Recommendation,
    sort: str,
    held_by: Schedule | Action | Recommendation,
) -> Iterator[ItemChange]:
    """Yield each judgement since, the oldest first, from the one before it of the same axis."""
    known = status.judgements.known
    for at in range(len(known) - 1, -1, -1):
        judgement = known[at].judgement
        if judgement.on is None or not moved.is_new(judgement.day):
            continue
        before = _before(judgement, known[at + 1 :])
        yield ItemChange(
            kind=ChangeKind.JUDGED,
            sort=sort,
            id=status.id,
            title=entry.title,
            plan=moved.now.plan.id,
            place=judgement.place,
            on=judgement.day,
            before=_words(before) if before is not None else None,
            now=_words(judgement) or None,
            note="; ".join(filter(None, (judgement.axis, judgement.by and f"by {judgement.by}", judgement.note))),
            owners=held_by.owners,
            leads=held_by.leads,
            key=status.key,
        )


def _before(judgement: Judgement, earlier: Sequence[Judged]) -> Judgement | None:
    axis = axis_of(judgement)
    return next((one.judgement for one in earlier if axis_of(one.judgement) == axis), None)


def _words(judgement: Judgement) -> str:
    """Return what was judged: `at-risk, 60%, confidence: fair`."""
    percent = f"{number(judgement.percent)}%" if judgement.percent is not None else None
    confidence = judgement.confidence and f"confidence: {judgement.confidence}"
    return ", ".join(filter(None, (judgement.status, percent, confidence)))


def _themes(moved: Movement) -> Iterator[ItemChange]:
    """Yield the themes whose rating, the worst of their milestones, is another."""
    for theme in moved.now.plan.themes:
        before, now = (
            roll_up(status.rating for status in plan.milestones if theme.id in status.themes)
            for plan in (moved.before, moved.now)
        )
        if before is not now:
            yield ItemChange(
                kind=ChangeKind.RERATED,
                sort="theme",
                id=theme.id,
                title=theme.title,
                plan=moved.now.plan.id,
                place=theme.place,
                before=before,
                now=now,
                owners=theme.owners,
                leads=theme.leads,
                key=moved.now.key,
            )
