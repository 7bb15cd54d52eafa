"""The recommendations, actions and milestones of a table, in the order of its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from pap_cli.sheets.book.cells import Cell, letters
from pap_cli.sheets.plan.columns.dating import as_read, verbatim
from pap_cli.sheets.plan.columns.scheme import Scheme
from pap_cli.sheets.plan.fields.reader import FieldReader
from pap_cli.sheets.plan.fields.said import Fields
from pap_cli.sheets.plan.rows.grid import Grid
from pap_cli.sheets.plan.rows.lines import Line
from pap_cli.sheets.plan.telling import Telling
from pap_cli.sheets.understood import Item, ReadDate
from pap_cli.sheets.words.dates import Dated, read_date
from pap_cli.sheets.words.parts import Piece, pieces

Level = Literal["recommendation", "action", "milestone"]
_LEADING = re.compile(r"(?:recommendation |rec\.? ?)?(\d{1,3}(?:\.\d{1,3})*)[.):]\s+\S", re.IGNORECASE)


class ItemReader:
    """Reads the items of one table; `first` is the number of its first item."""

    def __init__(self, scheme: Scheme, grid: Grid, telling: Telling, *, first: int, formats: bool) -> None:
        self.scheme = scheme
        self.grid = grid
        self.telling = telling
        self.fields = FieldReader(scheme, grid, telling, formats=formats)
        self.items: list[Item] = []
        self._first = self._next = first
        self._section: str | None = None
        self._theme: str | None = None
        # What the rows below belong to.
        self._recommendation: Item | None = None
        self._action: Item | None = None

    def read(self, lines: Sequence[Line]) -> list[Item]:
        """Return the items, in order."""
        for line in lines:
            number = line.row.number
            if line.row.hidden:
                self.telling.tell("hidden", "the row is hidden; it is read as the others are", number)
            if line.kind == "section":
                self._begin_section(line)
            elif line.kind == "item":
                self._item(number)
            elif line.kind == "more":
                self._more(number)
            else:
                self._no_item(line)
        return self.items

    def _begin_section(self, line: Line) -> None:
        self._section, self._theme = line.text, None
        self._recommendation = self._action = None
        if line.doubt:
            self.telling.tell("section", line.doubt, line.row.number, None, line.text)
        self.telling.became(line.row.number, "taken", "a section: the theme of the rows below")

    def _no_item(self, line: Line) -> None:
        """Tell of a row that is no item."""
        words = {
            "total": "a total, not an item",
            "footer": "a line below the table, not an item",
            "key": "part of a key, not an item",
            "repeated-header": "the header again, not an item",
            "other-table": "below the header of another table; not read",
            "no-text": "no text in the columns of recommendations, actions and milestones",
        }
        kind = "no-column" if line.kind in ("other-table", "no-text") else line.kind
        column = next((cell.column for cell in line.row.cells if cell.text.strip()), None)
        why = words[line.kind]
        if line.kind == "no-text":
            cells = "; ".join(f"{letters(one.column)}: {verbatim(one)}" for one in line.row.cells if one.text.strip())
            why = f"{why}: {cells}"
        self.telling.tell(kind, why, line.row.number, column, line.text)
        self.telling.became(line.row.number, "not-understood", why)

    def _item(self, row: int) -> None:
        self.telling.became(row, "taken")
        fields = self.fields.read(row)
        self._carry_theme(fields, row)
        recommendation = self._text(row, "recommendation")
        action = self._text(row, "action")
        milestone = self._text(row, "milestone")
        alone = self.scheme.first("action") is None and self.scheme.first("milestone") is None
        if recommendation is not None:
            self._recommend(row, recommendation, fields if alone or (action is None and milestone is None) else None)
        if action is not None:
            self._act(row, action, fields, milestone)
        elif milestone is not None:
            if self.scheme.first("action") is None:
                self._action = None
            self._steps(row, milestone, fields, whole=True)

    def _carry_theme(self, fields: Fields, row: int) -> None:
        """Fill an empty theme from the row above: people write it once."""
        if self.scheme.first("theme") is None:
            fields.theme = self._section
        elif fields.theme is None:
            fields.theme = self._theme or self._section
        else:
            self._theme = fields.theme

    def _text(self, row: int, means: str) -> tuple[Cell, bool] | None:
        """Return the cell of a text, and True if it is merged from above."""
        guess = self.scheme.first(means)
        if guess is None:
            return None
        cell, above = self.grid.at(row, guess.column)
        return (cell, above) if cell is not None else None

    def _make(self, level: Level, row: int, cell: Cell, text: str, fields: Fields | None) -> Item:
        item = Item(
            n=self._next,
            level=level,
            text=text.strip(),
            sheet=self.scheme.sheet,
            row=row,
            column=letters(cell.column),
            theme=self._theme or self._section,
        )
        self._next += 1
        item = item if fields is None else _with_fields(item, fields)
        self.items.append(item)
        return item

    def _recommend(self, row: int, found: tuple[Cell, bool], fields: Fields | None) -> None:
        """Begin a recommendation, unless it is the one of the row above."""
        cell, above = found
        text = cell.text.strip()
        same = self._recommendation is not None and self._recommendation.text == text
        if same and (above or fields is None):
            return
        if not above:
            self.fields.formula(cell, row)
        item = self._make("recommendation", row, cell, text, fields)
        reference = self._reference(row)
        leading = _LEADING.match(text)
        if item.ref is None and (reference or leading):
            item = self._replaced(replace(item, ref=reference or (leading[1] if leading else None)))
        self._recommendation, self._action = item, None

    def _reference(self, row: int) -> str | None:
        guess = self.scheme.first("recommendation_ref")
        cell = self.grid.at(row, guess.column)[0] if guess is not None else None
        return " ".join(cell.text.split()) if cell is not None else None

    def _replaced(self, item: Item) -> Item:
        self.items[item.n - self._first] = item
        return item

    def _act(self, row: int, found: tuple[Cell, bool], fields: Fields, milestone: tuple[Cell, bool] | None) -> None:
        """Take an action with its milestones; several numbered in one cell are several actions."""
        cell, above = found
        if above and self._action is not None and milestone is not None and not milestone[1]:
            self._steps(row, milestone, fields, whole=True)
            return
        if above and self._action is not None:
            self._add(row, fields)
            return
        self.fields.formula(cell, row)
        several = pieces(cell.text, lines=False)
        if len(several) > 1 and milestone is None:
            self._several(row, cell, several, fields, "action")
            return
        item = self._make("action", row, cell, cell.text, fields)
        self._action = self._under(item)
        if milestone is not None and not milestone[1]:
            self._steps(row, milestone, fields, whole=False)

    def _under(self, item: Item) -> Item:
        """Return an item below the recommendation and the action that it belongs to."""
        over = self._recommendation
        if item.level != "recommendation" and over is not None:
            item = replace(item, recommendation=over.n)
        if item.level == "milestone" and self._action is not None:
            item = replace(item, action=self._action.n, recommendation=None)
        return self._replaced(item)

    def _steps(self, row: int, found: tuple[Cell, bool], fields: Fields, *, whole: bool) -> None:
        """Take the milestones in a cell; with `whole`, what the row says is said of them, and not of an action."""
        cell, _ = found
        self.fields.formula(cell, row)
        several = pieces(cell.text, lines=True)
        if len(several) > 1:
            self._several(row, cell, several, fields, "milestone", whole=whole)
            return
        text = several[0].text if several else cell.text
        item = self._make("milestone", row, cell, text, fields if whole else None)
        if not whole:
            item = replace(item, due=fields.dates.get("due"), state=fields.state, status_cell=fields.status_cell)
        elif several and item.ref is None:
            item = replace(item, ref=several[0].number)
        self._under(item)

    def _several(
        self, row: int, cell: Cell, several: Sequence[Piece], fields: Fields, level: Level, *, whole: bool = True
    ) -> None:
        """Take several items of one cell, each with its own date if the cell of dates has as many."""
        self.telling.became(row, "split", f"{len(several)} {level}s in one cell")
        dates = self._dates_of(row, len(several))
        for at, piece in enumerate(several):
            item = self._make(level, row, cell, piece.text, fields if whole else None)
            ref = piece.number if level == "milestone" or not fields.ref else f"{fields.ref}.{piece.number or at + 1}"
            item = replace(item, ref=ref if ref is not None or level == "milestone" else item.ref)
            due = dates[at] if dates else fields.dates.get("due")
            item = self._under(replace(item, due=due))
            if level == "action":
                self._action = item
        if not dates and "due" in fields.dates and fields.dates["due"].value is not None:
            why = f"one date for {len(several)} {level}s"
            self.telling.tell("date", why, row, self._due_column(), fields.dates["due"].cell)

    def _due_column(self) -> int | None:
        guess = self.scheme.first("due")
        return guess.column if guess is not None else None

    def _dates_of(self, row: int, count: int) -> list[ReadDate]:
        """Return the dates of several items in one cell, if there are as many; nothing otherwise."""
        column = self._due_column()
        cell = self.grid.at(row, column)[0] if column is not None else None
        if cell is None or not isinstance(cell.value, str):
            return []
        parts = pieces(cell.text, lines=True)
        if len(parts) != count:
            parts = tuple(Piece(None, part.strip()) for part in re.split(r"[;,]", cell.text) if part.strip())
        if len(parts) != count or count < 2:
            return []
        self.telling.report = [
            one
            for one in self.telling.report
            if not (one.row == row and one.kind == "date" and one.column == letters(cell.column))
        ]
        found = []
        for part in parts:
            read: Dated = read_date(part.text, self.scheme.orders.get(cell.column), self.scheme.years)
            if read.why:
                self.telling.tell("date", read.why, row, cell.column, part.text)
            found.append(as_read(part.text, read))
        return found

    def _more(self, row: int) -> None:
        """Add a row that goes on with the item above it."""
        self._add(row, self.fields.read(row))

    def _add(self, row: int, fields: Fields) -> None:
        """Add to the last item what another row says of it, where the item says nothing yet; the rest is told."""
        if not self.items:
            self.telling.tell("no-column", "it belongs to no item", row)
            self.telling.became(row, "not-understood", "it belongs to no item")
            return
        last = self.items[-1]
        self.telling.became(row, "kept", f"it goes on with row {last.row}")
        added = replace(
            last, owners=tuple(dict.fromkeys((*last.owners, *fields.owners))), notes=(*last.notes, *fields.notes)
        )
        changes: dict[str, object] = {}
        for name, value in fields.dates.items():
            before = getattr(last, name)
            if before is None:
                changes[name] = value
            elif before != value:
                why = f"a second date for the item of row {last.row}, which has “{before.cell}”"
                self.telling.tell("date", why, row, None, value.cell)
        for name in ("state", "evidence", "success", "cost", "risk", "lead"):
            value = getattr(fields, name)
            if value is not None and getattr(last, name) is None:
                changes[name] = value
        self._replaced(replace(added, **changes))


def _with_fields(item: Item, fields: Fields) -> Item:
    return replace(
        item,
        ref=fields.ref,
        theme=fields.theme or item.theme,
        owners=fields.owners,
        lead=fields.lead,
        start=fields.dates.get("start"),
        due=fields.dates.get("due"),
        revised_due=tuple(fields.revised),
        forecast=fields.dates.get("forecast"),
        completed=fields.dates.get("completed"),
        evidence_due=fields.dates.get("evidence_due"),
        evidenced=fields.dates.get("evidenced"),
        evidence=fields.evidence,
        state=fields.state,
        status_cell=fields.status_cell,
        rag=fields.rag,
        rag_cell=fields.rag_cell,
        rag_by=fields.rag_by,
        percent_complete=fields.percent,
        success=fields.success,
        notes=tuple(fields.notes),
        cost=fields.cost,
        risk=fields.risk,
    )
