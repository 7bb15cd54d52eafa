"""Where the plan stands, on one page, worst first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct

from pap_cli.assess.assessment import Assessment, MilestoneStatus, PlanStatus, count_ratings
from pap_cli.assess.deadlines.rag import rating_key
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.columns.listing import Field
from pap_cli.document import (
    SCHEMA_VERSION,
    Block,
    Document,
    Heading,
    Paragraph,
    Records,
    Tone,
)
from pap_cli.model.dates import show_date
from pap_cli.model.rating import Rating
from pap_cli.views.item import clocks as clocks_view
from pap_cli.views.lists import kpis as kpis_view
from pap_cli.views.lists import milestones as milestones_view
from pap_cli.views.lists import reviews as reviews_view
from pap_cli.views.status import page, watchers
from pap_cli.wording.cells import count_words, iso, rating_counts

T = TypeVar("T")


class StatusView(Struct, frozen=True, kw_only=True):
    """One or more plans at a date, beside where they stood some time before."""

    now: Assessment
    before: Assessment
    # How many faults of form the files have.
    faults: int

    kind: str = "status"

    @property
    def overdue(self) -> list[MilestoneStatus]:
        """The overdue milestones, the longest overdue first."""
        late = [status for status in self.now.milestones if status.schedule.days_overdue]
        return sorted(late, key=lambda status: (-status.schedule.days_overdue, status.id))

    @property
    def due_soon(self) -> list[MilestoneStatus]:
        """The open milestones that fall due within the policy's due-soon, the nearest first."""
        limit = self.now.policy.soon(self.now.as_of)
        return sorted(
            (
                status
                for status in self.now.milestones
                if status.schedule.state.open and self.now.as_of <= status.schedule.due.day <= limit
            ),
            key=lambda status: (status.schedule.due.day, status.id),
        )

    @property
    def kpis(self) -> list[KpiStatus]:
        """Every KPI that is rated, worst first."""
        return sorted(
            (status for status in self.now.kpis if status.rating is not Rating.GREY), key=kpis_view.worst_first
        )

    def facts(self) -> Mapping[str, object]:
        """Each plan with its headline and everything on the page, uncut."""
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.now.as_of.isoformat(),
            "compared_with": self.before.as_of.isoformat(),
            "faults": self.faults,
            "rating_key": {rating.value: words for rating, words in rating_key(self.now.policy)},
            "plans": [self._plan_facts(plan) for plan in self.now.plans],
        }

    def _plan_facts(self, plan: PlanStatus) -> dict[str, object]:
        earlier = next((one for one in self.before.plans if one.plan.id == plan.plan.id), None)
        mine = {status.id for status in plan.milestones}
        return {
            "id": plan.plan.id,
            "title": plan.plan.title,
            "organisation": plan.plan.header.organisation,
            "start": plan.plan.header.start.isoformat(),
            "rating": plan.rating.value,
            "milestones": rating_counts(plan.milestones),
            "milestones_before": rating_counts(earlier.milestones) if earlier else None,
            "horizons": {group.id: rating_counts(group.milestones) for group in plan.by_horizon},
            "horizons_before": {group.id: rating_counts(group.milestones) for group in earlier.by_horizon}
            if earlier
            else {},
            "overdue": [_facts(milestones_view.FIELDS, one) for one in self.overdue if _is(one, plan, mine)],
            "due_soon": [_facts(milestones_view.FIELDS, one) for one in self.due_soon if _is(one, plan, mine)],
            "kpis": [_facts(kpis_view.FIELDS, one) for one in self.kpis if one.kpi.plan in (None, plan.plan.id)],
            "gaps": [{"kind": gap.kind, "id": gap.id, "title": gap.title, "lacks": gap.lacks} for gap in plan.gaps],
            "statutory": [clocks_view.facts(one) for one in plan.clocks],
            "reviews": [_facts(reviews_view.FIELDS, one) for one in watchers.told_reviews([plan])],
            "expectations": [
                {
                    "body": one.body,
                    "item": one.item,
                    "title": one.title,
                    "by": iso(one.by),
                    "met": iso(one.met),
                    "state": one.state.value,
                }
                for one in plan.expectations
            ],
            "concerns": [
                {
                    "id": concern.id,
                    "title": concern.title,
                    "raised": iso(concern.raised),
                    "by": concern.by,
                    "answered_by": list(concern.answered_by),
                }
                for concern in plan.concerns
            ],
        }

    def records(self) -> Records:
        """The headline: one row a plan and horizon."""
        rows: list[tuple[object, ...]] = []
        for plan in self.now.plans:
            for group in plan.by_horizon:
                counts = count_ratings(group.milestones)
                rows.append((plan.plan.id, group.id, *(counts[rating] for rating in Rating), len(group.milestones)))
        return Records(("plan", "horizon", *(rating.value for rating in Rating), "milestones"), rows)

    def document(self) -> Document:
        """The page."""
        plans = self.now.plans
        blocks: list[Block] = []
        if self.faults:
            words = f"{count_words(self.faults, 'fault')} of form in the files: run  pap check"
            blocks.append(Paragraph(words, Tone.RED))
        if not plans:
            empty = "There is no plan here yet:  pap init --example DIR  makes one."
            return Document("", (*blocks, Paragraph("No plan could be read." if self.faults else empty)))
        if len(plans) == 1:
            blocks += page.masthead(plans[0])
        else:
            blocks.append(Heading(f"{len(plans)} plans", level=1, aside=f"as of {show_date(self.now.as_of)}"))
        several = len(plans) > 1
        blocks += page.headline(self.now, self.before)
        blocks += page.overdue(self.overdue, several=several)
        blocks += page.due_soon(self.due_soon, self.now, several=several)
        blocks += page.kpis(self.kpis, self.now, several=several)
        blocks += page.gaps(plans)
        blocks += watchers.clocks(plans)
        blocks += watchers.reviews(plans)
        blocks += watchers.expectations(plans)
        blocks += watchers.concerns(plans)
        blocks += page.key(self.now.policy)
        return Document("", tuple(blocks))


def _facts(fields: tuple[Field[T], ...], item: T) -> dict[str, object]:
    return {field.name: field.fact(item) for field in fields}


def _is(status: MilestoneStatus, plan: PlanStatus, ids: set[str]) -> bool:
    return status.schedule.plan == plan.plan.id and status.id in ids


def build(now: Assessment, before: Callable[[], Assessment], faults: int) -> StatusView:
    """The status of a portfolio, beside an earlier assessment of it."""
    return StatusView(now=now, before=before(), faults=faults)
