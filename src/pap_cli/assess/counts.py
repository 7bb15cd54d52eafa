"""Milestones counted over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import accumulate

from msgspec import Struct

# The days on which a count changes, in order, each with its new count.
Counts = tuple[tuple[date, int], ...]


class BurnUp(Struct, frozen=True, kw_only=True):
    """The number of milestones due by each day, and delivered by then; cancelled ones are not counted."""

    # By their first due dates.
    first: Counts
    # By their approved due dates.
    approved: Counts
    delivered: Counts
    total: int


def counts(days: Iterable[date]) -> Counts:
    """Return how many of some days there are by each of them."""
    ordered = sorted(Counter(days).items())
    return tuple(zip((day for day, _ in ordered), accumulate(count for _, count in ordered), strict=True))
