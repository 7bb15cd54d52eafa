"""Statutory clocks: which are running, when each is due, and whether it was met."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from pap_cli.model.dates import Due, exactly, show_date
from pap_cli.model.order import Order, natural
from pap_cli.model.oversight import Clock
from pap_cli.model.plan import Plan
from pap_cli.model.working_days import WorkingCalendar


class ClockState(StrEnum):
    """The state of a statutory deadline, worst first."""

    MISSED = "missed"
    RUNNING = "running"
    MET_LATE = "met-late"
    MET = "met"

    @property
    def open(self) -> bool:
        """Return True if the deadline has not been met yet."""
        return self in (ClockState.MISSED, ClockState.RUNNING)


class ClockStatus(Struct, frozen=True, kw_only=True, dict=True):
    """One statutory clock at a date.

    The due date is computed on first use, because bank holidays are slow to look up.
    """

    clock: Clock
    plan: str
    as_of: date
    calendar: WorkingCalendar

    @property
    def id(self) -> str:
        """The clock's id."""
        return self.clock.id

    @property
    def met(self) -> date | None:
        """The date on which the deadline was met, if it was by then."""
        met = self.clock.met
        return met if met is not None and met <= self.as_of else None

    @cached_property
    def due(self) -> Due:
        """The deadline, as written or counted."""
        return self._due(self.calendar)

    def _due(self, calendar: WorkingCalendar) -> Due:
        clock = self.clock
        if clock.due is not None:
            return clock.due
        if clock.start is None or clock.within is None:
            raise ValueError(f"the clock {clock.id} has no day")
        day = calendar.end_of(clock.within, clock.start)
        return exactly(day)

    @property
    def counted(self) -> str:
        """How the deadline was counted, as in `70 working days after 9 May 2023`; empty if it is written."""
        clock = self.clock
        if clock.due is not None or clock.start is None:
            return ""
        return f"{clock.within} after {show_date(clock.start)}"

    @cached_property
    def state(self) -> ClockState:
        """The state of the deadline."""
        if self.met is None:
            return ClockState.MISSED if self.as_of > self.due.day else ClockState.RUNNING
        # bank holidays only move the deadline later: met before a date counted without them is met on time
        if self.met <= self._due(self.calendar.without_bank_holidays()).day or self.met <= self.due.day:
            return ClockState.MET
        return ClockState.MET_LATE

    @cached_property
    def working_days_left(self) -> int | None:
        """Working days from the as-of date to the deadline, negative after it; None once it is met."""
        return self.calendar.between(self.as_of, self.due.day) if self.state.open else None


def clocks(plan: Plan, as_of: date, calendar: WorkingCalendar) -> tuple[ClockStatus, ...]:
    """Return the clocks of a plan that had started by a date, in order, without those that have no deadline."""
    return tuple(
        ClockStatus(clock=clock, plan=plan.id, as_of=as_of, calendar=calendar)
        for clock in plan.header.statutory
        if (clock.due is not None or (clock.start is not None and clock.within is not None))
        and (clock.start is None or clock.start <= as_of)
    )


def worst_first(status: ClockStatus) -> tuple[int, date, Order]:
    """Return the sort key of clocks: missed ones first, then the earliest deadline."""
    return (list(ClockState).index(status.state), status.due.day, natural(status.id))
