"""The IDs that items had before they were renamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Protocol

from pap_cli.assess.assessment import Assessment


class Renamed(Protocol):
    """An item that may have had other IDs."""

    @property
    def id(self) -> str:
        """Its ID."""

    @property
    def was(self) -> tuple[str, ...]:
        """Its earlier IDs."""


def earlier_ids(now: Assessment) -> Mapping[str, tuple[str, ...]]:
    """Return the earlier IDs of each item that was renamed, by its ID."""
    return {item.id: tuple(item.was) for item in _items(now) if item.was}


def renamed_to(now: Assessment, id: str) -> str | None:
    """Return the ID that the item has now which had this one; None if none had."""
    return next((item.id for item in _items(now) if id in item.was), None)


def _items(now: Assessment) -> Iterator[Renamed]:
    for status in now.plans:
        plan = status.plan
        for parent in plan.parents:
            yield parent
            yield from parent.milestones
        yield from chain(plan.reviews, plan.concerns, plan.risks, plan.header.statutory)
        yield from chain(plan.owners, plan.bodies, plan.themes)
    yield from (one.kpi for one in now.kpis)
