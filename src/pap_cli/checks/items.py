"""The items of an assessment that can have notes and suppressions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

from pap_cli.assess.assessment import Assessment
from pap_cli.model.items import Action, Milestone, Recommendation
from pap_cli.model.kpi import Kpi
from pap_cli.model.oversight import Concern, Review
from pap_cli.model.plan import Header
from pap_cli.model.risks import Risk
from pap_cli.model.themes import Theme

Noted: TypeAlias = Header | Recommendation | Action | Milestone | Review | Concern | Risk | Theme | Kpi

_KINDS: dict[type[Noted], str] = {
    Header: "plan",
    Recommendation: "recommendation",
    Action: "action",
    Milestone: "milestone",
    Review: "review",
    Concern: "concern",
    Risk: "risk",
    Theme: "theme",
    Kpi: "KPI",
}


class Item(Struct, frozen=True):
    """An entry with its plan and its ID; a plan itself has no ID."""

    entry: Noted
    plan: str | None
    id: str | None
    # True for an action with dates of its own, which is a milestone too.
    dated: bool = False

    def is_a(self, kind: str) -> bool:
        """Return True if rules about this kind of item are about it."""
        return self.kind == kind or (kind == "milestone" and self.dated)

    @property
    def kind(self) -> str:
        """The word for what it is, as in `milestone`."""
        return _KINDS[type(self.entry)]

    @property
    def named(self) -> str:
        """Its ID with the word for what it is, as in `milestone A1.1`."""
        return f"{self.kind} {self.id or self.plan}"


def items(assessment: Assessment) -> Iterator[Item]:
    """Yield every item that can have notes and suppressions: those of each plan, then the KPIs."""
    for plan in assessment.plans:
        entries: list[Noted] = [
            *(status.recommendation for status in plan.recommendations),
            *(status.schedule.milestone for status in plan.milestones if not status.schedule.itself),
            *plan.plan.reviews,
            *plan.concerns,
            *(status.risk for status in plan.risks),
            *plan.plan.themes,
        ]
        yield Item(plan.plan.header, plan.plan.id, None)
        yield from (Item(one.action, plan.plan.id, one.id, dated=one.itself is not None) for one in plan.actions)
        yield from (Item(entry, plan.plan.id, entry.id) for entry in entries)
    yield from (Item(status.kpi, status.kpi.plan, status.id) for status in assessment.kpis)
