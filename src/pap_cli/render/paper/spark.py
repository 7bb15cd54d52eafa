"""The sparkline of a cell as a picture: a line of the last figures, a gap for a missing one, the target dotted."""

from __future__ import annotations

from math import isfinite

from msgspec import Struct

from pap_cli.model.numbers import number

# The size of the picture in points.
WIDTH, HEIGHT = 66.0, 11.0

_EDGE = 2.0
_SHOWN = 36


class Spark(Struct, frozen=True):
    """The picture as SVG, and its description."""

    svg: str
    words: str


def spark(series: tuple[float | None, ...], target: float | None) -> Spark | None:
    """Return the sparkline of a series' last figures; None if there are none."""
    shown = [_finite(value) for value in series[-_SHOWN:]]
    figures = [value for value in shown if value is not None]
    if not figures:
        return None
    level = _finite(target)
    scale = figures if level is None else [*figures, level]
    low, high = min(scale), max(scale)
    size = high / 2 - low / 2

    def height(value: float) -> float:
        part = 0.5 if size == 0 else (value / 2 - low / 2) / size
        return HEIGHT - _EDGE - part * (HEIGHT - 2 * _EDGE)

    step = (WIDTH - 2 * _EDGE) / max(1, len(shown) - 1)
    places = [None if value is None else (_EDGE + step * index, height(value)) for index, value in enumerate(shown)]
    parts = [] if level is None else [_level(height(level))]
    parts += _lines(places)
    x, y = next(place for place in reversed(places) if place is not None)
    parts.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="1.6" fill="#1b2430"/>')
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}" '
        f'height="{HEIGHT:g}">{"".join(parts)}</svg>'
    )
    return Spark(svg, _description(figures, level))


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


def _description(figures: list[float], target: float | None) -> str:
    ends = f"{len(figures)} figures, from {number(figures[0])} to {number(figures[-1])}"
    words = ends if len(figures) > 1 else "1 figure"
    return words if target is None else f"{words}; target {number(target)}"


def _level(y: float) -> str:
    return f'<path d="M0 {y:.2f}H{WIDTH:g}" fill="none" stroke="#2b7a3a" stroke-width="0.7" stroke-dasharray="2 2"/>'


def _lines(places: list[tuple[float, float] | None]) -> list[str]:
    """Yield a line through each run of figures without a gap; a single figure is a dot."""
    found: list[str] = []
    stretch: list[tuple[float, float]] = []
    for place in [*places, None]:
        if place is not None:
            stretch.append(place)
        elif len(stretch) == 1:
            found.append(f'<circle cx="{stretch[0][0]:.2f}" cy="{stretch[0][1]:.2f}" r="0.9" fill="#56616b"/>')
            stretch = []
        elif stretch:
            steps = "L".join(f"{x:.2f} {y:.2f}" for x, y in stretch)
            found.append(
                f'<path d="M{steps}" fill="none" stroke="#56616b" stroke-width="1.1" stroke-linejoin="round"/>'
            )
            stretch = []
    return found
