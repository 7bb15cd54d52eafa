"""When a milestone is due: what its owner expects, and later dates that were approved or asked for."""

from __future__ import annotations

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.facts.writing import Writing, entry, read
from pap_cli.edit.items.item import Item
from pap_cli.edit.text.scalars import Word
from pap_cli.errors import PapError
from pap_cli.model.periods import parse_due


def forecast(item: Item, to: str, on: str) -> Edit:
    """Record when its owner expects to be done, as said on a day."""
    due = read(parse_due, to, "DATE")
    writing = Writing.of(item)
    writing.add("forecast", entry(to=Word(to), on=Word(on)))
    late = (due.day - item.entry.due.day).days if item.entry.due.dated else 0
    after = f", {late} days after its first due date" if late > 1 else ""
    return writing.edit(f"expected {due}{after}", "forecast", on=on)


def extend(item: Item, to: str, *, by: str | None, reason: str | None, asked: str | None, approved: str | None) -> Edit:
    """Record a later due date that was asked for or approved; the first due date stays.

    Raises:
        PapError: if it is not a later date, or neither asked for nor approved, or no reason is given.
    """
    due = read(parse_due, to, "--to")
    if not item.entry.due.dated:
        raise PapError(f"{item.id} has no due date to extend", f"set its first one in the file:  pap edit {item.id}")
    last = next((one.to for one in reversed(item.entry.extensions) if one.approved is not None), item.entry.due)
    if due.day <= last.day:
        raise PapError(f"--to {due} is not later than the due date of {item.id}, {last}", "give a later date")
    writing = Writing.of(item)
    writing.add(
        "extensions",
        entry(
            to=Word(to),
            asked=Word(asked) if asked else None,
            approved=Word(approved) if approved else None,
            by=by,
            reason=reason,
        ),
    )
    if approved is None:
        return writing.edit(f"{due} asked for; due {last} until it is approved", "extensions")
    return writing.edit(f"due {due} instead of {last}", "extensions", on=approved)
