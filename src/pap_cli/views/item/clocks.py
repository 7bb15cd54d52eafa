"""The page of a statutory clock."""

from __future__ import annotations

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.deadlines.clocks import ClockState, ClockStatus
from pap_cli.cell import Cell, Tone
from pap_cli.columns import clocks
from pap_cli.columns.field import values
from pap_cli.document import Heading
from pap_cli.model.dates import show_date
from pap_cli.model.working_days import WorkingDays
from pap_cli.views.item.actions import Page, pairs


def page(plan: PlanStatus, status: ClockStatus) -> Page:
    """Return the page of a clock: its due date, how it was counted, and its state."""
    clock = status.clock
    left = status.working_days_left
    late = status.state is ClockState.MISSED
    blocks = (
        Heading(f"{clock.id} {clock.title}", level=1, aside="statutory clock"),
        pairs(
            ("State", clocks.state_cell(status.state)),
            ("To", plan.plan.body_title(clock.to)),
            ("Due", Cell(", ".join(part for part in (str(status.due), status.counted) if part), Tone.STRONG)),
            ("Late" if late else "Time left", None if left is None else _time(status, left)),
            ("Met", show_date(status.met) if status.met else None),
        ),
    )
    return Page("clock", clock.place, {"plan": plan.plan.id, **values(clocks.FIELDS, (plan, status))}, blocks)


def _time(status: ClockStatus, left: int) -> str:
    """Return the working days to a deadline or since it; `today` on the day."""
    return "today" if status.due.day == status.as_of else str(WorkingDays(abs(left)))
