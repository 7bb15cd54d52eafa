"""A control chart drawn in characters: points, mean, limits and target, with what changed marked by its shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import ceil, floor, isfinite, log10

from rich.cells import cell_len, set_cell_size

from pap_cli.document import ChartPoint, ControlChart, Tone
from pap_cli.render._text import on_screen
from pap_cli.render._timechart import Piece

SYMBOLS = {
    "common": ("●", "o", "common cause"),
    "improvement": ("◆", "*", "improvement"),
    "concern": ("▲", "!", "concern"),
    "high": ("◇", "+", "changed"),
    "low": ("◇", "+", "changed"),
}
"""How each kind of point is drawn, with and without Unicode, and what it means."""
READINGS = {"high": "changed, high", "low": "changed, low", "missing": "no figure"}
"""What a kind of point is called in a table, where the legend's word is not enough."""
LINES = {"mean": ("─", "="), "limits": ("╌", "-"), "target": ("·", ".")}

_TONES = {"mean": Tone.PLAIN, "limits": Tone.MUTED, "target": Tone.GREEN}
_PERCENT = {"%", "percent", "per cent"}
_FOOTNOTES = "123456789abcdefghijklmnopqrstuvwxyz"
_WIDEST_STEP = 10
_FEW = 7
_LEAST_PLOT = 28
_NARROWEST = 16
_LEAST_SHARE = 0.25
_JOINED = 3
_LARGEST = 1e300
_ROWS = {1: 9, 2: 7, 3: 5, 4: 4, 5: 3}
_ROWS_FEW = {1: 6, 2: 5, 3: 4, 4: 3, 5: 2}
"""Over how many rows an interval of the y axis is drawn, by how many intervals there are."""
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


@dataclass(frozen=True, slots=True)
class _Scale:
    """The y axis: `intervals` of `step` from `low` up, each drawn over so many rows."""

    low: float
    step: float
    intervals: int
    rows_each: int

    @property
    def rows(self) -> int:
        return self.intervals * self.rows_each + 1

    @property
    def high(self) -> float:
        return self.low + self.step * self.intervals

    def place(self, value: float) -> float:
        """How many rows above the bottom a value is."""
        return (value - self.low) / self.step * self.rows_each

    def row(self, value: float) -> int:
        """The row of a value, from the top."""
        return self.rows - 1 - max(0, min(self.rows - 1, round(self.place(value))))

    def text(self, value: float, *, closer: bool = False) -> str:
        """A value with as many decimals as the axis needs, or, `closer`, as many as a level is worth."""
        size = max(abs(self.low), abs(self.high), self.step)
        power = floor(log10(self.step))
        if size >= 1e9 or power < -5:
            return f"{value + 0.0:.{max(1, min(15, ceil(log10(size)) - power + 1 + closer))}g}"
        if closer:
            return _trimmed(value, 1 - min(power, 0) if power < 2 else 0)
        whole = round(self.step / 10.0**power, 6) % 1 == 0
        decimals = max(0, -power + (not whole))
        return f"{round(value, decimals) + 0.0:,.{decimals}f}"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the points stand: a column for each, and one for each break before a point of that place."""

    points: tuple[ChartPoint, ...]
    columns: tuple[int, ...]
    breaks: dict[int, int]
    width: int

    def stretch(self, index: int) -> range:
        """The columns over which the levels of a point are drawn."""
        start = self._start(index)
        if index == len(self.points) - 1:
            return range(start, self.width)
        following = index + 1
        return range(start, self.breaks.get(following, self._start(following)))

    def _start(self, index: int) -> int:
        if index in self.breaks:
            return self.breaks[index] + 1
        return (self.columns[index - 1] + self.columns[index]) // 2 + 1 if index else 0


def _trimmed(value: float, decimals: int) -> str:
    text = f"{round(value, decimals) + 0.0:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _finite(value: float | None) -> float | None:
    """A value that can be drawn: neither infinite nor so near to it that a sum would be."""
    if value is None or not isfinite(value):
        return None
    return 0.0 if abs(value) < 1 / _LARGEST else max(-_LARGEST, min(_LARGEST, value))


def _clean(point: ChartPoint, *, unicode: bool) -> ChartPoint:
    return replace(
        point,
        label=on_screen(point.label, unicode=unicode),
        value=_finite(point.value),
        mean=_finite(point.mean),
        lower=_finite(point.lower),
        upper=_finite(point.upper),
        breaks=on_screen(point.breaks, unicode=unicode),
    )


def _cut(text: str, width: int, *, unicode: bool) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ("…" if unicode else "~")


def _scale(values: Sequence[float], *, few: bool) -> _Scale:
    """A y axis that holds all values between rounded numbers, with three to five intervals that waste little."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    size = max(abs(low), abs(high))
    if high - low <= size * 1e-9:
        margin = size * 0.1 or 1.0
        low, high, few = low - margin, high + margin, True
    power = floor(log10(high - low))
    found = []
    for step in (digit * 10.0**nice for nice in (power - 1, power) for digit in (1.0, 2.0, 2.5, 5.0)):
        bottom, top = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        intervals = max(1, top - bottom)
        wanting = 0 if 3 <= intervals <= 5 else abs(intervals - 4)
        rows_each = (_ROWS_FEW if few else _ROWS).get(intervals, 2)
        found.append((wanting, intervals * step, _Scale(bottom * step, step, intervals, rows_each)))
    return min(found, key=lambda one: one[:2])[2]


def _frame(points: tuple[ChartPoint, ...], room: int) -> _Frame:
    """The last points that fit, spread over the room; every break has a column of its own."""
    first, used = len(points), 0
    while first and 1 + used + (needed := 2 if points[first - 1].breaks else 1) <= room:
        first, used = first - 1, used + needed
    shown = points[first:]
    extra = sum(1 for point in shown if point.breaks)
    step = min(_WIDEST_STEP, (room - 2 - extra) / max(1, len(shown) - 1))
    step = step if step < 2 else floor(step)
    columns: list[int] = []
    breaks: dict[int, int] = {}
    for index, point in enumerate(shown):
        column = 1 + floor(index * step) + len(breaks) + bool(point.breaks)
        if point.breaks:
            breaks[index] = (columns[-1] + column + 1) // 2 if index else column - 1
        columns.append(column)
    return _Frame(shown, tuple(columns), breaks, min(room, max(_NARROWEST, columns[-1] + 2)))


class _Canvas:
    """Rows of characters, each with its tone."""

    def __init__(self, width: int, rows: int) -> None:
        self.cells: list[list[Piece]] = [[(" ", Tone.PLAIN)] * width for _ in range(rows)]

    def put(self, row: int, column: int, character: str, tone: Tone) -> None:
        self.cells[row][column] = (character, tone)

    def free(self, row: int, column: int) -> bool:
        return self.cells[row][column][0] == " "


def _join(canvas: _Canvas, plan: _Plan) -> None:
    """Thin lines between neighbouring points of one group; none where most of it would be hidden by other lines."""
    frame, scale = plan.frame, plan.scale
    joins = []
    for index, (one, two) in enumerate(pairwise(frame.points)):
        if one.value is None or two.value is None or two.breaks:
            continue
        heights = [4 * (scale.rows - 1 - scale.place(value)) + 1.5 for value in (one.value, two.value)]
        dots = _segment(2 * frame.columns[index], 2 * frame.columns[index + 1], heights[0], heights[1], scale.rows)
        between = [place for place in dots if frame.columns[index] < place[1] < frame.columns[index + 1]]
        if 2 * sum(1 for place in between if canvas.free(*place)) >= len(between):
            joins.append({place: bits for place, bits in dots.items() if canvas.free(*place)})
    for dots in joins:
        for (row, column), bits in dots.items():
            before = canvas.cells[row][column][0]
            canvas.put(row, column, chr((0x2800 if before == " " else ord(before)) | bits), Tone.MUTED)


def _segment(start: int, end: int, first: float, last: float, rows: int) -> dict[tuple[int, int], int]:
    """The braille dots of a straight line, by row and column of their cells."""
    dots: dict[tuple[int, int], int] = {}
    count = 2 * max(end - start, ceil(abs(last - first)))
    for part in range(count + 1):
        x = start + 0.5 + (end - start) * part / count
        y = max(0, min(4 * rows - 1, round(first + (last - first) * part / count)))
        place = (y // 4, int(x) // 2)
        dots[place] = dots.get(place, 0) | _BITS[y % 4][int(x) % 2]
    return dots


def _draw(plan: _Plan) -> _Canvas:
    """Everything between the axes; later things are drawn over earlier ones."""
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
    if plan.unicode and _step(frame) >= _JOINED:
        _join(canvas, plan)
    return canvas


def _draw_levels(canvas: _Canvas, plan: _Plan) -> None:
    """The mean and the limits of every group, the mean over the limits; ASCII has no dashed line but by its gaps."""
    for index, point in enumerate(plan.frame.points):
        columns = plan.frame.stretch(index)
        for level, kind in ((point.lower, "limits"), (point.upper, "limits"), (point.mean, "mean")):
            gaps = kind == "limits" and not plan.unicode
            for column in columns if level is not None else ():
                if not (gaps and column % 2):
                    canvas.put(plan.scale.row(level or 0.0), column, LINES[kind][plan.form], _TONES[kind])


def _step(frame: _Frame) -> float:
    """How many columns lie between two points, on the average."""
    return (frame.columns[-1] - frame.columns[0]) / (len(frame.columns) - 1) if len(frame.columns) > 1 else 0


@dataclass(frozen=True, slots=True)
class _Label:
    """Words for a line, which stand at its right end where there is room and in the legend where there is none."""

    text: str
    kind: str
    order: tuple[float, int]
    """Which of two labels stands above the other: the greater level, and of two alike the upper limit."""
    row: int


def _labels(plan: _Plan) -> list[_Label]:
    """What the lines are, the most needed first."""
    found = []
    scale, last = plan.scale, plan.frame.points[-1]
    if plan.target is not None:
        text = f"target {plan.figure(plan.target)}"
        found.append(_Label(text, "target", (plan.target, 1), scale.row(plan.target)))
    levels = (("mean", "mean", last.mean, 1), ("upper", "limits", last.upper, 2), ("lower", "limits", last.lower, 0))
    for name, kind, level, rank in levels:
        if level is not None:
            text = f"{name} {scale.text(level, closer=True)}{plan.suffix}"
            found.append(_Label(text, kind, (level, rank), scale.row(level)))
    return found


def _placed(plan: _Plan) -> dict[int, _Label]:
    """A row for each label: its own, or the next one on the right side; the least needed has to give way.

    A target out of the chart stands as near to its edge as there is room.
    """
    taken: dict[int, _Label] = {}
    labels = _labels(plan)
    for label in labels:
        row = label.row
        if label.kind == "target" and not plan.target_drawn:
            continue
        if other := taken.get(row):
            row += -1 if label.order > other.order else 1
        if 0 <= row < plan.scale.rows:
            taken.setdefault(row, label)
    for label in labels:
        if label.kind == "target" and not plan.target_drawn:
            rows = range(plan.scale.rows) if label.row == 0 else range(plan.scale.rows - 1, -1, -1)
            taken[next(row for row in rows if row not in taken)] = label
    return taken


@dataclass(frozen=True, slots=True)
class _Plan:
    """A chart on a screen: what fits, where it stands, and how its figures are written."""

    chart: ControlChart
    frame: _Frame
    scale: _Scale
    target: float | None
    target_drawn: bool
    unicode: bool

    @property
    def form(self) -> int:
        return 0 if self.unicode else 1

    @property
    def suffix(self) -> str:
        return "%" if self.chart.unit in _PERCENT else ""

    @property
    def ticks(self) -> dict[int, str]:
        """The rows of the y axis that have a number, and the number."""
        scale = self.scale
        levels = (scale.low + scale.step * index for index in range(scale.intervals + 1))
        return {scale.row(level): f"{scale.text(level)}{self.suffix}" for level in levels}

    @property
    def margin(self) -> int:
        """How many cells the numbers of the y axis take."""
        return max(map(len, self.ticks.values()))

    def figure(self, value: float) -> str:
        return f"{value:,.10g}{self.suffix}"


def _target_drawn(target: float | None, values: Sequence[float]) -> bool:
    """Whether the target is near enough for the points still to be told apart."""
    if target is None:
        return False
    span = max(values) - min(values)
    return not 0 < span < _LEAST_SHARE * (max(target, *values) - min(target, *values))


def _plan(chart: ControlChart, points: tuple[ChartPoint, ...], width: int, *, unicode: bool) -> _Plan:
    """The plan that shows as many of the last points as fit."""
    target = _finite(chart.target)
    while True:
        levels = (level for point in points for level in (point.value, point.mean, point.lower, point.upper))
        values = [level for level in levels if level is not None] or [0.0 if target is None else target]
        drawn = _target_drawn(target, values)
        scale = _scale([*values, *([target] if target is not None and drawn else [])], few=len(points) <= _FEW)
        plan = _Plan(chart, _Frame(points, (), {}, 0), scale, target, drawn, unicode)
        room = width - plan.margin - 2
        beside = max((cell_len(_beside(plan, label)) + 1 for label in _labels(plan)), default=0)
        frame = _frame(points, max(2, _plot_room(points, room, beside)))
        if len(frame.points) == len(points):
            return _Plan(chart, frame, scale, target, drawn, unicode)
        points = frame.points


def _plot_room(points: Sequence[ChartPoint], room: int, beside: int) -> int:
    """The columns of the plot: words stand beside it unless that would cost points, or leave too little of it."""
    needed = 1 + len(points) + sum(1 for point in points if point.breaks)
    costly = room - beside < needed <= room
    return room if costly or room - beside < _LEAST_PLOT else room - beside


def _beside(plan: _Plan, label: _Label) -> str:
    """The words of a label, with an arrow where its line is out of the chart."""
    if label.kind != "target" or plan.target_drawn:
        return label.text
    return f"{('↑', '^')[plan.form] if label.row == 0 else ('↓', 'v')[plan.form]} {label.text}"


def _runs(cells: list[Piece]) -> Iterator[Piece]:
    for tone, group in groupby(cells, key=lambda piece: piece[1]):
        yield "".join(character for character, _ in group), tone


def _x_axis(plan: _Plan, width: int) -> Iterator[list[Piece]]:
    """The axis with a tick for each period that is named, and the names: first, last and what fits between."""
    frame, margin = plan.frame, plan.margin + 2
    names = [_cut(point.label, max(1, (width - 2) // 2), unicode=plan.unicode) for point in frame.points]

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


def _legend(plan: _Plan, beside: Sequence[_Label]) -> list[list[Piece]]:
    """Entries for the symbols that occur, and for the lines that are not named at their end."""
    entries: list[list[Piece]] = []
    told = set()
    for mark, shapes in SYMBOLS.items():
        found = [point for point in plan.frame.points if point.value is not None and _known(point.mark) == mark]
        if found and shapes[2] not in told:
            told.add(shapes[2])
            entries.append([(shapes[plan.form], found[0].tone), (f" {shapes[2]}", Tone.MUTED)])
    named = {label.kind for label in beside}
    words = {kind: [label.text for label in _labels(plan) if label.kind == kind] for kind in LINES}
    drawn = {
        "mean": any(point.mean is not None for point in plan.frame.points),
        "limits": any(point.lower is not None or point.upper is not None for point in plan.frame.points),
        "target": plan.target is not None,
    }
    for kind, forms in LINES.items():
        if drawn[kind] and kind not in named:
            text = ", ".join(words[kind]) or kind
            outside = kind == "target" and not plan.target_drawn
            shape = "" if outside else forms[plan.form]
            entries.append(
                [(shape, _TONES[kind]), (f"{' ' * bool(shape)}{text}{', out of the chart' * outside}", Tone.MUTED)]
            )
    return entries


def _known(mark: str) -> str:
    return mark if mark in SYMBOLS else "common"


def _filled(entries: list[list[Piece]], width: int) -> Iterator[list[Piece]]:
    """Entries beside each other, on as many lines as they need."""
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
    """Words on as many lines as they need, the later ones lined up under the first."""
    line = ""
    for word in text.split():
        for part in _parts(word, width - len(start) - 1):
            if line and cell_len(line) + 1 + cell_len(part) > width - len(start) - 1:
                yield [(start + on_screen(line, unicode=unicode), Tone.MUTED)]
                start, line = " " * len(start), ""
            line = f"{line} {part}" if line else part
    yield [(start + on_screen(line, unicode=unicode), Tone.MUTED)]


def _parts(word: str, width: int) -> Iterator[str]:
    """A word in pieces that fit."""
    part = ""
    for character in word:
        if part and cell_len(part + character) > width:
            yield part
            part = ""
        part += character
    yield part


def _head(plan: _Plan, width: int) -> Iterator[list[Piece]]:
    """The title and the unit, and the numbers of the breaks above their lines."""
    title = on_screen(plan.chart.title, unicode=plan.unicode)
    unit = "" if plan.suffix else on_screen(plan.chart.unit, unicode=plan.unicode)
    pieces = [(title, Tone.STRONG), (f"  {unit}" if title and unit else unit, Tone.MUTED)]
    if cell_len(title) + cell_len(pieces[1][0]) <= width:
        if title or unit:
            yield [piece for piece in pieces if piece[0]]
    else:
        yield from (
            [(_cut(text, width, unicode=plan.unicode), tone)]
            for text, tone in ((title, Tone.STRONG), (unit, Tone.MUTED))
            if text
        )
    if plan.frame.breaks:
        numbers = [" "] * plan.frame.width
        for number, column in enumerate(plan.frame.breaks.values()):
            numbers[column] = _footnote(number)
        yield [(f"{' ' * (plan.margin + 2)}{''.join(numbers)}".rstrip(), Tone.MUTED)]


def _notes(plan: _Plan, width: int) -> Iterator[list[Piece]]:
    """What is not shown, and why the breaks are there."""
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


def control_chart_lines(chart: ControlChart, width: int, *, unicode: bool) -> Iterator[list[Piece]]:
    """The chart as lines of pieces, each with its tone, no line wider than `width` cells (from 30)."""
    if not chart.points:
        return
    plan = _plan(chart, tuple(_clean(point, unicode=unicode) for point in chart.points), width, unicode=unicode)
    yield from _head(plan, width)
    canvas = _draw(plan)
    beside = _placed(plan)
    room = width - plan.margin - 3 - plan.frame.width
    if any(cell_len(_beside(plan, label)) > room for label in beside.values()):
        beside = {}
    tick, line = (("┤", "│"), ("+", "|"))[plan.form]
    for row, cells in enumerate(canvas.cells):
        number = plan.ticks.get(row, "")
        pieces = [(f"{number:>{plan.margin}} {tick if number else line}", Tone.MUTED), *_runs(cells)]
        if row in beside:
            pieces.append((f" {_beside(plan, beside[row])}", _TONES[beside[row].kind]))
        yield pieces
    yield from _x_axis(plan, width)
    yield [("", Tone.PLAIN)]
    yield from _filled(_legend(plan, list(beside.values())), width)
    yield from _notes(plan, width)


def _written(value: float | None) -> str:
    if value is None or not isfinite(value):
        return ""
    return f"{value:.4g}" if value and not 1e-3 <= abs(value) < 1e12 else _trimmed(value, 3)


def figures(chart: ControlChart, point: ChartPoint) -> tuple[str, str, str, str]:
    """A point's value, mean and limits in words, for a table."""
    suffix = "%" if chart.unit in _PERCENT else ""
    value, *levels = (_written(level) for level in (point.value, point.mean, point.lower, point.upper))
    mean, lower, upper = (text and text + suffix for text in levels)
    return value and value + suffix, mean, lower, upper


def reading(point: ChartPoint) -> str:
    """What a point says, in words."""
    words = READINGS.get(point.mark) or SYMBOLS.get(point.mark, ("", "", point.mark))[2]
    return f"{words}; new group: {point.breaks}" if point.breaks else words


def target_words(chart: ControlChart) -> str:
    """The unit and the target in words."""
    suffix = "%" if chart.unit in _PERCENT else ""
    unit = "" if suffix else chart.unit
    target = _written(chart.target)
    return ", ".join(word for word in (unit, f"target {target}{suffix}" if target else "") if word)
