"""The order of IDs in every list: that in which people count."""

from __future__ import annotations

import re
from typing import TypeAlias

_DIGITS = re.compile(r"([0-9]+)")
# Text and numbers in turn, a number as its count of digits and its digits; then the ID itself: no two are equal.
Order: TypeAlias = tuple[tuple[tuple[int, str], ...], str]


def natural(id: str) -> Order:
    """Return the sort key of an ID: M2 before M10, A1 before A1.2, in any case; of equal numbers, 02 before 2."""
    return tuple([_part(part) for part in _DIGITS.split(id.casefold())]), id


def _part(part: str) -> tuple[int, str]:
    if not part.isascii() or not part.isdecimal():
        return 0, part
    digits = part.lstrip("0")
    return len(digits), digits
