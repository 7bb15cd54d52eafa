"""The blocks of a page, before any format: text and cells with a tone.

A view builds a `Document`; a format renders it.  Blocks are a closed union: a format matches every one and ends with
`assert_never`, so no format can miss a new block.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from pap_cli.diagnostics import Diagnostic, Excerpt
from pap_cli.model.dates import show_date

# The version of every JSON document; it rises if a name or a meaning changes, not if one is added.
SCHEMA_VERSION = 1


class Tone(StrEnum):
    """The tone of a cell, for formats that can show it; the text does not depend on it."""

    PLAIN = "plain"
    STRONG = "strong"
    MUTED = "muted"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"


class Align(StrEnum):
    """The alignment of a column."""

    LEFT = "left"
    RIGHT = "right"


class Cell(Struct, frozen=True):
    """Text with a tone; `marked` adds the tone's symbol before it, `series` shows a sparkline.

    `link` is a web address within the text, which HTML makes a link.
    `colour` is a hex colour that a format may print behind the text in place of the colour of its tone.
    `names` are the parts of a text that names posts or bodies, each with what a format with links looks it up by.
    """

    text: str
    tone: Tone = Tone.PLAIN
    marked: bool = False
    series: tuple[float | None, ...] = ()
    target: float | None = None
    link: str = ""
    colour: str = ""
    names: tuple[tuple[str, str], ...] = ()


class Column(Struct, frozen=True):
    """A column of a table.

    `keep` orders what a narrow screen leaves out: 0 never, the highest number first.  A `flexible` column takes the
    room that is left, on two lines at most, and is cut with an ellipsis only if it needs more; the others are never
    cut.  The first flexible one goes below its row before a `vital` column is left out.
    """

    title: str
    align: Align = Align.LEFT
    keep: int = 0
    flexible: bool = False
    vital: bool = False


class Heading(Struct, frozen=True):
    """The title of a section, and a muted aside; on paper it may begin a page.

    `id` is the ID that the text begins with, where the name is to come first.
    """

    text: str
    level: int = 2
    aside: str = ""
    new_page: bool = False
    id: str = ""

    @property
    def name(self) -> str:
        """The text without the ID that it begins with, if it has both."""
        return self.text.removeprefix(f"{self.id} ") if self.id else self.text


class Paragraph(Struct, frozen=True):
    """One or more sentences; if `code`, lines that keep their breaks."""

    text: str
    tone: Tone = Tone.PLAIN
    code: bool = False


class Run(Struct, frozen=True):
    """Words of a passage in one style; `to` is the label of the table or figure that they refer to."""

    text: str
    strong: bool = False
    emphasis: bool = False
    to: str = ""


class Passage(Struct, frozen=True):
    """A paragraph, or a list item if it has a marker: `•`, or `1.`, `2.` and so on."""

    runs: tuple[Run, ...]
    marker: str = ""

    @property
    def text(self) -> str:
        """Its words without style."""
        return "".join(run.text for run in self.runs)


class Prose(Struct, frozen=True):
    """Paragraphs and lists, one after the other."""

    passages: tuple[Passage, ...]


class Narrative(Struct, frozen=True):
    """An author's text for a report: facts for its cover, and text for its sections, by name."""

    facts: tuple[tuple[str, str], ...] = ()
    sections: Mapping[str, Prose] = field(default_factory=dict)


class Facts(Struct, frozen=True):
    """Pairs of a label and its value."""

    pairs: tuple[tuple[str, Cell], ...]


class Table(Struct, frozen=True):
    """Rows of cells below columns; `more` is a note on rows that were left out.

    `caption` is its title, and `label` its number, `Table 3`, which references point at.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: str = ""
    caption: str = ""
    label: str = ""

    def filled(self) -> Table:
        """Return the table without the columns that are empty in every row."""
        kept = [
            index
            for index in range(len(self.columns))
            if any(row[index].text or row[index].series for row in self.rows)
        ]
        if len(kept) == len(self.columns):
            return self
        rows = tuple(tuple(row[index] for index in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[index] for index in kept), rows=rows)


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


class Figure(Struct, frozen=True):
    """A picture with its title, a description of a sentence or two, and the same data as a table.

    A format that cannot draw it shows the table; one that can uses the description for screen readers.
    `label` is its number, `Figure 2`, which references point at; paper numbers a figure that has none.  A description
    that repeats what the table beside it says is for screen readers only: `repeats`.
    """

    title: str
    description: str
    drawing: Drawing
    table: Table
    label: str = ""
    repeats: bool = False


class Finding(Struct, frozen=True):
    """A diagnostic and the line it points at."""

    diagnostic: Diagnostic
    excerpt: Excerpt | None


class Findings(Struct, frozen=True):
    """Diagnostics in full; `base` is the path of the workspace in its repository, as in `lambeth/`, or empty.

    A path in a diagnostic is relative to the workspace; services that show a repository need `base` before it.
    `failure` is a sentence on why the check fails whatever the findings are; empty if they alone decide.
    """

    findings: Sequence[Finding]
    base: str = ""
    failure: str = ""


Block: TypeAlias = Heading | Paragraph | Prose | Facts | Table | TimeChart | SpcChart | Figure | Findings


class Document(Struct, frozen=True):
    """A page: its title and blocks; for a report also the properties of the file: its author and date.

    With `contents` it has a table of contents: its sections, and the parts of its appendix.
    With `as_lines` its sentences are messages for scripts too, which plain text does not wrap.
    `shorter` has the same page with less on it, longest first: a screen shows the first that it has lines for.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    author: str = ""
    subject: str = ""
    as_of: date | None = None
    contents: bool = False
    as_lines: bool = False
    shorter: tuple[Document, ...] = ()


def captioned(label: str, title: str) -> str:
    """Return the words above a table or a figure: `Table 3: Overdue milestones`."""
    return f"{label}: {title}" if label and title else label or title


def anchor(label: str) -> str:
    """Return the name of a table or a figure for links: `table-3` for `Table 3`."""
    return label.lower().replace(" ", "-")


def labels_of(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the labels of the tables and figures among blocks."""
    return frozenset(block.label for block in blocks if isinstance(block, Table | Figure) and block.label)


class Shared:
    """A value that is in several lists of a view's facts, so that it is encoded as JSON only once."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class View(Protocol):
    """Frozen facts that can be shown in any format."""

    @property
    def kind(self) -> str:
        """The kind of view; a format may be for some kinds only."""

    def facts(self) -> Mapping[str, object]:
        """Return the view as plain JSON values: strings, numbers, booleans, None, lists and mappings."""

    def records(self) -> Records:
        """Return the view as rows of one table."""

    def document(self) -> Document:
        """Return the view as a page."""


class Records(Struct, frozen=True):
    """Rows of plain values below names."""

    names: tuple[str, ...]
    rows: Sequence[tuple[object, ...]] = ()
