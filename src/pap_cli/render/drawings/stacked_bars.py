"""Stacked bars: counts side by side, each tone with a hatching and its number, the last bar labelled at its side."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pap_cli.cell import Tone
from pap_cli.drawing import Bar, StackedBars
from pap_cli.render.chart_layout import Scale
from pap_cli.render.drawings.axes import count_scale, draw_figures, drawable, margin, named, spread
from pap_cli.render.drawings.canvas import TONES, WIDTH, Canvas, clean
from pap_cli.render.drawings.marks import Swatch, hatched, legend
from pap_cli.render.drawings.type import SIZE, SMALL, fitted, text_width, wrapped

_HEIGHT = 130.0
_TOP = 34.0
_MOST = 60
_WIDEST_BAR = 56.0
_LABEL_GAP, _SMALL_GAP, _NAME_LINE = 14.0, 11.0, 13.0
_SMALLEST = 10.0


class _Plot(Struct, frozen=True):
    """The positions of bars and counts."""

    scale: Scale
    left: float
    pitch: float
    width: float

    @property
    def bottom(self) -> float:
        return _TOP + _HEIGHT

    def x(self, index: int) -> float:
        """Return the middle of a bar."""
        return self.left + self.pitch * (index + 0.5)

    def height(self, count: int) -> float:
        return _HEIGHT * count / self.scale.high


def _parts(bar: Bar) -> list[tuple[Tone, int]]:
    """Return the segments of a bar, as counts that can be drawn."""
    return [(tone, drawable(count)) for tone, count in bar.parts]


def draw(canvas: Canvas, chart: StackedBars) -> float:
    """Draw the chart and return its height."""
    bars = chart.bars[-_MOST:]
    if not bars:
        return canvas.nothing()
    totals = [sum(count for _, count in _parts(bar)) for bar in bars]
    scale = count_scale(max(totals))
    meanings = {tone: clean(words) for tone, words in chart.legend}
    beside = max(
        (text_width(f"{count:,} {meanings.get(tone, '')}", bold=True) for tone, count in _parts(bars[-1])), default=0.0
    )
    left = margin(scale)
    pitch = (WIDTH - left - min(190.0, beside + 16)) / len(bars)
    plot = _Plot(scale, left, pitch, min(_WIDEST_BAR, pitch * 0.62))
    canvas.text(0, 7, fitted(clean(chart.unit), WIDTH), "muted")
    draw_figures(canvas, scale, "", (left, left + pitch * len(bars)), (_TOP, plot.bottom))
    for index, bar in enumerate(bars):
        _draw_bar(canvas, plot, index, bar, meanings, last=index == len(bars) - 1)
    _draw_totals(canvas, plot, totals)
    down = plot.bottom + 32 + _draw_names(canvas, plot, bars)
    return down + legend(canvas, [_entry(canvas, tone, words) for tone, words in meanings.items()], down)


def _entry(canvas: Canvas, tone: Tone, words: str) -> tuple[Swatch, str]:
    return (lambda x, y: hatched(canvas, x - 8, y - 5.5, 16, 11, tone)), words


def _draw_bar(canvas: Canvas, plot: _Plot, index: int, bar: Bar, meanings: dict[Tone, str], *, last: bool) -> None:
    """Draw the segments of a bar from the bottom, with the number of each in it, or beside it if it is too small."""
    x, y = plot.x(index), plot.bottom
    beside: list[tuple[float, Tone, int]] = []
    for tone, count in _parts(bar):
        if not count:
            continue
        height = plot.height(count)
        with canvas.tooltip(f"{bar.label}: {count:,} {meanings.get(tone, '')}"):
            hatched(canvas, x - plot.width / 2, y - height + 0.5, plot.width, max(0.6, height - 1), tone)
        if last or height < SMALL + 3 or text_width(f"{count:,}", bold=True) + 6 > plot.width:
            beside.insert(0, (y - height / 2, tone, count))
        else:
            _draw_plate(canvas, x, y - height / 2, count, tone)
        y -= height
    if last:
        _draw_last(canvas, plot, x + plot.width / 2, beside, meanings)
    else:
        _draw_beside(canvas, plot, x + plot.width / 2 + 2, beside)


def _draw_plate(canvas: Canvas, x: float, y: float, count: int, tone: Tone) -> None:
    """Draw a number on a plain background of the tone's colour."""
    name, words = TONES[tone], f"{count:,}"
    hollow = tone in (Tone.GREY, Tone.MUTED)
    width = text_width(words, bold=True) + 6
    canvas.rect(x - width / 2, y - 6.5, width, 13, fill="paper" if hollow else name, corner=2)
    canvas.text(x, y, words, "ink" if hollow else f"on-{name}", anchor="middle", bold=True)


def _draw_beside(canvas: Canvas, plot: _Plot, x: float, numbers: Sequence[tuple[float, Tone, int]]) -> None:
    """Draw small numbers to the right of a bar from its top down, as many as fit before the next bar."""
    places = spread([own for own, _, _ in numbers], _SMALL_GAP, _TOP, plot.bottom - _SMALL_GAP / 2)
    for (_, _, count), y in zip(numbers, places, strict=True):
        if text_width(f"{count:,}", _SMALLEST) <= plot.pitch - plot.width - 4:
            canvas.text(x, y, f"{count:,}", "ink", size=_SMALLEST)


def _draw_last(
    canvas: Canvas, plot: _Plot, x: float, numbers: Sequence[tuple[float, Tone, int]], meanings: dict[Tone, str]
) -> None:
    """Draw the numbers of the last bar at its right from its top down, each with its name."""
    places = spread([own for own, _, _ in numbers], _LABEL_GAP, _TOP, plot.bottom - _LABEL_GAP / 2)
    for (own, tone, count), y in zip(numbers, places, strict=True):
        if abs(own - y) > 1.5:
            canvas.path([(x + 2, own), (x + 10, y)], stroke="axis", width=0.7)
        words = f"{count:,}"
        start = x + 12 + text_width(f"{words} ", bold=True)
        canvas.text(x + 12, y, words, bold=True)
        canvas.text(start, y, fitted(meanings.get(tone, ""), WIDTH - start))


def _draw_names(canvas: Canvas, plot: _Plot, bars: Sequence[Bar]) -> float:
    """Draw the name below each bar, on two lines if all fit that way, and the last in bold.

    Return the height beyond one line.
    """
    last, room = len(bars) - 1, plot.pitch - 6
    names = [clean(bar.label) for bar in bars]
    folded = [wrapped(name, room, bold=True) for name in names]
    if all(len(lines) <= 2 and " ".join(lines) == name for name, lines in zip(names, folded, strict=True)):
        chosen = {index: plot.x(index) for index in range(len(bars))}
    else:
        folded = [[fitted(name, WIDTH / 2 - SMALL, bold=True)] for name in names]
        widths = [text_width(lines[0], bold=True) for lines in folded]
        chosen = named([plot.x(index) for index in range(len(bars))], widths, 0, WIDTH)
    for index, x in chosen.items():
        for number, line in enumerate(folded[index]):
            y = plot.bottom + 13 + _NAME_LINE * number
            canvas.text(x, y, line, "ink" if index == last else "muted", anchor="middle", bold=index == last)
    return _NAME_LINE * (max(map(len, folded)) - 1 if any(folded) else 0)


def _draw_totals(canvas: Canvas, plot: _Plot, totals: Sequence[int]) -> None:
    """Draw the total above each bar, the last in bold."""
    figures = [f"{total:,}" for total in totals]
    widths = [text_width(figure, SIZE, bold=True) for figure in figures]
    for index, x in named([plot.x(index) for index in range(len(figures))], widths, 0, WIDTH).items():
        y = plot.bottom - plot.height(totals[index]) - 9
        canvas.text(x, y, figures[index], size=SIZE, anchor="middle", bold=index == len(figures) - 1)
