"""What a page is made of, before any format: blocks of cells with a tone.

A view builds a `Document`; a renderer turns it into text.  Blocks are a closed union: a renderer matches every one and
ends in `assert_never`, so that a new block cannot be forgotten in any format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeAlias

from msgspec import Struct, field

from pap_cli.diagnostics import Diagnostic, Excerpt

# The version of every JSON document; it rises when a name or a meaning changes, not when one is added.
SCHEMA_VERSION = 1


class Tone(StrEnum):
    """How a cell should be felt, for a format that can show it; the words never depend on it."""

    PLAIN = "plain"
    STRONG = "strong"
    MUTED = "muted"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"


class Align(StrEnum):
    """On which side a column lines up."""

    LEFT = "left"
    RIGHT = "right"


class Cell(Struct, frozen=True):
    """A piece of text with a tone; `marked` asks for the tone's symbol before it, `series` for a small chart."""

    text: str
    tone: Tone = Tone.PLAIN
    marked: bool = False
    series: tuple[float | None, ...] = ()
    target: float | None = None


class Column(Struct, frozen=True):
    """A column of a table.

    `keep` says what a narrow screen gives up first: 0 never, the highest number first.  A `flexible` column takes what
    room is left, and is cut with an ellipsis where a screen is too narrow; the others are never cut.
    """

    title: str
    align: Align = Align.LEFT
    keep: int = 0
    flexible: bool = False


class Heading(Struct, frozen=True):
    """The title of a section, and what stands beside it in a lower voice; on paper it may begin a page."""

    text: str
    level: int = 2
    aside: str = ""
    new_page: bool = False


class Paragraph(Struct, frozen=True):
    """One or more sentences; or, as `code`, lines that are to stand as they are."""

    text: str
    tone: Tone = Tone.PLAIN
    code: bool = False


class Run(Struct, frozen=True):
    """Words of a passage in one voice."""

    text: str
    strong: bool = False
    emphasis: bool = False


class Passage(Struct, frozen=True):
    """A paragraph, or an item of a list where it has a marker: `•`, or `1.`, `2.` and so on."""

    runs: tuple[Run, ...]
    marker: str = ""

    @property
    def text(self) -> str:
        """Its words in one plain voice."""
        return "".join(run.text for run in self.runs)


class Prose(Struct, frozen=True):
    """Paragraphs and lists to be read one after the other."""

    passages: tuple[Passage, ...]


class Narrative(Struct, frozen=True):
    """What an author wrote to stand in a report: facts for its cover, and words for its sections, by their names."""

    facts: tuple[tuple[str, str], ...] = ()
    sections: Mapping[str, Prose] = field(default_factory=dict)


class Facts(Struct, frozen=True):
    """Pairs of a label and what it says."""

    pairs: tuple[tuple[str, Cell], ...]


class Table(Struct, frozen=True):
    """Rows of cells under columns; `more` tells of rows that were left out."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: str = ""

    def filled(self) -> Table:
        """The table without the columns that say nothing in any row: they would only take room."""
        kept = [
            index
            for index in range(len(self.columns))
            if any(row[index].text or row[index].series for row in self.rows)
        ]
        if len(kept) == len(self.columns):
            return self
        rows = tuple(tuple(row[index] for index in kept) for row in self.rows)
        return Table(tuple(self.columns[index] for index in kept), rows, self.more)


class Mark(Struct, frozen=True):
    """Something that happened, or should, on a day of a time line: `kind` is a key of the chart's legend."""

    day: date
    kind: str
    tone: Tone = Tone.PLAIN


class TimeRow(Struct, frozen=True):
    """One line of a time chart: a label, an optional stretch between two days, and marks on it."""

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
    # Each kind of mark and what it means, in words.
    legend: tuple[tuple[str, str], ...]


class ChartPoint(Struct, frozen=True):
    """One figure of a control chart, with the levels of its group; None for what there is not.

    `mark` says which symbol it gets: common, improvement, concern, high, low or missing.  `breaks` is the reason why a
    new group of points begins here, where one does.
    """

    label: str
    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    tone: Tone
    mark: str
    breaks: str = ""


class SpcChart(Struct, frozen=True):
    """Figures in the order of their periods, with their mean, their limits and the target."""

    points: tuple[ChartPoint, ...]
    unit: str
    target: float | None
    title: str = ""


class Bar(Struct, frozen=True):
    """One bar of a stacked chart: how much each tone has of it, in the order they are stacked from the bottom."""

    label: str
    parts: tuple[tuple[Tone, int], ...]


class StackedBars(Struct, frozen=True):
    """Counts side by side, as of several days: `legend` says what each tone stands for."""

    bars: tuple[Bar, ...]
    legend: tuple[tuple[Tone, str], ...]
    unit: str


class Steps(Struct, frozen=True):
    """A count that rises, or falls, on certain days; `kind` is plan, first, done or scope, and says how it is drawn."""

    name: str
    kind: str
    # The days on which it changes, in order, each with the count from that day on.
    points: tuple[tuple[date, int], ...]


class BurnUp(Struct, frozen=True):
    """Counts over time on one axis of days, with a line for today."""

    start: date
    end: date
    today: date
    series: tuple[Steps, ...]
    unit: str


class Fill(StrEnum):
    """How much of a field of a matrix is filled."""

    FULL = "full"
    PART = "part"
    NONE = "none"


class MatrixRow(Struct, frozen=True):
    """One row of a matrix: its name, its title, and a field for each column, as how far it is filled and in words."""

    label: Cell
    title: str
    fields: tuple[tuple[Fill, str], ...]


class Matrix(Struct, frozen=True):
    """What has what: rows against columns, each field filled, in part or not at all."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    legend: tuple[tuple[Fill, str], ...]


Drawing: TypeAlias = SpcChart | TimeChart | StackedBars | BurnUp | Matrix


class Figure(Struct, frozen=True):
    """A picture with its title, what it shows in a sentence or two, and the same as a table.

    A format that cannot draw it gives the table; one that can gives the description to who cannot see.
    """

    title: str
    description: str
    drawing: Drawing
    table: Table


class Finding(Struct, frozen=True):
    """A diagnostic and the line it points at."""

    diagnostic: Diagnostic
    excerpt: Excerpt | None


class Findings(Struct, frozen=True):
    """Diagnostics, each shown whole; `base` is where the workspace lies in its repository, as in `lambeth/`, or empty.

    A path in a diagnostic is relative to the workspace; a service that shows a repository wants it after `base`.
    """

    findings: Sequence[Finding]
    base: str = ""


Block: TypeAlias = Heading | Paragraph | Prose | Facts | Table | TimeChart | SpcChart | Figure | Findings


class Document(Struct, frozen=True):
    """A page: its title and its blocks; of a report also what a file says of itself: whose it is and of which day."""

    title: str
    blocks: tuple[Block, ...] = ()
    author: str = ""
    subject: str = ""
    as_of: date | None = None


class Shared:
    """A value that appears in several lists of a view's facts, so that JSON is made of it once."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class View(Protocol):
    """Frozen facts that can be shown in any format."""

    @property
    def kind(self) -> str:
        """What sort of view it is; a format may be made for some kinds only."""

    def facts(self) -> Mapping[str, object]:
        """The view as plain JSON values: strings, numbers, booleans, None, lists and mappings."""

    def records(self) -> Records:
        """The view as rows of one table, for formats that know nothing else."""

    def document(self) -> Document:
        """The view as a page."""


class Records(Struct, frozen=True):
    """Rows of plain values under names."""

    names: tuple[str, ...]
    rows: Sequence[tuple[object, ...]] = ()
