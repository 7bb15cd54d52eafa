"""A time line drawn in characters: one row an item, one axis of days, a line for today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pap_cli.document import TimeChart, TimeRow, Tone
from pap_cli.model.dates import MONTH_NAMES, add_months
from pap_cli.render._text import printable

Piece = tuple[str, Tone]

GLYPHS = {
    "first": ("◇", "o"),
    "due": ("◆", "O"),
    "forecast": ("▷", ">"),
    "done": ("●", "*"),
    "evidenced": ("✔", "E"),
    "today": ("│", "|"),
}
"""How each kind of mark is drawn, with and without Unicode; later ones are drawn over earlier ones."""

_LABEL_LIMIT = 12
_TITLE_LIMIT = 46
_LEAST_AXIS = 36


def _glyph(kind: str, *, unicode: bool) -> str:
    pair = GLYPHS.get(kind, ("?", "?"))
    return pair[0] if unicode else pair[1]


def _position(day: date, chart: TimeChart, width: int) -> int:
    days = max(1, (chart.end - chart.start).days)
    return max(0, min(width - 1, round((day - chart.start).days / days * (width - 1))))


def _ticks(chart: TimeChart, width: int) -> list[tuple[int, str]]:
    """Where month names stand on the axis: as many as fit with room between them."""
    first = add_months(chart.start.replace(day=1), 1)
    months = (chart.end.year - first.year) * 12 + chart.end.month - first.month + 1
    for step in (1, 2, 3, 6, 12, 24, 60):
        if months <= 0 or width * step / max(1, months) >= 10:
            break
    ticks = []
    day = first
    while day <= chart.end:
        if (step < 12 and (day.month - 1) % step == 0) or (step >= 12 and day.month == 1):
            ticks.append((_position(day, chart, width), f"{MONTH_NAMES[day.month - 1]} {day.year}"))
        day = add_months(day, 1)
    return ticks


def _axis(chart: TimeChart, width: int) -> str:
    line = [" "] * width
    taken = -1
    for position, name in _ticks(chart, width):
        start = min(position, width - len(name))
        if start > taken:
            line[start : start + len(name)] = name
            taken = start + len(name)
    return "".join(line)


def _row(row: TimeRow, chart: TimeChart, width: int, *, unicode: bool) -> list[Piece]:
    """The marks of one row, as runs of one tone."""
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
    return cells


def chart_lines(chart: TimeChart, width: int, *, unicode: bool) -> Iterator[list[Piece]]:
    """The chart as lines of pieces, each with its tone, no line wider than `width` cells."""
    rows = [row for _, found in chart.groups for row in found]
    label_width = min(_LABEL_LIMIT, max((len(row.label.text) for row in rows), default=2))
    spare = width - label_width - 2 - _LEAST_AXIS
    title_width = min(_TITLE_LIMIT, spare // 2) if spare > 40 else 0
    axis_width = max(_LEAST_AXIS, width - label_width - 2 - (title_width + 2 if title_width else 0))
    left = " " * (label_width + 2 + (title_width + 2 if title_width else 0))
    axis: list[Piece] = [(left, Tone.PLAIN), (_axis(chart, axis_width), Tone.MUTED)]
    yield axis
    for group, found in chart.groups:
        yield [(printable(group)[:width], Tone.STRONG)]
        for row in found:
            label = f"{printable(row.label.text)[:label_width]:<{label_width}}  "
            line: list[Piece] = [(label, row.label.tone)]
            if title_width:
                title = printable(row.title)
                cut = title if len(title) <= title_width else title[: title_width - 1] + ("…" if unicode else "~")
                line.append((f"{cut:<{title_width}}  ", Tone.PLAIN))
            line += _row(row, chart, axis_width, unicode=unicode)
            yield line
    yield axis
    yield [("", Tone.PLAIN)]
    legend = "   ".join(f"{_glyph(kind, unicode=unicode)} {words}" for kind, words in chart.legend)
    yield [(legend, Tone.MUTED)]
