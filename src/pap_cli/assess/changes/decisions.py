"""The changes in what people decided of items: approvals and judgements; and the ratings of themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pap_cli.assess.changes.change import ChangeKind, ItemChange
from pap_cli.assess.changes.movement import Movement
from pap_cli.assess.deadlines.judged import Judged, Judgements, axis_of
from pap_cli.assess.deadlines.rag import roll_up
from pap_cli.assess.deadlines.schedule import Schedule
from pap_cli.assess.identity import pair
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
            was = moved.was(status)
            known = was.judgements if was is not None else None
            yield from _judgements(moved, status, known, status.schedule.milestone, "milestone", status.schedule)
    actions = {now.id: was.judgements for was, now in moved.actions.both}
    for action in moved.now.actions:
        yield from _judgements(moved, action, actions.get(action.id), action.action, "action", action.action)
    asked = {now.id: was.judgements for was, now in moved.recommendations.both}
    for one in moved.now.recommendations:
        entry = one.recommendation
        yield from _judgements(moved, one, asked.get(one.id), entry, "recommendation", entry)
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
            if approval is not None and approval.given is not None and _newly_given(moved, status, what):
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


def _newly_given(moved: Movement, status: MilestoneStatus, what: str) -> bool:
    """Return True if an approval was not known before."""
    was = moved.was(status)
    if was is None:
        return moved.is_new(_given(status.schedule, what))
    return _given(was.schedule, what) is None


def _given(schedule: Schedule, what: str) -> Fact | None:
    found = schedule.approval if what == "delivery" else schedule.evidence_approval
    return found.given if found is not None else None


def _judgements(
    moved: Movement,
    status: MilestoneStatus | ActionStatus | RecommendationStatus,
    earlier: Judgements | None,
    entry: Milestone | Action | Recommendation,
    sort: str,
    held_by: Schedule | Action | Recommendation,
) -> Iterator[ItemChange]:
    """Yield each judgement since, the oldest first, from the one before it of the same axis."""
    known = status.judgements.known
    if not known or (earlier is not None and len(known) == len(earlier.known) and known == earlier.known):
        return
    old = [one.judgement for one in earlier.known] if earlier is not None else None
    for at in range(len(known) - 1, -1, -1):
        judgement = known[at].judgement
        if judgement in old if old is not None else judgement.on is None or not moved.is_new(judgement.day):
            continue
        before = _before(judgement, known[at + 1 :])
        yield ItemChange(
            kind=ChangeKind.JUDGED,
            sort=sort,
            id=status.id,
            title=entry.title,
            plan=moved.now.plan.id,
            place=judgement.place,
            on=judgement.day if judgement.on is not None else None,
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
    for was, theme in pair(moved.before.plan.themes, moved.now.plan.themes, lambda one: one).both:
        before, now = (
            roll_up(status.rating for status in plan.milestones if id in status.themes)
            for plan, id in ((moved.before, was.id), (moved.now, theme.id))
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
