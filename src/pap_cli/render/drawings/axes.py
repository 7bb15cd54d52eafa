"""Axes: days with the months and years that fit, names that do not overlap, labels at an edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from pap_cli.model.dates import MONTH_NAMES, add_months, show_date
from pap_cli.render.chart_layout import Scale, make_scale
from pap_cli.render.drawings.canvas import Canvas
from pap_cli.render.drawings.type import SMALL, text_width

_DAY_ROOM, _MONTH_ROOM, _YEAR_ROOM = 42.0, 28.0, 34.0
# The distance of an axis to its labels above.
_TODAY, _MONTHS, _YEARS = 9.0, 24.0, 37.0
# The height of the labels above an axis of days: today, the months, the years.
AXIS_HEIGHT = 45.0


class DayAxis(Struct, frozen=True):
    """An axis of days from `start` to `end` between two positions of the drawing."""

    start: date
    end: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return the position of a day; one outside the axis is at its edge."""
        share = (day - self.start).days / max(1, (self.end - self.start).days)
        return self.left + (self.right - self.left) * max(0.0, min(1.0, share))

    def holds(self, day: date) -> bool:
        """Return True if a day is on the axis."""
        return self.start <= day <= self.end

    def _ticks(self) -> tuple[str, list[date]]:
        """Return the unit of the axis, day, month or year, and the first days of those that fit."""
        each = (self.right - self.left) / max(1, (self.end - self.start).days)
        for days in (1, 7):
            if each * days >= _DAY_ROOM:
                first = self.start if days == 1 else self.start + timedelta(-self.start.weekday() % 7)
                return "day", [first + timedelta(n) for n in range(0, (self.end - first).days + 1, days)]
        for months in (1, 3, 6):
            if each * 30 * months >= _MONTH_ROOM:
                return "month", list(self._months(months))
        years = next((years for years in (1, 2, 5, 10, 20, 50, 100, 200) if each * 365 * years >= _YEAR_ROOM), 500)
        return "year", [
            date(year, 1, 1)
            for year in range(self.start.year, self.end.year + 1)
            if year % years == 0 and date(year, 1, 1) >= self.start
        ]

    def _months(self, step: int) -> Iterator[date]:
        day = self.start.replace(day=1)
        if day < self.start:
            day = add_months(day, 1)
        while day <= self.end:
            if (day.month - 1) % step == 0:
                yield day
            if (day.year, day.month) == (self.end.year, self.end.month):
                return
            day = add_months(day, 1)

    def draw(self, canvas: Canvas, top: float, bottom: float) -> None:
        """Draw the years and months above TOP, and thin lines from there to BOTTOM; those of years are darker."""
        kind, days = self._ticks()
        year = 0
        for day, following in zip(days, [*days, None][1:], strict=True):
            x = self.x(day)
            start = (day.month, day.day) == (1, 1) and kind != "year"
            canvas.line(x, top - (_YEARS + 6 if start else _MONTHS + 6), x, bottom, "grid", width=1.4 if start else 0.8)
            if kind != "year":
                name = MONTH_NAMES[day.month - 1]
                words = f"{day.day} {name}" if kind == "day" else name
                self._word(canvas, x, top - _MONTHS, words, (self.x(following) if following else self.right) - x)
            if day.year != year:
                self._word(canvas, x, top - (_MONTHS if kind == "year" else _YEARS), str(day.year), self.right - x)
                year = day.year

    def _word(self, canvas: Canvas, x: float, y: float, words: str, room: float) -> None:
        if 3 + text_width(words) <= room:
            canvas.text(x + 3, y, words, "muted")

    def draw_today(self, canvas: Canvas, today: date, top: float, bottom: float) -> None:
        """Draw a line for today with its date at the top; nothing if the day is not on the axis."""
        if not self.holds(today):
            return
        x, words = self.x(today), show_date(today)
        half = text_width(words, bold=True) / 2
        middle = max(self.left + half, min(self.right - half, x))
        canvas.rect(middle - half - 2, top - _TODAY - 7, 2 * half + 4, 14, fill="paper")
        canvas.text(middle, top - _TODAY, words, "ink", anchor="middle", bold=True)
        canvas.line(x, top - _TODAY + 6.5, x, bottom, "today", width=1.2)


_GREATEST = 10**9


def drawable(count: int) -> int:
    """Return a count that can be drawn: neither negative nor infinite."""
    return max(0, min(_GREATEST, count))


def count_scale(greatest: int) -> Scale:
    """Return an axis from 0 to a count, in whole steps."""
    scale = make_scale([0.0, float(max(1, greatest))], few=False)
    return scale if scale.step >= 1 else Scale(0.0, 1.0, max(1, greatest), scale.rows_each)


def figures(scale: Scale, suffix: str = "") -> list[str]:
    """Return the numbers of an axis, from the bottom."""
    return [f"{scale.text(scale.low + scale.step * number)}{suffix}" for number in range(scale.intervals + 1)]


def margin(scale: Scale, suffix: str = "") -> float:
    """Return the width of the numbers at the left of an axis."""
    return max(map(text_width, figures(scale, suffix))) + 8


def draw_figures(
    canvas: Canvas, scale: Scale, suffix: str, across: tuple[float, float], down: tuple[float, float]
) -> None:
    """Draw the numbers of an axis, each with a thin line; the lowest has the line of the days or periods."""
    for number, figure in enumerate(figures(scale, suffix)):
        y = down[1] - (down[1] - down[0]) * number / scale.intervals
        canvas.line(across[0], y, across[1], y, "grid" if number else "axis")
        canvas.text(across[0] - 6, y, figure, "muted", anchor="end")


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return positions as near as possible to the wanted ones, in order, at least GAP apart and within two bounds.

    Neighbours that would be too close move by the same amount.
    """
    heaps: list[tuple[float, int]] = []
    for index, place in enumerate(wanted):
        total, count = place - index * gap, 1
        while heaps and heaps[-1][0] / heaps[-1][1] > total / count:
            before = heaps.pop()
            total, count = total + before[0], count + before[1]
        heaps.append((total, count))
    found = [total / count for total, count in heaps for _ in range(count)]
    last = max(low, high - (len(wanted) - 1) * gap)
    return [max(low, min(last, place)) + index * gap for index, place in enumerate(found)]


def named(places: Sequence[float], widths: Sequence[float], low: float, high: float) -> dict[int, float]:
    """Return the names below an axis and the middle of each: the first, the last, and every Nth between, without
    overlaps.
    """
    last = len(places) - 1
    middles = [max(low + width / 2, min(high - width / 2, place)) for place, width in zip(places, widths, strict=True)]

    def apart(one: int, two: int) -> bool:
        return middles[one] + widths[one] / 2 + SMALL <= middles[two] - widths[two] / 2

    for stride in (1, 2, 4, *range(6, max(last, 6), 6)):
        chosen = [index for index in range(0, last, stride) if index == 0 or apart(index, last)]
        if all(apart(one, two) for one, two in pairwise([*chosen, last])):
            return {index: middles[index] for index in [*chosen, last]}
    return {index: middles[index] for index in sorted({0, last})}
