"""What somebody wrote where no answer is read: beside the columns, below the rows, above the headings, on a new sheet.

It is not taken, because nobody can know what it is about; it is not passed over either.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from pap_cli.sheets.book.cells import Cell, Row, Sheet, letters
from pap_cli.sheets.taken.change import Refused, Where
from pap_cli.sheets.workbook.defused import restored

# The lines that `form` writes above a table.
_OURS = re.compile(
    r"As of |Leave empty what has not changed|Reference for pap|.+: (?:nothing$|[\d,]+ (?:milestones?|figures?)\b)"
)
_LONGEST = 200


def beside(
    name: str,
    sheet: Sheet,
    head: Row,
    rows: Iterable[Row],
    columns: Mapping[str, int],
    asked: Collection[str],
    free: str,
) -> Iterator[Refused]:
    """Yield what is written in columns that are none of the workbook's, and in rows without an ID.

    Args:
        name: the file.
        sheet: the sheet, for places.
        head: its row of headings.
        rows: the rows below.
        columns: the columns of the workbook that are there, by name.
        asked: the names of those that are filled in; they are answers, which are refused elsewhere.
        free: the heading of the column for any text.
    """
    known = set(columns.values())
    filled = {columns[one] for one in asked if one in columns}
    strange: dict[int, list[tuple[Row, Cell]]] = {}
    for row in rows:
        id = row.at(columns["id"])
        named = id is not None and _text(id) != ""
        for cell in row.cells:
            if _text(cell) and cell.column not in known:
                strange.setdefault(cell.column, []).append((row, cell))
        loose = [cell for cell in row.cells if cell.column in known and _text(cell)]
        if loose and not named and not any(cell.column in filled for cell in loose):
            yield _refused(name, sheet, row, loose, "in a row without an ID", "write it in the row of what it is about")
    for column, found in strange.items():
        heading = head.at(column)
        words = _text(heading) if heading is not None else ""
        under = f"below “{words}”, which is none of the columns that were sent" if words else "below no heading"
        help = f"keep the headings as they were sent, or write it in the column {free}"
        yield _refused(name, sheet, found[0][0], [cell for _, cell in found], under, help)


def above(name: str, sheet: Sheet, head: Row) -> Iterator[Refused]:
    """Yield what is written above the headings and is not from `pap`."""
    for row in sheet.rows:
        if row.number >= head.number:
            return
        found = [cell for cell in row.cells if (text := _text(cell)) and not _OURS.match(text)]
        if found:
            yield _refused(name, sheet, row, found, "above the headings", "write it in the column Comment")


def elsewhere(name: str, sheet: Sheet, free: str) -> Iterator[Refused]:
    """Yield that a sheet without a table has something on it."""
    for row in sheet.rows:
        found = [cell for cell in row.cells if (text := _text(cell)) and not _OURS.match(text)]
        if found:
            where = "on a sheet that was not sent"
            help = f"give a sheet that was renamed its name again, or write it in the column {free}"
            yield _refused(name, sheet, row, found, where, help)
            return


def _refused(name: str, sheet: Sheet, row: Row, cells: list[Cell], where: str, help: str) -> Refused:
    first, more = cells[0], len(cells) - 1
    at = f"{letters(first.column)}{row.number}"
    verb = "is" if not more else f"and {more} more {'cell' if more == 1 else 'cells'} are"
    why = f"“{_text(first)[:_LONGEST]}” in {at} {verb} {where}"
    return Refused(where=Where(name, sheet.name, row.number), why=why, help=help)


def _text(cell: Cell) -> str:
    return " ".join(restored(cell.text).split())
