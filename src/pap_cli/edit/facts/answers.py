"""Several facts about one item as one edit, and the evidence that an owner sends."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.facts.writing import Writing, entry
from pap_cli.edit.items.item import Item
from pap_cli.edit.text.scalars import Word


def together(edits: Sequence[Edit]) -> Edit:
    """Return edits of one item as one: what counts last decides from when."""
    first = edits[0]
    days = [edit.since for edit in edits if edit.since is not None]
    return replace(
        first,
        changes=tuple(change for edit in edits for change in edit.changes),
        did=", ".join(edit.did for edit in edits),
        rated=any(edit.rated for edit in edits),
        since=max(days, default=None),
    )


def evidence_of_day(item: Item, text: str, on: str) -> Edit:
    """Record where the evidence of a milestone is, as it was sent on a day; whether it is accepted is for others."""
    writing = Writing.of(item)
    writing.add("evidence", {**entry(where=text), "on": Word(on)})
    return writing.edit("evidence sent", "evidence", on=on)
