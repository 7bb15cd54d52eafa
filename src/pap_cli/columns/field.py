"""A field of an item: its name and value for programs, its column and cell for people; and tables of chosen fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.document import Table
from pap_cli.model.dates import Due
from pap_cli.model.facts import Fact
from pap_cli.model.key import Labels
from pap_cli.model.place import Place
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import EMPTY, date_cell, iso, label_cell

T = TypeVar("T")


# What a person needs to act on a row: which item, whose, by when, how old. Where IDs are words, the title goes first.
_VITAL = frozenset(
    {"id", "title", "owner", "due", "next_due", "days_left", "days_overdue", "lacks", "period", "age_days"}
)


class Field(Struct, Generic[T], frozen=True):
    """One fact of an item: its name for programs, its value, and, where people see it, its column and cell."""

    name: str
    fact: Callable[[T], object]
    title: str = ""
    cell: Callable[[T], Cell] | None = None
    align: Align = Align.LEFT
    # When a narrow screen drops the column of a list: 0 never, the highest number first.
    keep: int = 0
    flexible: bool = False
    shown: bool = True
    # False if it does not fit in a cell of a table for programs; it is then included only on request.
    tabular: bool = True
    # True if it is included only on request, in every format.
    private: bool = False
    # The value to sort by, if that is not the fact.
    order: Callable[[T], object] | None = None

    def column(self, keep: int) -> Column:
        """Return the column of this field, with the order in which a narrow screen drops it."""
        return Column(self.title or self.name, self.align, keep, self.flexible, vital=self.name in _VITAL)

    def shown_cell(self, item: T) -> Cell:
        """Return the cell of an item."""
        if self.cell is not None:
            return self.cell(item)
        fact = self.fact(item)
        if fact is None or fact == []:
            return EMPTY
        return Cell(", ".join(str(part) for part in fact) if isinstance(fact, list) else str(fact))

    def showing(self, cell: Callable[[T], Cell], *, title: str = "", flexible: bool | None = None) -> Field[T]:
        """Return the same field with another cell, and another title or width if given."""
        wide = self.flexible if flexible is None else flexible
        return replace(self, cell=cell, title=title or self.title, flexible=wide)


def by_name(*fields: Field[T]) -> Mapping[str, Field[T]]:
    """Return fields by their names, in order."""
    return {field.name: field for field in fields}


def pick(names: str, **drop: int) -> Mapping[str, int]:
    """Return columns by their names, each with the order in which a narrow screen drops it; 0 if it is not given."""
    return {name: drop.get(name, 0) for name in names.split()}


def values(fields: Mapping[str, Field[T]], item: T) -> dict[str, object]:
    """Return every fact of an item by its name."""
    return {name: field.fact(item) for name, field in fields.items()}


def table(fields: Mapping[str, Field[T]], items: Iterable[T], keep: Mapping[str, int], more: str = "") -> Table:
    """Return a table of items with the fields named in `keep`, in its order.

    Args:
        fields: the fields to choose from.
        items: one item for each row.
        keep: the columns, each with the order in which a narrow screen drops it (0: never; the highest first).
        more: the words below the table for rows that were left out.
    """
    chosen = [fields[name] for name in keep]
    return Table(
        tuple(field.column(keep[field.name]) for field in chosen),
        tuple(tuple(field.shown_cell(item) for field in chosen) for item in items),
        more,
    )


def rating_field(of: Callable[[T], Rating], key: Callable[[T], Labels]) -> Field[T]:
    """Return the field of a rating, sorted worst first and shown by what its key calls it."""
    return Field(
        "rating",
        lambda item: of(item).value,
        "Rating",
        lambda item: label_cell(key(item), of(item)),
        order=lambda item: of(item).rank,
    )


def label_field(of: Callable[[T], Rating], key: Callable[[T], Labels]) -> Field[T]:
    """Return the field of what a rating is called, for programs; the last one, as others may be found by position."""
    return Field("rating_label", lambda item: key(item).label(of(item)), "Rating label", shown=False)


def date_field(
    name: str,
    title: str,
    of: Callable[[T], date | Due | Fact | None],
    *,
    tone: Tone = Tone.PLAIN,
    keep: int = 0,
    shown: bool = True,
) -> Field[T]:
    """Return the field of a date: ISO 8601 for programs, `14 Oct 2016` for people."""
    return Field(
        name, lambda item: iso(of(item)), title, lambda item: date_cell(of(item), tone), keep=keep, shown=shown
    )


def place_fields(of: Callable[[T], Place]) -> tuple[Field[T], Field[T]]:
    """Return the fields of the file and the line of an entry."""
    return (
        Field("path", lambda item: of(item).path, "File", shown=False),
        Field("line", lambda item: of(item).line, "Line", align=Align.RIGHT, shown=False),
    )
