"""The targets of milestones: as a field of a milestone, and in tables below milestones and KPIs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.kpis.measures import TargetState, TargetStatus
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.columns.field import Field
from pap_cli.document import Table
from pap_cli.model.goal import in_words, written
from pap_cli.model.numbers import Unit
from pap_cli.wording.cells import date_cell, figure_words

T = TypeVar("T")

_TONES = {
    TargetState.MET: Tone.GREEN,
    TargetState.NOT_MET: Tone.RED,
    TargetState.NOT_DUE: Tone.GREY,
    TargetState.NO_FIGURE: Tone.GREY,
    TargetState.UNKNOWN: Tone.GREY,
    TargetState.CANCELLED: Tone.GREY,
}
_FIGURE = (Column("Target", Align.RIGHT), Column("Figure", Align.RIGHT), Column("Period", keep=1), Column("State"))


def target_facts(one: TargetStatus) -> dict[str, object]:
    """Return a target of a milestone for programs, in the KPI's unit."""
    return {
        "kpi": one.target.kpi,
        "target": one.aim.target,
        "target_written": written(one.target.target),
        "value": one.value,
        "period": one.figure.period.written if one.figure is not None else None,
        "state": one.state.value,
        "met": one.met,
    }


def targets_field(of: Callable[[T], Sequence[TargetStatus]]) -> Field[T]:
    """Return the field of the targets of a milestone."""
    return Field(
        "targets",
        lambda item: [target_facts(one) for one in of(item)],
        "Targets",
        lambda item: Cell("; ".join(f"{one.target.kpi} {target_words(one)}: {state_words(one)}" for one in of(item))),
        shown=False,
    )


def target_words(one: TargetStatus) -> str:
    """Return a target as it is written, with the KPI's unit."""
    goal = one.target.target
    number = one.aim.target if one.aim.target is not None else goal if isinstance(goal, float) else None
    return in_words(goal, number, _unit(one))


def state_words(one: TargetStatus) -> str:
    """Return whether a target is met, in words."""
    words = {
        TargetState.NOT_DUE: "not due yet",
        TargetState.NO_FIGURE: "no figure for then",
        TargetState.UNKNOWN: f"not known: {one.reason}",
    }
    return words.get(one.state, one.state.value.replace("-", " "))


def of_milestones(statuses: Iterable[MilestoneStatus], *, several: bool = False) -> Table:
    """Return the targets of milestones, each with its KPI and figure; with the milestones' IDs if `several`."""
    rows = (
        (
            *((Cell(status.id),) if several else ()),
            Cell(one.kpi.kpi.title if one.kpi is not None else one.target.kpi),
            *_cells(one),
        )
        for status in statuses
        for one in status.targets
    )
    first = (Column("ID"),) if several else ()
    return Table((*first, Column("KPI", flexible=True), *_FIGURE), tuple(rows)).filled()


def of_kpi(found: Iterable[tuple[MilestoneStatus, TargetStatus]]) -> Table:
    """Return the milestones that set a target for one KPI."""
    rows = (
        (Cell(status.id), Cell(status.schedule.milestone.title), date_cell(status.schedule.due), *_cells(one))
        for status, one in found
    )
    return Table((Column("ID"), Column("Milestone", flexible=True), Column("Due"), *_FIGURE), tuple(rows)).filled()


def _cells(one: TargetStatus) -> tuple[Cell, ...]:
    return (
        Cell(target_words(one)),
        Cell(figure_words(one.figure, _unit(one))),
        Cell(str(one.figure.period) if one.figure is not None else "", Tone.MUTED),
        Cell(state_words(one), _TONES[one.state], marked=True),
    )


def _unit(one: TargetStatus) -> Unit:
    return one.kpi.kpi.unit if one.kpi is not None else Unit("number")
