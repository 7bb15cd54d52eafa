"""The cells of a table, before any format: text with a tone, and the columns that they are in."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


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
    room that is left, on two lines at most, and is cut with an ellipsis only if it needs more, unless it is `whole`;
    the others are never cut.  The first flexible one goes below its row before a `vital` column is left out.
    """

    title: str
    align: Align = Align.LEFT
    keep: int = 0
    flexible: bool = False
    vital: bool = False
    whole: bool = False
