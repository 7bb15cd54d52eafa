"""The order of what one rule found: the worst first, and those as bad as each other as they stand in the files."""

from __future__ import annotations

from collections.abc import Iterable

from pap_cli.checks import Found


def in_order(found: Iterable[Found]) -> list[Found]:
    """What a rule found, the worst first, then by path, line and column of what it points at.

    A field lies within its entry, so that the entries alone tell most of the order.  Only where entries overlap, as an
    action and its milestones do, is it looked up where in them the fields stand.
    """
    ordered = sorted(found, key=_by_entry)
    first, reach, source, weight = 0, -1, None, 0.0
    for index, one in enumerate(ordered):
        place = one.place
        if place.start > reach or place.source is not source or one.weight != weight:
            _settle(ordered, first, index)
            first, reach, source, weight = index, place.end, place.source, one.weight
        elif place.end > reach:
            reach = place.end
    _settle(ordered, first, len(ordered))
    return ordered


def _by_entry(found: Found) -> tuple[float, str, int]:
    place = found.place
    return (-found.weight, place.source.path, place.start)


def _settle(found: list[Found], first: int, end: int) -> None:
    """Put those of some whose entries overlap in the order of what they point at."""
    if end - first > 1:
        found[first:end] = sorted(found[first:end], key=_pointed_at)


def _pointed_at(found: Found) -> tuple[int, int, str]:
    span = found.place.span(*found.fields)
    return (span.line, span.column, found.message)
