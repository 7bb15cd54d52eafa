"""Which event is which: identifiers that stay while dates, titles, files and IDs change."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol


class Renamed(Protocol):
    """An entry with its ID and those that it had before."""

    @property
    def id(self) -> str:
        """Its ID."""

    @property
    def was(self) -> tuple[str, ...]:
        """Its earlier IDs, oldest first."""


def first_ids(entries: Iterable[Renamed]) -> Mapping[str, str]:
    """Return the ID that each entry had first, by its present one.

    A new entry that takes an ID which another one had before gets an identity of its own.
    """
    found, taken = dict[str, str](), set[str]()
    entries = list(entries)
    for entry in sorted(entries, key=lambda one: not one.was):
        first = next((old for old in entry.was if old not in taken), entry.id)
        while first in taken:
            first += " again"  # no ID has a space
        taken.add(first)
        found[entry.id] = first
    return found


def event_uid(plan: str, kind: str, id: str) -> str:
    """Return the identifier of an event: it follows from the ID of the plan, the kind and the first ID of the item.

    The organisation and the start of a plan are no part of it: they are corrected, and no event may become another.
    """
    return _uid("event", plan, kind, id)


def calendar_uid(plans: Collection[str], owners: Collection[str], bodies: Collection[str]) -> str:
    """Return the identifier of a calendar: it is another one for other plans, owners or bodies."""
    return _uid("calendar", *(" ".join(sorted(some)) for some in (plans, owners, bodies)))


def _uid(*parts: str) -> str:
    return f"{uuid.uuid5(uuid.NAMESPACE_URL, '/'.join(('pap:', *parts)))}@pap"
