"""Statutory clocks as they are shown: their state, their day and how it was counted, the working days left."""

from __future__ import annotations

from collections.abc import Iterable

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.deadlines.clocks import ClockState, ClockStatus
from pap_cli.document import Align, Cell, Column, Heading, Table, Tone
from pap_cli.model.dates import show_date
from pap_cli.model.working_days import WorkingDays
from pap_cli.views.item.actions import Page, pairs
from pap_cli.wording.cells import date_cell, iso

_TONES = {
    ClockState.MISSED: Tone.RED,
    ClockState.RUNNING: Tone.GREEN,
    ClockState.MET_LATE: Tone.BLUE,
    ClockState.MET: Tone.BLUE,
}


def facts(status: ClockStatus) -> dict[str, object]:
    """Everything about a clock, for programs."""
    clock = status.clock
    return {
        "id": clock.id,
        "title": clock.title,
        "to": clock.to,
        "state": status.state.value,
        "due": iso(status.due),
        "from": iso(clock.start),
        "within": str(clock.within) if clock.within is not None else None,
        "met": iso(status.met),
        "working_days_left": status.working_days_left,
    }


def state_cell(state: ClockState) -> Cell:
    """What became of a duty, as symbol and words."""
    return Cell(state.value.replace("-", " "), _TONES[state], marked=True)


def left_cell(status: ClockStatus) -> Cell:
    """The working days left, or by how many it is late; empty once it is met."""
    left = status.working_days_left
    if left is None:
        return Cell("")
    if status.state is ClockState.MISSED:
        return Cell(f"{-left} wd late", Tone.RED)
    return Cell("today" if status.due.day == status.as_of else f"{left} wd")


def table(statuses: Iterable[ClockStatus]) -> Table:
    """Clocks as a table within a page."""
    columns = (
        Column("State"),
        Column("Id"),
        Column("What", flexible=True),
        Column("Due"),
        Column("Left", Align.RIGHT),
        Column("Counted", keep=1),
        Column("Met"),
    )
    rows = tuple(
        (
            state_cell(status.state),
            Cell(status.id),
            Cell(status.clock.title),
            date_cell(status.due),
            left_cell(status),
            Cell(status.counted, Tone.MUTED),
            date_cell(status.met),
        )
        for status in statuses
    )
    return Table(columns, rows)


def page(plan: PlanStatus, status: ClockStatus) -> Page:
    """A clock: its day, how it was counted, and what became of the duty."""
    clock = status.clock
    left = status.working_days_left
    late = status.state is ClockState.MISSED
    blocks = (
        Heading(f"{clock.id} {clock.title}", level=1, aside="statutory clock"),
        pairs(
            ("State", state_cell(status.state)),
            ("To", plan.plan.body_titles.get(clock.to or "", clock.to or "")),
            ("Due", Cell(", ".join(part for part in (str(status.due), status.counted) if part), Tone.STRONG)),
            ("Late" if late else "Left", None if left is None else str(WorkingDays(abs(left)))),
            ("Met", show_date(status.met) if status.met else None),
        ),
    )
    return Page("clock", clock.place, {"plan": plan.plan.id, **facts(status)}, blocks)
