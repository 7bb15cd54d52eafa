"""What somebody said about an item: a note, or a judgement of how it goes."""

from __future__ import annotations

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.facts.writing import Writing, entry, read
from pap_cli.edit.items.item import Item
from pap_cli.edit.text.scalars import Word
from pap_cli.errors import PapError
from pap_cli.model.periods import parse_due


def note(item: Item, text: str, on: str, by: str | None) -> Edit:
    """Add a dated note to an item."""
    writing = Writing.of(item)
    writing.add("notes", entry(on=Word(on), by=by, text=text))
    return writing.edit(f"note of {read(parse_due, on, '--on')}", "notes", on=on, rated=False)


def share(text: str, option: str) -> str:
    """Return a share in percent as it is written in a file.

    Raises:
        PapError: if it is no number from 0 to 100.
    """
    try:
        number = float(text.strip().removesuffix("%"))
    except ValueError:
        number = -1.0
    if not 0 <= number <= 100:
        raise PapError(f"{option}: “{text}” is no number from 0 to 100", "write it like  60")
    return f"{number:g}"


def judge(item: Item, on: str, *, status: str | None, percent: str | None, by: str | None, said: str | None) -> Edit:
    """Add what somebody judged of an item on a day."""
    writing = Writing.of(item)
    writing.add(
        "judgements",
        entry(on=Word(on), by=by, status=status, percent=Word(percent) if percent is not None else None, note=said),
    )
    words = ", ".join(filter(None, (status, f"{percent}%" if percent is not None else "")))
    return writing.edit(f"judged {words} on {read(parse_due, on, '--on')}", "judgements", on=on)
