"""References such as `B5` and `A1:C9` in a file, as numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from pap_cli.sheets.book.cells import Area
from pap_cli.sheets.book.limits import MAX_COLUMN, MAX_ROW

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})\Z")


@lru_cache(maxsize=1024)
def column_of(letters: str) -> int:
    """Return the number of a column from its letters: AA is 27.

    Raises:
        ValueError: if there is no such column.
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    if not (letters.isascii() and letters.isalpha() and 1 <= number <= MAX_COLUMN):
        raise ValueError(f"there is no column “{letters}”")
    return number


def cell_of(text: str) -> tuple[int, int]:
    """Return the row and the column of a reference to a cell.

    Raises:
        ValueError: if there is no such cell.
    """
    found = _CELL.match(text)
    if not found or int(found[2]) > MAX_ROW:
        raise ValueError(f"there is no cell “{text[:20]}”")
    return int(found[2]), column_of(found[1])


def area_of(text: str) -> Area:
    """Return a block of cells.

    Raises:
        ValueError: if there is no such block.
    """
    first, _, last = text.partition(":")
    top, left = cell_of(first)
    bottom, right = cell_of(last or first)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
