"""The schedule of a milestone at a date: its state, its approved due date and how late it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import chain

from msgspec import Struct

from pap_cli.assess.deadlines.approvals import Agreement, agreements
from pap_cli.assess.deadlines.evidence import provided
from pap_cli.assess.deadlines.threats import Threat
from pap_cli.model.config import Against, Policy
from pap_cli.model.dates import Due, exactly
from pap_cli.model.evidence import Evidence
from pap_cli.model.facts import Fact, seen
from pap_cli.model.items import Action, Extension, Forecast, Horizon, Milestone, Parent
from pap_cli.model.plan import Header, Plan
from pap_cli.model.steps import steps_of


class State(StrEnum):
    """The state of a milestone, from its dated facts alone."""

    NOT_STARTED = "not-started"
    # It is not known whether it was started.
    UNKNOWN = "unknown"
    IN_PROGRESS = "in-progress"
    DELIVERED = "delivered"
    EVIDENCED = "evidenced"
    CANCELLED = "cancelled"

    # True if it is not delivered yet.
    open: bool
    # True if it was delivered.
    done: bool

    def __init__(self, word: str) -> None:
        self.open = word in ("not-started", "unknown", "in-progress")
        self.done = word in ("delivered", "evidenced")


class Blocker(Struct, frozen=True):
    """The worst blocker of a milestone: an overdue one, or the one expected last."""

    id: str
    overdue: bool
    # The date with the precision it has in the file.
    due: Due

    @property
    def expected(self) -> date:
        """The expected date."""
        return self.due.day


class Schedule(Struct, frozen=True, kw_only=True):
    """The dates of one milestone as known on a day.  Day counts are calendar days."""

    milestone: Milestone
    # The action or recommendation that it is a step of.
    parent: Parent
    plan: str
    # None if neither it nor its due date is known.
    horizon: Horizon | None
    due: Due
    extensions: tuple[Extension, ...]
    forecast: Due | None
    started: Fact | None
    completed: Fact | None
    evidenced: Fact | None
    evidence_due: date | None
    # The day on which it, or its whole action, was cancelled.
    cancelled: date | None
    state: State
    # The date that lateness is counted from: the due date in force, or the first one by the policy.
    counted: Due
    days_overdue: int
    # How late it was delivered: 0 if on time; None if it is not delivered, if the day is unknown, and for an entry with
    # an error.
    days_late: int | None
    slipped_days: int
    blocked_by: tuple[str, ...] = ()
    blocker: Blocker | None = None
    # The worst open risk that affects it, if its plan's key rates by risks.
    threat: Threat | None = None
    # The items of evidence known by then; none where no evidence is required.
    evidence: tuple[Evidence, ...] = ()
    # The approvals that its delivery and its evidence need; None if they need none, or before they happened.
    approval: Agreement | None = None
    evidence_approval: Agreement | None = None

    @property
    def id(self) -> str:
        """The milestone's id."""
        return self.milestone.id

    @property
    def action(self) -> Action | None:
        """Its action; None for a milestone directly under a recommendation."""
        return self.parent if isinstance(self.parent, Action) else None

    @property
    def itself(self) -> bool:
        """True if it is an action with dates of its own, and not a milestone of one."""
        return self.milestone.id == self.parent.id

    @property
    def delivered(self) -> Fact | None:
        """The delivery; if only its evidence is known, when that was accepted."""
        return (self.completed or self.evidenced) if self.state.done else None

    @property
    def waiting(self) -> Agreement | None:
        """The approval that it is delivered without: that of the delivery, or else that of its evidence."""
        if self.state is not State.DELIVERED:
            return None
        return next((one for one in (self.approval, self.evidence_approval) if one is not None and one.pending), None)

    @property
    def unapproved(self) -> bool:
        """True if it is delivered, but the delivery is not yet approved."""
        return self.approval is not None and self.approval.pending and self.state is State.DELIVERED

    @property
    def accepted(self) -> date | None:
        """The day from which its evidence counts as accepted: not before its approval; None if that is unknown."""
        facts = (self.evidenced, *(one.given for one in (self.approval, self.evidence_approval) if one is not None))
        days = [day for fact in facts if fact is not None and (day := fact.since) is not None]
        return max(days, default=None) if self.state is State.EVIDENCED else None

    @property
    def awaits_evidence(self) -> bool:
        """True if it is delivered without evidence; evidence that waits for its approval was provided."""
        return self.state is State.DELIVERED and self.evidenced is None

    def evidence_late(self, as_of: date) -> bool:
        """Return True if it is delivered and its evidence is late."""
        due = self.evidence_due if self.awaits_evidence and not self.milestone.place.faulty else None
        return due is not None and as_of > due

    @property
    def owners(self) -> tuple[str, ...]:
        """Those accountable for it: the milestone's owners, or its parent's; the first answers for it."""
        return self.milestone.owners or self.parent.owners

    @property
    def leads(self) -> tuple[str, ...]:
        """Those responsible for the work: the milestone's leads, or its parent's."""
        return self.milestone.leads or self.parent.leads

    @property
    def expected(self) -> date:
        """The expected date: the later of the approved due date and the forecast."""
        return self.expected_as_written.day

    @property
    def expected_as_written(self) -> Due:
        """The expected date with the precision it has in the file."""
        return self.forecast if self.forecast and self.forecast.day > self.due.day else self.due

    @property
    def evidence_due_as_written(self) -> Due | None:
        """The date on which evidence is due, with the precision it has in the file."""
        if self.evidence_due is None:
            return None
        return self.milestone.evidence_due or exactly(self.evidence_due)


# The last day of each horizon except the long-term one, nearest first.
Bounds = tuple[tuple[date, Horizon], ...]


def horizon_bounds(header: Header) -> Bounds:
    """Return the last day of each horizon, counted from the plan's start."""
    bounds = header.horizons
    return (
        (bounds.immediate.after(header.start), Horizon.IMMEDIATE),
        (bounds.short.after(header.start), Horizon.SHORT),
        (bounds.intermediate.after(header.start), Horizon.INTERMEDIATE),
    )


def horizon_within(due: date, bounds: Bounds) -> Horizon:
    """Return the horizon of a due date.

    The last day of a horizon belongs to it; a date after the last bound is long-term.
    """
    for last, horizon in bounds:
        if due <= last:
            return horizon
    return Horizon.LONG


def horizon_of(due: date, header: Header) -> Horizon:
    """Return the horizon of a due date, counted from the plan's start."""
    return horizon_within(due, horizon_bounds(header))


def approved_extensions(milestone: Milestone, as_of: date) -> tuple[Extension, ...]:
    """Return the extensions approved by a date, in order of approval."""
    if not milestone.extensions:
        return ()
    known, last = [], date.min
    for extension in milestone.extensions:
        if (approved := seen(extension.approved, as_of)) is not None:
            last = approved.since or last  # on an unknown day: after the one written before it
            known.append((last, extension))
    return tuple(extension for _, extension in sorted(known, key=lambda pair: pair[0]))


def current_forecast(forecasts: Iterable[Forecast], as_of: date) -> Forecast | None:
    """Return the latest forecast made by a date; one without a date is the oldest, of two the last written."""
    known = [forecast for forecast in forecasts if forecast.on is None or forecast.on <= as_of]
    return sorted(known, key=lambda forecast: forecast.on or date.min)[-1] if known else None


def _cancelled(milestone: Milestone, parent: Parent, as_of: date) -> date | None:
    """Return the day on which a milestone, or its whole action, was cancelled."""
    of_parent = parent.cancelled if isinstance(parent, Action) else None
    if milestone.cancelled is None and of_parent is None:
        return None
    facts = (milestone.cancelled, of_parent)
    return min((fact.on for fact in facts if fact is not None and fact.on <= as_of), default=None)


def _state(
    cancelled: date | None, started: Fact | None, completed: Fact | None, evidenced: Fact | None, *, approved: bool
) -> State:
    """Return the state; what is evidenced counts as delivered only until all of it is approved."""
    if cancelled is not None and (completed is None or (completed.since or cancelled) > cancelled):
        return State.CANCELLED
    if evidenced is not None:
        return State.EVIDENCED if approved else State.DELIVERED
    if completed is not None:
        return State.DELIVERED
    if started is None:
        return State.NOT_STARTED
    return State.UNKNOWN if started.open else State.IN_PROGRESS


def due_on(day: date, milestone: Milestone, extensions: Sequence[Extension], policy: Policy) -> Due:
    """Return the due date that lateness was counted from on a day: an extension counts from its approval."""
    if policy.overdue_against is Against.FIRST:
        return milestone.due
    by_then = [extension for extension in extensions if seen(extension.approved, day)]
    return by_then[-1].to if by_then else milestone.due


def _days_after(day: date, due: Due) -> int:
    return max(0, (day - due.day).days)


def _evidence_due(milestone: Milestone, completed: Fact | None, policy: Policy) -> date | None:
    """Return the day on which evidence is due; None if none is required, or it counts from an unknown day."""
    if not policy.require_evidence:
        return None
    if milestone.evidence_due is not None:
        return milestone.evidence_due.day
    since = completed.day or completed.known if completed is not None else None
    return policy.evidence_within.after(since) if since is not None else None


def _evidence(
    milestone: Milestone, state: State, evidenced: Fact | None, as_of: date, policy: Policy
) -> tuple[Evidence, ...]:
    """Return the items of evidence known on a date, if evidence is required.

    An item without a date of its own is dated by its acceptance.  If that has no date, it is known from delivery on.
    """
    if not policy.require_evidence:
        return ()
    delivered = milestone.evidenced is None and state is State.DELIVERED
    return provided(milestone.evidence, as_of, undated=evidenced is not None or delivered)


def schedule_of(
    milestone: Milestone, parent: Parent, plan: Plan, bounds: Bounds, as_of: date, policy: Policy
) -> Schedule:
    """Return the schedule of a milestone on a date, without what it depends on."""
    extensions = approved_extensions(milestone, as_of)
    due = extensions[-1].to if extensions else milestone.due
    started, completed = seen(milestone.started, as_of), seen(milestone.completed, as_of)
    evidenced = seen(milestone.evidenced, as_of)
    approval, evidence_approval = agreements(completed, evidenced, plan.header.approved_by, as_of)
    if not policy.require_evidence:  # accepted evidence is then a proof of delivery and nothing else
        approval, evidence_approval = approval if completed else evidence_approval, None
        completed, evidenced = completed or evidenced, None
    cancelled = _cancelled(milestone, parent, as_of)
    approved = not any(one is not None and one.pending for one in (approval, evidence_approval))
    state = _state(cancelled, started, completed, evidenced, approved=approved)
    forecast = current_forecast(milestone.forecast, as_of) if milestone.forecast and state.open else None
    counted = due_on(as_of, milestone, extensions, policy)
    rated = not milestone.place.faulty and state is not State.UNKNOWN
    fact = (completed or evidenced) if state.done and rated else None
    delivered = fact.day if fact is not None else None
    return Schedule(
        milestone=milestone,
        parent=parent,
        plan=plan.id,
        horizon=milestone.horizon or (horizon_within(milestone.due.day, bounds) if milestone.due.dated else None),
        due=due,
        extensions=extensions,
        forecast=forecast.to if forecast else None,
        started=started,
        completed=completed,
        evidenced=evidenced,
        evidence_due=_evidence_due(milestone, completed, policy),
        cancelled=cancelled,
        state=state,
        evidence=_evidence(milestone, state, evidenced, as_of, policy) if milestone.evidence else (),
        approval=approval,
        evidence_approval=evidence_approval,
        counted=counted,
        days_overdue=_days_after(as_of, counted) if rated and state.open else 0,
        days_late=_days_after(delivered, due_on(delivered, milestone, extensions, policy)) if delivered else None,
        slipped_days=(due.day - milestone.due.day).days if extensions and milestone.due.dated else 0,
    )


def present(plan: Plan, as_of: date) -> tuple[Action, ...]:
    """Return the actions that were in the plan by a date."""
    return tuple(action for action in plan.actions if action.added is None or action.added <= as_of)


def steps_by(plan: Plan, as_of: date) -> Iterator[tuple[Milestone, Parent]]:
    """Yield every milestone that was in the plan by a date with what it belongs to, in the order of the plan."""
    everything: Iterable[Parent] = chain(plan.recommendations, present(plan, as_of))
    for parent in everything:
        for milestone in steps_of(parent, as_of):
            yield milestone, parent
