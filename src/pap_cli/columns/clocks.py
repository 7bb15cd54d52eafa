"""The columns of statutory clocks: their state, how their date was counted, and the working days left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.deadlines.clocks import ClockState, ClockStatus
from pap_cli.cell import Align, Cell, Tone
from pap_cli.columns.field import Field, by_name, date_field
from pap_cli.model.working_days import WorkingDays
from pap_cli.wording.cells import EMPTY

# A clock and its plan, which knows the titles of bodies.
PlanClock: TypeAlias = tuple[PlanStatus, ClockStatus]

_TONES = {
    ClockState.MISSED: Tone.RED,
    ClockState.RUNNING: Tone.GREEN,
    ClockState.MET_LATE: Tone.BLUE,
    ClockState.MET: Tone.BLUE,
}


def state_cell(state: ClockState) -> Cell:
    """Return the state of a clock as symbol and words."""
    return Cell(state.value.replace("-", " "), _TONES[state], marked=True)


def _left_cell(status: ClockStatus) -> Cell:
    """Return the working days left, or by how many it is late; empty once it is met."""
    left = status.working_days_left
    if left is None:
        return EMPTY
    if status.state is ClockState.MISSED:
        return Cell(f"{WorkingDays(-left)} late", Tone.RED)
    return Cell("today" if status.due.day == status.as_of else str(WorkingDays(left)))


# What programs get.
FIELDS: Mapping[str, Field[PlanClock]] = by_name(
    Field("id", lambda pair: pair[1].id, "ID"),
    Field("title", lambda pair: pair[1].clock.title, "Clock", flexible=True),
    Field("to", lambda pair: pair[1].clock.to, "To", lambda pair: Cell(pair[0].plan.body_title(pair[1].clock.to))),
    Field("state", lambda pair: pair[1].state.value, "State", lambda pair: state_cell(pair[1].state)),
    date_field("due", "Due", lambda pair: pair[1].due, tone=Tone.STRONG),
    date_field("from", "From", lambda pair: pair[1].clock.start),
    Field("within", lambda pair: None if pair[1].clock.within is None else str(pair[1].clock.within), "Within"),
    date_field("met", "Met", lambda pair: pair[1].met),
    Field(
        "working_days_left",
        lambda pair: pair[1].working_days_left,
        "Time left",
        lambda pair: _left_cell(pair[1]),
        align=Align.RIGHT,
    ),
)
# The same with what only people read.
SHOWN: Mapping[str, Field[PlanClock]] = {
    **FIELDS,
    "plan": Field("plan", lambda pair: pair[1].plan, "Plan"),
    "counted": Field(
        "counted", lambda pair: pair[1].counted, "Counted", lambda pair: Cell(pair[1].counted, Tone.MUTED)
    ),
}
