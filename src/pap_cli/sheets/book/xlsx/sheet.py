"""The rows of a sheet of .xlsx, read in one go as a stream: values, looks, merged cells, what is hidden.

The size that a sheet gives of itself is not believed, and rows and cells that only have a format are not there.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pap_cli.sheets.book.cells import Area, Cell, Row, letters
from pap_cli.sheets.book.limits import MAX_COLUMN, MAX_FORMULA, MAX_ROW, MAX_TEXT, Allowance, at, damaged
from pap_cli.sheets.book.noticed import Noticed
from pap_cli.sheets.book.places import area_of, column_of
from pap_cli.sheets.book.xlsx.formulas import notice_formula
from pap_cli.sheets.book.xlsx.strings import Runs, SharedStrings, plain
from pap_cli.sheets.book.xlsx.styles import PLAIN, Look
from pap_cli.sheets.book.xlsx.values import Value, read_value

# A fill without a text counts this far right of the last text, since a column of colours need not have a heading.
_BEYOND = 8
_MAX_MERGED = 50_000
_DIGITS = "0123456789"
_OFF = ("0", "false", "")
_NO_RESULT = "formulas without a result, as the file was not saved by a spreadsheet program; their cells are empty"


class Common(Struct, frozen=True):
    """What all sheets of a file share."""

    looks: list[Look]
    strings: SharedStrings
    since_1904: bool
    allowance: Allowance
    noticed: Noticed


class SheetReader:
    """Listens to a sheet."""

    def __init__(self, name: str, common: Common) -> None:
        self.rows: list[Row] = []
        self.merged: list[Area] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.width = 0
        self._name, self._common = name, common
        self._row = self._column = 0
        self._hidden = False
        self._cells: list[Cell] = []
        self._has_text = False
        # The attributes of the cell that is being read.
        self._cell: Mapping[str, str] | None = None
        self._columns: dict[str, int] = {}
        self._looks = {str(number): look for number, look in enumerate(common.looks)}
        self._value: list[str] | None = None
        self._formula: list[str] | None = None
        self._shared: dict[str, str] = {}
        self._shared_id: str | None = None
        self._target: list[str] | None = None
        self._length = 0
        self._inline: Runs | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif self._cell is not None:
            self._start_in_cell(name, attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden", "") not in _OFF:
            self.hidden_columns.append((int(attributes.get("min", 1)), int(attributes.get("max", MAX_COLUMN))))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()
        elif self._inline is not None:
            self._inline.end(name)
        elif name in ("v", "f"):
            self._target = None

    def text(self, text: str) -> None:
        """Take some text."""
        if self._cell is None:
            return
        self._length += len(text)
        if self._length > MAX_TEXT + MAX_FORMULA:
            raise self._damaged(f"longer than the {MAX_TEXT:,} characters of a cell")
        if self._inline is not None:
            if self._inline.wanted:
                self._inline.text(text)
        elif self._target is not None:
            self._target.append(text)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        row = int(number) if number else self._row + 1
        if not self._row < row <= MAX_ROW:
            what = f"row {row} comes after row {self._row}" if row <= self._row else f"there is no row {row}"
            raise damaged(self._common.allowance.name, what, at(self._name))
        self._row, self._column = row, 0
        hidden = attributes.get("hidden")
        self._hidden = hidden is not None and hidden not in _OFF

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        column, before = self._column + 1, self._column
        place = attributes.get("r")
        if place is not None:
            named = place.rstrip(_DIGITS)
            column = self._columns.get(named) or self._columns.setdefault(named, column_of(named))
            if place[len(named) :] != str(self._row):
                raise self._damaged(f"cell {place} is in row {self._row}")
        if not before < column <= MAX_COLUMN:
            raise self._damaged(f"cell {place or letters(column)} comes after {letters(before)}{self._row}")
        self._column, self._cell = column, attributes

    def _start_in_cell(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._inline is not None:
            self._inline.start(name, attributes)
        elif name == "v":
            self._value = self._target = []
        elif name == "f":
            self._formula = self._target = []
            if attributes.get("t") == "shared":
                self._shared_id = attributes.get("si", "")
        elif name == "is":
            self._inline = Runs()

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell or {}, None
        style = attributes.get("s")
        look = self._looks.get(style, PLAIN) if style else self._looks.get("0", PLAIN)
        if self._value is None and self._formula is None and self._inline is None:
            if look.fill is not None:
                self._cells.append(Cell(column=self._column, fill=look.fill))
            return
        formula = self._whole_formula()
        found = self._read(look, attributes.get("t", "n"))
        if formula is not None:
            noticed = self._common.noticed
            notice_formula(formula, noticed, self._name, self._row, self._column)
            # the result of a text formula may be empty; some programs write an empty number where there is none
            empty = self._value is None or (not self._value and attributes.get("t") != "str")
            if empty and self._inline is None:
                noticed.at(_NO_RESULT, self._name, self._row, self._column)
        self._value = self._formula = self._target = self._inline = self._shared_id = None
        self._length = 0
        if not found.text and look.fill is None and formula is None:
            return
        self._has_text |= bool(found.text) or formula is not None
        self._cells.append(
            Cell(
                column=self._column,
                value=found.value,
                text=found.text,
                format=look.form.code,
                fill=look.fill,
                struck=look.struck or found.struck,
                error=found.error,
                formula=formula,
            )
        )

    def _read(self, look: Look, type: str) -> Value:
        common = self._common
        if self._inline is not None:
            text = plain(self._inline.whole())
            found = Value(text, text, struck=self._inline.struck()) if text.strip() else Value()
            partly = self._inline.partly_struck()
        else:
            raw = "".join(self._value or ())
            try:
                found = read_value(raw, type, look.form, common.strings, common.since_1904)
            except ValueError as error:
                raise self._damaged(str(error)) from None
            partly = type == "s" and bool(common.strings.partly_struck) and int(raw) in common.strings.partly_struck
        if partly:
            common.noticed.at(
                "a part of the text is struck through; all of it was read", self._name, self._row, self._column
            )
        if len(found.text) > 1:
            common.allowance.text(len(found.text), at(self._name, f"{letters(self._column)}{self._row}"))
        return found

    def _whole_formula(self) -> str | None:
        if self._formula is None:
            return None
        text = "".join(self._formula)
        if self._shared_id is not None:  # later cells of a shared formula only name it
            text = text or self._shared.get(self._shared_id, "")
            self._shared[self._shared_id] = text
        return f"={text}"

    def _end_row(self) -> None:
        if not self._has_text:
            if self._cells:
                self._cells = []
            return
        cells, self._cells, self._has_text = self._cells, [], False
        self.width = max(self.width, *(cell.column for cell in cells if cell.text or cell.formula))
        kept = tuple(cell for cell in cells if cell.column <= self.width + _BEYOND)
        for _ in kept:
            self._common.allowance.cell(at(self._name, row=self._row))
        self.rows.append(Row(number=self._row, cells=kept, hidden=self._hidden))

    def _merge(self, reference: str) -> None:
        try:
            self.merged.append(area_of(reference))
        except ValueError as error:
            raise damaged(self._common.allowance.name, f"merged cells: {error}", at(self._name)) from None
        if len(self.merged) > _MAX_MERGED:
            raise damaged(self._common.allowance.name, f"more than {_MAX_MERGED:,} merged cells", at(self._name))

    def _damaged(self, what: str) -> Exception:
        where = at(self._name, f"{letters(self._column)}{self._row}") if self._column else at(self._name)
        return damaged(self._common.allowance.name, what, where)
