"""The page of a KPI: its figure against everything there is to compare it with, and all its figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.kpi import KpiStatus, known_on
from pap_cli.document import Align, Block, Cell, Column, Facts, Heading, Table, Tone
from pap_cli.model.dates import show_date
from pap_cli.model.kpi import Kpi, Missing, Polarity, Target
from pap_cli.views import kpis
from pap_cli.views.cells import date_cell, gap_words, in_period, number, rating_cell, signed, with_unit
from pap_cli.views.pages import Page, notes_of, pairs, values_of


def _figures(status: KpiStatus) -> Table:
    columns = (
        Column("Period"),
        Column("Value", Align.RIGHT),
        Column("Numerator", Align.RIGHT, keep=2),
        Column("Denominator", Align.RIGHT, keep=2),
        Column("Known on", keep=1),
        Column("Note", flexible=True, keep=3),
    )
    rows = tuple(
        (
            Cell(str(one.period)),
            Cell(one.value.meaning, Tone.MUTED)
            if isinstance(one.value, Missing)
            else Cell(with_unit(status.kpi, one.value)),
            Cell(number(one.numerator)),
            Cell(number(one.denominator)),
            date_cell(known_on(status.kpi, one), Tone.MUTED),
            Cell(one.note or ""),
        )
        for one in reversed(status.series)
    )
    return Table(columns, rows)


def _step(kpi: Kpi, step: Target) -> str:
    """A dated target, and its floor where it has one of its own."""
    floor = f", floor {with_unit(kpi, step.floor)}" if step.floor is not None else ""
    return with_unit(kpi, step.target) + floor


def kpi(plans: Iterable[PlanStatus], status: KpiStatus, as_of: date) -> Page:
    """A KPI: its figure against everything there is to compare it with, and all its figures."""
    kpi = status.kpi
    named_by = [action.id for plan in plans for action in plan.actions if any(one is status for one in action.kpis)]
    baseline = f"{with_unit(kpi, kpi.baseline.value)} {in_period(kpi.baseline.period)}" if kpi.baseline else ""
    previous = status.previous
    before = (
        f"{with_unit(kpi, previous.value)} {in_period(previous.period)}"
        if previous and not isinstance(previous.value, Missing)
        else ""
    )
    blocks: list[Block] = [
        Heading(f"{kpi.id} {kpi.title}", level=1, aside="KPI"),
        pairs(
            ("Rating", rating_cell(status.rating, f"{status.rating.value}: {status.reason}")),
            (
                "Value",
                f"{with_unit(kpi, status.value)} {in_period(status.latest.period)}"
                if status.latest
                else "no figure yet",
            ),
            ("Target", with_unit(kpi, status.target)),
            ("Floor", with_unit(kpi, status.floor)),
            ("Gap", gap_words(status)),
            ("Polarity", kpis.polarity_words(kpi.polarity)),
            ("Unit and basis", f"{kpi.unit}, {kpi.basis.value}, {kpi.frequency.value}"),
            ("Baseline", baseline),
            ("Since baseline", kpis.change_cell(status) if kpi.polarity is not Polarity.NONE else ""),
            ("Figure before", before),
            ("Published", date_cell(status.published)),
            ("Age", kpis.age_cell(status)),
            ("Trend", kpis.spark_cell(status)),
            ("Named by", ", ".join(named_by) or "no action"),
            ("Owner", kpi.owner or Cell("nobody", Tone.RED)),
            ("Definition", kpi.definition),
            ("Source", kpi.source),
        ),
    ]
    if status.benchmarks:
        columns = (
            Column("Benchmark"),
            Column("Period"),
            Column("Value", Align.RIGHT),
            Column("Ours is", Align.RIGHT),
        )
        rows = tuple(
            (
                Cell(one.name),
                Cell(str(one.period)),
                Cell(with_unit(kpi, one.value)),
                Cell(f"{signed(one.gap)}" if one.gap is not None else "another period", Tone.MUTED),
            )
            for one in status.benchmarks
        )
        blocks += [Heading("Benchmarks", level=3), Table(columns, rows)]
    if kpi.trajectory:
        steps = tuple((f"by {show_date(step.by)}", Cell(_step(kpi, step))) for step in kpi.trajectory)
        blocks += [Heading("Trajectory", level=3), Facts(steps)]
    blocks += notes_of(kpi.notes, as_of)
    if status.series:
        blocks += [Heading("Figures", level=3), _figures(status)]
    return Page("kpi", kpi.place, values_of(kpis.FIELDS, status), tuple(blocks))
