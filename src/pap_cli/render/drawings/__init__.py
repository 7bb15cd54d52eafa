"""Drawings as one SVG element, the same in HTML, Word and PDF.

A drawing needs no style sheet, script or other file, and colour is never the only carrier of meaning.  A page can
restyle it, for example for a dark screen, by the classes that every shape and text has:

- on the element itself: `drawing`;
- fills: `ink` and `muted` (text, shapes), `paper` (background, hollow shapes), `band` (a faint stripe), the tones
  `red`, `amber`, `green`, `blue` and `grey`, and `on-ink`, `on-red`, `on-amber`, `on-green` and `on-blue` (words on a
  fill of that name);
- strokes: `grid`, `axis`, `today`, `line-data`, `line-mean`, `line-limit`, `line-target`, and every fill's name with
  `-line` after it (`ink-line`, `paper-line`, `red-line` and so on).

A fill class only sets `fill` and a stroke class only `stroke`, so a style sheet says
`.drawing .red { fill: … }` and `.drawing .red-line { stroke: … }`.  Each shape has its colour for
paper as an attribute too.
What is drawn over something else, such as a label over an axis, has a background or an outline of `paper`: that must
be the colour of the page.
"""

from __future__ import annotations

from typing import assert_never

from pap_cli.drawing import BurnUp, Drawing, FunnelPlot, Matrix, SpcChart, StackedBars, TimeChart
from pap_cli.render.drawings import burn_up, control_chart, funnel, matrix, stacked_bars, time_chart
from pap_cli.render.drawings.canvas import Canvas


def drawn(drawing: Drawing, title: str, description: str, *, key: str) -> str:
    """Return a drawing as an `<svg>` 680 units wide.

    KEY identifies its title and description: letters, digits and hyphens, unique on the page.
    """
    canvas = Canvas()
    match drawing:
        case SpcChart():
            height = control_chart.draw(canvas, drawing)
        case TimeChart():
            height = time_chart.draw(canvas, drawing)
        case StackedBars():
            height = stacked_bars.draw(canvas, drawing)
        case BurnUp():
            height = burn_up.draw(canvas, drawing)
        case Matrix():
            height = matrix.draw(canvas, drawing)
        case FunnelPlot():
            height = funnel.draw(canvas, drawing)
        case _:
            assert_never(drawing)
    return canvas.svg(height, title, description, key)


def parts(drawing: Drawing) -> tuple[Drawing, ...]:
    """Return a drawing cut into parts that each fit on a page, at most 900 units high."""
    match drawing:
        case TimeChart():
            return time_chart.parts(drawing)
        case Matrix():
            return matrix.parts(drawing)
        case SpcChart() | StackedBars() | BurnUp() | FunnelPlot():
            return (drawing,)
        case _:
            assert_never(drawing)
