"""The blocks of a page, before any format: text and cells with a tone.

A view builds a `Document`; a format renders it.  Blocks are a closed union: a format matches every one and ends with
`assert_never`, so no format can miss a new block.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from pap_cli.cell import Cell, Column, Tone
from pap_cli.diagnostics import Diagnostic, Excerpt
from pap_cli.drawing import Drawing, SpcChart, TimeChart

# The version of every JSON document; it rises if a name or a meaning changes, not if one is added.
SCHEMA_VERSION = 1


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
