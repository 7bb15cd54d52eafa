"""A workbook that came back: what was answered in it, row by row, and what could not be read.

It may have been renamed, sorted, filtered and saved by any program: rows are known by their ID, columns by their
heading, and the workbook by its mark.  Nothing in it is trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.errors import PapError
from pap_cli.model.periods import parse_due
from pap_cli.sheets.book.cells import Book, Cell, Row, Sheet, letters
from pap_cli.sheets.people.answers.typed import is_empty, typed_count, typed_day, typed_figure, typed_text
from pap_cli.sheets.people.form import FIGURE_COLUMNS, STEP_COLUMNS
from pap_cli.sheets.taken.change import Refused, Where
from pap_cli.sheets.workbook.back import stray
from pap_cli.sheets.workbook.defused import restored
from pap_cli.sheets.workbook.mark import CHASE, EXPORT, Mark, read_mark
from pap_cli.sheets.workbook.tab import TabColumn


class Answer(Struct, frozen=True, kw_only=True):
    """What a row says of one item; texts are as they are written in a plan."""

    where: Where
    mark: Mark
    id: str
    # As the row says it; empty if it does not.
    plan: str = ""
    title: str = ""
    delivered: str = ""
    expected: str = ""
    evidence: str = ""
    comment: str = ""
    # Of a figure.
    period: str = ""
    value: str = ""
    numerator: str = ""
    denominator: str = ""

    @property
    def is_figure(self) -> bool:
        """True if it is about a figure of a KPI."""
        return bool(self.period)

    @property
    def written(self) -> dict[str, str]:
        """What was filled in, as it would be written in a plan."""
        words = {
            "delivered": self.delivered,
            "forecast": self.expected,
            f"figure of {self.period}": self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "evidence": self.evidence,
            "comment": self.comment,
        }
        return {what: said for what, said in words.items() if said}

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """What was filled in, in words."""
        days = ("delivered", "forecast")
        return tuple((what, str(parse_due(said)) if what in days else said) for what, said in self.written.items())

    @property
    def facts(self) -> tuple[str, ...]:
        """What two people may not answer differently."""
        return (self.delivered, self.expected, self.value, self.numerator, self.denominator)


class Returned(Struct, frozen=True, kw_only=True):
    """A returned workbook, or a file of another kind that is refused."""

    file: str
    is_workbook: bool = True
    answers: tuple[Answer, ...] = ()
    # The rows that nobody answered.
    unanswered: tuple[Answer, ...] = ()
    refused: tuple[Refused, ...] = ()


class _Table(Struct, frozen=True):
    """The table of a sheet: its heading, its columns by name, and the rows below."""

    head: Row
    columns: Mapping[str, int]
    rows: Sequence[Row]
    figures: bool


def read_returned(book: Book, units: Mapping[str, str]) -> Returned:
    """Return what a workbook answers; `units` are those of the KPIs.

    Raises:
        PapError: if it is not one that `pap chase` made, or its heading is not there any more.
    """
    mark = _mark(book)
    answers: list[Answer] = []
    unanswered: list[Answer] = []
    refused: list[Refused] = []
    elsewhere: list[Refused] = []
    found = False
    for sheet in book.sheets:
        table = _table(sheet, book.name)
        if table is None:
            elsewhere += stray.elsewhere(book.name, sheet, "Comment")
            continue
        found = True
        refused += stray.above(book.name, sheet, table.head)
        for row in table.rows:
            where = Where(book.name, sheet.name, row.number)
            try:
                answer = _answer(row, table, where, mark, units)
            except BadValueError as error:
                refused.append(Refused(where=where, why=error.message, help=error.help, id=_id(row, table)))
            else:
                (answers if answer.written else unanswered).append(answer)
            refused += _remarks(row, table, where)
        asked = [one.name for one in (FIGURE_COLUMNS if table.figures else STEP_COLUMNS) if one.asked]
        refused += stray.beside(book.name, sheet, table.head, table.rows, table.columns, asked, "Comment")
    if not found:
        raise PapError(f"{book.name}: no heading with the ID and the columns to fill in", "keep the row of headings")
    return Returned(
        file=book.name, answers=tuple(answers), unanswered=tuple(unanswered), refused=(*refused, *elsewhere)
    )


def _mark(book: Book) -> Mark:
    """Return the mark of a workbook.

    Raises:
        PapError: if it has none, or several that differ, or that of a workbook for import.
    """
    cells = (cell.value for sheet in book.sheets for row in sheet.rows for cell in row.cells)
    marks = {mark for value in cells if isinstance(value, str) and (mark := read_mark(restored(value))) is not None}
    if len(marks) > 1:
        raise PapError(f"{book.name}: it is put together from several workbooks", "send each back as a file of its own")
    if not marks:
        raise PapError(
            f"{book.name}: not a workbook of pap chase, or its line “Reference for pap” is gone",
            "fill in the workbook that was sent",
        )
    (mark,) = marks
    if mark.kind == EXPORT:
        raise PapError(f"{book.name}: this is an exported plan", "read it with  pap import plan")
    if mark.kind != CHASE or not mark.of:
        raise PapError(f"{book.name}: its line “Reference for pap” names nobody", "fill in the workbook that was sent")
    return mark


def _table(sheet: Sheet, name: str) -> _Table | None:
    """Return the table of a sheet, wherever its columns are; None if it has none.

    Raises:
        PapError: if a heading is there twice.
    """
    for nth, row in enumerate(sheet.rows):
        for columns in (STEP_COLUMNS, FIGURE_COLUMNS):
            found = _headings(row, columns)
            asked = [one.name for one in columns if one.asked and one.name in found and one.name != "comment"]
            if "id" not in found or not asked or (columns is FIGURE_COLUMNS and "period" not in found):
                continue
            for column, places in found.items():
                if len(places) > 1:
                    where = Where(name, sheet.name, row.number)
                    raise PapError(f"{where}: two columns are called {_heading(columns, column)}", "delete one of them")
            return _Table(
                row,
                {column: places[0] for column, places in found.items()},
                sheet.rows[nth + 1 :],
                columns is FIGURE_COLUMNS,
            )
    return None


def _headings(row: Row, columns: Iterable[TabColumn]) -> dict[str, list[int]]:
    names = {_plain(column.heading): column.name for column in columns}
    found: dict[str, list[int]] = {}
    for cell in row.cells:
        if isinstance(cell.value, str) and (name := names.get(_plain(restored(cell.value)))):
            found.setdefault(name, []).append(cell.column)
    return found


def _heading(columns: Iterable[TabColumn], name: str) -> str:
    return next(f"“{column.heading}”" for column in columns if column.name == name)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _id(row: Row, table: _Table) -> str:
    cell = row.at(table.columns["id"])
    return restored(str(cell.value)).strip() if cell is not None and cell.value is not None else ""


def _answer(row: Row, table: _Table, where: Where, mark: Mark, units: Mapping[str, str]) -> Answer:
    """Return what a row answers, which may be nothing.

    Raises:
        BadValueError: if something in it cannot be read; then nothing of the row is taken.
    """
    columns = FIGURE_COLUMNS if table.figures else STEP_COLUMNS
    cells = {one.name: cell for one in columns if one.asked and not is_empty(cell := _cell(row, table, one.name))}
    id = _id(row, table)
    if cells and not id:
        raise BadValueError("a row without an ID is filled in", "keep the ID of the row")
    read = {"delivered": typed_day, "expected": typed_day, "numerator": typed_count, "denominator": typed_count}
    texts: dict[str, str] = {}
    for name, cell in cells.items():
        if cell is None:
            continue
        try:
            _refuse_struck(cell)
            texts[name] = typed_figure(cell, units.get(id, "")) if name == "value" else read.get(name, typed_text)(cell)
        except BadValueError as error:
            heading = _heading(columns, name)
            at = f"{letters(cell.column)}{row.number}"
            raise BadValueError(f"{heading} in {at}: {error.message}", error.help) from None
    plan, period, title = (_text(_cell(row, table, name)) for name in ("plan", "period", "title"))
    if cells and table.figures and not period:
        raise BadValueError("a row without a period is filled in", "keep the period of the row")
    return Answer(
        where=where, mark=mark, id=id, plan=plan, title=title, period=period if table.figures else "", **texts
    )


def _refuse_struck(cell: Cell) -> None:
    if cell.struck:
        raise BadValueError(f"“{cell.text}” is crossed out", "empty the cell, or take the line through it away")


def _cell(row: Row, table: _Table, name: str) -> Cell | None:
    column = table.columns.get(name)
    return row.at(column) if column is not None else None


def _text(cell: Cell | None) -> str:
    """Return the text of a protected cell; a period that a program took for a date becomes one again."""
    if cell is None or cell.value is None:
        return ""
    if isinstance(cell.value, str):
        return restored(cell.value).strip()
    try:
        return typed_day(cell)
    except BadValueError:
        return cell.text


def _remarks(row: Row, table: _Table, where: Where) -> Iterator[Refused]:
    """Yield the comments that somebody fastened to cells: they are not read, and are not passed over."""
    for cell in row.cells:
        if cell.comment:
            at = f"{letters(cell.column)}{row.number}"
            why = f"a remark is fastened to cell {at}: “{' '.join(cell.comment.split())[:200]}”"
            yield Refused(where=where, why=why, help="write it in the column Comment", id=_id(row, table))
