"""Milestones in groups: of an owner, a body, a horizon or a plan, counted and rolled up."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from pap_cli.assess.deadlines.progress import Progress, progress
from pap_cli.assess.deadlines.rag import roll_up
from pap_cli.assess.items.milestones import MilestoneStatus, count_ratings
from pap_cli.model.key import PLAIN_KEY, Key
from pap_cli.model.rating import Rating


class GroupStatus(Struct, frozen=True, kw_only=True, dict=True):
    """The milestones of an owner, a body, a horizon or a plan, rolled up."""

    id: str
    title: str
    milestones: tuple[MilestoneStatus, ...]
    rating: Rating
    # The key of its plan.
    key: Key = PLAIN_KEY

    @cached_property
    def progress(self) -> Progress:
        """The counts of its milestones."""
        return progress(status.schedule for status in self.milestones)

    @cached_property
    def ratings(self) -> dict[Rating, int]:
        """The number of its milestones with each rating."""
        return count_ratings(self.milestones)


def group_of(id: str, title: str, statuses: list[MilestoneStatus], key: Key = PLAIN_KEY) -> GroupStatus:
    """Return some milestones of a plan with this key as a group, with their worst rating."""
    rating = roll_up(status.rating for status in statuses)
    return GroupStatus(id=id, title=title, milestones=tuple(statuses), rating=rating, key=key)
