"""Everything that one row says about its item, besides its text."""

from __future__ import annotations

import re
from datetime import date, datetime

from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.guess.guessed import Guess
from pap_cli.sheets.guess.headings import plain_heading
from pap_cli.sheets.plan.columns.dating import as_read, verbatim
from pap_cli.sheets.plan.fields.progress import ProgressReader
from pap_cli.sheets.plan.fields.said import Fields
from pap_cli.sheets.understood import DatedNote
from pap_cli.sheets.words.dates import Dated, read_date
from pap_cli.sheets.words.notes import read_notes
from pap_cli.sheets.words.owners import read_owners
from pap_cli.sheets.words.states import is_state, read_state

# A column of notes that are about progress: a state in it is one.
_OF_PROGRESS = re.compile(r"\b(?:status|progress|position|update|comments?|commentary)\b")
# Headings that say nothing that a note needs.
_OF_NOTES = re.compile(
    r"\b(?:notes?|comments?|commentary|progress|updates?|status|narrative|achievements?|action taken|response)\b"
)
# What an item has once: a second column of it can only be one by a mapping that says so.
_ONCE = (
    *("ref", "recommendation", "action", "milestone", "lead", "start", "due", "forecast", "completed", "evidence_due"),
    *("evidenced", "status", "rag", "percent_complete"),
)
_STATE_WORD = re.compile(
    r"\b(?:completed?|incomplete|not started|closed|superseded|on hold|in progress|ongoing|no longer required)\b",
    re.IGNORECASE,
)
_DONE_AND_MORE = re.compile(
    r"(?:completed?|closed|delivered|achieved)\b\s*(?:[-–—:;,.(\d]|(?:but|by|on|in|and|subject|awaiting)\b)",
    re.IGNORECASE,
)


class FieldReader(ProgressReader):
    """Reads the fields of rows in one table."""

    def read(self, row: int) -> Fields:
        """Return what a row says."""
        fields = Fields()
        self._texts(fields, row)
        self._owners(fields, row)
        self._dates(fields, row)
        self._status(fields, row)
        self._rating(fields, row)
        self._percent(fields, row)
        self._notes(fields, row)
        self._others(fields, row)
        self._completion(fields, row)
        return fields

    def _texts(self, fields: Fields, row: int) -> None:
        for _, cell in self._cells("ref", row)[:1]:
            fields.ref = " ".join(cell.text.split())
        for name in ("theme", "evidence", "success", "cost", "risk"):
            setattr(fields, name, self._text(name, row))

    def _owners(self, fields: Fields, row: int) -> None:
        owners: list[str] = []
        for guess, cell in self._cells("owner", row):
            owners += self._named(fields, row, guess, cell)
        for guess, cell in self._cells("lead", row)[:1]:
            names = self._named(fields, row, guess, cell)
            fields.lead = names[0] if names else None
            owners += names[1:]
        fields.owners = tuple(dict.fromkeys(owners))

    def _named(self, fields: Fields, row: int, guess: Guess, cell: Cell) -> tuple[str, ...]:
        """Return the owners in a cell; what is not simply taken stays in a note too."""
        found = read_owners(cell.text)
        if found.why:
            self.telling.tell_cell("owner", found.why, row, cell)
            fields.notes = [*fields.notes, self._as_note(guess, cell)]
        elif len(found.names) > 1:
            self.telling.became(row, "split", "several owners in one cell")
        return found.names

    def _others(self, fields: Fields, row: int) -> None:
        """Keep as notes what is in a second column of something that an item has once."""
        for means in _ONCE:
            for guess in self.scheme.columns.get(means, ())[1:]:
                cell = self.grid.own(row, guess.column)
                if cell is not None and cell.text.strip():
                    fields.notes = [*fields.notes, self._as_note(guess, cell)]
                    self.telling.became(row, "kept", f"another column is the “{means}”")

    def _notes(self, fields: Fields, row: int) -> None:
        for guess in self.scheme.columns.get("notes", ()):
            cell = self.grid.own(row, guess.column)
            if cell is None or not cell.text.strip():
                continue
            self.formula(cell, row)
            plain = plain_heading(guess.heading)
            stated = read_state(cell.text, self._order(), self.scheme.years) if _OF_PROGRESS.search(plain) else None
            if (
                stated is not None
                and stated.known
                and fields.state is None
                and self._latest()
                and self._is_stated(cell.text)
            ):
                self._stated(fields, row, cell, stated.state, stated.why, stated.completed, stated.rest)
                continue
            if isinstance(cell.value, (date, datetime)):
                fields.notes = [*fields.notes, DatedNote(on=None, text=f"{guess.heading}: {verbatim(cell)}")]
                continue
            if stated is not None and fields.state is None and _STATE_WORD.search(cell.text):
                self.telling.tell_cell("status", "it may say how far the work is; kept as a note", row, cell)
            self._closed_in_note(fields, row, cell)
            notes, why = read_notes(cell.text, self._order(), self.scheme.years)
            if why:
                self.telling.tell_cell("notes", why, row, cell)
            if not _OF_NOTES.search(plain) and guess.heading:
                notes = [DatedNote(on=note.on, text=f"{guess.heading}: {note.text}") for note in notes]
            fields.notes = [*fields.notes, *notes]
        self._comments(fields, row)

    def _latest(self) -> bool:
        """Return True if one column says how it goes: of several updates the first may be long out of date."""
        several = [
            one for one in self.scheme.columns.get("notes", ()) if _OF_PROGRESS.search(plain_heading(one.heading))
        ]
        return len(several) == 1

    def _closed_in_note(self, fields: Fields, row: int, cell: Cell) -> None:
        """Take the day from a note such as “Closed by the Board 11.01.23” for work that its state says is over."""
        if fields.state not in ("done", "closed", "evidenced") or "completed" in fields.dates or len(cell.text) > 80:
            return
        found = read_date(cell.text, self._order(), self.scheme.years)
        if found.completed is not None:
            fields.dates["completed"] = as_read(cell.text.strip(), Dated(value=found.completed))
            self.telling.tell("date", "the day of completion is from a note", row, cell.column, cell.text.strip())

    def _is_stated(self, text: str) -> bool:
        """Return True if a note is a state: a few words, or one that begins with “Completed” and goes on."""
        return is_state(text) or bool(_DONE_AND_MORE.match(text.strip()))

    def _comments(self, fields: Fields, row: int) -> None:
        for cell in self.grid.row(row):
            if cell.comment:
                fields.notes = [*fields.notes, DatedNote(on=None, text=f"Comment: {cell.comment.strip()}")]
                self.telling.became(row, "kept", "a comment on a cell")
            if cell.struck and cell.text.strip():
                self.telling.tell_cell("status", "struck through: it may be cancelled", row, cell)
