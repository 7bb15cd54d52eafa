"""How far the work of one row is: its state, its rating, its share."""

from __future__ import annotations

from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.mapping import UNANSWERED
from pap_cli.sheets.plan.columns.dating import as_read
from pap_cli.sheets.plan.fields.dates import DateReader
from pap_cli.sheets.plan.fields.said import Fields
from pap_cli.sheets.understood import DatedNote
from pap_cli.sheets.words.dates import Dated
from pap_cli.sheets.words.ratings import COLOURS, read_rating
from pap_cli.sheets.words.shares import number_of, percent_written
from pap_cli.sheets.words.states import is_state, read_state, read_yes

# A text of more words that is no state is a note and nothing else.
_STATE_WORDS = 2


class ProgressReader(DateReader):
    """Reads the states, the ratings and the shares of rows."""

    def _status(self, fields: Fields, row: int) -> None:
        for guess, cell in self._cells("status", row)[:1]:
            yes = guess.profile.yes >= 0.6
            stated = read_yes(cell.text) if yes else read_state(cell.text, self._order(), self.scheme.years)
            self._stated(fields, row, cell, stated.state, stated.why, stated.completed, stated.rest)

    def _stated(
        self, fields: Fields, row: int, cell: Cell, state: str | None, why: str, completed: str | None, rest: str
    ) -> None:
        if why:
            self.telling.tell_cell("status", why, row, cell)
        fields.state = state if state is not None else fields.state
        if state is not None or len(cell.text.split()) <= _STATE_WORDS:
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
                fields.notes = [*fields.notes, self._as_note(guess, cell)]

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
