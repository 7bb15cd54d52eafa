"""The rows of an exported workbook, whichever program saved it: known by its mark, its sheets and its headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from pap_cli.errors import PapError
from pap_cli.sheets.book.cells import Book, Cell, Row, Sheet
from pap_cli.sheets.taken.change import Refused
from pap_cli.sheets.workbook.back.stray import beside, elsewhere
from pap_cli.sheets.workbook.defused import restored
from pap_cli.sheets.workbook.mark import EXPORT, Mark, read_mark
from pap_cli.sheets.workbook.tab import Kind, TabColumn, Value
from pap_cli.sheets.workbook.tabs import actions, figures, history, key, kpis, lists, milestones, recommendations, risks
from pap_cli.sheets.workbook.values import as_written
from pap_cli.sheets.workbook.write import cell_text

# The columns of each tab, by the name of its sheet.
COLUMNS: Mapping[str, tuple[TabColumn, ...]] = {
    actions.NAME: actions.COLUMNS,
    milestones.NAME: milestones.COLUMNS,
    recommendations.NAME: recommendations.COLUMNS,
    kpis.NAME: kpis.COLUMNS,
    figures.NAME: figures.COLUMNS,
    risks.NAME: risks.COLUMNS,
    history.DATES: history.DATE_COLUMNS,
    history.NOTES: history.NOTE_COLUMNS,
    lists.NAMES: lists.NAME_COLUMNS,
    lists.PLANS: lists.PLAN_COLUMNS,
}
# The heading of the column for any text.
_FREE = "New note"


class Record(Struct, frozen=True):
    """A row of a sheet: the text of each column as it would be written in a plan; empty ones are left out."""

    sheet: str
    number: int
    texts: Mapping[str, str]
    # What cannot be read of it: the heading, and why.
    problems: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """Return the text of a column; empty if there is none."""
        return self.texts.get(name, "")


class Places(Struct, frozen=True):
    """The row of the headings of a sheet, and the columns by their names."""

    head: Row
    columns: Mapping[str, int]

    @property
    def row(self) -> int:
        """The number of the row."""
        return self.head.number


class OwnWorkbook(Struct, frozen=True):
    """An exported workbook that was read."""

    name: str
    mark: Mark
    tabs: Mapping[str, tuple[Record, ...]]
    # Where the headings of each sheet are.
    places: Mapping[str, Places]
    # The day on which it was last saved.
    saved: date | None = None
    # What is written where nothing is read.
    strays: tuple[Refused, ...] = ()

    def day(self, as_of: date) -> date:
        """Return the day from which what it says counts: when it was saved, not after the as-of date."""
        return min(as_of, max(self.saved or as_of, self.mark.as_of))

    @property
    def plans(self) -> tuple[str, ...]:
        """The IDs of its plans."""
        return tuple(id for one in self.rows(lists.PLANS) if (id := one.get("id")))

    def rows(self, name: str) -> tuple[Record, ...]:
        """Return the rows of a sheet; none if it is not there."""
        return self.tabs.get(name, ())


def mark_of(book: Book) -> Mark | None:
    """Return the mark of an exported workbook; None for any other spreadsheet."""
    for sheet in book.sheets:
        for row in sheet.rows:
            for cell in row.cells:
                if isinstance(cell.value, str) and (mark := read_mark(restored(cell.value))) is not None:
                    return mark if mark.kind == EXPORT else None
    return None


def read_own(book: Book) -> OwnWorkbook | None:
    """Return the rows of an exported workbook; None for any other spreadsheet.

    Raises:
        PapError: if a heading is there twice.
    """
    mark = mark_of(book)
    if mark is None:
        return None
    tabs: dict[str, tuple[Record, ...]] = {}
    headings: dict[str, Places] = {}
    strays: list[Refused] = []
    for sheet in book.sheets:
        columns = COLUMNS.get(sheet.name or "")
        found = _table(sheet, columns, book.name) if columns is not None else None
        if columns is not None and found is not None:
            places, rows = found
            name = sheet.name or ""
            tabs[name] = tuple(_records(name, columns, places.columns, rows))
            headings[name] = places
            named = [column.name for column in columns]
            strays += beside(book.name, sheet, places.head, rows, places.columns, named, _FREE)
        elif sheet.name != key.NAME:
            strays += elsewhere(book.name, sheet, _FREE)
    return OwnWorkbook(book.name, mark, tabs, headings, book.saved, tuple(strays))


def _table(sheet: Sheet, columns: Sequence[TabColumn], name: str) -> tuple[Places, Sequence[Row]] | None:
    """Return where each column is, and the rows below the headings; None if there are no headings."""
    names = {_plain(column.heading): column.name for column in columns}
    for nth, row in enumerate(sheet.rows):
        found: dict[str, int] = {}
        for cell in row.cells:
            column = names.get(_plain(restored(cell.value))) if isinstance(cell.value, str) else None
            if column is None:
                continue
            if column in found:
                raise PapError(f"{name}: sheet “{sheet.name}”: two columns are called “{cell.value}”", "delete one")
            found[column] = cell.column
        if "id" in found and len(found) > 1:
            return Places(row, found), sheet.rows[nth + 1 :]
    return None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _records(
    sheet: str, columns: Sequence[TabColumn], places: Mapping[str, int], rows: Sequence[Row]
) -> Iterator[Record]:
    for row in rows:
        texts: dict[str, str] = {}
        problems: list[tuple[str, str]] = []
        for column in columns:
            cell = row.at(places[column.name]) if column.name in places else None
            if cell is None:
                continue
            if cell.error is not None or cell.formula is not None:
                what = f"an error, {cell.error}" if cell.error is not None else f"a formula, “{cell.formula}”"
                problems.append((column.heading, what))
            elif text := canonical(_value(cell), column):
                texts[column.name] = text
        if texts or problems:
            yield Record(sheet, row.number, texts, tuple(problems))


def _value(cell: Cell) -> Value:
    value = cell.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date()
    return value if value is None or isinstance(value, str | int | float | date) else cell.text


def shown(value: Value, column: TabColumn) -> str:
    """Return the text of a value that is exported, as it is read again."""
    return canonical(cell_text(value) if isinstance(value, str) else value, column)


def canonical(value: Value, column: TabColumn) -> str:
    """Return the text of a cell as it would be written in a plan, the same whichever program saved it."""
    if value is None:
        return ""
    if isinstance(value, str):
        value = restored(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    if column.kind is Kind.DAY or isinstance(value, date):
        return as_written(value)
    if isinstance(value, int | float):
        return number_text(value)
    return value


def number_text(value: float) -> str:
    """Return a number as it is written in a plan: with its own digits, and no more."""
    number = round(float(value), 10)
    text = repr(number)
    return text.removesuffix(".0") if "e" not in text else f"{number:.10f}".rstrip("0").rstrip(".")
