"""A funnel drawn in characters: a line for each area, the largest first, with the limits at its own size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from pap_cli.cell import Tone
from pap_cli.drawing import FunnelPlot, FunnelPoint
from pap_cli.model.numbers import unit_suffix
from pap_cli.render.chart_layout import FUNNEL_MEANINGS, SYMBOLS, drawable, make_scale, shorten
from pap_cli.render.terminal.time_chart import Piece
from pap_cli.render.text import on_screen

_WIDEST_NAME = 24
_WIDEST_STRIP = 60
# With less room than this, there is no funnel to see.
_NARROWEST_STRIP = 16
_BETWEEN = "   "
# The average, the range between the inner limits, and that between these and the outer ones.
_LINES = {"average": ("│", "|"), "inner": ("━", "="), "outer": ("╌", "-")}


def funnel_lines(chart: FunnelPlot, width: int, *, unicode: bool) -> Iterator[list[Piece]]:
    """Yield the lines of a funnel, in pieces with a tone: areas by size, so the limits widen from top to bottom."""
    points = sorted(chart.points, key=lambda one: -one.size)
    if not points:
        return
    form = 0 if unicode else 1
    names = [shorten(on_screen(one.name, unicode=unicode), _WIDEST_NAME, unicode=unicode) for one in points]
    figures = [on_screen(one.figure, unicode=unicode) for one in points]
    named, figured = max(map(cell_len, names)), max(map(len, figures))
    room = max(_NARROWEST_STRIP, min(_WIDEST_STRIP, width - named - figured - 5))
    strip = _Strip(chart, points, room, form)
    for name, figure, point in zip(names, figures, points, strict=True):
        tone = Tone.STRONG if point.is_ours else Tone.PLAIN
        yield [(f"{set_cell_size(name, named)}  {figure:>{figured}}  ", tone), *strip.pieces(point)]
    indent = " " * (named + figured + 4)
    low, high = (strip.text(end) + unit_suffix(chart.unit) for end in (strip.low, strip.high))
    yield [(f"{indent}{low}{high:>{max(1, room - len(low))}}", Tone.MUTED)]
    yield []
    order = list(SYMBOLS)
    examples = {FUNNEL_MEANINGS[one.mark]: one for one in sorted(points, key=lambda one: order.index(one.mark))}
    yield from _wrapped([(f"{SYMBOLS[one.mark][form]} {words}", one.tone) for words, one in examples.items()], width)
    average = on_screen(f"average {chart.average_words}", unicode=unicode)
    lines = (("average", average), ("inner", "95% limits"), ("outer", "99.8% limits"))
    yield from _wrapped([(f"{_LINES[name][form]} {words}", Tone.MUTED) for name, words in lines], width)


def _wrapped(entries: Sequence[Piece], width: int) -> Iterator[list[Piece]]:
    """Yield the entries of a legend side by side, on as many lines as they need."""
    line: list[Piece] = []
    used = 0
    for words, tone in entries:
        if line and used + cell_len(words) > width:
            yield line
            line, used = [], 0
        line.append((words + _BETWEEN, tone))
        used += cell_len(words) + len(_BETWEEN)
    yield line


class _Strip:
    """The scale that all areas share, from left to right."""

    def __init__(self, chart: FunnelPlot, points: Sequence[FunnelPoint], room: int, form: int) -> None:
        values = [chart.average, *(one.value for one in points)]
        values += [limit for one in points for limit in one.limits or ()]
        self._scale = make_scale(list(map(drawable, values)), few=False)
        self.low, self.high = self._scale.low, self._scale.high
        self._average, self._room, self._form = chart.average, room, form

    def text(self, value: float) -> str:
        """Return a number of the axis."""
        return self._scale.text(value)

    def _column(self, value: float) -> int:
        share = (value - self.low) / (self.high - self.low)
        return max(0, min(self._room - 1, round(share * (self._room - 1))))

    def pieces(self, point: FunnelPoint) -> list[Piece]:
        """Return the line of an area: limits, average and figure, in characters."""
        cells: list[Piece] = [(" ", Tone.PLAIN)] * self._room
        if point.limits is not None:
            outer_low, inner_low, inner_high, outer_high = map(self._column, sorted(point.limits))
            for column in range(outer_low, outer_high + 1):
                name = "inner" if inner_low <= column <= inner_high else "outer"
                cells[column] = (_LINES[name][self._form], Tone.MUTED)
        cells[self._column(self._average)] = (_LINES["average"][self._form], Tone.PLAIN)
        cells[self._column(point.value)] = (SYMBOLS[point.mark][self._form], point.tone)
        return cells
