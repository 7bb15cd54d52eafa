"""The layout of a control chart in characters: its scale, the columns of its points, the labels at its edge."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, isfinite, log10

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len, set_cell_size

from pap_cli.drawing import ChartPoint, SpcChart
from pap_cli.model.numbers import number, unit_suffix, with_unit
from pap_cli.render.text import on_screen

# How each kind of point is drawn, with and without Unicode, and what it means.
SYMBOLS = {
    "common": ("●", "o", "no clear change"),
    "plain": ("●", "o", "figure"),
    "improvement": ("◆", "*", "better"),
    "concern": ("▲", "!", "worse"),
    "high": ("◇", "+", "changed"),
    "low": ("◇", "+", "changed"),
    "excluded": ("○", "x", "left out of the lines"),
}
# What each kind of point means in a funnel.
FUNNEL_MEANINGS = {
    "common": "within the limits",
    "improvement": "outside, better",
    "concern": "outside, worse",
    "high": "outside the limits",
    "low": "outside the limits",
}
# What marks an event above a point, with and without Unicode.
EVENT = ("▼", "v")
# The name of a kind of point in a table, where the legend's word is not enough.
READINGS = {"high": "changed (higher)", "low": "changed (lower)", "missing": "no figure", "plain": "not judged"}
_WIDEST_STEP = 10
_FEW = 7
_LEAST_PLOT = 28
_NARROWEST = 16
_LEAST_SHARE = 0.25
_LARGEST = 1e300
_ROWS = {1: 9, 2: 7, 3: 5, 4: 4, 5: 3}
# The rows of an interval of the y axis, by the number of intervals.
_ROWS_FEW = {1: 6, 2: 5, 3: 4, 4: 3, 5: 2}


class Scale(Struct, frozen=True):
    """The y axis: `intervals` of `step` upwards from `low`, each drawn over `rows_each` rows."""

    low: float
    step: float
    intervals: int
    rows_each: int

    @property
    def rows(self) -> int:
        """The number of rows, one per tick and those between."""
        return self.intervals * self.rows_each + 1

    @property
    def high(self) -> float:
        """The value of the top row."""
        return self.low + self.step * self.intervals

    def place(self, value: float) -> float:
        """Return the height of a value above the bottom, in rows."""
        return (value - self.low) / self.step * self.rows_each

    def row(self, value: float) -> int:
        """Return the row of a value, counted from the top."""
        return self.rows - 1 - round(max(0.0, min(self.rows - 1.0, self.place(value))))

    def text(self, value: float, *, closer: bool = False) -> str:
        """Return a value with the decimals that the axis needs or, if `closer`, those that a level needs."""
        size = max(abs(self.low), abs(self.high), self.step)
        power = floor(log10(self.step))
        if size >= 1e9 or power < -5:
            return f"{value + 0.0:.{max(1, min(15, ceil(log10(size)) - power + 1 + closer))}g}"
        if closer:
            return number(value, 1 - min(power, 0) if power < 2 else 0)
        whole = round(self.step / 10.0**power, 6) % 1 == 0
        decimals = max(0, -power + (not whole))
        return f"{round(value, decimals) + 0.0:,.{decimals}f}"


class _Frame(Struct, frozen=True):
    """The columns of the points, and of the breaks before them."""

    points: tuple[ChartPoint, ...]
    columns: tuple[int, ...]
    breaks: dict[int, int]
    width: int

    def stretch(self, index: int) -> range:
        """Return the columns over which the levels of a point are drawn."""
        start = self._start(index)
        if index == len(self.points) - 1:
            return range(start, self.width)
        following = index + 1
        return range(start, self.breaks.get(following, self._start(following)))

    def _start(self, index: int) -> int:
        if index in self.breaks:
            return self.breaks[index] + 1
        return (self.columns[index - 1] + self.columns[index]) // 2 + 1 if index else 0


def finite(value: float | None) -> float | None:
    """Return a value that can be drawn, or None: infinite values and those whose sum would be infinite cannot."""
    if value is None or not isfinite(value):
        return None
    return 0.0 if abs(value) < 1 / _LARGEST else max(-_LARGEST, min(_LARGEST, value))


def drawable(value: float) -> float:
    """Return a number that an axis can hold: neither infinite nor so small that it cannot be divided."""
    return finite(value) or 0.0


def printable_point(point: ChartPoint, *, unicode: bool) -> ChartPoint:
    """Return a point that can be drawn: its text escaped, its values finite."""
    return replace(
        point,
        label=on_screen(point.label, unicode=unicode),
        value=finite(point.value),
        published=finite(point.published),
        mean=finite(point.mean),
        lower=finite(point.lower),
        upper=finite(point.upper),
        breaks=on_screen(point.breaks, unicode=unicode),
        event=on_screen(point.event, unicode=unicode),
        excluded=on_screen(point.excluded, unicode=unicode),
    )


def shorten(text: str, width: int, *, unicode: bool) -> str:
    """Return a text cut to a width in cells, with an ellipsis."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ("…" if unicode else "~")


def make_scale(values: Sequence[float], *, few: bool) -> Scale:
    """Return a y axis from one round number to another, with three to five intervals, that wastes little space."""
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
        found.append((wanting, intervals * step, Scale(bottom * step, step, intervals, rows_each)))
    return min(found, key=lambda one: one[:2])[2]


def _frame(points: tuple[ChartPoint, ...], room: int) -> _Frame:
    """Return the last points that fit, spread over the width; every break has a column of its own."""
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


def step(frame: _Frame) -> float:
    """The average number of columns between two points."""
    return (frame.columns[-1] - frame.columns[0]) / (len(frame.columns) - 1) if len(frame.columns) > 1 else 0


class Label(Struct, frozen=True):
    """The label of a line, shown at its right end if there is room, otherwise in the legend."""

    text: str
    kind: str
    # The order of labels from the top: the greater level first; of two equal ones, the upper limit.
    order: tuple[float, int]
    row: int


def edge_labels(plan: ChartLayout) -> list[Label]:
    """Return the labels of the lines, the most important first."""
    found = []
    scale = plan.scale
    mean, lower, upper = latest_levels(plan.frame.points)
    if plan.target is not None:
        text = plan.chart.target_words(plan.figure(plan.target))
        found.append(Label(text, "target", (plan.target, 1), scale.row(plan.target)))
    centre = plan.chart.centre
    levels = ((centre, "mean", mean, 1), ("upper", "limits", upper, 2), ("lower", "limits", lower, 0))
    for name, kind, level, rank in levels:
        if level is not None:
            text = f"{name} {scale.text(level, closer=True)}{plan.suffix}"
            found.append(Label(text, kind, (level, rank), scale.row(level)))
    return found


def latest_levels(points: Sequence[ChartPoint]) -> tuple[float | None, float | None, float | None]:
    """Return the mean, lower and upper limit of the last point; if it has no figure, of the last of its group with one.

    Where limits depend on a denominator, a missing figure has none.
    """
    last = points[-1]
    for point in reversed(points):
        if point.value is not None or point.breaks:
            last = point if point.value is not None else last
            break
    return last.mean, last.lower, last.upper


def placed_labels(plan: ChartLayout) -> dict[int, Label]:
    """Return a row for each label: its own, or the nearest free one; the least important gives way.

    The label of a target outside the chart is as near to the edge as there is room.
    """
    taken: dict[int, Label] = {}
    labels = edge_labels(plan)
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


class ChartLayout(Struct, frozen=True):
    """A chart on a screen: what fits, where it goes, and how its figures are written."""

    chart: SpcChart
    frame: _Frame
    scale: Scale
    target: float | None
    target_drawn: bool
    unicode: bool

    @property
    def form(self) -> int:
        """The index of the symbols to draw with: 0 with Unicode, 1 without."""
        return 0 if self.unicode else 1

    @property
    def suffix(self) -> str:
        """The text that follows a figure."""
        return unit_suffix(self.chart.unit)

    @property
    def ticks(self) -> dict[int, str]:
        """The numbers of the y axis, by their rows."""
        scale = self.scale
        levels = (scale.low + scale.step * index for index in range(scale.intervals + 1))
        return {scale.row(level): f"{scale.text(level)}{self.suffix}" for level in levels}

    @property
    def margin(self) -> int:
        """The width of the numbers of the y axis, in cells."""
        return max(map(len, self.ticks.values()))

    def figure(self, value: float) -> str:
        """Return a figure with its unit."""
        return number(value) + self.suffix


def target_fits(target: float | None, values: Sequence[float]) -> bool:
    """Return True if the target is near enough that the points can still be distinguished."""
    if target is None:
        return False
    span = max(values) - min(values)
    return not 0 < span < _LEAST_SHARE * (max(target, *values) - min(target, *values))


def make_plan(chart: SpcChart, points: tuple[ChartPoint, ...], width: int, *, unicode: bool) -> ChartLayout:
    """Return the plan that shows as many of the last points as fit."""
    target = finite(chart.target)
    while True:
        levels = (level for point in points for level in (point.value, point.mean, point.lower, point.upper))
        values = [level for level in levels if level is not None] or [0.0 if target is None else target]
        drawn = target_fits(target, values)
        scale = make_scale([*values, *([target] if target is not None and drawn else [])], few=len(points) <= _FEW)
        plan = ChartLayout(chart, _Frame(points, (), {}, 0), scale, target, drawn, unicode)
        room = width - plan.margin - 2
        beside = max((cell_len(beside_words(plan, label)) + 1 for label in edge_labels(plan)), default=0)
        frame = _frame(points, max(2, _plot_room(points, room, beside)))
        if len(frame.points) == len(points):
            return ChartLayout(chart, frame, scale, target, drawn, unicode)
        points = frame.points


def _plot_room(points: Sequence[ChartPoint], room: int, beside: int) -> int:
    """Return the columns of the plot: labels are beside it unless that would cost points or leave too little width."""
    needed = 1 + len(points) + sum(1 for point in points if point.breaks)
    costly = room - beside < needed <= room
    return room if costly or room - beside < _LEAST_PLOT else room - beside


def beside_words(plan: ChartLayout, label: Label) -> str:
    """Return the text of a label, with an arrow if its line is outside the chart."""
    if label.kind != "target" or plan.target_drawn:
        return label.text
    return f"{('↑', '^')[plan.form] if label.row == 0 else ('↓', 'v')[plan.form]} {label.text}"


def figures(chart: SpcChart, point: ChartPoint) -> tuple[str, str, str, str]:
    """Return a point's value, mean and limits as text, for a table."""
    levels = (point.figure, point.mean, point.lower, point.upper)
    value, mean, lower, upper = (with_unit(level, chart.unit) for level in levels)
    return value, mean, lower, upper


def reading(point: ChartPoint) -> str:
    """Return the meaning of a point in words."""
    words = READINGS.get(point.mark) or SYMBOLS.get(point.mark, ("", "", point.mark))[2]
    words += f": {point.excluded}" if point.excluded else ""
    words += f"; new group: {point.breaks}" if point.breaks else ""
    return f"{words}; {point.event}" if point.event else words


def target_words(chart: SpcChart) -> str:
    """Return the unit and the target in words."""
    target = with_unit(chart.target, chart.unit)
    words = ("" if unit_suffix(chart.unit) else chart.unit, chart.target_words(target) if target else "")
    return ", ".join(word for word in words if word)
