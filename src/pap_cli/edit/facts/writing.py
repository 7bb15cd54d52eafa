"""The changes of one item, collected one by one: what every fact is written with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.items.item import Item, article
from pap_cli.edit.text.changes import AddEntry, EntryChange, SetKey, Value
from pap_cli.edit.text.scalars import Word
from pap_cli.errors import PapError
from pap_cli.model.dates import show_date
from pap_cli.model.periods import parse_due

T = TypeVar("T")


class Remark(Struct, frozen=True):
    """What may go with a fact: evidence, and a note with its author."""

    evidence: str | None = None
    note: str | None = None
    by: str | None = None


NO_REMARK = Remark()


class Writing(Struct):
    """The changes of one item, collected one by one."""

    item: Item
    changes: list[EntryChange]

    @classmethod
    def of(cls, item: Item) -> Writing:
        """Return no changes of an item."""
        return cls(item, [])

    def set(self, key: str, value: Value) -> None:
        """Give a key a value."""
        self.changes.append(SetKey((), key, value, self.item.order))

    def add(self, key: str, value: Value, *, single: bool = False) -> None:
        """Add an entry to a list.

        Raises:
            PapError: if an item of this sort has no such list.
        """
        if key not in self.item.order:
            raise PapError(f"{self.item.id} is {article(self.item.sort)} {self.item.sort}, which has no {key}")
        self.changes.append(AddEntry((), key, value, self.item.order, single))

    def remark(self, remark: Remark, on: str) -> None:
        """Add what goes with a fact of a day."""
        if remark.evidence:
            self.add("evidence", remark.evidence, single=True)
        if remark.note:
            self.add("notes", entry(on=Word(on), by=remark.by, text=remark.note))

    def edit(self, did: str, key: str, *, on: str | None = None, rated: bool = True) -> Edit:
        """Return the edit that makes these changes; ON is the day, month or quarter of the fact."""
        since = read(parse_due, on, "--on").day if on is not None else None
        return Edit(item=self.item, changes=tuple(self.changes), did=did, key=key, since=since, rated=rated)


def entry(**fields: str | None) -> dict[str, str]:
    """Return an entry with those of some fields that have a value."""
    return {key: value for key, value in fields.items() if value}


def read(parse: Callable[[str], T], text: str, option: str) -> T:
    """Return the value of an option.

    Raises:
        PapError: if it cannot be read.
    """
    try:
        return parse(text)
    except BadValueError as error:
        raise PapError(f"{option}: {error.message}", error.help) from None


def show_day(text: str) -> str:
    """Return a day that is written as in a file as it is shown."""
    return show_date(date.fromisoformat(text))
