"""What a page on paper consists of, with all text printable: a few kinds of pieces, in order."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TypeAlias

from msgspec import Struct

from pap_cli.model.dates import full_date
from pap_cli.render.paper.table import CellWords, Grid, Words
from pap_cli.render.paper.type import cut, text_width

# The width between the margins of an A4 page, in points.
ROOM = 170 / 25.4 * 72
# The size of text in the footer.
_SMALL = 8.0


class PaperSection(Struct, frozen=True):
    """A heading; levels start at 1 and none is skipped."""

    words: Words
    aside: str
    level: int
    new_page: bool


class Lines(Struct, frozen=True):
    """A paragraph; if `code`, lines that keep their breaks."""

    lines: tuple[CellWords, ...]
    code: bool = False

    @property
    def leads(self) -> bool:
        """Whether it introduces the next piece, so that both stay on one page."""
        return not self.code and "".join(words.text for words in self.lines[-1]).endswith(":")


class Items(Struct, frozen=True):
    """A list: numbered from `first`, or with bullets if that is None."""

    items: tuple[CellWords, ...]
    first: int | None


class Pairs(Struct, frozen=True):
    """Labels, each with its text."""

    pairs: tuple[tuple[str, CellWords], ...]
    wider: float

    def label_room(self, size: float, room: float) -> float:
        """Return the width of the labels in points: that of the widest, but at most a third of the room."""
        return min(room / 3, max(text_width(label, size) for label, _ in self.pairs) * self.wider)


class Picture(Struct, frozen=True):
    """A drawing with its size in its own units, its label and caption, and a description for screen readers.

    A further part of a drawing has no label, because references point at the first.
    """

    svg: str
    width: float
    height: float
    caption: str
    title: str
    description: str
    label: str = ""


class Contents(Struct, frozen=True):
    """The table of contents: the headings of the first two levels."""


Piece: TypeAlias = PaperSection | Lines | Items | Pairs | Grid | Picture | Contents


class Sheet(Struct, frozen=True):
    """A document for paper: the title of the file, which is never empty; its heading and aside; its pieces."""

    title: str
    heading: str
    aside: str
    author: str
    subject: str
    as_of: date | None
    pieces: tuple[Piece, ...] = ()

    @property
    def foot(self) -> str:
        """The footer before the page number, on one line; a longer title is cut."""
        title = cut(self.title, ROOM / 2, _SMALL)
        if self.as_of is None:
            return title
        return f"{title} · as of {full_date(self.as_of)}"

    @property
    def made(self) -> datetime:
        """The creation date of the file: the as-of date, or the first date that a zip file can store."""
        day = self.as_of or date(1980, 1, 1)
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
