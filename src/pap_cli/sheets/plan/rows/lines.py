"""What each row below the header is: an item, a section, or one of those that are no items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.sheets.book.cells import Cell, Row
from pap_cli.sheets.guess.fitting import TEXTS
from pap_cli.sheets.guess.found import Table
from pap_cli.sheets.guess.header import is_repeated
from pap_cli.sheets.guess.headings import is_heading
from pap_cli.sheets.plan.rows.grid import Grid
from pap_cli.sheets.words.ratings import is_rating
from pap_cli.sheets.words.states import is_state

Kind = Literal["item", "more", "section", "total", "footer", "key", "repeated-header", "other-table", "no-text"]

_TOTAL = re.compile(
    r"(?:grand |sub[- ]?|overall )?totals?\b.{0,30}|(?:count|sum|average|number of actions)[:.]?", re.IGNORECASE
)
_AMOUNT = re.compile(r"[£$€]?-?[\d,.]+ ?[%km]?", re.IGNORECASE)
_FOOTER = re.compile(
    r"page \d+|printed|source\b|\*|notes?\s*[:–-]|©|next (?:update|review|meeting)|(?:last )?updated\b|version\b|"
    r"official\b|end of (?:document|plan|table|report)|prepared by|author\b|report (?:run|date|generated)|"
    r"file(?:name| path)?:|generated|confidential|not for publication",
    re.IGNORECASE,
)
_KEY_TITLE = re.compile(
    r"(?:key|rag key|legend|rag|b?rag (?:rating|status)?|(?:assessment|definition|explanation)s? of .*|rating key|"
    r"status key|abbreviations|glossary)\b[^.]{0,60}",
    re.IGNORECASE,
)
# A line of a key only below the last item: above it, “1 – Leadership” is a section.
KEY_LINE = re.compile(
    r"(?P<code>[1-5]|[brag]|red|amber|green|blue|grey|complete[d]?)\s*[–=:-]\s*(?P<text>\S.*)", re.IGNORECASE
)
_SECTION = re.compile(
    r"(?:section|priority|objective|theme|outcome|aim|part|workstream|standard|area|strand|goal|programme|pillar|"
    r"domain|chapter|recommendation|actions? (?:arising|from)|phase|stage|strategic|key|ambition|criterion|matters|"
    r"meeting|block|group|module|project|[ivx]+\.|[a-z][.)]|\d+[.)]?)\b",
    re.IGNORECASE,
)


class Line(Struct, frozen=True):
    """A row, and what it is."""

    row: Row
    kind: Kind
    # The text of a section, or of a row that is no item.
    text: str = ""
    # True if a person should look: the row may be something else.
    doubt: str = ""


def lines_of(table: Table, grid: Grid) -> list[Line]:
    """Return what each row with text below the header is."""
    if table.header is None:
        return []
    found = [_line(table, row, grid) for row in table.rows if _texts(row)]
    found = _up_to_another_table(table, found)
    last = max((at for at, line in enumerate(found) if line.kind == "item"), default=-1)
    return [_at_the_end(line) if at > last else line for at, line in enumerate(found)]


def _texts(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.text.strip()]


def _line(table: Table, row: Row, grid: Grid) -> Line:
    cells = _texts(row)
    text = " ".join(cells[0].text.split())
    if table.header is not None and is_repeated(row, table.header):
        return Line(row, "repeated-header", text)
    works = [guess.column for guess in table.guesses if guess.means in TEXTS]
    if _TOTAL.fullmatch(text) and all(_AMOUNT.fullmatch(cell.text.strip()) for cell in cells[1:]):
        return Line(row, "total", text)
    if len(cells) == 1:
        return _alone(table, row, grid, cells[0], works)
    if _works(row, works, None):
        return Line(row, "item", text)
    if any(grid.at(row.number, column)[0] is not None for column in works):
        return Line(row, "more", text)
    return Line(row, "no-text", text)


def _works(row: Row, works: Sequence[int], but: Cell | None) -> bool:
    """Return True if a row has a text in a column of actions, milestones or recommendations."""
    return any(cell.column in works and cell is not but for cell in _texts(row))


def _alone(table: Table, row: Row, grid: Grid, cell: Cell, works: Sequence[int]) -> Line:
    """Return what a row with one cell is: a section, a footer, a key or a short item."""
    text = " ".join(cell.text.split())
    if _KEY_TITLE.fullmatch(text):
        return Line(row, "key", text)
    if _FOOTER.match(text):
        return Line(row, "footer", text)
    wide = grid.width_merged(row.number) >= min(3, max(2, len(table.guesses) // 2))
    marked = wide or cell.fill is not None or bool(_SECTION.match(text)) or (text.isupper() and len(text) > 3)
    if cell.column in works and not marked:
        first = min(guess.column for guess in table.guesses)
        if cell.column != first:
            return Line(row, "item", text)
        return Line(row, "section", text, "nothing else is in the row: taken for a section, not for an item")
    if not marked and cell.column not in works and cell.column != min(guess.column for guess in table.guesses):
        return Line(row, "more" if not works else "no-text", text)
    return Line(row, "section", text, "" if marked else "nothing else is in the row: taken for a section")


def _up_to_another_table(table: Table, found: list[Line]) -> list[Line]:
    """Return the lines with those below the header of another table marked as not of this one."""
    for at, line in enumerate(found[1:], start=1):
        cells = _texts(line.row)
        gap = line.row.number > found[at - 1].row.number + 1
        if (
            gap
            and line.kind not in ("repeated-header", "section", "footer", "key")
            and len(cells) >= 3
            and all(isinstance(cell.value, str) and len(cell.text.split()) <= 5 for cell in cells)
            and all(is_heading(cell.text) for cell in cells)
            and not any(is_state(cell.text) or is_rating(cell.text) for cell in cells)
        ):
            return found[:at] + [replace(one, kind="other-table") for one in found[at:]]
    return found


def _at_the_end(line: Line) -> Line:
    """Return a row after the last item: what would be a section there is a footer."""
    cells = _texts(line.row)
    if line.kind in ("section", "no-text", "more"):
        short = len(cells) == 2 and (is_rating(cells[0].text) or len(cells[0].text.strip()) <= 2)
        return replace(line, kind="key" if short or KEY_LINE.fullmatch(line.text) else "footer", doubt="")
    return line
