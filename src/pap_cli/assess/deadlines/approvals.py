"""Whether a delivery, or its evidence, is approved by the group that must agree to it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from pap_cli.model.facts import Approvable, Fact, seen


class Decision(StrEnum):
    """Whether an approval that is needed was given."""

    APPROVED = "approved"
    PENDING = "pending"


class Agreement(Struct, frozen=True):
    """The approval that a delivery or its evidence needs, as known on a day."""

    # The approval, if it was given by then.
    given: Fact | None
    # The body or owner that approves; None if nobody is named.
    by: str | None

    @property
    def decision(self) -> Decision:
        """Whether it was given."""
        return Decision.PENDING if self.given is None else Decision.APPROVED

    @property
    def pending(self) -> bool:
        """True if it was not given yet."""
        return self.given is None

    def __str__(self) -> str:
        if self.given is not None:
            return f"approved {self.given.when}{self._by}"
        return f"not yet approved{self._by}"

    @property
    def _by(self) -> str:
        return f" by {self.by}" if self.by is not None else ""


def agreement(fact: Approvable | None, approver: str | None, as_of: date) -> Agreement | None:
    """Return the approval that a fact needs; None if it needs none.

    A fact needs an approval if it says by whom or when, or if `approver` approves every fact of the plan.
    """
    if fact is None or (fact.approved is None and fact.by is None and approver is None):
        return None
    given = seen(fact.approved, as_of)
    by = (fact.approved.by if fact.approved is not None else None) or fact.by or approver
    return Agreement(given, by)


def agreements(
    completed: Approvable | None, evidenced: Approvable | None, approver: str | None, as_of: date
) -> tuple[Agreement | None, Agreement | None]:
    """Return the approvals that a delivery and its evidence need.

    Who approved the evidence of a delivery agreed to the delivery too.
    """
    delivery, proof = agreement(completed, approver, as_of), agreement(evidenced, approver, as_of)
    if delivery is None or proof is None or proof.pending or not delivery.pending or proof.by != delivery.by:
        return delivery, proof
    return proof, proof
