"""What a row of a spreadsheet changes in one item, and what is not taken of it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.facts.figures import Told, in_table, known_figure
from pap_cli.edit.items.item import Item
from pap_cli.model.periods import parse_period


class Where(Struct, frozen=True):
    """A row of a spreadsheet; without one, a sheet or the file."""

    file: str
    sheet: str | None = None
    row: int | None = None

    def __str__(self) -> str:
        if self.row is None:
            return f"{self.file}, {self.sheet}" if self.sheet else self.file
        return f"{self.file}, {self.sheet or 'row'} {self.row}"


class Refused(Struct, frozen=True, kw_only=True):
    """Something that is not taken, and why."""

    where: Where
    why: str
    id: str = ""
    help: str = ""


class Step(Struct, frozen=True):
    """One fact: what it is, and how it was and will be."""

    what: str
    before: str
    after: str
    # True for a note that says no more than the facts that it goes with.
    repeats: bool = False
    # How it will be, as it is written in the plan, if that is in other words.
    written: str = ""


class Change(Struct, frozen=True, kw_only=True):
    """What a row changes in one item."""

    where: Where
    item: Item
    # Who said so: the ID of an owner, the name of a team; empty if that is not known.
    by: str = ""
    steps: tuple[Step, ...]
    edits: tuple[Edit, ...]
    # A figure that goes into a CSV file, and so is no edit yet.
    figure: Told | None = None

    @property
    def table(self) -> str | None:
        """The CSV file that its figure goes into."""
        if self.figure is None:
            return None
        return in_table(self.item, known_figure(self.item, parse_period(self.figure.period)))


class Differing(Struct, frozen=True, kw_only=True):
    """What one of several rows says that differ about one item: who, and what in words."""

    where: Where
    by: str
    said: tuple[tuple[str, str], ...]
    # The same as it would be written in the plan, for programs.
    written: Mapping[str, str] = {}


class Conflict(Struct, frozen=True, kw_only=True):
    """One item about which rows differ."""

    item: Item
    answers: tuple[Differing, ...]


class Taken(Struct, frozen=True, kw_only=True):
    """What becomes of spreadsheets."""

    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    refused: tuple[Refused, ...] = ()
    # How many answers are recorded already, how many spreadsheets were read, and how many of them say nothing.
    known: int = 0
    files: int = 1
    empty: int = 0
