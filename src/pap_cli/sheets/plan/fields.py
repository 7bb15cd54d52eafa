"""The fields of one row: dates, states, ratings, owners, notes."""

from __future__ import annotations

import re
from datetime import date, datetime

from msgspec import Struct

from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.guess.guessed import Guess
from pap_cli.sheets.guess.headings import plain_heading
from pap_cli.sheets.mapping import UNANSWERED
from pap_cli.sheets.plan.columns.dating import as_read, read_cell, verbatim
from pap_cli.sheets.plan.columns.scheme import Scheme
from pap_cli.sheets.plan.rows.grid import Grid
from pap_cli.sheets.plan.telling import Telling
from pap_cli.sheets.understood import DatedNote, ReadDate
from pap_cli.sheets.words.dates import Dated, Order, read_date
from pap_cli.sheets.words.notes import read_notes
from pap_cli.sheets.words.owners import read_owners
from pap_cli.sheets.words.ratings import COLOURS, read_rating
from pap_cli.sheets.words.shares import number_of, percent_written
from pap_cli.sheets.words.states import is_state, read_state, read_yes

# A column of notes that are about progress: a state in it is one.
_OF_PROGRESS = re.compile(r"\b(?:status|progress|position|update|comments?|commentary|outcome)\b")
# Headings that say nothing that a note needs.
_OF_NOTES = re.compile(
    r"\b(?:notes?|comments?|commentary|progress|updates?|status|narrative|achievements?|action taken|response)\b"
)
_STATE_WORD = re.compile(
    r"\b(?:completed?|incomplete|not started|closed|superseded|on hold|in progress|ongoing|no longer required)\b",
    re.IGNORECASE,
)
_DONE_AND_MORE = re.compile(
    r"(?:completed?|closed|delivered|achieved)\b\s*(?:[-–—:;,.(\d]|(?:but|by|on|in|and|subject|awaiting)\b)",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"[=+@](?=\S)|-(?=[A-Za-z(=+@])")


class Fields(Struct, kw_only=True):
    """What one row says about its item, besides its text."""

    ref: str | None = None
    theme: str | None = None
    owners: tuple[str, ...] = ()
    lead: str | None = None
    dates: dict[str, ReadDate] = {}
    revised: list[ReadDate] = []
    evidence: str | None = None
    state: str | None = None
    status_cell: str | None = None
    rag: str | None = None
    rag_cell: str | None = None
    rag_by: str | None = None
    percent: float | None = None
    success: str | None = None
    notes: list[DatedNote] = []
    cost: str | None = None
    risk: str | None = None


class FieldReader:
    """Reads the fields of rows in one table."""

    def __init__(self, scheme: Scheme, grid: Grid, telling: Telling, *, formats: bool) -> None:
        self.scheme = scheme
        self.grid = grid
        self.telling = telling
        self.formats = formats

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
        self._completion(fields, row)
        return fields

    def _cells(self, means: str, row: int) -> list[tuple[Guess, Cell]]:
        """Return the cells of a row in the columns of a meaning, with those that are merged from above."""
        found = []
        for guess in self.scheme.columns.get(means, ()):
            cell, _ = self.grid.at(row, guess.column)
            if cell is not None:
                found.append((guess, cell))
        return found

    def _text(self, means: str, row: int) -> str | None:
        """Return the text of a row in the columns of a meaning; of several each behind its heading."""
        cells = self._cells(means, row)
        for _, cell in cells:
            self.formula(cell, row)
        several = len(self.scheme.columns.get(means, ())) > 1
        texts = [f"{guess.heading}: {cell.text.strip()}" if several else cell.text.strip() for guess, cell in cells]
        return "; ".join(texts) or None

    def formula(self, cell: Cell, row: int) -> None:
        """Tell of a text that begins like a formula: it is kept, and never run."""
        text = cell.text.lstrip()
        if cell.formula is None and isinstance(cell.value, str) and _FORMULA.match(text):
            self.telling.tell_cell("formula-text", "begins like a formula; kept as text, never run", row, cell)
        if cell.error is not None:
            self.telling.tell_cell("error", "the formula in it has no result", row, cell)

    def _texts(self, fields: Fields, row: int) -> None:
        for _, cell in self._cells("ref", row)[:1]:
            fields.ref = " ".join(cell.text.split())
        for name in ("theme", "evidence", "success", "cost", "risk"):
            setattr(fields, name, self._text(name, row))

    def _owners(self, fields: Fields, row: int) -> None:
        owners: list[str] = []
        for _, cell in self._cells("owner", row):
            found = read_owners(cell.text)
            owners += found.names
            self._owner_told(found.why, len(found.names), row, cell)
        for _, cell in self._cells("lead", row)[:1]:
            found = read_owners(cell.text)
            self._owner_told(found.why, len(found.names), row, cell)
            fields.lead = found.names[0] if found.names else None
            owners += found.names[1:]
        fields.owners = tuple(dict.fromkeys(owners))

    def _owner_told(self, why: str, count: int, row: int, cell: Cell) -> None:
        if why:
            self.telling.tell_cell("owner", why, row, cell)
        elif count > 1:
            self.telling.became(row, "split", "several owners in one cell")

    def _dates(self, fields: Fields, row: int) -> None:
        for means in ("start", "due", "forecast", "completed", "evidence_due", "evidenced"):
            for _, cell in self._cells(means, row)[:1]:
                self._date(fields, means, row, cell)
        for _, cell in self._cells("revised_due", row):
            self._revised(fields, row, cell)

    def date(self, cell: Cell, row: int) -> Dated:
        """Return what a cell of dates says, and tell what was not simply taken."""
        found = read_cell(cell, self.scheme)
        if found.why:
            self.telling.tell("date", found.why, row, cell.column, verbatim(cell))
            self.telling.became(row, "kept", found.why)
        return found

    def _date(self, fields: Fields, means: str, row: int, cell: Cell) -> None:
        found = self.date(cell, row)
        if found.state or found.completed:
            self._state_in_date(fields, means, row, cell, found)
            return
        if found.revised is not None and means == "due":
            fields.revised = [as_read(verbatim(cell), Dated(value=found.revised))]
        if found.start is not None and means == "due" and "start" not in fields.dates:
            fields.dates["start"] = as_read(verbatim(cell), Dated(value=found.start))
        fields.dates[means] = as_read(verbatim(cell), found)

    def _state_in_date(self, fields: Fields, means: str, row: int, cell: Cell, found: Dated) -> None:
        """Take a state in a column of dates as a state, and a date of completion as that."""
        stated = read_state(cell.text, self.scheme.orders.get(cell.column), self.scheme.years)
        fields.state = stated.state
        fields.status_cell = fields.status_cell or cell.text.strip()
        if found.completed is not None and means in ("due", "completed", "revised_due"):
            fields.dates["completed"] = as_read(verbatim(cell), Dated(value=found.completed))
        if means != "completed":
            fields.dates.setdefault(means, ReadDate(cell=verbatim(cell), value=None))
        if stated.rest:
            fields.notes = [*fields.notes, DatedNote(on=found.completed, text=stated.rest)]

    def _revised(self, fields: Fields, row: int, cell: Cell) -> None:
        found = read_cell(cell, self.scheme)
        values = (*found.several,) or tuple(value for value in (found.value, found.revised) if value)
        if found.state or found.completed:
            self.telling.tell_cell("date", found.why, row, cell)
            self._state_in_date(fields, "revised_due", row, cell, found)
            fields.dates.pop("revised_due", None)
            return
        if not values:
            self.telling.tell_cell("date", found.why, row, cell)
            fields.revised = [*fields.revised, ReadDate(cell=verbatim(cell), value=None)]
            return
        if found.why:
            self.telling.tell(
                "date",
                f"{found.why}: the last is in force" if found.several else found.why,
                row,
                cell.column,
                verbatim(cell),
            )
            self.telling.became(row, "split", found.why)
        else:
            why = "a later date: the day on which it was agreed is not known"
            self.telling.tell("date", why, row, cell.column, verbatim(cell))
        fields.revised = [*fields.revised, *(as_read(verbatim(cell), Dated(value=value)) for value in values)]

    def _status(self, fields: Fields, row: int) -> None:
        for guess, cell in self._cells("status", row)[:1]:
            yes = guess.profile.yes >= 0.6
            stated = read_yes(cell.text) if yes else read_state(cell.text, self._order(), self.scheme.years)
            self._stated(fields, row, cell, stated.state, stated.why, stated.completed, stated.rest)

    def _order(self) -> Order | None:
        """Return the order in columns of dates, if they agree: a text elsewhere is read the same way."""
        orders = set(self.scheme.orders.values())
        return next(iter(orders)) if len(orders) == 1 else Order.DAY_FIRST if not orders else None

    def _stated(
        self, fields: Fields, row: int, cell: Cell, state: str | None, why: str, completed: str | None, rest: str
    ) -> None:
        if why:
            self.telling.tell_cell("status", why, row, cell)
        fields.state = state if state is not None else fields.state
        fields.status_cell = cell.text.strip()
        if completed is not None and "completed" not in fields.dates:
            fields.dates["completed"] = as_read(cell.text.strip(), Dated(value=completed))
        if rest or (state is None and cell.text.strip()):
            fields.notes = [*fields.notes, DatedNote(on=completed, text=rest or cell.text.strip())]

    def _rating(self, fields: Fields, row: int) -> None:
        for guess in self.scheme.columns.get("rag", ())[:1]:
            cell = self.grid.own(row, guess.column)
            if cell is None:
                continue
            text = cell.text.strip()
            if not text:
                self._fill(fields, row, cell)
                continue
            fields.rag_cell = text
            rating, why = read_rating(text)
            if rating is not None and (rating in COLOURS or why):
                fields.rag = rating
            elif text in self.scheme.words.get("ratings", {}):
                why = self._code(fields, row, text)
            elif is_state(text):
                stated = read_state(text, self._order(), self.scheme.years)
                why = "not a rating but a state"
                if fields.state is None:
                    fields.state, fields.status_cell = stated.state, text
            if why:
                self.telling.tell_cell("rag", why, row, cell)

    def _fill(self, fields: Fields, row: int, cell: Cell) -> None:
        means = self.scheme.words.get("colours", {}).get(cell.fill or "", UNANSWERED)
        fields.rag_cell = ""
        if means in COLOURS:
            fields.rag, fields.rag_by = means, "fill"
        if cell.fill is not None and means != "none":
            self.telling.tell("rag", f"the rating is the fill {cell.fill} only", row, cell.column, "")

    def _code(self, fields: Fields, row: int, text: str) -> str:
        """Take the rating or the state that a code means in this file."""
        means = self.scheme.words["ratings"][text]
        if means in COLOURS:
            fields.rag = means
            return ""
        if means not in (UNANSWERED, "none"):
            if fields.state is None:
                fields.state, fields.status_cell = means, text
            return ""
        return "what it means is not said" if means == UNANSWERED else "not a rating of pap"

    def _percent(self, fields: Fields, row: int) -> None:
        for guess, cell in self._cells("percent_complete", row)[:1]:
            written = percent_written(cell)
            number = number_of(cell)
            scale = self.scheme.scales.get(guess.column)
            why = ""
            if written is not None:
                fields.percent = round(written, 6)
            elif number is None:
                why = "not a percentage"
                if is_state(cell.text) and fields.state is None:
                    fields.state, fields.status_cell = read_state(cell.text).state, cell.text.strip()
            elif scale is not None:
                fields.percent = round(number * 100 if scale == "share" and number <= 1 else number, 6)
            elif number > 1 or number == 0:
                fields.percent = number
            else:
                why = "a share or a percentage"
            if fields.percent is not None and not 0 <= fields.percent <= 100:
                fields.percent, why = None, "not between 0 and 100 percent"
            if why:
                self.telling.tell_cell("percent", why, row, cell)

    def _notes(self, fields: Fields, row: int) -> None:
        for guess in self.scheme.columns.get("notes", ()):
            cell = self.grid.own(row, guess.column)
            if cell is None or not cell.text.strip():
                continue
            self.formula(cell, row)
            plain = plain_heading(guess.heading)
            stated = read_state(cell.text, self._order(), self.scheme.years) if _OF_PROGRESS.search(plain) else None
            if stated is not None and stated.known and fields.state is None and self._is_stated(cell.text):
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

    def _completion(self, fields: Fields, row: int) -> None:
        """Check the day of completion against the state: a day is never made up."""
        completed = fields.dates.get("completed")
        if completed is not None and completed.value is not None and fields.state is None:
            fields.state = "done"
        if fields.state in ("done", "evidenced") and (completed is None or completed.value is None):
            self.telling.tell("no-day", "done, but no day of completion", row, None, fields.status_cell)
        if completed is not None and completed.value and fields.state in ("not started", "open", "started"):
            why = f"it has a day of completion, and its state is “{fields.status_cell}”"
            self.telling.tell("status", why, row, None, fields.status_cell)
