"""The milestones of an action, an owner, a horizon or a plan, counted; and the state of an action."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from pap_cli.assess.deadlines.schedule import Schedule, State


class Progress(Struct, frozen=True, kw_only=True):
    """Counts of milestones. Cancelled ones are counted on their own, and in no other count."""

    milestones: int
    cancelled: int
    delivered: int
    # Delivered, and not late.
    on_time: int
    overdue: int
    # Delivered, but the delivery is not yet approved.
    unapproved: int = 0

    def facts(self) -> dict[str, int]:
        """Return the counts by their names."""
        return {name: getattr(self, name) for name in self.__struct_fields__}


def progress(schedules: Iterable[Schedule]) -> Progress:
    """Return the counts of some milestones."""
    total = cancelled = delivered = on_time = overdue = unapproved = 0
    for schedule in schedules:
        if schedule.state is State.CANCELLED:
            cancelled += 1
            continue
        total += 1
        delivered += schedule.state.done
        on_time += schedule.days_late == 0
        overdue += schedule.days_overdue > 0
        unapproved += schedule.approval is not None and schedule.unapproved
    return Progress(
        milestones=total,
        cancelled=cancelled,
        delivered=delivered,
        on_time=on_time,
        overdue=overdue,
        unapproved=unapproved,
    )


def state_of(schedules: Iterable[Schedule], *, cancelled: bool) -> State:
    """Return the state of an action from those of its milestones; cancelled ones count only if all are.

    An action is in progress as soon as one of its milestones is started, and delivered when all of them are.
    """
    states = {schedule.state for schedule in schedules}
    if cancelled or states == {State.CANCELLED}:
        return State.CANCELLED
    states.discard(State.CANCELLED)
    if states <= {State.NOT_STARTED}:
        return State.NOT_STARTED
    if states <= {State.DELIVERED, State.EVIDENCED}:
        return State.DELIVERED if State.DELIVERED in states else State.EVIDENCED
    return State.IN_PROGRESS
