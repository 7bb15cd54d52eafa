"""The columns of notes and of evidence, which several items share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.columns.field import Field
from pap_cli.document import Cell
from pap_cli.model.decisions import Note
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


def known_evidence(schedule: Schedule) -> tuple[str, ...]:
    """Return where the evidence of a milestone is, if it was delivered by then and evidence is required.

    Evidence is dated by its acceptance.  If that has no date, it is known from delivery on.
    """
    undated = schedule.milestone.evidenced is None and schedule.evidence_due is not None
    known = schedule.evidenced is not None or (undated and schedule.state is State.DELIVERED)
    return schedule.milestone.evidence if known else ()


def evidence_field(of: Callable[[T], Schedule]) -> Field[T]:
    """Return the field of evidence: where it is, and when it was accepted."""
    return Field(
        "evidence",
        lambda item: [
            {"what": None, "where": where, "on": iso(of(item).evidenced), "accepted_by": None}
            for where in known_evidence(of(item))
        ],
        "Evidence",
        lambda item: Cell("; ".join(known_evidence(of(item)))),
        shown=False,
    )
