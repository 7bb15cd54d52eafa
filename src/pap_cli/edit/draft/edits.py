"""What a command does to one item, and what that does to its rating."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from pap_cli.edit.draft.standing import Standing, moved
from pap_cli.edit.items.item import Item
from pap_cli.edit.text.changes import EntryChange
from pap_cli.model.dates import show_date
from pap_cli.model.place import Place


class Edit(Struct, frozen=True, kw_only=True):
    """What a command does to one item."""

    item: Item
    # The changes in its file; their paths begin at its entry.
    changes: tuple[EntryChange, ...]
    # What happened, in words: `delivered 27 Nov 2026`.
    did: str
    # The keys and values that were written, if not by these changes.
    wrote: Mapping[str, str] = {}
    # The key whose line is the place of the change.
    key: str = ""
    # The file and the line of the change, if it is not in the file of the item.
    at: tuple[str, int] | None = None
    # The ID that the item has afterwards, if it is another one.
    renamed: str = ""
    # The entry that the changes are made in, if that is not the item's own.
    inside: Place | None = None
    # The day from which the fact counts.
    since: date | None = None
    # Whether the rating of the item is worth saying, and what `pap check` finds from now on.
    rated: bool = True
    found: bool = True

    @property
    def place(self) -> Place:
        """The place of the entry that the changes are made in."""
        return self.inside if self.inside is not None else self.item.place


class Effect(Struct, frozen=True, kw_only=True):
    """What an edit did to one item."""

    edit: Edit
    path: str
    line: int
    before: Standing | None
    after: Standing | None
    # What `pap check` says of the item from now on.
    findings: tuple[str, ...] = ()
    # The day from which it counts, if that is after the as-of date.
    later: date | None = None

    def sentence(self) -> str:
        """Return the line that says what the command did."""
        did = self.edit.did
        if self.after is not None and self.after.lateness and self.edit.key == "completed":
            did = f"{did}, {self.after.lateness}"
        rated = moved(self.before, self.after) if self.edit.rated else ""
        rated = f"counts from {show_date(self.later)}" if self.later is not None else rated
        notes = "".join(f"; {one}" for one in self.findings)
        return f"{self.edit.item.id}: {did}{f' ({rated})' if rated else ''}{notes} — {self.path}:{self.line}"
