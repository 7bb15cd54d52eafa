"""A funnel: areas by size, the average, and the limits of what chance explains; ours and those outside are named."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.drawing import FunnelPlot, FunnelPoint
from pap_cli.model.numbers import unit_suffix
from pap_cli.render.chart_layout import FUNNEL_MEANINGS, SYMBOLS, Scale, drawable, make_scale
from pap_cli.render.drawings.axes import draw_figures, margin, named, spread
from pap_cli.render.drawings.canvas import TONES, WIDTH, Canvas, clean
from pap_cli.render.drawings.marks import Swatch, diamond, disc, legend, outline, triangle_up
from pap_cli.render.drawings.type import SMALL, fitted, text_width

_HEIGHT = 250.0
_TOP = 8.0
_LABEL_GAP = 14.0
_WIDEST_NAME = 150.0
# The radius of the ring around our point.
_RING = 7.6
# The name of each line at its right end, in the order of the limits, and how it is drawn.
_LINES = (("99.8%", "1.5 2.5"), ("95%", "5 3"), ("95%", "5 3"), ("99.8%", "1.5 2.5"))


class _Plot(Struct, frozen=True):
    """The positions of sizes and figures."""

    across: Scale
    # The size at the right edge.
    widest: float
    up: Scale
    left: float
    right: float
    top: float

    @property
    def bottom(self) -> float:
        return self.top + _HEIGHT

    def x(self, size: float) -> float:
        share = (drawable(size) - self.across.low) / (self.widest - self.across.low)
        return self.left + (self.right - self.left) * max(0.0, min(1.0, share))

    def y(self, value: float) -> float:
        return self.bottom - _HEIGHT * max(0.0, min(1.0, (value - self.up.low) / (self.up.high - self.up.low)))


def draw(canvas: Canvas, chart: FunnelPlot) -> float:
    """Draw the funnel and return its height."""
    points = chart.points
    if not points:
        return canvas.nothing()
    suffix = unit_suffix(chart.unit)
    plot = _plan(chart, points, suffix)
    if not suffix:
        canvas.text(0, 7, fitted(clean(chart.unit), WIDTH), "muted")
    draw_figures(canvas, plot.up, suffix, (plot.left, plot.right), (plot.top, plot.bottom))
    _draw_sizes(canvas, plot, chart.axis)
    for index, (_, dash) in enumerate(_LINES):
        inside = [(size, limits[index]) for size, limits in chart.lines if plot.up.low <= limits[index] <= plot.up.high]
        line = [(plot.x(size), plot.y(limit)) for size, limit in inside]
        if len(line) > 1:
            canvas.path(line, stroke="line-limit", width=1.2, dash=dash)
    y = plot.y(chart.average)
    canvas.line(plot.left, y, plot.right, y, "line-mean", width=1.4)
    _draw_ends(canvas, plot, chart)
    for point in sorted(points, key=lambda one: one.is_ours):
        with canvas.tooltip(f"{point.name}: {point.figure}, {point.words}"):
            _symbol(canvas, plot.x(point.size), plot.y(point.value), 4, point)
    _draw_names(canvas, plot, points)
    down = plot.bottom + 40
    return down + legend(canvas, _entries(canvas, points), down)


def _plan(chart: FunnelPlot, points: Sequence[FunnelPoint], suffix: str) -> _Plot:
    """Return the plot: the axes have room for the areas and for the limits at their sizes."""
    values = [chart.average, *(point.value for point in points)]
    values += [limit for point in points for limit in point.limits or ()]
    up = make_scale(list(map(drawable, values)), few=False)
    sizes = [drawable(size) for size in (*(size for size, _ in chart.lines), *(point.size for point in points))]
    across = make_scale(sizes, few=False)
    widest = max(sizes) if max(sizes) > across.low else across.high
    ends = [name for name, _ in _LINES] + [_average(chart)]
    beside = max(text_width(name, bold=True) for name in ends)
    return _Plot(across, widest, up, margin(up, suffix), WIDTH - beside - 14, _TOP + (0 if suffix else 14))


def _average(chart: FunnelPlot) -> str:
    return fitted(clean(f"average {chart.average_words}"), _WIDEST_NAME, bold=True)


def _draw_sizes(canvas: Canvas, plot: _Plot, axis: str) -> None:
    """Draw the numbers of the axis of sizes, and what a size is."""
    sizes = [plot.across.low + plot.across.step * number for number in range(plot.across.intervals + 1)]
    sizes = [size for size in sizes if size <= plot.widest]
    places, words = [plot.x(size) for size in sizes], [plot.across.text(size) for size in sizes]
    for index, x in named(places, [text_width(text) for text in words], 0, plot.right).items():
        canvas.line(places[index], plot.bottom, places[index], plot.bottom + 4, "axis")
        canvas.text(x, plot.bottom + 13, words[index], "muted", anchor="middle")
    axis = fitted(clean(axis), plot.right - plot.left)
    canvas.text((plot.left + plot.right) / 2, plot.bottom + 29, axis, "muted", anchor="middle")


def _draw_ends(canvas: Canvas, plot: _Plot, chart: FunnelPlot) -> None:
    """Draw the names of the lines at their right ends."""
    ends = [(chart.average, _average(chart), "ink")]
    if chart.lines:
        ends += [(limit, name, "muted") for limit, (name, _) in zip(chart.lines[-1][1], _LINES, strict=True)]
    ends.sort(key=lambda end: -end[0])
    wanted = [plot.y(value) for value, _, _ in ends]
    for (_, name, fill), own, y in zip(
        ends, wanted, spread(wanted, _LABEL_GAP, plot.top - 2, plot.bottom - 2), strict=True
    ):
        if abs(own - y) > 1.5:
            canvas.path([(plot.right + 2, own), (plot.right + 11, y)], stroke="axis", width=0.7)
        canvas.text(plot.right + 14, y, name, fill, bold=fill == "ink")


def _draw_names(canvas: Canvas, plot: _Plot, points: Sequence[FunnelPoint]) -> None:
    """Draw our name, and then those of areas outside the limits that have room; the table has all of them."""
    taken: list[tuple[float, float, float]] = []
    for point in sorted(points, key=lambda one: not one.is_ours):
        if not point.is_ours and point.mark == "common":
            continue
        name = fitted(clean(point.name), _WIDEST_NAME, bold=point.is_ours)
        width, x, y = text_width(name, bold=point.is_ours), plot.x(point.size), plot.y(point.value)
        gap = _RING + 3 if point.is_ours else 8
        start = x + gap if x + gap + width <= plot.right else max(plot.left, x - gap - width)
        if all(abs(y - other) > SMALL or start > right + 4 or start + width < left - 4 for left, right, other in taken):
            taken.append((start, start + width, y))
            canvas.rect(start - 1, y - SMALL / 2, width + 2, SMALL, fill="paper")
            canvas.text(start, y, name, "ink" if point.is_ours else "muted", bold=point.is_ours)


def _symbol(canvas: Canvas, x: float, y: float, radius: float, point: FunnelPoint) -> None:
    """Draw an area: its shape says how it differs; ours has a ring."""
    name = TONES[point.tone]
    if point.is_ours:
        canvas.circle(x, y, _RING, stroke="ink-line", width=1.2)
    match point.mark:
        case "improvement":
            outline(canvas, diamond(x, y, radius * 1.35), name)
        case "concern":
            outline(canvas, triangle_up(x, y, radius * 1.3), name)
        case "high" | "low":
            outline(canvas, diamond(x, y, radius * 1.2), name, hollow=True)
        case _:
            disc(canvas, x, y, radius, name)


def _entries(canvas: Canvas, points: Sequence[FunnelPoint]) -> list[tuple[Swatch, str]]:
    """Return the legend of the symbols that occur."""
    examples = {FUNNEL_MEANINGS[one.mark]: one for one in sorted(points, key=lambda one: list(SYMBOLS).index(one.mark))}
    entries = [(_example(canvas, point), words) for words, point in examples.items()]
    if any(point.is_ours for point in points):
        entries.append((lambda x, y: canvas.circle(x, y, 6, stroke="ink-line", width=1.2), "us"))
    return entries


def _example(canvas: Canvas, point: FunnelPoint) -> Swatch:
    return lambda x, y: _symbol(canvas, x, y, 4, replace(point, is_ours=False))
