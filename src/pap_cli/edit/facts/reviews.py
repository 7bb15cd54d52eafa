"""That a review was held."""

from __future__ import annotations

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.facts.writing import Writing, entry, read
from pap_cli.edit.items.item import Item
from pap_cli.edit.text.scalars import Word
from pap_cli.errors import PapError
from pap_cli.model.facts import parse_when


def held(item: Item, on: str, *, outcome: str | None, reference: str | None) -> Edit:
    """Record that a review was held, and what came of it."""
    shown = read(parse_when, on, "--on")
    if any(one.on.written == on for one in item.entry.held):
        raise PapError(f"{item.id} has a meeting {shown} already", f"to change it, open the file:  pap edit {item.id}")
    writing = Writing.of(item)
    writing.add("held", entry(on=Word(on), outcome=outcome, reference=reference))
    return writing.edit(f"held {shown}", "held", on=on, rated=False)
