"""What a workbook of ours consists of, before it is a file: tabs with columns and rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from pap_cli.model.rating import Rating

# A day is a date; a month, a quarter and an unknown day are text.
Value: TypeAlias = str | float | int | date | None


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"


class TabColumn(Struct, frozen=True, kw_only=True):
    """A column of a tab: its heading, and what may be written in it."""

    # The name by which a row has its value.
    name: str
    heading: str
    # What it means, for the key.
    about: str = ""
    # The widest that it may be, in characters.
    width: int = 12
    kind: Kind = Kind.TEXT
    # True if its cells are protected.
    locked: bool = False
    # True if `pap` works it out: it is not read back.
    computed: bool = False
    # The words to choose from; others are warned of, and with `strict` refused.
    choices: tuple[str, ...] = ()
    strict: bool = False
    # True if a cell is coloured by the rating that it names.
    coloured: bool = False
    # True if something is to be filled in: the cells stand out.
    asked: bool = False
    # False for one that is too much for paper; those to the left of a printed one are printed too.
    printed: bool = True
    # What is shown beside a cell that is chosen.
    hint: str = ""


class Tab(Struct, frozen=True, kw_only=True):
    """A sheet of a workbook: lines of text, and below them a table."""

    name: str
    columns: tuple[TabColumn, ...]
    rows: tuple[Mapping[str, Value], ...]
    # The lines above the table; the first is its title.
    above: tuple[str, ...] = ()
    # True if rows may be added below the last one.
    growing: bool = False
    # What each rating is called in the coloured columns.
    ratings: Mapping[str, Rating] = {}


class Workbook(Struct, frozen=True, kw_only=True):
    """A workbook: its title, by what it is known again (empty if it is only to be read), and its tabs."""

    title: str
    mark: str
    as_of: date
    tabs: tuple[Tab, ...]


def yes_or_no(value: bool) -> str:
    """Return a flag as it is shown in a cell."""
    return "yes" if value else "no"
