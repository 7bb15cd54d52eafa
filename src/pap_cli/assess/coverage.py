"""Gaps in coverage: recommendation → action → milestone → delivery → evidence, and action → KPI."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from pap_cli.assess.deadlines.progress import Progress
from pap_cli.model.items import Recommendation


class Coverage(Struct, frozen=True, kw_only=True):
    """The coverage of one recommendation: counts of its actions, milestones, evidence and KPIs."""

    recommendation: Recommendation
    actions: int
    # Its own milestones, which answer it without an action.
    own: int
    progress: Progress
    # The milestones whose evidence was accepted; None if no evidence is required.
    evidenced: int | None
    # The milestones whose evidence is late.
    evidence_late: int
    kpis: int
    # False if a file could not be read: what seems to be missing may be in it.
    whole: bool

    @property
    def missing(self) -> str:
        """The first missing link of the chain, in a word; empty if none is missing.

        What is not due yet lacks nothing: delivery is missing from its due date on, and so is evidence.
        """
        if self.whole and not self.actions and not self.own:
            return "action"
        if self.whole and not self.progress.milestones:
            return "milestone"
        if self.progress.overdue:
            return "delivery"
        if self.evidence_late:
            return "evidence"
        return "KPI" if self.whole and not self.kpis else ""


class Gap(Struct, frozen=True, kw_only=True):
    """A gap: the kind of item, the item, and what it lacks."""

    kind: str
    id: str
    title: str
    lacks: str


class ActionFacts(Struct, frozen=True, kw_only=True):
    """The facts about an action that the search for gaps uses."""

    id: str
    title: str
    owned: bool
    milestones: int
    answers: bool
    kpis: int


def gaps(coverages: Iterable[Coverage], actions: Iterable[ActionFacts]) -> tuple[Gap, ...]:
    """Yield every gap in a plan: recommendations first, then actions."""
    found = [
        Gap(kind="recommendation", id=entry.recommendation.id, title=entry.recommendation.title, lacks=entry.missing)
        for entry in coverages
        if entry.missing
    ]
    for action in actions:
        lacks = [
            word
            for word, there in (
                ("owner", action.owned),
                ("milestone", action.milestones > 0),
                ("recommendation", action.answers),
                ("KPI", action.kpis > 0),
            )
            if not there
        ]
        if lacks:
            found.append(Gap(kind="action", id=action.id, title=action.title, lacks=", ".join(lacks)))
    return tuple(found)
