"""S-curves drawn in characters: a mark in each column of days for each line, with its last count at its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter

from msgspec import Struct
from rich.cells import cell_len

from pap_cli.cell import Tone
from pap_cli.drawing import BurnUp, Steps
from pap_cli.model.dates import show_date
from pap_cli.render.chart_layout import Scale, drawable, make_scale
from pap_cli.render.terminal.time_chart import Piece, axis_words
from pap_cli.render.text import on_screen

# The mark of each kind of line with and without Unicode, and its tone; later ones are drawn over earlier ones.
_MARKS = {
    "scope": ("∙", ":", Tone.MUTED),
    "first": ("·", ".", Tone.MUTED),
    "plan": ("○", "o", Tone.PLAIN),
    "done": ("●", "*", Tone.BLUE),
}
_WIDEST = 96
_NARROWEST = 20


class _Plot(Struct, frozen=True):
    """The columns of days and the rows of counts."""

    chart: BurnUp
    scale: Scale
    width: int

    def day(self, column: int) -> date:
        """Return the day at the right end of a column."""
        days = (self.chart.end - self.chart.start).days
        return date.fromordinal(self.chart.start.toordinal() + round(days * column / (self.width - 1)))

    def column(self, day: date) -> int:
        """Return the column of a day."""
        days = max(1, (self.chart.end - self.chart.start).days)
        return max(0, min(self.width - 1, round((day - self.chart.start).days / days * (self.width - 1))))


def burn_up_lines(chart: BurnUp, width: int, *, unicode: bool) -> Iterator[list[Piece]]:
    """Yield the lines of the chart, in pieces with a tone; no line is wider than WIDTH cells, but for very few.

    What was delivered ends at the as-of date, for which there is a line; the plans go on to the last due date.
    """
    order = list(_MARKS)
    series = sorted(
        (steps for steps in chart.series if steps.points),
        key=lambda steps: order.index(steps.kind) if steps.kind in order else 0,
    )
    if not series:
        return
    greatest = max(_whole(count) for steps in series for _, count in steps.points)
    scale = _scale(greatest)
    names = {scale.row(level): scale.text(level) for level in _levels(scale)}
    margin = max(map(len, names.values()))
    ends = max(len(f"{_last(steps):,}") for steps in series)
    plot = _Plot(chart, scale, max(_NARROWEST, min(_WIDEST, width - margin - 2 - ends - 1)))
    grid = _grid(plot, series, unicode=unicode)
    counts = _end_counts(plot, series)
    for row in range(scale.rows):
        line: list[Piece] = [(f"{names.get(row, ''):>{margin}} {'┤' if unicode else '|'}", Tone.MUTED)]
        line += [("".join(mark for mark, _ in run), tone) for tone, run in groupby(grid[row], key=itemgetter(1))]
        if row in counts:
            line.append((f" {counts[row][0]}", counts[row][1]))
        yield line
    indent = " " * (margin + 2)
    yield [(indent + axis_words(chart.start, chart.end, plot.width), Tone.MUTED)]
    yield []
    yield from _legend(plot, series, width, unicode=unicode)


def _scale(greatest: int) -> Scale:
    scale = make_scale([0.0, float(max(1, greatest))], few=False)
    return scale if scale.step >= 1 else Scale(0.0, 1.0, max(1, greatest), scale.rows_each)


def _levels(scale: Scale) -> Iterator[float]:
    return (scale.low + scale.step * number for number in range(scale.intervals + 1))


def _whole(count: int) -> int:
    return int(drawable(count))


def _last(steps: Steps) -> int:
    return _whole(steps.points[-1][1])


def _grid(plot: _Plot, series: list[Steps], *, unicode: bool) -> list[list[Piece]]:
    """Return a mark or a space for each row and column; a step over several rows is drawn in all of them."""
    grid: list[list[Piece]] = [[(" ", Tone.MUTED)] * plot.width for _ in range(plot.scale.rows)]
    today = plot.column(plot.chart.today)
    for line in grid:
        line[today] = ("│" if unicode else "|", Tone.MUTED)
    for steps in series:
        mark, tone = _mark(steps, unicode=unicode), _MARKS.get(steps.kind, _MARKS["scope"])[2]
        points = sorted(steps.points)
        at, count, before = 0, 0, plot.scale.rows - 1
        for column in range(today + 1 if steps.kind == "done" else plot.width):
            day = plot.chart.today if column == today and steps.kind == "done" else plot.day(column)
            while at < len(points) and points[at][0] <= day:
                count, at = _whole(points[at][1]), at + 1
            if not at:
                continue
            row = plot.scale.row(count)
            for crossed in range(row, max(row, before - 1) + 1):
                grid[crossed][column] = (mark, tone)
            before = row
    return grid


def _mark(steps: Steps, *, unicode: bool) -> str:
    return _MARKS.get(steps.kind, _MARKS["scope"])[0 if unicode else 1]


def _end_counts(plot: _Plot, series: list[Steps]) -> dict[int, tuple[str, Tone]]:
    """Return the last count of each plan, by the row at which it is written; the later line where two meet."""
    planned = (steps for steps in series if steps.kind != "done")
    return {plot.scale.row(_last(steps)): (f"{_last(steps):,}", Tone.MUTED) for steps in planned}


def _legend(plot: _Plot, series: list[Steps], width: int, *, unicode: bool) -> Iterator[list[Piece]]:
    """Yield each line's mark, its name, and its count by the as-of date; side by side as far as there is room."""
    today = plot.chart.today
    entries: list[Piece] = []
    for steps in series:
        by = max((_whole(count) for day, count in steps.points if day <= today), default=0)
        words = f"{_mark(steps, unicode=unicode)} {on_screen(steps.name, unicode=unicode)} ({by:,})"
        entries.append((words, _MARKS.get(steps.kind, _MARKS["scope"])[2]))
    entries.append((f"{'│' if unicode else '|'} {show_date(today)}, with the counts by then", Tone.MUTED))
    line: list[Piece] = []
    used = 0
    for words, tone in entries:
        if line and used + cell_len(words) > width:
            yield line
            line, used = [], 0
        line.append((f"{words}   ", tone))
        used += cell_len(words) + 3
    yield line
