"""Shapes that repeat what colour shows: marks on a chart, ratings, hatchings, and the legend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil, floor

from pap_cli.cell import Tone
from pap_cli.render.drawings.canvas import TONES, WIDTH, Canvas
from pap_cli.render.drawings.type import fitted, text_width

# A function that draws the sample of a legend entry, in a box of 16 by 12 around a centre.
Swatch = Callable[[float, float], None]
SWATCH = 16.0
_ENTRY_GAP = 14.0
# The tones that are ratings, worst first.
RATED = (Tone.RED, Tone.AMBER, Tone.GREEN, Tone.BLUE, Tone.GREY)
# A hollow box smaller than this would only be outline.
_LEAST_HOLLOW = 3.0
# The height of a line of a legend.
LEGEND_LINE = 18.0


def diamond(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """Draw a square on its corner."""
    return [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]


def square(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """Draw a square on its side."""
    return [(x - radius, y - radius), (x + radius, y - radius), (x + radius, y + radius), (x - radius, y + radius)]


def triangle_up(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """Draw a triangle that points up."""
    return [(x, y - radius), (x + radius, y + 0.8 * radius), (x - radius, y + 0.8 * radius)]


def triangle_right(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """Draw a triangle that points right."""
    return [(x - 0.8 * radius, y - radius), (x + radius, y), (x - 0.8 * radius, y + radius)]


def outline(canvas: Canvas, points: Sequence[tuple[float, float]], name: str, *, hollow: bool = False) -> None:
    """Draw a shape of straight sides: filled with a rim of paper, or hollow."""
    if hollow:
        canvas.path(points, fill="paper", stroke=f"{name}-line", width=1.4)
    else:
        canvas.path(points, fill=name, stroke="paper-line", width=0.8)


def disc(canvas: Canvas, x: float, y: float, radius: float, name: str, *, hollow: bool = False) -> None:
    """Draw a circle: filled with a rim of paper, or hollow."""
    if hollow:
        canvas.circle(x, y, radius, fill="paper", stroke=f"{name}-line", width=1.4)
    else:
        canvas.circle(x, y, radius, fill=name, stroke="paper-line", width=0.8)


def ticked(canvas: Canvas, x: float, y: float, radius: float, name: str) -> None:
    """Draw a disc with a tick in it."""
    disc(canvas, x, y, radius, name)
    tick = [
        (x - 0.5 * radius, y + 0.05 * radius),
        (x - 0.1 * radius, y + 0.45 * radius),
        (x + 0.5 * radius, y - 0.4 * radius),
    ]
    canvas.path(tick, stroke="paper-line", width=0.3 * radius)


def cross(canvas: Canvas, x: float, y: float, radius: float, name: str) -> None:
    """Draw a cross."""
    pairs = [(x - radius, y - radius, x + radius, y + radius), (x - radius, y + radius, x + radius, y - radius)]
    canvas.lines(pairs, f"{name}-line", width=1.5)


def rating(canvas: Canvas, x: float, y: float, tone: Tone) -> None:
    """Draw the shape of a rating, the same as on a terminal; nothing for a tone that is not a rating."""
    match tone:
        case Tone.RED:
            outline(canvas, square(x, y, 3.4), "red")
        case Tone.AMBER:
            outline(canvas, triangle_up(x, y, 4.2), "amber")
        case Tone.GREEN:
            disc(canvas, x, y, 4, "green")
        case Tone.BLUE:
            ticked(canvas, x, y, 4.6, "blue")
        case Tone.GREY:
            disc(canvas, x, y, 3.4, "grey", hollow=True)
        case _:
            pass


def _slanted(x: float, y: float, width: float, height: float, step: float) -> list[tuple[float, float, float, float]]:
    """Return lines that rise to the right across a box, STEP apart along its side."""
    found = []
    for number in range(ceil(width / step) + ceil(height / step)):
        total = step * (number + 0.5)
        left, right = max(0.0, total - height), min(width, total)
        if left < right:
            found.append((x + left, y + total - left, x + right, y + total - right))
    return found


def _mirrored(
    x: float, width: float, pairs: Iterable[tuple[float, float, float, float]]
) -> list[tuple[float, float, float, float]]:
    return [(2 * x + width - a, b, 2 * x + width - c, d) for a, b, c, d in pairs]


def _level(x: float, y: float, width: float, height: float, step: float) -> list[tuple[float, float, float, float]]:
    return [(x, y + step * (n + 0.5), x + width, y + step * (n + 0.5)) for n in range(floor(height / step + 0.5))]


def _upright(x: float, y: float, width: float, height: float, step: float) -> list[tuple[float, float, float, float]]:
    return [(x + step * (n + 0.5), y, x + step * (n + 0.5), y + height) for n in range(floor(width / step + 0.5))]


def hatched(canvas: Canvas, x: float, y: float, width: float, height: float, tone: Tone) -> None:
    """Draw a box in the colour of a tone, with the tone's own hatching."""
    name = TONES[tone]
    if tone in (Tone.GREY, Tone.MUTED) and min(width, height) > _LEAST_HOLLOW:
        canvas.rect(x + 0.6, y + 0.6, width - 1.2, height - 1.2, fill="paper", stroke=f"{name}-line", line=1.2)
    else:
        canvas.rect(x, y, width, height, fill=name)
    match tone:
        case Tone.RED:
            rising = _slanted(x, y, width, height, 7)
            canvas.lines([*rising, *_mirrored(x, width, rising)], "paper-line", width=0.8)
        case Tone.AMBER:
            canvas.lines(_slanted(x, y, width, height, 6), "paper-line", width=1.3)
        case Tone.GREEN:
            canvas.lines(_level(x, y, width, height, 9), "paper-line", width=0.9)
        case Tone.MUTED:
            canvas.lines(_slanted(x, y, width, height, 6), "muted-line", width=0.8)
        case Tone.PLAIN:
            canvas.lines(_upright(x, y, width, height, 5), "paper-line", width=0.9)
        case Tone.STRONG:
            canvas.lines([*_upright(x, y, width, height, 7), *_level(x, y, width, height, 7)], "paper-line", width=0.9)
        case Tone.BLUE | Tone.GREY:
            pass


def legend(canvas: Canvas, entries: Sequence[tuple[Swatch, str]], y: float, *, x: float = 0) -> float:
    """Draw samples and their meanings side by side, on as many lines as they need from y down; return their
    height.
    """
    across, down = x, y + LEGEND_LINE / 2
    for swatch, text in entries:
        words = fitted(text, WIDTH - x - SWATCH - 5)
        size = SWATCH + 5 + text_width(words)
        if across > x and across + size > WIDTH:
            across, down = x, down + LEGEND_LINE
        swatch(across + SWATCH / 2, down)
        canvas.text(across + SWATCH + 5, down, words, "muted")
        across += size + _ENTRY_GAP
    return down + LEGEND_LINE / 2 - y if entries else 0.0
