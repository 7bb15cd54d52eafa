"""What each cell of a row would be if the row were a heading."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from msgspec import Struct

from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.figures.layout.grid import Grid, shown
from pap_cli.sheets.figures.reading.periods import Span, span_of
from pap_cli.sheets.figures.reading.values import read_value
from pap_cli.sheets.figures.reading.words import is_area, meanings, role

# The longest text that is a heading and not prose.
_LONGEST = 80
# Months as numbers, such as 202404: the one after 202412 is 89 more.
_FIRST_MONTH, _LAST_MONTH = 199001, 205912
# Words after a period in a heading that say no more than that it is one.
_EMPTY_WORDS = frozenset(
    (
        "",
        "p",
        "r",
        "prov",
        "provisional",
        "financial year",
        "as at",
        "at",
        "period",
        "full year",
        "data",
        "fy",
        "to",
        "end of",
        "month",
        "revised",
        "quarter",
        "term",
        "estimate",
        "month ending",
        "week ending",
        "quarter ending",
        "the",
        "results",
        "cohort",
    )
)


class Mark(Struct, frozen=True, kw_only=True):
    """What a cell would be in a heading."""

    cell: Cell
    text: str
    span: Span | None = None
    # What follows the period, such as `target`.
    rest: str = ""
    meanings: tuple[str, ...] = ()
    role: str | None = None
    # True for a number that is no year and no date.
    number: bool = False
    area: bool = False

    @property
    def known(self) -> bool:
        """True if it is a word that headings have, or a period."""
        return bool(self.span or self.meanings or self.role or self.area)


def mark_of(cell: Cell) -> Mark:
    """Return what a cell would be in a heading."""
    text = shown(cell)
    found = span_of(cell)
    if found is not None and len(text) <= _LONGEST:
        span, rest = found
        said = role(rest) if rest not in _EMPTY_WORDS else None
        if rest in _EMPTY_WORDS or said or is_area(rest) or isinstance(cell.value, date):
            return Mark(cell=cell, text=text, span=span, rest=rest, role=said, area=is_area(rest))
        return Mark(cell=cell, text=text, meanings=meanings(text))
    if isinstance(cell.value, str) and len(text) <= _LONGEST:
        said, known = role(text), meanings(text)
        if said is None and not known and (reading := read_value(cell)) is not None and not reading.unclear:
            return Mark(cell=cell, text=text, number=True)
        return Mark(cell=cell, text=text, meanings=known, role=said, area=is_area(text))
    return Mark(cell=cell, text=text, number=not isinstance(cell.value, str))


def marks_of(grid: Grid, row: int) -> dict[int, Mark]:
    """Return what each cell of a row would be in a heading, by column; years and serial days only in a sequence."""
    marks = {cell.column: mark_of(cell) for cell in grid.row(row)}
    numbers = [mark for mark in marks.values() if mark.span is not None and is_bare_number(mark.cell)]
    if numbers and not _is_sequence([_as_int(mark.cell) for mark in numbers]):
        lone = {id(mark) for mark in numbers}
        return {
            column: Mark(cell=mark.cell, text=mark.text, number=True) if id(mark) in lone else mark
            for column, mark in marks.items()
        }
    return marks


def is_bare_number(cell: Cell) -> bool:
    """Return True for a number without a form, which is a year or a day only if something says so."""
    return isinstance(cell.value, int | float) or (isinstance(cell.value, str) and shown(cell).isdecimal())


def _as_int(cell: Cell) -> int:
    return int(cell.value) if isinstance(cell.value, int | float) else int(shown(cell))


def _is_sequence(numbers: list[int]) -> bool:
    """Return True for years in a row, or serial days that are a month, a quarter or a week apart."""
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    if not steps:
        return False
    if numbers[0] < 10_000:
        return steps in ({1}, {-1}) or steps <= {0, 1}
    if all(_FIRST_MONTH <= number <= _LAST_MONTH for number in numbers):
        return steps <= {1, 89} or steps <= {-1, -89}
    down = max(steps) < 0
    sizes = {abs(step) for step in steps}
    return (down or min(steps) > 0) and any(
        sizes <= set(allowed) for allowed in (range(28, 32), range(89, 93), (7,), range(365, 367))
    )
