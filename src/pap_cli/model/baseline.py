"""A baseline: findings that were there when a plan began to be checked, and do not fail it."""

from __future__ import annotations

from msgspec import Struct


class Accepted(Struct, frozen=True, order=True):
    """A number of findings of one rule about one item; the plan or item is empty if there is none."""

    rule: str
    plan: str = ""
    item: str = ""
    count: int = 1

    @property
    def key(self) -> tuple[str, str, str]:
        """The key that findings are matched by; it has no line, so a baseline survives edits around it."""
        return (self.rule, self.plan, self.item)
