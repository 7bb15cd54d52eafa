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
