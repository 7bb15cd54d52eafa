"""The figures of a report: each a drawing, what it shows in words, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pap_cli.assess.assessment import MilestoneStatus, count_ratings
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.document import (
    Align,
    Block,
    Cell,
    Column,
    Figure,
    Fill,
    Matrix,
    MatrixRow,
    SpcChart,
    Table,
    TimeChart,
    TimeRow,
)
from pap_cli.model.dates import show_date
from pap_cli.model.numbers import number, with_unit
from pap_cli.views.item.kpi import chart_points
from pap_cli.views.lists.timeline import LEGEND, timeline_row
from pap_cli.views.report import words
from pap_cli.views.report.material import Material
from pap_cli.wording import charts as signal_words
from pap_cli.wording import over_time
from pap_cli.wording.cells import rating_cell
from pap_cli.wording.over_time import ratings_over_time


def rating_history(material: Material) -> list[Block]:
    """The milestones by rating at past quarter ends and now."""
    return ratings_over_time([(one.as_of, count_ratings(one.milestones)) for one in (*material.quarters, material.now)])


def burn_up(material: Material) -> list[Block]:
    """The milestones that were to be delivered by each day, and those that were."""
    return over_time.burn_up((material.now,), material.as_of, [one.as_of for one in material.quarters])


def slippage(material: Material, statuses: Sequence[MilestoneStatus], title: str) -> list[Block]:
    """Milestones on a time axis under their actions: how far their dates moved, and what is overdue."""
    if not statuses:
        return []
    groups: dict[str, list[TimeRow]] = {}
    for status in statuses:
        action = status.schedule.action
        groups.setdefault(f"{action.id} {action.title}", []).append(timeline_row(status, material.as_of))
    drawn = tuple((name, tuple(rows)) for name, rows in groups.items())
    days = [mark.day for _, rows in drawn for row in rows for mark in row.marks] + [material.as_of]
    chart = TimeChart(min(days) - timedelta(days=7), max(days) + timedelta(days=7), material.as_of, drawn, LEGEND)
    moved = [one.schedule.slipped_days for one in statuses if one.schedule.extensions]
    count = len(moved)
    told = "No date was moved" if not moved else f"{words.start(count, 'date')} {words.was_were(count)} moved"
    furthest = f", the furthest by {words.counted(max(map(abs, moved)), 'day')}" if moved else ""
    description = (
        f"{words.start(len(statuses), 'milestone')} on a time axis, with the first and the approved date of each, its "
        f"forecast and its delivery. {told}{furthest}."
    )
    columns = (
        Column("Id"),
        Column("Milestone", flexible=True),
        Column("First date"),
        Column("Approved"),
        Column("Forecast"),
        Column("Delivered"),
    )
    table = tuple(
        (
            Cell(one.id),
            Cell(one.schedule.milestone.title),
            Cell(words.due(one.schedule.milestone.due)),
            Cell(words.due(one.schedule.due)),
            Cell(words.due(one.schedule.forecast) if one.schedule.forecast else ""),
            Cell(show_date(one.schedule.completed) if one.schedule.completed else ""),
        )
        for one in statuses
    )
    return [Figure(title, description, chart, Table(columns, table))]


def control_chart(status: KpiStatus) -> list[Block]:
    """A KPI's control chart; nothing where there is none to draw."""
    signal = status.signal
    if signal is None or len(signal.chart.points) < 2:
        return []
    points = tuple(chart_points(status, signal))
    drawing = SpcChart(points, status.kpi.unit, status.target)
    columns = (
        Column("Period"),
        Column("Value", Align.RIGHT),
        Column("Mean", Align.RIGHT),
        Column("Lower limit", Align.RIGHT),
        Column("Upper limit", Align.RIGHT),
    )
    rows = tuple(
        (
            Cell(point.label),
            Cell(with_unit(point.value, status.kpi.unit)),
            *(
                Cell(number(None if level is None else round(level, 1)))
                for level in (point.mean, point.lower, point.upper)
            ),
        )
        for point in points
    )
    title = f"{status.kpi.title} ({status.kpi.unit})"
    return [Figure(title, signal_words.reading(status), drawing, Table(columns, rows))]


def coverage(material: Material) -> list[Block]:
    """Each recommendation against what it should have: an action, a milestone, evidence and a KPI."""
    found = material.recommendations
    if not found:
        return []
    names = ("Action", "Milestones", "Evidence", "KPI")
    rows = []
    for one in found:
        has = one.coverage
        done = f"{has.delivered} of {has.milestones} delivered"
        fields = (
            (Fill.FULL, f"{has.actions}") if has.actions else (Fill.NONE, "none"),
            (Fill.FULL if has.delivered == has.milestones else Fill.PART, done)
            if has.milestones
            else (Fill.NONE, "none"),
            _evidence(has.delivered, has.evidenced),
            (Fill.FULL, f"{has.kpis}") if has.kpis else (Fill.NONE, "none"),
        )
        label = Cell(one.id, rating_cell(one.rating).tone)
        rows.append(MatrixRow(label, one.recommendation.title, fields))
    whole = sum(1 for row in rows if all(fill is not Fill.NONE for fill, _ in row.fields))
    description = (
        f"{words.start(len(rows), 'recommendation')} against action, milestones, evidence and KPI. "
        f"{words.capital(words.of_them_are(whole, len(rows), 'has', 'have'))} something of each."
    )
    columns = (Column("Id"), Column("Recommendation", flexible=True), *(Column(name) for name in names))
    table = tuple((Cell(row.label.text), Cell(row.title), *(Cell(text) for _, text in row.fields)) for row in rows)
    legend = ((Fill.FULL, "there, or all delivered"), (Fill.PART, "in part"), (Fill.NONE, "nothing"))
    return [
        Figure(
            "What covers each recommendation", description, Matrix(names, tuple(rows), legend), Table(columns, table)
        )
    ]


def _evidence(delivered: int, evidenced: int) -> tuple[Fill, str]:
    if not evidenced:
        return Fill.NONE, f"none of {delivered}" if delivered else "none yet"
    return (Fill.FULL if evidenced == delivered else Fill.PART), f"{evidenced} of {delivered}"
