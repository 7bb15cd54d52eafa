"""A matrix: a row per item, a column per kind, with full, half or missing discs."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.drawing import Fill, Matrix, MatrixRow
from pap_cli.render.drawings.canvas import WIDTH, Canvas, clean
from pap_cli.render.drawings.marks import Swatch, cross, legend
from pap_cli.render.drawings.rows import PAGE, Names, even, names_of
from pap_cli.render.drawings.type import fitted, text_width, wrapped

_ROW = 16.0
_ABOVE_LEGEND = 6.0
_LEAST_TITLE = 150.0
_COLUMN, _WIDEST_COLUMN, _NARROWEST_COLUMN = 62.0, 110.0, 15.0
_LINE = 13.0
# The longest column heading that is turned because its column is narrow.
_UPRIGHT = 110.0


class _Layout(Struct, frozen=True):
    """The positions of the columns, and their headings: wrapped, or turned."""

    names: Names
    left: float
    pitch: float
    heads: tuple[list[str], ...]
    turned: bool

    @property
    def top(self) -> float:
        """The position of the first row."""
        if self.turned:
            return max(text_width(line) for lines in self.heads for line in lines) + 12
        return max(map(len, self.heads)) * _LINE + 6

    def x(self, index: int) -> float:
        """Return the middle of a column."""
        return self.left + self.pitch * (index + 0.5)


def _layout(chart: Matrix) -> _Layout:
    names = names_of(chart.rows)
    heads = [clean(column) for column in chart.columns]
    word = max((text_width(word, bold=True) for head in heads for word in head.split()), default=0.0)
    room = (WIDTH - names.title - _LEAST_TITLE) / len(heads)
    pitch = min(room, max(_COLUMN, min(_WIDEST_COLUMN, word + 8)))
    turned = word > pitch - 4
    lines = tuple(
        [fitted(head, _UPRIGHT)] if turned else wrapped(head, pitch - 4, lines=3, bold=True) for head in heads
    )
    return _Layout(names, WIDTH - pitch * len(heads), pitch, lines, turned)


def draw(canvas: Canvas, chart: Matrix) -> float:
    """Draw the matrix and return its height."""
    if not chart.rows or not chart.columns:
        return canvas.nothing()
    layout = _layout(chart)
    top = layout.top
    bottom = top + _ROW * len(chart.rows)
    _draw_heads(canvas, layout)
    canvas.line(0, top, WIDTH, top, "axis")
    for index, row in enumerate(chart.rows):
        y = top + _ROW * index
        if index % 2:
            canvas.rect(0, y, WIDTH, _ROW, fill="band")
        _draw_row(canvas, layout, chart, row, y + _ROW / 2)
    canvas.line(0, bottom, WIDTH, bottom, "axis")
    return bottom + _ABOVE_LEGEND + _draw_legend(canvas, chart, bottom + _ABOVE_LEGEND)


def _draw_heads(canvas: Canvas, layout: _Layout) -> None:
    """Draw the column headings; if columns are too narrow even for turned ones, only every Nth."""
    every = ceil(_NARROWEST_COLUMN / layout.pitch)
    for index, lines in list(enumerate(layout.heads))[::every]:
        for number, line in enumerate(reversed(lines)):
            if layout.turned:
                canvas.text(layout.x(index), layout.top - 6, line, turned=True)
            else:
                y = layout.top - 10 - _LINE * number
                canvas.text(layout.x(index), y, line, anchor="middle", bold=True)


def _draw_row(canvas: Canvas, layout: _Layout, chart: Matrix, row: MatrixRow, y: float) -> None:
    with canvas.tooltip(f"{row.label.text} {row.title}"):
        layout.names.draw(canvas, row, y, layout.left - 6)
    for index, ((fill, words), column) in enumerate(zip(row.fields, chart.columns, strict=False)):
        with canvas.tooltip(f"{column}: {words}" if words else column):
            _draw_field(canvas, layout.x(index), y, fill, min(4.6, 0.42 * layout.pitch))


def _draw_field(canvas: Canvas, x: float, y: float, fill: Fill, radius: float) -> None:
    match fill:
        case Fill.FULL:
            canvas.circle(x, y, radius, fill="blue")
        case Fill.PART:
            canvas.circle(x, y, radius, fill="paper", stroke="blue-line", width=1.2)
            canvas.half_circle(x, y, radius, fill="blue")
        case Fill.NONE:
            cross(canvas, x, y, 0.65 * radius, "red")


def _draw_legend(canvas: Canvas, chart: Matrix, y: float) -> float:
    return legend(canvas, [(_example(canvas, fill), clean(words)) for fill, words in chart.legend], y)


def _example(canvas: Canvas, fill: Fill) -> Swatch:
    return lambda x, y: _draw_field(canvas, x, y, fill, 4.6)


def parts(chart: Matrix) -> tuple[Matrix, ...]:
    """Return the matrix cut into parts that fit on a page, each with its headings and legend.

    If it is cut both ways, the parts with the first columns come first.
    """
    if not chart.rows or not chart.columns:
        return (chart,)
    wide = int((WIDTH - names_of(chart.rows).title - _LEAST_TITLE) // _NARROWEST_COLUMN)
    found = [part for some in _by_columns(chart, wide) for part in _by_rows(some)]
    return tuple(found) if len(found) > 1 else (chart,)


def _by_columns(chart: Matrix, most: int) -> Iterator[Matrix]:
    for run in even(range(len(chart.columns)), most):
        some = slice(run[0], run[-1] + 1)
        rows = tuple(replace(row, fields=row.fields[some]) for row in chart.rows)
        yield replace(chart, columns=chart.columns[some], rows=rows)


def _by_rows(chart: Matrix) -> Iterator[Matrix]:
    # drawn on a canvas that is not used, to measure its height
    room = PAGE - _layout(chart).top - _ABOVE_LEGEND - _draw_legend(Canvas(), chart, 0)
    for rows in even(chart.rows, int(room // _ROW)):
        yield replace(chart, rows=rows)
