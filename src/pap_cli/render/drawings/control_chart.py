"""A control chart: points joined within their group; mean, limits and target labelled at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.drawing import ChartPoint, SpcChart
from pap_cli.model.numbers import unit_suffix
from pap_cli.render import chart_layout as _chartplan
from pap_cli.render.chart_layout import READINGS, SYMBOLS, Scale
from pap_cli.render.drawings.axes import draw_figures, margin, named, spread
from pap_cli.render.drawings.canvas import TONES, WIDTH, Canvas
from pap_cli.render.drawings.canvas import clean as clean_text
from pap_cli.render.drawings.marks import Swatch, cross, diamond, disc, legend, outline, triangle_up
from pap_cli.render.drawings.type import SMALL, fitted, text_width, wrapped

# What marks an event above a point: a letter that the fonts of PDF have.
EVENT = "v"
_HEIGHT = 190.0
# More points than this could not be distinguished.
_MOST = 400
_INSET = 12.0
_LABEL_GAP = 14.0
_LINE = 15.0
_DASHES = {"line-mean": "", "line-limit": "5 3", "line-target": "1.5 2.5"}
_LEVELS: tuple[tuple[str, Callable[[ChartPoint], float | None]], ...] = (
    ("line-limit", lambda point: point.lower),
    ("line-limit", lambda point: point.upper),
    ("line-mean", lambda point: point.mean),
)


class _Plot(Struct, frozen=True):
    """The positions of points and values."""

    points: tuple[ChartPoint, ...]
    scale: Scale
    suffix: str
    # The name of the centre line.
    centre: str
    left: float
    right: float
    top: float
    # What is written before the number of the target: its name, and its sign if it is a limit.
    target: str

    @property
    def bottom(self) -> float:
        return self.top + _HEIGHT

    @property
    def _step(self) -> float:
        return (self.right - self.left - 2 * _INSET) / max(1, len(self.points) - 1)

    def x(self, index: float) -> float:
        """Return the position of a point; a half is half-way to the next one."""
        if len(self.points) == 1:
            return (self.left + self.right) / 2
        return max(self.left, min(self.right, self.left + _INSET + self._step * index))

    def y(self, value: float) -> float:
        share = (value - self.scale.low) / (self.scale.step * self.scale.intervals)
        return self.bottom - _HEIGHT * max(0.0, min(1.0, share))

    def stretch(self, first: int, last: int) -> tuple[float, float]:
        """Return where the level of these points starts and ends: half-way to the neighbours, or at the edge."""
        return (
            self.x(first - 0.5) if first else self.left,
            self.x(last + 0.5) if last < len(self.points) - 1 else self.right,
        )

    @property
    def radius(self) -> float:
        """The radius of a point, small enough that neighbours do not overlap."""
        return max(1.2, min(4.0, self._step * 0.42))


def draw(canvas: Canvas, chart: SpcChart) -> float:
    """Draw the chart and return its height."""
    points = tuple(_chartplan.printable_point(point, unicode=True) for point in chart.points[-_MOST:])
    if not points:
        return canvas.nothing()
    target = _chartplan.finite(chart.target)
    plot, fits = _plan(points, chart, target)
    if not plot.suffix:
        canvas.text(0, 7, fitted(clean_text(chart.unit), WIDTH), "muted")
    draw_figures(canvas, plot.scale, plot.suffix, (plot.left, plot.right), (plot.top, plot.bottom))
    breaks = [index for index, point in enumerate(points) if point.breaks]
    for number, index in enumerate(breaks, start=1):
        x = plot.stretch(index, index)[0]
        canvas.line(x, plot.top - 4, x, plot.bottom, "muted-line", dash="2 2")
        canvas.text(x, plot.top - 11, str(number), "muted", anchor="middle", bold=True)
    for index, point in enumerate(points):
        if point.event:
            canvas.text(plot.x(index), plot.top - 11, EVENT, "muted", anchor="middle", bold=True)
    _draw_levels(canvas, plot)
    if target is not None and fits:
        y = plot.y(target)
        canvas.line(plot.left, y, plot.right, y, "line-target", width=1.6, dash=_DASHES["line-target"])
    _draw_points(canvas, plot)
    _draw_labels(canvas, plot, target, fits=fits)
    _draw_periods(canvas, plot)
    down = plot.bottom + 32
    down += legend(canvas, _entries(canvas, points), down)
    return _draw_notes(canvas, points, len(chart.points), down + 4)


def _plan(points: tuple[ChartPoint, ...], chart: SpcChart, target: float | None) -> tuple[_Plot, bool]:
    """Return the plot, with room for its numbers and labels, and whether it contains the target."""
    levels = (level for point in points for level in (point.value, point.mean, point.lower, point.upper))
    values = [level for level in levels if level is not None] or [target or 0.0]
    fits = _chartplan.target_fits(target, values)
    scale = _chartplan.make_scale([*values, *([target] if target is not None and fits else [])], few=False)
    sign = unit_suffix(chart.unit)
    name = chart.target_words("")
    plot = _Plot(points, scale, sign, chart.centre, margin(scale, sign), WIDTH, 0.0, name)
    beside = max((text_width(label.words, bold=label.bold) for label in _labels(plot, target, fits=fits)), default=0.0)
    top = 8.0 + (0 if sign else 14) + (16 if any(point.breaks or point.event for point in points) else 0)
    return replace(plot, right=WIDTH - (beside + 14 if beside else 0), top=top), fits


def _runs(plot: _Plot, level: Callable[[ChartPoint], float | None]) -> Iterator[tuple[int, int, float]]:
    """Yield neighbours of one group that have the same level."""
    start = 0
    for index, point in enumerate(plot.points):
        following = plot.points[index + 1] if index + 1 < len(plot.points) else None
        value = level(point)
        if following is None or following.breaks or level(following) != value:
            if value is not None:
                yield start, index, value
            start = index + 1


def _draw_levels(canvas: Canvas, plot: _Plot) -> None:
    """Draw the mean and the limits of every group, as steps where limits differ from point to point."""
    for name, level in _LEVELS:
        width, dash = 1.4 if name == "line-mean" else 1.2, _DASHES[name]
        steps: list[tuple[float, float]] = []
        before = -1
        for first, last, value in _runs(plot, level):
            if steps and (first != before + 1 or plot.points[first].breaks):
                canvas.path(steps, stroke=name, width=width, dash=dash)
                steps = []
            steps += [(x, plot.y(value)) for x in plot.stretch(first, last)]
            before = last
        if steps:
            canvas.path(steps, stroke=name, width=width, dash=dash)


def _draw_points(canvas: Canvas, plot: _Plot) -> None:
    """Draw the points by period, joined unless a figure is missing between them or a group begins."""
    joined: list[tuple[float, float]] = []
    for index, point in enumerate((*plot.points, None)):
        if joined and (point is None or point.value is None or point.breaks):
            canvas.path(joined, stroke="line-data", width=1.2)
            joined = []
        if point is not None and point.value is not None:
            joined.append((plot.x(index), plot.y(point.value)))
    for index, point in enumerate(plot.points):
        with canvas.tooltip(_words(plot, point)):
            if point.value is None:
                cross(canvas, plot.x(index), plot.bottom - 7, min(2.6, plot.radius), "muted")
            else:
                _symbol(canvas, plot.x(index), plot.y(point.value), plot.radius, point)


def _words(plot: _Plot, point: ChartPoint) -> str:
    """Return the text shown when a reader points at a point."""
    if point.value is None:
        return f"{point.label}: {READINGS['missing']}"
    kind = READINGS.get(point.mark) or SYMBOLS[_known(point.mark)][2]
    why = f": {point.excluded}" if point.excluded else ""
    return f"{point.label}: {point.figure or 0.0:,.10g}{plot.suffix}, {kind}{why}"


def _known(mark: str) -> str:
    return mark if mark in SYMBOLS else "common"


def _symbol(canvas: Canvas, x: float, y: float, radius: float, point: ChartPoint) -> None:
    name = TONES[point.tone]
    match _known(point.mark):
        case "improvement":
            outline(canvas, diamond(x, y, radius * 1.35), name)
        case "concern":
            outline(canvas, triangle_up(x, y, radius * 1.3), name)
        case "high" | "low":
            outline(canvas, diamond(x, y, radius * 1.2), name, hollow=True)
        case "excluded":
            disc(canvas, x, y, radius, name, hollow=True)
        case _:
            disc(canvas, x, y, radius, name)


class _Label(Struct, frozen=True):
    """A label at the right edge, at the height of its line; with an arrow if the line is outside the chart."""

    words: str
    name: str
    value: float
    rank: int
    bold: bool = False
    arrow: int = 0


def _labels(plot: _Plot, target: float | None, *, fits: bool) -> list[_Label]:
    """Return the labels at the right edge, from the top: the levels of the last group, the target, the last figure."""
    last, scale = plot.points[-1], plot.scale
    mean, lower, upper = _chartplan.latest_levels(plot.points)

    def words(name: str, level: float) -> str:
        return f"{name} {scale.text(level, closer=True)}{plot.suffix}"

    found = [
        _Label(words(name, level), fill, level, rank)
        for name, fill, level, rank in (
            ("upper limit", "muted", upper, 3),
            (plot.centre, "ink", mean, 1),
            ("lower limit", "muted", lower, 0),
        )
        if level is not None
    ]
    if last.value is not None:
        found.append(_Label(words("latest", last.value), "ink", last.value, 2, bold=True))
    if target is not None:
        arrow = 0 if fits else 1 if target > scale.high else -1
        text = f"{plot.target} {target:,.10g}{plot.suffix}"
        found.append(_Label(text, "green", target, 4 if arrow >= 0 else -1, arrow=arrow))
    return sorted(found, key=lambda label: (-label.value, -label.rank))


def _draw_labels(canvas: Canvas, plot: _Plot, target: float | None, *, fits: bool) -> None:
    labels = _labels(plot, target, fits=fits)
    wanted = [plot.y(label.value) for label in labels]
    places = spread(wanted, _LABEL_GAP, plot.top - 2, plot.bottom - 2)
    for label, own, y in zip(labels, wanted, places, strict=True):
        x = plot.right + 14
        if label.arrow:
            tip = y - 4.5 * label.arrow
            canvas.line(plot.right + 6, y + 4.5 * label.arrow, plot.right + 6, tip, "green-line", width=1.2)
            head = [
                (plot.right + 3, tip + 3 * label.arrow),
                (plot.right + 6, tip),
                (plot.right + 9, tip + 3 * label.arrow),
            ]
            canvas.path(head, stroke="green-line", width=1.2)
        elif abs(own - y) > 1.5:
            canvas.path([(plot.right + 2, own), (plot.right + 11, y)], stroke="axis", width=0.7)
        canvas.text(x, y, label.words, label.name, bold=label.bold)


def _draw_periods(canvas: Canvas, plot: _Plot) -> None:
    """Draw the names of the periods: the first, the last, and those that fit between."""
    names = [fitted(point.label, (WIDTH - 2 * SMALL) / 2) for point in plot.points]
    places = [plot.x(index) for index in range(len(names))]
    for index, x in named(places, [text_width(name) for name in names], 0, WIDTH).items():
        canvas.line(places[index], plot.bottom, places[index], plot.bottom + 4, "axis")
        canvas.text(x, plot.bottom + 13, names[index], "muted", anchor="middle")


def _entries(canvas: Canvas, points: Sequence[ChartPoint]) -> list[tuple[Swatch, str]]:
    """Return the legend of the symbols that occur."""
    examples: dict[str, ChartPoint] = {}
    for mark, (*_, words) in SYMBOLS.items():
        found = [point for point in points if point.value is not None and _known(point.mark) == mark]
        if found:
            examples.setdefault(words, found[0])
    entries = [(_example(canvas, point), words) for words, point in examples.items()]
    if any(point.value is None for point in points):
        entries.append((lambda x, y: cross(canvas, x, y, 2.6, "muted"), READINGS["missing"]))
    return entries


def _example(canvas: Canvas, point: ChartPoint) -> Swatch:
    return lambda x, y: _symbol(canvas, x, y, 4, point)


def _draw_notes(canvas: Canvas, points: Sequence[ChartPoint], count: int, y: float) -> float:
    """Draw the reasons for breaks, by number, and for excluded figures, and what is left out; return where they end."""
    if len(points) < count:
        canvas.text(0, y + _LINE / 2, f"the last {len(points):,} of {count:,} periods", "muted")
        y += _LINE
    for number, point in enumerate((point for point in points if point.breaks), start=1):
        canvas.text(0, y + _LINE / 2, str(number), "muted", bold=True)
        y = _draw_note(canvas, f"{point.label}: {point.breaks}", y)
    for point in points:
        if point.excluded:
            _symbol(canvas, 4, y + _LINE / 2, 3.2, point)
            y = _draw_note(canvas, f"{point.label}: {point.excluded}", y)
        if point.event:
            canvas.text(0, y + _LINE / 2, EVENT, "muted", bold=True)
            y = _draw_note(canvas, f"{point.label}: {point.event}", y)
    return y


def _draw_note(canvas: Canvas, words: str, y: float) -> float:
    for line in wrapped(words, WIDTH - 22, lines=4):
        canvas.text(22, y + _LINE / 2, line, "muted")
        y += _LINE
    return y
