"""A list of items of one kind, with the fields of that kind: its table, JSON, CSV, sorting and choice of columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.advice.synonyms import synonyms
from pap_cli.cell import Tone
from pap_cli.columns.field import Field, table, values
from pap_cli.diagnostics import nearest
from pap_cli.document import SCHEMA_VERSION, Block, Document, Paragraph, Records
from pap_cli.errors import PapError
from pap_cli.model.dates import show_date
from pap_cli.model.order import natural
from pap_cli.wording.cells import count_words

T = TypeVar("T")


class Arrangement(Struct, frozen=True):
    """The columns of a list, and the field to sort by, with `-` before it for descending order."""

    columns: tuple[str, ...] = ()
    sort: str = ""
    limit: int | None = None


# The default columns and order.
AS_IT_COMES = Arrangement()


class Listing(Struct, Generic[T], frozen=True, kw_only=True):
    """Items of one kind at a date."""

    kind: str
    noun: str
    as_of: date
    fields: Mapping[str, Field[T]]
    items: tuple[T, ...]
    arrangement: Arrangement = AS_IT_COMES
    notes: tuple[str, ...] = ()
    plural: str = ""
    # True for an item that was cancelled: it is listed, but counted on its own.
    cancelled: Callable[[T], bool] = lambda item: False
    # True for a row that stands for what has no such item, such as no owner: it is listed, but not counted.
    uncounted: Callable[[T], bool] = lambda item: False
    # More about the items that are counted, after the count.
    counted: Callable[[Sequence[T]], str] = lambda items: ""
    # What programs get about the list as a whole, beside its items.
    also: Mapping[str, object] = {}

    def _field(self, name: str) -> Field[T]:
        found = self.fields.get(name.replace("-", "_"))
        if found is not None:
            return found
        near = next(iter(synonyms(name, self.fields)), None) or nearest(name, self.fields)
        hint = f"did you mean {near}?" if near else f"the columns are {', '.join(self.fields)}"
        raise PapError(f"unknown column “{name}” in {self.kind}", hint)

    def arranged(self) -> Listing[T]:
        """Return the list sorted by the field of its arrangement, equal ones by ID; in its own order if there is none.

        Raises:
            PapError: if a column to show or to sort by does not exist.
        """
        for name in self.arrangement.columns:
            self._field(name)
        items = self.items
        if self.arrangement.sort:
            descending = self.arrangement.sort.startswith("-")
            field = self._field(self.arrangement.sort.lstrip("-"))
            key = field.order or field.fact
            by_id = sorted(items, key=lambda item: natural(str(self.fields["id"].fact(item) or "")))
            known = [item for item in by_id if key(item) not in (None, "", [])]
            unknown = [item for item in by_id if key(item) in (None, "", [])]
            ordered = sorted(known, key=lambda item: _sortable(key(item)), reverse=descending)
            items = tuple(ordered + unknown)
        return replace(self, items=items)

    @property
    def limited(self) -> Sequence[T]:
        """The items up to the limit."""
        return self.items if self.arrangement.limit is None else self.items[: self.arrangement.limit]

    def facts(self) -> Mapping[str, object]:
        """Return the chosen fields of every item, or all."""
        named = [self._field(name) for name in self.arrangement.columns]
        fields = {field.name: field for field in named} or {
            name: field for name, field in self.fields.items() if not field.private
        }
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.as_of.isoformat(),
            **self.also,
            self.kind: [values(fields, item) for item in self.limited],
        }

    def _count(self) -> str:
        """Return how many items there are, and beside them how many are cancelled."""
        listed = [item for item in self.items if not self.uncounted(item)]
        kept = [item for item in listed if not self.cancelled(item)]
        words = count_words(len(kept), self.noun, self.plural)
        if out := len(listed) - len(kept):
            words += f" and {out:,} cancelled"
        more = self.counted(kept)
        return f"{words} as of {show_date(self.as_of)}{f': {more}' if more else ''}"

    def records(self) -> Records:
        """Return the chosen columns, or all."""
        fields = [self._field(name) for name in self.arrangement.columns] or [
            field for field in self.fields.values() if field.tabular and not field.private
        ]
        return Records(
            tuple(field.name for field in fields),
            [tuple(flat(field.fact(item)) for field in fields) for item in self.limited],
        )

    def _seen(self) -> list[Field[T]]:
        """Return the fields that people see: the ID before a rating, as it is what they type next."""
        shown = [field for field in self.fields.values() if field.shown]
        names = [field.name for field in shown]
        if names[:1] == ["rating"] and "id" in names:
            shown.insert(0, shown.pop(names.index("id")))
        return shown

    def document(self) -> Document:
        """Return the table and the number of items."""
        # a column requested by name is never dropped on a narrow screen
        named = {self._field(name).name: 0 for name in self.arrangement.columns}
        keep = named or {field.name: field.keep for field in self._seen()}
        left = len(self.items) - len(self.limited)
        more = f"and {left:,} more" if left else ""
        blocks: list[Block] = [table(self.fields, self.limited, keep, more)]
        blocks.append(Paragraph(self._count(), Tone.MUTED))
        blocks += [Paragraph(note, Tone.MUTED) for note in self.notes]
        return Document("", tuple(blocks))


def _sortable(value: object) -> tuple[int, object]:
    """Return a sort key: numbers before text, so that a column with both can be sorted; A2 before A10."""
    if isinstance(value, bool | int | float):
        return (0, value)
    return (1, natural(str(flat(value))))


def flat(value: object) -> object:
    """Return a value for one field of a table: lists joined, mappings as `name: value`."""
    if isinstance(value, list | tuple):
        return "; ".join("" if part is None else str(flat(part)) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {part}" for key, part in value.items() if part is not None)
    return value
