"""The colours that items are rated with."""

from __future__ import annotations

from enum import StrEnum


class Rating(StrEnum):
    """The colour of an item, by the printed key: worst first."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"

    @property
    def rank(self) -> int:
        """The position from the worst, 0 for red."""
        return _RANKS[self]


_RANKS = {rating: rank for rank, rating in enumerate(Rating)}
