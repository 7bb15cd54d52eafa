"""A burn-up: planned and delivered counts as steps over days, each line labelled at its end."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.drawing import BurnUp, Steps
from pap_cli.render.chart_layout import Scale
from pap_cli.render.drawings.axes import DayAxis, count_scale, draw_figures, drawable, margin, spread
from pap_cli.render.drawings.canvas import WIDTH, Canvas, clean
from pap_cli.render.drawings.marks import disc
from pap_cli.render.drawings.type import fitted, text_width

_TOP = 62.0
_HEIGHT = 210.0
_LABEL_GAP = 15.0
_WIDEST_LABEL = 190.0
# A browser without the font of the pages has a wider one.
_WIDER = 1.1


class _Style(Struct, frozen=True):
    """The style of a kind of line."""

    stroke: str
    words: str
    width: float
    dash: str


# Each kind with its own dash, in drawing order.
_STYLES = {
    "scope": _Style("muted-line", "muted", 1.2, "8 3 1.5 3"),
    "first": _Style("muted-line", "muted", 1.4, "1.5 2.5"),
    "plan": _Style("ink-line", "ink", 1.6, "6 3"),
    "done": _Style("blue-line", "blue", 2.6, ""),
}
_OTHER = _Style("muted-line", "muted", 1.2, "3 3")


class _Plot(Struct, frozen=True):
    """The positions of days and counts."""

    axis: DayAxis
    scale: Scale

    @property
    def bottom(self) -> float:
        return _TOP + _HEIGHT

    def y(self, count: int) -> float:
        return self.bottom - _HEIGHT * drawable(count) / self.scale.high


def _style(steps: Steps) -> _Style:
    return _STYLES.get(steps.kind, _OTHER)


def draw(canvas: Canvas, chart: BurnUp) -> float:
    """Draw the chart and return its height."""
    series = [steps for steps in chart.series if steps.points]
    if not series:
        return canvas.nothing()
    scale = count_scale(max(drawable(count) for steps in series for _, count in steps.points))
    labels = [(steps, *_label(steps)) for steps in series]
    beside = min(_WIDEST_LABEL, _WIDER * max(text_width(f"{figure}0{name}", bold=True) for _, figure, name in labels))
    axis = DayAxis(chart.start, chart.end, margin(scale), WIDTH - beside - 16)
    plot = _Plot(axis, scale)
    canvas.text(0, 7, fitted(clean(chart.unit), axis.left + 120), "muted")
    axis.draw(canvas, _TOP, plot.bottom)
    draw_figures(canvas, scale, "", (axis.left, axis.right), (_TOP, plot.bottom))
    axis.draw_today(canvas, chart.today, _TOP, plot.bottom)
    order = list(_STYLES)
    for steps in sorted(series, key=lambda steps: order.index(steps.kind) if steps.kind in order else -1):
        _draw_steps(canvas, plot, steps, chart)
    _draw_labels(canvas, plot, labels)
    return plot.bottom + 12


def _label(steps: Steps) -> tuple[str, str]:
    """Return the last count of a line and its name."""
    return f"{drawable(steps.points[-1][1]):,}", clean(steps.name)


def _end(plot: _Plot, steps: Steps, chart: BurnUp) -> float:
    """Return where a line ends: facts at today, plans at the edge."""
    known = steps.kind == "done" and plot.axis.holds(chart.today)
    return max(plot.axis.x(chart.today) if known else plot.axis.right, plot.axis.x(steps.points[-1][0]))


def _draw_steps(canvas: Canvas, plot: _Plot, steps: Steps, chart: BurnUp) -> None:
    """Draw a line that is level until its next step."""
    style = _style(steps)
    corners: list[tuple[float, float]] = []
    for day, count in sorted(steps.points, key=lambda point: point[0]):
        x, y = plot.axis.x(day), plot.y(count)
        if corners:
            corners.append((x, corners[-1][1]))
        corners.append((x, y))
    end = _end(plot, steps, chart)
    corners.append((end, corners[-1][1]))
    with canvas.tooltip(f"{steps.name}: {_label(steps)[0]}"):
        canvas.path(corners, stroke=style.stroke, width=style.width, dash=style.dash)
        if end < plot.axis.right:
            canvas.line(end, corners[-1][1], plot.axis.right, corners[-1][1], style.stroke, width=0.7)
            disc(canvas, end, corners[-1][1], 4, style.words)


def _draw_labels(canvas: Canvas, plot: _Plot, labels: list[tuple[Steps, str, str]]) -> None:
    """Draw the count and the name of each line at its right end, without overlaps."""
    labels = sorted(labels, key=lambda label: plot.y(label[0].points[-1][1]))
    wanted = [plot.y(steps.points[-1][1]) for steps, _, _ in labels]
    for (steps, figure, name), own, y in zip(
        labels, wanted, spread(wanted, _LABEL_GAP, _TOP - 4, plot.bottom - 4), strict=True
    ):
        style, x = _style(steps), plot.axis.right + 14
        if abs(own - y) > 1.5:
            canvas.path([(plot.axis.right + 2, own), (x - 3, y)], stroke="axis", width=0.7)
        canvas.text(x, y, figure, style.words, bold=True)
        x += text_width(f"{figure}0", bold=True)
        canvas.text(x, y, fitted(name, WIDTH - x), style.words)
