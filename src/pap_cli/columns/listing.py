"""A list of items of one kind: the fields are told once, and give the table, the JSON, the CSV, sorting and columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar

from msgspec import Struct

from pap_cli.diagnostics import nearest
from pap_cli.document import SCHEMA_VERSION, Align, Block, Cell, Column, Document, Paragraph, Records, Table, Tone
from pap_cli.errors import PapError
from pap_cli.model.dates import show_date
from pap_cli.wording.cells import EMPTY, count_words, natural

T = TypeVar("T")


class Field(Struct, Generic[T], frozen=True):
    """One fact of an item: its name for programs, its value, and, where people see it, its column and cell."""

    name: str
    fact: Callable[[T], object]
    title: str = ""
    cell: Callable[[T], Cell] | None = None
    align: Align = Align.LEFT
    keep: int = 0
    flexible: bool = False
    shown: bool = True
    # Whether it fits a cell of a table for programs; if not, it stands there only when it is asked for.
    tabular: bool = True
    # What to sort by, where that is not the fact.
    order: Callable[[T], object] | None = None

    def column(self) -> Column:
        """The column of this field."""
        return Column(self.title or self.name, self.align, self.keep, self.flexible)

    def shown_cell(self, item: T) -> Cell:
        """The cell of an item."""
        if self.cell is not None:
            return self.cell(item)
        fact = self.fact(item)
        if fact is None or fact == []:
            return EMPTY
        return Cell(", ".join(str(part) for part in fact) if isinstance(fact, list) else str(fact))


class Arrangement(Struct, frozen=True):
    """How a list is arranged: the names of the columns asked for, and what to sort by (`-` before it: descending)."""

    columns: tuple[str, ...] = ()
    sort: str = ""
    limit: int | None = None


# The view's own columns and order.
AS_IT_COMES = Arrangement()


class Listing(Struct, Generic[T], frozen=True, kw_only=True):
    """Items of one kind at a date."""

    kind: str
    noun: str
    as_of: date
    fields: tuple[Field[T], ...]
    items: tuple[T, ...]
    arrangement: Arrangement = AS_IT_COMES
    notes: tuple[str, ...] = ()
    plural: str = ""

    def _field(self, name: str) -> Field[T]:
        for field in self.fields:
            if field.name == name.replace("-", "_"):
                return field
        names = [field.name for field in self.fields]
        near = nearest(name, names)
        hint = f"did you mean {near}?" if near else f"the columns are {', '.join(names)}"
        raise PapError(f"there is no column “{name}” in {self.kind}", hint)

    def arranged(self) -> Listing[T]:
        """The same list, sorted as asked; the order of the view where nothing was asked.

        Raises:
            PapError: a column to show or to sort by does not exist.
        """
        for name in self.arrangement.columns:
            self._field(name)
        items = self.items
        if self.arrangement.sort:
            descending = self.arrangement.sort.startswith("-")
            field = self._field(self.arrangement.sort.lstrip("-"))
            key = field.order or field.fact
            known = [item for item in items if key(item) not in (None, "", [])]
            unknown = [item for item in items if key(item) in (None, "", [])]
            ordered = sorted(known, key=lambda item: _sortable(key(item)), reverse=descending)
            items = tuple(ordered + unknown)
        return Listing(
            kind=self.kind,
            noun=self.noun,
            as_of=self.as_of,
            fields=self.fields,
            items=items,
            arrangement=self.arrangement,
            notes=self.notes,
            plural=self.plural,
        )

    @property
    def limited(self) -> Sequence[T]:
        """As many items as were asked for."""
        return self.items if self.arrangement.limit is None else self.items[: self.arrangement.limit]

    def facts(self) -> Mapping[str, object]:
        """Every field of every item, whatever columns are shown."""
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.as_of.isoformat(),
            self.kind: [{field.name: field.fact(item) for field in self.fields} for item in self.limited],
        }

    def records(self) -> Records:
        """The columns asked for, or all."""
        fields = [self._field(name) for name in self.arrangement.columns] or [
            field for field in self.fields if field.tabular
        ]
        return Records(
            tuple(field.name for field in fields),
            [tuple(flat(field.fact(item)) for field in fields) for item in self.limited],
        )

    def document(self) -> Document:
        """The table, and how many there are."""
        named = [self._field(name) for name in self.arrangement.columns]
        fields = named or [field for field in self.fields if field.shown]
        left = len(self.items) - len(self.limited)
        blocks: list[Block] = [
            Table(
                # a column that was asked for by name is not given up on a narrow screen
                tuple(
                    Column(column.title, column.align, 0 if named else column.keep, column.flexible)
                    for column in (field.column() for field in fields)
                ),
                tuple(tuple(field.shown_cell(item) for field in fields) for item in self.limited),
                more=f"and {left:,} more" if left else "",
            )
        ]
        count = count_words(len(self.items), self.noun, self.plural)
        blocks.append(Paragraph(f"{count} as of {show_date(self.as_of)}", Tone.MUTED))
        blocks += [Paragraph(note, Tone.MUTED) for note in self.notes]
        return Document("", tuple(blocks))


def _sortable(value: object) -> tuple[int, object]:
    """Numbers before text, so that a column that holds both can be sorted; A2 before A10."""
    if isinstance(value, bool | int | float):
        return (0, value)
    return (1, natural(str(flat(value)).casefold()))


def flat(value: object) -> object:
    """A value for one field of a table: lists joined, mappings as `name: value`."""
    if isinstance(value, list | tuple):
        return "; ".join("" if part is None else str(flat(part)) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {part}" for key, part in value.items() if part is not None)
    return value
