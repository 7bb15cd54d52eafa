"""The steps of a plan: milestones of actions and of recommendations, and actions with dates of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeAlias

from msgspec.structs import replace

from pap_cli.model.facts import Approvable, Fact, Start, StartWhen, When
from pap_cli.model.periods import NO_DATE, UNDATED
from pap_cli.model.plan import Action, Dated, Milestone, Plan, Recommendation

# What a milestone belongs to.
Parent: TypeAlias = Action | Recommendation


def parents(plan: Plan) -> Iterator[Parent]:
    """Yield what the milestones of a plan belong to, in the order of the plan."""
    yield from plan.recommendations
    yield from plan.actions


def steps_of(parent: Parent) -> tuple[Milestone, ...]:
    """Return the milestones of an action or recommendation; an action with dates of its own is the first of them."""
    if isinstance(parent, Action) and has_dates(parent):
        return (_own_step(parent), *parent.milestones)
    return parent.milestones


def answered(parent: Parent) -> tuple[str, ...]:
    """Return the ids of the recommendations that the milestones of an action or recommendation answer."""
    return parent.answers if isinstance(parent, Action) else (parent.id,)


def has_dates(action: Action) -> bool:
    """Return True if an action has dates of its own, and so is counted and rated as a milestone too."""
    return bool(
        action.due != NO_DATE
        or action.started
        or action.completed
        or action.evidenced
        or action.extensions
        or action.forecast
        or action.evidence_due
        or action.override
    )


def _own_step(action: Action) -> Milestone:
    """Return an action as a milestone.

    What is not written follows from its other milestones: it starts with the first of them, and is delivered and
    evidenced with the last.
    """
    step = Milestone(
        **{name: getattr(action, name) for name in _SHARED},
        notes=action.notes,
    )
    others = action.milestones
    return replace(
        step,
        due=UNDATED if action.due == NO_DATE else action.due,
        started=action.started or _first_start(others),
        completed=action.completed or _last(others, lambda one: one.completed or one.evidenced),
        evidenced=action.evidenced or _last(others, lambda one: one.evidenced),
    )


_SHARED = Dated.__struct_fields__


def _first_start(milestones: Iterable[Milestone]) -> Start | None:
    """Return when the first of some milestones was started, or delivered without a start; None if none was."""
    facts = [fact for one in milestones for fact in (one.started, one.completed) if fact is not None and not fact.open]
    first = min(facts, key=_since, default=None)
    if first is None or isinstance(first, Start):
        return first
    on = StartWhen(first.on.day, first.on.written) if first.on is not None else None
    return Start(on=on, known=first.known)


def _last(milestones: Iterable[Milestone], fact_of: Callable[[Milestone], Approvable | None]) -> Approvable | None:
    """Return the last of some facts, one of each milestone; None if a milestone that is not cancelled has none."""
    own, ends = [], []
    for one in milestones:
        fact = fact_of(one)
        if fact is not None:
            own.append(fact)
        elif one.cancelled is not None:  # it no longer keeps the action from being delivered
            day = one.cancelled.on
            ends.append(Approvable(on=When(day, day.isoformat())))
        else:
            return None
    if not own:
        return None
    return _approved_with(own, max((*own, *ends), key=_since))


def _approved_with(facts: Sequence[Approvable], last: Approvable) -> Approvable:
    """Return the last of some facts, approved with the last approval; not approved as long as one of them is not."""
    deciding = [fact for fact in facts if fact.by is not None or fact.approved is not None]
    if not deciding:
        return last
    waiting = [fact for fact in facts if fact.approved is None]
    one = max(waiting, key=lambda fact: fact.by is not None) if waiting else max(deciding, key=_approved_since)
    return replace(last, approved=one.approved, by=one.by)


def _approved_since(fact: Approvable) -> date:
    return _since(fact.approved) if fact.approved is not None else date.min


def _since(fact: Fact) -> date:
    return fact.since or date.min
