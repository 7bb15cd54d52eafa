"""Where the table of a sheet begins: its header, in one row or two, and where the header is repeated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from pap_cli.sheets.book.cells import Area, Cell, Row, Sheet
from pap_cli.sheets.guess.headings import BELOW

# A header is in one of the first rows: above it are titles, versions and an introduction.
_FIRST_ROWS = 60
_LONGEST = 160
_FEWEST = 2


class Header(Struct, frozen=True, kw_only=True):
    """The rows of a header, and the heading of each column."""

    rows: tuple[int, ...]
    headings: dict[int, str]
    # How many headings are known words.
    known: int = 0


def find_header(sheet: Sheet, is_heading: Callable[[str], bool]) -> Header | None:
    """Return the header of a sheet: the row with most known headings, and the row below or above that completes it."""
    best: tuple[float, int] | None = None
    rows = sheet.rows[:_FIRST_ROWS]
    for at, row in enumerate(rows):
        if (score := _score(row, sheet.rows[at + 1 : at + 8], is_heading)) > 0 and (best is None or score > best[0]):
            best = (score, at)
    if best is None:
        return None
    return _complete(sheet, best[1], is_heading)


def header_at(sheet: Sheet, numbers: Sequence[int], is_heading: Callable[[str], bool]) -> Header | None:
    """Return the header in given rows of a sheet; None if nothing is in them."""
    rows = [row for row in sheet.rows if row.number in numbers]
    if not rows:
        return None
    headings: dict[int, str] = {}
    for row in rows:
        headings = _joined(headings, _headings(row, sheet.merged if row is not rows[-1] else ()))
    return Header(rows=tuple(row.number for row in rows), headings=headings, known=_known(headings, is_heading))


def _texts(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.text.strip()]


def _score(row: Row, below: Sequence[Row], is_heading: Callable[[str], bool]) -> float:
    """Return how much a row looks like a header; 0 if it cannot be one."""
    cells = [cell for cell in _texts(row) if not isinstance(cell.value, date)]  # dates may be the time axis of a chart
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    if len(texts) < _FEWEST or len(texts) < 0.7 * len(cells) or any(len(cell.text) > _LONGEST for cell in texts):
        return 0.0
    known = sum(1 for cell in texts if is_heading(cell.text))
    different = len({cell.text.casefold() for cell in texts})
    if known < _FEWEST or known < 0.4 * len(texts) or different < 0.6 * len(texts):
        return 0.0
    columns = {cell.column for cell in texts}
    under = sum(1 for other in below if len(columns & {cell.column for cell in _texts(other)}) >= min(2, len(columns)))
    if not under:
        return 0.0
    short = sum(1 for cell in texts if len(cell.text.split()) <= 8) / len(texts)
    filled = 0.5 if sum(1 for cell in texts if cell.fill) >= 0.7 * len(texts) else 0.0
    return known * (0.5 + 0.5 * short) + 0.2 * min(under, 5) + filled + 0.3 * len(texts)


def _known(headings: dict[int, str], is_heading: Callable[[str], bool]) -> int:
    return sum(1 for text in headings.values() if is_heading(text))


def _headings(row: Row, merged: Sequence[Area]) -> dict[int, str]:
    """Return the heading of each column; one that is merged over columns belongs to each."""
    found = {cell.column: " ".join(cell.text.split()) for cell in _texts(row)}
    for area in merged:
        if area.first_row <= row.number <= area.last_row and area.first_column in found:
            for column in range(area.first_column + 1, min(area.last_column, area.first_column + 60) + 1):
                found.setdefault(column, found[area.first_column])
    return found


def _joined(above: dict[int, str], below: dict[int, str]) -> dict[int, str]:
    both = dict(above)
    for column, text in below.items():
        before = both.get(column, "")
        both[column] = text if not before or before == text else f"{before}{BELOW}{text}"
    return dict(sorted(both.items()))


def _complete(sheet: Sheet, at: int, is_heading: Callable[[str], bool]) -> Header:
    """Return the header at a row with the row below it or above it, if they make one header together."""
    row = sheet.rows[at]
    own = _headings(row, ())
    if at + 1 < len(sheet.rows) and _goes_below(sheet, row, sheet.rows[at + 1], own, is_heading):
        below = sheet.rows[at + 1]
        headings = _joined(_headings(row, sheet.merged), _headings(below, ()))
        return Header(rows=(row.number, below.number), headings=headings, known=_known(headings, is_heading))
    if at and _goes_above(sheet, sheet.rows[at - 1], row):
        above = sheet.rows[at - 1]
        headings = _joined(_headings(above, sheet.merged), own)
        return Header(rows=(above.number, row.number), headings=headings, known=_known(headings, is_heading))
    return Header(rows=(row.number,), headings=own, known=_known(own, is_heading))


def _wide(sheet: Sheet, row: Row) -> list[Area]:
    """Return the merged cells that begin in a row and cover several columns."""
    return [area for area in sheet.merged if area.first_row == row.number and area.last_column > area.first_column]


def _goes_below(sheet: Sheet, row: Row, below: Row, own: dict[int, str], is_heading: Callable[[str], bool]) -> bool:
    """Return True if the row below a header is its second row: headings under merged cells or in gaps."""
    if below.number != row.number + 1:
        return False
    cells = _texts(below)
    if not cells or any(not isinstance(cell.value, str) or len(cell.text) > 60 for cell in cells):
        return False
    tall = {
        area.first_column for area in sheet.merged if area.first_row == row.number and area.last_row == below.number
    }
    if any(cell.column in tall for cell in cells):
        return False
    wide = _wide(sheet, row)
    under = [cell for cell in cells if any(area.first_column <= cell.column <= area.last_column for area in wide)]
    gaps = [cell for cell in cells if cell.column not in own and cell not in under]
    short = all(len(cell.text.split()) <= 6 for cell in cells)
    return short and len(under) + len(gaps) == len(cells) and (len(under) >= 2 or bool(tall and under))


def _goes_above(sheet: Sheet, above: Row, row: Row) -> bool:
    """Return True if the row above a header names groups of its columns, and is not a title."""
    cells = _texts(above)
    if above.number != row.number - 1 or not cells or any(len(cell.text) > 60 for cell in cells):
        return False
    width = max(cell.column for cell in _texts(row)) - min(cell.column for cell in _texts(row)) + 1
    wide = [area for area in _wide(sheet, above) if area.last_column - area.first_column + 1 < 0.8 * width]
    first = min(cell.column for cell in _texts(row))
    return bool(wide) and (len(cells) > 1 or wide[0].first_column > first)


def is_repeated(row: Row, header: Header) -> bool:
    """Return True if a row below repeats the header."""
    own = {cell.column: " ".join(cell.text.split()).casefold() for cell in _texts(row)}
    last = {column: text.rpartition(BELOW)[2].casefold() for column, text in header.headings.items()}
    whole = {column: text.casefold() for column, text in header.headings.items()}
    same = sum(1 for column, text in own.items() if text in (last.get(column), whole.get(column)))
    return len(own) >= 2 and same >= 0.6 * len(own) and same >= min(2, len(header.headings))
