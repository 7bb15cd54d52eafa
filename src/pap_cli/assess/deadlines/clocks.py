"""Statutory clocks: which run, when each is due, and whether it was met."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from pap_cli.assess.deadlines.schedule import seen
from pap_cli.model.dates import Due, show_date
from pap_cli.model.oversight import Clock
from pap_cli.model.plan import Plan
from pap_cli.model.working_days import WorkingCalendar


class ClockState(StrEnum):
    """What became of a duty with a day, worst first."""

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

    Its day is counted when somebody asks for it: bank holidays are dear to look up.
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
        """When the duty was met, if it was by then."""
        return seen(self.clock.met, self.as_of)

    @cached_property
    def due(self) -> Due:
        """By when the duty is to be met, as it is written or counted."""
        return self._due(self.calendar)

    def _due(self, calendar: WorkingCalendar) -> Due:
        clock = self.clock
        if clock.due is not None:
            return clock.due
        if clock.start is None or clock.within is None:
            raise ValueError(f"the clock {clock.id} has no day")
        day = calendar.end_of(clock.within, clock.start)
        return Due(day, day.isoformat())

    @property
    def counted(self) -> str:
        """How its day was counted, as in `70 working days after 9 May 2023`; empty where it is written."""
        clock = self.clock
        if clock.due is not None or clock.start is None:
            return ""
        return f"{clock.within} after {show_date(clock.start)}"

    @cached_property
    def state(self) -> ClockState:
        """What became of the duty."""
        if self.met is None:
            return ClockState.MISSED if self.as_of > self.due.day else ClockState.RUNNING
        # bank holidays only put the day off: what was met before a day counted without them was met in time
        if self.met <= self._due(self.calendar.without_bank_holidays()).day or self.met <= self.due.day:
            return ClockState.MET
        return ClockState.MET_LATE

    @cached_property
    def working_days_left(self) -> int | None:
        """Working days after the report's day up to and with the due one, negative past it; None once it is met."""
        return self.calendar.between(self.as_of, self.due.day) if self.state.open else None


def clocks(plan: Plan, as_of: date, calendar: WorkingCalendar) -> tuple[ClockStatus, ...]:
    """The clocks of a plan that had started by a date, in the plan's order; those without a day are left out."""
    return tuple(
        ClockStatus(clock=clock, plan=plan.id, as_of=as_of, calendar=calendar)
        for clock in plan.header.statutory
        if (clock.due is not None or (clock.start is not None and clock.within is not None))
        and (clock.start is None or clock.start <= as_of)
    )


def worst_first(status: ClockStatus) -> tuple[int, date, str]:
    """Sorts clocks: missed ones first, of each state the earliest due first."""
    return (list(ClockState).index(status.state), status.due.day, status.id)
