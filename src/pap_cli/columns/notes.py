"""The columns of notes and of evidence, which several items share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from pap_cli.assess.deadlines.schedule import Schedule
from pap_cli.cell import Cell
from pap_cli.columns.field import Field
from pap_cli.model.decisions import Note
from pap_cli.model.evidence import Evidence
from pap_cli.wording.cells import date_cell, iso

T = TypeVar("T")


def note_words(note: Note) -> str:
    """Return the date and author of a note; empty if neither is known."""
    return " ".join(part for part in (date_cell(note.on).text, note.by or "") if part)


def note_facts(notes: Sequence[Note]) -> list[dict[str, object]]:
    """Return notes for programs."""
    return [{"on": iso(note.on), "by": note.by, "text": note.text} for note in notes]


def notes_field(of: Callable[[T], Sequence[Note]]) -> Field[T]:
    """Return the field of the notes known on a day, newest first."""

    def cell(item: T) -> Cell:
        return Cell("; ".join(": ".join(filter(None, (note_words(note), note.text))) for note in of(item)))

    return Field(
        "notes",
        lambda item: note_facts(of(item)),
        "Notes",
        cell,
        shown=False,
    )


def evidence_words(item: Evidence, by: Callable[[str], str] = str) -> str:
    """Return an item of evidence in words: what it is, where, when it was provided and who accepted it.

    `by` returns the name of a body or a person, or "" if it must not be shown.
    """
    provided = f"provided {item.on}" if item.on is not None else ""
    accepter = by(item.accepted_by) if item.accepted_by is not None else ""
    accepted = f"accepted by {accepter}" if accepter else "accepted" if item.accepted_by is not None else ""
    aside = ", ".join(part for part in (provided, accepted) if part)
    return " ".join(part for part in (str(item), f"({aside})" if aside else "") if part)


def evidence_field(of: Callable[[T], Schedule]) -> Field[T]:
    """Return the field of evidence: what and where it is, when it was provided or accepted, and by whom."""
    return Field(
        "evidence",
        lambda item: [
            {
                "what": one.what,
                "where": one.where,
                "on": iso(one.on or of(item).evidenced),
                "accepted_by": one.accepted_by,
            }
            for one in of(item).evidence
        ],
        "Evidence",
        lambda item: Cell("; ".join(map(evidence_words, of(item).evidence))),
        shown=False,
    )
