"""Pictures for a page: a drawing of a document as one element of SVG, the same in HTML, Word and PDF.

Nothing in it needs a stylesheet, a script or another file, and nothing is told by colour alone.  A page may restyle it
all the same, for a dark screen say, by the classes that every shape and every word has:

- on the element itself: `drawing`;
- fills: `ink` and `muted` (words, shapes), `paper` (the ground, and what is hollow), `band` (a faint stripe), the tones
  `red`, `amber`, `green`, `blue` and `grey`, and `on-ink`, `on-red`, `on-amber`, `on-green` and `on-blue` (words on a
  fill of that name);
- strokes: `grid`, `axis`, `today`, `line-data`, `line-mean`, `line-limit`, `line-target`, and every fill's name with
  `-line` after it (`ink-line`, `paper-line`, `red-line` and so on).

A class of a fill stands for `fill` alone and a class of a stroke for `stroke` alone, so that a stylesheet says
`.drawing .red { fill: … }` and `.drawing .red-line { stroke: … }`.  Each has its colour for paper as an attribute too.
What is drawn over something else, a label on the lines of an axis say, has a ground or a rim of `paper`: that has to be
the colour of the page.
"""

from __future__ import annotations

from typing import assert_never

from pap_cli.document import BurnUp, Drawing, Matrix, SpcChart, StackedBars, TimeChart
from pap_cli.render.drawings import burn_up, control_chart, matrix, stacked_bars, time_chart
from pap_cli.render.drawings.canvas import Canvas


def drawn(drawing: Drawing, title: str, description: str, *, key: str) -> str:
    """The picture as an `<svg>` of 680 units in width.

    `key` names its title and its description: letters, digits and hyphens, and no other picture of the page has it.
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
        case _:
            assert_never(drawing)
    return canvas.svg(height, title, description, key)


def parts(drawing: Drawing) -> tuple[Drawing, ...]:
    """The drawing cut into ones that each fit on a page, 900 units high at most; alone where it fits as it is."""
    match drawing:
        case TimeChart():
            return time_chart.parts(drawing)
        case Matrix():
            return matrix.parts(drawing)
        case SpcChart() | StackedBars() | BurnUp():
            return (drawing,)
        case _:
            assert_never(drawing)
