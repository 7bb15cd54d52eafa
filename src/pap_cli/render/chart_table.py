"""Text and table alternatives for charts, for screen readers."""

from __future__ import annotations

from pap_cli.cell import Align, Cell, Column
from pap_cli.document import Table
from pap_cli.drawing import SpcChart, TimeChart
from pap_cli.model.dates import show_date
from pap_cli.render.chart_layout import figures, reading, target_words


def chart_table(chart: SpcChart | TimeChart) -> Table:
    """Return the chart's points or marks as a table, one row each."""
    return _points(chart) if isinstance(chart, SpcChart) else _marks(chart)


def chart_words(chart: SpcChart | TimeChart) -> str:
    """Return a sentence that describes a chart."""
    if isinstance(chart, TimeChart):
        rows = sum(len(found) for _, found in chart.groups)
        lines = "1 line" if rows == 1 else f"{rows} lines"
        days = f"from {show_date(chart.start)} to {show_date(chart.end)}"
        return f"{lines} on an axis of days {days}, with a line at {show_date(chart.today)}."
    many = "1 figure" if len(chart.points) == 1 else f"{len(chart.points)} figures"
    between = f" from {chart.points[0].label} to {chart.points[-1].label}" if len(chart.points) > 1 else ""
    target = target_words(chart)
    limited = any(point.lower is not None or point.upper is not None for point in chart.points)
    lines = f"{chart.centre}{' and control limits' if limited else ''}"
    return f"{many}{between}, with their {lines}{f'; {target}' if target else ''}."


def _points(chart: SpcChart) -> Table:
    titles = ("Value", chart.centre.capitalize(), "Lower limit", "Upper limit")
    columns = (Column("Period"), *(Column(title, Align.RIGHT) for title in titles), Column("Reading"))
    rows = tuple(
        (Cell(point.label), *(Cell(text) for text in figures(chart, point)), Cell(reading(point)))
        for point in chart.points
    )
    return Table(columns, rows)


def _marks(chart: TimeChart) -> Table:
    names = dict(chart.legend)
    columns = (Column("Group", flexible=True), Column("ID"), Column("Title", flexible=True), Column("Dates"))
    rows = tuple(
        (
            Cell(group),
            row.label,
            Cell(row.title),
            Cell(", ".join(f"{names.get(mark.kind, mark.kind)} {mark}" for mark in row.marks)),
        )
        for group, found in chart.groups
        for row in found
    )
    return Table(columns, rows)
