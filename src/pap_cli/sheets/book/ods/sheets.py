"""The sheets of an .ods, read as a stream: values, texts as they are shown, merged cells, comments, what is hidden.

Rows and cells that are repeated are there as often as the file says only if they hold something.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

from msgspec.structs import replace

from pap_cli.sheets.book.cells import Area, Cell, Row, Sheet, letters
from pap_cli.sheets.book.limits import MAX_COLUMN, MAX_ROW, MAX_SHEETS, MAX_TEXT, Allowance, at, damaged
from pap_cli.sheets.book.noticed import Noticed
from pap_cli.sheets.book.ods.styles import Styles
from pap_cli.sheets.book.shown.numbers import show_general

_OUTSIDE = ("shapes", "frame", "custom-shape", "line", "rect", "g", "control", "tracked-changes", "dde-links")
_CELLS = ("table-cell", "covered-table-cell")
_BEYOND = 8
_EXACT = 10**15


class Sheets:
    """Listens to content.xml."""

    def __init__(self, styles: Styles, allowance: Allowance, noticed: Noticed) -> None:
        self.sheets: list[Sheet] = []
        self._styles, self._allowance, self._noticed = styles, allowance, noticed
        self._looks: dict[str, tuple[str, str | None, bool]] = {}
        self._skipped = self._tables = 0
        self._table: Mapping[str, str] = {}
        self._rows: list[Row] = []
        self._merged: list[Area] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._default: list[tuple[int, str]] = []
        self._row = self._column = self._width = self._across = 0
        self._row_attributes: Mapping[str, str] = {}
        self._cells: list[Cell] = []
        self._cell: Mapping[str, str] | None = None
        self._paragraphs: list[list[str]] = []
        self._comment: list[list[str]] | None = None
        self._reading = False
        self._length = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if self._skipped or name in _OUTSIDE:
            self._skipped += 1
        elif name == "table":
            self._start_table(attributes)
        elif not self._tables:
            return
        elif name == "table-column":
            self._start_column(attributes)
        elif name == "table-row":
            self._row_attributes, self._cells, self._column = dict(attributes), [], 0
        elif name in _CELLS:
            self._cell, self._paragraphs, self._comment, self._length = dict(attributes), [], None, 0
        elif self._cell is not None:
            self._start_in_cell(name, attributes)

    def _start_in_cell(self, name: str, attributes: Mapping[str, str]) -> None:
        into = self._paragraphs if self._comment is None else self._comment
        if name == "annotation":
            self._comment = []
        elif name in ("p", "h"):
            into.append([])
            self._reading = True
        elif name == "s":
            count = attributes.get("text:c", "1")
            self.text(" " * min(int(count) if count.isdigit() else 1, MAX_TEXT))
        elif name in ("tab", "line-break"):
            self.text("\t" if name == "tab" else "\n")

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if self._skipped:
            self._skipped -= 1
        elif name == "p" or name == "h":
            self._reading = False
        elif name == "annotation" and self._comment is not None:
            self._texts_of_comment = "\n".join("".join(one) for one in self._comment).strip()
            self._comment = None
        elif name in _CELLS:
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self._end_table()

    _texts_of_comment = ""

    def text(self, text: str) -> None:
        """Take some text."""
        if self._reading and not self._skipped and self._cell is not None:
            into = self._paragraphs if self._comment is None else self._comment
            self._length += len(text)
            if self._length > 2 * MAX_TEXT:
                raise self._damaged(f"longer than the {MAX_TEXT:,} characters of a cell")
            if into:
                into[-1].append(text)

    def _start_table(self, attributes: Mapping[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:  # a table in a cell
            self._skipped, self._tables = 1, 1
            return
        if len(self.sheets) >= MAX_SHEETS:
            raise damaged(self._allowance.name, f"it has more than {MAX_SHEETS:,} sheets")
        self._table = dict(attributes)
        self._rows, self._merged, self._hidden_columns, self._default = [], [], [], []
        self._row = self._width = self._across = 0

    def _start_column(self, attributes: Mapping[str, str]) -> None:
        count = _repeated(attributes, "table:number-columns-repeated", MAX_COLUMN)
        if attributes.get("table:visibility", "visible") != "visible":
            self._hidden_columns.append((self._across + 1, self._across + count))
        self._across += count

    def _end_cell(self) -> None:
        attributes, comment = self._cell or {}, self._texts_of_comment
        self._cell, self._texts_of_comment = None, ""
        count = _repeated(attributes, "table:number-columns-repeated", MAX_COLUMN)
        first = self._column + 1
        self._column += count
        if self._column > 2 * MAX_COLUMN:
            raise self._damaged("more columns than a spreadsheet has")
        made = self._made(attributes, first, comment)
        if made is None:
            return
        self._span(attributes, first)
        filled = bool(made.text or made.formula or made.comment)
        for column in range(
            first, min(first + count, MAX_COLUMN + 1, first + _BEYOND if not filled else MAX_COLUMN + 1)
        ):
            if filled:
                self._width = max(self._width, column)
            self._cells.append(replace(made, column=column) if column != first else made)

    def _made(self, attributes: Mapping[str, str], column: int, comment: str) -> Cell | None:
        style = attributes.get("table:style-name", "")
        if style not in self._looks:
            self._looks[style] = self._styles.look(style)
        format, fill, struck = self._looks[style]
        text = "\n".join("".join(one) for one in self._paragraphs)
        kind = attributes.get("office:value-type", "")
        error = text if attributes.get("calcext:value-type") == "error" or text.startswith("#DIV/") else None
        value = None if error else self._value(kind, attributes, text)
        formula = attributes.get("table:formula")
        if formula is not None:
            formula = "=" + formula.partition("=")[2]
            self._notice(formula, kind, column)
        if isinstance(value, str) and not value.strip():
            value, text = None, ""
        if value is not None and not text:
            text = show_general(value) if isinstance(value, (int, float)) else str(value)
        if not text and fill is None and not comment and formula is None:
            return None
        self._allowance.text(len(text), at(self._table.get("table:name")))
        return Cell(
            column=column,
            value=value,
            text=text,
            format=format,
            fill=fill,
            comment=comment or None,
            struck=struck,
            error=error,
            formula=formula,
        )

    def _value(
        self, kind: str, attributes: Mapping[str, str], text: str
    ) -> str | int | float | bool | dt.date | dt.time | None:
        try:
            if kind in ("float", "percentage", "currency"):
                value = float(attributes.get("office:value", ""))
                if not math.isfinite(value):
                    raise ValueError("not a number")
                return int(value) if value.is_integer() and abs(value) < _EXACT else value
            if kind == "date":
                moment = dt.datetime.fromisoformat(attributes.get("office:date-value", ""))
                return moment if moment.time() != dt.time() else moment.date()
            if kind == "time":
                return _time(attributes.get("office:time-value", "")) or text
        except ValueError:
            raise self._damaged(f"the value is not a {kind}") from None
        if kind == "boolean":
            return attributes.get("office:boolean-value") == "true"
        return text or attributes.get("office:string-value") or None

    def _notice(self, formula: str, kind: str, column: int) -> None:
        sheet, row = self._table.get("table:name"), self._row + 1
        if formula.upper().startswith("=DDE("):
            self._noticed.at("formulas that would start a program (DDE) were not run", sheet, row, column)
        elif "'file:" in formula or "WEBSERVICE(" in formula.upper():
            remark = "formulas refer to other files, which were not opened; the last results were read"
            self._noticed.at(remark, sheet, row, column)
        elif not kind and not self._paragraphs:  # an empty paragraph is the result of =""
            remark = "formulas without a result; their cells are empty"
            self._noticed.at(remark, sheet, row, column)

    def _span(self, attributes: Mapping[str, str], column: int) -> None:
        across = _repeated(attributes, "table:number-columns-spanned", MAX_COLUMN)
        down = _repeated(attributes, "table:number-rows-spanned", MAX_ROW)
        if across > 1 or down > 1:
            row = self._row + 1
            self._merged.append(Area(row, column, min(row + down - 1, MAX_ROW), min(column + across - 1, MAX_COLUMN)))

    def _end_row(self) -> None:
        count = _repeated(self._row_attributes, "table:number-rows-repeated", MAX_ROW)
        first = self._row + 1
        self._row += count
        if not any(cell.text or cell.formula or cell.comment for cell in self._cells):
            return
        if self._row > MAX_ROW:
            raise self._damaged("more rows than a spreadsheet has")
        cells = tuple(cell for cell in self._cells if cell.column <= self._width + _BEYOND)
        hidden = self._row_attributes.get("table:visibility", "visible") != "visible"
        for number in range(first, self._row + 1):
            for _ in cells:
                self._allowance.cell(at(self._table.get("table:name"), row=number))
            self._rows.append(Row(number=number, cells=cells, hidden=hidden))

    def _end_table(self) -> None:
        self._tables = 0
        bottom = self._rows[-1].number if self._rows else 0
        columns = (range(first, min(last, self._width) + 1) for first, last in self._hidden_columns)
        self.sheets.append(
            Sheet(
                name=self._table.get("table:name", ""),
                rows=tuple(self._rows),
                merged=tuple(_clipped(area, bottom, self._width) for area in self._merged if area.first_row <= bottom),
                hidden=not self._styles.shown(self._table.get("table:style-name", "")),
                hidden_columns=frozenset(column for each in columns for column in each),
            )
        )

    def _damaged(self, what: str) -> Exception:
        return damaged(
            self._allowance.name, what, at(self._table.get("table:name"), f"{letters(self._column + 1)}{self._row + 1}")
        )


def _clipped(area: Area, bottom: int, width: int) -> Area:
    return Area(
        area.first_row,
        area.first_column,
        min(area.last_row, bottom),
        max(area.first_column, min(area.last_column, width)),
    )


def _repeated(attributes: Mapping[str, str], key: str, most: int) -> int:
    text = attributes.get(key, "1")
    return min(int(text), most) if text.isdigit() and text.isascii() and len(text) < 10 else 1


def _time(text: str) -> dt.time | None:
    """Return a time of day from a duration such as PT09H30M00S; None if it is longer than a day."""
    import re

    found = re.fullmatch(r"PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:\.\d+)?S", text)
    try:
        return dt.time(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
