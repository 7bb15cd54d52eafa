"""A time line drawn in characters: one row per item, one axis of days, a line for today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter

from rich.cells import cell_len, set_cell_size

from pap_cli.cell import Tone
from pap_cli.drawing import TimeChart, TimeRow
from pap_cli.model.dates import add_months, show_month
from pap_cli.render.text import on_screen

Piece = tuple[str, Tone]

# The symbol of each kind of mark, with and without Unicode; later ones are drawn over earlier ones.
GLYPHS = {
    "first": ("◇", "o"),
    "due": ("◆", "O"),
    "forecast": ("▷", ">"),
    "done": ("●", "*"),
    "evidenced": ("✔", "E"),
    "today": ("│", "|"),
}

_TITLE_LIMIT = 46
_LEAST_TITLE = 18
_LEAST_AXIS = 36
_GAP = "  "


def _glyph(kind: str, *, unicode: bool) -> str:
    pair = GLYPHS.get(kind, ("?", "?"))
    return pair[0] if unicode else pair[1]


def _position(day: date, chart: TimeChart, width: int) -> int:
    return _place(day, chart.start, chart.end, width)


def _place(day: date, start: date, end: date, width: int) -> int:
    days = max(1, (end - start).days)
    return max(0, min(width - 1, round((day - start).days / days * (width - 1))))


def _ticks(start: date, end: date, width: int) -> list[tuple[int, str]]:
    """Return the positions of month names on the axis: as many as fit."""
    first = add_months(start.replace(day=1), 1)
    months = (end.year - first.year) * 12 + end.month - first.month + 1
    for step in (1, 2, 3, 6, 12, 24, 60):
        if months <= 0 or width * step / max(1, months) >= 10:
            break
    ticks = []
    day = first
    while day <= end:
        if (step < 12 and (day.month - 1) % step == 0) or (step >= 12 and day.month == 1):
            ticks.append((_place(day, start, end, width), show_month(day)))
        day = add_months(day, 1)
    return ticks


def axis_words(start: date, end: date, width: int) -> str:
    """Return the months that fit on an axis of days, each at its place."""
    line = [" "] * width
    taken = -1
    for position, name in _ticks(start, end, width):
        at = min(position, width - len(name))
        if at > taken:
            line[at : at + len(name)] = name
            taken = at + len(name)
    return "".join(line)


def _row(row: TimeRow, chart: TimeChart, width: int, *, unicode: bool) -> list[Piece]:
    """Return the marks of one row, as runs of one tone."""
    cells: list[Piece] = [(" ", Tone.MUTED)] * width
    if row.stretch:
        start, end = sorted(_position(day, chart, width) for day in row.stretch)
        for position in range(start, end + 1):
            cells[position] = ("─" if unicode else "-", Tone.MUTED)
    today = _position(chart.today, chart, width)
    cells[today] = (_glyph("today", unicode=unicode), Tone.MUTED)
    order = list(GLYPHS)
    for mark in sorted(row.marks, key=lambda mark: order.index(mark.kind) if mark.kind in order else -1):
        cells[_position(mark.day, chart, width)] = (_glyph(mark.kind, unicode=unicode), mark.tone)
    runs = groupby(cells, key=itemgetter(1))
    return [("".join(glyph for glyph, _ in run), tone) for tone, run in runs]


def _cut(text: str, width: int, *, unicode: bool) -> str:
    """Return a text cut with an ellipsis, or padded with spaces, to exactly WIDTH cells."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + ("…" if unicode else "~")


def chart_lines(chart: TimeChart, width: int, *, unicode: bool) -> Iterator[list[Piece]]:
    """Return the chart as lines of pieces, each with its tone; no line is wider than WIDTH cells.

    A label is never cut: one that would leave the axis no room gets a line of its own.
    """
    labels = [on_screen(row.label.text, unicode=unicode) for _, found in chart.groups for row in found]
    widest = width - len(_GAP) - min(_LEAST_AXIS, width // 2)
    label_width = max((cell_len(label) for label in labels if cell_len(label) <= widest), default=2)
    spare = width - label_width - 2 * len(_GAP) - _LEAST_AXIS
    title_width = min(_TITLE_LIMIT, spare // 2) if spare // 2 >= _LEAST_TITLE else 0
    left = " " * (label_width + len(_GAP) + (title_width + len(_GAP) if title_width else 0))
    axis_width = width - len(left)
    axis: list[Piece] = [(left, Tone.PLAIN), (axis_words(chart.start, chart.end, axis_width), Tone.MUTED)]
    yield axis
    for group, found in chart.groups:
        title = on_screen(group, unicode=unicode)
        yield [(_cut(title, width, unicode=unicode).rstrip(), Tone.STRONG)]
        for row in found:
            label = on_screen(row.label.text, unicode=unicode)
            if cell_len(label) > label_width:
                yield [(label, row.label.tone)]
                label = ""
            line: list[Piece] = [(_cut(label, label_width, unicode=unicode) + _GAP, row.label.tone)]
            if title_width:
                title = on_screen(row.title, unicode=unicode)
                line.append((_cut(title, title_width, unicode=unicode) + _GAP, Tone.PLAIN))
            line += _row(row, chart, axis_width, unicode=unicode)
            yield line
    yield axis
    yield [("", Tone.PLAIN)]
    legend = ""
    for kind, words in chart.legend:
        entry = f"{_glyph(kind, unicode=unicode)} {words}"
        if legend and cell_len(legend) + 3 + cell_len(entry) > width:
            yield [(legend, Tone.MUTED)]
            legend = ""
        legend = f"{legend}   {entry}" if legend else entry
    yield [(legend, Tone.MUTED)]
