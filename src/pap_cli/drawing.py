"""The drawings of a page, before any format: charts, bars and matrices as plain data.

Drawings are a closed union, as blocks are: each format that draws has a way to draw every one.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from pap_cli.cell import Cell, Tone
from pap_cli.model.dates import show_date


class Mark(Struct, frozen=True):
    """An event on a time line, past or planned: `kind` is a key of the chart's legend."""

    day: date
    kind: str
    tone: Tone = Tone.PLAIN
    # The date in words, if it was written as a month or a quarter.
    words: str = ""

    def __str__(self) -> str:
        return self.words or show_date(self.day)


class TimeRow(Struct, frozen=True):
    """A row of a time chart: a label, an optional bar between two days, and marks."""

    label: Cell
    title: str
    marks: tuple[Mark, ...]
    stretch: tuple[date, date] | None = None


class TimeChart(Struct, frozen=True):
    """Rows on one axis of days, with a line for today, under headings."""

    start: date
    end: date
    today: date
    groups: tuple[tuple[str, tuple[TimeRow, ...]], ...]
    # Each kind of mark and its meaning.
    legend: tuple[tuple[str, str], ...]


class ChartPoint(Struct, frozen=True):
    """One figure of a control chart, with the levels of its group; None for those that it lacks.

    `mark` is its symbol: common, improvement, concern, high, low, excluded or missing.  `breaks` is the reason if a
    new group of points begins here, `event` what else began here: it is marked above the point and explained below.
    """

    label: str
    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    tone: Tone
    mark: str
    breaks: str = ""
    event: str = ""
    # Why it does not count for the lines, if it is excluded.
    excluded: str = ""
    # The figure as published, if the chart shows the quotient that it was rounded from.
    published: float | None = None

    @property
    def figure(self) -> float | None:
        """The figure for a table or a tooltip."""
        return self.value if self.published is None else self.published


class SpcChart(Struct, frozen=True):
    """Figures in order of their periods, with mean, limits and target."""

    points: tuple[ChartPoint, ...]
    unit: str
    target: float | None
    title: str = ""
    # What is written before a target that is a limit: `<`, `>`, `<=` or `>=`.
    sign: str = ""
    # The name of its centre line: mean or median.
    centre: str = "mean"

    def target_words(self, figure: str) -> str:
        """Return the target as text, with its number as it is shown there: `target < 85`."""
        return " ".join(word for word in ("target", self.sign, figure) if word)


class FunnelPoint(Struct, frozen=True):
    """An area in a funnel; `size` is its place across, and `mark` a kind of point as in a control chart."""

    name: str
    size: float
    value: float
    # The figure as it is printed, and how it compares with the average.
    figure: str
    words: str
    # The limits at its own size: the outer ones around the inner ones, from below; None where there are none.
    limits: tuple[float, float, float, float] | None
    tone: Tone
    mark: str
    is_ours: bool = False


class FunnelPlot(Struct, frozen=True):
    """Areas by size, with the average and the limits of what chance explains, which narrow as areas get larger.

    All numbers are finite.
    `lines` has sizes in order, each with its limits: outer lower, inner lower, inner upper, outer upper.
    """

    points: tuple[FunnelPoint, ...]
    average: float
    average_words: str
    lines: tuple[tuple[float, tuple[float, float, float, float]], ...]
    unit: str
    axis: str


class Bar(Struct, frozen=True):
    """One bar of a stacked chart: the count of each tone, from the bottom."""

    label: str
    parts: tuple[tuple[Tone, int], ...]


class StackedBars(Struct, frozen=True):
    """Counts side by side, as of several days; `legend` has the meaning of each tone."""

    bars: tuple[Bar, ...]
    legend: tuple[tuple[Tone, str], ...]
    unit: str


class Steps(Struct, frozen=True):
    """A count that changes on certain days; `kind` is plan, first, done or scope, and sets how it is drawn."""

    name: str
    kind: str
    # The days on which it changes, in order, each with the new count.
    points: tuple[tuple[date, int], ...]


class BurnUp(Struct, frozen=True):
    """Counts over time on one axis of days, with a line for today."""

    start: date
    end: date
    today: date
    series: tuple[Steps, ...]
    unit: str


class Fill(StrEnum):
    """How far a field of a matrix is filled."""

    FULL = "full"
    PART = "part"
    NONE = "none"


class MatrixRow(Struct, frozen=True):
    """A row of a matrix: its name, its title, and a field for each column, with a description."""

    label: Cell
    title: str
    fields: tuple[tuple[Fill, str], ...]


class Matrix(Struct, frozen=True):
    """Rows against columns, each field filled, partly filled or empty."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    legend: tuple[tuple[Fill, str], ...]


Drawing: TypeAlias = SpcChart | TimeChart | StackedBars | BurnUp | Matrix | FunnelPlot
