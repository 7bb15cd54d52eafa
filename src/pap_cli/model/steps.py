"""The steps of a plan: milestones of actions and of recommendations, and actions with dates of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from pap_cli.model.dates import NO_DATE, UNDATED
from pap_cli.model.facts import Approvable, Fact, Start, StartWhen, When, seen
from pap_cli.model.items import Action, Dated, Milestone, Parent


def steps_of(parent: Parent, as_of: date) -> tuple[Milestone, ...]:
    """Return the milestones of an action or recommendation that were in the plan by a date.

    An action with dates of its own is the first of them.
    """
    found = tuple([step for step in parent.milestones if step.added is None or step.added <= as_of])
    if isinstance(parent, Action) and has_dates(parent, as_of):
        return (_own_step(parent, found, as_of), *found)
    return found


def answered(parent: Parent) -> tuple[str, ...]:
    """Return the ids of the recommendations that the milestones of an action or recommendation answer."""
    return parent.answers if isinstance(parent, Action) else (parent.id,)


def has_dates(action: Action, as_of: date) -> bool:
    """Return True if an action has dates of its own by a date, and so is counted and rated as a milestone too."""
    return bool(
        action.due != NO_DATE
        or action.evidence_due
        or seen(action.started, as_of)
        or seen(action.completed, as_of)
        or seen(action.evidenced, as_of)
        or any(one.requested(as_of) or seen(one.approved, as_of) for one in action.extensions)
        or any(one.on is None or one.on <= as_of for one in action.forecast)
        or (action.override and (action.override.on is None or action.override.on <= as_of))
    )


def _own_step(action: Action, others: Sequence[Milestone], as_of: date) -> Milestone:
    """Return an action as a milestone.

    What was not written by a date follows from its other milestones: it starts with the first of them, and is
    delivered and evidenced with the last.
    """
    delivered = _last(others, lambda one: seen(one.completed, as_of) or seen(one.evidenced, as_of), as_of)
    return replace(
        Milestone(**{name: getattr(action, name) for name in _SHARED}, notes=action.notes),
        due=UNDATED if action.due == NO_DATE else action.due,
        started=seen(action.started, as_of) or _first_start(others, as_of) or action.started,
        completed=seen(action.completed, as_of) or delivered or action.completed,
        evidenced=seen(action.evidenced, as_of)
        or _last(others, lambda one: seen(one.evidenced, as_of), as_of)
        or action.evidenced,
    )


_SHARED = Dated.__struct_fields__


def _first_start(milestones: Iterable[Milestone], as_of: date) -> Start | None:
    """Return when the first of some milestones was started, or delivered without a start; None if none was."""
    written = (fact for one in milestones for fact in (one.started, one.completed))
    facts = [fact for fact in written if fact is not None and seen(fact, as_of) and not fact.open]
    first = min(facts, key=_since, default=None)
    if first is None or isinstance(first, Start):
        return first
    on = StartWhen(first.on.day, first.on.written) if first.on is not None else None
    return Start(on=on, known=first.known)


def _last(
    milestones: Iterable[Milestone], fact_of: Callable[[Milestone], Approvable | None], as_of: date
) -> Approvable | None:
    """Return the last of some facts, one of each milestone; None if a milestone that is not cancelled has none."""
    own, ends = [], []
    for one in milestones:
        fact = fact_of(one)
        if fact is not None:
            own.append(fact)
        elif one.cancelled is not None and one.cancelled.on <= as_of:  # no longer in the way
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
