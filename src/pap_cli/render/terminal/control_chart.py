"""A control chart drawn in characters: points, mean, limits and target; shapes mark what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import ceil

from rich.cells import cell_len

from pap_cli.cell import Tone
from pap_cli.drawing import ChartPoint, SpcChart
from pap_cli.render.chart_layout import (
    EVENT,
    SYMBOLS,
    ChartLayout,
    Label,
    beside_words,
    edge_labels,
    make_plan,
    placed_labels,
    printable_point,
    shorten,
    step,
)
from pap_cli.render.terminal.time_chart import Piece
from pap_cli.render.text import on_screen

LINES = {"mean": ("─", "="), "limits": ("╌", "-"), "target": ("·", ".")}
_TONES = {"mean": Tone.PLAIN, "limits": Tone.MUTED, "target": Tone.GREEN}
_FOOTNOTES = "123456789abcdefghijklmnopqrstuvwxyz"
_JOINED = 3
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


class _Canvas:
    """Rows of characters, each character with its tone."""

    def __init__(self, width: int, rows: int) -> None:
        self.cells: list[list[Piece]] = [[(" ", Tone.PLAIN)] * width for _ in range(rows)]

    def put(self, row: int, column: int, character: str, tone: Tone) -> None:
        self.cells[row][column] = (character, tone)

    def free(self, row: int, column: int) -> bool:
        return self.cells[row][column][0] == " "


def _join(canvas: _Canvas, plan: ChartLayout) -> None:
    """Draw thin lines between neighbouring points of a group, unless other lines would hide most of them."""
    for dots in [*_joins(canvas, plan)]:  # all of them before the first is drawn: a line does not hide another
        for (row, column), bits in dots.items():
            before = canvas.cells[row][column][0]
            canvas.put(row, column, chr((0x2800 if before == " " else ord(before)) | bits), Tone.MUTED)


def _joins(canvas: _Canvas, plan: ChartLayout) -> Iterator[dict[tuple[int, int], int]]:
    """Yield the braille dots of each line between neighbours, in the cells that are free."""
    frame, scale = plan.frame, plan.scale
    for (start, one), (end, two) in pairwise(zip(frame.columns, frame.points, strict=True)):
        if one.value is None or two.value is None or two.breaks:
            continue
        first, last = (4 * (scale.rows - 1 - scale.place(value)) + 1.5 for value in (one.value, two.value))
        dots = _segment(2 * start, 2 * end, first, last, scale.rows)
        between = [canvas.free(*place) for place in dots if start < place[1] < end]
        if 2 * sum(between) >= len(between):
            yield {place: bits for place, bits in dots.items() if canvas.free(*place)}


def _segment(start: int, end: int, first: float, last: float, rows: int) -> dict[tuple[int, int], int]:
    """Return the braille dots of a straight line, by row and column of their cells."""
    dots: dict[tuple[int, int], int] = {}
    count = 2 * max(end - start, ceil(abs(last - first)))
    for part in range(count + 1):
        x = start + 0.5 + (end - start) * part / count
        y = max(0, min(4 * rows - 1, round(first + (last - first) * part / count)))
        place = (y // 4, int(x) // 2)
        dots[place] = dots.get(place, 0) | _BITS[y % 4][int(x) % 2]
    return dots


def _draw(plan: ChartLayout) -> _Canvas:
    """Draw everything between the axes, later things over earlier ones."""
    frame, scale, form = plan.frame, plan.scale, plan.form
    canvas = _Canvas(frame.width, scale.rows)
    for column in frame.breaks.values():
        for row in range(scale.rows):
            canvas.put(row, column, ("┊", ":")[form], Tone.MUTED)
    _draw_levels(canvas, plan)
    if plan.target is not None and plan.target_drawn:
        row = scale.row(plan.target)
        for column in range(frame.width):
            if canvas.free(row, column) or column % 2:
                canvas.put(row, column, LINES["target"][form], _TONES["target"])
    for column, point in zip(frame.columns, frame.points, strict=True):
        if point.value is not None:
            canvas.put(scale.row(point.value), column, SYMBOLS[_known(point.mark)][form], point.tone)
    if plan.unicode and step(frame) >= _JOINED:
        _join(canvas, plan)
    return canvas


def _draw_levels(canvas: _Canvas, plan: ChartLayout) -> None:
    """Draw the mean and the limits of every group, the mean over the limits; in ASCII, gaps make a dashed line."""
    for index, point in enumerate(plan.frame.points):
        columns = plan.frame.stretch(index)
        for level, kind in ((point.lower, "limits"), (point.upper, "limits"), (point.mean, "mean")):
            gaps = kind == "limits" and not plan.unicode
            for column in columns if level is not None else ():
                if not (gaps and column % 2):
                    canvas.put(plan.scale.row(level or 0.0), column, LINES[kind][plan.form], _TONES[kind])


def _runs(cells: list[Piece]) -> Iterator[Piece]:
    for tone, group in groupby(cells, key=lambda piece: piece[1]):
        yield "".join(character for character, _ in group), tone


def _x_axis(plan: ChartLayout, width: int) -> Iterator[list[Piece]]:
    """Return the axis, with a tick for each labelled period, and the labels: first, last and those that fit between."""
    frame, margin = plan.frame, plan.margin + 2
    names = [shorten(point.label, max(1, (width - 2) // 2), unicode=plan.unicode) for point in frame.points]

    def span(index: int) -> tuple[int, int]:
        size = cell_len(names[index])
        start = max(0, min(margin + frame.columns[index] - size // 2, width - size))
        return start, start + size

    def apart(one: int, two: int) -> bool:
        return span(one)[1] + 2 <= span(two)[0]

    last = len(names) - 1
    chosen = sorted({0, last})
    starts = {index: span(index)[0] for index in range(last + 1)}
    if last and not apart(0, last):
        starts = {0: 0, last: max(starts[last], cell_len(names[0]) + 2)}
    else:
        for stride in (*range(1, 5), *range(6, last, 6)):
            named = [index for index in range(0, last, stride) if index == 0 or apart(index, last)]
            if all(apart(one, two) for one, two in pairwise([*named, last])):
                chosen = [*named, last]
                break
    line, tick = (("─", "┬"), ("-", "+"))[plan.form]
    ticks = {frame.columns[index] for index in chosen}
    axis = "".join(tick if column in ticks else line for column in range(frame.width))
    yield [(f"{' ' * (margin - 1)}{('└', '+')[plan.form]}{axis}", Tone.MUTED)]
    words = ""
    for index in chosen:
        words += " " * (starts[index] - cell_len(words)) + names[index]
    yield [(words, Tone.MUTED)]


def _footnote(number: int) -> str:
    return _FOOTNOTES[number] if number < len(_FOOTNOTES) else "+"


def _legend(plan: ChartLayout, beside: Sequence[Label]) -> list[list[Piece]]:
    """Return the legend: the symbols that occur, and the lines without a label at their end."""
    return [*_legend_of_symbols(plan), *_legend_of_lines(plan, {label.kind for label in beside})]


def _legend_of_symbols(plan: ChartLayout) -> Iterator[list[Piece]]:
    first: dict[str, ChartPoint] = {}
    for point in plan.frame.points:
        if point.value is not None:
            first.setdefault(_known(point.mark), point)
    listed: set[str] = set()
    for mark, shapes in SYMBOLS.items():
        if mark in first and shapes[2] not in listed:
            listed.add(shapes[2])
            yield [(shapes[plan.form], first[mark].tone), (f" {shapes[2]}", Tone.MUTED)]


def _legend_of_lines(plan: ChartLayout, named: set[str]) -> Iterator[list[Piece]]:
    drawn = {
        "mean": any(point.mean is not None for point in plan.frame.points),
        "limits": any(point.lower is not None or point.upper is not None for point in plan.frame.points),
        "target": plan.target is not None,
    }
    for kind, forms in LINES.items():
        if drawn[kind] and kind not in named:
            name = plan.chart.centre if kind == "mean" else kind
            text = ", ".join(label.text for label in edge_labels(plan) if label.kind == kind) or name
            if kind == "target" and not plan.target_drawn:
                yield [(f"{text}, out of the chart", Tone.MUTED)]
            else:
                yield [(forms[plan.form], _TONES[kind]), (f" {text}", Tone.MUTED)]


def _known(mark: str) -> str:
    return mark if mark in SYMBOLS else "common"


def _filled(entries: list[list[Piece]], width: int) -> Iterator[list[Piece]]:
    """Return entries side by side, on as many lines as they need."""
    line: list[Piece] = []
    used = 0
    for entry in entries:
        size = sum(cell_len(text) for text, _ in entry)
        if line and used + 3 + size > width:
            yield line
            line, used = [], 0
        line = [*line, ("   ", Tone.MUTED), *entry] if line else entry
        used += size + (3 if used else 0)
    if line:
        yield line


def _wrapped(start: str, text: str, width: int, *, unicode: bool) -> Iterator[list[Piece]]:
    """Return text on as many lines as it needs, the later ones indented."""
    line = ""
    for word in text.split():
        for part in _parts(word, width - len(start) - 1):
            if line and cell_len(line) + 1 + cell_len(part) > width - len(start) - 1:
                yield [(start + on_screen(line, unicode=unicode), Tone.MUTED)]
                start, line = " " * len(start), ""
            line = f"{line} {part}" if line else part
    yield [(start + on_screen(line, unicode=unicode), Tone.MUTED)]


def _parts(word: str, width: int) -> Iterator[str]:
    """Return a word in pieces that fit."""
    part = ""
    for character in word:
        if part and cell_len(part + character) > width:
            yield part
            part = ""
        part += character
    yield part


def _head(plan: ChartLayout, width: int) -> Iterator[list[Piece]]:
    """Return the title with the unit, and the numbers of the breaks above their lines."""
    title = on_screen(plan.chart.title, unicode=plan.unicode)
    unit = "" if plan.suffix else on_screen(plan.chart.unit, unicode=plan.unicode)
    pieces = [(title, Tone.STRONG), (f"  {unit}" if title and unit else unit, Tone.MUTED)]
    if cell_len(title) + cell_len(pieces[1][0]) <= width:
        if title or unit:
            yield [piece for piece in pieces if piece[0]]
    else:
        yield from (
            [(shorten(text, width, unicode=plan.unicode), tone)]
            for text, tone in ((title, Tone.STRONG), (unit, Tone.MUTED))
            if text
        )
    events = [column for column, point in zip(plan.frame.columns, plan.frame.points, strict=True) if point.event]
    if plan.frame.breaks or events:
        numbers = [" "] * plan.frame.width
        for column in events:
            numbers[column] = EVENT[plan.form]
        for number, column in enumerate(plan.frame.breaks.values()):
            numbers[column] = _footnote(number)
        yield [(f"{' ' * (plan.margin + 2)}{''.join(numbers)}".rstrip(), Tone.MUTED)]


def _notes(plan: ChartLayout, width: int) -> Iterator[list[Piece]]:
    """Return notes on what is not shown, and the reasons for breaks and excluded figures."""
    points, shown = plan.chart.points, plan.frame.points
    notes = [f"the last {len(shown):,} of {len(points):,} periods"] if len(shown) < len(points) else []
    if missing := sum(1 for point in shown if point.value is None):
        periods = "" if notes else " period" if missing == 1 else " periods"
        notes.append(f"{missing:,}{periods} without a figure")
    if notes:
        yield from _wrapped("", ", ".join(notes), width, unicode=plan.unicode)
    for number, index in enumerate(plan.frame.breaks):
        point = shown[index]
        yield from _wrapped(f"{_footnote(number)} ", f"{point.label}: {point.breaks}", width, unicode=plan.unicode)
    for point in shown:
        if point.event:
            yield from _wrapped(f"{EVENT[plan.form]} ", f"{point.label}: {point.event}", width, unicode=plan.unicode)
    for point in shown:
        if point.excluded:
            symbol = SYMBOLS["excluded"][plan.form]
            yield from _wrapped(f"{symbol} ", f"{point.label}: {point.excluded}", width, unicode=plan.unicode)


def control_chart_lines(chart: SpcChart, width: int, *, unicode: bool) -> Iterator[list[Piece]]:
    """Return the chart as lines of pieces, each with its tone; no line is wider than WIDTH cells (at least 30)."""
    if not chart.points:
        return
    plan = make_plan(
        chart, tuple(printable_point(point, unicode=unicode) for point in chart.points), width, unicode=unicode
    )
    yield from _head(plan, width)
    canvas = _draw(plan)
    beside = placed_labels(plan)
    room = width - plan.margin - 3 - plan.frame.width
    if any(cell_len(beside_words(plan, label)) > room for label in beside.values()):
        beside = {}
    tick, line = (("┤", "│"), ("+", "|"))[plan.form]
    for row, cells in enumerate(canvas.cells):
        number = plan.ticks.get(row, "")
        pieces = [(f"{number:>{plan.margin}} {tick if number else line}", Tone.MUTED), *_runs(cells)]
        if row in beside:
            pieces.append((f" {beside_words(plan, beside[row])}", _TONES[beside[row].kind]))
        yield pieces
    yield from _x_axis(plan, width)
    yield [("", Tone.PLAIN)]
    yield from _filled(_legend(plan, list(beside.values())), width)
    yield from _notes(plan, width)
