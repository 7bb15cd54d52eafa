"""Rows with a rating, a label and a title at their left, and how to cut rows into pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from pap_cli.drawing import MatrixRow, TimeRow
from pap_cli.render.drawings.canvas import Canvas, clean
from pap_cli.render.drawings.marks import RATED, rating
from pap_cli.render.drawings.type import fitted, text_width

R = TypeVar("R")
Row = TimeRow | MatrixRow

# The greatest height of a drawing on an A4 page with room for its title.
PAGE = 900.0
_SYMBOL = 13.0
_GAP = 8.0
_WIDEST_LABEL = 130.0


class Names(Struct, frozen=True):
    """The positions of the labels and titles of rows, and the width of the widest title."""

    label: float
    title: float
    widest: float

    def draw(self, canvas: Canvas, row: Row, y: float, right: float) -> None:
        """Draw the name of a row up to RIGHT, cut with an ellipsis if necessary."""
        rating(canvas, 5, y, row.label.tone)
        canvas.text(self.label, y, fitted(clean(row.label.text), self.title - self.label - _GAP))
        canvas.text(self.title, y, fitted(clean(row.title), right - self.title))


def names_of(rows: Sequence[Row]) -> Names:
    """Return the columns of the names of rows; without ratings, there is no column for them."""
    label = _SYMBOL if any(row.label.tone in RATED for row in rows) else 0.0
    widest = max((text_width(clean(row.label.text)) for row in rows), default=0.0)
    title = label + (min(_WIDEST_LABEL, widest) + _GAP if widest else 0.0)
    return Names(label, title, max((text_width(clean(row.title)) for row in rows), default=0.0))


def even(rows: Sequence[R], most: int) -> Iterator[tuple[R, ...]]:
    """Return rows in as few runs of at most MOST as possible, all of about the same length."""
    count = -(-len(rows) // most)
    for number in range(count):
        yield tuple(rows[number * len(rows) // count : (number + 1) * len(rows) // count])
