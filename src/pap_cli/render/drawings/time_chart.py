"""A time chart: a row per item, marks on one axis of days, slippage as an arrow, overdue time as a red bar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.cell import Tone
from pap_cli.drawing import Mark, TimeChart, TimeRow
from pap_cli.render.drawings.axes import AXIS_HEIGHT, DayAxis
from pap_cli.render.drawings.canvas import TONES, WIDTH, Canvas, clean
from pap_cli.render.drawings.marks import (
    Swatch,
    diamond,
    disc,
    hatched,
    legend,
    outline,
    square,
    ticked,
    triangle_right,
)
from pap_cli.render.drawings.rows import PAGE, Names, names_of
from pap_cli.render.drawings.type import SIZE, fitted, text_width

_ROW = 17.0
_HEADING = 26.0
_ABOVE_LEGEND = 8.0
_GAP = 10.0
_WIDEST_TITLE = 264.0
_LEAST_AXIS = 330.0
_CONTINUED = " (continued)"
# The drawing order of marks, later ones over earlier ones.
_ORDER = ("first", "due", "forecast", "done", "evidenced")
_MOVED, _OVERDUE = "date moved", "overdue"


class _Layout(Struct, frozen=True):
    """The positions of the names of rows, and of the axis."""

    names: Names
    axis: DayAxis


def _layout(chart: TimeChart) -> _Layout:
    names = names_of([row for _, rows in chart.groups for row in rows])
    room = min(names.widest, _WIDEST_TITLE, WIDTH - _LEAST_AXIS - names.title)
    left = names.title + (room + _GAP if room else 0.0)
    return _Layout(names, DayAxis(chart.start, chart.end, left, WIDTH - 6))


def draw(canvas: Canvas, chart: TimeChart) -> float:
    """Draw the chart and return its height."""
    if not any(rows for _, rows in chart.groups):
        return canvas.nothing()
    layout = _layout(chart)
    bottom = AXIS_HEIGHT + sum(_group_height(heading, len(rows)) for heading, rows in chart.groups)
    layout.axis.draw(canvas, AXIS_HEIGHT, bottom)
    layout.axis.draw_today(canvas, chart.today, AXIS_HEIGHT, bottom)
    kinds = dict(chart.legend)
    y = AXIS_HEIGHT
    for heading, rows in chart.groups:
        if heading:
            canvas.line(0, y + 4, WIDTH, y + 4, "axis", width=0.6)
            # on its own canvas, so that the lines of the axis do not cross the text
            words = fitted(clean(heading), WIDTH - 4, SIZE, bold=True)
            canvas.rect(0, y + 5, text_width(words, SIZE, bold=True) + 4, _HEADING - 7, fill="paper")
            canvas.text(0, y + 15.5, words, size=SIZE, bold=True)
            y += _HEADING
        for row in rows:
            with canvas.tooltip(_words(row, kinds)):
                _draw_row(canvas, layout, row, chart.today, y + _ROW / 2)
            y += _ROW
    canvas.line(layout.axis.left, bottom, layout.axis.right, bottom, "axis", width=0.8)
    y += _ABOVE_LEGEND
    return y + legend(canvas, list(_entries(canvas, chart)), y)


def _group_height(heading: str, count: int) -> float:
    return (_HEADING if heading else 0.0) + count * _ROW


def _words(row: TimeRow, kinds: Mapping[str, str]) -> str:
    """Return the text shown when a reader points at a row: its full title, and its dates."""
    marks = sorted(row.marks, key=lambda mark: mark.day)
    days = ", ".join(f"{kinds.get(mark.kind, mark.kind)} {mark}" for mark in marks)
    name = f"{row.label.text} {row.title}".strip()
    return f"{name}: {days}" if days else name


def _draw_row(canvas: Canvas, layout: _Layout, row: TimeRow, today: date, y: float) -> None:
    axis = layout.axis
    layout.names.draw(canvas, row, y, axis.left - _GAP)
    canvas.line(axis.left, y, axis.right, y, "grid", width=0.8)
    moved, overdue = _moved(row), _overdue(row, today)
    if overdue:
        start, end = axis.x(overdue[0]), axis.x(overdue[1])
        hatched(canvas, start, y - 3, end - start, 6, Tone.RED)
    if moved:
        _arrow(canvas, axis.x(moved[0]), axis.x(moved[1]), y)
    elif row.stretch and not overdue:
        canvas.line(axis.x(row.stretch[0]), y, axis.x(row.stretch[1]), y, "muted-line", width=1.4)
    for mark in sorted(row.marks, key=lambda mark: _ORDER.index(mark.kind) if mark.kind in _ORDER else -1):
        if axis.holds(mark.day):
            _draw_mark(canvas, axis.x(mark.day), y, mark)


def _day_of(row: TimeRow, kind: str) -> date | None:
    return next((mark.day for mark in row.marks if mark.kind == kind), None)


def _moved(row: TimeRow) -> tuple[date, date] | None:
    """Return the first and the approved due date, if they differ."""
    first, due = _day_of(row, "first"), _day_of(row, "due")
    return (first, due) if first and due and first != due else None


def _overdue(row: TimeRow, today: date) -> tuple[date, date] | None:
    """Return the approved due date and today, if the row is overdue."""
    due = _day_of(row, "due")
    if due is None or row.stretch is None or _day_of(row, "done") or not due < today <= row.stretch[1]:
        return None
    return due, today


def _arrow(canvas: Canvas, start: float, end: float, y: float) -> None:
    """Draw a line to just before the mark at its end, with an arrowhead if there is room."""
    way = 1 if end > start else -1
    tip = end - 5.5 * way if abs(end - start) >= 16 else end
    canvas.line(start, y, tip, y, "muted-line", width=1.4)
    if tip != end:
        canvas.path([(tip - 5 * way, y - 3), (tip, y), (tip - 5 * way, y + 3)], stroke="muted-line", width=1.4)


def _draw_mark(canvas: Canvas, x: float, y: float, mark: Mark) -> None:
    name = TONES[mark.tone]
    match mark.kind:
        case "first":
            outline(canvas, diamond(x, y, 4.2), name, hollow=True)
        case "due":
            outline(canvas, diamond(x, y, 5.4), name)
        case "forecast":
            outline(canvas, triangle_right(x, y, 4.4), name, hollow=True)
        case "done":
            disc(canvas, x, y, 3.7, name)
        case "evidenced":
            ticked(canvas, x, y, 4.8, name)
        case _:
            outline(canvas, square(x, y, 3), name, hollow=True)


def _entries(canvas: Canvas, chart: TimeChart) -> Iterator[tuple[Swatch, str]]:
    """Return the legend: the marks, and the lines between them that occur."""
    rows = [row for _, found in chart.groups for row in found]
    example = {"due": Tone.PLAIN, "forecast": Tone.AMBER, "done": Tone.PLAIN, "evidenced": Tone.BLUE}
    for kind, words in chart.legend:
        if kind == "today":
            yield (lambda x, y: canvas.line(x, y - 6, x, y + 6, "today", width=1.2)), clean(words)
        else:
            yield _example(canvas, Mark(chart.today, kind, example.get(kind, Tone.MUTED))), clean(words)
    if any(map(_moved, rows)):
        yield (lambda x, y: _arrow(canvas, x - 8, x + 13.5, y)), _MOVED
    if any(_overdue(row, chart.today) for row in rows):
        yield (lambda x, y: hatched(canvas, x - 8, y - 3, 16, 6, Tone.RED)), _OVERDUE


def _example(canvas: Canvas, mark: Mark) -> Swatch:
    return lambda x, y: _draw_mark(canvas, x, y, mark)


def parts(chart: TimeChart) -> tuple[TimeChart, ...]:
    """Return the chart cut into parts that fit on a page; a group that continues repeats its heading."""
    # drawn on a canvas that is not used, to measure its height
    sheet = Canvas()
    room = PAGE - AXIS_HEIGHT - _ABOVE_LEGEND - legend(sheet, list(_entries(sheet, chart)), 0)
    pages: list[list[tuple[str, tuple[TimeRow, ...]]]] = [[]]
    left = room
    for heading, rows in chart.groups:
        start = 0
        while start < len(rows):
            name = f"{heading}{_CONTINUED}" if heading and start else heading
            waiting = len(rows) - start
            fits = int((left - _group_height(name, 0)) // _ROW)
            # a heading with only one row never ends a page, and a last row is never alone on the next
            count = waiting if fits >= waiting else fits - 1 if fits + 1 == waiting else fits
            if pages[-1] and count < min(2, waiting):
                pages.append([])
                left = room
                continue
            pages[-1].append((name, rows[start : start + count]))
            left -= _group_height(name, count)
            start += count
    return tuple(replace(chart, groups=tuple(page)) for page in pages) if len(pages) > 1 else (chart,)
