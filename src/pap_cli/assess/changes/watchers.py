"""The changes of what is watched beside the work: reviews, statutory clocks, concerns and risks."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.assess.changes.change import ChangeKind, ItemChange
from pap_cli.assess.changes.movement import Movement
from pap_cli.assess.deadlines.clocks import ClockState
from pap_cli.assess.deadlines.reviews import ReviewState
from pap_cli.assess.risks import RiskStatus, risk_moves


def of_watchers(moved: Movement) -> Iterator[ItemChange]:
    """Yield the changes of reviews, statutory clocks, concerns and risks."""
    yield from _reviews(moved)
    yield from _clocks(moved)
    yield from _concerns(moved)
    yield from _risks(moved)


def _reviews(moved: Movement) -> Iterator[ItemChange]:
    plan = moved.now
    for held in moved.held:
        yield ItemChange(
            kind=ChangeKind.HELD,
            sort="review",
            id=held.review.id,
            title=held.review.title or held.review.id,
            plan=plan.plan.id,
            place=held.review.place,
            on=held.meeting.day,
            note=held.outcome or "",
        )
    were = {(one.review.id, one.due.day) for one in moved.before.reviews if one.state is ReviewState.MISSED}
    for one in plan.reviews:
        if one.state is ReviewState.MISSED and (one.review.id, one.due.day) not in were:
            yield ItemChange(
                kind=ChangeKind.MISSED,
                sort="review",
                id=one.review.id,
                title=one.review.title or one.review.id,
                plan=one.plan,
                place=one.review.place,
                on=one.due.day,
                now=one.due,
            )


def _clocks(moved: Movement) -> Iterator[ItemChange]:
    """Yield the statutory deadlines that were met or missed."""
    were = {clock.id: clock.state for clock in moved.before.clocks}
    for clock in moved.now.clocks:
        if clock.state is ClockState.RUNNING or were.get(clock.id) is clock.state:
            continue
        missed = clock.state is ClockState.MISSED
        yield ItemChange(
            kind=ChangeKind.MISSED if missed else ChangeKind.MET,
            sort="statutory",
            id=clock.id,
            title=clock.clock.title,
            plan=clock.plan,
            place=clock.clock.place,
            on=clock.due.day if missed else clock.met,
            now=clock.due if missed else None,
            note="late" if clock.state is ClockState.MET_LATE else "",
        )


def _concerns(moved: Movement) -> Iterator[ItemChange]:
    for kind, found in ((ChangeKind.RAISED, moved.raised), (ChangeKind.CLOSED, moved.closed)):
        for concern in found:
            yield ItemChange(
                kind=kind,
                sort="concern",
                id=concern.id,
                title=concern.title,
                plan=moved.now.plan.id,
                place=concern.place,
                on=concern.raised if kind is ChangeKind.RAISED else concern.closed,
                note=concern.by or "",
            )


def _risks(moved: Movement) -> Iterator[ItemChange]:
    """Yield the risks that were raised or closed, and those whose score rose or fell."""
    moves = risk_moves(moved.before.risks, moved.now.risks)
    plan = moved.now.plan.id
    yield from (_of_risk(ChangeKind.RAISED, one, plan) for one in moves.raised)
    yield from (_of_risk(ChangeKind.CLOSED, one, plan) for one in moves.closed)
    for kind, found in ((ChangeKind.ROSE, moves.risen), (ChangeKind.FELL, moves.fallen)):
        yield from (_of_risk(kind, one, plan, was) for one, was in found)


def _of_risk(kind: ChangeKind, status: RiskStatus, plan: str, was: int | None = None) -> ItemChange:
    return ItemChange(
        kind=kind,
        sort="risk",
        id=status.id,
        title=status.risk.title,
        plan=plan,
        place=status.risk.place,
        before=was,
        now=status.value if was is not None or kind is ChangeKind.RAISED else None,
        owners=status.risk.owners,
        leads=status.risk.leads,
    )
