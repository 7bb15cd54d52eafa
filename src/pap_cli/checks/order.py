"""The order of what one rule found: the worst first, then by position in the files."""

from __future__ import annotations

from collections.abc import Iterable

from pap_cli.checks import Found


def order_found(found: Iterable[Found]) -> list[Found]:
    """Return what a rule found, the worst first, then by path, line and column of the field it points at.

    A field is inside its entry, so the entries alone give most of the order.  The positions of the fields, which are
    slow to look up, are needed only where entries overlap, as an action and its milestones do.
    """
    ordered = sorted(found, key=_by_entry)
    first, end, source, weight = 0, -1, None, 0.0
    for index, one in enumerate(ordered):
        place = one.place
        if place.start > end or place.source is not source or one.weight != weight:
            _settle(ordered, first, index)
            first, end, source, weight = index, place.end, place.source, one.weight
        elif place.end > end:
            end = place.end
    _settle(ordered, first, len(ordered))
    return ordered


def _by_entry(found: Found) -> tuple[float, str, int]:
    place = found.place
    return (-found.weight, place.source.path, place.start)


def _settle(found: list[Found], first: int, end: int) -> None:
    """Sort a run of entries that overlap by the fields they point at."""
    if end - first > 1:
        found[first:end] = sorted(found[first:end], key=_pointed_at)


def _pointed_at(found: Found) -> tuple[int, int, int, str]:
    span = found.place.span(*found.fields)
    return (span.line, span.column, found.commit.committed if found.commit is not None else 0, found.message)
