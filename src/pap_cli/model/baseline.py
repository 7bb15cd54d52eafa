"""A baseline: findings that were there when a plan began to be checked, and do not fail it."""

from __future__ import annotations

from msgspec import Struct


class Accepted(Struct, frozen=True, order=True):
    """So many findings of one rule, by its name, about one item; an empty text where there is no plan or item."""

    rule: str
    plan: str = ""
    item: str = ""
    count: int = 1

    @property
    def key(self) -> tuple[str, str, str]:
        """What a finding is matched by: never its line, so that a baseline survives every edit around it."""
        return (self.rule, self.plan, self.item)
